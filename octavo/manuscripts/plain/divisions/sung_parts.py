"""Finds the parts of a volume of verse: headings with no text of their own above titles of poems.

`SONGS OF THE QUAY` stands alone above `THE LAMP`, `THE TIDE` and their verse; further on comes
`SONGS OF THE HILL`. Both are parts, and the poems are their chapters.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from octavo.manuscripts.pieces import Kind, Piece
from octavo.manuscripts.plain.divisions import chaptered
from octavo.manuscripts.plain.play import played
from octavo.manuscripts.word.structure import numbers

PARTS, POEMS = 2, 2
"""So many headings without text, and so many poems below each of them, make a volume of parts."""

SUNG = 0.6
"""The share of the lines below the poems' headings, or more, that are verse."""


def mark(pieces: list[Piece]) -> list[Piece]:
    """Return pieces with such headings as parts, and with the titles below them as chapters."""
    heads = [n for n, piece in enumerate(pieces) if piece.kind is Kind.HEADING]
    tops = [n for n in heads if pieces[n].level == 1]
    bare = [n for n in tops if n + 1 in heads and not pieces[n].division]
    bare = [n for n in bare if n + 1 not in bare]
    if len(bare) < PARTS or played.is_play(pieces):
        return pieces
    ends = {n: _end(pieces, tops, n, bare) for n in bare}
    inner = {n: [m for m in heads if n < m < ends[n]] for n in bare}
    if not all(_are_poems([pieces[m] for m in each]) for each in inner.values()):
        return pieces
    if not _is_sung(pieces[bare[0] : max(ends.values())]):
        return pieces
    made = list(pieces)
    for part, below in inner.items():
        made[part] = replace(pieces[part], division="part")
        top = min(pieces[n].level for n in below)
        for n in below:
            chapter = "chapter" if pieces[n].level == top else ""
            made[n] = replace(pieces[n], level=pieces[n].level - top + 2, division=chapter)
    return made


def _end(pieces: Sequence[Piece], tops: Sequence[int], part: int, bare: Sequence[int]) -> int:
    """Return where a part ends: at the next one, at notes or the like, at what is no poem."""
    after = [n for n in tops if n > part]
    beside = pieces[part + 1].level > pieces[part].level
    ends = (n for n in after if n in bare or beside or pieces[n].division or _is_other(pieces, n))
    return next(ends, len(pieces))


def _is_other(pieces: Sequence[Piece], n: int) -> bool:
    """Whether a heading is that of notes or the like, with no verse right below it."""
    named = numbers.read(pieces[n].plain).kind == "named"
    return named and not any(piece.hard for piece in pieces[n + 1 : n + 2])


def _are_poems(heads: Sequence[Piece]) -> bool:
    """Whether headings are so many, and begin with words: numbers are sections of one poem."""
    return len(heads) >= POEMS and not chaptered.is_bare(heads[0].plain)


def _is_sung(pieces: Sequence[Piece]) -> bool:
    text = [piece for piece in pieces if piece.kind is not Kind.HEADING]
    lines = sum(len(piece.lines) for piece in text)
    return sum(len(piece.lines) for piece in text if piece.hard) >= SUNG * lines
