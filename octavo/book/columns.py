"""Widths of a table's columns that were typed, and that its words do not fit.

In a table of bars whose lines are long, pandoc takes the dashes below the head for widths. Few who
type one count dashes: the column with the sentences is then the narrowest. Such widths are left
out, and each format makes its columns as wide as their words.
"""

from __future__ import annotations

from typing import Any

from octavo.model.nodes import Node, markup, stringify, walk

UNFIT = 1.8
"""Widths are wrong where the words of a column take this many times its width."""

TEXTS = frozenset(("Para", "Plain", "LineBlock", "CodeBlock"))


def settle_widths(blocks: list[Node]) -> None:
    """Take the typed widths off the tables that they do not fit, in place."""
    for node in markup(blocks):
        if node["t"] == "Table":
            columns = node["c"][2]
            shares = [width["c"] if width["t"] == "ColWidth" else 0.0 for _, width in columns]
            if all(shares) and not _fit(shares, _lengths(node["c"], len(columns))):
                for column in columns:
                    column[1] = {"t": "ColWidthDefault"}


def _fit(shares: list[float], lengths: list[int]) -> bool:
    """Whether the column with the most words has room for them, beside the others."""
    most = max(lengths)
    at = lengths.index(most)
    whole = sum(lengths)
    return not whole or most / whole <= UNFIT * shares[at] / sum(shares)


def _lengths(content: Any, count: int) -> list[int]:
    """Return how many characters each column has; cells over several columns are not counted."""
    _, _, _, head, bodies, foot = content
    rows = [*head[1], *foot[1], *(row for body in bodies for row in [*body[2], *body[3]])]
    lengths = [0] * count
    for _, cells in rows:
        if len(cells) == count:
            for at, cell in enumerate(cells):
                lengths[at] += sum(map(_length, walk(cell[4])))
    return lengths


def _length(node: Node) -> int:
    if node["t"] not in TEXTS:
        return 0
    if node["t"] == "CodeBlock":
        return len(node["c"][1])
    lines = node["c"] if node["t"] == "LineBlock" else [node["c"]]
    return sum(len(stringify(line)) for line in lines)
