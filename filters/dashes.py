"""Dashes: a hyphen where a dash is meant becomes the dash of the house.

Does
    Sets the en rule in ranges of numbers, dates and years that their words prove; sets typed
    dashes (`--`, `---`, a spaced hyphen) and spaced dashes as the house style has them.

Because
    A hyphen joins, a dash divides, and an en rule means *to*. New Hart's Rules, 2nd ed., 4.11
    (closed-up en rule in ranges; between clauses many British publishers' spaced en rule, or an em
    rule), The Chicago Manual of Style, 17th ed., 6.78 (ranges) and 6.85 (closed-up em dash between
    clauses).

Before → After
    >>> from octavo.text.style.house import STYLES
    >>> [write(change, "pp. 32-3") for change in changes("pp. 32-3", STYLES["en-GB"])]
    ['pp. 32–3']
    >>> [write(change, "so--then") for change in changes("so--then", STYLES["en-US"])]
    ['so—then']

    >>> [write(change, "9 am - 5 pm") for change in changes("9 am - 5 pm", STYLES["en-US"])]
    ['9 am–5 pm']

Proposes
    A spaced hyphen where nothing beside it proves that it parts clauses: it may join two words
    (`octavo.text.style.clauses`). Hyphens that stand for letters left out (`Mr B--`, `d--d`).

Leaves alone
    ISBN, telephone numbers, dates as ISO 8601 writes them, `COVID-19`, `B-52`, sums (`5-3 = 2`),
    addresses, DOIs, options of programs (`--verbose`), rows of four hyphens or more, em dashes that
    begin a line, stand for a name (`Mr B—`) or stand in a row, and hyphens in compound words.
    A dash or hyphen with spaces that joins the ends of a span, two names or the parts of a word is
    no dash between clauses: where the span is certain, a house of closed dashes has a closed en
    rule in it; where it is not, that is proposed. In a paragraph that begins with a dash (speech),
    dashes of that form stay.

Settings
    `house-style` (else `lang`) in the metadata: `en-GB` spaced en rule, `en-US` closed em dash.
    In a house of closed dashes a spaced one closes up; in one of spaced dashes a closed em dash
    between two words takes the form of the house.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from octavo.book.filtering import run_alone
from octavo.model.finding import Finding, Tier
from octavo.prose.prose import OBJECT, Change, Prose
from octavo.text.lexicon import language_of
from octavo.text.style.clauses import parts_clauses
from octavo.text.style.dashes import closed_up, opens_line, set_dash
from octavo.text.style.house import EM, EN, House, Style, hard_breaks
from octavo.text.style.hyphens import (
    REACH,
    SPACE,
    is_dash,
    may_resume,
    opens_line_of_verse,
    stands_for_dash,
)
from octavo.text.style.joints import HANGING, Joint, joint, stand_for_one
from octavo.text.style.omissions import NUMBERED, halting, omitted
from octavo.text.style.persons import Names, between_names
from octavo.text.style.ranges import ranges
from octavo.text.style.speech import (
    begins_speech,
    is_speech,
    is_typed_speech,
    leads,
    speaks,
    speech_of,
)
from octavo.text.style.together import proposed, together

JOINER = "\N{WORD JOINER}"
TYPED = re.compile(
    rf"{JOINER}?(?<![-{EN}{EM}])-{{2,3}}(?![-{EN}{EM}]){JOINER}?|(?<=[{SPACE}])(?<![-{EN}{EM}][{SPACE}])-(?=[{SPACE}])(?![{SPACE}]+[-{EN}{EM}])"
)
CLOSED = re.compile(rf"{JOINER}?{EM}{JOINER}?(?=[“‘\"'(\[]?[\w{OBJECT}])")
BEFORE_CLOSED = re.compile(
    rf"(?:\w\w|[’']\w|[\w.,;:!?][’”)\]!?,;:]|[^\W\d_][.,;:!?]|[\s(“‘][IaAO]|{OBJECT}[’”)]?)$"
)
"""An em dash closed up between two words: not after an initial, nor before a closing mark."""
SPACED = re.compile(
    rf"(?<=[{SPACE}])(?<![{EN}{EM}][{SPACE}])[{EN}{EM}](?=[{SPACE}])(?![{SPACE}][{EN}{EM}])"
)
LOOKS = re.compile(rf"-|[{SPACE}][{EN}{EM}]|{EM}")
EAST = ("ru", "uk", "be", "bg", "mk", "sr")
"""Languages that have a spaced em dash between dates too."""
CLAUSES = "A dash between clauses has one form in a book."
HYPHENS = "Hyphens typed for a dash become the dash of the house."
SPAN = "An en rule joins the two ends of a range."
RANGE_HYPHEN = ("es", "ca", "gl")
"""Languages that join the ends of a range with a hyphen (Ortografía de la lengua española, 4.1)."""

MINUS = re.compile(rf"[{SPACE}]?[\d.,]*\d[{SPACE}]?[)*/=+×]")
"""Behind a hyphen: a number, and a sign that numbers are reckoned with."""
SUM = re.compile(rf"(?:\d[.,]|(?:\A|[{SPACE}])[.,]+)[{SPACE}]\Z")
"""Before a dash that stands for no pence: `15. —`; or below others, for the same again."""

BARE = re.compile(rf"[{SPACE}]*\d+(?![\w%°]|[{SPACE}]\w)")
"""A number behind which no word stands."""


LABEL = re.compile(rf"[{SPACE}]*[^\W\d_]\w{{0,20}}\.[{SPACE}]*")
"""A paragraph that begins with who speaks: `Jean. --Et je suis Jean.`"""

HEADED = re.compile(rf"[{SPACE}]*[^\W\d_]{{1,12}}[{SPACE}](?:[IVXLC]+|\d{{1,3}})\.")
"""A paragraph that begins with the number of a division: `Act II.--The scene is a hall.`"""

NEXT_ADDRESS = re.compile(r"(?:://|www\.|@|\w\.(?:com|org|net|edu|gov)\b)", re.IGNORECASE)


def changes(text: str, style: Style, spoken: str = "", *, verse: bool = False) -> Iterator[Change]:
    """Yield the changes that a text needs in a style, in no special order.

    `spoken`: the dash with which paragraphs of speech begin in the document, if there are such;
    `verse`: the text is a block of lines.
    """
    hyphened = language_of(style.lang) in RANGE_HYPHEN
    for span in ranges(text) if "-" in text and not hyphened else ():
        yield Change(
            span.at,
            span.at + 1,
            EN,
            "dash-range",
            "A range takes an en rule.",
            Tier.AUTO if span.certain else Tier.SUGGEST,
            confidence=0.99 if span.certain else 0.7,
            evidence=(span.evidence,),
        )
    if "-" in text:
        typed = [_typed(text, match, style, verse=verse) for match in TYPED.finditer(text)]
        speech = is_typed_speech(text, style.lang)
        for made in together(text, [change for change in typed if change], style):
            hyphen = text[made.start : made.end].strip(SPACE) == "-"
            in_speech = hyphen and (speech or leads(text))
            yield proposed(made, "speech") if in_speech else _as_spoken(text, made, style, spoken)
        if style.dash and leads(text) and speaks(style.lang):
            yield proposed(Change(0, 1, EM, "dash-typed", HYPHENS), "speech")
    for match in SPACED.finditer(text):
        change = _spaced(text, match, style)
        if change:
            is_spoken = spoken == match[0] == EM and style.dash_spacing == "spaced"
            yield proposed(change, "said") if is_spoken else change
    if style.dash_spacing == "spaced":
        for change in _opened(text, style):
            yield proposed(change, "said") if spoken == EM else change


def _opened(text: str, style: Style) -> Iterator[Change]:
    """The closed em dashes between words, in the form of a house of spaced dashes."""
    for match in CLOSED.finditer(text) if EM in text else ():
        before = text[max(0, match.start() - 2) : match.start()]
        edges = before[-1:] + text[match.end() : match.end() + 1]
        follows = BEFORE_CLOSED.search(before) or NUMBERED.search(text, 0, match.start())
        if not follows or edges.isdigit() or edges == 2 * OBJECT:
            continue
        at = text.index(EM, match.start())
        if omitted(text, at, at + 1, style.lang) or halting(text, at, at + 1, style.lang):
            continue
        yield Change(*match.span(), f" {style.dash} ", "dash-spacing", CLAUSES)


def _as_spoken(text: str, change: Change, style: Style, spoken: str) -> Change:
    """A change of typed hyphens, with the dash of the document's speech where they begin speech."""
    if not spoken or style.dash_spacing != "spaced" or change.tier is not Tier.AUTO:
        return change
    if opens_line(text, change.start):
        return replace(change, after=change.after.replace(EM, spoken))
    if LABEL.fullmatch(text, 0, change.start) and text[change.end - 1] not in SPACE:
        return replace(change, after=f" {spoken} ")
    speech = begins_speech(text, change.start, change.end)
    if spoken == style.dash or not speech or HEADED.fullmatch(text, 0, change.start):
        return change
    answers = text[change.start - 1] in ".!?\N{HORIZONTAL ELLIPSIS}" and speaks(style.lang)
    if answers and text.rfind("«", 0, change.start) > text.rfind("»", 0, change.start):
        return replace(change, after=f" {spoken} ")
    return _in_doubt(text, change, style)


def _in_doubt(text: str, change: Change, style: Style) -> Change:
    """What may begin speech or part clauses: between two words of English it is a dash either way.

    It stays closed, as it was typed; `dash-spacing` proposes the other form.
    """
    typed = TYPED.match(text, change.start)
    if not typed or language_of(style.lang) != "en":
        return proposed(change, "said")
    beside = text[change.start - 1] + text[typed.end()]
    return proposed(change, "said") if set(beside) & {*SPACE} else replace(change, after=EM)


def _typed(text: str, match: re.Match[str], style: Style, *, verse: bool) -> Change | None:
    """The dash that stands for hyphens; None where they are no dash."""
    start, end = match.span()
    double = match[0].strip(JOINER) == "--"
    met = joint(text, (start, end), style.lang) if match[0] == "-" or double else None
    stands = stands_for_dash(text, (start, end), bool(met and met.certain), double)
    stands = stands or (verse and double and opens_line_of_verse(text, start))
    likely = double and not stands and may_resume(text, start, end)
    if not style.dash or not (stands or likely):
        return None
    if double and _digit(text, start - 1) and _digit(text, end):
        return Change(start, end, EN, "dash-typed", "Two hyphens in a range are an en rule.")
    change = set_dash(text, (start, end), style, "dash-typed", HYPHENS)
    if met and met.kind == "span":
        return _span(text, (start, end), style, met, change)
    if change and likely:
        return proposed(change, "resumed")
    doubtful = not double or (style.lang == "de" and text[start - 1] in SPACE)
    if change and met and (doubtful or (met.kind == "names" and met.certain)):
        return proposed(change, met.kind)
    return change and _weighed(text, match, style, change)


def _in_word(text: str, span: tuple[int, int], style: Style) -> Change | None:
    """The closed dash of a voice that halts in a word, or proposed for letters left out."""
    closed = Change(*span, EM, "dash-typed", HYPHENS)
    if halting(text, *span, style.lang):
        return closed
    return proposed(closed, "letters") if omitted(text, *span, style.lang) else None


def _weighed(text: str, match: re.Match[str], style: Style, change: Change) -> Change:
    """A change as it is, or proposed where what stands beside it does not prove the dash."""
    start, end = match.span()
    typed = match[0].strip(JOINER)
    at = start + match[0].index(typed)
    closed = _in_word(text, (at, at + len(typed)), style) if typed != "-" else None
    if closed:
        return closed
    beside = text[max(0, start - REACH) : start].split()[-1:] + text[end : end + REACH].split()[:1]
    if style.dash_spacing == "closed" and any(map(NEXT_ADDRESS.search, beside)):
        return proposed(change, "address")
    if typed == "-":
        certain = not MINUS.match(text, end) and parts_clauses(text, start, end, style.lang)
        return change if certain else proposed(change, "clause")
    if opens_line(text, start) and not speaks(style.lang) and style.dash != EM:
        return replace(proposed(change, "speech"), after=style.dash)
    if stand_for_one(text, start, end, style.lang):
        one = Change(at, at + len(typed), "-", "dash-typed", HYPHENS)
        return proposed(one, "parts")
    return change


def _spaced(text: str, match: re.Match[str], style: Style) -> Change | None:
    """A spaced dash in the form of the house; None where it is a list, a sum or a signature."""
    start, end = match.span()
    if not style.dash or is_speech(text, match, style):
        return None
    if language_of(style.lang) in HANGING and SUM.search(text, max(0, start - 4), start):
        return None
    met = joint(text, (start, end), style.lang)
    ruled = met and met.kind == "span" and (met.certain or style.dash_spacing == "closed")
    if not (ruled or is_dash(text, start, end)):
        return None
    change = set_dash(text, (start, end), style, "dash-spacing", CLAUSES)
    if met and met.kind == "span":
        return _span(text, (start, end), style, met, change)
    joins = met and met.kind == "names" and match[0] == EN and style.lang not in EAST
    if not (change and joins and style.dash == EM):
        return change
    closed = closed_up(text, (start, end), EN, change.rule, SPAN)
    return proposed(closed if style.dash_spacing == "closed" else change, "names")


def _span(
    text: str, place: tuple[int, int], style: Style, met: Joint, change: Change | None
) -> Change | None:
    """What a dash or hyphen between the ends of a range becomes; None where it may stay."""
    start, end = place
    dash = text[start:end].strip(JOINER)
    rule = "dash-spacing" if dash in (EN, EM) else "dash-typed"
    if style.lang in EAST and not met.numbers and text[start - 1] in SPACE:
        return change and (change if met.certain else proposed(change, "span"))
    if text[start - 1] not in SPACE or style.dash_spacing == "closed":
        ruled = closed_up(text, place, EN, rule, SPAN)
    elif style.dash_spacing == "spaced" and style.dash == EN and not met.numbers:
        return change
    elif dash == EN:
        return None
    elif met.numbers and _are_bare(text, start, end):
        ruled = closed_up(text, place, EN, rule, SPAN)
    else:
        ruled = Change(start, end, EN, rule, SPAN)
    return ruled if met.certain else proposed(ruled, "span")


def _are_bare(text: str, start: int, end: int) -> bool:
    """Whether two numbers stand beside a place alone: no unit behind either, and no month."""
    before, after = text[max(0, start - REACH) : start], text[end : end + REACH]
    return before.rstrip(SPACE)[-1:].isdigit() and BARE.match(after) is not None


def _digit(text: str, at: int) -> bool:
    return 0 <= at < len(text) and text[at].isdigit()


def write(change: Change, text: str) -> str:
    """Return a text with one change made."""
    return text[: change.start] + change.after + text[change.end :]


def apply(prose: Prose) -> list[Finding]:
    """Set the dashes of a document, in place; return what was done and what is proposed."""
    house = House.of(prose.document.meta)
    names = Names.of(prose)
    findings: list[Finding] = []
    spoken = speech_of(prose)
    for run in prose.runs():
        style = house.style_of(run) if LOOKS.search(run.text) else None
        if style:
            text = hard_breaks(run)
            made = changes(text, style, spoken=spoken, verse=run.kind == "LineBlock")
            findings += run.change([*made, *between_names(text, names)])
    return findings


if __name__ == "__main__":
    run_alone(apply)
