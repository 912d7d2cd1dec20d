"""Finds what was typed for notes in a plain text: marks in the text, and the notes below it.

Some notes say what they are (`[Footnote 1: …]`); others only begin with their mark (`[1] See …`,
`{1} See …`, `(1) See …`), or stand under a heading for notes with a number each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from octavo.manuscripts.pieces import Piece
from octavo.manuscripts.typed.notes import UNIT, names_notes
from octavo.manuscripts.typed.scenes import ORNAMENT

SIGNS = r"[*+\N{DAGGER}\N{DOUBLE DAGGER}]{1,3}"
LETTERS = "[A-Z]{1,2}"
"""Notes are counted from A to Z, and on from AA."""

LABEL = rf"\d{{1,4}}[a-z]?|{LETTERS}|{SIGNS}"
RAISED = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789", strict=True))
IN_BRACKETS = rf"(?<=\S)(?:\s{{0,2}}|\n +)\[(?P<label>{LABEL})\]"
TYPED = re.compile(IN_BRACKETS)
"""A mark in brackets alone: raised figures beside such marks are powers."""

MARK = re.compile(
    rf"{IN_BRACKETS}"
    rf"|(?<=\S)(?P<raised>[{''.join(RAISED)}]{{1,3}})"
    r"|(?<=\S)\s{0,2}(?:\{(?P<braced>\d{1,4}[a-z]?)\}|<(?P<angled>\d{1,4})>)"
    r"|(?<=\S)\s{0,2}\[(?P<word>(?i:(?:foot-?|end)note))\]"
)
ROUND = re.compile(r"(?<=[^\s(])\((?P<label>\d{1,3})\)(?=[\s\W]|$)")
"""`the quay(1)`: no blank parts it from its word, as it does the members of a series."""

SPACED = re.compile(r"(?<=\S)\s{0,2}\((?P<label>\d{1,3})\)(?=[\s\W]|$)")
"""`the quay (1)`: a mark only where its notes have a heading."""

HABIT = 8
"""Where so many marks stand at their words, some others may have a blank before them."""

NAMED = re.compile(rf"\s*\[(?:foot-?|end)?note[ ]?(?P<label>{LABEL})?\s*:\s*", re.IGNORECASE)
BRACKETED = re.compile(
    rf"\s*(?:\[(?P<label>{LABEL})\]|\{{(?P<braced>\d{{1,4}}[a-z]?)\}}"
    r"|<(?P<angled>\d{1,4})>)(?:\s*(?=\S)|\s*\Z)"
)
PARENTHESED = re.compile(r"\s*\((?P<label>\d{1,3})\)\s+(?=\S)")
NUMBERED = re.compile(
    r"\s*(?:\{(?P<braced>\d{1,4}[a-z]?)\}|[\[(]?(?P<label>\d{1,4})[.)\]}]{0,2})\s+(?=\S)"
)
"""A number in braces may be that of a page in another edition, which need not count on."""
LONE = re.compile(r"\s*[\[(](?P<label>\d{1,4})[\])]\s*")
"""A label on a line by itself, above its note."""

NEAR = 3
"""Among so many paragraphs below their heading the first note stands."""

YEAR = 4
"""A label of so many figures that does not count on is a year."""

LONGEST = 80
"""A line of more characters among notes is no heading of theirs."""


@dataclass(slots=True)
class Entry:
    """A note below the text: its label, its paragraphs by number, where its words begin."""

    label: str
    first: int
    end: int
    start: int
    named: bool = False

    @property
    def numbers(self) -> range:
        """The numbers of its paragraphs."""
        return range(self.first, self.end)


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark in the text: its label, the number of its paragraph, its place there."""

    label: str
    piece: int
    start: int
    end: int


def heading(pieces: Sequence[Piece]) -> int:
    """Return the number of the last heading of notes; -1 where the text has no such heading.

    One above notes that say what they are, as they stand behind each chapter, is not meant, nor one
    without notes, as a preface has it.
    """
    for number in range(len(pieces) - 2, 0, -1):
        heads = names_notes(pieces[number].plain) and not NAMED.match(pieces[number + 1].text)
        if heads and any(NUMBERED.match(one.text) for one in pieces[number + 1 :][:NEAR]):
            return number
    return -1


def named(pieces: Sequence[Piece]) -> Iterator[Entry]:
    """Yield the notes that say that they are notes, up to their closing bracket."""
    for number, piece in enumerate(pieces):
        match = NAMED.match(piece.text)
        if match:
            yield Entry(match["label"] or "*", number, _closed(pieces, number), match.end(), True)


def _closed(pieces: Sequence[Piece], start: int) -> int:
    """Return where brackets that open in a piece are closed; the next piece, if they never are."""
    depth = 0
    for number in range(start, min(start + 20, len(pieces))):
        text = pieces[number].text
        depth += text.count("[") - text.count("]")
        if depth <= 0:
            return number + 1
    return start + 1


def beginning(pieces: Sequence[Piece], pattern: re.Pattern[str]) -> list[Entry]:
    """Return the paragraphs that begin with a mark."""
    found: list[Entry] = []
    for number, piece in enumerate(pieces):
        match = pattern.match(piece.text)
        if match:
            label = _label(match)
            if len(label) == YEAR and label.isdigit() and not _counts_on(int(label), found):
                continue
            alone = match.end() == len(piece.text)
            end = min(number + 1 + alone, len(pieces))
            found.append(Entry(label, number, end, match.end()))
    return found


def rounded(pieces: Sequence[Piece]) -> tuple[re.Pattern[str], ...]:
    """Return the patterns of marks in round brackets; many without a blank excuse some with one."""
    many = sum(1 for _ in marks_of(pieces, ROUND)) >= HABIT
    return (ROUND, SPACED) if many else (ROUND,)


def _label(match: re.Match[str]) -> str:
    groups = match.groupdict()
    return groups["label"] or groups.get("braced") or groups.get("angled") or ""


def under(pieces: Sequence[Piece], heads: int) -> list[Entry]:
    """Return the notes under their heading; a paragraph without a number goes on with the last.

    A short line between two series is the name of the chapter that they belong to.
    """
    entries: list[Entry] = []
    for number in range(heads + 1, len(pieces)) if heads >= 0 else ():
        piece = pieces[number]
        match = NUMBERED.match(piece.text)
        lone = LONE.fullmatch(piece.text)
        if match and (match["braced"] or _counts_on(int(match["label"]), entries)):
            label = match["braced"] or match["label"]
            entries.append(Entry(label, number, number + 1, match.end()))
        elif lone and number + 1 < len(pieces) and _counts_on(int(lone["label"]), entries):
            entries.append(Entry(lone["label"], number, number + 2, lone.end()))
        elif entries and entries[-1].end > number:
            continue
        elif entries and entries[-1].end == number and _goes_on(pieces[number : number + 2]):
            entries[-1].end = number + 1
        elif not is_short(piece):
            break
    return entries


def _goes_on(pieces: Sequence[Piece]) -> bool:
    """Whether a note goes on with a paragraph, or with stars that more of it follows."""
    if ORNAMENT.fullmatch(pieces[0].text.strip()):
        pieces = [one for one in pieces[1:] if not NUMBERED.match(one.text)]
    return bool(pieces) and not is_short(pieces[0])


def _counts_on(number: int, entries: list[Entry]) -> bool:
    """Whether a number follows on the last one."""
    last = entries[-1].label if entries else ""
    return number == 1 or (last.isdigit() and number == int(last) + 1)


def is_short(piece: Piece) -> bool:
    """Whether a paragraph may be the name of a chapter among notes: it is no sentence."""
    short = len(piece.lines) == 1 and len(piece.plain) <= LONGEST
    return short and not re.search(r"\w{2}[.!?]\W*$", piece.plain)


def marks_of(pieces: Sequence[Piece], pattern: re.Pattern[str] = MARK) -> Iterator[Mark]:
    """Yield the marks of a text; powers are none, nor what a note itself begins with."""
    for number, piece in enumerate(pieces):
        for match in pattern.finditer(piece.text):
            groups = match.groupdict()
            raised = "".join(RAISED[sign] for sign in groups.get("raised") or "")
            unit = raised and UNIT.search(piece.text[: match.start()][-20:])
            if not unit and (match.start() or not BRACKETED.match(piece.text)):
                label = _label(match) or raised or "*"  # `[Footnote]` calls one without a label
                yield Mark(label, number, _start(piece, match), match.end())


def _start(piece: Piece, match: re.Match[str]) -> int:
    """Return where a mark begins, with the blank before it; the end of a line that stays, stays."""
    blank = len(match[0]) - len(match[0].lstrip())
    return match.start() + (blank if piece.hard and "\n" in match[0] else 0)
