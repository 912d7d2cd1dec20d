"""Asks an editor about all that is open, one by one: what is met most often comes first."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from octavo.desk.decide import Desk, Verdict
from octavo.model.finding import Finding, Tier
from octavo.report import invisible

Ask: TypeAlias = Callable[[str], str]
"""Asks a question and returns the answer. Raises EOFError at the end of the input."""

Say: TypeAlias = Callable[[str], None]

AROUND = 34
"""How many characters of context are shown on either side."""

WORD_BEFORE, WORD_AFTER = re.compile(r"[\w’'‐–-]*\Z"), re.compile(r"[\w’'‐–-]*")
HELP = (
    "a  accept this one          A  accept all that are alike",
    "r  reject this one          R  reject all that are alike",
    "l  leave this, and say why  L  leave all that are alike",
    "s  skip this one            S  skip all that are alike",
    "q  quit; what was decided is kept",
)


@dataclass(frozen=True, slots=True)
class Group:
    """Suggestions that ask for the same change in the same word, or flags that say the same.

    They are in the order of the text.
    """

    before: str
    after: str
    findings: tuple[Finding, ...]


def groups(findings: Sequence[Finding]) -> list[Group]:
    """Put equal findings together, the most frequent first, else in the order of the text."""
    met: dict[tuple[str, str, str], list[Finding]] = {}
    for finding in findings:
        words = ("", finding.message) if finding.tier is Tier.FLAG else _words(finding)
        met.setdefault((finding.rule, *words), []).append(finding)
    made = [Group(before, after, tuple(equal)) for (_, before, after), equal in met.items()]
    return sorted(made, key=lambda group: -len(group.findings))


def _words(finding: Finding) -> tuple[str, str]:
    """The word, or words, that a finding changes: before and after."""
    left, right = finding.context
    head, tail = WORD_BEFORE.search(left), WORD_AFTER.match(right)
    word = (head[0] if head else "", tail[0] if tail else "")
    return finding.before.join(word), finding.after.join(word)


def ask_all(desk: Desk, ask: Ask, say: Say, reason: str = "") -> Iterator[str]:
    """Ask about all that is open; settle each answer at once, and print it.

    Ends where the editor quits, or types no more.
    """
    asked = groups(desk.waiting)
    if not asked:
        yield "Nothing is open."
        return
    say(f"{len(desk.waiting)} open, {len(asked)} of them different. ? explains.")
    for number, group in enumerate(asked, 1):
        say(f"\n{number} of {len(asked)}: {_title(group)}")
        answers = _group(desk, group, ask, say)
        for findings, verdict in answers:
            if verdict is None:
                yield "Stopped; what was decided is kept."
                return
            whole = verdict if verdict.is_left else replace(verdict, reason=reason)
            yield from desk.settle(findings, whole)


Answer: TypeAlias = tuple[Sequence[Finding], Verdict | None]
"""Findings, and what is decided about them; None: the editor quits."""


def _title(group: Group) -> str:
    finding = group.findings[0]
    times = len(group.findings)
    places = "1 place" if times == 1 else f"{times} places"
    if finding.tier is Tier.FLAG:
        return f"{finding.message} {finding.hint}".rstrip() + f"  ({finding.rule}, {places})"
    change = _readings(group.before, group.after)
    return f"{change}  ({finding.rule}, {places})\n{finding.message} {finding.hint}".rstrip()


def _group(desk: Desk, group: Group, ask: Ask, say: Say) -> Iterator[Answer]:
    """Ask about each place of a group, or at once about all that are left of it."""
    left = list(group.findings)
    while left:
        say(_context(left[0]))
        answer = _answer(ask, say, _keys(desk, left, say))
        chosen = left if answer.isupper() else left[:1]
        if answer in "lL":
            verdict = _left(ask)
            answer = answer if verdict else "q"
        if answer == "q":
            yield (), None
            return
        if answer in "lL":
            yield chosen, verdict
        elif answer in "aArR":
            yield chosen, Verdict(answer in "aA")
        left = left[len(chosen) :]


def _keys(desk: Desk, left: Sequence[Finding], say: Say) -> str:
    """Return the answers that can be given about a finding, and about all that are like it."""
    writes = left[0].tier is not Tier.FLAG and desk.can_be_written(left[0])
    allowed = ("a" if writes else "") + ("ls" if left[0].tier is Tier.FLAG else "rls")
    if not writes and left[0].tier is not Tier.FLAG:
        say("  This cannot be written by itself: make it in the source, or reject it.")
    return allowed + (allowed.upper() if len(left) > 1 else "")


def _left(ask: Ask) -> Verdict | None:
    """Ask why something is left; None where nothing more is typed."""
    while True:
        try:
            typed = " ".join(ask("  because ").split()).removeprefix("because ")
        except EOFError:
            return None
        if typed:
            return Verdict(accept=False, reason=typed, is_left=True)


def _answer(ask: Ask, say: Say, allowed: str) -> str:
    """Ask until the answer is one of those that can be given here."""
    question = f"  [{'/'.join(allowed)}/q/?] "
    while True:
        try:
            typed = ask(question).strip()
        except EOFError:
            return "q"
        if typed and typed in f"{allowed}qQ":
            return "q" if typed == "Q" else typed
        for line in HELP:
            say(f"  {line}")


def _context(finding: Finding) -> str:
    """Return a place as a line: where, the words around, the change between square brackets."""
    left, right = (invisible.in_line(side) for side in finding.context)
    if finding.tier is Tier.FLAG:
        words = invisible.in_line(finding.before)
        words = words if len(words) <= AROUND else f"{words[:AROUND]}…"
        return f"  {finding.place or finding.format}: …{left[-AROUND:]}[{words}]{right[:AROUND]}…"
    change = f"[{_readings(finding.before, finding.after)}]"
    return f"  {finding.place}: …{left[-AROUND:]}{change}{right[:AROUND]}…"


def _readings(before: str, after: str) -> str:
    old, new = invisible.change(before, after)
    return f"{old or '‸'} → {new or '‸'}"
