"""Dashes: a hyphen where a dash is meant becomes the dash of the house.

Does
    Sets the en rule in ranges of numbers, dates and years that their words prove; sets typed
    dashes (`--`, `---`, a spaced hyphen) and spaced dashes as the house style has them.

Because
    A hyphen joins, a dash divides, and an en rule means *to*. New Hart's Rules 4.11 (spaced en
    rule between clauses; closed-up en rule in ranges), The Chicago Manual of Style 6.83-94 (the
    same range; closed-up em dash between clauses).

Before → After
    >>> from octavo.text.style import STYLES
    >>> [write(change, "pp. 32-3") for change in changes("pp. 32-3", STYLES["en-GB"])]
    ['pp. 32–3']
    >>> [write(change, "so--then") for change in changes("so--then", STYLES["en-US"])]
    ['so—then']

Leaves alone
    ISBN, telephone numbers, dates as ISO 8601 writes them, `COVID-19`, `B-52`, sums (`5-3 = 2`),
    addresses, DOIs, options of programs (`--verbose`), rows of four hyphens or more, em dashes that
    begin a line, stand for a name (`Mr B—`) or stand in a row, and hyphens in compound words.

Settings
    `house-style` (else `lang`) in the metadata: `en-GB` spaced en rule, `en-US` closed em dash.
    In a house of closed dashes a spaced one closes up; in one of spaced dashes a closed em dash
    between two words takes the form of the house.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from octavo.filtering import Rule, run_alone
from octavo.finding import Finding, Tier
from octavo.prose import OBJECT, Change, Prose
from octavo.text.ranges import CAPITALS, ranges
from octavo.text.style import EM, EN, NO_BREAK, House, Style, hard_breaks

RULES = (
    Rule(
        "dash-range",
        "An en rule joins the two ends of a range.",
        "A hyphen would join them to one thing; the en rule means *to*.",
        "New Hart's Rules 4.11.1; The Chicago Manual of Style 6.83",
    ),
    Rule(
        "dash-typed",
        "Two or three hyphens, or a spaced one, become the dash of the house.",
        "A typewriter had no dash.",
        "New Hart's Rules 4.11.2; The Chicago Manual of Style 6.91",
    ),
    Rule(
        "dash-names",
        "An en rule between the names of several persons is proposed.",
        "A hyphen would make one person of them.",
        "New Hart's Rules 4.11.1",
    ),
    Rule(
        "dash-spacing",
        "A dash between clauses takes the form of the house.",
        "One book has one dash.",
        "New Hart's Rules 4.11.2; The Chicago Manual of Style 6.91",
    ),
)

NAMES = re.compile(r"(?<![\w/-])[A-Z][a-z]+(?:-[A-Z][a-z]+){2,}(?![\w/-]|\.\w)")
PAIR = re.compile(
    r"(?<=\b[Tt]he[ \n])[A-Z][a-z]{2,}(?<!ish|ian|ese|ist)-[A-Z][a-z]{2,}(?<!ish|ian|ese|ist|sts)"
    r"(?=[ \n][a-z])"
)
"""Two names before what two persons have in common: the Zinoviev-Kamenev bloc."""
SURNAME = re.compile(r"(?<=[a-z,;][ \n])[A-Z][a-z]{2,}(?=[.,;:!?)’]|[ \n][a-z])")
NO_SURNAME = re.compile(
    r"(?:\b(?:[Ii]n|[Aa]t|[Nn]ear|[Tt]he|[Tt]owards?)[ \n])([A-Z][a-z]{2,})(?![\w-])"
    r"|(?<![\w-])([A-Z][a-z]{2,})(?=[ \n][A-Z][a-z])"
)
"""Places, titles of things, and Christian names: they are known by what stands beside them."""
OFTEN = 2
"""So often a surname is met alone, not to be a slip."""
NAME = re.compile(r"(?<![\w-])[A-Z][a-z]+(?![\w-])")
BETWEEN = re.compile(rf"--+|[{EN}{EM}]")
ONE_LETTER = "IaAOàÀèÈéÉиИаАвВоОсСуУкКяЯ"
"""Words of one letter that are no sign of a formula."""
SPACE = f" \n{NO_BREAK}"
JOINER = "\N{WORD JOINER}"
TYPED = re.compile(
    rf"{JOINER}?(?<![-{EN}{EM}])-{{2,3}}(?![-{EN}{EM}]){JOINER}?|(?<=[{SPACE}])(?<![-{EN}{EM}][{SPACE}])-(?=[{SPACE}])(?![{SPACE}]+[-{EN}{EM}])"
)
CLOSED = re.compile(rf"{JOINER}?{EM}{JOINER}?(?=[“‘\"'(\[]?[\w{OBJECT}])")
BEFORE_CLOSED = re.compile(
    rf"(?:\w\w|[’']\w|[\w.,;:!?][’”)\]!?,;:]|[^\W\d_][.,;:!?]|[\s(“‘][IaAO]|{OBJECT}[’”)]?)$"
)
"""An em dash closed up between two words: not after an initial, nor before a closing mark."""
SPACED = re.compile(rf"(?<=[{SPACE}])[{EN}{EM}](?=[{SPACE}])")
ADDRESS = re.compile(
    r"://|www\.|@|\\|^doi:|^-{1,3}[A-Za-z][\w-]*=?[\w-]*[\"'”’]?[.,;:)]?$", re.IGNORECASE
)
LOOKS = re.compile(rf"-|[{SPACE}][{EN}{EM}]|{EM}")


def changes(text: str, style: Style) -> Iterator[Change]:
    """Give the changes that a text needs in a style, in no special order."""
    for found in ranges(text) if "-" in text else ():
        yield Change(
            found.at,
            found.at + 1,
            EN,
            "dash-range",
            "A range takes an en rule.",
            Tier.AUTO if found.certain else Tier.SUGGEST,
            confidence=0.99 if found.certain else 0.7,
            evidence=(found.evidence,),
        )
    for match in TYPED.finditer(text) if "-" in text else ():
        change = _typed(text, match, style)
        if change:
            yield change
    for match in SPACED.finditer(text):
        change = _spaced(text, match, style)
        if change:
            yield change
    if style.dash_spacing == "spaced":
        yield from _opened(text, style)


def _opened(text: str, style: Style) -> Iterator[Change]:
    """The closed em dashes between words, in the form of a house of spaced dashes."""
    for match in CLOSED.finditer(text) if EM in text else ():
        before = text[max(0, match.start() - 2) : match.start()]
        edges = before[-1:] + text[match.end() : match.end() + 1]
        if not BEFORE_CLOSED.search(before) or edges.isdigit() or edges == 2 * OBJECT:
            continue
        message = "A dash between clauses has one form in a book."
        yield Change(*match.span(), f" {style.dash} ", "dash-spacing", message)


def between_names(text: str, names: Names) -> Iterator[Change]:
    """Propose an en rule between names that each stand alone elsewhere in the text.

    Three and more are names of persons if each is met; two, if both are met as surnames.
    """
    for pattern, known in ((NAMES, names.alone), (PAIR, names.surnames)) if names.alone else ():
        for match in pattern.finditer(text):
            if known.issuperset(match[0].split("-")):
                yield from _ruled(match)


def _ruled(match: re.Match[str]) -> Iterator[Change]:
    """En rules for the hyphens of some names."""
    for hyphen in re.finditer("-", match[0]):
        yield Change(
            match.start() + hyphen.start(),
            match.start() + hyphen.end(),
            EN,
            "dash-names",
            "An en rule joins the names of several persons; a hyphen makes one of them.",
            Tier.SUGGEST,
            confidence=0.8,
            evidence=("each of the names stands alone elsewhere",),
        )


def _typed(text: str, match: re.Match[str], style: Style) -> Change | None:
    """The dash that stands for hyphens; None where they are no dash."""
    start, end = match.span()
    if not style.dash or ADDRESS.search(_chunk(text, start, end)):
        return None
    if not _is_dash(text, start, end) or _is_item(text, start, end):
        return None
    message = "Hyphens typed for a dash become the dash of the house."
    if match[0].strip(JOINER) == "--" and _digit(text, start - 1) and _digit(text, end):
        return Change(start, end, EN, "dash-typed", "Two hyphens in a range are an en rule.")
    return _set(text, (start, end), style, "dash-typed", message)


def _spaced(text: str, match: re.Match[str], style: Style) -> Change | None:
    """A spaced dash in the form of the house; None where it is a list, a sum or a signature."""
    start, end = match.span()
    if not style.dash or not _is_dash(text, start, end) or not text[:start].strip(SPACE):
        return None
    return _set(
        text, (start, end), style, "dash-spacing", "A dash between clauses has one form in a book."
    )


def _is_dash(text: str, start: int, end: int) -> bool:
    """A dash stands between clauses: not between two numbers, single letters or formulas."""
    before, after = text[:start].rstrip(SPACE), text[end:].lstrip(SPACE)
    if end - start > 1 and (text[start - 1 : start] or " ") not in SPACE:
        return before != "" and not _is_path(text, start, end)
    if end - start == 1 and (not before or not after):
        return False
    return not (_term(before, -1) and _term(after, 0))


def _is_item(text: str, start: int, end: int) -> bool:
    """Whether a hyphen begins an item of a list that was not typed as one: it stands in a line."""
    if end - start > 1 or text[start - 1 : start] != "\n":
        return False
    return text.count("\n- ") > 1 or text[: start - 1].rstrip(SPACE).endswith((".", ":", ";"))


def _is_path(text: str, start: int, end: int) -> bool:
    chunk = _chunk(text, start, end)
    return "/" in chunk.strip("/") and "." in chunk.strip(".")


def _term(text: str, at: int) -> bool:
    """Whether a number, one letter or a formula stands at this edge of a text: part of a sum."""
    words = text.split()
    if not words:
        return False
    word = BETWEEN.split(words[at])[at].strip("()[].,;:…")
    if len(word) == 1 and word in ONE_LETTER:
        return False
    return word[:1].isdigit() or len(word) == 1 or word == OBJECT


def _set(text: str, span: tuple[int, int], style: Style, rule: str, message: str) -> Change | None:
    """Put the dash of the house at a place, with the spaces it wants on either side."""
    start, end = span
    if _opens_line(text, start):
        return Change(start, end, EM, rule, message) if rule == "dash-typed" else None
    if style.dash_spacing == "typed":
        return Change(start, end, style.dash, rule, message)
    if style.dash_spacing == "closed":
        return _closed(text, (start, end), style.dash, (rule, message))
    before = "" if text[start - 1] in SPACE or text[start - 1] in "([" else " "
    after = "" if _ends(text, end) else " "
    return Change(start, end, before + style.dash + after, rule, message)


def _closed(text: str, span: tuple[int, int], dash: str, told: tuple[str, str]) -> Change:
    """A dash closed up, unless the line ends there."""
    start, end = span
    while text[start - 1] in SPACE:
        start -= 1
    while end < len(text) and text[end] in SPACE:
        end += 1
    return Change(start, end, dash, *told)


def _opens_line(text: str, start: int) -> bool:
    return not text[:start].rstrip(SPACE + "“‘\"'") or text[start - 1] in "\v“‘"


def _ends(text: str, end: int) -> bool:
    """Whether a dash breaks off here: no space before a closing mark or at the end."""
    return end >= len(text) or text[end] in SPACE + "\v”’\"'.,;:!?)]»"


def _digit(text: str, at: int) -> bool:
    return 0 <= at < len(text) and text[at].isdigit()


def _chunk(text: str, start: int, end: int) -> str:
    """The characters around a place, up to the next spaces."""
    while start > 0 and text[start - 1] not in SPACE + "\v":
        start -= 1
    while end < len(text) and text[end] not in SPACE + "\v":
        end += 1
    return text[start:end].strip("([“‘\"'")


def write(change: Change, text: str) -> str:
    """Give a text with one change made."""
    return text[: change.start] + change.after + text[change.end :]


@dataclass(frozen=True, slots=True)
class Names:
    """The capitalised words that stand alone in a text, and those of them that are surnames."""

    alone: frozenset[str] = frozenset()
    surnames: frozenset[str] = frozenset()

    @classmethod
    def of(cls, prose: Prose) -> Names:
        """Find the names of a document, if names are joined in it."""
        hyphened = [run.text for run in prose.runs() if CAPITALS.search(run.text)]
        joined = {m[0] for text in hyphened for p in (NAMES, PAIR) for m in p.finditer(text)}
        asked = {name for names in joined for name in names.split("-")}
        texts = [r.text for r in prose.runs() if any(name in r.text for name in asked)]
        if not texts:
            return cls()
        alone = frozenset(name for text in texts for name in NAME.findall(text))
        met = Counter(name for text in texts for name in SURNAME.findall(text))
        others = {name for text in texts for pair in NO_SURNAME.findall(text) for name in pair}
        often = frozenset(name for name, count in met.items() if count >= OFTEN)
        return cls(alone, often - others)


def apply(prose: Prose) -> list[Finding]:
    """Set the dashes of a document, in place; give what was done and what is proposed."""
    house = House.of(prose.document.meta)
    names = Names.of(prose)
    findings: list[Finding] = []
    for run in prose.runs():
        style = house.style_of(run) if LOOKS.search(run.text) else None
        if style:
            text = hard_breaks(run)
            findings += run.change([*changes(text, style), *between_names(text, names)])
    return findings


if __name__ == "__main__":
    run_alone(apply)
