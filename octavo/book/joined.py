"""Texts opened: chapters read, joined to one document, described to the filters, and placed.

A book's text is opened so, and so are texts that have no book around them.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from octavo.book import mapped, source
from octavo.book.chapter import BOM, Chapter
from octavo.book.filtering import built_in_filter
from octavo.cache import Cache
from octavo.model.finding import Finding
from octavo.model.nodes import Document, Node, inlines, meta_value
from octavo.prose.prose import Prose

Meta: TypeAlias = Mapping[str, str | Sequence[str] | Mapping[str, str]]
"""What filters read of a text, in plain values; empty ones are left out."""


@dataclass(frozen=True, slots=True)
class Joined:
    """Chapters joined to one document; filters change it in place. `cache` keeps their places."""

    chapters: Sequence[Chapter]
    document: Document
    prose: Prose
    cache: Path

    @classmethod
    def of(
        cls,
        chapters: Sequence[Chapter],
        cache: Path,
        meta: Meta,
        reader: Callable[[Chapter], Document] = Chapter.document,
    ) -> Joined:
        """Join chapters, as `reader` gives them, with the metadata that filters read."""
        document, prose = source.join(chapters, reader)
        document.meta = as_pandoc(meta)
        return cls(chapters, document, prose, cache)

    @classmethod
    def of_lines(cls, lines: Sequence[str], meta: Meta) -> Joined:
        """Make a document of plain lines, each a paragraph whose spaces are kept one by one."""
        blocks: list[Node] = [{"t": "Para", "c": inlines(line)} for line in lines]
        document = Document(as_pandoc(meta), blocks)
        return cls((), document, Prose(document), Path())

    def filtered(self, names: Sequence[str]) -> list[Finding]:
        """Send the text through filters of Octavo's own, in the order given."""
        findings: list[Finding] = []
        for name in names:
            findings += built_in_filter(name).apply(self.prose)
        self.prose.tidy()
        return findings

    def placed(self, findings: Sequence[Finding]) -> list[Finding]:
        """Return findings with their places in the chapters."""
        return mapped.place(findings, self.chapters, self.cache)


def as_pandoc(meta: Meta) -> dict[str, Node]:
    """Return metadata as pandoc has it, without what is empty."""
    return {key: meta_value(value) for key, value in meta.items() if value}


@contextmanager
def opened_files(files: Sequence[Path], meta: Meta) -> Iterator[Joined]:
    """Yield files without a book, the chapters of one text, in the order given.

    Raises InputError for a file that cannot be read.
    """
    with tempfile.TemporaryDirectory() as folder:
        chapters = source.read_chapters(files, Path.cwd(), Path(folder))
        yield Joined.of(chapters, Path(folder), meta)


@contextmanager
def opened_text(name: str, data: bytes, meta: Meta) -> Iterator[Joined]:
    """Yield one text without a book, by its bytes; `name` is how errors call it.

    Raises InputError where they are no UTF-8 text, or pandoc cannot read them.
    """
    bom = data.startswith(BOM)
    text = source.decode(name, data.removeprefix(BOM))
    with tempfile.TemporaryDirectory() as folder:
        chapter = source.parse(name, text, Cache(Path(folder)), bom=bom)
        yield Joined.of([chapter], Path(folder), meta)
