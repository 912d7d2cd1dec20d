"""The running text of a manuscript where citations are sought, and which of it lists works."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from octavo.manuscripts.pieces import Passage
from octavo.model.finding import Place
from octavo.model.nodes import Node, children, stringify
from octavo.text.citations.headings import heads_list


@dataclass(slots=True)
class Lists:
    """Whether what is read stands in a list of works: under its heading, or one below that."""

    level: int = 0

    def heading(self, level: int, words: str) -> None:
        """Take in a heading, with its level (1 is the highest)."""
        if not 0 < self.level < level:
            self.level = level if heads_list(words) else 0

    def __bool__(self) -> bool:
        return self.level > 0


def passages(blocks: list[Node], file: str) -> list[Passage]:
    """Return the text of every paragraph below some blocks of a file, notes included."""
    return list(_passages(blocks, Lists(), Passage("", Place(file))))


def _passages(nodes: list[Node], lists: Lists, around: Passage) -> Iterator[Passage]:
    for node in nodes:
        if node["t"] == "Header":
            lists.heading(node["c"][0], stringify(node["c"][2]))
        elif node["t"] in ("Para", "Plain"):
            slanted = (stringify(n["c"]) for n in node["c"] if n["t"] == "Emph")
            yield replace(
                around,
                text=stringify(node["c"]),
                listed=bool(lists) and not around.note,
                emphasised=tuple(slanted),
            )
        for inner in children(node):
            yield from _passages(
                inner, lists, replace(around, note=around.note or node["t"] == "Note")
            )
