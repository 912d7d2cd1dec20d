"""Finds the headings of sections that stand right below an ornament, in capitals.

Where many such lines stand so, the ornament only sets the heading off, and goes.
"""

from __future__ import annotations

import re
from dataclasses import replace

from octavo.manuscripts.pieces import Kind, Note, Piece, finding_at
from octavo.manuscripts.plain.divisions.chaptered import LENGTH
from octavo.manuscripts.plain.divisions.made import headed
from octavo.manuscripts.typed.reports import many
from octavo.manuscripts.typed.scenes import ORNAMENT
from octavo.model.finding import Finding, Tier

LEAST = 5
"""So many lines in capitals below ornaments, or more, are headings."""

LETTERS = 3

NUMBER = re.compile(r"\b[IVXLC]+\.?$|\d")
"""What ends the number of a division, which has a level of its own."""


def mark(file: str, pieces: list[Piece]) -> tuple[list[Piece], list[Finding]]:
    """Make headings of lines in capitals below ornaments, one level below the chapter's."""
    found = [n for n in range(1, len(pieces) - 1) if _is_heading(pieces, n)]
    if len(found) < LEAST:
        return pieces, []
    made: list[Piece] = []
    level = 1
    for n, piece in enumerate(pieces):
        if n + 1 in found:
            continue
        if n in found:
            made.append(replace(headed(piece, ""), level=level + 1, gap=pieces[n - 1].gap))
            continue
        level = piece.level if piece.kind is Kind.HEADING else level
        made.append(piece)
    message = f"{many(len(found), 'line', 'lines')} below an ornament became headings of sections."
    note = Note("import-scene", message, "Their ornaments are left out.", Tier.AUTO)
    finding = finding_at(file, pieces[found[0] - 1], note)
    return made, [replace(finding, evidence=tuple(pieces[n - 1].plain for n in found))]


def _is_heading(pieces: list[Piece], n: int) -> bool:
    above, piece, below = pieces[n - 1 : n + 2]
    ornament = len(above.lines) == 1 and ORNAMENT.fullmatch(above.text.strip())
    text = below.kind is Kind.PARAGRAPH and below.gap and not ORNAMENT.fullmatch(below.text.strip())
    line = piece.kind is Kind.PARAGRAPH and len(piece.lines) == 1 and not piece.fixed
    words = piece.plain
    short = sum(map(str.isalpha, words)) >= LETTERS and len(words) <= LENGTH
    return bool(ornament and text and line and short and words.isupper()) and not NUMBER.search(
        words
    )
