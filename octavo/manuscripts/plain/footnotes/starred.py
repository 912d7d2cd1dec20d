"""Notes with signs instead of numbers: `the quay.*`, and `* See …` below; or `(*)` in both places.

A sign means the nearest thing only. So notes are certain where the signs between two blocks of
notes are those of the second block, in its order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from octavo.manuscripts.pieces import Kind, Piece
from octavo.manuscripts.plain.footnotes.noted import SIGNS, Entry, Mark
from octavo.manuscripts.plain.footnotes.paired import Pairs, blocks
from octavo.manuscripts.typed.scenes import ORNAMENT

ROUND = r"\([*+%#&$\N{DAGGER}\N{DOUBLE DAGGER}]{1,3}\)"
MARK = re.compile(
    rf"(?<=[\w.,;:!?\"')\]\N{{RIGHT DOUBLE QUOTATION MARK}}])"
    rf"(?P<label>{SIGNS}(?!\w)|{ROUND})"
)
OPENS = re.compile(rf"\s*(?P<label>{SIGNS}\s?|{ROUND}\s)(?=[^\s*+\-])")
SHARE = 0.6
"""The share of notes that must be certain, where a text has the habit."""


def find(pieces: Sequence[Piece]) -> Pairs:
    """Return the marks with their notes; none where most have no place."""
    entries = [*filter(None, (_entry(piece, n) for n, piece in enumerate(pieces)))]
    inside = {entry.first for entry in entries}
    pairs: Pairs = []
    last = -1
    for block in blocks(entries):
        above = [
            mark
            for number in range(last + 1, block[0].first)
            if number not in inside
            for mark in _marks(pieces[number], number)
        ]
        if [mark.label for mark in above] == [entry.label for entry in block]:
            pairs += zip(above, block, strict=True)
        last = block[-1].end - 1
    return pairs if pairs and len(pairs) >= SHARE * len(entries) else []


def _entry(piece: Piece, number: int) -> Entry | None:
    match = OPENS.match(piece.text)
    if match is None or piece.kind is not Kind.PARAGRAPH or ORNAMENT.fullmatch(piece.text.strip()):
        return None
    label = match["label"].strip()
    closes = label in piece.text[match.end() :]
    return None if closes else Entry(label, number, number + 1, match.end())


def _marks(piece: Piece, number: int) -> list[Mark]:
    """Return the signs behind words; in a paragraph that sets words off by them there are none."""
    if piece.kind is not Kind.PARAGRAPH or re.search(r"(?<!\S)[*+](?=\w)", piece.text):
        return []
    return [Mark(m["label"], number, *m.span()) for m in MARK.finditer(piece.text)]
