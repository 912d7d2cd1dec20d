"""Writes rows of words as a table of Markdown with strokes, and reads the cells of such a table."""

from __future__ import annotations

import re
from collections.abc import Sequence

from octavo.model.nodes import Node

NUMBER = re.compile(r"[$\N{POUND SIGN}]?[+\N{PLUS-MINUS SIGN}-]?\s?[\d.,\N{MIDDLE DOT}]*\d\S{0,2}")
MOST = 0.8
"""The share of figures in a column that is set flush right."""


def piped(rows: Sequence[Sequence[str]]) -> str:
    """Return rows as a table, the first being its head; columns of figures stand flush right."""
    head, *body = [[cell.replace("|", "\\|") for cell in row] for row in rows]
    ruled = [_rule([row[n] for row in body]) for n in range(len(head))]
    return "\n".join("| " + " | ".join(row) + " |" for row in (head, ruled, *body))


def _rule(cells: Sequence[str]) -> str:
    figures = sum(bool(NUMBER.fullmatch(cell)) for cell in cells)
    return "--:" if cells and figures >= MOST * len(cells) else "---"


def simple_cells(table: Node) -> list[list[Node]]:
    """Return the inlines of all cells of a table, row by row; an empty cell has no inlines."""
    _, _, _, head, bodies, foot = table["c"]
    rows = [*head[1], *(row for body in bodies for row in (*body[2], *body[3])), *foot[1]]
    return [cell[4][0]["c"] if cell[4] else [] for row in rows for cell in row[1]]
