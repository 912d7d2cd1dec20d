"""A chapter: one source file, as it was read."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from octavo.book import comments
from octavo.book.comments import Comments
from octavo.model.finding import Finding, Place
from octavo.model.nodes import Document

BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Chapter:
    """One source file, read.

    `file` is its path below the project's root, with forward slashes; `text` its characters, the
    newlines as they stand in the file, without a byte order mark (`bom`: whether it had one);
    `data` the document as pandoc read it, in JSON, without `comments`; `findings` what is wrong.
    """

    file: str
    text: str
    data: bytes
    bom: bool = False
    findings: tuple[Finding, ...] = ()
    comments: Comments = comments.NONE

    def document(self) -> Document:
        """Return the document as it was read: a new copy each time, which the caller may change."""
        return Document.loads(self.data)

    def encode(self) -> bytes:
        """Return the file's bytes."""
        return encode(self.text, bom=self.bom)

    def place(self, start: int, end: int) -> Place:
        """Return the place of the characters `start:end`."""
        row = bisect_right(self._lines, start) - 1
        return Place(self.file, row + 1, start - self._lines[row] + 1, start, end)

    def place_read(self, start: int, end: int) -> Place:
        """Return the place of the characters `start:end` of the text without comments."""
        return self.place(*self.comments.span(start, end))

    @cached_property
    def read(self) -> str:
        """The text as pandoc read it: without its comments."""
        return self.comments.without(self.text)

    def start_of(self, line: int) -> int:
        """Return the offset at which a line begins, by its number."""
        return self._lines[min(max(line, 1), len(self._lines)) - 1]

    @cached_property
    def _lines(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text))]


def encode(text: str, *, bom: bool) -> bytes:
    """Return the bytes of a source file with this text."""
    return (BOM if bom else b"") + text.encode()
