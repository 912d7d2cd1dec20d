"""Knows the numbers of stanzas, which stand alone above each of them: they are no headings.

Of poems that are numbered each has some stanzas, or stands far from the one above.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from octavo.manuscripts.numerals import value_of
from octavo.manuscripts.pieces import Kind, Line, Note, Piece, finding_at
from octavo.manuscripts.plain.shape.stretches import indent
from octavo.manuscripts.plain.verse.stanzas import COUNTED
from octavo.manuscripts.typed.reports import many
from octavo.model.finding import Finding, Tier

NEAR = 2
"""So many blank lines at most stand above the number of a stanza, and below it."""

SLIP = 3
"""In a longer run a number or two may be lost, or wrong."""

LEAST, SHARE = 3, 0.8
"""So many numbers that count up, and such a share of them with one stanza, are those of stanzas."""

MANY, IN_LONG = 12, 0.5
"""The share of so many numbers or more: a song may stand in a canto."""


def fixed(pieces: list[Piece]) -> list[Piece]:
    """Return pieces in which no number of a stanza is made a heading."""
    gone: set[int] = set()
    run: list[int] = []
    last = 0
    for n in [*(n for n, piece in enumerate(pieces) if _number(piece)), -1]:
        number = _number(pieces[n]) if n >= 0 else 0
        if run and last < number <= last + (SLIP if len(run) > LEAST else 1):
            run.append(n)
        else:
            gone.update(run if _are_stanzas(pieces, run) else ())
            run = [n] if number == 1 else []
        last = number
    return [replace(one, fixed=True) if n in gone else one for n, one in enumerate(pieces)]


def joined(file: str, pieces: list[Piece]) -> tuple[list[Piece], list[Finding]]:
    """Return pieces with the number of a stanza as its first line; report the first of them."""
    made: list[Piece] = []
    numbers: list[Piece] = []
    for piece in pieces:
        above = made[-1] if made else None
        if above is None or not _is_above(above, piece):
            made.append(piece)
            continue
        numbers.append(above)
        line = _at_edge(above.lines[0], piece)
        base = replace(above, lines=(line,), kind=Kind.VERSE, hard=False, fixed=False)
        made[-1] = replace(base.with_below(piece), edge=piece.edge)
    if not numbers:
        return pieces, []
    what = many(len(numbers), "number of a stanza is its", "numbers of stanzas are their")
    message = f"{what} first {'line' if len(numbers) == 1 else 'lines'}."
    return made, [finding_at(file, numbers[0], Note("import-verse", message, tier=Tier.AUTO))]


def _number(piece: Piece) -> int:
    """Return the number that stands alone on a line; 0 for any other piece."""
    if piece.kind not in (Kind.PARAGRAPH, Kind.VERSE) or len(piece.lines) > 1 or piece.signs:
        return 0
    match = COUNTED.fullmatch(piece.plain)
    if match is None:
        return 0
    return int(match[1]) if match[1].isdigit() else value_of(match[1])


def _are_stanzas(pieces: Sequence[Piece], run: Sequence[int]) -> bool:
    """Whether nearly each number but the last has one stanza, and a line or two below it."""
    if len(run) < LEAST or any(pieces[n].gap > NEAR for n in run[1:]):
        return False
    alone = [_has_one(pieces, a, b) for a, b in pairwise(run)]
    return sum(alone) >= (SHARE if len(run) < MANY else IN_LONG) * len(alone)


def _has_one(pieces: Sequence[Piece], a: int, b: int) -> bool:
    """Whether one stanza stands between two numbers."""
    below = pieces[a + 1]
    sung = below.hard and below.kind is Kind.PARAGRAPH and below.gap <= NEAR
    return sung and (b - a == 2 or _is_brief(pieces[a + 2 : b]))


def _is_brief(pieces: Sequence[Piece]) -> bool:
    return len(pieces) == 1 and len(pieces[0].lines) == 1


def _is_above(above: Piece, piece: Piece) -> bool:
    return piece.kind is Kind.VERSE and piece.gap <= NEAR and bool(_number(above))


def _at_edge(line: Line, stanza: Piece) -> Line:
    """Return the line of a number as far in as the stanza's own lines, at the most."""
    free = min(map(indent, stanza.lines))
    return line.cut(max(0, min(len(line.text) - len(line.text.lstrip(" ")), indent(line) - free)))
