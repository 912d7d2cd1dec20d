"""The grammar of quotation marks: which typed mark opens, closes, elides or measures.

The marks of a paragraph are read together. Every mark has a few readings, each with a cost that
its neighbours and the lexicon give; a reading of all of them is a path through the stacks of open
quotations, and the cheapest path wins (Viterbi 1967). So `the dogs' tails` keeps its possessive
inside single marks, since to close there would leave a later mark without its partner. How much
dearer the best path is that writes another character at a mark, is how sure the reading is.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from octavo.text.quotations import headless
from octavo.text.quotations.costs import THIN, Costs, class_at, costs_of, is_noted
from octavo.text.quotations.elision import word_after
from octavo.text.quotations.grammar import Grammar, Head, dialect_of
from octavo.text.quotations.marks import CURLY, DOUBLE, STRAIGHT, Mark, Role
from octavo.text.quotations.numbers import measures_of
from octavo.text.quotations.sure import judge
from octavo.text.quotations.typed import Typed, leads, typed_marks

__all__ = ["CURLY", "DOUBLE", "STRAIGHT", "Grammar", "Mark", "Role", "heads", "read"]

DEEPEST = 3
"""How many quotations can stand in one another."""
STRAY_CLOSING, STRAY_OPENING, LEFT_OPEN, CONTINUED, DEEPER = 6.0, 5.0, 3.0, 0.5, 0.2
SURE = 1.0
"""The margin from which a reading teaches the others."""
LONE = 2.0
"""The margin of two apostrophes that have no partner."""
UNUSUAL = 2.0
"""The cost of beginning with the kind of mark that the text uses inside the other."""

CLIPPED = re.compile(
    r"(?<!\w)(')n(')(?!\w)|(?<=['’]d )(')(?:a|ave)(')(?= [a-z])"
    r"|(?<=must )(')a(')(?= [a-z])|(?<=[mw]ight )(')a(')(?= [a-z])|(?<=ould )(')a(')(?= [a-z])"
)
"""`rock 'n' roll`, `I'd 'a' gone`: cut on both sides."""
MARKS = re.compile(f"[{STRAIGHT}{CURLY}]")
CLOSES_SINGLE = re.compile(r"(?<=[\w.,!?…])'(?!['\w])")
OPENS_SINGLE = re.compile(r"(?:^|(?<=[\s(\[—]))'(?=\w)")
CUT = ("'n'", "'a' ", "'ave'", "’n’", "’a’ ", "’n'")
"""What a text holds in which `CLIPPED` can be found."""
LEAD = re.compile(rf"[\"'“‘][\"'“‘{THIN}]*")


class Step(NamedTuple):
    """One way to read a mark: from a stack of open quotations to another, and what it costs."""

    before: str
    after: str
    name: str
    cost: float


WRITTEN = {"close": "close", "apostrophe": "close", "open": "open", "again": "open"}
"""Readings that write the same character, by the name that they share."""


def read(text: str, grammar: Grammar, following: str = "") -> list[Mark]:
    """Read the marks of a paragraph; `following` is the paragraph after it, "" where none is.

    Curly marks take part, but keep the role that their shape gives them.
    """
    measures = measures_of(text)
    marks = _marks(text, measures.widths, following)
    certain(text, marks, measures.widths)
    doubtful = [mark for mark in marks if mark.role is Role.UNPAIRED and mark.width == 1]
    if doubtful:
        lead = LEAD.match(following)
        ahead = "".join(char for char in lead[0] if char not in THIN) if lead else ""
        _settle(doubtful, marks, _search(text, doubtful, grammar, ahead))
        _continue(marks, ahead)
        headless.restore(text, marks, grammar, following)
        for mark in doubtful:
            if mark.role is Role.UNPAIRED and mark.margin >= SURE:
                mark.shape = _shape(text, mark)
    judge(text, marks, grammar, measures)
    return marks


def _marks(text: str, measures: dict[int, int], following: str) -> list[Mark]:
    """The marks of a paragraph in order; those of two keys have their roles already."""
    typed = _of_two_keys(text, measures)
    covered = {at for mark in typed for at in range(mark.at, mark.at + mark.width)}
    covered |= {at + 1 for at, width in measures.items() if width > 1}
    marks = [Mark(m.start(), m[0]) for m in MARKS.finditer(text) if m.start() not in covered]
    for mark in marks if measures else ():
        if measures.get(mark.at, 1) > 1:
            mark.char, mark.width = '"', 2
    if typed:
        marks = sorted([*marks, *map(_joined, typed)], key=lambda mark: mark.at)
        numbers = {mark.at: number for number, mark in enumerate(marks)}
        for each in typed:
            if each.partner is not None:
                marks[numbers[each.at]].partner = numbers[each.partner]
        _go_on(text, marks[0], following)
    return marks


def _of_two_keys(text: str, measures: dict[int, int]) -> list[Typed]:
    """The marks of two keys, without those that may be an apostrophe and a single mark.

    `''Tis true,' he said` has one of each.
    """
    typed = typed_marks(text, measures)
    if all(mark.partner is not None for mark in typed):
        return typed
    opening = OPENS_SINGLE.search(text)
    first = opening.start() if opening else len(text)
    last = max((match.start() for match in CLOSES_SINGLE.finditer(text)), default=-1)
    kept = []
    for mark in typed:
        lone = mark.partner is None and text[mark.at] == "'"
        before = text[mark.at - 1 : mark.at].isalpha()
        elided = before and text[mark.at + 2 : mark.at + 3].isalpha()
        single = mark.at + 2 <= last if mark.opens else elided or (before and first < mark.at)
        if not lone or not single:
            kept.append(mark)
    return kept


def _joined(typed: Typed) -> Mark:
    """A mark of two keys, or a grave with its apostrophe."""
    mark = Mark(typed.at, "'" if typed.single else '"', width=typed.width)
    facing = None if typed.opens is None else Role.OPEN if typed.opens else Role.CLOSE
    mark.opens = facing is Role.OPEN
    if typed.partner is None:
        mark.shape, mark.margin = facing, 9.0 if typed.only_opens else LONE
    elif facing is not None:
        mark.role = facing
    return mark


def _go_on(text: str, first: Mark, following: str) -> None:
    """A quotation that graves open with a paragraph goes on where the next one opens so too."""
    lone = first.width > 1 and first.at == 0 and first.partner is None
    if lone and first.opens and text[0] == "`" and leads(following):
        first.role, first.continued = Role.OPEN, True


def heads(text: str, marks: list[Mark]) -> Iterator[Head]:
    """Yield each lower-case word after a single mark that was read surely; whether it is elided."""
    for mark in marks:
        if mark.kind == "S" and mark.margin >= SURE and class_at(text, mark.at - 1) == "space":
            word = word_after(text, mark.at)
            if word and word.islower() and mark.role in (Role.OPEN, Role.APOSTROPHE):
                yield Head(word, mark.role is Role.APOSTROPHE)


def certain(text: str, marks: list[Mark], primes: Collection[int]) -> None:
    """Set the role of the marks inside words, in `'n'` and in measures: these are not in doubt."""
    elided = set[int]()
    if any(cut in text for cut in CUT):
        elided = _groups(CLIPPED, text)
    for mark in marks:
        if mark.at in primes:
            mark.role = Role.PRIME
        elif mark.role is not Role.UNPAIRED or mark.width > 1:
            continue
        elif mark.at in elided or (
            mark.kind == "S" and mark.char != "‘" and _inside(text, mark.at)
        ):
            mark.role = Role.APOSTROPHE


def _groups(pattern: re.Pattern[str], text: str) -> set[int]:
    """Where the groups of a pattern are found."""
    matches = pattern.finditer(text)
    return {m.start(n) for m in matches for n in range(1, pattern.groups + 1) if m[n]}


def _inside(text: str, at: int) -> bool:
    inside = class_at(text, at - 1) == "word" == class_at(text, at + 1)
    return inside and not is_noted(text, at)


def _search(text: str, marks: list[Mark], grammar: Grammar, lead: str) -> list[Step]:
    """The cheapest path through all marks; each mark gets its margin."""
    dialect = dialect_of(text, grammar)
    rows: list[list[Step]] = []
    ways: list[dict[str, float]] = [{"": 0.0}]
    for mark in marks:
        costs = costs_of(text, mark.at, grammar, dialect)
        row: list[Step] = []
        best: dict[str, float] = {}
        for stack, cost in ways[-1].items():
            for step in _steps(mark, stack, costs, grammar):
                row.append(step)
                total = cost + step.cost
                if total < best.get(step.after, math.inf):
                    best[step.after] = total
        rows.append(row)
        ways.append(best)
    return _best(marks, rows, ways, {stack: _left_open(stack, lead, grammar) for stack in ways[-1]})


def _best(
    marks: list[Mark], rows: list[list[Step]], ways: list[dict[str, float]], ends: dict[str, float]
) -> list[Step]:
    """Walk back from the ends: the best step at each mark, and how far ahead it is."""
    path: list[Step] = []
    stack_after = min(ends, key=lambda stack: ways[-1][stack] + ends[stack])
    for mark, row, reached in zip(reversed(marks), reversed(rows), ways[-2::-1], strict=True):
        before: dict[str, float] = {}
        totals: dict[str, float] = {}
        chosen, least = row[0], math.inf
        for step in row:
            rest = step.cost + ends[step.after]
            if rest < before.get(step.before, math.inf):
                before[step.before] = rest
            total = reached[step.before] + rest
            written = WRITTEN.get(step.name, step.name) if mark.straight else step.name
            if total < totals.get(written, math.inf):
                totals[written] = total
            here = reached[step.before] + step.cost
            if step.after == stack_after and here < least:
                chosen, least = step, here
        mark.margin = _margin(totals)
        path.append(chosen)
        stack_after, ends = chosen.before, before
    return path[::-1]


def _margin(totals: dict[str, float]) -> float:
    """How much dearer the second-best character is."""
    if len(totals) < 2:
        return 9.0
    first, second = sorted(totals.values())[:2]
    return min(9.0, second - first)


def _steps(mark: Mark, stack: str, costs: Costs, grammar: Grammar) -> list[Step]:
    """The stacks that a mark can lead to, each with the step and its cost."""
    kind, top = mark.kind, stack[-1:]
    steps = [
        Step(stack, stack, "apostrophe", costs.apostrophe),
        Step(stack, stack, "prime", costs.prime),
    ]
    if len(stack) < DEEPEST and top != kind:
        unusual = UNUSUAL if not stack and kind == grammar.unusual else 0.0
        steps.append(Step(stack, stack + kind, "open", costs.opening + DEEPER + unusual))
    if grammar.same_inside and top == kind and len(stack) < DEEPEST:
        steps.append(Step(stack, stack + kind, "open", costs.opening + UNUSUAL))
    if top == kind:
        steps.append(Step(stack, stack[:-1], "close", costs.closing))
        if kind == "D" or costs.new_line:
            name, more = ("again", CONTINUED) if costs.new_line else ("reopen", STRAY_OPENING)
            steps.append(Step(stack, stack, name, costs.opening + more))
    elif kind == "D" or not mark.straight:
        steps.append(Step(stack, stack, "stray", costs.closing + STRAY_CLOSING))
    finite = [step for step in steps if step.cost < math.inf]
    return finite or [Step(stack, stack, "stray", STRAY_CLOSING)]


def _left_open(stack: str, lead: str, grammar: Grammar) -> float:
    """What it costs to end a paragraph with quotations still open."""
    if not stack:
        return 0.0
    kinds = "".join("D" if char in DOUBLE else "S" for char in lead)
    if kinds.startswith(stack):
        return CONTINUED
    same = kinds[:1] == stack[0]
    usual = grammar.unusual not in ("", stack[0])
    return (CONTINUED if same else LEFT_OPEN - usual) + 1.5 * (len(stack) - 1)


def _settle(doubtful: list[Mark], marks: list[Mark], path: list[Step]) -> None:
    """Write the steps of a path into the marks, and join the partners."""
    numbers = {id(mark): number for number, mark in enumerate(marks)}
    stack: list[Mark] = []
    for mark, step in zip(doubtful, path, strict=True):
        name = step.name
        if name in ("apostrophe", "prime"):
            mark.role = Role(name)
        elif name == "again":
            mark.role, mark.again = Role.OPEN, True
        elif name == "close":
            opening = stack.pop()
            opening.role, mark.role = Role.OPEN, Role.CLOSE
            opening.partner, mark.partner = numbers[id(mark)], numbers[id(opening)]
        elif name in ("open", "reopen"):
            if name == "reopen":
                stack.pop().opens = False
            mark.opens = True
            stack.append(mark)


def _shape(text: str, mark: Mark) -> Role | None:
    """Which way a mark without a partner faces, if a space stands on one side, words beyond."""
    before, after = class_at(text, mark.at - 1), class_at(text, mark.at + 1)
    if mark.opens and before in ("space", "bracket") and after == "word":
        return Role.OPEN
    if (
        not mark.opens
        and mark.kind == "D"
        and before in ("word", "stop")
        and after in ("space", "stop")
    ):
        return Role.CLOSE if not text[mark.at - 1].isdigit() else None
    return None


def _continue(marks: list[Mark], lead: str) -> None:
    """A quotation left open goes on where the next paragraph opens with the same marks."""
    left = [m for m in marks if m.role is Role.UNPAIRED and m.opens]
    for mark, char in zip(left, lead, strict=False):
        if mark.kind != ("D" if char in DOUBLE else "S"):
            return
        mark.role, mark.continued = Role.OPEN, True
