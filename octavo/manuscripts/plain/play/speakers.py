"""Finds who speaks in a play: a name in capitals before, or above, what is said.

The name is set as small capitals, in the paragraph of the speech, or in the first line of what is
spoken in verse. That a text is a play is shown by many such names, most of them more than once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from octavo.manuscripts.folder import marks
from octavo.manuscripts.pieces import Kind, Note, Piece, Sign, finding_at
from octavo.manuscripts.plain.play import in_verse, played
from octavo.manuscripts.plain.signs.emphasis import with_signs
from octavo.manuscripts.word.structure import numbers
from octavo.model.counted import counted
from octavo.model.finding import Finding, Tier

BETWEEN = r"(?:, |[ &,'\N{RIGHT SINGLE QUOTATION MARK}-])(?=\S)|\.(?= ?\S)"
ONE_OF = r"(?:\d(?:st|nd|d|rd|th)? )?"
"""The number of one of several: `1ST LORD`, `2 SERVANT`."""

STYLED = r"(?:(?:Sir|Lady|Lord|Miss|Madam|Mr\.?|Mrs\.?|Dr\.?|St\.) )?"
"""What may stand before a name in small letters: `Sir ANTHONY`, `Mrs. MALAPROP`."""

NAME = rf"(?i:{ONE_OF}){STYLED}[^\W\d_a-z](?:[^\W\d_a-z]|{BETWEEN}){{1,69}}"
ALONE = re.compile(rf"\s*(?P<name>{NAME})[.:]?\s*")
BEFORE = re.compile(
    rf"\s*(?P<name>{NAME}(?<![ ,.]))(?:[.:](?=\s+\S)|(?=\s+(?:--|\N{{EM DASH}})\s*\S))"
)
DIRECTED = re.compile(rf"\s*(?P<name>{NAME}(?<![ ,.]))(?=,?\s*[\[({{])")
"""A name with a direction in brackets right behind it, and no full stop between."""

TITLES = frozenset(("MR", "MRS", "MISS", "DR", "ST", "MME", "MLLE", "HERR", "FRAU", "SIR"))
APART = 3
"""So many blank lines stand above a title that is no name."""

NEAR = 2
"""One who speaks once stands so many paragraphs from others who do, on both sides."""

MOST = 3
"""So many lines, at most, take a name and the direction behind it."""

LEAST = 8
"""So many speeches, and half as many as there are paragraphs of text, make a play."""

TWICE = 0.7
"""The share of speeches by somebody who speaks more than once."""

AND = re.compile(r", AND |, | AND | & | UND | ET ")
TOGETHER = {"ALL", "BOTH", "CHORUS", "ALLE", "BEIDE", "TOUS", "TUTTI", "TODOS"}

DIVISIONS = ("part", "chapter", "named")


UNSTOPPED = (
    r"(?=\s+[\"'\N{LEFT DOUBLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}]?"
    r"(?:[^\W\d_a-z]['\N{RIGHT SINGLE QUOTATION MARK}a-z]|[IAO]\b))"
)
"""What is said right behind a name, without a stop between."""

UNSTOPPED_NAME = re.compile(rf"\s*(?P<name>{NAME}(?<![ ,.])){UNSTOPPED}")

AGAIN = 3
"""A name without a stop begins so many paragraphs."""

LEADERS = re.compile(r"\.{5,}\s")
"""What leads from a person of a play to who acts it."""

PERSON = re.compile(rf"\s*{NAME}(?:,?\s*\([^()]*\)|,[ ][^\n\[]*)\s*")
"""A person of a play with a word of explanation: `ANNA (a maid)`, `ANNA, Ole's sister`."""

DIRECTS = re.compile(r"\s*(?:\[[^\[\]]*\]?|\([^()]*\)?)[.:]?\s*")
"""A paragraph that is a direction alone."""

SUNG = re.compile(
    rf"\s*(?P<name>{NAME}(?<![ ,.]))[.:]?(?:,?\s*(?:\[[^\[\]]*\]|\([^()]*\))[.:]?)?\s*"
)
"""A name, and a direction, alone on the line above what is sung."""


@dataclass(frozen=True, slots=True)
class _Calls:
    """Names of speakers by the number of their piece.

    Those above a speech, those above verse, and those before a speech in its first line.
    """

    above: dict[int, re.Match[str]]
    over: dict[int, re.Match[str]]
    before: dict[int, re.Match[str]]

    def names(self) -> dict[int, str]:
        """Return all names, as they count."""
        calls = self.above | self.over | self.before
        return {n: match["name"].rstrip(" .") for n, match in calls.items()}

    def speeches(self) -> set[int]:
        """Return the numbers of what is said."""
        return {n + 1 for n in (*self.above, *self.over)} | {*self.before}

    def spoken(self) -> _Calls:
        """Return the names of those who speak more than once, or once among others who do.

        So do two of those together, or all.
        """
        names = self.names()
        count = Counter(names.values())
        known = {name for name in names.values() if count[name] > 1} | TOGETHER
        parts = {n: {*AND.split(name)} for n, name in names.items()}
        often = {n for n, each in parts.items() if each <= known}
        groups = {n for n, each in parts.items() if len(each) > 1 and each & known}
        steps = range(1, NEAR + 1)
        behind = {n for n in names if any(n - near in often for near in steps)}
        ahead = {n for n in names if any(n + near in often for near in steps)}
        kept = often | behind & ahead | groups & (behind | ahead)
        kinds = (self.above, self.over, self.before)
        return _Calls(*({n: match for n, match in kind.items() if n in kept} for kind in kinds))

    def make_a_play(self, pieces: list[Piece]) -> bool:
        """Whether they are so many that the text is a play.

        Where acts, scenes or persons are named, what stands before and behind all speeches does
        not count.
        """
        names = self.names()
        spoken = self.spoken().names()
        if len(names) < LEAST or len(spoken) < TWICE * len(names):
            return False
        if played.has_acts(pieces) or played.has_cast(pieces):
            pieces = pieces[min(spoken) : max(spoken) + 1]
        paragraphs = sum(piece.kind is Kind.PARAGRAPH for piece in pieces)
        paragraphs -= len(self.above) + len(self.over)
        return len(spoken) * 2 >= paragraphs


def _calls(pieces: list[Piece], *, sung: bool) -> _Calls:
    """Return the names; `sung` are those alone above verse, too.

    Where names with directions behind them are those of others without a stop, these speak, too.
    """
    calls = _named(pieces, sung=sung)
    names = calls.names()
    count = Counter(names.values())
    if sung:
        count += _unstopped(pieces)
    known = sorted((name for name, number in count.items() if number > 1), key=len, reverse=True)
    unstopped = re.compile(rf"\s*(?P<name>{'|'.join(map(re.escape, known))}){UNSTOPPED}")
    more = {
        n: match
        for n, piece in enumerate(pieces)
        if known
        and n not in names
        and n - 1 not in calls.above
        and piece.kind is Kind.PARAGRAPH
        and not piece.signs
        and (match := unstopped.match(piece.text))
    }
    if len(more) >= max(LEAST, len(names) / 4):
        calls.before.update(more)
    calls.above.update(_directed(pieces, {*known}, {*calls.names()}))
    return calls


def _directed(
    pieces: list[Piece], known: set[str], called_: set[int]
) -> Iterator[tuple[int, re.Match[str]]]:
    """Yield the names of those who speak elsewhere that stand alone above a direction."""
    for n, (piece, after) in enumerate(pairwise(pieces)):
        if n in called_ or after.kind is not Kind.PARAGRAPH or not DIRECTS.fullmatch(after.text):
            continue
        match = _alone(piece, after)
        if match and match["name"].rstrip(" .") in known:
            yield n, match


def _unstopped(pieces: list[Piece]) -> Counter[str]:
    """Count the names without a stop that begin most paragraphs of a play: `ANNA Who is there?`."""
    matches = [UNSTOPPED_NAME.match(one.text) for one in pieces if one.kind is Kind.PARAGRAPH]
    count = Counter(match["name"] for match in matches if match and _may_name(match["name"]))
    again = Counter({name: number for name, number in count.items() if number >= AGAIN})
    usual = again.total() >= max(LEAST, len(matches) / 2)
    return again if usual and again.total() >= TWICE * count.total() else Counter()


def _named(pieces: list[Piece], *, sung: bool) -> _Calls:
    calls = _Calls({}, {}, {})
    for n, piece in enumerate(pieces):
        if match := _above(*pieces[n : n + 2]):
            calls.above[n] = match
        elif match := _before(piece):
            calls.before[n] = match
        elif sung and (match := _over(*pieces[n : n + 2])):
            calls.over[n] = match
    names = calls.names()
    near = {name for n, name in names.items() if pieces[n].gap < APART}
    for n, name in names.items():
        if name not in near:
            calls.above.pop(n, None)
            calls.over.pop(n, None)
    return calls


def fixed(pieces: list[Piece]) -> list[Piece]:
    """Return pieces in which the speeches of a play are text.

    `1 LORD. So be it.` is a speech and not a numbered heading.
    A name above a speech stays text too, even where the play has the same name.
    """
    names = spoken(pieces)
    if not names:
        return pieces
    return [replace(piece, fixed=True) if n in names else piece for n, piece in enumerate(pieces)]


def spoken(pieces: list[Piece]) -> dict[int, str]:
    """Return the names of speakers in a play by the number of their piece; nothing for others."""
    calls = _calls(pieces, sung=played.has_acts(pieces) or played.has_cast(pieces))
    return calls.spoken().names() if calls.make_a_play(pieces) else {}


def mark(file: str, pieces: list[Piece]) -> tuple[list[Piece], list[Finding]]:
    """Mark the names of speakers in a play; one above its speech goes into its paragraph.

    So it does above verse, where most of the play is verse; a song has it above itself.
    """
    calls = _calls(pieces, sung=played.is_play(pieces))
    if not calls.make_a_play(pieces):
        return pieces, []
    often = calls.spoken()
    lined = in_verse.lined(pieces, often.speeches())
    joined = often.above | (often.over if lined is not pieces else {})
    alone = often.before | often.over
    made: list[Piece] = []
    for number, piece in enumerate(lined):
        if number - 1 in joined:
            made.append(_joined(pieces[number - 1], piece, joined[number - 1]))
        elif number in alone and number not in joined:
            made.append(_marked(piece, *alone[number].span("name")))
        elif number not in joined:
            made.append(piece)
    names = often.names()
    message = f"The names of speakers stand before {counted(len(names), 'speech', 'speeches')},"
    note = Note("import-speakers", f"{message} as small capitals.", tier=Tier.AUTO)
    first = pieces[min(names)]
    return made, [replace(finding_at(file, first, note), before=first.plain)]


def _above(piece: Piece, after: Piece | None = None) -> re.Match[str] | None:
    """Return a name alone above a speech that runs on."""
    if after is None or after.hard or after.kind is not Kind.PARAGRAPH:
        return None
    others = (ALONE, PERSON, DIRECTS)
    if played.heads_persons(after) or any(one.fullmatch(after.text) for one in others):
        return None
    return _alone(piece, after)


def _over(piece: Piece, after: Piece | None = None) -> re.Match[str] | None:
    """Return a name alone above verse, or lines."""
    in_lines = after is not None and (after.hard or after.kind is Kind.VERSE)
    return _alone(piece, after) if in_lines else None


def _alone(piece: Piece, after: Piece | None) -> re.Match[str] | None:
    alone = piece.kind is Kind.PARAGRAPH and len(piece.lines) <= MOST
    match = SUNG.fullmatch(piece.text) if alone and after and after.gap < 2 else None
    if match is None or any(sign.start <= match.end("name") for sign in piece.signs):
        return None
    return match if _may_name(match["name"]) else None


def _before(piece: Piece) -> re.Match[str] | None:
    if piece.kind not in (Kind.PARAGRAPH, Kind.VERSE):
        return None
    match = _call(piece.text)
    return match if match and not any(s.start < match.end() for s in piece.signs) else None


def name_before(piece: Piece) -> str:
    """Return the name at the beginning of a piece that is text; "" for other words."""
    match = _before(piece)
    return match["name"] if match else ""


def called(line: str) -> str:
    """Return the name at the beginning of a speech; "" for other words."""
    match = _call(line)
    return match["name"] if match else ""


def heading_of(text: str) -> str:
    """Return the name that stands alone, or with a direction, in a line; "" for other words."""
    match = SUNG.fullmatch(text)
    return match["name"] if match and _may_name(match["name"]) else ""


def _call(text: str) -> re.Match[str] | None:
    match = DIRECTED.match(text) or BEFORE.match(text)
    listed = LEADERS.search(text) or PERSON.fullmatch(text)
    return match if match and not listed and _may_name(match["name"]) else None


def _may_name(words: str) -> bool:
    """Whether words may be a name: no title before one, no direction, no number of a chapter."""
    division = numbers.read(words).kind in DIVISIONS or played.names_act(words)
    other = played.DIRECTION.match(words) or played.ARGUMENT.fullmatch(words)
    return words not in TITLES and not division and not other


def _marked(piece: Piece, start: int, end: int) -> Piece:
    end += piece.text[end : end + 1] in (".", ":")
    return with_signs(piece, [Sign(start, start, marks.CAPS), Sign(end, end, marks.CAPS_END)])


def _joined(name: Piece, speech: Piece, call: re.Match[str]) -> Piece:
    """Return a speech with the name above it in its paragraph, or in its first line of verse."""
    joined = replace(name.with_below(speech), kind=speech.kind, hard=speech.hard, edge=speech.edge)
    marked = _marked(joined, *call.span("name"))
    if speech.kind is not Kind.VERSE:
        return marked
    first = len(name.text) + 1 + len(speech.text) - len(speech.text.lstrip())
    return with_signs(marked, [Sign(len(name.text.rstrip()), first, " ")])
