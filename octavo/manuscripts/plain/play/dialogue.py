"""Names of speakers that are no capitals: where they stand, and whether they make a dialogue.

Paragraphs of a handbook begin with such words too: that it is spoken is shown by names that come
again, and by questions and exclamations.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from octavo.manuscripts.pieces import Kind, Note, Piece, finding_at
from octavo.manuscripts.plain.play import played
from octavo.manuscripts.plain.play.speakers import LEAST, TWICE
from octavo.model.counted import counted
from octavo.model.finding import Finding, Tier

APOSTROPHES = "'\N{RIGHT SINGLE QUOTATION MARK}"
WORD = rf"[^\W\d_a-z][\w{APOSTROPHES}-]*"
TITLE = r"(?:(?:Mrs?|Dr|Rev|St|Mme|Mlle)\. )"
NAME = rf"{TITLE}?(?:{WORD}|\d(?:st|nd|rd|th))(?:,? (?:and|und|et|of|the|{TITLE}?{WORD}|\d)){{0,4}}"
WORDS = re.compile(r"\w+")
JOINING = {"and", "und", "et"}
SPOKEN = re.compile(r"[?!]")
ASKED = 6
"""One of so many speeches asks or cries, or more."""


@dataclass(frozen=True, slots=True)
class Call:
    """A name: the number of its piece, where it was found, whether it stands above its speech."""

    number: int
    match: re.Match[str]
    is_above: bool = False

    @property
    def name(self) -> str:
        """The name, as it is counted."""
        return self.match["name"].casefold()


def is_spoken(calls: Sequence[Call], pieces: Sequence[Piece], often: int) -> bool:
    """Whether names are those of speakers: one of `often` paragraphs is a speech, or more.

    Where acts or scenes are named, what stands before and behind all speeches does not count.
    """
    count = Counter(call.name for call in calls)
    speech = [call.number for call in calls if count[call.name] > 1]
    again = len(speech)
    in_acts = bool(speech) and played.has_acts([*pieces])
    between = pieces[speech[0] : speech[-1] + 1] if in_acts else pieces
    paragraphs = sum(piece.kind is Kind.PARAGRAPH for piece in between)
    if len(calls) < LEAST or again < TWICE * len(calls) or len(calls) * often < paragraphs:
        return False
    speeches = [pieces[call.number + call.is_above].text for call in calls]
    return sum(bool(SPOKEN.search(text)) for text in speeches) * ASKED >= len(calls)


def known(calls: Sequence[Call]) -> dict[int, Call]:
    """Return the calls, by piece, of those who speak again, alone or together, and those above."""
    count = Counter(call.name for call in calls)
    words = {word for name, number in count.items() if number > 1 for word in WORDS.findall(name)}
    return {
        call.number: call
        for call in calls
        if call.is_above or set(WORDS.findall(call.name)) - JOINING <= words
    }


def finding(file: str, piece: Piece, number: int) -> Finding:
    """Report the names before so many speeches, of which a piece is the first."""
    message = f"The names of speakers stand before {counted(number, 'speech', 'speeches')},"
    note = Note("import-speakers", f"{message} as small capitals.", tier=Tier.AUTO)
    return replace(finding_at(file, piece, note), before=piece.plain[:60])
