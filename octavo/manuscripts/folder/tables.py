"""Writes wide tables narrow: the words of a cell in lines, where pandoc would set each in one.

A table whose cells hold several paragraphs, or reach over columns or rows, is drawn with lines.
Without line breaks it is as wide as its longest paragraphs together, thousands of characters that
are spaces: an editor cannot read it, and pandoc reads it in twice the time.
"""

from __future__ import annotations

from collections.abc import Callable, Container
from typing import Any

from octavo.model.nodes import Node, stringify, walk

WHOLE = ("Note", "Span", "Link", "Cite")
"""What is not parted in lines."""

WIDTH = 100
"""How many characters a drawn table may be wide, if its longest words allow it."""

OPTIONS = ("--wrap=auto", f"--columns={WIDTH}")

CUT = "<!-- the next of several texts -->"
"""A line that parts texts written in one run."""


def drawn(blocks: list[Node], plain: Container[int] = ()) -> list[int]:
    """Return the numbers of those blocks that are tables which must be drawn with lines, narrow.

    Those are the wide ones that are drawn anyway, but for the `plain` ones; and those with an empty
    row, for where a table has no lines, it ends there.
    """
    return [
        number
        for number, block in enumerate(blocks)
        if _is_gappy(block) or (number not in plain and _is_wide(block))
    ]


def _is_gappy(block: Node) -> bool:
    """Whether a table has an empty row. A note's number would be another where it is alone."""
    if block["t"] != "Table" or any(node["t"] == "Note" for node in walk([block])):
        return False
    return any(not any(cell[4] for cell in row[1]) for row in _rows(block))


def _is_wide(block: Node) -> bool:
    """Whether a table is drawn and wide, and its words may be parted in lines.

    A note's number would be another where the table is alone; what stands in brackets would be
    parted from them.
    """
    if block["t"] != "Table" or not _is_drawn(block):
        return False
    rows = _rows(block)
    longest = max((sum(_length(cell[4]) for cell in row[1]) for row in rows), default=0)
    return longest > WIDTH and not any(node["t"] in WHOLE for node in walk([block]))


def share(table: Node) -> None:
    """Give the columns of a table that is drawn widths by their words, where all are alike.

    So pandoc reads such a table from a web page: a column of a few marks takes as much of the page
    as one of long titles. Cells over several columns do not count.
    """
    columns = table["c"][2]
    widths = {round(width.get("c", 0), 3) for _, width in columns}
    if len(columns) < FEWEST or len(widths) > 1 or not _is_drawn(table):
        return
    longest = [1] * len(columns)
    for row in _rows(table):
        if len(row[1]) == len(columns):
            lengths = [_length(cell[4]) for cell in row[1]]
            longest = [max(pair) for pair in zip(longest, lengths, strict=True)]
    if max(longest) < UNLIKE * min(longest):
        return
    counted = [min(max(length, LEAST), MOST) for length in longest]
    for column, length in zip(columns, counted, strict=True):
        column[1] = {"t": "ColWidth", "c": round(length / sum(counted), 2)}


FEWEST, UNLIKE, LEAST, MOST = 2, 4, 3, 60
"""From how many columns on, and how many times as long, they differ; how many characters count at
least, and most."""


def _is_drawn(table: Node) -> bool:
    """Whether it needs lines between its cells: simpler tables of Markdown say one block a cell."""
    cells = [cell for row in _rows(table) for cell in row[1]]
    return any(
        cell[2] > 1 or cell[3] > 1 or [block["t"] for block in cell[4]] not in SIMPLE
        for cell in cells
    )


SIMPLE: tuple[list[str], ...] = ([], ["Plain"], ["Para"])
"""What a cell of a table that is not drawn may hold."""


def _rows(table: Node) -> list[Any]:
    _, _, _, head, bodies, foot = table["c"]
    return [*head[1], *(row for body in bodies for row in (*body[2], *body[3])), *foot[1]]


def _length(blocks: list[Node]) -> int:
    """Return how many characters the longest paragraph below some blocks has."""
    texts = (node for node in walk(blocks) if node["t"] in ("Para", "Plain"))
    return max((len(stringify(node["c"])) for node in texts), default=0)


def apart(parts: list[list[Node]], write: Callable[[list[Node]], str]) -> list[str]:
    """Write several lists of blocks, each as a text of its own, in one run of `write`."""
    cut = {"t": "RawBlock", "c": ["markdown", CUT]}
    text = write([block for part in parts for block in (cut, *part)])
    return [f"{part.strip(chr(10))}\n" for part in text.split(CUT)[1:]]
