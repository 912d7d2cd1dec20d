"""Finds an index that was typed: a heading, then entries in the order of the alphabet.

The pages that it names are those of another edition, but its words are the author's: it stays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from octavo.manuscripts.guard.contents import letters
from octavo.manuscripts.pieces import Kind, Piece
from octavo.text.terms import languages, terms_for

APART = 3
"""So many blank lines, or more, stand above the heading of an index."""

LEAST = 5
"""Fewer entries are no index."""

SORTED = 0.8
"""The share of entries that stand behind the one before them in the alphabet."""

LOCATOR = re.compile(
    r"[,.;:]\s+(?:\w+\.\s)?\W?\d{1,4}(?:[-\N{EN DASH}]\d{1,4})?\W{0,3}\b|\bsee(?: also)?\b", re.I
)
"""What an entry ends with: `Ferry, 12-14;`, `Quay. 3`, `Rope, _see_ Boats`."""

LOCATED = 0.4
"""The share of entries that name a page."""

OF = r"(?: (?:of|to|der|des|du|de|van|dei|av) .{3,40})?"


def heads_index(piece: Piece) -> bool:
    """Whether a line set apart says that it is the heading of an index."""
    alone = len(piece.lines) == 1 and piece.gap >= APART
    return alone and bool(_headings().fullmatch(piece.plain.strip(" ._*:")))


@cache
def _headings() -> re.Pattern[str]:
    words = {terms_for(lang).index for lang in languages()} | {"register", "index", "sachregister"}
    named = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    return re.compile(rf"(?:(?:general|the|analytical|alphabetical) )?(?:{named}){OF}", re.I)


def find(pieces: Sequence[Piece]) -> range:
    """Return the range of a typed index, with its heading; empty where no heading has entries."""
    for n in range(len(pieces) - LEAST, 0, -1):
        if pieces[n].kind in (Kind.PARAGRAPH, Kind.HEADING) and heads_index(pieces[n]):
            end = _trimmed(pieces, n + 1, _end(pieces, n + 1))
            if is_sorted(pieces[n + 1 : end]):
                return range(n, end)
    return range(0)


def _trimmed(pieces: Sequence[Piece], start: int, end: int) -> int:
    """Return where the last entry ends; a printer's line below it does not belong to the index."""
    while end > start + 1 and not LOCATOR.search(pieces[end - 1].plain):
        end -= 1
    return end


def _end(pieces: Sequence[Piece], start: int) -> int:
    """Return where entries end: at a heading, or at what stands apart from them."""
    for n in range(start + 1, len(pieces)):
        if pieces[n].kind is Kind.HEADING or (pieces[n].gap > APART and not is_letter(pieces[n])):
            return n
    return len(pieces)


def is_letter(piece: Piece) -> bool:
    """Whether a line is only the letter that the entries below it begin with."""
    return len(piece.plain.strip(" .")) == 1 and piece.plain[0].isalpha()


def is_sorted(pieces: Sequence[Piece]) -> bool:
    """Whether paragraphs are entries: in the order of the alphabet, and many name a page."""
    entries = [piece for piece in pieces if not is_letter(piece) and letters(piece.plain)]
    firsts = [letters(piece.plain)[0] for piece in entries]
    if len(entries) < LEAST:
        return False
    rising = sum(a <= b for a, b in pairwise(firsts))
    named = sum(bool(LOCATOR.search(piece.plain)) for piece in entries)
    return rising >= SORTED * (len(firsts) - 1) and named >= LOCATED * len(entries)
