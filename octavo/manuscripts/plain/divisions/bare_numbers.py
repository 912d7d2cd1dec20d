"""Puts sections that have only a number below what they count anew in: stories, or chapters.

`THE QUAY`, `I`, `II`, then `THE LAMP`, and `I` again: they are sections of stories. So is `(1)`, in
brackets, wherever such numbers count on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from octavo.manuscripts.pieces import Kind, Piece
from octavo.manuscripts.plain.divisions import chaptered
from octavo.manuscripts.plain.divisions.made import headed
from octavo.manuscripts.word.structure import numbers

STORIES, SHARE = 3, 0.8
"""In so many stories numbers begin anew, right below the title in such a share of them."""

SERIES, LEAST = 2, 5
"""So many series of numbers in brackets, and so many numbers in all, are sections."""

BRACKETED = re.compile(r"\((\d{1,3})\)")


def mark(pieces: list[Piece]) -> list[Piece]:
    """Return pieces with numbers alone one level below the titles that they count anew under."""
    made = _bracketed(pieces)
    heads = [n for n, piece in enumerate(made) if piece.kind is Kind.HEADING]
    ones = [(a, b) for a, b in pairwise(heads) if _number(made[b]) == 1]
    titled = [a for a, _ in ones if _is_title(made[a])]
    if len(titled) < STORIES or len(titled) < SHARE * len(ones):
        return made
    level = made[titled[0]].level
    for n in heads[heads.index(titled[0]) :]:
        if _number(made[n]) and made[n].level == level:
            made[n] = replace(made[n], level=level + 1, division="")
    return made


def _number(piece: Piece) -> int:
    """Return the number of a heading that has only a number, and no word for it; else 0."""
    number = numbers.read(piece.plain)
    bare = chaptered.is_bare(piece.plain) and number.kind in ("roman", "decimal")
    return number.values[0] if bare else 0


def _is_title(piece: Piece) -> bool:
    """Whether a heading has neither number nor name: a preface is no story."""
    return not numbers.read(piece.plain).kind and piece.division != "part"


def _bracketed(pieces: Sequence[Piece]) -> list[Piece]:
    """Return pieces in which numbers in brackets, alone on their lines, are headings."""
    found = {
        n: int(match[1])
        for n, piece in enumerate(pieces[:-1])
        if piece.kind is Kind.PARAGRAPH
        and len(piece.lines) == 1
        and pieces[n + 1].gap
        and (match := BRACKETED.fullmatch(piece.plain))
    }
    values = [*found.values()]
    count_on = values[:1] == [1] and all(b in (1, a + 1) for a, b in pairwise(values))
    if values.count(1) < SERIES or len(values) < LEAST or not count_on:
        return list(pieces)
    made: list[Piece] = []
    level = 1
    for n, piece in enumerate(pieces):
        level = piece.level if piece.kind is Kind.HEADING else level
        made.append(replace(headed(piece, ""), level=level + 1) if n in found else piece)
    return made
