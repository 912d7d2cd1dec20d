"""Proposes the mark of a paragraph that goes on after a displayed quotation.

It stands flush; a new one is indented (New Hart's Rules, 2.5.1 and 9.3.1). That it begins with a
small letter says that it goes on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from octavo.manuscripts.pieces import Kind, Note, Piece, finding_at
from octavo.model.finding import Finding, Place, Severity, Tier
from octavo.model.nodes import Node, stringify

RULE = "import-continued"
MARK = "[]{.continued}"
MESSAGE = "After the displayed quotation the paragraph goes on: it begins with a small letter."
HINT = f"Write {MARK} before its first word, and it stands flush in every format."
SHOWN = 60
"""How many characters of the paragraph a finding shows."""


def of_pieces(file: str, pieces: Sequence[Piece]) -> list[Finding]:
    """Return a suggestion for each piece of a plain text that goes on after a quotation."""
    return [
        finding_at(file, piece, _note(piece), 0, min(SHOWN, len(piece.text)))
        for before, piece in pairwise(pieces)
        if before.kind is Kind.QUOTATION and piece.kind is Kind.PARAGRAPH and _goes_on(piece.plain)
    ]


def _note(piece: Piece) -> Note:
    return Note(RULE, MESSAGE, HINT, Tier.SUGGEST, MARK + piece.text[:SHOWN], confidence=0.9)


def of_blocks(file: str, blocks: Sequence[Node]) -> Iterator[Finding]:
    """Yield a suggestion for each paragraph of a document that goes on after a quotation."""
    for before, block in pairwise(blocks):
        words = stringify(block["c"]) if block["t"] == "Para" else ""
        if before["t"] == "BlockQuote" and _goes_on(words):
            start = words[:SHOWN]
            place = Place(file)
            yield Finding(
                RULE,
                MESSAGE,
                Severity.INFO,
                Tier.SUGGEST,
                place,
                before=start,
                after=MARK + start,
                hint=HINT,
                confidence=0.9,
            )


def _goes_on(words: str) -> bool:
    return words[:1].islower()
