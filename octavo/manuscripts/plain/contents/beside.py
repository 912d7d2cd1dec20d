"""Makes headings of lines that a list of contents names, and of the numbers beside them.

A list may have a title in other words than the text, or one that the text has not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from octavo.manuscripts.pieces import Kind, Piece
from octavo.manuscripts.plain.contents import bylines
from octavo.manuscripts.plain.divisions import chaptered, numbered
from octavo.manuscripts.plain.divisions.made import headed, with_title
from octavo.manuscripts.word.structure import numbers

LINES = 3
"""A heading has at most so many lines."""

LEAST, SHARE = 3, 0.8
"""So many titles, and such a share of them, show how a title looks."""

BY = re.compile(r"(?i:by|from|to|von|par)\b")

Look = tuple[int, bool]
"""How many blank lines stand above a line, and whether it is in capitals."""


def with_headings(pieces: list[Piece], levels: dict[int, int]) -> list[Piece]:
    """Return pieces with headings of these levels; a number above one goes into it."""
    made: list[Piece] = []
    for n, piece in enumerate(pieces):
        if n not in levels:
            made.append(piece)
            continue
        above = made[-1] if made else None
        if above is not None and above.kind is Kind.PARAGRAPH and chaptered.is_bare(above.plain):
            made[-1] = heading(with_title(above, piece), levels[n])
        else:
            made.append(heading(piece, levels[n]))
    return made


def unnamed(pieces: list[Piece], look: Look | None) -> list[Piece]:
    """Make headings of numbers alone that count on with the headings around them.

    The list has their titles in other words, or the text has none. `look` is that of the titles
    which stand below the other numbers.
    """
    made = list(pieces)
    for places in (range(len(pieces) - 1, -1, -1), range(len(pieces))):
        last: Piece | None = None
        for n in places:
            if made[n].kind is Kind.PARAGRAPH and last and _counts(made, n, last, places.step):
                made[n] = heading(made[n], last.level)
            last = made[n] if made[n].kind is Kind.HEADING else last
    return _named(made, look)


def _named(pieces: list[Piece], look: Look | None) -> list[Piece]:
    """Join a heading without a number (`Conclusion`) with a title as all others have it below them.

    A line with a number, or one that says who wrote it, is no title of it.
    """
    made: list[Piece] = []
    for n, piece in enumerate(pieces):
        above = made[-1] if made else None
        if above is not None and look and _names(above) and _look(piece) == look:
            listed = replace(piece, kind=Kind.PARAGRAPH)
            title = not chaptered.number_of(piece.plain).values and not BY.match(piece.plain)
            if title and above.level == piece.level and may_head([listed, *pieces[n + 1 :]], 0):
                made[-1] = heading(with_title(above, listed), above.level)
                continue
        made.append(piece)
    return made


def _names(piece: Piece) -> bool:
    """Whether a heading far from what is above it has no number, and one line."""
    far = piece.gap >= numbered.WIDE and len(piece.lines) == 1
    return piece.kind is Kind.HEADING and far and not chaptered.number_of(piece.plain).values


def _counts(pieces: Sequence[Piece], n: int, beside: Piece, step: int) -> bool:
    """Whether a number alone is the next one up or down from the heading beside it.

    One that has no word may be that of a stanza, or of a part of the poem above.
    """
    number, other = (chaptered.number_of(one.plain) for one in (pieces[n], beside))
    if not chaptered.is_bare(pieces[n].plain) or not may_head(pieces, n):
        return False
    if number.kind != other.kind or other.values != (number.values[0] - step,):
        return False
    above = (pieces[m] for m in range(n - 1, -1, -1) if pieces[m].kind is Kind.HEADING)
    if any(chaptered.number_of(one.plain).values == number.values for one in islice(above, 1)):
        return False  # the chapter of this number stands above: this is a section of it
    apart = pieces[n].gap >= max(numbered.WIDE, beside.gap)
    return apart and number.kind == "chapter" if step > 0 else apart or not pieces[n + 1].hard


def _look(piece: Piece) -> Look:
    return piece.gap, chaptered.is_capital(piece.plain)


def look_of(titles: Sequence[Piece]) -> Look | None:
    """Return how nearly all titles below numbers look: lines in capitals, at one distance."""
    looks = Counter(map(_look, titles))
    look, times = looks.most_common(1)[0] if looks else ((0, False), 0)
    return look if look[1] and times >= max(LEAST, SHARE * len(titles)) else None


def may_head(pieces: Sequence[Piece], n: int) -> bool:
    """Whether a piece is a line or two that stand alone, above what may be text; no signature."""
    piece = pieces[n]
    after = pieces[n + 1] if n + 1 < len(pieces) else None
    alone = piece.kind is Kind.PARAGRAPH and len(piece.lines) <= LINES and not piece.fixed
    above = after is not None and after.gap > 0 and (piece.gap > 0 or n == 0)
    return alone and above and not bylines.signs(pieces, n)


def heading(piece: Piece, level: int) -> Piece:
    """Return a piece as a heading of this level."""
    part = "part" if numbers.read(piece.plain).kind == "part" else ""
    return replace(headed(piece, part), level=level)
