"""Spacing: one space between words, and no line break where one would mislead.

Does
    Sets one space where several stand; sets no-break spaces between an abbreviation and its
    number, a number and its unit, a title and its name, initials, and before a spaced dash; and
    in French the spaces that high punctuation wants.

Because
    A line must not begin with the number of `p. 430`, nor with a dash. New Hart's Rules,
    2nd ed., 2.5.1 and 4.11; The Chicago Manual of Style, 17th ed., 6.7 (one space) and 6.121;
    Lexique des règles typographiques en usage à l'Imprimerie nationale (French).

Before → After
    >>> from octavo.text.style.house import STYLES
    >>> [shown(change.after) for change in changes("see p. 430", STYLES["en-GB"])]
    ['_']
    >>> [shown(change.after) for change in changes("Stalinism._ _The".replace("_", NO_BREAK), None)]
    ['', ' ']

Leaves alone
    A single no-break space, an em or thin space, the space between a Christian name and a
    surname, hard line breaks, the indentation of a line (verse), words spaced out letter by letter,
    and the two spaces around the mark of a note, which are no double space. Three spaces
    and more may be a column or a lost line of verse: one space is proposed.

Settings
    `house-style` (else `lang`) in the metadata.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from itertools import accumulate

from octavo.book.filtering import run_alone
from octavo.model.finding import Finding, Severity, Tier
from octavo.prose.prose import Change, Prose, Run
from octavo.text.style.holding import held, unparted
from octavo.text.style.house import EM, EN, NO_BREAK, THIN, House, Style, hard_breaks

DOUBLE = re.compile(
    rf"[ \n]*(?:{NO_BREAK}[ \n{NO_BREAK}]+|[ \n]+{NO_BREAK}[ \n{NO_BREAK}]*| {{2,}})"
)
LINE_ENDS = "\v\N{LINE SEPARATOR}"
LETTERS_BEFORE = re.compile(rf"{NO_BREAK}\w")
LETTERS_AFTER = re.compile(rf"\W?\w{NO_BREAK}")
COLUMN = 3
WIDE = re.compile(r"(?<=\S) {4,}(?=\S)")
"""From so many spaces on, they may be there for a reason."""
SENTENCE_END = re.compile(r"[.!?…]['’”\"»)]*[ \n]|\v")
BEFORE_DASH = re.compile(rf"(?<=[^\s])[ \n{NO_BREAK}](?=[{EN}{EM}](?:[\s,;:.]|$))")

ERA = re.compile(r"(?<=\bAD)[ \n](?=\d)")
INITIALS = re.compile(r"(?<![\w.])(?:[A-Z]\.[ \n])+")
NOT_INITIAL = re.compile(r"[a-z][ \n]I\.")
BEFORE_NAME = re.compile(r"[A-Z]\. ?[A-Z][a-z]")
"""Initials before a name; but in `said I. M. Paul smiled` the first is no initial."""
INITIAL = re.compile(r"[A-Z]\.[ \n][A-Z]\.")
INSIDE_LEFT, INSIDE_RIGHT = ("«", "‹"), ("»", "›")
HIGH = re.compile(rf"(?<=[^\s!?;:{NO_BREAK}{THIN}])([ {NO_BREAK}{THIN}]?)(?=[;!?]+(?:[\s»)\]]|$))")
CLOSE_UP = re.compile(
    r"(?:\b(?:Yahoo|Jeopardy|Joomla|Kahoot|Wham|Panic)!|&#?\w+;|[/=?&]\w*[;:!?]|^[;:]|\s[;:])$"
)
"""Names that end in a mark, entities of HTML, addresses, faces: there the mark touches the word."""
PADDED = re.compile(r"(?<=(?<!\w)[«‹]) (?=\S)|(?<=\S) (?=[»›](?!\w))")
"""The space inside a quotation's own marks, where a house has one."""
COLON = re.compile(rf"(?<=[^\s\d])([ {NO_BREAK}{THIN}]?)(?=:(?:\s|$))")
SENTENCE = re.compile(r"[.!?][”’\"')]*$")
NEAR = 12
"""Within so many characters the marks that end a sentence are looked for."""


def changes(text: str, style: Style | None, notes: Collection[int] = ()) -> Iterator[Change]:
    """Yield the changes that a text needs; without a style only double spaces are mended.

    `notes` are the offsets at which the mark of a note stands, which takes no room in the text.
    """
    doubles = list(_doubles(text, notes)) if "  " in text or NO_BREAK in text else []
    if style is None:
        yield from doubles
        return
    closed = Closed.of(text, [change for change in doubles if change.tier is Tier.AUTO])
    held = {change.start: change for change in _held(closed.text, style)}
    for change in doubles:
        moved = change.start - closed.lost(change.start)
        hold = held.pop(moved, None) if change.after == " " else None
        yield replace(change, after=NO_BREAK) if hold else change
    starts = [change.start for change in doubles]
    for start, change in held.items():
        at = start + closed.gone_before(start)
        last = bisect_right(starts, at) - 1
        if last < 0 or at >= doubles[last].end:
            yield replace(change, start=at, end=at + change.end - start)


@dataclass(frozen=True, slots=True)
class Closed:
    """A text in which several spaces became one, and the way back to the text as it was.

    `ends` are the ends of the changes there, `begins` where what follows them begins here, and
    `gone` how many characters were taken out up to each of them.
    """

    text: str
    ends: list[int]
    begins: list[int]
    gone: list[int]

    @classmethod
    def of(cls, text: str, changes: list[Change]) -> Closed:
        """Make some changes of a text, in order."""
        gone = list(accumulate(c.end - c.start - len(c.after) for c in changes))
        ends = [change.end for change in changes]
        starts = [0, *ends]
        parts = [text[starts[n] : c.start] + c.after for n, c in enumerate(changes)]
        begins = [end - lost for end, lost in zip(ends, gone, strict=True)]
        return cls("".join([*parts, text[starts[-1] :]]), ends, begins, gone)

    def lost(self, at: int) -> int:
        """How many characters the changes before a place of the text as it was take out."""
        before = bisect_right(self.ends, at)
        return self.gone[before - 1] if before else 0

    def gone_before(self, at: int) -> int:
        """How many characters stood before a place of this text that are gone."""
        before = bisect_right(self.begins, at)
        return self.gone[before - 1] if before else 0


def _doubles(text: str, notes: Collection[int]) -> Iterator[Change]:
    """The changes where several spaces stand; where any are wide, the others may be columns too."""
    marks = sorted(notes)
    wide = WIDE.search(text) is not None
    for match in DOUBLE.finditer(text):
        start, end = match.span()
        noted = bisect_right(marks, start) < bisect_left(marks, end)
        if not noted and not _is_meant(text, start, end):
            yield from _one_space(text, match, wide)


def _is_meant(text: str, start: int, end: int) -> bool:
    """Whether several spaces indent a line, or part words that are spaced out by letters."""
    if start == 0 or text[start - 1] in LINE_ENDS or "\n" in text[start:end].strip(" "):
        return True
    before = LETTERS_BEFORE.fullmatch(text[max(0, start - 2) : start])
    return before is not None or bool(LETTERS_AFTER.match(text, end))


def _one_space(text: str, match: re.Match[str], wide: bool) -> Iterator[Change]:
    """One space for several; where a sentence ends, report the paragraph that may be lost."""
    start, end = match.span()
    ended = SENTENCE.search(text[max(0, start - NEAR) : start]) is not None
    following = text[end : end + NEAR].lstrip("“‘\"'")[:1]
    if NO_BREAK in match[0] and ended and following.isupper():
        yield Change(
            start,
            start,
            "",
            "space-lost-paragraph",
            "Several spaces after a full stop may be all that is left of a paragraph's end.",
            Tier.FLAG,
            Severity.WARNING,
            hint="Put an empty line here if a paragraph ended.",
        )
    after = "" if end == len(text) else _kept(text, match)
    most = COLUMN if ended and NO_BREAK in match[0] else COLUMN - 1
    if after and (wide or end - start > most):
        message = "So many spaces may be a column, or a line of verse: one would be enough."
        yield Change(start, end, after, "space-double", message, Tier.SUGGEST, confidence=0.6)
    else:
        yield Change(start, end, after, "space-double", "One space is enough.")


def _kept(text: str, match: re.Match[str]) -> str:
    """Which of several spaces stays: the no-break one, inside guillemets."""
    start, end = match.span()
    inside = text[start - 1 : start] in INSIDE_LEFT or text[end : end + 1] in INSIDE_RIGHT
    return NO_BREAK if NO_BREAK in match[0] and inside else " "


def _before_dashes(text: str, style: Style) -> Iterator[int]:
    """Where a space holds the dash behind it: in French, before the second dash of a pair alone.

    There a pair of dashes is set as brackets are: a line may begin with the one that opens, and of
    a lone one nobody knows whether it does.
    """
    sentences: dict[int, list[int]] = {}
    ends = [match.end() for match in SENTENCE_END.finditer(text)] if style.lang == "fr" else []
    for match in BEFORE_DASH.finditer(text):
        sentences.setdefault(bisect_right(ends, match.start()), []).append(match.start())
    for places in sentences.values():
        held = _second_of_pair(text, places) if style.lang == "fr" else places
        yield from (at for at in held if text[at] != NO_BREAK)


def _second_of_pair(text: str, places: list[int]) -> list[int]:
    """The second of two dashes in a sentence, unless they are of a list, or of speech."""
    pair = len(places) == 2
    opened = pair and text[places[0] - 1] not in ",;:.!?…"
    return places[1:] if opened and text[places[1] - 1] not in ";:.!?…" else []


def _held(text: str, style: Style) -> Iterator[Change]:
    """The spaces at which no line may break."""
    dashed = style.hold_dash and (EN in text or EM in text)
    for at in _before_dashes(text, style) if dashed else ():
        yield _hold(at, "a word and the dash after it")
    for at, what in held(text, style.holding):
        yield _hold(at, what)
    for match in PADDED.finditer(text) if style.padding else ():
        yield _hold(match.start(), "a quotation and its marks")
    for at in unparted(text, style.holding):
        message = "A no-break space parts the words of an abbreviation."
        yield Change(at, at, NO_BREAK, "space-no-break", message)
    for match in INITIALS.finditer(text) if INITIAL.search(text) else ():
        for at in _initials(text, match):
            yield _hold(at, "initials")
    for match in ERA.finditer(text) if style.lang == "en" and "AD" in text else ():
        yield _hold(match.start(), "an era and its year")
    if style.before_high or style.before_colon:
        yield from _high(text, style)


def _initials(text: str, match: re.Match[str]) -> range:
    """The spaces in a row of initials that stands before a name, every third character."""
    start, end = match.span()
    if NOT_INITIAL.match(text, start - 2) and start >= 2:
        start += 3
    if not BEFORE_NAME.match(text, end):
        end -= 3
    named = end > start and BEFORE_NAME.match(text, end)
    return range(start + 2, end, 3) if named else range(0)


def _hold(at: int, what: str) -> Change:
    message = f"A no-break space holds together {what}."
    return Change(at, at + 1, NO_BREAK, "space-no-break", message)


def _high(text: str, style: Style) -> Iterator[Change]:
    """The spaces before high punctuation and the colon, as French has them."""
    for pattern, space in ((HIGH, style.before_high), (COLON, style.before_colon)):
        for match in pattern.finditer(text):
            if match[1] or not CLOSE_UP.search(text[max(0, match.end() - NEAR) : match.end() + 1]):
                message = "High punctuation stands apart."
                yield Change(*match.span(1), space, "space-punctuation", message)


def shown(text: str) -> str:
    """Return a text with its no-break spaces as low lines, to be seen."""
    return text.replace(NO_BREAK, "_")


def _lines(run: Run) -> str:
    """A Run's text in which the ends of lines that must stay are no spaces."""
    return run.text.replace("\n", "\v") if run.kind == "LineBlock" else hard_breaks(run)


def apply(prose: Prose) -> list[Finding]:
    """Set the spaces of a document, in place; return what was done and what a person must see."""
    house = House.of(prose.document.meta)
    findings: list[Finding] = []
    for run in prose.runs():
        style = house.style_of(run)
        if style or NO_BREAK in run.text or "  " in run.text:
            notes = [at for at, node in run.marks if node["t"] == "Note"]
            findings += run.change(list(changes(_lines(run), style, notes)))
    return findings


if __name__ == "__main__":
    run_alone(apply)
