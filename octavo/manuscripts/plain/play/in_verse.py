"""Keeps the lines of a play in verse, of which speeches alone show that it is one.

Beside speeches in lines, one of two lines, a part of a line that somebody else ends, and lines
that go on behind a direction are verse as well. Prose that somebody speaks between them runs on.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from octavo.manuscripts.folder import marks
from octavo.manuscripts.pieces import Kind, Piece
from octavo.manuscripts.plain.play import played
from octavo.manuscripts.plain.shape.stretches import INDENT, indent
from octavo.manuscripts.plain.signs.emphasis import by_line

LEAST, SHARE = 8, 0.5
"""So many speeches in lines, and such a share of those longer than a line, are one in verse."""


def lined(pieces: list[Piece], spoken: Collection[int]) -> list[Piece]:
    """Return the pieces of a play, with the verse in it as verse; `spoken` are its speeches."""
    longer = [n for n in spoken if len(pieces[n].lines) > 1]
    in_lines = [n for n in longer if pieces[n].kind is Kind.VERSE or pieces[n].hard]
    if len(in_lines) < LEAST or len(in_lines) < SHARE * len(longer):
        return pieces
    edges = sorted(indent(pieces[n].lines[0]) for n in in_lines)
    edge = edges[len(edges) // 2]
    inside = range(min(spoken), max(spoken) + 1)
    return [
        _set(piece, edge, is_spoken=n in spoken) if n in inside else piece
        for n, piece in enumerate(pieces)
    ]


def joined(pieces: list[Piece]) -> list[Piece]:
    """Join lines of verse that stand together: one set farther in begins no stanza."""
    made: list[Piece] = []
    for piece in pieces:
        above = made[-1] if made else None
        if above is None or piece.gap or not _goes_on(above, piece):
            made.append(piece)
            continue
        made[-1] = above.with_below(piece)
    return made


def _goes_on(above: Piece, piece: Piece) -> bool:
    """Whether a piece right below verse belongs to it: lines, or a direction in a speech."""
    directs = is_led(above) and bool(played.DIRECTION.match(piece.plain))
    goes_on = piece.kind is Kind.VERSE or directs
    return above.kind is Kind.VERSE and goes_on and not is_led(piece)


def is_led(piece: Piece) -> bool:
    """Whether a piece begins with the name of a speaker."""
    return bool(piece.signs) and piece.signs[0].mark == marks.CAPS


def _set(piece: Piece, edge: int, *, is_spoken: bool) -> Piece:
    """Return a piece as verse if it is; the lines of a direction run on."""
    if piece.kind is Kind.VERSE and not is_spoken and played.DIRECTION.match(piece.plain):
        return replace(piece, kind=Kind.PARAGRAPH)
    if piece.kind is not Kind.PARAGRAPH:
        return replace(piece, edge=edge)
    if _is_line(piece, edge, is_spoken=is_spoken):
        return replace(by_line(piece), kind=Kind.VERSE, hard=False, edge=edge)
    return replace(piece, hard=False)


def _is_line(piece: Piece, edge: int, *, is_spoken: bool) -> bool:
    """Whether a paragraph is a line, or lines, of verse: by itself it stands where speeches do.

    What is set a little farther in is a direction, if it is not much farther: there a line goes on.
    """
    if len(piece.lines) > 1 and not piece.hard:
        return False
    farther = indent(piece.lines[0]) - edge
    directs = played.DIRECTION.match(piece.plain) or piece.plain.isupper()
    return is_spoken or not (directs or INDENT <= farther < FAR)


FAR = 12
"""So many columns farther in stands the end of a line whose beginning somebody else has said."""
