"""Quotations: typed quotation marks, apostrophes and primes become the marks of the house.

Does
    Reads the straight marks of each paragraph together; sets quotations in the marks of the house
    by their level, apostrophes and elisions as such, feet, inches and minutes as primes. What has
    no partner stays as it was typed, and is shown.

Because
    One key of a typewriter stood for six characters; which is meant, only grammar tells. New
    Hart's Rules 9.2 (single marks outside, double inside); The Chicago Manual of Style 13.30 (the
    other way round) and 6.115 (apostrophes that begin a word); 9.2.3 and 13.32 (a quotation of
    several paragraphs opens anew in each).

Before → After
    >>> from octavo.text.style import STYLES
    >>> set_text("'The dogs' tails wagged,' he said.", STYLES["en-GB"])
    '‘The dogs’ tails wagged,’ he said.'
    >>> set_text("The '90s: 6'5'' tall".replace("''", '"'), STYLES["en-US"])
    'The ’90s: 6′5″ tall'

Leaves alone
    Marks that are curly already; words in other languages; code, formulas and addresses; a
    straight mark without its partner.

Settings
    `house-style` (else `lang`) in the metadata: `en-GB` ‘ “ ” ’, `en-US` “ ‘ ’ ”. Where the text
    has curly quotations already, at the other level, straight ones follow the text.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from octavo.filtering import Rule, run_alone
from octavo.finding import Finding, Severity, Tier
from octavo.prose import Change, Prose, Run
from octavo.text.elision import ELISIONS, Elisions
from octavo.text.lexicon import lexicon
from octavo.text.quotation import DOUBLE, Grammar, Mark, Role, heads, read
from octavo.text.style import House, Style, hard_breaks

RULES = (
    Rule(
        "quotation-mark",
        "A quotation stands between the marks of the house, by its level.",
        "Straight marks say neither where a quotation begins nor at which level.",
        "New Hart's Rules 9.2; The Chicago Manual of Style 13.30",
    ),
    Rule(
        "apostrophe",
        "An apostrophe has the shape of a closing single mark, also before a word.",
        "It stands for what is left out, on whichever side.",
        "New Hart's Rules 4.2; The Chicago Manual of Style 6.115",
    ),
    Rule(
        "prime",
        "Feet, inches, minutes and seconds take primes.",
        "A measure is no quotation.",
        "The Chicago Manual of Style 10.66",
    ),
    Rule(
        "quotation-unpaired",
        "A straight mark without its partner is shown.",
        "Where a quotation ends, only its author knows.",
        "New Hart's Rules 9.2",
    ),
    Rule(
        "quotation-doubtful",
        "A mark that could be read in two ways is set in the likelier one, and shown.",
        "Grammar does not always tell an apostrophe from a quotation mark; a person does.",
        "New Hart's Rules 9.2",
    ),
    Rule(
        "quotation-level",
        "Curly quotations at the other level than the house's are shown once.",
        "One book has one system of marks.",
        "New Hart's Rules 9.2",
    ),
)

LOOKS = re.compile("[\"']")
OPENING = re.compile("(?<!\\w)[“‘](?=\\w)")
APOSTROPHE, PRIME, DOUBLE_PRIME = "’", "\N{PRIME}", "\N{DOUBLE PRIME}"
TALK = re.compile(r"[,.!?…—–-]$")
MESSAGES = {
    Role.OPEN: ("quotation-mark", "A quotation opens with the mark of the house."),
    Role.CLOSE: ("quotation-mark", "A quotation closes with the mark of the house."),
    Role.APOSTROPHE: ("apostrophe", "An apostrophe is curly."),
    Role.PRIME: ("prime", "A measure takes primes."),
}

NAMES = {
    Role.OPEN: "an opening quotation mark",
    Role.CLOSE: "a closing quotation mark",
    Role.APOSTROPHE: "an apostrophe",
    Role.PRIME: "a prime",
}
DOUBTFUL = 2.4
"""Below this margin (odds of about four to one) a mark is shown to a person."""

SURE = 3.0
"""Above this margin a mark is not read again when the text's own apostrophes are known."""


@dataclass(slots=True)
class Paragraph:
    """A Run with marks, the style that it follows, and how its marks were read."""

    run: Run
    style: Style
    text: str
    following: str
    marks: list[Mark]


@dataclass(frozen=True, slots=True)
class Habit:
    """How a text sets its quotations: `curly` opening marks by kind; whether single are outer."""

    curly_double: int = 0
    curly_single: int = 0
    single_first: bool = False

    def is_other(self, style: Style) -> bool:
        """Whether the curly marks of the text are at the other level than the style's."""
        same, other = self.curly_double, self.curly_single
        if style.outer[0] != "“":
            same, other = other, same
        return style.lang == "en" and other > 3 and other > 3 * same

    def style(self, style: Style) -> Style:
        """The style to follow: the text's own level where its curly marks are the other way."""
        if self.is_other(style):
            return replace(style, outer=style.inner, inner=style.outer, keep_single=False)
        return style


def paragraphs(prose: Prose, curly: list[tuple[Run, int]]) -> list[Paragraph]:
    """Give the Runs that have a style and marks to set, each with the text of the next Run.

    The opening marks that are curly already are added to `curly`.
    """
    house = House.of(prose.document.meta)
    found: list[Paragraph] = []
    last: dict[int, Paragraph] = {}
    for run in prose.runs():
        before = last.pop(run.group, None)
        if before and run.kind == before.run.kind:
            before.following = run.text
        curly += [(run, match.start()) for match in OPENING.finditer(run.text)]
        style = house.style_of(run) if LOOKS.search(run.text) else None
        if style:
            found.append(Paragraph(run, style, _masked(run), "", []))
            last[run.group] = found[-1]
    return found


def _masked(run: Run) -> str:
    """A Run's text in which the marks that must stay are out of sight."""
    text = hard_breaks(run)
    if not any(fixed for _, _, _, fixed in run.parts):
        return text
    for start, end in run.lang_fixed():
        if LOOKS.search(text, start, end) or OPENING.search(text, start, end):
            text = text[:start] + "x" * (end - start) + text[end:]
    return text


def habit_of(found: list[Paragraph], curly: list[tuple[Run, int]]) -> Habit:
    """Learn how a text sets its quotations: curly ones, and straight ones as they were read."""
    double = sum(run.text[at] == "“" for run, at in curly)
    nested = Counter(kind for paragraph in found for kind in _around_others(paragraph.marks))
    first = _speaks_single(found) if nested["S"] == nested["D"] else nested["S"] > nested["D"]
    return Habit(double, len(curly) - double, first)


def _around_others(marks: list[Mark]) -> Iterator[str]:
    """Give the kind of each outer quotation with one of the other kind inside."""
    end = -1
    for number, mark in enumerate(marks):
        if mark.role is Role.OPEN and mark.partner is not None and number > end:
            end = mark.partner
            if any(m.opens and m.kind != mark.kind for m in marks[number + 1 : end]):
                yield mark.kind


def _speaks_single(all_paragraphs: list[Paragraph]) -> bool:
    """Whether more speech stands between single marks than between double ones."""
    spoken = {"S": 0, "D": 0}
    for paragraph in all_paragraphs:
        for mark in paragraph.marks:
            if mark.role is Role.CLOSE and mark.straight:
                talk = TALK.search(paragraph.text[: mark.at]) is not None
                spoken[mark.kind] += 1 if mark.kind == "D" else talk
    return spoken["S"] > spoken["D"]


def changes(marks: list[Mark], style: Style, habit: Habit) -> Iterator[Change]:
    """Give the change for each straight mark, and a finding for each that has no partner."""
    levels = levels_of(marks, style, habit)
    for number, mark in enumerate(marks):
        if not mark.straight:
            continue
        if mark.role is Role.UNPAIRED:
            yield _unpaired(mark)
            if mark.shape:
                yield _alone(mark, levels.get(number, style.outer), style)
            continue
        if mark.margin < DOUBTFUL:
            yield _doubtful(mark)
        rule, message = MESSAGES[mark.role]
        yield Change(
            mark.at,
            mark.at + 1,
            _written(mark, levels.get(number), style),
            rule,
            message,
            confidence=_confidence(mark),
        )


def _doubtful(mark: Mark) -> Change:
    return Change(
        mark.at,
        mark.at + 1,
        "",
        "quotation-doubtful",
        f"This mark is read as {NAMES[mark.role]}, but it could be another.",
        Tier.FLAG,
        confidence=_confidence(mark),
        hint="If it is another, type the curly mark that is meant.",
    )


def _confidence(mark: Mark) -> float:
    return round(1 / (1 + math.exp(-mark.margin)), 3)


def _unpaired(mark: Mark) -> Change:
    return Change(
        mark.at,
        mark.at + 1,
        "",
        "quotation-unpaired",
        "This quotation mark has no partner in its paragraph.",
        Tier.FLAG,
        Severity.WARNING,
        hint="Add the missing mark, or type the curly one that is meant.",
    )


def _alone(mark: Mark, level: tuple[str, str], style: Style) -> Change:
    """A mark without a partner whose place between space and word says which way it faces."""
    after = _faced(mark.shape, level, style)
    message = MESSAGES[mark.shape][1] if mark.shape else ""
    return Change(mark.at, mark.at + 1, after, "quotation-mark", message, confidence=0.8)


def _faced(role: Role | None, level: tuple[str, str], style: Style) -> str:
    """An opening or closing mark with the space that the style puts inside."""
    padding = style.padding if level == style.outer else ""
    return level[0] + padding if role is Role.OPEN else padding + level[1]


def _written(mark: Mark, level: tuple[str, str] | None, style: Style) -> str:
    """The character, with its padding, that a mark becomes."""
    if level is None:
        if mark.role is Role.PRIME:
            return DOUBLE_PRIME if mark.kind == "D" else PRIME
        return APOSTROPHE
    return _faced(mark.role, level, style)


def levels_of(marks: list[Mark], style: Style, habit: Habit) -> dict[int, tuple[str, str]]:
    """Give the pair of marks that each opening and closing mark belongs to, by its number."""
    levels: dict[int, tuple[str, str]] = {}
    around: list[int] = []
    for number, mark in enumerate(marks):
        if mark.again and around:
            levels[number] = levels[around[-1]]
        elif mark.opens:
            partner = marks[mark.partner] if mark.partner is not None else mark
            outer = levels[around[-1]] if around else None
            levels[number] = _pair(mark, partner, outer, (style, habit))
            around.append(number)
        elif mark.role is Role.CLOSE and mark.partner is not None:
            levels[number] = levels[mark.partner]
            while around and around.pop() != mark.partner:
                pass
    return levels


def _pair(
    mark: Mark, partner: Mark, around: tuple[str, str] | None, how: tuple[Style, Habit]
) -> tuple[str, str]:
    """The pair for a quotation: its curly half decides, else the quotation around it."""
    style, habit = how
    curly = next((m for m in (mark, partner) if not m.straight), None)
    if curly is not None:
        return ("“", "”") if curly.char in DOUBLE else ("‘", "’")
    if around:
        return style.inner if around == style.outer else style.outer
    if style.keep_single and mark.kind == "S" and not habit.single_first:
        return style.inner
    return style.outer


def set_text(text: str, style: Style) -> str:
    """Give one paragraph with its marks set."""
    grammar = Grammar.of([text], lexicon(style.lang), ELISIONS.get(style.lang, Elisions()))
    for change in reversed(list(changes(read(text, grammar), style, Habit()))):
        if change.tier is Tier.AUTO:
            text = text[: change.start] + change.after + text[change.end :]
    return text


def _read_all(found: list[Paragraph]) -> None:
    """Read the marks of all paragraphs, each language by its own grammar."""
    for language in sorted({p.style.lang for p in found}):
        mine = [p for p in found if p.style.lang == language]
        elisions = ELISIONS.get(language, Elisions())
        grammar = Grammar.of((p.text for p in mine), lexicon(language), elisions)
        for paragraph in mine:
            paragraph.marks = read(paragraph.text, grammar, paragraph.following)
        if grammar.learn(head for p in mine for head in heads(p.text, p.marks)):
            for paragraph in mine:
                if any(mark.margin < SURE for mark in paragraph.marks):
                    paragraph.marks = read(paragraph.text, grammar, paragraph.following)


def _other_level(curly: list[tuple[Run, int]], style: Style) -> Finding:
    """The one finding that shows a text set at the other level, at its first quotation."""
    run, at = next((run, at) for run, at in curly if run.text[at] == style.inner[0])
    return run.finding(
        Change(
            at,
            at + 1,
            style.outer[0],
            "quotation-level",
            f"The text's quotations are curly already, in {style.inner[0]} {style.inner[1]} "
            f"where the house has {style.outer[0]} {style.outer[1]}; they stay as they are.",
            Tier.FLAG,
        )
    )


def apply(prose: Prose) -> list[Finding]:
    """Set the quotations of a document, in place; give what was done and what has no partner."""
    curly: list[tuple[Run, int]] = []
    found = paragraphs(prose, curly)
    _read_all(found)
    habit = habit_of(found, curly)
    findings: list[Finding] = []
    house = House.of(prose.document.meta).style
    if house and habit.is_other(house):
        findings.append(_other_level(curly, house))
    for paragraph in found:
        style = habit.style(paragraph.style)
        findings += paragraph.run.change(list(changes(paragraph.marks, style, habit)))
    return findings


if __name__ == "__main__":
    run_alone(apply)
