"""Gives kinds of faked headings their levels: by what stands above what, and by typed numbers."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field

from octavo.manuscripts.word.structure.kinds import Group
from octavo.model.meanings import LEVELS

ALIKE = ("part", "chapter", "section", "roman", "letter", "han")
"""Kinds of numbers that stand for one level, however their headings look."""


@dataclass(slots=True)
class _Above:
    """Headings whose levels are known: where they stand, in order."""

    levels: dict[int, int]
    order: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.order = sorted(self.levels)

    def add(self, group: Group) -> None:
        """Add the headings of a kind."""
        self.levels |= dict.fromkeys(group.members, group.level)
        self.order = sorted(self.levels)

    def around(self, group: Group) -> int:
        """Return the level of what most members of a kind stand under; 0 for nothing."""
        seen_below: Counter[int] = Counter()
        for number in group.members:
            at = bisect_left(self.order, number)
            seen_below[self.levels[self.order[at - 1]] if at else 0] += 1
        return max(seen_below.items(), key=lambda item: (item[1], item[0]))[0]


def give(groups: list[Group], known: dict[int, int]) -> None:
    """Give kinds, from the strongest on, their levels. `known` are the levels of other headings.

    A kind stands one level below the stronger kind that its members most often follow. What is
    only proposed stands above nothing that is sure.
    """
    for certain in (True, False):
        above = _Above(dict(known))
        for group in groups:
            if group.certain and not certain:
                above.add(group)
        same: dict[object, int] = {}
        for group in (one for one in groups if one.certain == certain):
            if group.like is not None and not group.look.numbered:
                group.level = known[group.like]
                continue
            if group.same is not None:
                group.level = group.same.level
                continue
            _one(group, above, same, groups)
            above.add(group)


def _one(group: Group, above: _Above, same: dict[object, int], groups: list[Group]) -> None:
    """Give one kind its level."""
    look = group.look
    key: object = (look.numbered, group.word) if look.numbered in ALIKE else group.strength[:6]
    if look.numbered == "decimal":
        depths = [one.look.depth for one in groups if one.look.numbered == "decimal"]
        anchor = same.setdefault("decimal", above.around(group))
        level = anchor + look.depth - (min(depths) - 1 if anchor or min(depths) > 1 else 0)
        same.setdefault(("seen", *group.strength[:5]), level)
    else:
        seen = same.get(("seen", *group.strength[:5])) if look.numbered == "listed" else None
        level = seen or same.setdefault(key, above.around(group) + 1)
    group.level = min(max(level, 1), LEVELS["heading"])
