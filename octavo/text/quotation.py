"""The grammar of quotation marks: which typed mark opens, closes, elides or measures.

The marks of a paragraph are read together. Every mark has a few readings, each with a cost that
its neighbours and the lexicon give; a reading of all of them is a path through the stacks of open
quotations, and the cheapest path wins (Viterbi 1967). So `the dogs' tails` keeps its possessive
inside single marks, since to close there would leave a later mark without its partner.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from octavo.text.elision import Elisions, leading_cost, trailing_cost, word_after, word_before
from octavo.text.lexicon import Lexicon

STRAIGHT = "\"'"
CURLY = "“”‘’"
DOUBLE = '"“”'


class Role(StrEnum):
    """What a mark does."""

    OPEN = "open"
    CLOSE = "close"
    APOSTROPHE = "apostrophe"
    PRIME = "prime"
    UNPAIRED = "unpaired"


@dataclass(slots=True)
class Mark:
    """A mark at `at`: its role, the number of its partner, and how far ahead its reading was.

    `continued`: the quotation goes on in the next paragraph. `again`: the mark opens a new line of
    a quotation that is open already, as in verse and letters.
    """

    at: int
    char: str
    role: Role = Role.UNPAIRED
    partner: int | None = None
    continued: bool = False
    again: bool = False
    margin: float = 0.0

    @property
    def kind(self) -> str:
        """`D` for a double mark, `S` for a single one."""
        return "D" if self.char in DOUBLE else "S"

    @property
    def straight(self) -> bool:
        """Whether it was typed straight."""
        return self.char in STRAIGHT


BEFORE_OPENING = {"space": 0.0, "bracket": 0.0, "dash": 0.6, "mark": 0.8, "word": 7.0, "stop": 4.0}
AFTER_OPENING = {"space": 7.0, "bracket": 0.5, "dash": 1.5, "mark": 0.6, "word": 0.0, "stop": 2.5}
BEFORE_CLOSING = {"space": 7.0, "bracket": 7.0, "dash": 0.8, "mark": 0.8, "word": 0.2, "stop": 0.0}
AFTER_CLOSING = {"space": 0.0, "bracket": 1.5, "dash": 0.2, "mark": 0.3, "word": 5.0, "stop": 0.3}
CLASSES = {
    **dict.fromkeys(
        " \n\v\t\N{LINE SEPARATOR}\N{NO-BREAK SPACE}\N{EM SPACE}\N{NARROW NO-BREAK SPACE}", "space"
    ),
    **dict.fromkeys("([{<", "bracket"),
    **dict.fromkeys("—–-⸺⸻―", "dash"),
    **dict.fromkeys("\"'“”‘’", "mark"),
    **dict.fromkeys(".,;:!?)]}…", "stop"),
}
DEEPEST = 3
"""How many quotations can stand in one another."""
STRAY_CLOSING, STRAY_OPENING, LEFT_OPEN, CONTINUED, DEEPER = 6.0, 5.0, 3.0, 0.5, 0.2
UNUSUAL = 2.0
"""The cost of beginning with the kind of mark that the text uses inside the other."""

_NUMBER = r"\d+(?:[.,]\d+)?[½¼¾⅓⅔⅛⅜⅝⅞]?"
MEASURES = re.compile(
    rf"(?<![\w'’]){_NUMBER}(?P<feet>')[ \N{{NO-BREAK SPACE}}-]?{_NUMBER}(?P<inches>\")"
    rf"|°[ \N{{NO-BREAK SPACE}}]?{_NUMBER}(?P<minutes>')"
    rf"(?:[ \N{{NO-BREAK SPACE}}]?{_NUMBER}(?P<seconds>\"))?"
)
CLIPPED = re.compile(r"(?<!\w)(')n(')(?!\w)|(?<=['’]d )(')a(')(?= [a-z])")
"""`rock 'n' roll`, `I'd 'a' gone`: cut on both sides."""
LEARNT = re.compile(r"(?<=[^\W\d_] )'([^\W\d_]+)")
OPENING = re.compile(r"(?:^|(?<=[\s(\[—]))[\"'](?=\w)")
HARD = "\v\N{LINE SEPARATOR}"
LEAD = re.compile(r"[\"'“‘]+")


@dataclass(slots=True)
class Grammar:
    """What is known before a paragraph is read: the language, and the habits of the text.

    `unusual` is the kind of mark that does not begin a quotation in this text (or neither);
    `learnt` counts the words that the text writes with an apostrophe in front.
    """

    lexicon: Lexicon
    elisions: Elisions = field(default_factory=Elisions)
    unusual: str = ""
    learnt: Counter[str] = field(default_factory=Counter)

    @property
    def same_inside(self) -> bool:
        """Whether a quotation may stand inside one with the same typed mark, as in Russian."""
        return self.lexicon.language != "en"

    @classmethod
    def of(cls, texts: Iterable[str], words: Lexicon, elisions: Elisions) -> Grammar:
        """Learn the habits of a text from its paragraphs."""
        openings: Counter[str] = Counter()
        learnt: Counter[str] = Counter()
        for text in texts:
            openings.update(match[0] for match in OPENING.finditer(text))
            learnt.update(word for word in LEARNT.findall(text) if word.islower())
        double, single = openings['"'], openings["'"]
        if single > 2 * double:
            return cls(words, elisions, "D" if double else "", Counter())
        return cls(words, elisions, "S" if double else "", learnt)


class Costs(NamedTuple):
    """What each reading of a mark costs (infinite: impossible); whether it begins a hard line."""

    opening: float
    closing: float
    apostrophe: float
    prime: float
    new_line: bool = False


class Path(NamedTuple):
    """The cheapest way to a stack: its cost, the last step, and the way before it."""

    cost: float
    step: str
    before: Path | None


def read(text: str, grammar: Grammar, following: str = "") -> list[Mark]:
    """Read the marks of a paragraph; `following` is the paragraph after it, "" where none is.

    Curly marks take part, but keep the role that their shape gives them.
    """
    marks = [Mark(i, char) for i, char in enumerate(text) if char in STRAIGHT or char in CURLY]
    certain(text, marks)
    doubtful = [mark for mark in marks if mark.role is Role.UNPAIRED]
    if doubtful:
        lead = LEAD.match(following)
        _settle(doubtful, marks, _search(text, doubtful, grammar, lead[0] if lead else ""))
        _continue(marks, lead[0] if lead else "")
    return marks


def certain(text: str, marks: list[Mark]) -> None:
    """Give the marks inside words, in `'n'` and in measures their role: no doubt about them."""
    primes = {
        m.start(group) for m in MEASURES.finditer(text) for group in m.groupdict() if m[group]
    }
    elided = {m.start(n) for m in CLIPPED.finditer(text) for n in range(1, 5) if m[n]}
    for mark in marks:
        if mark.at in primes:
            mark.role, mark.margin = Role.PRIME, 5.0
        elif mark.at in elided or (
            mark.kind == "S" and mark.char != "‘" and _inside(text, mark.at)
        ):
            mark.role, mark.margin = Role.APOSTROPHE, 5.0


def _inside(text: str, at: int) -> bool:
    return _class(text, at - 1) == "word" == _class(text, at + 1)


def _class(text: str, at: int) -> str:
    """The class of a character; beyond the ends is space."""
    return CLASSES.get(text[at], "word") if 0 <= at < len(text) else "space"


def _search(text: str, marks: list[Mark], grammar: Grammar, lead: str) -> Path:
    """The cheapest path through all marks."""
    beam = {"": Path(0.0, "", None)}
    for mark in marks:
        costs = costs_of(text, mark, grammar)
        best: dict[str, Path] = {}
        for stack, path in beam.items():
            for after, step, cost in _steps(mark, stack, costs, grammar):
                total = path.cost + cost
                if after not in best or total < best[after].cost:
                    best[after] = Path(total, step, path)
        beam = best
    ends = [(path.cost + _left_open(stack, lead), path) for stack, path in beam.items()]
    return min(ends, key=lambda end: end[0])[1]


def _steps(mark: Mark, stack: str, costs: Costs, grammar: Grammar) -> list[tuple[str, str, float]]:
    """The stacks that a mark can lead to, each with the step and its cost."""
    kind, top = mark.kind, stack[-1:]
    steps = [(stack, "apostrophe", costs.apostrophe), (stack, "prime", costs.prime)]
    if len(stack) < DEEPEST and top != kind:
        unusual = UNUSUAL if not stack and kind == grammar.unusual else 0.0
        steps.append((stack + kind, "open", costs.opening + DEEPER + unusual))
    if grammar.same_inside and top == kind == "D" and len(stack) < DEEPEST:
        steps.append((stack + kind, "open", costs.opening + UNUSUAL))
    if top == kind:
        steps.append((stack[:-1], "close", costs.closing))
        if kind == "D":
            step = ("again", CONTINUED) if costs.new_line else ("reopen", STRAY_OPENING)
            steps.append((stack, step[0], costs.opening + step[1]))
    elif kind == "D" or not mark.straight:
        steps.append((stack, "stray", costs.closing + STRAY_CLOSING))
    finite = [step for step in steps if step[2] < math.inf]
    return finite or [(stack, "stray", STRAY_CLOSING)]


def _left_open(stack: str, lead: str) -> float:
    """What it costs to end a paragraph with quotations still open."""
    if not stack:
        return 0.0
    same = bool(lead) and ("D" if lead[0] in DOUBLE else "S") == stack[0]
    return (CONTINUED if same else LEFT_OPEN) + 1.5 * (len(stack) - 1)


def _settle(doubtful: list[Mark], marks: list[Mark], path: Path | None) -> None:
    """Write the steps of a path into the marks, and join the partners."""
    steps: list[str] = []
    while path is not None and path.step:
        steps.append(path.step)
        path = path.before
    numbers = {id(mark): number for number, mark in enumerate(marks)}
    stack: list[Mark] = []
    for mark, step in zip(doubtful, reversed(steps), strict=True):
        if step in ("apostrophe", "prime"):
            mark.role = Role(step)
        elif step == "again":
            mark.role, mark.again = Role.OPEN, True
        elif step == "close":
            opening = stack.pop()
            opening.role, mark.role = Role.OPEN, Role.CLOSE
            opening.partner, mark.partner = numbers[id(mark)], numbers[id(opening)]
        elif step in ("open", "reopen"):
            if step == "reopen":
                stack.pop()
            stack.append(mark)


def _continue(marks: list[Mark], lead: str) -> None:
    """A quotation left open goes on where the next paragraph opens with the same marks."""
    left = [m for m in marks if m.role is Role.UNPAIRED and m.char not in "”’"]
    for mark, char in zip(left, lead, strict=False):
        if mark.kind != ("D" if char in DOUBLE else "S"):
            return
        mark.role, mark.continued = Role.OPEN, True


def costs_of(text: str, mark: Mark, grammar: Grammar) -> Costs:
    """What each reading of a mark costs, from its neighbours and its word."""
    before, after = _class(text, mark.at - 1), _class(text, mark.at + 1)
    opening = BEFORE_OPENING[before] + AFTER_OPENING[after]
    closing = BEFORE_CLOSING[before] + AFTER_CLOSING[after]
    if after == "word" and text[mark.at - 1 : mark.at] == "…":
        opening = min(opening, 1.0)
    if before == "stop" and after == "word":
        opening = min(opening, 3.5)
    apostrophe = math.inf
    if mark.kind == "S":
        opening += _single(text, mark.at, (before, after), grammar)
        apostrophe = apostrophe_cost(text, mark.at, (before, after), grammar)
    prime = _prime_cost(text, mark)
    new_line = mark.at > 0 and text[mark.at - 1] in HARD
    costs = Costs(opening, closing, apostrophe, prime, new_line)
    found = sorted(costs[:4])
    mark.margin = found[1] - found[0]
    return costs if mark.straight else _shaped(mark, costs)


def _shaped(mark: Mark, costs: Costs) -> Costs:
    """A curly mark keeps its shape: it opens, or it closes or elides."""
    if mark.char in "“‘":
        elides = costs.apostrophe + 2 if mark.char == "‘" else math.inf
        return Costs(0.0, math.inf, elides, math.inf)
    elides = costs.apostrophe if mark.char == "’" else math.inf
    return Costs(math.inf, costs.closing if mark.char == "’" else 0.0, elides, math.inf)


def _prime_cost(text: str, mark: Mark) -> float:
    """A mark after a number may mean inches or feet, rather than nothing at all."""
    if not mark.straight or not text[mark.at - 1 : mark.at].isdigit():
        return math.inf
    return 1.0 if mark.kind == "D" else 4.5


def _single(text: str, at: int, around: tuple[str, str], grammar: Grammar) -> float:
    """Why a single mark is a dearer opening: apostrophes are the more common."""
    cost = 0.9
    if around == ("space", "word"):
        if text[at - 2 : at - 1].isalnum() and text[at + 1].islower():
            cost += 1.2
        word = word_after(text, at).lower()
        if grammar.learnt[word] >= 3:
            cost += 1.5
        elided = grammar.elisions.leading(word.replace("’", "'"))
        cost += max(0.0, 2.5 - 2 * elided) if elided is not None else 0.0
    return cost


def apostrophe_cost(text: str, at: int, around: tuple[str, str], grammar: Grammar) -> float:
    """What it costs to read a single mark as an apostrophe."""
    before, after = around
    if after == "word":
        word = word_after(text, at)
        cost = leading_cost(word, grammar.elisions, grammar.lexicon)
        if grammar.learnt[word.lower()] >= 3:
            cost = min(cost, 1.0)
        return cost + 0.3 if before == "mark" else cost
    if before == "word":
        return trailing_cost(word_before(text, at), grammar.elisions, grammar.lexicon)
    return 2.0 if before == after == "space" else 6.0
