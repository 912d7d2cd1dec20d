"""Decisions whose paragraph was moved, parted or edited: found again by their own words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from octavo.book import edited
from octavo.book.decisions import WORD, Decision, topic_of
from octavo.book.passages import FEWEST, Paragraphs, Wording
from octavo.model.finding import Finding

PARTED = re.compile(r"\w\W*\n\W*\w")
"""The end of a paragraph between two words."""

MOST = 200
"""With more decisions than this about one change beside one word, none is looked for."""

Near: TypeAlias = tuple[str, str, str, str, int]
"""Rule, before, after, and a nearest word with its side: how decisions are looked up."""


@dataclass(slots=True)
class Moved:
    """Decisions by their change and the words beside it, and the paragraphs of the book.

    A decision is about a finding of other surroundings only where its words stand in one place of
    the whole book, and no other decision could be meant. So it is where a word beside was edited.
    """

    is_exact: bool = False
    """Whether no word beside a change may be another one."""
    _near: dict[Near, list[Decision]] = field(default_factory=lambda: defaultdict(list))
    _places: dict[tuple[Decision, bool], int] = field(default_factory=dict)
    _paragraphs: Paragraphs | None = None

    def add(self, decision: Decision) -> None:
        """Take in a decision; one about a numbered place among equal ones stays where it was."""
        if decision.occurrence:
            return
        wording = _wording(decision)
        change = topic_of(decision.rule, decision.before, decision.after)
        for key in _keys(change, wording):
            self._near[key].append(decision)

    def find(
        self, finding: Finding, around: tuple[str, str], texts: Iterable[str]
    ) -> Decision | None:
        """Return the decision about a finding, known by its words between those `around` it.

        `texts` are the chapters' running texts, read where a decision may be meant.
        """
        left, right = around
        now = Wording.of(left, finding.before, right)
        change = topic_of(finding.rule, finding.before, finding.after)
        asked = [self._near.get(key, ()) for key in _keys(change, now)]
        if sum(map(len, asked)) > MOST:
            return None
        met = {decision for decisions in asked for decision in decisions}
        fitting = [decision for decision in met if _fits(decision, (left, right), now)]
        is_edited = not fitting
        if is_edited and not self.is_exact:
            fitting = edited.meant(met, around, finding.before)
        if len(fitting) != 1:
            return None
        (decision,) = fitting
        return decision if self._count(decision, texts, is_edited=is_edited) == 1 else None

    def _count(self, decision: Decision, texts: Iterable[str], *, is_edited: bool) -> int:
        """Return at how many places of the book the words of a decision stand now."""
        if self._paragraphs is None:
            lines = [line for text in texts for line in text.split("\n")]
            self._paragraphs = Paragraphs(lines)
        key = decision, is_edited
        if key not in self._places:
            self._places[key] = (
                edited.count(decision, self._paragraphs)
                if is_edited
                else len(self._paragraphs.find(_wording(decision)))
            )
        return self._places[key]


def _wording(decision: Decision) -> Wording:
    return Wording.of(decision.left, decision.before, decision.right)


def _fits(decision: Decision, around: tuple[str, str], now: Wording) -> bool:
    """Whether the words around a decision are those around a finding.

    On each side they are equal across the ends of paragraphs, or as far as both paragraphs go. On
    one of them a paragraph may end sooner now, or then.
    """
    then = _wording(decision)
    left = _Side(decision.left, around[0], then.left[::-1], now.left[::-1])
    right = _Side(decision.right, around[1], then.right, now.right)
    met = len(then.words) + len(then.left) + len(then.right)
    equal = left.is_equal or right.is_equal
    return equal and left.agrees and right.agrees and met >= FEWEST


@dataclass(frozen=True, slots=True)
class _Side:
    """The text on one side of a decision, and of a finding; and the words up to a paragraph's end.

    The nearest words are the first.
    """

    then: str
    now: str
    near_then: tuple[str, ...]
    near_now: tuple[str, ...]

    @property
    def is_equal(self) -> bool:
        words = WORD.findall(self.then) == WORD.findall(self.now)
        return words or self.near_then == self.near_now

    @property
    def agrees(self) -> bool:
        fewer = min(len(self.near_then), len(self.near_now))
        parted = PARTED.search(self.then) or PARTED.search(self.now)
        return self.is_equal or bool(parted and self.near_then[:fewer] == self.near_now[:fewer])


def _keys(change: tuple[str, str, str], wording: Wording) -> Iterator[Near]:
    for side, words in ((0, wording.left[-1:]), (1, wording.right[:1])):
        for word in words:
            yield (*change, word, side)
