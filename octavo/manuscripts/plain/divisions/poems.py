"""Finds the titles of poems in a volume of verse, where they are lines set apart like any other.

Where almost every wide gap of a text has a line alone below it, and verse below that, each such
line is a title: so the first poem shows what the line above the last one is.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from octavo.manuscripts.pieces import Kind, Piece
from octavo.manuscripts.plain.divisions import indexed
from octavo.manuscripts.plain.divisions.made import headed
from octavo.manuscripts.typed.scenes import ORNAMENT

APART = 3
"""So many blank lines stand above the title of a poem."""

LEAST, SHARE = 6, 0.8
"""So many titles, and such a share of the places that are set apart, make a habit."""

LENGTH = 70
"""The longest title, in characters."""


def mark(pieces: list[Piece]) -> list[Piece]:
    """Make headings of lines that are titles of poems, as those are that are headings by now."""
    known = [n for n, piece in enumerate(pieces) if piece.kind is Kind.HEADING]
    index = indexed.find(pieces)  # its letters stand apart, too
    apart = [n for n, piece in enumerate(pieces) if piece.gap >= APART and n not in index]
    likely = [n for n in apart if n not in known and _may_title(pieces, n)]
    sung = [n for n in known if _is_verse_below(pieces, n)]
    habit = sum(pieces[n].gap >= APART for n in sung) + len(likely)
    if not likely or habit < max(LEAST, SHARE * len(apart)):
        return pieces
    levels = Counter(pieces[n].level for n in sung)
    level = levels.most_common(1)[0][0] if levels else 1
    made = list(pieces)
    for n in likely:
        made[n] = replace(headed(pieces[n], ""), level=level)
    return made


def _may_title(pieces: list[Piece], n: int) -> bool:
    piece = pieces[n]
    words = piece.plain
    line = piece.kind is Kind.PARAGRAPH and len(piece.lines) == 1 and len(words) <= LENGTH
    if not line or piece.fixed or ORNAMENT.fullmatch(words) or words.endswith((",", ";")):
        return False
    return _is_verse_below(pieces, n)


def _is_verse_below(pieces: list[Piece], n: int) -> bool:
    """Whether verse stands below; one line may part them, as a motto or a second title."""
    below = [one for one in pieces[n + 1 : n + 3] if one.gap in range(1, APART)]
    first = next((one for one in below if len(one.lines) > 1), None)
    return first is not None and first.hard
