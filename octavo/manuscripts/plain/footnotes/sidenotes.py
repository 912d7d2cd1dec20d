"""Notes of the margin in a plain text: `[Sidenote: Gerard's Herbal]`, above what they are about.

Project Gutenberg's proofreaders set them so, with an empty line below or without. No edition has
a margin for them: each becomes a note at the end of the paragraph or stanza that it stands above.
"""

from __future__ import annotations

import re
from dataclasses import replace

from octavo.manuscripts.folder import marks
from octavo.manuscripts.pieces import Kind, Note, Piece, Sign, finding_at
from octavo.manuscripts.plain.shape.parts import part_of
from octavo.manuscripts.plain.signs.emphasis import with_signs
from octavo.manuscripts.typed.reports import many
from octavo.model.finding import Finding, Tier

OPENS = re.compile(r"\s*\[(?:side-?note|margin(?:al)?(?: note)?)s?\s*:\s*(?=\S)", re.IGNORECASE)


def find(file: str, pieces: list[Piece]) -> tuple[list[Piece], list[Finding]]:
    """Make a note of each note of the margin; report them once."""
    kept: list[Piece] = []
    waiting: list[Piece] = []
    taken: list[Piece] = []
    for one in pieces:
        piece: Piece | None = one
        while piece and (end := _closed(piece.text)):
            waiting.append(_body(piece, end))
            taken.append(part_of(piece, 0, end))
            piece = _below(piece, end)
        if piece and waiting and piece.kind is Kind.PARAGRAPH:
            kept.append(_with(piece, waiting))
            waiting = []
        elif piece:
            kept.append(piece)
    if not taken or waiting:
        return pieces, []
    message = f"{many(len(taken), 'note', 'notes')} of the margin became"
    message += " a note" if len(taken) == 1 else " notes"
    message += ", each at the end of what it stood above."
    note = Note("import-notes-typed", message, tier=Tier.AUTO)
    finding = finding_at(file, taken[0], note)
    return kept, [replace(finding, evidence=tuple(piece.plain for piece in taken))]


def _closed(text: str) -> int:
    """Return where the bracket of a note that opens a paragraph is closed; 0 if it has none."""
    match = OPENS.match(text)
    depth = 0
    for at in range(match.start() if match else len(text), len(text)):
        depth += {"[": 1, "]": -1}.get(text[at], 0)
        if text[at] == "]" and not depth:
            return at + 1
    return 0


def _body(piece: Piece, end: int) -> Piece:
    match = OPENS.match(piece.text)
    body = part_of(piece, match.end() if match else 0, end - 1)
    return replace(body, kind=Kind.PARAGRAPH, hard=False, flush=True)


def _below(piece: Piece, end: int) -> Piece | None:
    """Return what stands in the lines below a note, without an empty line; its paragraph."""
    start = end + len(piece.text[end:]) - len(piece.text[end:].lstrip())
    return part_of(piece, start, len(piece.text)) if start < len(piece.text) else None


def _with(piece: Piece, bodies: list[Piece]) -> Piece:
    """Return a paragraph with notes at its end, before what closes it there."""
    end = len(piece.text.rstrip())
    signs = [Sign(end, end, marks.NOTE, (body,)) for body in bodies]
    return with_signs(piece, signs)
