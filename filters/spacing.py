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
    surname, and hard line breaks.

Settings
    `house-style` (else `lang`) in the metadata.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from octavo.filtering import Rule, run_alone
from octavo.finding import Finding, Severity, Tier
from octavo.prose import Change, Prose
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

TITLES = "Mr|Mrs|Ms|Dr|Prof|St|Messrs|Mme|Mlle|Rev|Hon|Capt|Col|Gen|Lt|Sgt"
LOOKS = re.compile(rf"\d|[{EN}{EM}{NO_BREAK}]| {{2}}|\b(?:{TITLES})\b|\b[A-Z]\.\s")
DOUBLE = re.compile(
    rf"[ \n]*(?:{NO_BREAK}[ \n{NO_BREAK}]+|[ \n]+{NO_BREAK}[ \n{NO_BREAK}]*| {{2,}})"
)
BEFORE_DASH = re.compile(rf"(?<=[^\s])[ \n](?=[{EN}{EM}](?:\s|$))")

ABBREVIATED = re.compile(
    r"(?<![\w.-])(?:(?:pp?|nn?|vv?|ll?|c|ca|[Nn]os?)\.[ \n](?=\d)|pp?\.[ \n](?=[ivxlc]+\b)"
    r"|(?:[Vv]ols?|[Cc]h(?:s|ap|aps)?|[Ff]igs?|[Aa]rts?|[Pp]ts?|[Bb]ks?|[Ss]ects?|[Ff]ols?|[Cc]ols?"
    r"|[Pp]aras?|[Pp]ls?)\.[ \n](?=\d|[IVXLC]+\b))|§§?[ \n](?=\d)"
)
UNIT = re.compile(
    r"(?<=\d)[ \n](?=(?:per[ \n]cent|percent|%|km|cm|mm|kg|mg|lb|oz|°C|°F|kHz|MHz|kW|MW|BC|AD|BCE"
    r"|CE|a\.m\.|p\.m\.)(?![\w]))"
)
ERA = re.compile(r"(?<=\bAD)[ \n](?=\d)")
TITLE = re.compile(rf"(?<![\w.-])(?:{TITLES})\.?[ \n](?=[A-Z][\w’'])")
INITIALS = re.compile(r"(?<![\w.])(?:[A-Z]\.[ \n])+(?=[A-Z]\. ?[A-Z][a-z])")
LAST_SPACE = re.compile(r"[ \n]")
HIGH = re.compile(rf"(?<=[^\s!?;:{NO_BREAK}{THIN}])([ {NO_BREAK}{THIN}]?)(?=[;!?]+(?:[\s»)\]]|$))")
COLON = re.compile(rf"(?<=[^\s\d])([ {NO_BREAK}{THIN}]?)(?=:(?:\s|$))")
SENTENCE = re.compile(r"[.!?][”’\"')]*$")


def changes(text: str, style: Style | None) -> Iterator[Change]:
    """Give the changes that a text needs; without a style only double spaces are mended."""
    taken: set[int] = set()
    for match in DOUBLE.finditer(text):
        taken.update(range(*match.span()))
        yield from _one_space(text, match)
    if style is None:
        return
    for change in _held(text, style):
        if change.start not in taken:
            yield change


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
    edge = start == 0 or end == len(text)
    yield Change(start, end, "" if edge else " ", "space-double", "One space is enough.")


def _held(text: str, style: Style) -> Iterator[Change]:
    """The spaces at which no line may break."""
    for match in BEFORE_DASH.finditer(text) if style.hold_dash else ():
        yield _hold(match.start(), "a word and the dash after it")
    if style.lang == "en":
        yield from _held_in_english(text)
    if style.before_high:
        yield from _high(text, style)


def _held_in_english(text: str) -> Iterator[Change]:
    for pattern, what in (
        (ABBREVIATED, "an abbreviation and its number"),
        (TITLE, "a title and its name"),
    ):
        for match in pattern.finditer(text):
            yield _hold(match.end() - 1, what)
    for pattern, what in ((UNIT, "a number and its unit"), (ERA, "an era and its year")):
        for match in pattern.finditer(text):
            yield _hold(match.start(), what)
    for match in INITIALS.finditer(text):
        for space in LAST_SPACE.finditer(text, *match.span()):
            yield _hold(space.start(), "initials")


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


def apply(prose: Prose) -> list[Finding]:
    """Set the spaces of a document, in place; give what was done and what a person must see."""
    house = House.of(prose.document.meta)
    findings: list[Finding] = []
    for run in prose.runs():
        style = house.style_of(run)
        if LOOKS.search(run.text) or (style and style.before_high):
            findings += run.change(list(changes(hard_breaks(run), style)))
    return findings


if __name__ == "__main__":
    run_alone(apply)
