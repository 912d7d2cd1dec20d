"""How a text is built on the pages of a PDF: its marks, read from the structure tree and the page.

The tree says what is a heading, a paragraph or a quotation. Whether a paragraph is indented is seen
where its first line begins; whether it opens with small capitals, by their glyphs: they are not
those that the same letters have elsewhere in the font.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from unicodedata import bidirectional

import pikepdf

from octavo.formats.pdf.page import Page
from octavo.formats.pdf.text import PIECE, TextReader, codes, fonts_of
from octavo.formats.pdf.visual import MAY_RUN_LEFT
from octavo.model.artefact import Mark
from octavo.model.structure import (
    AGAIN,
    FLUSH,
    HEADING,
    INDENTED,
    OPENING,
    QUOTATION,
    UNKNOWN,
    first_words,
)
from octavo.system.remembered import remembered_by_page

INSET = 1.5 * 0.93
"""How far a quotation stands in, in ems of the text (`quotation` and `small` in book.typ)."""

BOXED, NEAR = 1.0, 0.06
"""How far a box stands in, in ems of the text (`boxed` in book.typ), and what is as good as that.

So a quotation that begins in a box stands about where a further paragraph of another does, and a
flush paragraph in a box about where an indented one does that begins with a hanging mark."""

LEAST = 0.6
"""What counts as an indent, in ems; hanging punctuation takes something of it."""

FEWEST = 3
"""From how many small letters on their glyphs tell something."""

FIRST = re.compile(
    rb"/MCID (\d+)[^\n]*?BDC\s*q 1 0 0 -1 ([-\d.]+) ([-\d.]+) cm[^\[(]*?/(\w+) [\d.]+ Tf"
    rb"[^\[(]*?Tm(\[(?:" + PIECE + rb"|[-+.\d\s]++)*+\]\s*TJ|(?:" + PIECE + rb")\s*Tj)",
    re.S,
)
"""A mark, and the first text under it: where it begins, its font, its glyphs."""


@dataclass(frozen=True, slots=True)
class First:
    """The first text under a mark: left edge and height in points, its font, and its glyphs."""

    left: float
    height: float
    font: tuple[int, int]
    glyphs: str


@dataclass(slots=True)
class Firsts:
    """The first texts of a PDF's marks, by page and number. `reader` has counted their glyphs.

    `small_capitals` says whether the text's font has any.
    """

    page: Page
    reader: TextReader
    small_capitals: bool = True
    by_place: dict[tuple[int, int], First] = field(default_factory=dict)

    def read(self, number: int, page: pikepdf.Page, data: bytes) -> None:
        """Read one page by its operators."""
        fonts = {name[1:]: font.objgen for name, font in fonts_of(page)}
        for mark, left, height, name, shown in _firsts(data):
            self.by_place[number, mark] = First(left, height, fonts[name], shown)

    def height(self, place: tuple[int, int]) -> float | None:
        """Return how high the first text under a mark stands, in points; None where none does."""
        first = self.by_place.get(place)
        return None if first is None else first.height

    def kind(self, place: tuple[int, int], *, quoted: bool) -> str:
        """Return how a paragraph begins whose first marked content stands in a place."""
        first = self.by_place.get(place)
        if first is None or _is_backwards(first, self.reader):
            return UNKNOWN
        width, page = self.page, place[0]
        margin = width.inside if page % 2 == 0 else width.width - width.inside - width.measure
        margin += INSET * width.size if quoted else 0
        indent = (first.left - margin) / width.size
        is_indented = indent > LEAST
        if abs(indent - BOXED) < NEAR:
            return UNKNOWN
        if quoted:
            return AGAIN if is_indented else QUOTATION
        if is_indented:
            return INDENTED
        return self._opening(first)

    def _opening(self, first: First) -> str:
        """Return whether most small letters have other glyphs than they have elsewhere."""
        if not self.small_capitals:
            return UNKNOWN
        known = self.reader.fonts[first.font]
        usual: dict[str, tuple[int, str]] = {}
        for glyph, count in self.reader.used[first.font].items():
            letter = known.get(ord(glyph), "")
            usual[letter] = max(usual.get(letter, (0, "")), (count, glyph))
        letters = [(glyph, known.get(ord(glyph), "")) for glyph in first.glyphs]
        small = [(glyph, letter) for glyph, letter in letters if letter.islower()]
        other = sum(usual[letter][1] != glyph for glyph, letter in small)
        if len(small) < FEWEST:
            return UNKNOWN
        return OPENING if other * 2 > len(small) else FLUSH


@remembered_by_page
def _firsts(data: bytes) -> Iterator[tuple[int, float, float, str, str]]:
    """Yield each mark of a page with where its first text begins, that text's font and glyphs."""
    for mark, left, height, name, shown in FIRST.findall(data):
        yield int(mark), float(left), float(height), name.decode(), codes(shown)


def _is_backwards(first: First, reader: TextReader) -> bool:
    """Whether a text runs from right to left: its left edge says nothing of its indent."""
    known = reader.fonts[first.font]
    letters = "".join(known.get(ord(glyph), "") for glyph in first.glyphs)
    if not MAY_RUN_LEFT.search(letters):
        return False
    return any(bidirectional(letter) in ("R", "AL") for letter in letters)


def heading(words: str, kind: str) -> Mark:
    """Return the mark of a heading of some kind in the tree (`/H2`)."""
    return Mark(HEADING, first_words([words]), level=int(kind[2:]))


def middle(element: pikepdf.Object) -> float | None:
    """Return how high the middle of an element's box stands, in points; None where it has none."""
    attributes = element.get("/A")
    for each in attributes if isinstance(attributes, pikepdf.Array) else ():
        if "/BBox" in each:
            return (float(each.BBox[1]) + float(each.BBox[3])) / 2
    return None


def pages_of(element: pikepdf.Object) -> list[tuple[int, int]]:
    """Return the pages, as objects, on which an element has marks, in order: a formula may part."""
    kids = element.get("/K")
    listed = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    own = element.get("/Pg")
    pages = [kid.get("/Pg", own) if isinstance(kid, pikepdf.Dictionary) else own for kid in listed]
    return [page.objgen for page in pages if page is not None]
