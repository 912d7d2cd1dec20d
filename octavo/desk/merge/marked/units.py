"""Puts the annotations of a PDF together: a mark with those that belong to it, and its replies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from octavo.formats.pdf.proofs.annotations import Mark

REFUSED, TAKEN = ("Rejected", "Cancelled"), ("Accepted", "Completed")
"""What reviewers say of a mark (ISO 32000-2, 12.5.6.3)."""


@dataclass(slots=True)
class Unit:
    """A mark that stands by itself: its number, those grouped with it, its replies with numbers.

    `states` holds the last answer of each reviewer.
    """

    number: int
    mark: Mark
    group: list[Mark] = field(default_factory=list)
    replies: list[tuple[int, Mark]] = field(default_factory=list)
    states: dict[str, str] = field(default_factory=dict)

    @property
    def all(self) -> list[Mark]:
        """The mark and those that belong to it."""
        return [self.mark, *self.group]

    def of(self, kind: str) -> list[Mark]:
        """Return its marks of a kind."""
        return [one for one in self.all if one.kind == kind]

    @property
    def is_refused(self) -> bool:
        """Whether all who answered it refuse it."""
        return bool(self.states) and all(one in REFUSED for one in self.states.values())

    @property
    def is_disputed(self) -> bool:
        """Whether some refuse it and some take it."""
        states = set(self.states.values())
        return bool(states & set(REFUSED)) and bool(states & set(TAKEN))

    @property
    def is_done(self) -> bool:
        """Whether somebody has settled it."""
        return bool(self.states) and not self.is_disputed


def units(marks: Sequence[Mark]) -> list[Unit]:
    """Return the marks of a file that stand by themselves, in the order of the pages."""
    roots = [_root(marks, number) for number in range(len(marks))]
    made = {
        number: Unit(number, mark)
        for number, mark in enumerate(marks)
        if roots[number] == number and not mark.state
    }
    for number, mark in enumerate(marks):
        unit = made.get(roots[number])
        if unit is None or roots[number] == number:
            continue
        if mark.state:
            _say(unit, mark)
        elif mark.is_grouped:
            unit.group.append(mark)
        else:
            unit.replies.append((number, mark))
    shown = [unit for unit in made.values() if not unit.mark.is_hidden]
    return sorted(shown, key=lambda unit: (unit.mark.page, unit.number))


def _say(unit: Unit, mark: Mark) -> None:
    if mark.state in (*REFUSED, *TAKEN):
        unit.states[mark.author] = mark.state
    elif mark.state == "None":
        unit.states.pop(mark.author, None)


def _root(marks: Sequence[Mark], number: int) -> int:
    """Return the mark that an annotation answers in the end; itself where it answers in a ring."""
    at, seen = number, {number}
    while marks[at].parent >= 0:
        at = marks[at].parent
        if at in seen:
            return number
        seen.add(at)
    return at
