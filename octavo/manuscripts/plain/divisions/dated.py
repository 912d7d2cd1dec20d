"""Finds the dates that head the entries of a diary, or the letters of a novel.

A date alone on a line, flush left, is such a heading where the text has many of them: more than
twice as many as chapters. Above a single letter it is the line of its date, and stays.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from octavo.manuscripts.pieces import Kind, Piece
from octavo.manuscripts.plain.divisions.made import headed
from octavo.manuscripts.plain.shape.stretches import INDENT, indent
from octavo.text.style.dates import names

LEAST, TIMES = 8, 2
"""So many dates, and so many times as many as other headings, make a diary."""

PROSE = 60
"""So many characters, or more, stand in the paragraph below."""

WORDS = 8
"""The longest line in capitals that is a heading as the dates are: `THE SAME EVENING.`"""


@cache
def _date(lang: str) -> re.Pattern[str]:
    name = rf"(?:{names(lang.partition('-')[0])})\.?"
    day = r"\d{1,2}(?:st|nd|rd|th)?\.?"
    return re.compile(
        rf"(?:{name},?\s+)?(?:{name}\s+{day}|{day}(?:\s+of)?\s+{name})"
        r"(?:[,.]?\s+1\d{3})?(?:[,:]\s+\w+){0,2}[.:]?",
        re.IGNORECASE,
    )


def fixed(pieces: list[Piece], lang: str) -> list[Piece]:
    """Return pieces in which dates alone are no titles of the numbers above them."""
    return [replace(one, fixed=True) if _is_date(one, lang) else one for one in pieces]


def mark(pieces: list[Piece], lang: str) -> list[Piece]:
    """Make headings of the dates of a diary, below its chapters."""
    places = [n for n in range(len(pieces) - 1) if _heads(pieces, n)]
    dates = [n for n in places if _is_date(pieces[n], lang)]
    heads = sum(piece.kind is Kind.HEADING for piece in pieces)
    if len(dates) < max(LEAST, TIMES * heads):
        return pieces
    capital = all(pieces[n].plain.isupper() for n in dates[:LEAST])
    also = [n for n in places if capital and n > dates[0] and _is_like(pieces[n])]
    made = list(pieces)
    for n in {*dates, *also}:
        made[n] = replace(headed(pieces[n], ""), level=2 if heads else 1)
    return made


def _is_date(piece: Piece, lang: str) -> bool:
    line = piece.kind is Kind.PARAGRAPH and len(piece.lines) == 1 and not piece.signs
    return line and bool(_date(lang).fullmatch(piece.plain))


def _is_like(piece: Piece) -> bool:
    return piece.plain.isupper() and len(piece.plain.split()) <= WORDS


def _heads(pieces: list[Piece], n: int) -> bool:
    """Whether a line stands alone, flush left, above running text."""
    piece, below = pieces[n], pieces[n + 1]
    line = (
        piece.kind is Kind.PARAGRAPH and len(piece.lines) == 1 and indent(piece.lines[0]) < INDENT
    )
    prose = below.kind is Kind.PARAGRAPH and not below.hard and len(below.plain) >= PROSE
    flush = indent(piece.lines[0]) < INDENT
    return line and flush and prose and piece.gap > 0 and below.gap > 0
