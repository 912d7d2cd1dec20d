"""Kinds of paragraphs that may be headings: what their members have in common, and its name."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace

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

    `like` is a heading by its style or level that looks the same, `word` what stands before its
    numbers.
    """

    look: Look
    members: list[int] = field(default_factory=list)
    certain: bool = False
    likely: bool = False
    level: int = 1
    like: int | None = None
    word: str = ""

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


def words_of(groups: list[Group]) -> dict[str, Group]:
    """Return kinds by the words that name them: `bold, 14 pt, centred, numbered 1.1`."""
    named: dict[str, Group] = defaultdict(lambda: Group(replace(groups[0].look)))
    for group in groups:
        name = describe(group.look)
        while name in named:
            name += " (2)"
        named[name] = group
    return dict(named)


def describe(look: Look) -> str:
    """Name a look in an editor's words."""
    size = f"{look.size / 2:g} pt"
    number = {
        "part": "numbered Part 1", "chapter": "numbered Chapter 1", "section": "numbered Section 1",
        "roman": "numbered I", "han": "numbered 一", "letter": "numbered A",
        "small": "numbered (a)",
        "decimal": "numbered " + ".".join("1" * max(look.depth, 1)),
        "lettered": "numbered " + ".".join(["A", *"1" * (look.depth - 1)]),
        "alone": "short, above running text", "named": "a word such as “References” alone",
        "listed": f"numbered by Word, level {look.depth}",
    }.get(look.numbered, "")  # fmt: skip
    if look.numbered.startswith(series.KIND):
        number = f"numbered “{look.numbered.removeprefix(series.KIND)} 1”"
    toggles = [
        name
        for name, is_on in (
            ("bold", look.bold), ("italic", look.italic), ("capitals", look.caps),
            ("underlined", look.underline), ("centred", look.centred),
        )
        if is_on
    ]  # fmt: skip
    ending = {":": "ending in a colon", "": ""}.get(look.ending, "ending in a stop")
    return ", ".join(filter(None, [size, *toggles, number, ending]))
