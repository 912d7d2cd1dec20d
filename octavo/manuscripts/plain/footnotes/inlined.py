"""Notes typed inside a paragraph, where their mark would stand: `at the quay [Footnote: See …]`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from octavo.manuscripts.folder import marks
from octavo.manuscripts.pieces import Kind, Piece, Sign
from octavo.manuscripts.plain.footnotes.noted import LABEL, MARK
from octavo.manuscripts.plain.shape.parts import part_of
from octavo.manuscripts.plain.signs.emphasis import with_signs

OPENS = re.compile(
    rf"(?<=\S)\s{{1,2}}\[(?:foot-?|end)note[ ]?(?P<label>{LABEL})?\s*:\s*", re.IGNORECASE
)


def find(pieces: list[Piece]) -> tuple[list[Piece], list[str]]:
    """Make notes of those inside a paragraph; return the pieces, and what was typed around each.

    One with a label goes to its mark, where that stands before it in the paragraph.
    """
    made = list(pieces)
    typed: list[str] = []
    for number, piece in enumerate(pieces):
        signs: list[Sign] = []
        for start, words, end, label in _notes(piece.text):
            body = part_of(piece, words, end)
            note = (replace(body, kind=Kind.PARAGRAPH, hard=False, flush=True),)
            typed.append(piece.text[start:words].strip())
            called = [m for m in MARK.finditer(piece.text[:start]) if label and m["label"] == label]
            if called:
                typed.append(called[-1][0].strip())
                signs.append(Sign(*called[-1].span(), marks.NOTE, note))
                signs.append(Sign(start, end + 1))
            else:
                signs.append(Sign(start, end + 1, marks.NOTE, note))
        if signs:
            made[number] = with_signs(piece, signs)
    return made, typed


def _notes(text: str) -> Iterator[tuple[int, int, int, str]]:
    """Yield where each note begins, where its words do, where its bracket closes, and its label."""
    last = 0
    for match in OPENS.finditer(text):
        depth = 1
        for at in range(match.end(), len(text)):
            depth += {"[": 1, "]": -1}.get(text[at], 0)
            if not depth:
                break
        if not depth and match.start() >= last:
            yield match.start(), match.end(), at, match["label"] or ""
            last = at
