"""Finds an index that was typed: a heading, then entries in the order of the alphabet.

The pages that it names are those of another edition, but its words are the author's: it stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from octavo.manuscripts.folder.items import INDEX
from octavo.manuscripts.guard.contents import letters
from octavo.manuscripts.pieces import Kind, Line, Note, Piece, finding_at
from octavo.manuscripts.plain.shape.stretches import indent
from octavo.model.counted import counted
from octavo.model.finding import Finding, Tier
from octavo.text.any_of import any_of
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
    return re.compile(rf"(?:(?:general|the|analytical|alphabetical) )?{any_of(words)}{OF}", re.I)


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
    """Whether paragraphs are entries: in the order of the alphabet, and many name a page.

    What stands farther in than the others is below an entry.
    """
    rows = [piece for piece in pieces if not is_letter(piece) and letters(piece.plain)]
    lines = [line for row in rows for line in (row.lines if row.hard else row.lines[:1])]
    base = min(map(indent, lines), default=0)
    entries = [key for line in lines if indent(line) == base and (key := letters(line.text))]
    if len(entries) < LEAST:
        return False
    rising = sum(a[0] <= b[0] for a, b in pairwise(entries))
    named = sum(bool(LOCATOR.search(piece.plain)) for piece in rows)
    return rising >= SORTED * (len(entries) - 1) and named >= LOCATED * len(rows)


STEP = 2
"""So many columns farther in stands what is below an entry, or goes on with it."""

FULL = 56
"""A line so wide may go on with its last words on the next."""

ENDS = re.compile(r"[;:.]\W*$")
"""What an entry ends with, above those below it."""


def mark(file: str, pieces: list[Piece]) -> tuple[list[Piece], list[Finding]]:
    """Return pieces with the entries of a typed index as a list, those below them deeper."""
    place = find(pieces)
    entries = [n for n in place[1:] if pieces[n].kind is Kind.PARAGRAPH]
    first = next((n for n in entries if _begins(pieces[n])), -1)
    entries = [n for n in entries if first <= n]
    if first < 0 or not entries:
        return pieces, []
    made = list(pieces)
    for n in entries:
        kind = Kind.PARAGRAPH if is_letter(pieces[n]) else Kind.LIST
        lines = tuple(_joined(pieces[n]))
        made[n] = replace(pieces[n], kind=kind, lines=lines, hard=False, division=INDEX, fixed=True)
    number = sum(len(made[n].lines) for n in entries if made[n].kind is Kind.LIST)
    message = f"The index became a list of {counted(number, 'entry', 'entries')}."
    hint = "The pages it names are those of the edition that was typed."
    note = Note("import-list-typed", message, hint, Tier.AUTO)
    return made, [finding_at(file, pieces[first], note)]


def _begins(piece: Piece) -> bool:
    return is_letter(piece) or bool(LOCATOR.search(piece.plain) and re.search(r"\d", piece.plain))


def _joined(piece: Piece) -> Iterator[Line]:
    """Yield a line for each entry: one that goes on with the line above stands in it."""
    base = min(map(indent, piece.lines))
    wrapped = not piece.hard and max(map(indent, piece.lines)) < base + STEP
    made = piece.lines[0]
    for line in piece.lines[1:]:
        if wrapped or _goes_on(made, line, base):
            made = replace(made, text=f"{made.text} {line.text}")
        else:
            yield made
            made = line
    yield made


def _goes_on(above: Line, line: Line, base: int) -> bool:
    """Whether a line goes on with the one above, which is wrapped, or ends in its pages."""
    if indent(line) < base + STEP:
        return False
    last = above.text.rstrip()
    figures = line.text.strip()[:1].isdigit()
    return figures or not (ENDS.search(last) or len(last.split(" " * STEP)[-1]) < FULL)
