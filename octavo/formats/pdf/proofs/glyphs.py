"""Where each character of a text is printed: its page, its line and its box, from a tagged PDF.

The order is that of the structure tree; the boxes are PDFium's. Both know the marked content that a
character stands in: Typst gives each line one of its own.
"""

from __future__ import annotations

import math
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from octavo.formats.pdf.lines import Piece
from octavo.formats.pdf.read import Setting, read_pieces
from octavo.model.pages import Drawn
from octavo.model.reading import IGNORED

HYPHEN = "\x02"
"""What PDFium has for the hyphen of a divided word."""

HALF = 0.5
"""The sine of the angle from which on a line counts as turned."""


class Box(NamedTuple):
    """The place of a character on its page, in points from the foot and the left.

    `is_turned` says that its line runs from the foot to the head: a wide table is turned.
    """

    left: float
    foot: float
    right: float
    head: float
    is_turned: bool = False

    def part(self, number: int, count: int) -> Box:
        """Return one of several equal parts, in the order of reading: those of a ligature."""
        if count == 1:
            return self
        if self.is_turned:
            step = (self.head - self.foot) / count
            foot = self.foot + number * step
            return self._replace(foot=foot, head=foot + step)
        step = (self.right - self.left) / count
        left = self.left + number * step
        return self._replace(left=left, right=left + step)


class Glyph(NamedTuple):
    """A printed character: its page from 0, the number of its line on the page, and its box.

    The lines of the notes are counted on behind those of the text.
    """

    page: int
    line: int
    box: Box


@dataclass(frozen=True, slots=True)
class Printing:
    """The text of a PDF without white space, of each character where it stands, and its pages.

    `sizes` are the width and height of each page in points.
    """

    text: str
    glyphs: Sequence[Glyph | None]
    labels: tuple[str, ...]
    sizes: tuple[tuple[float, float], ...]


def visible(text: str) -> str:
    """Return the characters of a text that are seen: no white space, in Unicode's NFC."""
    return "".join(unicodedata.normalize("NFC", text.translate(IGNORED)).split())


def printed(path: Path, setting: Setting) -> Printing:
    """Read a tagged PDF. Raises InputError where it has no structure tree."""
    reading, streams = read_pieces(path, setting)
    boxes, sizes = _boxes(path)
    last = _last_lines(reading.lines[0] if reading.lines else ())
    texts: list[str] = []
    glyphs: list[Glyph | None] = []
    for number, (pieces, lines) in enumerate(zip(streams, reading.lines, strict=False)):
        count = 0
        counted = _Counted(lines, last if number else {})
        for piece in pieces:
            text = visible(piece)
            texts.append(text)
            glyphs += _glyphs(piece, text, boxes, counted, count)
            count += len(text)
    return Printing("".join(texts), glyphs, reading.labels, sizes)


@dataclass(slots=True)
class _Counted:
    """The lines of a stream; `more` says how many are counted on each page before them."""

    lines: Sequence[Drawn]
    more: dict[int, int]
    starts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.starts = [line.start for line in self.lines]

    def number(self, page: int, character: int) -> int:
        """Return the number on its page of the line in which a character of the stream stands."""
        at = max(bisect_right(self.starts, character) - 1, 0)
        own = self.lines[at].number if self.lines else 1
        return own + self.more.get(page, 0)


def _last_lines(lines: Iterable[Drawn]) -> dict[int, int]:
    last: dict[int, int] = {}
    for line in lines:
        last[line.page] = max(last.get(line.page, 0), line.number)
    return last


Boxes = dict[tuple[int, int], list[tuple[str, Box]]]
"""The characters of each marked content, by page and number."""


def _glyphs(
    piece: str, text: str, boxes: Boxes, counted: _Counted, count: int
) -> Iterator[Glyph | None]:
    """Yield the glyph of each character of a piece; None where it is not known."""
    if not isinstance(piece, Piece):
        yield from [None] * len(text)
        return
    known = boxes.get((piece.page, piece.mark), [])
    for at, box in enumerate(_matched(text, known)):
        line = counted.number(piece.page, count + at)
        yield Glyph(piece.page, line, box) if box else None


def _matched(text: str, known: Sequence[tuple[str, Box]]) -> list[Box | None]:
    """Return the boxes of a text's characters, of those that PDFium has read in its place."""
    read = "".join(sign for sign, _ in known)
    if read == text:
        return [box for _, box in known]
    made: list[Box | None] = [None] * len(text)
    matcher = SequenceMatcher(None, text, read, autojunk=False)
    for start, other, size in matcher.get_matching_blocks():
        for step in range(size):
            made[start + step] = known[other + step][1]
    return made


def _boxes(path: Path) -> tuple[Boxes, tuple[tuple[float, float], ...]]:
    boxes: Boxes = {}
    sizes = []
    pdf = pypdfium2.PdfDocument(path)
    try:
        for number, page in enumerate(pdf):
            sizes.append((page.get_width(), page.get_height()))
            _read_page(number, page, boxes)
            page.close()
    finally:
        pdf.close()
    return boxes, tuple(sizes)


def _read_page(number: int, page: pypdfium2.PdfPage, boxes: Boxes) -> None:
    text = page.get_textpage()
    read = [one for at in range(text.count_chars()) if (one := _read_sign(text, at))]
    for (mark, box), group in groupby(read, key=lambda one: (one[0], one[2])):
        signs = "".join(sign for _, sign, _ in group)
        parts = [(sign, box.part(at, len(signs))) for at, sign in enumerate(signs)]
        boxes.setdefault((number, mark), []).extend(parts)
    text.close()


def _read_sign(text: pypdfium2.PdfTextPage, at: int) -> tuple[int, str, Box] | None:
    """Return what PDFium knows of a character: its mark, what it is, its box; None of a space."""
    shape = pdfium.FPDFText_GetTextObject(text, at)
    mark = pdfium.FPDFPageObj_GetMarkedContentID(shape) if shape else -1
    read = chr(pdfium.FPDFText_GetUnicode(text, at))
    sign = visible("-" if read == HYPHEN else read)
    if mark < 0 or not sign:
        return None
    own = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(text, at, own)
    is_turned = abs(math.sin(pdfium.FPDFText_GetCharAngle(text, at))) > HALF
    return mark, sign, Box(own.left, own.bottom, own.right, own.top, is_turned)
