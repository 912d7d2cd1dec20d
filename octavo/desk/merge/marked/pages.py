"""The words of a proof on its pages and lines, as `sent/ID/` keeps them for the way back.

A row is a stretch of one line whose signs follow one another. Places are tenths of a point: the
line's edges across it, and for each word where its letters begin, and where the last one ends.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any, TypeAlias, overload

import orjson

from octavo.desk.merge import kept
from octavo.desk.merge.marked.signs import Signs
from octavo.formats.pdf.proofs.glyphs import Box, Glyph, Glyphs, Printing
from octavo.press.page_map import Aligned

FILE = "pages.json"
KIND = "octavo-proof-1"
TENTH = 10

LAST = 8
"""The signs of so many pages are kept at once."""

NEAR = 1.0
"""The widest gap, in points, between two letters of a word; they may overlap by as much."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A sign on a page: its number, its line, where along it it stands, and the line's edges.

    Along a line that is turned, places are counted from the foot of the page.
    """

    sign: int
    line: int
    start: float
    end: float
    low: float
    high: float
    is_turned: bool = False

    @property
    def middle(self) -> float:
        """The middle of the letter, along its line."""
        return (self.start + self.end) / 2


@dataclass(frozen=True)
class Leaflet:
    """A page of a proof: its label, its size in points, and the signs on it."""

    label: str
    size: tuple[float, float]
    cells: tuple[Cell, ...]

    @cached_property
    def lines(self) -> list[list[Cell]]:
        """The signs by lines, each as they stand along it."""
        rows: dict[tuple[int, bool, float], list[Cell]] = {}
        for cell in self.cells:
            rows.setdefault((cell.line, cell.is_turned, cell.low), []).append(cell)
        return [sorted(row, key=lambda cell: cell.start) for row in rows.values()]


Row: TypeAlias = tuple[int, int, int, int, int, tuple[tuple[int, ...], ...]]
"""Signs as the file has them: line, first sign, whether it is turned, its edges, its words."""


@dataclass(frozen=True, slots=True)
class Rows:
    """A page as the file has it."""

    label: str
    size: tuple[int, int]
    rows: tuple[Row, ...]

    def leaflet(self) -> Leaflet:
        """Return the page with its signs."""
        cells = tuple(cell for row in self.rows for cell in _cells(row))
        return Leaflet(self.label, (self.size[0] / TENTH, self.size[1] / TENTH), cells)

    @property
    def signs(self) -> Iterator[range]:
        """The numbers of the signs on the page, row by row."""
        for row in self.rows:
            yield range(row[1], row[1] + sum(len(word) - 1 for word in row[5]))

    def is_sound(self, count: int) -> bool:
        """Whether its signs are among so many."""
        words = (word for row in self.rows for word in row[5])
        return all(words) and all(one.start >= 0 and one.stop <= count for one in self.signs)


class Leaflets(Sequence[Leaflet]):
    """The pages of a proof. The signs of a page are laid out when it is asked for.

    A book has half a million of them; those of the last pages are kept, marks come in their order.
    """

    def __init__(self, pages: Sequence[Rows]) -> None:
        """Take the pages as the file has them."""
        self.pages = pages
        self._last: dict[int, Leaflet] = {}

    def __len__(self) -> int:
        """Return how many pages there are."""
        return len(self.pages)

    @overload
    def __getitem__(self, number: int) -> Leaflet: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[Leaflet]: ...
    def __getitem__(self, number: int | slice) -> Leaflet | Sequence[Leaflet]:
        """Return a page, or some of them."""
        if isinstance(number, slice):
            return Leaflets(self.pages[number])
        if number not in self._last:
            if len(self._last) >= LAST:
                del self._last[next(iter(self._last))]
            self._last[number] = self.pages[number].leaflet()
        return self._last[number]

    def pages_of(self, signs: Iterable[int]) -> dict[int, int]:
        """Return the pages on which some signs stand, without those that are printed on none."""
        rows = sorted(
            (one.start, one.stop, number)
            for number, page in enumerate(self.pages)
            for one in page.signs
        )
        starts = [start for start, _, _ in rows]
        made = {}
        for sign in signs:
            at = bisect_right(starts, sign) - 1
            if at >= 0 and sign < rows[at][1]:
                made[sign] = rows[at][2]
        return made


@dataclass(frozen=True, slots=True)
class Kept:
    """The file: its kind, the day on which the proof is dated, the pages, the queries on them.

    A query is known by the name of its note, and the words of that.
    """

    kind: str
    day: str
    pages: tuple[Rows, ...]
    asked: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Proof:
    """What is kept of a proof: its day, its pages, and the words of its queries by their names."""

    day: str
    leaflets: Leaflets
    asked: dict[str, str]


def _cells(row: Row) -> Iterator[Cell]:
    line, sign, is_turned, low, high, words = row
    for word in words:
        at = word[0]
        for step in word[1:]:
            edges = at / TENTH, (at + step) / TENTH
            yield Cell(sign, line, *edges, low / TENTH, high / TENTH, bool(is_turned))
            at += step
            sign += 1


class Placed:
    """The glyphs of the signs of some leaves, of those that are printed as they read."""

    def __init__(self, glyphs: Glyphs, count: int) -> None:
        """Take the glyphs, and how many signs there are; none has its glyph yet."""
        self.glyphs = glyphs
        self.numbers = array("i", [-1]) * count

    def get(self, sign: int) -> Glyph | None:
        """Return the glyph of a sign; None where it is not known."""
        number = self.numbers[sign]
        return self.glyphs[number] if number >= 0 else None

    def __iter__(self) -> Iterator[tuple[int, Glyph]]:
        """Yield each sign with its glyph, in the order of the signs."""
        for sign in range(len(self.numbers)):
            glyph = self.get(sign)
            if glyph is not None:
                yield sign, glyph


def placed(printing: Printing, signs: Signs) -> Placed:
    """Return the glyphs of the signs of some leaves that are printed as they read."""
    aligned = Aligned(printing.text, signs.text)
    apart = iter([*aligned.each, None])
    gap = next(apart)
    made = Placed(printing.glyphs, len(signs.text))
    for number, page in enumerate(printing.glyphs.pages):
        while gap is not None and number >= gap.end:
            gap = next(apart)
        is_alike = gap is None or number < gap.start
        if page >= 0 and is_alike:
            made.numbers[aligned.other(number)] = number
    return made


def dumps(printing: Printing, glyphs: Placed, day: str, asked: Mapping[str, str]) -> bytes:
    """Return the file for a proof; `asked` are the words of queries by the names of their notes."""
    pages: list[list[Any]] = [[] for _ in printing.labels]
    for page, row in _rows(glyphs):
        pages[page].append(row)
    record = {
        "kind": KIND,
        "day": day,
        "asked": list(asked.items()),
        "pages": [
            {"label": label, "size": [_tenths(side) for side in size], "rows": rows}
            for label, size, rows in zip(printing.labels, printing.sizes, pages, strict=True)
        ],
    }
    return orjson.dumps(record)


def _tenths(points: float) -> int:
    return round(points * TENTH)


def _rows(glyphs: Placed) -> Iterator[tuple[int, list[Any]]]:
    """Yield each row with its page."""
    row: list[tuple[int, Glyph]] = []
    for sign, glyph in glyphs:
        if row and not _goes_on(row[-1], (sign, glyph)):
            yield row[0][1].page, _row(row)
            row = []
        row.append((sign, glyph))
    if row:
        yield row[0][1].page, _row(row)


def _goes_on(one: tuple[int, Glyph], two: tuple[int, Glyph]) -> bool:
    a, b = one[1], two[1]
    is_near = abs(_across(a.box)[0] - _across(b.box)[0]) < NEAR
    alike = (a.page, a.line, a.box.is_turned) == (b.page, b.line, b.box.is_turned)
    return two[0] == one[0] + 1 and alike and is_near


def _across(box: Box) -> tuple[float, float]:
    return (box.left, box.right) if box.is_turned else (box.foot, box.head)


def _along(box: Box) -> tuple[float, float]:
    return (box.foot, box.head) if box.is_turned else (box.left, box.right)


def _row(row: Sequence[tuple[int, Glyph]]) -> list[Any]:
    sign, first = row[0]
    low = min(_across(glyph.box)[0] for _, glyph in row)
    high = max(_across(glyph.box)[1] for _, glyph in row)
    edges = [_along(glyph.box) for _, glyph in row]
    words = list(_words(edges))
    turned = int(first.box.is_turned)
    return [first.line, sign, turned, _tenths(low), _tenths(high), words]


def _words(edges: Iterable[tuple[float, float]]) -> Iterator[list[int]]:
    """Yield for each word where its first letter begins, and the steps to the next edges."""
    word: list[int] = []
    end = last = 0.0
    for start, stop in edges:
        if word and (abs(start - end) > NEAR or _tenths(start) < last):
            yield _steps([*word, _tenths(end)])
            word = []
        word.append(_tenths(start))
        last, end = _tenths(start), stop
    if word:
        yield _steps([*word, _tenths(end)])


def _steps(places: Sequence[int]) -> list[int]:
    steps = [behind - before for before, behind in pairwise(places)]
    return [places[0], *steps]


def loads(data: bytes, count: int) -> Proof:
    """Return what is kept of a proof; `count` is the number of all its signs.

    Raises ValueError where it is not what was kept.
    """
    read = kept.read(Kept, data)
    if read.kind != KIND or not all(page.is_sound(count) for page in read.pages):
        raise ValueError
    return Proof(read.day, Leaflets(read.pages), dict(read.asked))
