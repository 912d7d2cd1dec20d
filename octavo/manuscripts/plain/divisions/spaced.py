"""Finds the headings of sections by the blank lines around them, where a text keeps their habit.

Project Gutenberg's proofreaders set four blank lines above a chapter, two above the heading of a
section and one below it; everywhere else one line parts paragraphs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from octavo.manuscripts.pieces import Kind, Piece
from octavo.manuscripts.plain.divisions.chaptered import LENGTH, SPEECH, SPOKEN
from octavo.manuscripts.plain.play.played import CLOSING
from octavo.manuscripts.plain.shape.stretches import indent

APART = 3
"""So many stand above a line in capitals that is a heading."""

CHAPTER, SECTION, BELOW = 4, 2, 1
"""So many blank lines stand above a chapter, and above and below the heading of a section."""

SECTIONS = range(SECTION, CHAPTER)
"""One more, here and there, makes no difference."""

CHAPTERS, LEAST = 2, 5
"""So many chapters, and sections, make a habit."""

OTHERS = 0.2
"""What else stands so far apart is at most this share of the sections."""

MOST = 0.8
"""The share of chapters with two blank lines below their heading, where that is the habit."""

TOP = 6
"""Among so many paragraphs below a chapter's heading, motto and title stand apart too."""

OPEN = re.compile(r"[,;:\N{EM DASH}-]\W*$")
ENDED = re.compile(r"[.!?\N{HORIZONTAL ELLIPSIS}]\W*$")
"""How a sentence ends: where not all headings do so, it is one that stands a little apart."""

LETTERS, LINES = 3, 3
"""A heading has so many letters or more, and in capitals so many lines at most."""


def sections(pieces: Sequence[Piece], sure: set[int]) -> set[int]:
    """Return the lines that are headings of sections; none where other text stands as far apart."""
    heads = {n for n, piece in enumerate(pieces) if n in sure or piece.kind is Kind.HEADING}
    chapters = {n for n in heads if pieces[n].gap >= CHAPTER}
    rest = range(min(chapters, default=0), len(pieces) - 1)
    found = {n for n in rest if _is_section(pieces, n)}
    ended = {n for n in found if ENDED.search(pieces[n].plain)}
    usual = len(ended) > len(found) - len(ended)
    found -= {n for n in ended if n - 1 in heads or not usual}
    top = {n + m for n in chapters for m in range(1, TOP)}
    others = [
        n
        for n, piece in enumerate(pieces)
        if piece.gap in SECTIONS and n not in found | heads | top and _is_flush(piece)
    ]
    texts = sum(len(pieces[n + 1].plain) > LENGTH for n in found)
    if texts * 2 < len(found):  # so stand the first entries of an index, letter by letter
        return set()
    marked = {n for n in heads - chapters if pieces[n].gap in SECTIONS}
    habit = len(chapters) >= CHAPTERS and len(found | marked) >= LEAST
    return found - heads if habit and len(others) <= OTHERS * len(found | marked) else set()


def chapters(pieces: Sequence[Piece], sure: set[int]) -> set[int]:
    """Return the lines behind the first heading that stand apart as all chapters do."""
    heads = {n for n, piece in enumerate(pieces) if n in sure or piece.kind is Kind.HEADING}
    far = [n for n in heads if pieces[n].gap >= CHAPTER and n + 1 < len(pieces)]
    if len(far) < LEAST:
        return set()
    usual = Counter(pieces[n + 1].gap for n in far).most_common(1)[0]
    if usual[1] < MOST * len(far):
        return set()
    rest = range(min(far), len(pieces) - 1)
    return {n for n in rest if n not in heads and _is_chapter(pieces, n, usual[0])}


def _is_chapter(pieces: Sequence[Piece], n: int, below: int) -> bool:
    """Whether a line stands apart as the chapters do; near its text it is in capitals for the most.

    So `YOUTH, Aet. 1-25` is.
    """
    piece = pieces[n]
    upper = sum(map(str.isupper, piece.plain)) >= sum(map(str.islower, piece.plain))
    apart = piece.gap >= CHAPTER and pieces[n + 1].gap >= below
    return apart and _is_title(piece) and (below >= SECTION or upper)


def capitals(pieces: Sequence[Piece], sure: set[int]) -> set[int]:
    """Return the lines in capitals set apart of a text whose chapters have neither word nor number.

    Nearly all that stands so far apart is such a line.
    """
    if len(sure) + sum(piece.kind is Kind.HEADING for piece in pieces) >= LEAST:
        return set()
    found = {n for n in range(len(pieces) - 1) if _is_capitals(pieces, n)}
    first = min(found, default=len(pieces))
    apart = [
        n for n in range(first, len(pieces)) if pieces[n].gap >= APART and _is_flush(pieces[n])
    ]
    plays = sum(piece.kind is Kind.HEADING for piece in pieces)
    enough = len(found) + plays >= LEAST and len(found) >= MOST * len(apart)
    return found if enough else set()


def _is_capitals(pieces: Sequence[Piece], n: int) -> bool:
    piece = pieces[n]
    words = re.sub(r"\([^()]*\)", "", piece.plain)
    apart = piece.gap >= APART and pieces[n + 1].gap >= SECTION
    whole = len(piece.lines) == 1 and len(words) <= LENGTH and not OPEN.search(words)
    return apart and whole and words.isupper() and _is_flush(piece) and not piece.fixed


def parts(pieces: Sequence[Piece], heads: set[int]) -> set[int]:
    """Return the headings that have a motto at most below them, and then the first chapter's.

    All others have text; a part has more blank lines above it than the chapters.
    """
    places = sorted(heads)
    found = {
        n
        for n, after in pairwise(places)
        if after - n <= TOP and not any(map(_runs_on, pieces[n + 1 : after]))
    }
    gaps = [pieces[n].gap for n in places if n not in found]
    apart = all(pieces[n].gap >= min(gaps, default=0) for n in found)
    nested = not any(n in found and after in found for n, after in pairwise(places))
    return found if len(found) >= CHAPTERS and apart and nested else set()


def _runs_on(piece: Piece) -> bool:
    return _is_flush(piece) and not piece.hard and len(piece.lines) > SECTION


def _is_flush(piece: Piece) -> bool:
    return piece.kind is Kind.PARAGRAPH and not min(map(indent, piece.lines))


def _is_section(pieces: Sequence[Piece], n: int) -> bool:
    return pieces[n].gap in SECTIONS and pieces[n + 1].gap == BELOW and _is_title(pieces[n])


def _is_title(piece: Piece) -> bool:
    """Whether a line, or some in capitals, may be the words of a heading."""
    words = piece.plain
    lines = len(piece.lines) == 1 or (len(piece.lines) <= LINES and words.isupper())
    begins = not words[:1].islower() and sum(map(str.isalpha, words)) >= LETTERS
    whole = len(words) <= LENGTH * len(piece.lines) and not OPEN.search(words)
    says = SPEECH.match(words) and words.endswith(".") and not words.isupper()
    spoken = says or SPOKEN.search(words.rstrip('\N{RIGHT DOUBLE QUOTATION MARK}"'))
    free = not piece.fixed and not CLOSING.fullmatch(words.strip(" ._"))
    return _is_flush(piece) and free and lines and begins and whole and not spoken
