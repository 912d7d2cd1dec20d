"""Numerals: fractions and ordinal numbers in the form of the house, where it asks for one.

Does
    Sets typed fractions (`2 1/2`) as one character, closed up to the whole number; writes French
    ordinals in their short form (`2e` for `2ème`, `1re` for `1ère`); sets the letters of ordinals
    above the line (`19^th^`, `XIX^e^ siècle`).

Because
    A fraction that is typed with a solidus is read as two numbers. New Hart's Rules, 2nd ed., 11.1,
    and The Chicago Manual of Style, 17th ed., 9.15, on mixed numbers. French ordinals end in *er*,
    *re* and *e* alone: Lexique des règles typographiques en usage à l'Imprimerie nationale.

Before → After
    >>> [change.after for change in fractions("2 1/2 miles, 3/4 of a mile", "en")]
    ['½', '¾']
    >>> [change.after for change in ordinals("le 2ème jour, la 1ère fois, le XIXe siècle")]
    ['2e', '1re']

Leaves alone
    Dates (`1/2/1917`), paths, `and/or`, numbered parts (`part 1/2`), pages and versions, fractions
    that have no character of their own (`5/12`), and ordinals that are in style. A fraction that
    nothing proves is proposed.

Settings
    `fractions: yes`, `ordinals: yes` and `raised-ordinals: yes` in a house's own style; no style
    that is built in asks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from octavo.book.filtering import run_alone
from octavo.model.finding import Finding, Tier
from octavo.prose.emphasis import Dress, Dressed, dress_all
from octavo.prose.prose import Change, Prose
from octavo.text.style.house import NO_BREAK, House, Style, hard_breaks

WRITES_WORDS = True

SOLIDUS = "\N{FRACTION SLASH}"
CHARACTERS = {
    unicodedata.normalize("NFKC", character).replace(SOLIDUS, "/"): character
    for character in "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
}
GAP = f"[ {NO_BREAK}]"
FRACTION = re.compile(
    rf"(?:(?<![\w.,/:–-])(?<![$£€])(?P<whole>\d{{1,3}})(?P<gap>{GAP}))?"
    r"(?<![\w.,/:$£€–-])(?P<fraction>\d/\d)(?![\w/–]|[.,:]\d|-\d)"
)
NUMBERED = re.compile(
    rf"\b(?:part|chapter|section|episode|page|pages|line|lines|pp?|nos?|vols?|version|volume|"
    rf"score|won|lost|on|since|until|by|dated|grade|figure|fig|table|class|form)\.?{GAP}$",
    re.IGNORECASE,
)
"""What stands before two numbers that are no fraction: parts, places, scores and dates."""
MEASURE = re.compile(
    rf"(?:{GAP}|-)(?:of|inch|inches|in\.|feet|foot|ft|yards?|miles?|hours?|lb|lbs|oz|pounds?|"
    r"ounces?|pints?|cups?|gallons?|acres?|teaspoons?|tablespoons?|per cent|percent)\b"
)
ORDINAL = re.compile(
    r"(?<![\w.,/-])(?P<number>\d{1,4}|[IVXLC]+)"
    r"(?P<ending>ière|ières|ier|iers|ère|ères|ème|èmes|ième|ièmes|ieme|iemes|eme|emes)(?![\w-])"
)
RAISED = {
    "en": re.compile(r"(?<![\w.,/-])\d{1,4}(?P<letters>st|nd|rd|th)(?![\w’-])"),
    "fr": re.compile(
        r"(?<![\w.,/’-])(?:\d{1,4}|[IVX]{2,}|I(?=er|re)|[VX](?=e[ \u00a0](?:siècle|République)))"
        r"(?P<letters>ers?|res?|es?)(?![\w’-])"
    ),
}
"""What an ordinal number ends in, by language."""
LOOKS = re.compile(r"\d/\d|[\dIVXLC](?:i?[eè][mr]e?|ier)")


def fractions(text: str, lang: str) -> Iterator[Change]:
    """Yield the fractions of a text that have a character; those that nothing proves as proposals.

    Measures and `of` prove a fraction in English; a whole number before it, in every language.
    """
    for match in FRACTION.finditer(text):
        character = CHARACTERS.get(match["fraction"])
        if character and not NUMBERED.search(text, 0, match.start()):
            measured = lang == "en" and MEASURE.match(text, match.end())
            yield _fraction(match, character, certain=bool(match["whole"] or measured))


def _fraction(match: re.Match[str], character: str, *, certain: bool) -> Change:
    return Change(
        match.start("gap") if match["whole"] else match.start("fraction"),
        match.end(),
        character,
        "fraction",
        "A fraction is one character.",
        Tier.AUTO if certain else Tier.SUGGEST,
        confidence=0.99 if certain else 0.6,
        evidence=("a whole number or a measure stands beside it",) if certain else (),
    )


def ordinals(text: str) -> Iterator[Change]:
    """Yield the French ordinals of a text that are not in their short form."""
    for match in ORDINAL.finditer(text):
        first = match["number"] in ("1", "I")
        ending = match["ending"]
        if first != ("m" in ending):
            short = ("er" if "re" not in ending else "re") if first else "e"
            after = match["number"] + short + ("s" if ending.endswith("s") else "")
            message = "A French ordinal ends in er, re or e alone."
            yield Change(*match.span(), after, "ordinal", message)


def changes(text: str, style: Style, lang: str) -> Iterator[Change]:
    """Yield the changes that a style asks for."""
    if style.fractions:
        yield from fractions(text, lang)
    if style.ordinals and lang == "fr":
        yield from ordinals(text)


def raised(text: str, lang: str) -> Iterator[Dress]:
    """Yield the letters of ordinals that are to stand above the line, in order."""
    for match in RAISED[lang].finditer(text) if lang in RAISED else ():
        message = "The letters of an ordinal stand above the line."
        change = Change(*match.span("letters"), match["letters"], "ordinal-raised", message)
        yield Dress(change, "Superscript")


def apply(prose: Prose) -> list[Finding]:
    """Set the numerals of a document, in place; return what was done and what is proposed."""
    house = House.of(prose.document.meta)
    asked = house.style
    if not asked or not (asked.fractions or asked.ordinals or asked.raised):
        return []
    findings: list[Finding] = []
    for run in prose.runs():
        style = house.style_of(run) if LOOKS.search(run.text) else None
        if style:
            findings += run.change(list(changes(hard_breaks(run), style, style.lang)))
    return [*findings, *_raised(prose, house)]


def _raised(prose: Prose, house: House) -> Iterator[Finding]:
    waiting = []
    for run in prose.runs():
        style = house.style_of(run)
        dresses = list(raised(run.text, style.lang)) if style and style.raised else []
        waiting += [Dressed(run, dresses)] if dresses else []
    return dress_all(prose, waiting)


if __name__ == "__main__":
    run_alone(apply)
