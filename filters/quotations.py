"""Quotations: typed quotation marks, apostrophes and primes become the marks of the house.

Does
    Reads the straight marks of each paragraph together; sets quotations in the marks of the house
    by their level, apostrophes and elisions as such, feet, inches and minutes as primes. Marks of
    two keys (two graves, two apostrophes, two commas) and graves with their apostrophe count as one
    mark each where they have a partner. In French a space that was typed inside a mark becomes the
    house's. What is not sure is proposed and stays as it is typed; what has no partner is shown,
    and set only where its place alone is beyond doubt.

Because
    One key of a typewriter stood for six characters; which is meant, only grammar tells. New
    Hart's Rules, 2nd ed., 4.14 (single marks outside, double inside); The Chicago Manual of Style,
    17th ed., 13.30 (the other way round) and 6.117 (apostrophes that begin a word); 4.14 and 13.32
    (a quotation of several paragraphs opens anew in each).

Before → After
    >>> from octavo.text.style.house import STYLES
    >>> set_text("'The dogs' tails wagged,' he said.", STYLES["en-GB"])
    '‘The dogs’ tails wagged,’ he said.'
    >>> set_text("The '90s: 6'5'' tall".replace("''", '"'), STYLES["en-US"])
    'The ’90s: 6′5″ tall'

Leaves alone
    Marks that are curly already, unless all are at the other level than the house's and certain;
    words in other languages; code, formulas and addresses, and words between graves; two
    apostrophes with nothing between them, three in a row; a straight mark without a partner of
    which its place does not say which way it faces; spaces inside marks, where the house has none.

Settings
    `house-style` (else `lang`) in the metadata: `en-GB` `‘ “ ” ’`, `en-US` `“ ‘ ’ ”`. Where the
    text has curly quotations at the other level, and not every mark is certain, straight ones
    follow the text.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from octavo.book.filtering import run_alone
from octavo.model.finding import Finding, Severity, Tier
from octavo.model.nodes import meta_text
from octavo.prose.prose import Change, Prose, Run
from octavo.text.lexicon import lexicon
from octavo.text.quotations import levels as by_level
from octavo.text.quotations.elision_abroad import elisions_of
from octavo.text.quotations.known import Habits, known
from octavo.text.quotations.levels import Habit, Marked, faced, is_certain, levels_of, single_first
from octavo.text.quotations.read import Grammar, Mark, Role, heads, read
from octavo.text.quotations.typed import code_masked
from octavo.text.style.house import House, Style, hard_breaks

LOOKS = re.compile("[\"'`]|,,|‚‚")
ANY_MARK = re.compile("[\"'“”‘’`]|,,|‚‚")
ATTRIBUTE = re.compile("(?<=[\\w-]=)(?:\"[^\"\\n]*\"|'[^'\\n]*')")
"""The value of an attribute, left behind by markup or quoted from a program."""
OPENING = re.compile("(?<!\\w)[“‘](?=\\w)")
MIXED = 0.8
"""How sure it is that a few curly quotations are to stand as all others do."""

APOSTROPHE, PRIME, DOUBLE_PRIME = "’", "\N{PRIME}", "\N{DOUBLE PRIME}"
MESSAGES = {
    Role.OPEN: (
        "quotation-mark",
        "A quotation opens with the mark of the house.",
        "an opening one",
    ),
    Role.CLOSE: (
        "quotation-mark",
        "A quotation closes with the mark of the house.",
        "a closing one",
    ),
    Role.APOSTROPHE: ("apostrophe", "An apostrophe is curly.", "an apostrophe"),
    Role.PRIME: ("prime", "A measure takes primes.", "a prime"),
}
"""For each role the rule, its message where it is sure, and its name."""
CERTAIN, LONE = 0.999, 0.99
"""How sure a mark is that is written: with a partner, or by its place alone."""
TYPED_SPACES = (" ", "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}", "\N{THIN SPACE}")

SURE = 3.0
"""Above this margin a mark is not read again when the text's own apostrophes are known."""


class Curly(NamedTuple):
    """An opening mark that is curly already: its Run, and where it stands in the Run."""

    run: Run
    at: int


@dataclass(slots=True)
class Paragraph:
    """A Run with marks, the style that it follows, and how its marks were read."""

    run: Run
    style: Style
    text: str
    following: str
    marks: list[Mark]


def paragraphs(prose: Prose, curly: list[Curly], looks: re.Pattern[str]) -> list[Paragraph]:
    """Return the Runs that have a style and marks to set, each with the text of the next Run.

    The opening marks that are curly already are added to `curly`.
    """
    house = House.of(prose.document.meta)
    marked: list[Paragraph] = []
    last: dict[int, Paragraph] = {}
    for run in prose.runs():
        before = last.pop(run.group, None)
        if before and run.kind == before.run.kind:
            before.following = run.text
        curly += [Curly(run, match.start()) for match in OPENING.finditer(run.text)]
        style = house.style_of(run) if looks.search(run.text) else None
        if style:
            marked.append(Paragraph(run, style, _masked(run), "", []))
            last[run.group] = marked[-1]
    return marked


def _masked(run: Run) -> str:
    """A Run's text, all in one line, in which the marks that must stay are out of sight."""
    text = hard_breaks(run).replace("\n", " ")
    if "=" in text:
        text = ATTRIBUTE.sub(lambda match: "x" * len(match[0]), text)
    text = code_masked(text)
    if not any(fixed for _, _, _, fixed in run.parts):
        return text
    for start, end in run.lang_fixed():
        if LOOKS.search(text, start, end) or OPENING.search(text, start, end):
            text = text[:start] + "x" * (end - start) + text[end:]
    return text


def habit_of(marked: list[Paragraph], curly: list[Curly]) -> Habit:
    """Learn how a text sets its quotations: curly ones, and straight ones as they were read."""
    double = sum(run.text[at] == "“" for run, at in curly)
    first = single_first(Marked(paragraph.text, paragraph.marks) for paragraph in marked)
    straight = sum(mark.straight and mark.opens for one in marked for mark in one.marks)
    return Habit(double, len(curly) - double, first, straight=straight)


def changes(text: str, marks: list[Mark], style: Style, habit: Habit) -> Iterator[Change]:
    """Yield the change for each straight mark, and a finding for each that has no partner."""
    levels = levels_of(marks, style, habit)
    for number, mark in enumerate(marks):
        if not mark.straight:
            if habit.exchange and number in levels:
                yield _exchanged(mark, levels[number], style)
            continue
        yield from _set(text, mark, levels.get(number), style)


def _set(text: str, mark: Mark, level: tuple[str, str] | None, style: Style) -> Iterator[Change]:
    """The change for a straight mark, made or proposed; without a partner it is shown as well."""
    role = mark.role
    if role is Role.UNPAIRED:
        yield _unpaired(mark)
        if mark.shape is None:
            return
        role = mark.shape
        level = level or style.outer
    rule, message, name = MESSAGES[role]
    after = _written(mark, role, level, style)
    start, end = _span(text, mark, role, style)
    if mark.sure or (style.lang == "en" and _is_same_either_way(text, mark, after)):
        confidence = CERTAIN if mark.role is not Role.UNPAIRED else LONE
        yield Change(start, end, after, rule, message, confidence=confidence)
    else:
        yield _proposed(mark, name, start, end, after)


def _is_same_either_way(text: str, mark: Mark, after: str) -> bool:
    """Whether a mark that closes a doubtful quotation would be the same as an apostrophe."""
    before, behind = text[mark.at - 1], text[mark.at + 1 : mark.at + 2]
    alone = "'" not in (before, behind) and not before.isspace()
    return mark.kind == "S" and mark.role is Role.CLOSE and after == APOSTROPHE and alone


def _span(text: str, mark: Mark, role: Role, style: Style) -> tuple[int, int]:
    """The characters of a mark, with the typed space inside it where the house has its own."""
    start, end = mark.at, mark.at + mark.width
    if style.padding and role is Role.OPEN:
        while text[end : end + 1] in TYPED_SPACES:
            end += 1
    elif style.padding and role is Role.CLOSE:
        while start and text[start - 1] in TYPED_SPACES:
            start -= 1
    return start, end


def _exchanged(mark: Mark, level: tuple[str, str], style: Style) -> Change:
    """A curly mark at the level that the house gives it."""
    message = "A quotation stands between the marks that the house has for its level."
    return Change(mark.at, mark.at + 1, faced(mark.role, level, style), "quotation-level", message)


def _proposed(mark: Mark, name: str, start: int, end: int, after: str) -> Change:
    """A change that is not sure: the text stays as it is until a person decides."""
    return Change(
        start,
        end,
        after,
        "quotation-doubtful",
        f"This mark is likely {name}, but it could be another.",
        Tier.SUGGEST,
        confidence=round(min(0.95, 1 / (1 + math.exp(-mark.margin))), 3),
        hint="If it is another, type the curly mark that is meant.",
    )


def _unpaired(mark: Mark) -> Change:
    return Change(
        mark.at,
        mark.at + mark.width,
        "",
        "quotation-unpaired",
        "This quotation mark has no partner in its paragraph.",
        Tier.FLAG,
        Severity.WARNING,
        hint="Add the missing mark, or type the curly one that is meant.",
    )


def _written(mark: Mark, role: Role, level: tuple[str, str] | None, style: Style) -> str:
    """The character, with its padding, that a mark becomes."""
    if level is None:
        if role is Role.PRIME:
            return DOUBLE_PRIME if mark.kind == "D" else PRIME
        return APOSTROPHE
    return faced(role, level, style)


def set_text(text: str, style: Style) -> str:
    """Return one paragraph with its marks set."""
    grammar = Grammar.of([text], lexicon(style.lang), elisions_of(style.lang))
    for change in reversed(list(changes(text, read(text, grammar), style, Habit()))):
        if change.tier is Tier.AUTO:
            text = text[: change.start] + change.after + text[change.end :]
    return text


def _paragraphs(prose: Prose, curly: list[Curly], marks: re.Pattern[str]) -> list[Paragraph]:
    """Return the paragraphs with marks, all read, each language by its own grammar."""
    marked = paragraphs(prose, curly, marks)
    for language in sorted({p.style.lang for p in marked}):
        mine = [p for p in marked if p.style.lang == language]
        habits = Habits.of([p.text for p in mine], language)
        for paragraph in mine:
            paragraph.marks = [*known(paragraph.text, paragraph.following, habits)]
        learnt = habits.learn(head for p in mine for head in heads(p.text, p.marks))
        for paragraph in mine:
            if learnt and any(mark.margin < SURE for mark in paragraph.marks):
                paragraph.marks = [*known(paragraph.text, paragraph.following, learnt)]
    return marked


def _other_level(curly: list[Curly], style: Style) -> Finding:
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


def _no_style(lang: str, first: Run | None) -> Finding:
    """The one finding, at the `first` words, on a language that nobody described."""
    finding = Finding(
        "quotation-no-style",
        f"Nothing is known of the marks of “{lang}”: quotation marks, dashes, ellipses and "
        "no-break spaces stay as they are typed.",
        hint="Name a house style in metadata/design.yaml.",
    )
    start = first.finding(Change(0, 0, "", finding.rule, "")).anchor if first else None
    return replace(finding, anchor=start)


def _exchangeable(prose: Prose, house: Style, habit: Habit) -> list[Paragraph]:
    """All paragraphs with marks, if every mark in them is certain and at the other level."""
    marked = _paragraphs(prose, [], ANY_MARK)
    outer = "D" if house.outer[0] == "‘" else "S"
    mine = [paragraph for paragraph in marked if paragraph.style == house]
    return marked if habit.curly and all(is_certain(p.marks, outer) for p in mine) else []


def _mixed(prose: Prose, house: Style, habit: Habit) -> list[Finding]:
    """Propose the house's marks for a few curly quotations among straight ones.

    Those that an editor accepted are written.
    """
    findings: list[Finding] = []
    for paragraph in _paragraphs(prose, [], ANY_MARK):
        if paragraph.style != house:
            continue
        proposed: list[Change] = []
        levels = levels_of(paragraph.marks, house, habit.exchanging())
        for number, pair in levels.items():
            mark = paragraph.marks[number]
            change = _exchanged(mark, pair, house)
            if not mark.straight and mark.margin >= by_level.CERTAIN and change.after != mark.char:
                proposed.append(replace(change, tier=Tier.SUGGEST, confidence=MIXED))
        findings += paragraph.run.change(proposed)
    return findings


def apply(prose: Prose) -> list[Finding]:
    """Set the quotations of a document, in place; return what was done and what has no partner."""
    curly: list[Curly] = []
    marked = _paragraphs(prose, curly, LOOKS)
    habit = habit_of(marked, curly)
    findings: list[Finding] = []
    house = House.of(prose.document.meta).style
    lang = meta_text(prose.document.meta, "lang")
    if lang and house is None:
        first = next(iter(prose.runs()), None)
        findings.append(_no_style(lang, first))
    if house and habit.is_other(house):
        exchanged = _exchangeable(prose, house, habit)
        if exchanged:
            marked, habit = exchanged, habit.exchanging()
        else:
            findings.append(_other_level(curly, house))
    elif house and habit.is_mixed(house):
        findings += _mixed(prose, house, habit)
        if any(finding.tier is Tier.AUTO for finding in findings):
            marked = _paragraphs(prose, [], LOOKS)
    for paragraph in marked:
        style = habit.style(paragraph.style)
        findings += paragraph.run.change(
            list(changes(paragraph.text, paragraph.marks, style, habit))
        )
    return findings


if __name__ == "__main__":
    run_alone(apply)
