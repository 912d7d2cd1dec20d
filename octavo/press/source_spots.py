"""Where what has no words of its own stands in a chapter: images, formulas, what bears an id."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field

import orjson

from octavo.book.chapter import Chapter
from octavo.book.mapped import map_of
from octavo.cache import Cache, key_of
from octavo.model.nodes import Node, children
from octavo.prose.trace import numbered
from octavo.system import programs

KIND = "spots"
"""What the cache holds of it."""

REACH = 5000
"""How many characters behind the words before it a formula or a picture is looked for."""

WITH_ATTRIBUTES = {
    **dict.fromkeys(("Code", "CodeBlock", "Div", "Span", "Link", "Image", "Figure", "Table"), 0),
    "Header": 1,
}
"""Nodes that may bear an id, and which part of them holds it."""


@dataclass(slots=True)
class SpotsInChapter:
    """The lines of images and formulas in the running text, in order, and of ids; 0: unknown."""

    images: list[int] = field(default_factory=list)
    formulas: list[int] = field(default_factory=list)
    ids: dict[str, int] = field(default_factory=dict)


def spots_in(chapter: Chapter, store: Cache) -> SpotsInChapter:
    """Find the spots of a chapter, or give them from the store."""
    key = key_of(programs.identity(), chapter.data, chapter.text)
    data = store.get(KIND, key)
    if data is not None:
        return SpotsInChapter(**orjson.loads(data))
    spots = _Walk(chapter, store).spots()
    store.put(KIND, key, orjson.dumps(asdict(spots)))
    return spots


class _Walk:
    """Walks through a chapter with the offset that was reached in its text."""

    def __init__(self, chapter: Chapter, store: Cache) -> None:
        self.chapter = chapter
        self.blocks = chapter.document().blocks
        self.numbers = {id(node): number for number, node in enumerate(numbered(self.blocks))}
        self.spans = map_of(chapter, store).spans
        self.known = SpotsInChapter()
        self.pending: list[str] = []
        self.at = 0

    def spots(self) -> SpotsInChapter:
        """Return the lines of each spot of the chapter."""
        self.nodes(self.blocks, in_note=False)
        self.name(self.at)
        return self.known

    def nodes(self, nodes: Sequence[Node], *, in_note: bool) -> None:
        """Walk through nodes in the order of the text."""
        for node in nodes:
            self.node(node, in_note=in_note)

    def node(self, node: Node, *, in_note: bool) -> None:
        """Take one node, and what it holds."""
        kind = node["t"]
        if kind == "Str":
            self.word(node)
            return
        if kind in WITH_ATTRIBUTES and (name := node["c"][WITH_ATTRIBUTES[kind]][0]):
            self.pending.append(name)
        if kind == "Math":
            self.apart(self.known.formulas, node["c"][1], in_note=in_note)
        elif kind == "Image":
            self.apart(self.known.images, node["c"][2][0], in_note=in_note, moves=False)
        for inner in children(node):
            self.nodes(inner, in_note=in_note or kind == "Note")

    def word(self, node: Node) -> None:
        """Go on to a word; the ids before it stand at its line."""
        span = self.spans[self.numbers[id(node)]]
        if span is not None:
            self.at = span[1]
            self.name(span[0])

    def apart(self, lines: list[int], text: str, *, in_note: bool, moves: bool = True) -> None:
        """Take an image or a formula by its address or its TeX."""
        offset = self.chapter.read.find(text, self.at, self.at + REACH + len(text))
        if offset >= 0:
            self.name(offset)
        if not in_note:
            lines.append(self.line(offset) if offset >= 0 else 0)
        if offset >= 0 and moves:
            self.at = offset + len(text)

    def name(self, offset: int) -> None:
        """Give the ids that wait their line."""
        if self.pending:
            line = self.line(offset)
            for name in self.pending:
                self.known.ids.setdefault(name, line)
            self.pending.clear()

    def line(self, offset: int) -> int:
        """Return the line of an offset in the text as it was read."""
        return self.chapter.place_read(offset, offset).line
