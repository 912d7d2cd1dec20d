"""Finds who speaks in a play or dialogue whose names were typed in italics, as they are printed.

`_Anna (laughing)._` stands above its speech, `_Anna_.` or `_Anna:_` before it. The name is set as
small capitals in the paragraph of the speech, a direction behind it stays in italics.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest

from octavo.manuscripts.folder import marks
from octavo.manuscripts.pieces import Kind, Piece, Sign
from octavo.manuscripts.plain.play import played
from octavo.manuscripts.plain.play.dialogue import NAME, Call, finding, is_spoken, known
from octavo.manuscripts.plain.signs.emphasis import with_signs
from octavo.model.finding import Finding

ABOVE = re.compile(
    rf"\s*_(?P<name>{NAME})(?P<stop>[.:]?)(?:,? ?(?P<how>[(\[][^_]*[)\]]))?[.:]?_[.:]?\s*",
    re.DOTALL,
)
BEFORE = re.compile(rf"\s*_(?P<name>{NAME})(?P<stop>[.:]?)_(?P<after>[.:]?)(?=\s+\S)")
OFTEN = 5
"""One of so many paragraphs is a speech, or more."""


def mark(file: str, pieces: list[Piece]) -> tuple[list[Piece], list[Finding]]:
    """Mark the names of speakers in a dialogue; one above its speech goes into its paragraph."""
    calls = list(_calls(pieces))
    if not is_spoken(calls, pieces, OFTEN):
        return pieces, []
    by_number = known(calls)
    made: list[Piece] = []
    held: Piece | None = None
    for number, piece in enumerate(pieces):
        call = by_number.get(number)
        marked = _marked(piece, call) if call else piece
        if call and call.is_above and _speaks(pieces[number + 1]):
            held = marked
            continue
        made.append(_joined(held, marked) if held else marked)
        held = None
    return made, [finding(file, pieces[min(by_number)], len(by_number))]


def _calls(pieces: list[Piece]) -> Iterator[Call]:
    for number, (piece, after) in enumerate(zip_longest(pieces, pieces[1:])):
        if piece.kind is not Kind.PARAGRAPH or piece.hard or not piece.signs:
            continue
        above = ABOVE.fullmatch(piece.text)
        is_near = after is not None and after.gap < 2 and after.kind is not Kind.HEADING
        if any(map(_directs, (above, BEFORE.match(piece.text)))):
            continue
        if above and is_near and _is_set_off(piece):
            yield Call(number, above, is_above=True)
        elif (before := BEFORE.match(piece.text)) and _is_set_off(piece):
            yield Call(number, before, is_above=False)


def _directs(match: re.Match[str] | None) -> bool:
    """Whether words in italics are those of a direction, as in `_Enter_ ANNA` they are."""
    if match is None:
        return False
    direction = played.DIRECTION.match(match["name"]) and not match["stop"]
    return bool(played.ENTRANCE.match(match["name"]) or direction)


def _is_set_off(piece: Piece) -> bool:
    return piece.signs[0].mark == marks.EMPH and not piece.text[: piece.signs[0].start].strip()


def _speaks(piece: Piece) -> bool:
    return piece.kind is Kind.PARAGRAPH and not piece.hard and not ABOVE.fullmatch(piece.text)


def _marked(piece: Piece, call: Call) -> Piece:
    """Return a piece with its name in small capitals, and what is directed in italics."""
    match = call.match
    opens, closes = piece.signs[0], piece.signs[1]
    end = match.end("name") + len(match["stop"])
    name = [replace(opens, mark=marks.CAPS)]
    if call.is_above and match["how"]:
        name += [Sign(end, end, marks.CAPS_END), Sign(match.start("how"), match.start("how"),
                 marks.EMPH), closes]  # fmt: skip
    elif match["stop"] or not piece.text[closes.end : closes.end + 1].strip(" \n"):
        name.append(replace(closes, mark=marks.CAPS_END))
    else:
        name += [replace(closes, mark=""), Sign(closes.end + 1, closes.end + 1, marks.CAPS_END)]
    return with_signs(replace(piece, signs=()), [*name, *piece.signs[2:]])


def _joined(name: Piece, speech: Piece) -> Piece:
    """Return a speech with the name above it in its paragraph."""
    below = name.with_below(speech)
    return replace(speech, lines=below.lines, gap=name.gap, signs=below.signs)
