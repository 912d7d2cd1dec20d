"""The cells of tables: how they lie, and whether a cell's headers can be told."""

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
    """A cell names its headers, or they are told by their scope (ISO 14289-1, 7.5)."""
    named = {_text(cell.element.value.get("/ID")) for cell in grid.cells}
    heads = [cell for cell in grid.cells if cell.element.kind == "TH"]
    scoped = [cell for cell in heads if cell.element.attribute("/Scope") is not None]
    rows = {row for cell in scoped for row in _rows_of(cell)}
    columns = {column for cell in scoped for column in _columns_of(cell)}
    for cell in grid.cells:
        if cell.element.kind != "TD":
            continue
        headers = [_text(one) for one in listed(cell.element.attribute("/Headers"))]
        unknown = [header for header in headers if header not in named]
        is_told = bool(headers) and not unknown
        is_scoped = len(scoped) == len(heads) and not (
            rows.isdisjoint(_rows_of(cell)) and columns.isdisjoint(_columns_of(cell))
        )
        if unknown and not is_scoped:
            yield Failure("15-003", f"it names {', '.join(unknown)[:60]}")
            return
        if heads and not is_told and not is_scoped:
            yield Failure("15-003")
            return


def _rows_of(cell: Cell) -> range:
    return range(cell.row, cell.row + cell.rows)


def _columns_of(cell: Cell) -> range:
    return range(cell.column, cell.column + cell.columns)


def _text(value: Any) -> str:
    return str(value) if isinstance(value, pikepdf.String) else ""
