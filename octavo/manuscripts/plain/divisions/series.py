"""Tells the volume of a series, which stands on a title page, from a part of the book."""

from __future__ import annotations

from octavo.manuscripts.pieces import Piece
from octavo.manuscripts.word.structure import numbers

VOLUMES = frozenset(("volume", "vol.", "band", "tome", "tomo", "deel", "tom", "bind"))


def of_series(pieces: list[Piece], sure: set[int]) -> set[int]:
    """Return the heading that only says which volume of a series a book is: it is no part.

    It is the first of all, the only one of a volume, and does not begin with the first.
    """
    volumes = [n for n in sure if numbers.word(pieces[n].plain) in VOLUMES]
    if len(volumes) != 1 or volumes[0] != min(sure):
        return set()
    numbered = numbers.read(pieces[volumes[0]].plain)
    return set() if numbered.words or numbered.values[:1] == (1,) else {volumes[0]}
