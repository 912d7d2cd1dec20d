"""Tables drawn with lines: the text of each cell, taken out of the lines it is spread over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple, TypeAlias

from octavo.model.nodes import Node

Cell: TypeAlias = tuple[str, list[int]]

_GRID = re.compile(r"(?:[ \t>]*\n)*(?P<table>(?:[ \t>]*[+|][^\n]*(?:\n|\Z))+)")
_BORDER = re.compile(r"[ \t>]*\+(?:[-=:]+\+)+[ \t]*\Z")


class Line(NamedTuple):
    """A line of the source: the offset at which it starts, and its text."""

    start: int
    text: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """The cells of a table in reading order (text, and offset of each character), and its end."""

    cells: list[Cell]
    end: int


def rows_of(content: list[Any]) -> Iterator[list[list[Node]]]:
    """Yield the rows of a Table: for each cell its blocks."""
    _, _, _, head, bodies, foot = content
    rows = [*head[1]]
    for body in bodies:
        rows += [*body[2], *body[3]]
    for row in [*rows, *foot[1]]:
        yield [cell[4] for cell in row[1]]


def drawn(text: str, at: int, rows: list[list[list[Node]]]) -> Drawn | None:
    """Read the grid table, or the table of columns, at `at`; None where it has another shape."""
    return _grid(text, at, rows) or _columns(text, at, rows)


def _lines(text: str, start: int, end: int) -> list[Line]:
    """Return the lines between two offsets, each with its own offset."""
    lines = []
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        lines.append(Line(start, text[start:stop]))
        start = stop + 1
    return lines


def _grid(text: str, at: int, rows: list[list[list[Node]]]) -> Drawn | None:
    table = _GRID.match(text, at)
    if table is None:
        return None
    lines = _lines(text, table.start("table"), table.end("table"))
    if not _BORDER.match(lines[0].text):
        return None
    edges = [match.start() for match in re.finditer(r"\+", lines[0].text)]
    bands: list[list[Line]] = []
    for line in lines:
        if _BORDER.match(line.text):
            bands.append([])
        else:
            bands[-1].append(line)
        if any(line.text[edge : edge + 1] not in ("+", "|") for edge in edges):
            return None
    bands = [band for band in bands if band]
    return _cut(bands, list(pairwise(edges)), rows, table.end("table"), 1)


_BLANK = re.compile(r"(?:[ \t>]*\n)*")
_DASHES = re.compile(r"[ \t>]*-+(?:[ \t]+-+)*[ \t]*\Z")
_FULL = re.compile(r"[ \t>]*-{3,}[ \t]*\Z")


def _columns(text: str, at: int, rows: list[list[list[Node]]]) -> Drawn | None:
    """Read a multiline table: rows between blank lines, columns as wide as the dashes say."""
    blank = _BLANK.match(text, at)
    start = blank.end() if blank else at
    if not _DASHES.match(text[start : (text.find("\n", start) + 1 or len(text) + 1) - 1]):
        return None
    lines = _lines(text, start, len(text))
    headed = _FULL.match(lines[0].text) is not None
    stop = _last(lines, 2 if headed else 1)
    rule = next((n for n in range(1, stop) if _DASHES.match(lines[n].text)), 0) if headed else 0
    if stop < 0 or (headed and not rule):
        return None
    edges = [match.span() for match in re.finditer("-+", lines[rule].text)]
    edges[-1] = (edges[-1][0], 1 << 30)
    bands = ([lines[1:rule]] if headed else []) + _paragraphs(lines[rule + 1 : stop])
    return _cut(bands, edges, rows, lines[stop].start + len(lines[stop].text), 0)


def _last(lines: list[Line], rules: int) -> int:
    """Find the line of dashes that closes a multiline table: after `rules - 1`, before a blank."""
    for number, (_, line) in enumerate(lines[1:], 1):
        rules -= _DASHES.match(line) is not None
        following = lines[number + 1].text if number + 1 < len(lines) else ""
        if _DASHES.match(line) and rules <= 0 and not following.strip(" \t>"):
            return number
    return -1


def _paragraphs(lines: list[Line]) -> list[list[Line]]:
    bands: list[list[Line]] = [[]]
    for line in lines:
        if line.text.strip(" \t>"):
            bands[-1].append(line)
        elif bands[-1]:
            bands.append([])
    return [band for band in bands if band]


def _cut(
    bands: list[list[Line]],
    edges: list[tuple[int, int]],
    rows: list[list[list[Node]]],
    end: int,
    border: int,
) -> Drawn | None:
    """Cut each band of lines at the columns' edges, where that gives the cells the AST has."""
    if [len(row) for row in rows] != [len(edges)] * len(bands):
        return None
    cells = [_cell(band, left + border, right) for band in bands for left, right in edges]
    return Drawn(cells, end)


def _cell(band: list[Line], left: int, right: int) -> Cell:
    parts: list[str] = []
    offsets: list[int] = []
    for start, line in band:
        part = line[left:right] + "\n"
        parts.append(part)
        offsets += range(start + left, start + left + len(part))
    return "".join(parts), [*offsets, offsets[-1] + 1 if offsets else 0]
