"""Finds numbers that count on through a text from any first one, as those of letters do.

A second volume begins with letter 216. Each number stands alone on its line, set apart, and they
count up by one; what they head are sections, not chapters.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from octavo.manuscripts.pieces import Kind, Piece

LEAST = 12
"""So many numbers in a row are no accident."""

APART = 2
"""So many blank lines stand before each."""

NUMBER = re.compile(r"(?:no\. ?|nr\. ?|n\N{DEGREE SIGN} ?)?(?P<number>\d{1,4})\.?", re.IGNORECASE)


def found_in(pieces: Sequence[Piece]) -> set[int]:
    """Return the pieces that are numbers of a long series which does not begin with 1."""
    run: list[int] = []
    last = 0
    best: list[int] = []
    for at, piece in enumerate(pieces):
        number = _number(piece)
        if not number:
            continue
        if number == last + 1 or not run:
            run.append(at)
            last = number
        elif number > last + 1 and len(run) < LEAST:
            run, last = [at], number
        best = max(best, run, key=len)
    begins = _number(pieces[best[0]]) if best else 0
    return set(best) if len(best) >= LEAST and begins > 1 else set()


def _number(piece: Piece) -> int:
    if piece.kind is not Kind.PARAGRAPH or len(piece.lines) > 1 or piece.gap < APART:
        return 0
    match = NUMBER.fullmatch(piece.plain)
    return int(match["number"]) if match else 0
