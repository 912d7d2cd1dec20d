"""How a table fits its page: the widths of its columns, smaller type, or the page turned.

No word may stand over its neighbour's. A column is never narrower than its longest word; what the
measure has beyond that goes to the columns whose lines are longer (as CSS 2.1, 17.5.2.2, lays
tables out). A table too wide for that has smaller type, down to seven points; then hyphens; then it
stands across the page, its head at the left. What fits nowhere is reported, at its place.

Widths are those of Libertinus Serif, in twentieths of an em: an estimate, with some room.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from octavo.formats.pdf.inlines import BREAK, breakable
from octavo.formats.pdf.page import Page
from octavo.model.nodes import Node, children, stringify

SIGNS = {
    4: ",.|'\N{RIGHT SINGLE QUOTATION MARK}",
    5: ":;ijl!()/I\\ft{} ",
    7: '"*-[]r',
    8: "sz",
    9: "#$0123456789?ace~",
    10: "FS^_bdgkopqvxyJ",
    11: "+<=>ELPYhnu",
    12: "BRTZ",
    13: "%CKUVX",
    14: "&ADGNOQ",
    15: "Hw\N{EM DASH}\N{HORIZONTAL ELLIPSIS}",
    17: "Mm",
    18: "@W",
}
WIDTHS = {sign: count / 20 for count, signs in SIGNS.items() for sign in signs}
OTHER, WIDE = 0.56, 1.0
"""The widths of other letters of alphabets, and of Chinese and Japanese signs, in ems."""

EAST = "\N{CJK RADICAL REPEAT}"
"""The first of the wide signs, nearly."""

ROOM = 1.04
"""By how much an estimate may be too small."""

SMALL = 0.93
"""The size of a table's type, in sizes of the text's (`small` in book.typ)."""

SCALES = (1.0, 0.94, 0.88, 0.82, 0.76, 0.7)
SMALLEST = 7.0
"""Points below which no table is set."""

INSET, TIGHT = 0.45, 0.3
"""The white at each side of a column, in ems; where a table is wide, less."""

PIECE = 7
"""A word that is hyphenated has parts of so many letters or fewer, most often."""

PARTS = re.compile(f"[ \\n{BREAK}]|(?<=[-\N{EN DASH}\N{EM DASH}])")
MOST_ACROSS = 0.96
"""How much of the measure the rows of a turned table may take, by estimate."""


@dataclass(slots=True)
class Column:
    """The longest word and the longest line of a column's cells, in ems, and its longest piece."""

    word: float = 0.0
    line: float = 0.0
    piece: float = 0.0


@dataclass(frozen=True, slots=True)
class Plan:
    """How a table is set. `widths` are in points; empty where the words decide by themselves."""

    scale: float = 1.0
    widths: tuple[float, ...] = ()
    hyphens: bool = False
    turned: bool = False
    fits: bool = True
    inset: float = INSET
    measure: float = 0.0
    """What the widths are parts of: on another page they are the same parts of its measure."""

    @property
    def is_plain(self) -> bool:
        """Whether it is set as any table is."""
        return self.fits and not self.turned and self.scale == 1


@dataclass(slots=True)
class Grid:
    """The cells of a table, by the column that each begins in."""

    rows: list[list[tuple[int, Any]]] = field(default_factory=list)


def plan(node: Node, page: Page) -> Plan:
    """Return how a Table is set on a page."""
    columns = node["c"][2]
    grid = _grid(node)
    stats = _columns(grid, len(columns))
    shares = [width["c"] if width["t"] == "ColWidth" else 0.0 for _, width in columns]
    for turned in (False, True):
        measure = page.text_height if turned else page.measure
        for scale, hyphens, inset in _ways(page):
            em = page.size * SMALL * scale
            least = [((c.piece if hyphens else c.word) * ROOM + 2 * inset) * em for c in stats]
            if sum(least) > measure:
                continue
            most = [(column.line * ROOM + 2 * inset) * em for column in stats]
            widths = _shared(least, most, shares if all(shares) else [], measure)
            if turned and _depth(grid, widths, em, page) > page.measure * MOST_ACROSS:
                continue
            is_free = not all(shares) and sum(most) <= measure
            made = () if is_free else tuple(round(width, 2) for width in widths)
            return Plan(scale, made, hyphens, turned, inset=inset, measure=measure)
    even = tuple(round(page.measure / len(columns), 2) for _ in columns)
    scale = max(SMALLEST / (page.size * SMALL), SCALES[-1])
    return Plan(round(scale, 4), even, hyphens=True, fits=False, inset=TIGHT, measure=page.measure)


def _ways(page: Page) -> Iterator[tuple[float, bool, float]]:
    """Yield scale, hyphens and inset, what reads best first."""
    yield 1.0, False, INSET
    scales = [scale for scale in SCALES if page.size * SMALL * scale >= SMALLEST]
    yield from ((scale, False, TIGHT) for scale in scales)
    yield from ((scale, True, TIGHT) for scale in scales)


def _shared(
    least: list[float], most: list[float], shares: list[float], measure: float
) -> list[float]:
    """Return the widths of columns: by their shares, if they were given, else by their lines."""
    if shares:
        asked = [share * measure / max(1.0, sum(shares)) for share in shares]
        most = [max(width, floor) for width, floor in zip(asked, least, strict=True)]
    elif sum(most) <= measure:
        return most
    room = [more - floor for more, floor in zip(most, least, strict=True)]
    spare = measure * (min(1.0, sum(shares)) if shares else 1.0) - sum(least)
    part = min(1.0, max(0.0, spare) / (sum(room) or 1.0))
    return [floor + more * part for floor, more in zip(least, room, strict=True)]


def _depth(grid: Grid, widths: list[float], em: float, page: Page) -> float:
    """Return how deep the rows are, in points."""
    lines = 0.0
    for row in grid.rows:
        most = 1.0
        for at, cell in row:
            room = sum(widths[at : at + cell[3]]) or page.measure
            ems = sum(_width(line) for line in _lines(cell[4]))
            most = max(most, ems * em * 1.1 // room + len(_lines(cell[4])))
        lines += most
    return lines * page.grid


def _grid(node: Node) -> Grid:
    """Place the cells of each row behind those that reach down from the rows above."""
    _, _, columns, head, bodies, foot = node["c"]
    rows = [*head[1], *(row for body in bodies for row in (*body[2], *body[3])), *foot[1]]
    taken = [0] * len(columns)
    grid = Grid()
    for row in rows:
        at, placed = 0, []
        for cell in row[1]:
            while at < len(taken) and taken[at]:
                at += 1
            placed.append((at, cell))
            for column in range(at, min(at + cell[3], len(taken))):
                taken[column] = cell[2]
            at += cell[3]
        taken = [max(0, rest - 1) for rest in taken]
        grid.rows.append(placed)
    return grid


def _columns(grid: Grid, count: int) -> list[Column]:
    columns = [Column() for _ in range(count)]
    for row in grid.rows:
        for at, cell in row:
            if cell[3] > 1 or at >= count:
                continue
            column = columns[at]
            for line in _lines(cell[4]):
                words = [part for part in PARTS.split(breakable(line)) if part]
                column.word = max([column.word, *map(_width, words)])
                column.piece = max([column.piece, *map(_piece, words)])
                column.line = max(column.line, _width(line))
    return columns


def _lines(blocks: list[Node]) -> list[str]:
    """Return the lines of a cell, one a paragraph, with code as wide signs; notes apart."""
    lines = []
    for block in blocks:
        if block["t"] in ("Para", "Plain"):
            lines += _text(block["c"]).split("\n")
        elif block["t"] == "CodeBlock":
            lines += [_mono(line) for line in block["c"][1].split("\n")]
        elif block["t"] == "LineBlock":
            lines += [_text(line) for line in block["c"]]
        else:
            lines += ["  " + line for inner in children(block) for line in _lines(inner)]
    return lines


def _text(nodes: list[Node]) -> str:
    parts = []
    for node in nodes:
        kind = node["t"]
        if kind == "Note":
            parts.append("11")
        elif kind == "Code":
            parts.append(_mono(node["c"][1]))
        elif kind == "Image":
            parts.append("M")
        elif kind == "LineBreak":
            parts.append("\n")
        elif kind in ("SoftBreak", "Space"):
            parts.append(" ")
        elif inner := children(node):
            parts.append("".join([_text(nodes) for nodes in inner[-1:]]))
        else:
            parts.append(stringify([node]))
    return "".join(parts)


def _mono(text: str) -> str:
    """Return as many signs of about the width that those of code have."""
    return re.sub(rf"[^\s{BREAK}]", "h", breakable(text))


def _width(text: str) -> float:
    """Return the width of a text in ems."""
    return sum(WIDTHS.get(sign, WIDE if sign >= EAST else OTHER) for sign in text)


def _piece(word: str) -> float:
    """Return the width of a word's widest part where it may be hyphenated."""
    if len(word) <= PIECE + 3 or not word.isalpha() or word.isupper():
        return _width(word)
    return _width(word) * max(0.5, PIECE / len(word)) + WIDTHS["-"]
