"""Kinds of paragraphs that may be headings: what their members have in common, and its name."""

from __future__ import annotations

from bisect import insort
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from heapq import heappop, heappush, merge, nsmallest

from octavo.manuscripts.word.structure import series

DEEP = ("decimal", "lettered", "listed")
"""Kinds of numbers that have levels."""


@dataclass(frozen=True, slots=True)
class Look:
    """What the members of a kind have in common."""

    size: int
    bold: bool
    italic: bool
    caps: bool
    underline: bool
    centred: bool
    numbered: str
    depth: int
    ending: str = ""
    style: str = ""


@dataclass(slots=True)
class Group:
    """A kind of paragraphs that may be headings: where they stand, and what is thought of them.

    `like` is a heading by its style or level that looks the same, `same` a kind at whose level it
    stands, `word` what stands before its numbers, `others` the looks of members that differ.
    """

    look: Look
    members: list[int] = field(default_factory=list)
    certain: bool = False
    likely: bool = False
    level: int = 1
    like: int | None = None
    word: str = ""
    same: Group | None = None
    others: dict[Look, None] = field(default_factory=dict)

    def add(self, number: int, look: Look) -> None:
        """Add a member that looks nearly as the others do."""
        insort(self.members, number)
        if look != self.look:
            self.others[look] = None

    def merge(self, other: Group) -> None:
        """Add the members of another kind, and their looks."""
        self.members = list(merge(self.members, other.members))
        self.others |= dict.fromkeys((other.look, *other.others))

    @property
    def is_series(self) -> bool:
        """Whether its numbers stand behind a word of the author's own."""
        return self.look.numbered.startswith(series.KIND)

    @property
    def strength(self) -> tuple[int, ...]:
        """What orders kinds from the top of a book down: the strongest is the least."""
        look = self.look
        order = {"part": 0, "chapter": 1}.get(look.numbered, 2)
        return (
            order, -look.size, -int(look.bold), -int(look.caps), -int(look.centred),
            int(not look.numbered or self.is_series),
            look.depth if look.numbered in DEEP else 0, int(look.italic),
        )  # fmt: skip


ASKED = 6
"""A file asks about no more kinds of headings, or the editor does not read on."""


def merged(groups: list[Group]) -> list[Group]:
    """Return kinds of which no more than `ASKED` are proposed: those of one level become one.

    The smallest are merged first. What is sure stays as it is, and what numbers parts.
    """
    levels: dict[int, list[tuple[int, int, Group]]] = defaultdict(list)
    for place, group in enumerate(groups):
        if not group.certain and group.look.numbered != "part":
            heappush(levels[group.level], (len(group.members), place, group))
    many = sum(map(len, levels.values()))
    gone: set[int] = set()
    while many > ASKED:
        heap = min((heap for heap in levels.values() if len(heap) > 1), key=_smallest)
        (_, first, _), (_, second, _) = heappop(heap), heappop(heap)
        upper, lower = sorted((first, second))
        groups[upper].merge(groups[lower])
        gone.add(lower)
        heappush(heap, (len(groups[upper].members), upper, groups[upper]))
        many -= 1
    return [group for place, group in enumerate(groups) if place not in gone]


def _smallest(heap: list[tuple[int, int, Group]]) -> tuple[int, int]:
    """Return how many members the two smallest kinds of a level have, and where one stands."""
    one, other = nsmallest(2, heap)
    return one[0] + other[0], min(one[1], other[1])


def words_of(groups: list[Group]) -> dict[str, Group]:
    """Return kinds by the words that name them: `bold, 14 pt, centred, numbered 1.1`.

    Of two that have the same words, the one that is sure has them alone.
    """
    names: dict[int, str] = {}
    used: Counter[str] = Counter()
    for place, group in sorted(enumerate(groups), key=lambda item: not item[1].certain):
        words = describe(group.look, *group.others)
        used[words] += 1
        names[place] = words if used[words] == 1 else f"{words} ({used[words]})"
    return {names[place]: group for place, group in enumerate(groups)}


def describe(*looks: Look) -> str:
    """Name a look, or what several looks have in common, in an editor's words."""
    sizes = sorted({look.size for look in looks})
    size = "\N{EN DASH}".join(f"{size / 2:g}" for size in (sizes[0], sizes[-1])[: len(sizes)])
    rows = [_words(look) for look in looks]
    every = list(dict.fromkeys(word for row in rows for word in row))
    every.sort(key=lambda word: _ORDER.index(word) if word in _ORDER else len(_ORDER))
    common = [word for word in every if all(word in row for row in rows)]
    some = [f"some {word}" for word in every if word not in common]
    if len(some) > NAMED:
        some = [f"in {len(looks)} looks"]
    return ", ".join([f"{size} pt", *common, *some])


NAMED = 3
"""More differences than so many are counted and no more named."""

_ORDER = ("bold", "italic", "capitals", "underlined", "centred")


def _words(look: Look) -> list[str]:
    """Return the words for what a look has, but for its size."""
    number = {
        "part": "numbered Part 1", "chapter": "numbered Chapter 1", "section": "numbered Section 1",
        "roman": "numbered I", "han": "numbered 一", "letter": "numbered A",
        "small": "numbered (a)",
        "decimal": "numbered " + ".".join("1" * max(look.depth, 1)),
        "lettered": "numbered " + ".".join(["A", *"1" * (look.depth - 1)]),
        "day": "a day alone",
        "alone": "short, above running text", "named": "a word such as “References” alone",
        "listed": f"numbered by Word, level {look.depth}",
    }.get(look.numbered, "")  # fmt: skip
    if look.numbered.startswith(series.KIND):
        number = f"numbered “{look.numbered.removeprefix(series.KIND)} 1”"
    on = (look.bold, look.italic, look.caps, look.underline, look.centred)
    toggles = [word for word, is_on in zip(_ORDER, on, strict=True) if is_on]
    ending = {":": "ending in a colon", "": ""}.get(look.ending, "ending in a stop")
    return [word for word in (*toggles, number, ending) if word]
