"""Puts headings that a list of contents does not name below those that it names."""

from __future__ import annotations

from dataclasses import replace

from octavo.manuscripts.pieces import Kind, Piece
from octavo.manuscripts.plain import chaptered, listed
from octavo.manuscripts.plain.played import ACT
from octavo.manuscripts.word.structure import numbers


def below(pieces: list[Piece], named: frozenset[int]) -> list[Piece]:
    """Put the headings that a list does not name below the one that it names above them.

    `named` are the numbers of the first lines of those that it names. Behind the last of them, and
    below a part, headings stay where they are: an index or an appendix is no part of a chapter.
    """
    places = [n for n, piece in enumerate(pieces) if piece.lines[0].number in named]
    if len(places) < listed.LEAST:
        return pieces
    if any(one.kind is Kind.HEADING and ACT.match(one.plain) for one in pieces):
        return pieces  # acts and their plays have an order of their own
    made = list(pieces)
    above = pieces[places[0]]
    counted = any(_counts(pieces[n]) for n in places)
    for n in range(places[0] + 1, len(pieces)):
        piece = pieces[n]
        if piece.kind is not Kind.HEADING:
            continue
        if n in places or _follows(above, piece):
            above = piece
        elif n > places[-1]:
            if not chaptered.is_bare(piece.plain):
                break
            made[n] = replace(piece, level=2)
        elif counted and _counts(piece):
            continue  # the list has it in other words
        elif not above.division and piece.division != "part":
            made[n] = replace(piece, level=min(above.level + 1, 6), division="")
    return made


def _follows(above: Piece, piece: Piece) -> bool:
    """Whether a heading has the next number: it is beside the one above, and not below it."""
    number, following = (chaptered.number_of(one.plain) for one in (above, piece))
    same = bool(number.values) and number.kind == following.kind
    return same and following.values == (number.values[0] + 1,)


def _counts(piece: Piece) -> bool:
    """Whether a heading is that of a numbered chapter or part, by its words."""
    return numbers.read(piece.plain).kind in ("part", "chapter") and piece.level == 1


def starts(pieces: list[Piece]) -> frozenset[int]:
    """Return the numbers of the first lines of all headings."""
    return frozenset(one.lines[0].number for one in pieces if one.kind is Kind.HEADING)
