"""Levels of quotation: which marks of the house a quotation takes, and what a text does itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from octavo.text.quotations.read import DOUBLE, Mark, Role
from octavo.text.style.locales import Style

TALK = re.compile(r"[,.!?…—–-]$")
CERTAIN = 3.0
"""The margin from which a mark may be exchanged for one of another level."""


class Marked(NamedTuple):
    """A paragraph's text, and its quotation marks as they were read."""

    text: str
    marks: list[Mark]


@dataclass(frozen=True, slots=True)
class Habit:
    """How a text sets its quotations: `curly` opening marks by kind; whether single are outer.

    `straight`: how many quotations are not curly. `exchange`: the text's curly marks are all at
    the other level, and take those of the house.
    """

    curly_double: int = 0
    curly_single: int = 0
    single_first: bool = False
    exchange: bool = False
    straight: int = 0

    @property
    def curly(self) -> int:
        """How many quotations are curly already."""
        return self.curly_double + self.curly_single

    def is_other(self, style: Style) -> bool:
        """Whether the curly marks of the text are at the other level than the style's."""
        same, other = self.curly_double, self.curly_single
        if style.outer[0] != "“":
            same, other = other, same
        return style.lang == "en" and other > 3 and other > 3 * same

    def is_mixed(self, style: Style) -> bool:
        """Whether the text has curly quotations at the other level, and most at the style's."""
        other = self.curly_single if style.outer[0] == "“" else self.curly_double
        return style.lang == "en" and other > 0 and self.straight > other

    def style(self, style: Style) -> Style:
        """The style to follow: the text's own level where its curly marks are the other way."""
        if self.is_other(style) and not self.exchange:
            return replace(style, outer=style.inner, inner=style.outer, keep_single=False)
        return style

    def exchanging(self) -> Habit:
        """The same text, whose curly marks take the house's levels."""
        return replace(self, exchange=True, single_first=self.curly_single > self.curly_double)


def single_first(paragraphs: Iterable[Marked]) -> bool:
    """Whether a text has single marks outside: by what stands in what, else by its speech."""
    nested, spoken = Counter[str](), Counter[str]()
    for text, marks in paragraphs:
        nested.update(_around_others(marks))
        spoken.update(_speech(text, marks))
    if nested["S"] == nested["D"]:
        return spoken["S"] > spoken["D"]
    return nested["S"] > nested["D"]


def _around_others(marks: list[Mark]) -> Iterator[str]:
    """Yield the kind of each outer quotation with one of the other kind inside."""
    end = -1
    for number, mark in enumerate(marks):
        if mark.role is Role.OPEN and mark.partner is not None and number > end:
            end = mark.partner
            if any(m.opens and m.kind != mark.kind for m in marks[number + 1 : end]):
                yield mark.kind


def _speech(text: str, marks: list[Mark]) -> Iterator[str]:
    """Yield the kind of each quotation typed straight; of single ones only what ends as speech."""
    for mark in marks:
        spoken = mark.kind == "D" or TALK.search(text[: mark.at][-2:])
        if mark.role is Role.CLOSE and mark.straight and spoken:
            yield mark.kind


def is_certain(marks: list[Mark], outer: str) -> bool:
    """Whether every mark is surely read, and all quotations but inner ones are of one kind."""
    depth = 0
    for mark in marks:
        if mark.role is Role.UNPAIRED or mark.margin < CERTAIN:
            return False
        if mark.opens and not mark.again:
            if depth % 2 == (mark.kind == outer):
                return False
            depth += 1
        depth -= mark.role is Role.CLOSE
    return True


def levels_of(marks: list[Mark], style: Style, habit: Habit) -> dict[int, tuple[str, str]]:
    """Return the pair of marks that each opening and closing mark belongs to, by its number."""
    levels: dict[int, tuple[str, str]] = {}
    around: list[int] = []
    for number, mark in enumerate(marks):
        if mark.again and around:
            levels[number] = levels[around[-1]]
        elif mark.opens:
            partner = marks[mark.partner] if mark.partner is not None else mark
            outer = levels[around[-1]] if around else None
            levels[number] = _pair(mark, partner, outer, style, habit)
            around.append(number)
        elif mark.role is Role.CLOSE and mark.partner is not None:
            levels[number] = levels[mark.partner]
            while around and around.pop() != mark.partner:
                pass
    return levels


def _pair(
    mark: Mark, partner: Mark, around: tuple[str, str] | None, style: Style, habit: Habit
) -> tuple[str, str]:
    """The pair for a quotation: its curly half decides, else the quotation around it."""
    curly = next((m for m in (mark, partner) if not m.straight), None)
    if curly is not None and not habit.exchange:
        return ("“", "”") if curly.char in DOUBLE else ("‘", "’")
    if around:
        return style.inner if around == style.outer else style.outer
    if style.keep_single and mark.kind == "S" and not habit.single_first:
        return style.inner
    return style.outer


def faced(role: Role | None, level: tuple[str, str], style: Style) -> str:
    """An opening or closing mark with the space that the style puts inside."""
    padding = style.padding if level == style.outer else ""
    return level[0] + padding if role is Role.OPEN else padding + level[1]
