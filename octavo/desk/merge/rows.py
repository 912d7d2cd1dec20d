"""New cells that stand in a row are one change: an editor has written a row, or several."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from octavo.desk.merge.hunk import Hunk
from octavo.desk.merge.leaf import Kind, Leaf, Token, pieces

BETWEEN = tuple(map(Token, pieces(" | ")))
"""What stands between cells where they are shown."""


def joined(hunks: Iterable[Hunk], returned: Sequence[Leaf]) -> list[Hunk]:
    """Join the hunks of new cells of one table and one author that follow one another."""
    made: list[Hunk] = []
    for hunk in hunks:
        last = made[-1] if made else None
        if last is None or not _follows(hunk, last, returned):
            made.append(hunk)
            continue
        cells = max(last.cells, 1) + 1
        made[-1] = replace(last, after=(*last.after, *BETWEEN, *hunk.after), cells=cells)
    return made


def _follows(hunk: Hunk, last: Hunk, returned: Sequence[Leaf]) -> bool:
    is_next = hunk.other == last.other + max(last.cells, 1) and hunk.leaf == last.leaf
    in_cells = hunk.kind is Kind.CELL and last.kind is Kind.CELL
    by_one = (hunk.author, hunk.date) == (last.author, last.date)
    return (
        is_next and in_cells and by_one and returned[hunk.other].table == returned[last.other].table
    )
