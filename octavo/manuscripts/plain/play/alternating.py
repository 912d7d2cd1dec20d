"""Parts speeches that were typed line below line, with no empty line between the speakers.

A line begins a speech where its name begins others too; a speech that was wrapped goes on below.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise

from octavo.manuscripts.pieces import Line, Piece
from octavo.manuscripts.plain.play.speakers import LEAST, called
from octavo.manuscripts.plain.shape import stretches

SHARE = 0.2
"""So many speeches of all begin below another line where it is a habit, and no name at its end."""

AGAIN = 3
"""A name begins so many lines."""


def parted(pieces: list[Piece], measure: int) -> list[Piece]:
    """Return the pieces, each speech by itself; `measure` is where prose was wrapped, or 0."""
    calls = [[called(line.text) for line in piece.lines] for piece in pieces]
    count = Counter(name for names in calls for name in names if name)
    known = {name for name, number in count.items() if number >= AGAIN}
    inner = sum(name in known for names in calls for name in names[1:])
    if len(known) == 1 or inner < LEAST or inner < SHARE * count.total():
        return pieces
    made: list[Piece] = []
    for piece, names in zip(pieces, calls, strict=True):
        cuts = [n for n, name in enumerate(names) if n and name in known]
        bounds = [0, *cuts, len(piece.lines)]
        made += [
            part(piece, piece.lines[start:end], measure) if cuts else piece
            for start, end in pairwise(bounds)
        ]
    return made


def part(piece: Piece, lines: tuple[Line, ...], measure: int) -> Piece:
    """Return some lines of a piece by themselves; `measure` is where prose was wrapped, or 0."""
    hard = len(lines) > 1 and not stretches.is_prose(lines, measure)
    gap = piece.gap if lines[0] is piece.lines[0] else 1
    return replace(piece, lines=lines, hard=hard, gap=gap)
