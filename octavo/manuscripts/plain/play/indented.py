"""Parts the name of a speaker from lines that stand indented right below it.

Where the play is verse, they are lines of it. Where speeches run on, the first line of each stands
in, as that of a paragraph does, and so does a speech of one line; a direction stands below it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from octavo.manuscripts.pieces import Kind, Piece
from octavo.manuscripts.plain.play.speakers import MOST, SUNG, name_before
from octavo.manuscripts.plain.shape.stretches import INDENT, indent


def parted(pieces: list[Piece]) -> list[Piece]:
    """Part a name, with a direction, from lines that stand indented right below it.

    It is one that stands before other speeches, too.
    """
    names = {name for piece in pieces if (name := name_before(piece))}
    heads = {n for n, piece in enumerate(pieces) if _heads_lines(piece, names)}
    verse = _are_verse(pieces, heads)
    made: list[Piece] = []
    for n, piece in enumerate(pieces):
        made += _apart(piece, verse=verse) if n in heads and _is_indented(piece) else [piece]
    return made


def _apart(piece: Piece, *, verse: bool) -> Iterator[Piece]:
    """Yield a name, and what is said below it; below prose a direction stands by itself."""
    name, lines = piece.parted(1)
    yield replace(name, hard=False)
    rows = lines.lines
    ends = (n for n in range(1, len(rows)) if rows[n].text.lstrip().startswith("["))
    end = next(ends, len(rows))
    if verse or end > 1:
        yield replace(lines, hard=True)
        return
    said, direction = lines.parted(end)
    yield replace(said, hard=False)
    if direction.lines:
        yield replace(direction, hard=False)


def _heads_lines(piece: Piece, names: set[str]) -> bool:
    """Whether the first of some lines is one of these names, with a direction at most."""
    match = SUNG.fullmatch(piece.lines[0].text) if len(piece.lines) > 1 else None
    return match is not None and match["name"] in names


def _are_verse(pieces: list[Piece], heads: set[int]) -> bool:
    """Whether longer speeches below names are verse: no more of them run on as paragraphs."""
    longer = [pieces[n] for n in heads if len(pieces[n].lines) >= MOST]
    below = [one for name, one in pairwise(pieces) if SUNG.fullmatch(name.text) and not one.hard]
    return sum(len(one.lines) > 1 for one in below) <= sum(map(_is_indented, longer))


def _is_indented(piece: Piece) -> bool:
    """Whether all lines but the first stand farther in than that."""
    edge = indent(piece.lines[0])
    inside = all(indent(line) >= edge + INDENT for line in piece.lines[1:])
    return piece.kind is Kind.PARAGRAPH and inside
