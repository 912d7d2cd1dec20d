"""Finds the dialogue that is one chapter of a book in prose, by the names above its speeches.

A line in capitals that stands again and again in one chapter, in turn with another, is a name; one
that stands in chapter after chapter (`EXERCISES`) heads a section of each.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from octavo.manuscripts.pieces import Kind, Piece
from octavo.manuscripts.plain.play import speakers
from octavo.model.finding import Finding

APART = 4
"""So many blank lines stand above a chapter."""

CHAPTERS = 2
"""A name stands in so many chapters at most."""

IN_TURN = 0.8
"""The share of speeches, or more, that somebody else answers."""


def fixed(pieces: list[Piece]) -> list[Piece]:
    """Return pieces in which no speech is made a heading, in a play or in a chapter of a book."""
    made = speakers.fixed(pieces)
    if made is not pieces:
        return made
    made, last = [], 0
    for chapter in _dialogues(pieces):
        made += pieces[last : chapter.start]
        made += speakers.fixed(pieces[chapter.start : chapter.stop])
        last = chapter.stop
    return [*made, *pieces[last:]]


def mark(file: str, pieces: list[Piece]) -> tuple[list[Piece], list[Finding]]:
    """Mark the names of speakers in the chapters that are dialogues, as in a play."""
    made: list[Piece] = []
    findings: list[Finding] = []
    last = 0
    for chapter in _dialogues(pieces):
        spoken, more = speakers.mark(file, pieces[chapter.start : chapter.stop])
        made += [*pieces[last : chapter.start], *spoken]
        findings += more
        last = chapter.stop
    return [*made, *pieces[last:]], findings


def _dialogues(pieces: list[Piece]) -> list[range]:
    """Return the chapters in which most paragraphs are speeches, each with names of its own."""
    names = {
        one: [*speakers.spoken(pieces[one.start : one.stop]).values()] for one in _chapters(pieces)
    }
    count = Counter(name for each in names.values() for name in {*each})
    return [
        chapter
        for chapter, each in names.items()
        if len({*each}) > 1
        and all(count[name] <= CHAPTERS for name in each)
        and sum(a != b for a, b in pairwise(each)) >= IN_TURN * (len(each) - 1)
    ]


def _chapters(pieces: Sequence[Piece]) -> Iterator[range]:
    """Yield where each stretch below a heading, or a wide gap, begins and ends."""
    start = 0
    for n in range(1, len(pieces) + 1):
        if n == len(pieces) or pieces[n].gap >= APART or pieces[n].kind is Kind.HEADING:
            yield range(start, n)
            start = n
