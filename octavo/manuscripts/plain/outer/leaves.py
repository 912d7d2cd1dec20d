"""Finds dedication and motto before the first heading: each has a page to itself, and no title."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from octavo.manuscripts.pieces import Kind, Note, Piece, finding_at
from octavo.manuscripts.plain.outer.matter import APART, DEDICATED, PROSE, QUOTES
from octavo.manuscripts.typed.reports import many
from octavo.model.finding import Finding, Tier

LINES, WORDS = 30, 110
"""A dedication or a motto has at most so many lines and words."""

DEDICATION, EPIGRAPH = "dedication", "epigraph"


def mark(file: str, pieces: list[Piece]) -> tuple[list[Piece], list[Finding]]:
    """Return pieces with those of a dedication or a motto marked as such, and a finding.

    Where running text stands before the first heading, nothing there is touched.
    """
    heads = (n for n, piece in enumerate(pieces) if piece.kind is Kind.HEADING)
    first = next(heads, 0)
    front = pieces[:first]
    if any(_runs_on(piece) for piece in front):
        return pieces, []
    made = list(pieces)
    leaves: list[Piece] = []
    for start, end in _pages(front):
        page = [piece for piece in front[start:end] if piece.kind is not Kind.QUERY]
        name = _name(page)
        for n in range(start, end) if name else ():
            made[n] = replace(pieces[n], division=name if pieces[n] in page else "")
        leaves += page[:1] if name else []
    if not leaves:
        return pieces, []
    message = f"{many(len(leaves), 'page', 'pages')} before the text: a dedication, or a motto."
    hint = "If it is another text, take the `:::` around it away."
    note = Note("import-leaf", message, hint, Tier.AUTO)
    return made, [finding_at(file, leaves[0], note)]


def _runs_on(piece: Piece) -> bool:
    return piece.kind is Kind.PARAGRAPH and not piece.hard and len(piece.lines) > PROSE


def _pages(front: Sequence[Piece]) -> Iterator[tuple[int, int]]:
    start = 0
    for n in range(1, len(front) + 1):
        if n == len(front) or front[n].gap > APART:
            yield start, n
            start = n


def _name(page: Sequence[Piece]) -> str:
    """Return what a page is: a dedication, a motto, or "" for neither."""
    words = " ".join(piece.plain for piece in page)
    lines = sum(len(piece.lines) for piece in page)
    if not page or lines > LINES or len(words.split()) > WORDS:
        return ""
    if DEDICATED.match(words.strip(" _[(")):
        return DEDICATION
    first, *rest = page
    quoted = first.kind in (Kind.VERSE, Kind.QUOTATION) or bool(QUOTES.match(first.plain))
    source = [one for one in rest if one.kind is not first.kind]
    short = len(source) <= 1 and all(len(one.lines) == 1 and one is page[-1] for one in source)
    return EPIGRAPH if quoted and short else ""
