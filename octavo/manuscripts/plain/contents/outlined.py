"""Reads a list of contents that tells below each number what the chapter tells.

Its paragraphs look like text: what ends the list is that its numbers begin anew. They then stand
above chapters, each of them many times as long as what the list says of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from octavo.manuscripts.pieces import Kind, Piece
from octavo.manuscripts.plain.contents import listed
from octavo.manuscripts.plain.divisions import chaptered
from octavo.manuscripts.word.structure import numbers

NEAR = 6
"""Among so many paragraphs below its heading the first number of a list stands."""

LONGEST = 2500
"""So many letters tell of one chapter, or fewer."""

TIMES = 8
"""The first chapter is so many times as long as what a list says of one, or longer."""

APART = 3
"""So many blank lines part the end of a list from what is no more of it."""

CHAPTERS = ("chapter", "roman", "decimal")


def end_of(pieces: Sequence[Piece], head: int) -> int:
    """Return where the text begins that such a list names; 0 where there is no such list."""
    numbered = [(n, *one) for n in range(head + 1, len(pieces)) for one in _numbers(pieces[n])]
    for kind in ("part", "chapter"):
        run = [(n, value) for n, name, value in numbered if name == kind]
        firsts = (at for at, (_, value) in enumerate(run) if at and value == run[0][1])
        anew = next((at for at in firsts if _is_list(pieces, head, run, at)), 0)
        if anew:
            above = _above(numbered, run[anew - 1][0], run[anew][0])
            text = min(above, listed.below_part(pieces, run[anew][0]))
            last = max(n for n, _, _ in numbered if n < text)
            return _with_rest(pieces, last, text)
    return 0


def _above(numbered: Sequence[tuple[int, str, int]], last: int, text: int) -> int:
    """Return where the text begins: with its first chapter, or its first part right above that."""
    listed_ = {one[1:] for one in numbered if one[0] <= last}
    return min(
        (n for n, *one in numbered if last < n < text and tuple(one) in listed_), default=text
    )


def entries_of(pieces: Sequence[Piece]) -> list[listed.Entry]:
    """Return the entries of a list, without the paragraphs that tell what chapters tell."""
    kept = []
    above: Piece | None = None
    for piece in map(listed.below_column, pieces):
        titled = above is not None and chaptered.is_bare(above.plain)
        if titled or piece.hard or len(piece.lines) == 1 or any(_numbers(piece)):
            kept.append(piece)
        above = piece
    return listed.entries_of(kept)


def _numbers(piece: Piece) -> Iterator[tuple[str, int]]:
    """Yield of what kind the number is that a piece begins with, and which; so for each its lines.

    Only lines that are kept as lines have numbers each; "" stands for no number.
    """
    lines = piece.lines if piece.hard else piece.lines[:1]
    for line in lines if piece.kind is Kind.PARAGRAPH and not piece.fixed else ():
        number = numbers.read(line.text.strip(" _="))
        kind = "chapter" if number.kind in CHAPTERS else number.kind
        if kind in ("part", "chapter") and len(number.values) == 1:
            yield kind, number.values[0]


def _is_list(pieces: Sequence[Piece], head: int, run: Sequence[tuple[int, int]], anew: int) -> bool:
    """Whether numbers that count up, and then begin anew, are those of a list and of its text."""
    values = [value for _, value in run[:anew]]
    behind = iter([value for _, value in run[anew:]])
    apart = run[anew][0] > run[anew - 1][0]  # else all of it are lines of one paragraph
    on = all(a <= b or b == 1 for a, b in pairwise(values))  # appendices count anew
    if len(values) < listed.LEAST or run[0][0] - head > NEAR or not on:
        return False
    recur = sum(value in behind for value in values)
    ends = [0, *accumulate(len(piece.plain) for piece in pieces)]
    starts = [n for n, _ in run[:anew]]
    sizes = [ends[b] - ends[a] for a, b in pairwise(starts)]
    heads = [n for n, _ in run[anew:] if len(pieces[n].plain) <= listed.LONGEST]
    if heads[:1] != [run[anew][0]]:
        return False  # a numbered paragraph is no chapter's heading
    text = [ends[n] for n in heads[:2]]
    chapter = (text[1] if len(text) > 1 else ends[-1]) - text[0]
    brief = max(sizes) <= LONGEST and sum(sizes) * TIMES <= chapter * len(sizes)
    return apart and brief and chapter > 0 and recur >= listed.SHARE * len(values)


def _with_rest(pieces: Sequence[Piece], last: int, text: int) -> int:
    """Return where a list ends: behind its last number, with what belongs to it."""
    end = last + 1
    while end < text and pieces[end].gap < APART:
        end += 1
    if sum(len(piece.plain) for piece in pieces[last:end]) <= LONGEST:
        return end
    return last + (2 if chaptered.is_bare(pieces[last].plain) else 1)
