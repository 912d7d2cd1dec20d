"""The items of a list, as a plain text has them in its lines and as pandoc reads them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from octavo.manuscripts.pieces import Piece, collapse
from octavo.model.nodes import Node

INDEX = "index"
"""The class of a list whose items have others below them."""


def items(piece: Piece) -> list[tuple[int, str]]:
    """Return the items of a list with their depths.

    A line that is indented more than the first goes on with an item; in an index it is one below.
    """
    made: list[tuple[int, str]] = []
    lines = piece.replaced().split("\n")
    steps = [_indent(lines[0])]
    for line in lines:
        at = _indent(line)
        if made and at > steps[0] and piece.division != INDEX:
            made[-1] = (0, f"{made[-1][1]} {collapse(line)}")
            continue
        while len(steps) > 1 and at < steps[-1]:
            steps.pop()
        if made and at > steps[-1]:
            steps.append(at)
        made.append((len(steps) - 1, collapse(line)))
    return made


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def read(content: Sequence[Sequence[Node]]) -> Iterator[list[Node] | None]:
    """Yield the words of each item of a list, and of those below it; None for other blocks."""
    for first, *below in content:
        yield first["c"] if first["t"] == "Plain" else None
        for block in below:
            yield from read(block["c"]) if block["t"] == "BulletList" else (None,)
