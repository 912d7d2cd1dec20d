"""The pages of a PDF, each known by what it is drawn of: what was measured on it need not be again.

A page as PDFium measures it is its operators, its boxes, and its fonts and drawings with all that
these refer to. Where another page of the book changes, these are the same bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2

from octavo.formats.pdf.cover import has_cover

DRAWING = ("/Contents", "/Resources", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit")
"""What of a page, or of the group of pages that it is in, says how it looks."""

DEEPEST = 40
"""How far what a page is drawn of is followed: in a book of ours six references, or seven."""


@dataclass(slots=True)
class Opened:
    """A PDF that PDFium opens once a page of it is asked for."""

    path: Path
    document: pypdfium2.PdfDocument | None = None

    def page(self, index: int) -> Any:
        """Return a page by its index from 0, to be closed."""
        if self.document is None:
            self.document = pypdfium2.PdfDocument(self.path)
        return self.document[index]

    def close(self) -> None:
        """Close the PDF."""
        if self.document is not None:
            self.document.close()
        self.document = None


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page of a book, by its number from 1 and the digest of what it is drawn of."""

    number: int
    drawn: str
    index: int = field(compare=False)
    file: Opened = field(compare=False, repr=False)

    def open(self) -> Any:
        """Return the page as PDFium has it, to be closed."""
        return self.file.page(self.index)


@contextmanager
def leaves(path: Path) -> Iterator[list[Leaf]]:
    """Yield the pages of a PDF behind its cover; PDFium opens them until this is left."""
    file = Opened(path)
    with pikepdf.open(path) as pdf:
        drawn, before = _Drawn(path), int(has_cover(pdf))
        pages = [
            Leaf(index + 1 - before, drawn.page(page), index, file)
            for index, page in enumerate(pdf.pages)
            if index >= before
        ]
    try:
        yield pages
    finally:
        file.close()


@dataclass
class _Drawn:
    """The digests of a PDF's objects, each with all that it refers to, by their numbers.

    That of an object that is being read is None. One that refers to itself, or goes too deep, is
    known by the whole file.
    """

    path: Path
    known: dict[tuple[int, int], str | None] = field(default_factory=dict)

    @cached_property
    def whole(self) -> str:
        """The digest of the whole file."""
        with self.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def page(self, page: pikepdf.Page) -> str:
        """Return the digest of a page, and of what the groups that it is in say for it."""
        parts: list[str] = []
        node: Any = page.obj
        depth = 0
        while isinstance(node, pikepdf.Dictionary) and depth < DEEPEST:
            parts += [f"{name}{self._of(node[name], 0)}" for name in DRAWING if name in node]
            parts.append("/Parent")
            node, depth = node.get("/Parent"), depth + 1
        return _digest(*parts)

    def _of(self, item: Any, depth: int) -> str:
        key = item.objgen if isinstance(item, pikepdf.Object) else (0, 0)
        if key == (0, 0):
            return self._read(item, depth)
        if key not in self.known:
            self.known[key] = None
            self.known[key] = self._read(item, depth)
        return self.known[key] or self.whole

    def _read(self, item: Any, depth: int) -> str:
        if depth > DEEPEST:
            return self.whole
        if isinstance(item, pikepdf.Array):
            return _digest("[", *(self._of(one, depth + 1) for one in item))
        if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
            named = sorted(item.items())
            inner = [f"{name} {self._of(value, depth + 1)}" for name, value in named]
            return _digest("<", *inner, _data(item))
        return item.unparse().hex() if isinstance(item, pikepdf.Object) else repr(item)


def _data(item: pikepdf.Object) -> str:
    """Return the digest of a stream's bytes; those of a picture say nothing of its place."""
    if not isinstance(item, pikepdf.Stream) or item.get("/Subtype") == "/Image":
        return ""
    return hashlib.sha256(item.read_raw_bytes()).hexdigest()


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
