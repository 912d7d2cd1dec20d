"""Finds who speaks in a play: a name in capitals before, or above, what is said.

The name is set as small capitals, in the paragraph of the speech. That a text is a play is shown
by many such names, most of them more than once.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise

from octavo.manuscripts.folder import marks
from octavo.manuscripts.pieces import Kind, Note, Piece, Sign, finding_at
from octavo.manuscripts.plain.emphasis import with_signs
from octavo.model.counted import counted
from octavo.model.finding import Finding, Tier

BETWEEN = r"(?:, |[ &,'\N{RIGHT SINGLE QUOTATION MARK}-])(?=\S)|\.(?= ?\S)"
NAME = rf"[^\W\d_a-z](?:[^\W\d_a-z]|{BETWEEN}){{1,69}}"
ALONE = re.compile(rf"\s*(?P<name>{NAME})[.:]?\s*")
BEFORE = re.compile(rf"\s*(?P<name>{NAME}(?<![ ,.]))[.:](?=\s+\S)")
LEAST = 8
"""So many speeches, and half as many as there are paragraphs of text, make a play."""

TWICE = 0.7
"""The share of speeches by somebody who speaks more than once."""


def mark(file: str, pieces: list[Piece]) -> tuple[list[Piece], list[Finding]]:
    """Mark the names of speakers in a play; one above its speech goes into its paragraph."""
    above = {
        n for n, (piece, after) in enumerate(pairwise(pieces)) if _is_above(piece, after)
    }  # fmt: skip
    before = {
        n: match
        for n, piece in enumerate(pieces)
        if n not in above and (match := _before(piece))
    }  # fmt: skip
    names = [ALONE.fullmatch(pieces[n].text) for n in sorted(above)] + list(before.values())
    count = Counter(match["name"].rstrip(" .") for match in names if match)
    speeches = count.total()
    often = sum(number for number in count.values() if number > 1)
    paragraphs = sum(piece.kind is Kind.PARAGRAPH for piece in pieces) - len(above)
    if speeches < LEAST or often < TWICE * speeches or speeches * 2 < paragraphs:
        return pieces, []
    before = {n: match for n, match in before.items() if count[match["name"].rstrip(" .")] > 1}
    made: list[Piece] = []
    for number, piece in enumerate(pieces):
        if number - 1 in above:
            made.append(_joined(pieces[number - 1], piece))
        elif number in before:
            made.append(_marked(piece, *before[number].span("name")))
        elif number not in above:
            made.append(piece)
    before_what = counted(speeches, "speech", "speeches")
    message = f"The names of speakers stand before {before_what}, as small capitals."
    note = Note("import-speakers", message, tier=Tier.AUTO)
    first = pieces[min([*above, *before])]
    return made, [replace(finding_at(file, first, note), before=first.plain)]


def _is_above(piece: Piece, after: Piece) -> bool:
    speaks = after.kind is Kind.PARAGRAPH and not after.hard and not ALONE.fullmatch(after.text)
    alone = piece.kind is Kind.PARAGRAPH and len(piece.lines) == 1 and not piece.signs
    return speaks and alone and after.gap < 2 and bool(ALONE.fullmatch(piece.text))


def _before(piece: Piece) -> re.Match[str] | None:
    if piece.kind is not Kind.PARAGRAPH or piece.hard:
        return None
    match = BEFORE.match(piece.text)
    return match if match and not any(s.start < match.end() for s in piece.signs) else None


def _marked(piece: Piece, start: int, end: int) -> Piece:
    end += piece.text[end : end + 1] in (".", ":")
    return with_signs(piece, [Sign(start, start, marks.CAPS), Sign(end, end, marks.CAPS_END)])


def _joined(name: Piece, speech: Piece) -> Piece:
    """Return a speech with the name above it in its paragraph."""
    shift = len(name.text) + 1
    moved = (replace(s, start=s.start + shift, end=s.end + shift) for s in speech.signs)
    joined = replace(speech, lines=(*name.lines, *speech.lines), gap=name.gap, signs=tuple(moved))
    start = len(name.text) - len(name.text.lstrip())
    end = len(name.text.rstrip())
    signs = [Sign(start, start, marks.CAPS), Sign(end, end, marks.CAPS_END)]
    return with_signs(joined, signs)
