"""The cells of tables: how they lie, and whether a cell's headers can be determined."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf

from octavo.formats.pdf.ua.checkpoints import Failure, Failures
from octavo.formats.pdf.ua.tree import Element, Tree, listed

MOST_CELLS = 2_000_000
"""So many places of a grid are looked at in one file: spans may claim any number."""

WIDEST = 10_000
"""No cell spans more rows or columns."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell at its place in the grid, with the rows and columns that it spans."""

    element: Element
    row: int
    column: int
    rows: int
    columns: int


def faults(tree: Tree) -> Failures:
    """Yield what is wrong with the cells of all tables."""
    left = MOST_CELLS
    for table in tree.of_kind("Table"):
        rows = list(_rows(table))
        grid = Grid(left)
        for number, row in enumerate(rows):
            grid.add(number, row)
        left = grid.left
        yield from _geometry(grid, len(rows))
        yield from _headers(grid)


def _rows(table: Element) -> Iterator[Element]:
    for kid in table.kids:
        if kid.kind == "TR":
            yield kid
        elif kid.kind in ("THead", "TBody", "TFoot"):
            yield from (row for row in kid.kids if row.kind == "TR")


class Grid:
    """The places of a table, each with its cell; `left` is how many more may be looked at."""

    def __init__(self, left: int) -> None:
        """Begin with no cells."""
        self.left = left
        self.cells: list[Cell] = []
        self.taken: dict[tuple[int, int], Cell] = {}
        self.overlaps = False

    def add(self, number: int, row: Element) -> None:
        """Add a row of cells, each at the first free place."""
        column = 0
        for element in row.kids:
            if element.kind not in ("TH", "TD"):
                continue
            while (number, column) in self.taken:
                column += 1
            spans = (_span(element, name) for name in ("/RowSpan", "/ColSpan"))
            cell = Cell(element, number, column, *spans)
            self.cells.append(cell)
            self._take(cell)
            column += cell.columns

    def _take(self, cell: Cell) -> None:
        self.left -= cell.rows * cell.columns
        if self.left < 0:
            return
        for row in range(cell.row, cell.row + cell.rows):
            for column in range(cell.column, cell.column + cell.columns):
                self.overlaps = self.overlaps or (row, column) in self.taken
                self.taken[row, column] = cell


def _span(element: Element, name: str) -> int:
    value = element.attribute(name)
    return min(max(int(value), 1), WIDEST) if isinstance(value, int) else 1


def _geometry(grid: Grid, rows: int) -> Failures:
    """Rows are equally long, spans end in the table, and no two cells share a place."""
    if grid.overlaps:
        yield Failure("09-004", "two cells of a table stand in one place")
    if grid.left < 0:
        yield Failure("09-004", "the cells of a table span more places than are looked at")
    if grid.left < 0 or not grid.cells:
        return
    lengths = [0] * rows
    for row, _ in grid.taken:
        if row < rows:
            lengths[row] += 1
    if len(set(lengths)) > 1:
        yield Failure("09-004", "the rows of a table are not equally long")
    if any(cell.row + cell.rows > rows for cell in grid.cells):
        yield Failure("09-004", "a cell of a table spans more rows than there are")


def _headers(grid: Grid) -> Failures:
    """Each cell names its headers, or their scope reaches it (ISO 14289-1, 7.5).

    The cell in the corner between two kinds of heads has none.
    """
    named = {_text(cell.element.value.get("/ID")) for cell in grid.cells}
    heads = [cell for cell in grid.cells if cell.element.kind == "TH"]
    scopes = Scopes(heads)
    for cell in grid.cells if heads else ():
        if cell.element.kind != "TD":
            continue
        headers = [_text(one) for one in listed(cell.element.attribute("/Headers"))]
        unknown = [header for header in headers if header not in named]
        is_named = bool(headers) and not unknown
        if not is_named and not scopes.reach(cell):
            yield Failure("15-003", f"it names {', '.join(unknown)[:60]}" if unknown else "")
            return


class Scopes:
    """Where the heads of a table begin that stand for their column, or their row."""

    def __init__(self, heads: list[Cell]) -> None:
        """Take the heads of a table."""
        self.columns: dict[int, int] = {}
        self.rows: dict[int, int] = {}
        self.all_said = True
        for head in heads:
            scope = str(head.element.attribute("/Scope") or "")
            self.all_said = self.all_said and bool(scope)
            if scope in ("/Column", "/Both"):
                for column in _columns_of(head):
                    self.columns[column] = min(head.row, self.columns.get(column, head.row))
            if scope in ("/Row", "/Both"):
                for row in _rows_of(head):
                    self.rows[row] = min(head.column, self.rows.get(row, head.column))

    def reach(self, cell: Cell) -> bool:
        """Whether a head stands above a cell for its column, or before it for its row."""
        if not self.all_said:
            return False
        above = any(self.columns.get(one, cell.row) < cell.row for one in _columns_of(cell))
        before = any(self.rows.get(one, cell.column) < cell.column for one in _rows_of(cell))
        return above or before or cell.row == cell.column == 0


def _rows_of(cell: Cell) -> range:
    return range(cell.row, cell.row + cell.rows)


def _columns_of(cell: Cell) -> range:
    return range(cell.column, cell.column + cell.columns)


def _text(value: Any) -> str:
    return str(value) if isinstance(value, pikepdf.String) else ""
