"""Rows of tables that an editor has written or deleted: one change each, where that is certain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from lxml import etree

from octavo.desk.merge.hunk import Hunk, What
from octavo.desk.merge.leaf import Kind, Leaf, Row, Token
from octavo.desk.merge.matching import Matched
from octavo.ooxml.names import W

CELL = frozenset({"cell"})
BETWEEN = (Token(" "), Token("|", CELL), Token(" "))
"""What stands between the cells of a row."""

DELETED = tuple(f"{W}trPr/{W}{kind}" for kind in ("del", "moveFrom"))
SPANS = tuple(f"{W}tc/{W}tcPr/{W}{kind}" for kind in ("gridSpan", "vMerge"))


@dataclass(slots=True)
class Reader:
    """Says in which row of its table a cell of a Word file stands; knows each table once."""

    known: dict[etree._Element, dict[etree._Element, tuple[int, int]]] = field(default_factory=dict)

    def row_of(self, cell: etree._Element | None) -> Row | None:
        """Return the row of a cell; None of what stands in none."""
        row = None if cell is None else next(cell.iterancestors(f"{W}tr"), None)
        table = None if row is None else next(row.iterancestors(f"{W}tbl"), None)
        if cell is None or row is None or table is None:
            return None
        if table not in self.known:
            self.known[table] = _counted(table)
        number, rows = self.known[table][row]
        cells = row.findall(f"{W}tc")
        is_plain = cell in cells and not any(row.find(one) is not None for one in SPANS)
        column = cells.index(cell) if cell in cells else 0
        return Row(number, rows, column, len(cells) if is_plain else 0, _is_gone(row))


def _is_gone(row: etree._Element) -> bool:
    return any(row.find(one) is not None for one in DELETED)


def _counted(table: etree._Element) -> dict[etree._Element, tuple[int, int]]:
    """Return the numbers of the rows of a table, and how many there are but for deleted ones."""
    own = [row for row in table.iter(f"{W}tr") if next(row.iterancestors(f"{W}tbl")) is table]
    left = [row for row in own if not _is_gone(row)]
    numbers, count = {}, 0
    for row in own:
        numbers[row] = (count, len(left))
        count += row in left
    return numbers


def cells_of(after: Sequence[Token]) -> list[tuple[Token, ...]]:
    """Return the tokens of each cell of a new row."""
    cells: list[list[Token]] = [[]]
    for token in after:
        if token.look == CELL:
            cells.append([])
        else:
            cells[-1].append(token)
    return [_bare(cell) for cell in cells]


def _bare(cell: list[Token]) -> tuple[Token, ...]:
    while cell and cell[0].is_space:
        cell.pop(0)
    while cell and cell[-1].is_space:
        cell.pop()
    return tuple(cell)


def joined(hunks: Iterable[Hunk], laid: Matched) -> list[Hunk]:
    """Join the hunks of new cells of one row and one author; it is a row where all of it is new."""
    made: list[Hunk] = []
    for _, group in groupby(hunks, key=lambda hunk: _of_row(hunk, laid)):
        own = list(group)
        made += [_new_row(own, laid)] if own[0].kind is Kind.CELL else own
    return made


def _of_row(hunk: Hunk, laid: Matched) -> tuple[object, ...]:
    leaf = laid.returned[hunk.other]
    number = leaf.row.number if leaf.row else -1
    return hunk.kind is Kind.CELL, leaf.table, number, hunk.leaf, hunk.author, hunk.date


def _new_row(own: Sequence[Hunk], laid: Matched) -> Hunk:
    by_column: dict[int, tuple[Token, ...]] = {}
    for hunk in own:
        row = laid.returned[hunk.other].row
        column = row.column if row else len(by_column)
        before = by_column.get(column)
        by_column[column] = (*before, Token(" "), *hunk.after) if before else hunk.after
    row = laid.returned[own[0].other].row
    columns = max(row.columns if row else 0, *(column + 1 for column in by_column))
    after: list[Token] = []
    for column in range(columns):
        after += [*(BETWEEN if column else ()), *by_column.get(column, ())]
    what = What.ROW if _is_whole(own, laid) else What.INSERTED
    return replace(own[0], what=what, after=tuple(after), cells=len(own))


def _is_whole(own: Sequence[Hunk], laid: Matched) -> bool:
    """Whether new cells are all of a row, in a table of as many columns, behind one of its rows."""
    new = laid.returned[own[0].other]
    near = _matched_row(laid, own[0].leaf)
    if new.row is None or near is None or laid.sent[own[0].leaf].kind is not Kind.CELL:
        return False
    matched = {number for group in laid.groups for number in group.returned}
    in_row = [
        number
        for number, leaf in enumerate(laid.returned)
        if leaf.table == new.table and leaf.row and leaf.row.number == new.row.number
    ]
    is_new = not any(number in matched for number in in_row) and len(in_row) == len(own)
    anchor, row = near
    return is_new and anchor == new.table and 0 < row.columns == new.row.columns


def _matched_row(laid: Matched, number: int) -> tuple[int, Row] | None:
    """Return the table and row in which a sent leaf came back."""
    for group in laid.groups:
        if number in group.sent:
            leaf = laid.returned[group.returned[-1]]
            return (leaf.table, leaf.row) if leaf.row else None
    return None


def gone(hunks: Iterable[Hunk], laid: Matched) -> list[Hunk]:
    """Join the hunks of cells that are gone with their rows."""
    made: list[Hunk] = []
    for own in _in_a_row(hunks, laid.sent):
        whole = own[0].leaf >= 0 and laid.sent[own[0].leaf].kind is Kind.CELL
        made += list(_gone_rows(own, laid)) if whole else own
    return made


def _in_a_row(hunks: Iterable[Hunk], sent: Sequence[Leaf]) -> Iterator[list[Hunk]]:
    """Yield the hunks of cells of one table and author that follow one another; others alone."""
    group: list[Hunk] = []
    for hunk in hunks:
        leaf, last = sent[hunk.leaf], group[-1] if group else None
        if last and not (
            hunk.leaf == last.leaf + 1
            and (leaf.kind, leaf.table) == (Kind.CELL, sent[last.leaf].table)
            and (hunk.author, hunk.date) == (last.author, last.date)
        ):
            yield group
            group = []
        group.append(hunk)
    if group:
        yield group


def _gone_rows(own: list[Hunk], laid: Matched) -> Iterator[Hunk]:
    """Yield the rows that some cells were, where no row was left that they could stand in."""
    columns = _columns(laid, own[0].leaf, own[-1].leaf)
    if not columns or len(own) % columns:
        yield from own
        return
    for at in range(0, len(own), columns):
        cells = own[at : at + columns]
        yield replace(cells[0], what=What.ROW, start=0, end=0, cells=columns)


def _columns(laid: Matched, first: int, last: int) -> int:
    """Return the columns of the table whose rows closed up where cells stood; 0 if they did not."""
    table = laid.sent[first].table
    before, after = (
        _matched_row(laid, number)
        if 0 <= number < len(laid.sent) and laid.sent[number].table == table
        else None
        for number in (first - 1, last + 1)
    )
    if before is None:
        return 0  # the first row is the head
    (own, above), below = before, after[1] if after and after[0] == before[0] else None
    follows = below.number if below and below.column == 0 else -1
    is_last = after is None and above.number == above.of - 1
    closed = above.column == above.columns - 1 and (is_last or follows == above.number + 1)
    return above.columns if closed and own else 0


def shown(leaves: Sequence[Leaf]) -> tuple[Token, ...]:
    """Return the words of a row's cells with what stands between them."""
    made: list[Token] = []
    for number, leaf in enumerate(leaves):
        made += [*(BETWEEN if number else ()), *leaf.tokens]
    return tuple(made)
