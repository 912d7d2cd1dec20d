"""Tables of raw HTML: rows, cells that reach over several, heads and captions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from octavo.book.markup.tree import Element
from octavo.model.nodes import Attr, Node

WIDEST = 64
"""So many columns or rows may a cell reach over."""

ALIGNED = {"left": "AlignLeft", "right": "AlignRight", "center": "AlignCenter"}


@dataclass(slots=True)
class Cell:
    """A cell: its element, how far it reaches, and, once they are made, its blocks."""

    element: Element
    rows: int
    columns: int
    attr: Attr = field(default_factory=lambda: ["", [], []])
    blocks: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class Row:
    """A row of cells, and the part of the table that it stands in."""

    element: Element
    part: str
    cells: list[Cell]


@dataclass(slots=True)
class Grid:
    """The rows of a table in the order in which they are shown, and its captions."""

    rows: list[Row]
    captions: list[Element]

    def every_row(self) -> Iterator[Element]:
        """Yield the elements of the rows."""
        return (row.element for row in self.rows)

    def of(self, part: str) -> list[Row]:
        """Return the rows of a part."""
        return [row for row in self.rows if row.part == part]


def grid_of(element: Element) -> Grid:
    """Return the rows of a table. Without a head, a first row of headings is one."""
    rows: list[Row] = []
    captions: list[Element] = []
    for child in element.children:
        if not isinstance(child, Element):
            continue
        if child.name == "tr":
            rows.append(_row(child, "tbody"))
        elif child.name == "caption":
            captions.append(child)
        elif child.name in ("thead", "tbody", "tfoot"):
            inside = (c for c in child.children if isinstance(c, Element) and c.name == "tr")
            rows += [_row(one, child.name) for one in inside]
    rows = [row for row in rows if row.cells]
    heads = [row.part == "thead" for row in rows]
    if rows and not any(heads) and all(cell.element.name == "th" for cell in rows[0].cells):
        rows[0].part = "thead"
    return Grid(rows, captions)


def _row(element: Element, part: str) -> Row:
    cells = [c for c in element.children if isinstance(c, Element) and c.name in ("td", "th")]
    return Row(element, part, [Cell(c, _reach(c, "rowspan"), _reach(c, "colspan")) for c in cells])


def _reach(element: Element, name: str) -> int:
    given = element.attributes.get(name, "").strip()
    return min(max(int(given), 1), WIDEST) if given.isdecimal() and len(given) < 7 else 1


def table(grid: Grid, caption: list[Node], attr: Attr) -> Node:
    """Make a table of a grid whose cells have their blocks."""
    parts = {part: grid.of(part) for part in ("thead", "tbody", "tfoot")}
    if not parts["tbody"]:  # a table that is all head: no format has one
        parts["tbody"], parts["thead"] = parts["thead"] or parts["tfoot"], []
        if parts["tbody"] and parts["tbody"][0].part == "tfoot":
            parts["tfoot"] = []
    width = max(_width(rows) for rows in parts.values() if rows)
    made = {part: _rows(rows, width) for part, rows in parts.items()}
    empty: Attr = ["", [], []]
    columns = [[{"t": "AlignDefault"}, {"t": "ColWidthDefault"}] for _ in range(width)]
    content = [attr, [None, caption], columns, [empty, made["thead"]]]
    return {"t": "Table", "c": [*content, [[empty, 0, [], made["tbody"]]], [empty, made["tfoot"]]]}


def _width(rows: list[Row]) -> int:
    return max(used for used, _ in _filled(rows))


def _filled(rows: list[Row]) -> Iterator[tuple[int, Row]]:
    """Yield for each row how many columns it takes up, with the cells that reach down into it."""
    below: dict[int, int] = {}
    for row in rows:
        column = 0
        now = dict(below)
        below = {at: left - 1 for at, left in now.items() if left > 1}
        for cell in row.cells:
            while now.get(column, 0):
                column += 1
            for at in range(column, column + cell.columns):
                if cell.rows > 1:
                    below[at] = cell.rows - 1
            column += cell.columns
        yield max([column, *(at + 1 for at in now)]), row


def _rows(rows: list[Row], width: int) -> list[Any]:
    """Return a part's rows as pandoc has them, each filled up to the table's width."""
    made: list[Any] = []
    for number, (used, row) in enumerate(_filled(rows)):
        cells = [_cell(cell, len(rows) - number) for cell in row.cells]
        cells += [_empty() for _ in range(width - used)]
        made.append([["", [], []], cells])
    return made


def _cell(cell: Cell, rows_left: int) -> list[Any]:
    align = ALIGNED.get(cell.element.attributes.get("align", "").lower(), "AlignDefault")
    return [cell.attr, {"t": align}, min(cell.rows, rows_left), cell.columns, cell.blocks]


def _empty() -> list[Any]:
    return [["", [], []], {"t": "AlignDefault"}, 1, 1, []]
