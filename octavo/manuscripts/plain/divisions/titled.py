"""Gives a number that stands alone the title below it, where those beside it have one.

A list of contents may have a title in other words, or a title may take two lines: what most
chapters of a book have below their numbers, the others have too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from octavo.manuscripts.pieces import Kind, Piece
from octavo.manuscripts.plain.divisions import chaptered
from octavo.manuscripts.plain.divisions.made import with_title
from octavo.manuscripts.word.structure import numbers

LEAST, SHARE = 3, 0.6
"""So many headings of one kind have a title below their number, and such a share of them."""

NEAR, APART = 3, 2
"""A title stands nearer to its number; below one that ends as a sentence, so many lines stay."""


def mark(pieces: list[Piece]) -> list[Piece]:
    """Return pieces in which a number alone has the line below it as its title, as others have."""
    below = {n for run in _kinds(pieces).values() for n in _titles(pieces, run)}
    made: list[Piece] = []
    for n, piece in enumerate(pieces):
        if n in below:
            made[-1] = with_title(made[-1], piece)
        else:
            made.append(piece)
    return made


def _kinds(pieces: Sequence[Piece]) -> dict[tuple[str, str], list[int]]:
    """Return the headings whose first line is only a number, by the word before it."""
    kinds: dict[tuple[str, str], list[int]] = {}
    for n, piece in enumerate(pieces[:-2]):
        first = piece.lines[0].text.strip(" _=")
        if piece.kind is Kind.HEADING and chaptered.is_bare(first):
            kinds.setdefault(
                (numbers.word(first)[: chaptered.SHORT], numbers.read(first).kind), []
            ).append(n)
    return kinds


def _titles(pieces: Sequence[Piece], heads: Sequence[int]) -> Iterator[int]:
    """Yield the lines below numbers alone that are their titles."""
    named = [n for n in heads if len(pieces[n].lines) > 1]
    if len(named) < LEAST:
        return
    words = [" ".join(line.text for line in pieces[n].lines[1:]) for n in named]
    upper = sum(map(chaptered.is_capital, words)) >= SHARE * len(words)
    bare = [n for n in heads if len(pieces[n].lines) == 1]
    far = [n for n in bare if upper and _is_far_title(pieces, heads, n)]
    if len(named) + len(far) < SHARE * len(heads):
        return
    usual = Counter(pieces[n + 1].gap for n in named).most_common(1)[0][0]
    for n in bare:
        title, after = pieces[n + 1], pieces[n + 2]
        if n in far or _may_title(title, after, usual, upper=upper):
            yield n + 1


def _is_far_title(pieces: Sequence[Piece], heads: Sequence[int], n: int) -> bool:
    """Whether a line in capitals below a word and its number, however far, is their title.

    So it is where the next heading is that of the next number: it may have been taken for one.
    """
    title, after = pieces[n + 1], pieces[n + 2]
    line = len(title.lines) <= chaptered.LINES and len(title.plain) <= chaptered.LENGTH
    free = title.kind in (Kind.PARAGRAPH, Kind.HEADING) and not title.fixed
    if not (line and free and title.plain.isupper() and numbers.word(pieces[n].plain)):
        return False
    others = (m for m in range(n + 2, len(pieces)) if _is_beside(pieces[m], pieces[n]))
    text = after.kind is not Kind.HEADING and after.gap > 0
    return text and not numbers.read(title.plain).values and next(others, heads[-1]) in heads


def _is_beside(piece: Piece, head: Piece) -> bool:
    return piece.kind is Kind.HEADING and piece.level <= head.level


def _may_title(piece: Piece, after: Piece, usual: int, *, upper: bool) -> bool:
    """Whether lines below a number may be its title, with text below it as other titles have."""
    short = len(piece.lines) <= chaptered.LINES and len(piece.plain) <= chaptered.LONGER
    named = piece.kind is Kind.HEADING and numbers.read(piece.plain).kind == "named"
    near = (named or piece.kind is Kind.PARAGRAPH) and not piece.fixed and piece.gap < NEAR
    if not (short and near and piece.plain.strip(chaptered.QUOTED)[:1].isupper()):
        return False
    if upper:
        return chaptered.is_capital(piece.plain) and after.gap > 0
    ends = chaptered.alone(piece, chaptered.LONGER) or (usual >= APART and not piece.hard)
    return ends and after.gap >= max(usual, 1) and not chaptered.SPEECH.match(piece.plain)
