"""Spacing: one space between words, and no line break where one would mislead.

Does
    Sets one space where several stand; sets no-break spaces between an abbreviation and its
    number, a number and its unit, a title and its name, initials, and before a spaced dash; and
    in French the spaces that high punctuation wants.

Because
    A line must not begin with the number of `p. 430`, nor with a dash. New Hart's Rules 2.5.1
    and 4.11; The Chicago Manual of Style 2.11 (one space) and 6.121; Lexique des règles
    typographiques en usage à l'Imprimerie nationale (French).

Before → After
    >>> from octavo.text.style import STYLES
    >>> [shown(change.after) for change in changes("see p. 430", STYLES["en-GB"])]
    ['_']
    >>> [shown(change.after) for change in changes("Stalinism._ _The".replace("_", NO_BREAK), None)]
    ['', ' ']

Leaves alone
    A single no-break space, an em or thin space, the space between a Christian name and a
    surname, hard line breaks, the indentation of a line (verse), words spaced out letter by letter,
    and the two spaces around the mark of a note, which are no double space. Three spaces
    and more may be a column or a lost line of verse: one space is proposed, unless a sentence ends.

Settings
    `house-style` (else `lang`) in the metadata.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace

from octavo.filtering import Rule, run_alone
from octavo.finding import Finding, Severity, Tier
from octavo.prose import Change, Prose, Run
from octavo.text.holding import held
from octavo.text.style import EM, EN, NO_BREAK, THIN, House, Style, hard_breaks

RULES = (
    Rule(
        "space-double",
        "Several spaces become one.",
        "The space after a full stop is no wider than others.",
        "The Chicago Manual of Style 2.11",
    ),
    Rule(
        "space-lost-paragraph",
        "Several spaces after a full stop, one of them a no-break space, are shown.",
        "Web pages leave such spaces where a paragraph ended.",
        "Editorial practice",
    ),
    Rule(
        "space-no-break",
        "A no-break space holds together what is read together.",
        "A line should not begin with the number of a page.",
        "New Hart's Rules 2.5.1; The Chicago Manual of Style 6.121",
    ),
    Rule(
        "space-punctuation",
        "French punctuation is spaced as the house has it.",
        "High punctuation stands apart from the word, but never on the next line.",
        "Lexique des règles typographiques en usage à l'Imprimerie nationale",
    ),
)

DOUBLE = re.compile(
    rf"[ \n]*(?:{NO_BREAK}[ \n{NO_BREAK}]+|[ \n]+{NO_BREAK}[ \n{NO_BREAK}]*| {{2,}})"
)
LINE_ENDS = "\v\N{LINE SEPARATOR}"
LETTERS_BEFORE = re.compile(rf"{NO_BREAK}\w$")
LETTERS_AFTER = re.compile(rf"\W?\w{NO_BREAK}")
COLUMN = 3
"""From so many spaces on, they may be there for a reason."""
BEFORE_DASH = re.compile(rf"(?<=[^\s])[ \n](?=[{EN}{EM}](?:\s|$))")

ERA = re.compile(r"(?<=\bAD)[ \n](?=\d)")
INITIALS = re.compile(r"(?<![\w.])(?!(?<=[a-z][ \n])I\.)(?:[A-Z]\.[ \n])+(?=[A-Z]\. ?[A-Z][a-z])")
"""Initials before a name; but in `said I. M. Paul smiled` the first is no initial."""
INITIAL = re.compile(r"[A-Z]\.[ \n][A-Z]\.")
LAST_SPACE = re.compile(r"[ \n]")
HIGH = re.compile(rf"(?<=[^\s!?;:{NO_BREAK}{THIN}])([ {NO_BREAK}{THIN}]?)(?=[;!?]+(?:[\s»)\]]|$))")
COLON = re.compile(rf"(?<=[^\s\d])([ {NO_BREAK}{THIN}]?)(?=:(?:\s|$))")
SENTENCE = re.compile(r"[.!?][”’\"')]*$")


def changes(text: str, style: Style | None, notes: Collection[int] = ()) -> Iterator[Change]:
    """Give the changes that a text needs; without a style only double spaces are mended.

    `notes` are the offsets at which the mark of a note stands, which takes no room in the text.
    """
    found = list(_doubles(text, notes)) if "  " in text or NO_BREAK in text else []
    if style is None:
        yield from found
        return
    closed = [change for change in found if change.tier is Tier.AUTO]
    held = {change.start: change for change in _held(_with(text, closed), style)}
    for change in found:
        moved = change.start - _lost(closed, change.start)
        hold = held.pop(moved, None) if change.after == " " else None
        yield replace(change, after=NO_BREAK) if hold else change
    taken = [range(change.start, change.end) for change in found]
    for start, change in held.items():
        at = _origin(closed, start)
        if not any(at in span for span in taken):
            yield replace(change, start=at, end=at + change.end - start)


def _with(text: str, changes: list[Change]) -> str:
    """A text with some changes made, in order."""
    for change in reversed(changes):
        text = text[: change.start] + change.after + text[change.end :]
    return text


def _lost(changes: list[Change], at: int) -> int:
    """How many characters the changes before a place take out."""
    return sum(c.end - c.start - len(c.after) for c in changes if c.end <= at)


def _origin(changes: list[Change], at: int) -> int:
    """Where a place of the changed text stands in the text as it was."""
    for change in changes:
        if change.start + len(change.after) <= at:
            at += change.end - change.start - len(change.after)
    return at


def _doubles(text: str, notes: Collection[int]) -> Iterator[Change]:
    """The changes where several spaces stand."""
    for match in DOUBLE.finditer(text):
        start, end = match.span()
        if not _is_meant(text, start, end) and not any(start < at < end for at in notes):
            yield from _one_space(text, match)


def _is_meant(text: str, start: int, end: int) -> bool:
    """Whether several spaces indent a line, or part words that are spaced out by letters."""
    if start == 0 or text[start - 1] in LINE_ENDS or "\n" in text[start:end].strip(" "):
        return True
    return LETTERS_BEFORE.search(text[:start]) is not None or bool(LETTERS_AFTER.match(text, end))


def _one_space(text: str, match: re.Match[str]) -> Iterator[Change]:
    """One space for several; where a sentence ends, a person is told of the lost paragraph."""
    start, end = match.span()
    following = text[end:].lstrip("“‘\"'")[:1]
    if NO_BREAK in match[0] and SENTENCE.search(text[:start]) and following.isupper():
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
    after = "" if end == len(text) else " "
    if after and end - start >= (COLUMN + 1 if SENTENCE.search(text[:start]) else COLUMN):
        message = "So many spaces may be a column, or a line of verse: one would be enough."
        yield Change(start, end, after, "space-double", message, Tier.SUGGEST, confidence=0.6)
    else:
        yield Change(start, end, after, "space-double", "One space is enough.")


def _held(text: str, style: Style) -> Iterator[Change]:
    """The spaces at which no line may break."""
    dashed = style.hold_dash and (EN in text or EM in text)
    for match in BEFORE_DASH.finditer(text) if dashed else ():
        yield _hold(match.start(), "a word and the dash after it")
    for at, what in held(text, style.holding):
        yield _hold(at, what)
    for match in INITIALS.finditer(text) if INITIAL.search(text) else ():
        for space in LAST_SPACE.finditer(text, *match.span()):
            yield _hold(space.start(), "initials")
    for match in ERA.finditer(text) if style.lang == "en" and "AD" in text else ():
        yield _hold(match.start(), "an era and its year")
    if style.before_high or style.before_colon:
        yield from _high(text, style)


def _hold(at: int, what: str) -> Change:
    message = f"A no-break space holds together {what}."
    return Change(at, at + 1, NO_BREAK, "space-no-break", message)


def _high(text: str, style: Style) -> Iterator[Change]:
    """The spaces before high punctuation and the colon, as French has them."""
    for pattern, space in ((HIGH, style.before_high), (COLON, style.before_colon)):
        for match in pattern.finditer(text):
            yield Change(
                *match.span(1), space, "space-punctuation", "High punctuation stands apart."
            )


def shown(text: str) -> str:
    """Give a text with its no-break spaces as low lines, to be seen."""
    return text.replace(NO_BREAK, "_")


def _lines(run: Run) -> str:
    """A Run's text in which the ends of lines that must stay are no spaces."""
    return run.text.replace("\n", "\v") if run.kind == "LineBlock" else hard_breaks(run)


def apply(prose: Prose) -> list[Finding]:
    """Set the spaces of a document, in place; give what was done and what a person must see."""
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
