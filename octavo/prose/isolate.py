"""Makes a stretch of running text into whole nodes, so that one node can take their place."""

from __future__ import annotations

from octavo.model.nodes import Node, children
from octavo.prose.prose import Piece, Run

LEAVES = frozenset(("Str", "Space", "SoftBreak", "LineBreak"))


def isolate(run: Run, start: int, end: int) -> tuple[list[Node], int, int] | None:
    """Split Str nodes so that the characters `start:end` of a Run are whole nodes of one list.

    Gives the list and the slice of it, or None where the characters begin or end inside emphasis
    that goes on, or where something untouchable stands among them. Of several stretches of a Run
    take the last first: the offsets before it stay good.
    """
    all_pieces = run.pieces
    pieces = [p for p in all_pieces if p.end > start and p.start < end]
    if not pieces or any(p.node is None for p in pieces):
        return None
    for holder in {id(p.holder): p.holder for p in pieces}.values():
        first, last = _branch(holder, pieces[0]), _branch(holder, pieces[-1])
        if first is None or last is None:
            continue
        if not _whole(all_pieces, holder[first : last + 1], start, end):
            continue
        run.document.touch(holder)
        _cut(run, holder, pieces[-1], end)
        opened = _cut(run, holder, pieces[0], start)
        return holder, first + opened, last + opened + 1
    return None


def _branch(holder: list[Node], piece: Piece) -> int | None:
    """Return the number of the node in `holder` that is the piece's own, or that holds it."""
    if piece.holder is holder:
        return next((number for number, n in enumerate(holder) if n is piece.node), None)
    for number, node in enumerate(holder):
        if node["t"] in LEAVES:
            continue
        if any(_branch(inner, piece) is not None for inner in children(node)):
            return number
    return None


def _whole(pieces: list[Piece], nodes: list[Node], start: int, end: int) -> bool:
    """Whether all that `nodes` hold below themselves lies between `start` and `end`."""
    deep = [node for node in nodes if node["t"] not in LEAVES]
    return not deep or all(
        start <= p.start and p.end <= end for p in pieces if _branch(deep, p) is not None
    )


def _cut(run: Run, holder: list[Node], piece: Piece, at: int) -> int:
    """Split the Str of a piece of `holder` at an offset of the Run; return how many are more."""
    node, inside = piece.node, at - piece.start
    if node is None or piece.holder is not holder or node["t"] != "Str":
        return 0
    if not 0 < inside < len(node["c"]):
        return 0
    where = next(number for number, other in enumerate(holder) if other is node)
    holder.insert(where + 1, run.document.trace.split(node, inside))
    return 1
