"""Reads a list of contents that is in the order of the alphabet, as of poems by those they name.

Such a list says *Roe, Jane* where the text has *Jane Roe*, and its order is not that of the text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from octavo.manuscripts.guard.contents import letters
from octavo.manuscripts.pieces import Kind, Piece
from octavo.manuscripts.plain.contents import beside, listed
from octavo.manuscripts.plain.contents.listed import Entry
from octavo.manuscripts.word.structure import numbers

LEAST = 8
"""So many entries, or more, show an order."""

ORDERED = 0.9
"""The share of neighbours that follow one another in the alphabet."""

INITIALS = 3
"""So many letters of the alphabet, or more, begin the entries."""


def end_of(pieces: Sequence[Piece], head: int) -> int:
    """Return where the text begins that such a list names; 0 where there is no such list."""
    end = head + 1
    last = ""
    while end < len(pieces):
        initials = [_initial(entry) for entry in listed.entries_of([pieces[end]])]
        if not initials or initials[0] < last or not _is_ordered(initials):
            break
        last = max(initials)
        end += 1
    entries = listed.entries_of(pieces[head + 1 : end])
    enough = is_alphabetical(entries)
    return (
        end if enough and len(matches(pieces[end:], entries)) >= listed.SHARE * len(entries) else 0
    )


def mark(pieces: list[Piece], entries: Sequence[Entry]) -> list[Piece]:
    """Make headings of the lines that a list names, in whatever order it has them."""
    if not is_alphabetical(entries):
        return listed.mark(pieces, entries)
    pieces = parted(pieces, entries)
    return beside.with_headings(pieces, dict.fromkeys(matches(pieces, entries), 1))


def is_alphabetical(entries: Sequence[Entry]) -> bool:
    """Whether entries stand in the order of the alphabet; numbers that count on have their own."""
    initials = [_initial(entry) for entry in entries]
    many = len(entries) >= LEAST and len({*initials}) >= INITIALS
    return many and _is_ordered(initials) and not _count_on(entries)


def _count_on(entries: Sequence[Entry]) -> bool:
    values = [numbers.read(entry.words).values for entry in entries]
    steps = [bool(a) and b == (a[0] + 1,) for a, b in pairwise(values)]
    return sum(steps) >= ORDERED * len(steps)


def _is_ordered(initials: Sequence[str]) -> bool:
    steps = [a <= b for a, b in pairwise(initials)]
    return sum(steps) >= ORDERED * len(steps)


def _initial(entry: Entry) -> str:
    return letters(listed.NUMBER.sub("", entry.words, count=1))[:1]


def _keys(entry: Entry) -> frozenset[str]:
    """Return what an entry may be called in the text: a name in the order it is said in, too."""
    last, _, first = entry.words.partition(",")
    return entry.keys | ({letters(f"{first} {last}")} if first else set())


def matches(pieces: Sequence[Piece], entries: Sequence[Entry]) -> dict[int, int]:
    """Return the lines of the text that are named, with their entries.

    Of several lines that an entry may mean, the one that stands farthest apart is taken.
    """
    named: dict[str, int] = {key: n for n, one in enumerate(entries) for key in _keys(one)}
    best: dict[int, int] = {}
    for n, piece in enumerate(pieces):
        hits = [named[key] for key in listed.names(piece) if key in named]
        for entry in hits if hits and beside.may_head(pieces, n) else ():
            if entry not in best or pieces[best[entry]].gap < piece.gap:
                best[entry] = n
    return {n: entry for entry, n in best.items()}


def parted(pieces: list[Piece], entries: Sequence[Entry]) -> list[Piece]:
    """Part titles from the verse that they stand in without an empty line.

    The list names such a title, and it stands nowhere else in the text.
    """
    keys = [_keys(entry) for entry in entries]
    alone = Counter(key for piece in pieces for key in listed.names(piece))
    lost = {key for one in keys for key in one if not any(alone[k] for k in one)}
    made: list[Piece] = []
    for piece in pieces:
        made += _cut(piece, lost) if piece.hard and piece.kind is Kind.PARAGRAPH else [piece]
    return made


def _cut(piece: Piece, lost: set[str]) -> Iterator[Piece]:
    places = [n for n, line in enumerate(piece.lines) if n and letters(line.text) in lost]
    if not places or piece.signs:
        yield piece
        return
    start = 0
    for place in places:
        if start < place:
            yield replace(piece, lines=piece.lines[start:place], gap=piece.gap if start == 0 else 1)
        yield replace(piece, lines=piece.lines[place : place + 1], hard=False, gap=listed.LEAST)
        start = place + 1
    if start < len(piece.lines):
        yield replace(piece, lines=piece.lines[start:], gap=1)
