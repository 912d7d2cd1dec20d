"""Reads letters that volunteers typed in brackets where they had ASCII alone: `[=o]`, `c[oe]ur`.

Distributed Proofreaders name the accent by a sign before its letter where it stands above it, and
behind the letter where it stands below (Proofreading Guidelines, "Characters with Diacritical
Marks"); ligatures stand in brackets as they are spelt.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from octavo.manuscripts.pieces import Note, Piece
from octavo.manuscripts.plain.shape.flags import whole
from octavo.manuscripts.plain.signs.entities import written
from octavo.manuscripts.typed.reports import many
from octavo.model.finding import Finding, Tier

ABOVE = {
    "=": "\N{COMBINING MACRON}",
    ")": "\N{COMBINING BREVE}",
    "^": "\N{COMBINING CIRCUMFLEX ACCENT}",
    "~": "\N{COMBINING TILDE}",
    "`": "\N{COMBINING GRAVE ACCENT}",
    "'": "\N{COMBINING ACUTE ACCENT}",
    ":": "\N{COMBINING DIAERESIS}",
    ".": "\N{COMBINING DOT ABOVE}",
}
BELOW = {
    "=": "\N{COMBINING MACRON BELOW}",
    ".": "\N{COMBINING DOT BELOW}",
    ",": "\N{COMBINING CEDILLA}",
}
LIGATURES = {
    "ae": "\N{LATIN SMALL LETTER AE}",
    "AE": "\N{LATIN CAPITAL LETTER AE}",
    "oe": "\N{LATIN SMALL LIGATURE OE}",
    "OE": "\N{LATIN CAPITAL LIGATURE OE}",
    "Ae": "\N{LATIN CAPITAL LETTER AE}",
    "Oe": "\N{LATIN CAPITAL LIGATURE OE}",
}
LETTER = r"[^\W\d_]"
TYPED = re.compile(
    rf"\[(?:(?P<above>[=)^~`':.])(?P<under>{LETTER})|(?P<over>{LETTER})(?P<below>[=.,])"
    rf"|(?P<ligature>ae|oe|AE|OE|Ae|Oe))\]"
)
SUPPLIED = "sdt"
"""Letters that an editor adds to a word with an apostrophe before them: `the lamp['s] light`."""

CERTAIN = "=)^~"
"""Signs that nobody types before a letter in brackets for anything else."""


def read(file: str, pieces: list[Piece]) -> tuple[list[Piece], list[Finding]]:
    """Write the letters that were typed in brackets; report how many there were."""
    pieces, read_ = written(pieces, TYPED, _character)
    if not read_:
        return pieces, []
    each = list(dict.fromkeys(read_))
    message = f"{many(len(read_), 'letter', 'letters')} typed in brackets became what they mean."
    hint = "Compare them with the original: an accent may have been named wrongly."
    note = Note("import-accent", message, hint, Tier.AUTO, ", ".join(map(_written, each)))
    return pieces, [replace(whole(file, note), before=", ".join(each))]


def _written(typed: str) -> str:
    match = TYPED.fullmatch(typed)
    return _letter(match) if match else typed


def _character(match: re.Match[str]) -> str:
    """Return the letter; "" where the brackets may be something else: `[a.]` may be a note."""
    text, start, end = match.string, match.start(), match.end()
    in_word = text[start - 1 : start].isalpha() or text[end : end + 1].isalpha()
    beside = text[:start].endswith("]") or text[end : end + 1] == "["
    if match["above"] == "'" and match["under"] in SUPPLIED and not text[end : end + 1].isalpha():
        return ""
    certain = match["above"] and match["above"] in CERTAIN
    return _letter(match) if certain or in_word or beside else ""


def _letter(match: re.Match[str]) -> str:
    if match["ligature"]:
        return LIGATURES[match["ligature"]]
    accent = ABOVE[match["above"]] if match["above"] else BELOW[match["below"]]
    return unicodedata.normalize("NFC", (match["under"] or match["over"]) + accent)
