"""Finds who speaks in a play or an interview whose names were typed as any other word.

`Anna.  Is it lit?`, `Mrs. Holm: Not yet.` and `Anna and Ole [together.] So!` begin most of its
paragraphs, and few names begin them all; in a novel no such word does.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from octavo.manuscripts.folder import marks
from octavo.manuscripts.pieces import Kind, Piece, Sign
from octavo.manuscripts.plain.play import in_verse, played
from octavo.manuscripts.plain.play.dialogue import NAME, Call, finding, is_spoken, known
from octavo.manuscripts.plain.shape.stretches import indent
from octavo.manuscripts.plain.signs.emphasis import with_signs
from octavo.model.finding import Finding

BEFORE = re.compile(rf"\s*(?P<name>{NAME}|[QA])(?P<stop>[.:])(?=\s+\S)")
DIRECTED = re.compile(rf"\s*(?P<name>{NAME})(?P<stop>)(?=\s+[\[(])")
BELOW = re.compile(r"[ \t]*\n\s*")
"""What parts a name from the verse right below it."""

OFTEN = 2
"""One of so many paragraphs is a speech, or more."""

AGAIN = 3
"""Each name begins so many speeches on average, or more."""


def mark(file: str, pieces: list[Piece]) -> tuple[list[Piece], list[Finding]]:
    """Mark the names of speakers as small capitals, where the text is a dialogue."""
    calls = list(_calls(pieces))
    count = Counter(call.name for call in calls)
    if len(count) < OFTEN or len(calls) < AGAIN * len(count):
        return pieces, []
    if not is_spoken(calls, pieces, OFTEN):
        return pieces, []
    by_number = known(calls)
    made = [
        _marked(piece, by_number[n]) if n in by_number else piece
        for n, piece in enumerate(in_verse.lined(pieces, by_number))
    ]
    return made, [finding(file, pieces[min(by_number)], len(by_number))]


def _calls(pieces: list[Piece]) -> Iterator[Call]:
    for number, piece in enumerate(pieces):
        if piece.kind not in (Kind.PARAGRAPH, Kind.VERSE):
            continue
        match = BEFORE.match(piece.text) or DIRECTED.match(piece.text)
        if match is None or played.DIRECTION.match(match["name"]):
            continue
        if not any(one.start < match.end() for one in piece.signs):
            yield Call(number, match)


def _marked(piece: Piece, call: Call) -> Piece:
    """Return a piece with its name in small capitals, and in verse in the first line of it."""
    start, end = call.match.start("name"), call.match.end("stop")
    name = [Sign(start, start, marks.CAPS), Sign(end, end, marks.CAPS_END)]
    below = BELOW.match(piece.text, end) if piece.kind is Kind.VERSE else None
    if below is None:
        return with_signs(piece, name)
    edge = indent(piece.lines[1])
    verse = replace(piece, edge=edge)
    return with_signs(verse, [Sign(0, start, " " * edge), *name, Sign(*below.span(), " ")])
