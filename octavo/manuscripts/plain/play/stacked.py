"""Parts names of speakers that were typed on the line right above what they say.

A name alone on the first line of a paragraph is a speaker's where so many others are, most of them
more than once, and where many of the speeches ask or cry.
"""

from __future__ import annotations

from collections import Counter

from octavo.manuscripts.pieces import Line, Piece
from octavo.manuscripts.plain.play import alternating, dialogue
from octavo.manuscripts.plain.play.speakers import LEAST, MOST, NEAR, TWICE, heading_of

SHARE = 0.5
"""So many of the paragraphs between the first and the last speech have a name above them."""

Call = tuple[str, int]
"""A name, and how many lines it takes with its direction."""


def parted(pieces: list[Piece], measure: int) -> list[Piece]:
    """Return the pieces, each name above its speech by itself; `measure` is that of the prose."""
    calls = {n: call for n, piece in enumerate(pieces) if (call := _call(piece))}
    spoken = _spoken(calls)
    if not _are_speeches(spoken, calls, pieces):
        return pieces
    made: list[Piece] = []
    for n, piece in enumerate(pieces):
        lines = calls[n][1] if n in spoken else 0
        if not lines:
            made.append(piece)
            continue
        made.append(alternating.part(piece, piece.lines[:lines], measure))
        made.append(alternating.part(piece, piece.lines[lines:], measure))
    return made


def _call(piece: Piece) -> Call | None:
    """Return the name on the first line, or lines, of a paragraph in which other lines follow."""
    for number in range(1, min(MOST, len(piece.lines) - 1) + 1):
        if name := heading_of("\n".join(line.text for line in piece.lines[:number])):
            return name, number
    return None


def _spoken(calls: dict[int, Call]) -> set[int]:
    """Return the calls of those who speak again, and of others who speak between them."""
    count = Counter(name for name, _ in calls.values())
    often = {n for n, (name, _) in calls.items() if count[name] > 1}
    steps = range(1, NEAR + 1)
    behind = {n for n in calls if any(n - near in often for near in steps)}
    ahead = {n for n in calls if any(n + near in often for near in steps)}
    return often | behind & ahead


def _are_speeches(spoken: set[int], calls: dict[int, Call], pieces: list[Piece]) -> bool:
    if len(spoken) < LEAST or len(spoken) < TWICE * len(calls):
        return False
    between = pieces[min(spoken) : max(spoken) + 1]
    asked = sum(bool(dialogue.SPOKEN.search(_said(pieces[n], calls[n]))) for n in spoken)
    return len(spoken) >= SHARE * len(between) and asked * dialogue.ASKED >= len(spoken)


def _said(piece: Piece, call: Call) -> str:
    lines: tuple[Line, ...] = piece.lines[call[1] :]
    return " ".join(line.text for line in lines)
