"""Gives the headings of a text their levels by the list of contents that names some of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from octavo.manuscripts.pieces import Kind, Piece
from octavo.manuscripts.plain.contents import listed
from octavo.manuscripts.plain.divisions import chaptered
from octavo.manuscripts.plain.play.played import ACT
from octavo.manuscripts.word.structure import numbers

INDEX = re.compile(r"(?:general )?(?:index|glossary|register)\b", re.IGNORECASE)
ALIKE = 0.8
"""The share of headings of one look that have one level, where it is that of all of them."""

FAR = 4
"""So many blank lines, or more, stand above a chapter where fewer stand above its sections."""


def below(pieces: list[Piece], named: frozenset[int]) -> list[Piece]:
    """Put the headings that a list does not name below the one that it names above them.

    `named` are the numbers of the first lines of those that it names. Behind the last of them, and
    below a part, headings stay where they are: an index or an appendix is no part of a chapter.
    """
    places = [n for n, piece in enumerate(pieces) if piece.lines[0].number in named]
    in_acts = any(one.kind is Kind.HEADING and ACT.match(one.plain) for one in pieces)
    if len(places) < listed.LEAST or in_acts:  # acts and their plays have an order of their own
        return pieces
    made = list(pieces)
    above = pieces[places[0]]
    looks = _looks([pieces[n] for n in places])
    counted = any(_counts(pieces[n]) for n in places)
    apart = sum(pieces[n].gap >= FAR for n in places) >= ALIKE * len(places)
    for n in range(places[0] + 1, len(pieces)):
        piece = pieces[n]
        if piece.kind is not Kind.HEADING:
            continue
        if n in places:
            made[n] = above = replace(piece, level=looks.get(_look(piece), piece.level))
        elif _follows(above, piece):
            above = piece
        elif n > places[-1]:
            if not chaptered.is_bare(piece.plain):
                break
            made[n] = replace(piece, level=2)
        elif (counted and _counts(piece)) or (apart and _is_beside(above, piece)):
            continue  # the list has it in other words, or leaves it out
        elif not above.division and piece.division != "part":
            level = looks.get(_look(piece)) or min(above.level + 1, 6)
            made[n] = replace(piece, level=level, division="")
    return made


def _is_beside(above: Piece, piece: Piece) -> bool:
    """Whether a heading stands beside a preface: as far apart as that, before the chapters."""
    return piece.gap >= FAR and numbers.read(above.plain).kind == "named"


def _looks(named: Sequence[Piece]) -> dict[tuple[int, bool], int]:
    """Return the level that nearly all headings of one look have, where there are two levels."""
    levels: dict[tuple[int, bool], list[int]] = {}
    for piece in named:
        levels.setdefault(_look(piece), []).append(piece.level)
    usual = {look: max(there, key=there.count) for look, there in levels.items()}
    sure = {k: n for k, n in usual.items() if levels[k].count(n) >= ALIKE * len(levels[k])}
    return sure if len({*sure.values()}) > 1 else {}


def _look(piece: Piece) -> tuple[int, bool]:
    return min(piece.gap, FAR), piece.plain.isupper()


def _follows(above: Piece, piece: Piece) -> bool:
    """Whether a heading has the next number: it is beside the one above, and not below it.

    One that stands nearer to what is above it counts the sections of a chapter.
    """
    number, following = (chaptered.number_of(one.plain) for one in (above, piece))
    same = bool(number.values) and number.kind == following.kind
    near = min(piece.gap, FAR) < min(above.gap, FAR)
    return same and not near and following.values == (number.values[0] + 1,)


def _counts(piece: Piece) -> bool:
    """Whether a heading is that of a numbered chapter or part, by its words."""
    return numbers.read(piece.plain).kind in ("part", "chapter") and piece.level == 1


def starts(pieces: list[Piece]) -> frozenset[int]:
    """Return the numbers of the first lines of all headings."""
    return frozenset(one.lines[0].number for one in pieces if one.kind is Kind.HEADING)


def is_beside_chapters(piece: Piece) -> bool:
    """Whether a heading stands before or behind all chapters, by its words: a preface, an index."""
    return numbers.read(piece.plain).kind == "named" or bool(INDEX.match(piece.plain))


def raised(pieces: list[Piece]) -> list[Piece]:
    """Return pieces whose chapters are the highest headings, where none stands above them.

    A list of contents may have their titles farther in than a preface, which is no part.
    """
    heads = [n for n, piece in enumerate(pieces) if piece.kind is Kind.HEADING]
    low = [n for n in heads if pieces[n].level > 1]
    chapters = [n for n in low if numbers.read(pieces[n].plain).kind == "chapter"]
    tops = [n for n in heads if pieces[n].level == 1]
    if len(chapters) < listed.LEAST or not all(is_beside_chapters(pieces[n]) for n in tops):
        return pieces
    made = list(pieces)
    for n in low:
        if n >= chapters[0]:
            made[n] = replace(pieces[n], level=pieces[n].level - 1, division="")
    return made


def unskipped(pieces: list[Piece]) -> list[Piece]:
    """Return pieces in which no heading skips a level.

    Of two kinds of headings below one, the kind that comes first is the upper one: numbers below a
    part are its chapters, and the titles that a list of contents names stand below the numbers.
    """
    made = list(pieces)
    heads = [n for n, piece in enumerate(pieces) if piece.kind is Kind.HEADING]
    for at, n in enumerate(heads):
        last = made[heads[at - 1]].level if at else 0
        level = made[n].level
        if level <= last + 1:
            continue
        for m in heads[at:]:
            piece = made[m]
            if piece.level <= last:
                break
            moved = last + 1 if piece.level == level else min(piece.level + 1, 6)
            made[m] = replace(piece, level=moved)
    return made
