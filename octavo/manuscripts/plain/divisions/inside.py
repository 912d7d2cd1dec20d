"""Tells what is numbered inside a chapter, as the parts of a ballad, from the book's headings.

Where `CHAPTER XV` follows `CHAPTER XIV`, what counts from one between the two belongs to the first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from octavo.manuscripts.pieces import Kind, Piece
from octavo.manuscripts.word.structure import numbers

LEAST = 3
"""So many chapters have their word and number in a text where others have only a number."""


def levels(pieces: Sequence[Piece], sure: set[int]) -> dict[int, int]:
    """Return the level, from two on, of each heading that stands inside a chapter."""
    chapters = [n for n in sorted(sure) if _chapter(pieces[n])]
    if len(chapters) < LEAST:
        return {}
    parts = _parts(pieces, sure, chapters)
    made = dict.fromkeys(parts, 2)
    inside = below = False
    last = 0
    for n in sorted(sure):
        number = _bare(pieces[n])
        if number and inside and number in (1, last + 1):
            made[n] = 3 if below else 2
        elif n not in parts:
            inside = n in chapters
        below = n in parts or (below and inside and n not in chapters)
        last = number if n in made else 0
    return made


def _parts(pieces: Sequence[Piece], sure: set[int], chapters: Sequence[int]) -> set[int]:
    """Return parts that count anew between two chapters, while those of the book count on."""
    inner: set[int] = set()
    book = run = 0
    for n in sorted(sure):
        numbered = numbers.read(pieces[n].plain)
        if numbered.kind != "part" or not numbered.values:
            continue
        value = numbered.values[0]
        if value == book + 1:
            book, run = value, 0
        elif value == run + 1 and _goes_on(pieces, chapters, n):
            run = value
            inner.add(n)
    return inner


def _goes_on(pieces: Sequence[Piece], chapters: Sequence[int], n: int) -> bool:
    """Whether chapters on both sides of a place count on, or the last one stands before it."""
    before = [_chapter(pieces[m]) for m in chapters if m < n]
    after = [_chapter(pieces[m]) for m in chapters if m > n]
    return bool(before) and (not after or after[0] == before[-1] + 1)


def _chapter(piece: Piece) -> int:
    """Return the number of a chapter that has its word: `CHAPTER IV.`; else 0."""
    numbered = numbers.read(piece.plain)
    return numbered.values[0] if numbered.kind == "chapter" and numbered.values else 0


def _bare(piece: Piece) -> int:
    """Return the number of a heading that has no word: `IV.`; else 0."""
    numbered = numbers.read(piece.plain)
    return numbered.values[0] if numbered.kind in ("roman", "decimal") and numbered.values else 0


def demoted(pieces: list[Piece]) -> list[Piece]:
    """Put numbers without a word, which count from one, below the chapter they stand behind.

    So a list of contents has them that names the sections of a chapter, or of an introduction.
    """
    heads = [n for n, piece in enumerate(pieces) if piece.kind is Kind.HEADING]
    if sum(bool(_chapter(pieces[n])) for n in heads) < LEAST:
        return pieces
    made = list(pieces)
    for at in range(len(heads)):
        end = _sections(pieces, heads, at)
        for m in heads[at + 1 : end]:
            made[m] = replace(pieces[m], level=min(pieces[m].level + 1, 6), division="")
    return made


def _sections(pieces: Sequence[Piece], heads: Sequence[int], at: int) -> int:
    """Return where the numbered sections behind a heading end; the place itself for none.

    Behind them the next chapter stands; behind those of a preface, the first.
    """
    top = pieces[heads[at]]
    number, named = _chapter(top), numbers.read(top.plain).kind == "named"
    last, end = 0, at + 1
    while end < len(heads):
        piece = pieces[heads[end]]
        counts = piece.level == top.level and _bare(piece) == last + 1
        if piece.level <= top.level and not counts:
            break
        last += counts
        end += 1
    after = _chapter(pieces[heads[end]]) if end < len(heads) else 0
    follows = after == number + 1 if number else named and after == 1
    ends = bool(number) and end == len(heads)
    first = pieces[heads[at + 1]] if at + 1 < len(heads) else top
    begins = first.level == top.level and _bare(first) == 1
    return end if begins and (follows or ends) else at
