"""Notes of the margin in a plain text: `[Sidenote: Gerard's Herbal]`, above what they are about.

Project Gutenberg's proofreaders set them so. No edition has a margin for them: each becomes a note
at the end of the paragraph or stanza that it stands above.
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
    for piece in pieces:
        match = OPENS.match(piece.text)
        if match and piece.text.rstrip().endswith("]"):
            end = len(piece.text.rstrip()) - 1
            body = part_of(piece, match.end(), end)
            waiting.append(replace(body, kind=Kind.PARAGRAPH, hard=False, flush=True))
            taken.append(piece)
        elif waiting and piece.kind is Kind.PARAGRAPH:
            kept.append(_with(piece, waiting))
            waiting = []
        else:
            kept.append(piece)
    if not taken or waiting:
        return pieces, []
    message = f"{many(len(taken), 'note', 'notes')} of the margin became"
    message += " a note" if len(taken) == 1 else " notes"
    message += ", each at the end of what it stood above."
    note = Note("import-notes-typed", message, tier=Tier.AUTO)
    finding = finding_at(file, taken[0], note)
    return kept, [replace(finding, evidence=tuple(piece.plain for piece in taken))]


def _with(piece: Piece, bodies: list[Piece]) -> Piece:
    """Return a paragraph with notes at its end, before what closes it there."""
    end = len(piece.text.rstrip())
    signs = [Sign(end, end, marks.NOTE, (body,)) for body in bodies]
    return with_signs(piece, signs)
