"""Types new rows into the tables of a chapter, and takes rows out: pipe tables and grid tables."""

from __future__ import annotations

import re
from collections.abc import Sequence

from octavo.desk.merge import rows
from octavo.desk.merge.landing import Landed, Spot
from octavo.desk.merge.markdown import typed
from octavo.desk.merge.typist import CannotWriteError, Typist

PIPE = re.compile(r"(?<!\\)\|")
RULE = re.compile(r"[>\s]*\|?[ \t]*:?-+:?[ \t]*(?:[|+][ \t]*:?-+:?[ \t]*)*\|?[ \t]*\r?$")
"""The line between the head of a pipe table and its rows."""

GRID = re.compile(r"[>\s]*\+[-=:+]+\+[ \t]*\r?$")
"""A line between two rows of a grid table."""

BY_HAND = "a row of a table that is not typed with bars is made by hand"
WIDE = "the words are wider than their column: widen it, and make the row by hand"
LINES = "a row of several lines is made by hand"


def new(landed: Landed, spot: Spot, text: str) -> tuple[int, int, str]:
    """Return the edit that types a new row behind that in which a cell stands."""
    writer = Typist(text, spot.typed, list(landed.hunk.notes))
    cells = [typed(writer.pieces(one)) for one in rows.cells_of(landed.after)]
    if any("\n" in cell for cell in cells):
        raise CannotWriteError(LINES)
    start, end = _line(text, spot.typed.start)
    if not PIPE.search(text, start, end):
        raise CannotWriteError(BY_HAND)
    if _is_grid(text, start):
        between = _rule_behind(text, end)
        line = text[slice(*between)]
        made = f"\n{_grid_row(line, cells)}\n{line.replace('=', '-')}"
        return between[1], between[1], made
    following = _line(text, end + 1) if end < len(text) else (end, end)
    behind = following[1] if RULE.match(text[slice(*following)]) else end
    return behind, behind, f"\n{_pipe_row(text[start:end], cells)}"


def gone(landed: Landed, spot: Spot, text: str) -> tuple[int, int, str]:
    """Return the edit that takes out the row of some cells."""
    last = landed.other.typed if landed.other else spot.typed
    start, _ = _line(text, spot.typed.start)
    final, end = _line(text, last.end - 1)
    if not PIPE.search(text, start, end):
        raise CannotWriteError(BY_HAND)
    if _is_grid(text, start):
        start, end = _rule_before(text, start), _rule_behind(text, end)[1]
    elif final != start:
        raise CannotWriteError(LINES)
    if text[end : end + 1] == "\r":
        end += 1
    if end < len(text):
        return start, end + 1, ""
    return max(start - 1, 0), end, ""


def _line(text: str, at: int) -> tuple[int, int]:
    """Return where the line of a character begins and ends, without its end."""
    start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    end = len(text) if end < 0 else end
    return start, end - 1 if text[end - 1 : end] == "\r" and end > start else end


def _lines_behind(text: str, end: int) -> tuple[int, int]:
    at = text.find("\n", end)
    if at < 0:
        raise CannotWriteError(BY_HAND)
    return _line(text, at + 1)


def _is_grid(text: str, start: int) -> bool:
    """Whether a line stands in a grid table: above the next blank line stands a rule of one."""
    while start:
        before, end = _line(text, start - 1)
        line = text[before:end]
        if GRID.match(line):
            return True
        if not PIPE.search(line):
            return False
        start = before
    return False


def _rule_behind(text: str, end: int) -> tuple[int, int]:
    line = _lines_behind(text, end)
    while not GRID.match(text[slice(*line)]):
        if not PIPE.search(text, *line):
            raise CannotWriteError(BY_HAND)
        line = _lines_behind(text, line[1])
    return line


def _rule_before(text: str, start: int) -> int:
    """Return where the row begins that has this line: behind the rule above it."""
    while start:
        before, end = _line(text, start - 1)
        if GRID.match(text[before:end]):
            break
        start = before
    return start


def _grid_row(between: str, cells: Sequence[str]) -> str:
    head, *columns, _ = between.rstrip().split("+")
    if len(columns) != len(cells):
        raise CannotWriteError(BY_HAND)
    made = []
    for column, cell in zip(columns, cells, strict=True):
        if len(cell) > len(column) - 2:
            raise CannotWriteError(WIDE)
        made.append(f" {cell}".ljust(len(column)))
    return f"{head}|{'|'.join(made)}|"


def _pipe_row(line: str, cells: Sequence[str]) -> str:
    """Return a row as wide as another, with bars at its ends where that has them."""
    parts = PIPE.split(line.rstrip())
    opens, closes = not parts[0].strip(" \t>"), not parts[-1].strip()
    head = f"{parts[0]}|" if opens else ""
    columns = parts[1 if opens else 0 : -1 if closes else None]
    if len(columns) != len(cells):
        raise CannotWriteError(BY_HAND)
    made = [f" {cell} ".ljust(len(column)) for column, cell in zip(columns, cells, strict=True)]
    row = head + "|".join(made) + ("|" if closes else "")
    return row if opens else row.strip()
