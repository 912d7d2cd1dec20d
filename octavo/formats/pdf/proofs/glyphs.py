"""Where each character of a text is printed: its page, its line and its box, from a tagged PDF.

The order is that of the structure tree; the boxes are PDFium's. Both know the marked content that a
character stands in: Typst gives each line one of its own.
"""

from __future__ import annotations

import math
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from ctypes import addressof
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import groupby
from pathlib import Path
from typing import NamedTuple, overload

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


NOWHERE = Box(0.0, 0.0, 0.0, 0.0)


class Glyph(NamedTuple):
    """A printed character: its page from 0, the number of its line on the page, and its box.

    The lines of the notes are counted on behind those of the text.
    """

    page: int
    line: int
    box: Box


class Glyphs(Sequence[Glyph | None]):
    """The glyphs of a text, half a million of a book: in arrays, 41 bytes each, not 300."""

    def __init__(self, count: int) -> None:
        """Make room for so many; none is known yet."""
        self.pages = array("i", [-1]) * count
        self.lines = array("i", [0]) * count
        self.sides = array("d", [0.0]) * (4 * count)
        self.turned = bytearray(count)

    def put(self, first: int, page: int, lines: Iterable[int], boxes: Sequence[Box | None]) -> None:
        """Set the glyphs of a page from a number on, with their lines; some may not be known."""
        known = [box or NOWHERE for box in boxes]
        end = first + len(known)
        self.lines[first:end] = array("i", lines)
        self.pages[first:end] = array("i", [page if box else -1 for box in boxes])
        self.turned[first:end] = bytes(box.is_turned for box in known)
        sides = array("d", [side for box in known for side in box[:4]])
        self.sides[4 * first : 4 * end] = sides

    def by_page(self) -> dict[int, array[int]]:
        """Return the numbers of the glyphs that are known, page by page."""
        made: dict[int, array[int]] = {}
        for number, page in enumerate(self.pages):
            if page >= 0:
                made.setdefault(page, array("i")).append(number)
        return made

    def __len__(self) -> int:
        """Return how many glyphs there are."""
        return len(self.pages)

    @overload
    def __getitem__(self, number: int) -> Glyph | None: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[Glyph | None]: ...
    def __getitem__(self, number: int | slice) -> Glyph | Sequence[Glyph | None] | None:
        """Return a glyph, None where it is not known; or some of them."""
        if isinstance(number, slice):
            return [self[each] for each in range(len(self))[number]]
        page = self.pages[number]
        if page < 0:
            return None
        left, foot, right, head = self.sides[4 * number : 4 * number + 4]
        box = Box(left, foot, right, head, bool(self.turned[number]))
        return Glyph(page, self.lines[number], box)


@dataclass(frozen=True, slots=True)
class Printing:
    """The text of a PDF without white space, of each character where it stands, and its pages.

    `sizes` are the width and height of each page in points.
    """

    text: str
    glyphs: Glyphs
    labels: tuple[str, ...]
    sizes: tuple[tuple[float, float], ...]


def visible(text: str) -> str:
    """Return the characters of a text that are seen: no white space, in Unicode's NFC."""
    return "".join(unicodedata.normalize("NFC", text.translate(IGNORED)).split())


def printed(path: Path, setting: Setting) -> Printing:
    """Read a tagged PDF. Raises InputError where it has no structure tree."""
    reading, streams = read_pieces(path, setting)
    last = _last_lines(reading.lines[0] if reading.lines else ())
    texts: list[str] = []
    pages: dict[int, list[_Text]] = {}
    count = 0
    for number, (pieces, lines) in enumerate(zip(streams, reading.lines, strict=False)):
        counted = _Counted(count, lines, last if number else {})
        for piece in pieces:
            text = visible(piece)
            if isinstance(piece, Piece) and text:
                pages.setdefault(piece.page, []).append(_Text(text, piece.mark, count, counted))
            texts.append(text)
            count += len(text)
    glyphs = Glyphs(count)
    return Printing("".join(texts), glyphs, reading.labels, _fill(glyphs, path, pages))


@dataclass(slots=True)
class _Counted:
    """The lines of a stream, which begins at a character of all streams in a row.

    `more` says how many lines are counted on each page before them.
    """

    first: int
    lines: Sequence[Drawn]
    more: dict[int, int]
    starts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.starts = [self.first + line.start for line in self.lines]

    def numbers(self, page: int, first: int, count: int) -> list[int]:
        """Return the numbers on a page of the lines in which characters from a first one stand."""
        one = self._number(page, first)
        if one == self._number(page, first + count - 1):
            return [one] * count  # a piece is nearly always in one line
        return [self._number(page, at) for at in range(first, first + count)]

    def _number(self, page: int, character: int) -> int:
        at = max(bisect_right(self.starts, character) - 1, 0)
        own = self.lines[at].number if self.lines else 1
        return own + self.more.get(page, 0)


def _last_lines(lines: Iterable[Drawn]) -> dict[int, int]:
    last: dict[int, int] = {}
    for line in lines:
        last[line.page] = max(last.get(line.page, 0), line.number)
    return last


class _Text(NamedTuple):
    """A piece of a page's text: its marked content, and its first character's number."""

    text: str
    mark: int
    first: int
    counted: _Counted


def _fill(
    glyphs: Glyphs, path: Path, pages: Mapping[int, Sequence[_Text]]
) -> tuple[tuple[float, float], ...]:
    """Set the glyphs of the pages of a PDF, one page after the other; return the pages' sizes."""
    sizes = []
    seen: dict[int, str] = {}
    pdf = pypdfium2.PdfDocument(path)
    try:
        for number, page in enumerate(pdf):
            sizes.append((page.get_width(), page.get_height()))
            boxes = _read_page(page, seen) if number in pages else {}
            for piece in pages.get(number, ()):
                matched = _matched(piece.text, boxes.get(piece.mark, []))
                lines = piece.counted.numbers(number, piece.first, len(piece.text))
                glyphs.put(piece.first, number, lines, matched)
            page.close()
    finally:
        pdf.close()
    return tuple(sizes)


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


Boxes = dict[int, list[tuple[str, Box]]]
"""The characters of each marked content of a page, by its number."""


def _read_page(page: pypdfium2.PdfPage, seen: dict[int, str]) -> Boxes:
    """Return the characters of a page; `seen` is what each code stands for, where it is known."""
    text = page.get_textpage()
    boxes: Boxes = {}
    for (mark, box), group in groupby(_signs(text, seen), key=lambda one: (one[0], one[2])):
        signs = "".join(sign for _, sign, _ in group)
        parts = [(sign, box.part(at, len(signs))) for at, sign in enumerate(signs)]
        boxes.setdefault(mark, []).extend(parts)
    text.close()
    return boxes


def _signs(text: pypdfium2.PdfTextPage, seen: dict[int, str]) -> Iterator[tuple[int, str, Box]]:
    """Yield what PDFium knows of each character that is seen: its mark, what it is, its box."""
    shapes: dict[int, tuple[int, bool]] = {}
    own = pdfium.FS_RECTF()
    for at in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text, at)
        if (sign := seen.get(code)) is None:
            read = chr(code)
            sign = seen[code] = visible("-" if read == HYPHEN else read)
        shape = pdfium.FPDFText_GetTextObject(text, at) if sign else None
        if not shape:
            continue
        key = addressof(shape.contents)
        if key not in shapes:
            angle = pdfium.FPDFText_GetCharAngle(text, at)
            mark = pdfium.FPDFPageObj_GetMarkedContentID(shape)
            shapes[key] = mark, abs(math.sin(angle)) > HALF
        mark, is_turned = shapes[key]
        if mark >= 0:
            pdfium.FPDFText_GetLooseCharBox(text, at, own)
            yield mark, sign, Box(own.left, own.bottom, own.right, own.top, is_turned)
