"""Finds who speaks in a play or dialogue whose names were typed in italics, as they are printed.

`_Anna (laughing)._` stands above its speech, or `_Anna_.` before it. The name is set as small
capitals in the paragraph of the speech, a direction behind it stays in italics. Paragraphs of a
handbook begin so too (`_Habitat._`): that it is spoken is shown by names that come again, and by
questions and exclamations.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from octavo.manuscripts.folder import marks
from octavo.manuscripts.pieces import Kind, Note, Piece, Sign, finding_at
from octavo.manuscripts.plain.emphasis import with_signs
from octavo.manuscripts.plain.speakers import LEAST, TWICE
from octavo.model.counted import counted
from octavo.model.finding import Finding, Tier

APOSTROPHES = "'\N{RIGHT SINGLE QUOTATION MARK}"
WORD = rf"[^\W\d_a-z][\w{APOSTROPHES}-]*"
NAME = rf"(?:{WORD}|\d(?:st|nd|rd|th))(?:,? (?:and|und|et|of|the|{WORD}|\d)){{0,4}}"
ABOVE = re.compile(
    rf"\s*_(?P<name>{NAME})(?P<stop>\.?)(?:,? ?(?P<how>[(\[][^_]*[)\]]))?[.:]?_[.:]?\s*", re.DOTALL
)
BEFORE = re.compile(rf"\s*_(?P<name>{NAME})(?P<stop>\.?)_(?P<after>[.:]?)(?=\s+\S)")
SPOKEN = re.compile(r"[?!]")
ASKED, OFTEN = 6, 5
"""One of so many speeches asks or cries, and one of so many paragraphs is a speech, or more."""


@dataclass(frozen=True, slots=True)
class _Call:
    """A name in italics: the number of its piece, where it was found, whether it stands above."""

    number: int
    match: re.Match[str]
    is_above: bool

    @property
    def name(self) -> str:
        return self.match["name"].casefold()


def mark(file: str, pieces: list[Piece]) -> tuple[list[Piece], list[Finding]]:
    """Mark the names of speakers in a dialogue; one above its speech goes into its paragraph."""
    calls = list(_calls(pieces))
    if not _is_dialogue(calls, pieces):
        return pieces, []
    count = Counter(call.name for call in calls)
    by_number = {call.number: call for call in calls if call.is_above or count[call.name] > 1}
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
    message = f"The names of speakers stand before {counted(len(by_number), 'speech', 'speeches')},"
    note = Note("import-speakers", f"{message} as small capitals.", tier=Tier.AUTO)
    first = pieces[min(by_number)]
    return made, [replace(finding_at(file, first, note), before=first.plain[:60])]


def _calls(pieces: list[Piece]) -> Iterator[_Call]:
    for number, (piece, after) in enumerate(pairwise(pieces)):
        if piece.kind is not Kind.PARAGRAPH or piece.hard or not piece.signs:
            continue
        above = ABOVE.fullmatch(piece.text)
        if above and after.gap < 2 and after.kind is not Kind.HEADING and _is_set_off(piece):
            yield _Call(number, above, is_above=True)
        elif (before := BEFORE.match(piece.text)) and _is_set_off(piece):
            yield _Call(number, before, is_above=False)


def _is_set_off(piece: Piece) -> bool:
    return piece.signs[0].mark == marks.EMPH and not piece.text[: piece.signs[0].start].strip()


def _is_dialogue(calls: list[_Call], pieces: list[Piece]) -> bool:
    """Whether the names are those of speakers."""
    count = Counter(call.name for call in calls)
    often = sum(number for number in count.values() if number > 1)
    paragraphs = sum(piece.kind is Kind.PARAGRAPH for piece in pieces)
    if len(calls) < LEAST or often < TWICE * len(calls) or len(calls) * OFTEN < paragraphs:
        return False
    speeches = [pieces[call.number + call.is_above].text for call in calls]
    return sum(bool(SPOKEN.search(text)) for text in speeches) * ASKED >= len(calls)


def _speaks(piece: Piece) -> bool:
    return piece.kind is Kind.PARAGRAPH and not piece.hard and not ABOVE.fullmatch(piece.text)


def _marked(piece: Piece, call: _Call) -> Piece:
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
    shift = len(name.text) + 1
    moved = (replace(s, start=s.start + shift, end=s.end + shift) for s in speech.signs)
    joined = replace(speech, lines=(*name.lines, *speech.lines), gap=name.gap, signs=())
    return with_signs(joined, [*name.signs, *moved])
