"""Finds the numbered headings of a plain text: `1. The Quarry`, `IV`, which count up from one."""

from __future__ import annotations

import re
from itertools import pairwise

from octavo.manuscripts.numerals import value_of
from octavo.manuscripts.pieces import Piece
from octavo.manuscripts.plain.divisions.chaptered import LENGTH, QUOTED, alone

WIDE = 3
"""So many blank lines set a line apart, so that it may end with a stop, and be a heading."""

NUMBERED = re.compile(
    r"(?P<number>\d{1,3}|[IVXLC]{1,7})(?:(?:[.:]?\s+|\s?(?:\N{EM DASH}|--)\s?)(?P<words>\S.*)|\.?)"
)


LONG = 5
"""A run of so many numbers is one though a number is lost in it."""


def counted(pieces: list[Piece]) -> set[int]:
    """Return the headings that are numbered (`1. The Quarry`, `IV`), where they count from 1 up.

    Arabic and Roman numbers count by themselves; both may begin again, as in a new part.
    """
    sure: set[int] = set()
    for roman in (True, False):
        all_ = [(i, number_of(piece, roman=roman)) for i, piece in enumerate(pieces)]
        kept = [(i, number) for i, number in all_ if number and not _of_stanza(pieces, i)]
        for run in _runs(kept):
            if len(run) > 1 and all(b - a > 1 for a, b in pairwise(run)):
                sure.update(run)
    return sure


def _of_stanza(pieces: list[Piece], number: int) -> bool:
    """Whether a number alone is that of the stanza below it."""
    if pieces[number].fixed:
        return True
    below = pieces[number + 1 : number + 2]
    return bool(below) and below[0].hard and pieces[number].plain.rstrip(".").isdigit()


def _runs(numbers: list[tuple[int, int]]) -> list[list[int]]:
    """Return where the numbers count up from 1; in a long run one may be lost here and there.

    What stands before `II` and `III` is a first section without a number, where others have one.
    """
    runs: list[list[int]] = []
    last = 0
    for n, (i, number) in enumerate(numbers):
        anew = number == 2 < last + 1 and [m for _, m in numbers[n + 1 : n + 2]] == [3]
        if number == 1 or anew:
            runs.append([i])
        elif runs and (number == last + 1 or (number == last + 2 and len(runs[-1]) >= LONG)):
            runs[-1].append(i)
        else:
            continue
        last = number
    return runs


def number_of(piece: Piece, *, roman: bool) -> int:
    """Return the Roman, or Arabic, number that a line begins with, where it may head text; or 0."""
    match = NUMBERED.fullmatch(piece.plain)
    apart = piece.gap >= WIDE and len(piece.plain) <= LENGTH
    if not match or (match["words"] and not apart and not alone(piece, LENGTH)):
        return 0
    words = (match["words"] or "").lstrip(QUOTED)
    if len(piece.lines) > 1 or (match["words"] and not words[:1].isupper()):
        return 0
    number = match["number"]
    if number.isdigit() == roman:
        return 0
    return value_of(number) if roman else int(number)
