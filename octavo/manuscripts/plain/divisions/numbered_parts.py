"""Tells the numbers of divisions from those of the poems in them, where both are typed alike.

`I. LIFE.` stands above `I.`, `II.` and their verse; after it comes `II. LOVE.`, and `I.` again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from octavo.manuscripts.pieces import Kind, Piece
from octavo.manuscripts.plain.divisions import chaptered

LEAST = 2
"""So many divisions, or more."""


def mark(pieces: list[Piece]) -> list[Piece]:
    """Return pieces in which such divisions are parts, and what they count anew is below them."""
    heads = [n for n, piece in enumerate(pieces) if piece.kind is Kind.HEADING]
    outer = [a for a, b in pairwise(heads) if _is_above(pieces[a], pieces[b])]
    if len(outer) < LEAST or not _count(pieces, outer):
        return pieces
    made = list(pieces)
    for n in heads[heads.index(outer[0]) :]:
        if n in outer:
            made[n] = replace(pieces[n], level=1, division="part")
        elif chaptered.number_of(pieces[n].plain).values:
            made[n] = replace(pieces[n], level=1, division="")
    return made


def _is_above(piece: Piece, below: Piece) -> bool:
    """Whether a number with its title on one line stands above a first one, farther apart."""
    number, first = (chaptered.number_of(one.plain) for one in (piece, below))
    line = len(piece.lines) == 1 and piece.plain.isupper() and bool(number.words.strip(" ."))
    return line and number.kind == first.kind and first.values == (1,) and piece.gap > below.gap


def _count(pieces: Sequence[Piece], outer: Sequence[int]) -> bool:
    """Whether the divisions count up from 1, or anew."""
    last = 0
    for n in outer:
        value = chaptered.number_of(pieces[n].plain).values[0]
        if value not in (1, last + 1):
            return False
        last = value
    return True
