"""Where each word of a document came from in the text as it was read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from octavo.model.finding import Anchor
from octavo.model.nodes import RAW, Node, children, markup

Origin: TypeAlias = tuple[int, int, int]
"""Chapter, number of a Str in it, and offset in that Str."""

Stretches: TypeAlias = list[tuple[tuple[int, int], tuple[int, int]]]


@dataclass(slots=True)
class Trace:
    """Where each Str came from: chapter and number in the text as read, and offsets in it.

    Nodes are known by identity; the trace holds them, so that an identity is never used twice.
    A Str that was changed has, for each of its characters, the two points between which stood what
    it came from: the characters that it replaces, all of them.
    """

    origins: dict[int, tuple[Node, int, int, Stretches | None]] = field(default_factory=dict)

    def number(self, chapter: int, blocks: list[Node]) -> None:
        """Number every Str of a chapter in reading order; behind them, its raw markup."""
        for ordinal, node in enumerate(numbered(blocks)):
            self.origins[id(node)] = (node, chapter, ordinal, None)

    def point(self, node: Node, offset: int) -> tuple[int, int, int] | None:
        """Return chapter, number and original offset of a character (or of the end) of a Str."""
        known = self.origins.get(id(node))
        if known is None:
            return None
        _, chapter, ordinal, stretches = known
        if stretches is None:
            return chapter, ordinal, offset
        if not stretches:
            return chapter, ordinal, 0
        return chapter, *(stretches[offset][0] if offset < len(stretches) else stretches[-1][1])

    def end(self, node: Node, offset: int) -> tuple[int, int, int] | None:
        """Return the original place behind what a character of a Str came from."""
        known = self.origins.get(id(node))
        if known is None:
            return None
        _, chapter, ordinal, stretches = known
        if stretches is None:
            return chapter, ordinal, offset + 1
        return chapter, *(stretches[offset][1] if stretches else (ordinal, 0))

    def anchor(self, nodes: list[Node]) -> Anchor | None:
        """Return the place of the words in some nodes, from the first to the last of them."""
        words = list(strings(nodes))
        if not words:
            return None
        start = self.point(words[0], 0)
        end = self.point(words[-1], len(words[-1]["c"]))
        return Anchor(start[0], start[1:], end[1:]) if start and end else None

    def splice(self, node: Node, splices: list[tuple[int, int, int]]) -> None:
        """Note that in some stretches of a Str, in order, so many characters now stand.

        Each is given by where it began, where it ended and how many characters replaced it.
        """
        known = self.origins.get(id(node))
        if known is None:
            return
        _, chapter, ordinal, _ = known
        old = self._stretches(node)
        stretches: Stretches = []
        at = 0
        for start, end, length in splices:
            if start < end:
                new = (old[start][0], old[end - 1][1])
            else:
                here = old[start][0] if start < len(old) else old[-1][1] if old else (ordinal, 0)
                new = (here, here)
            stretches += old[at:start]
            stretches += [new] * length
            at = end
        self.origins[id(node)] = (node, chapter, ordinal, stretches + old[at:])

    def split(self, node: Node, at: int) -> Node:
        """Cut a Str in two, in place; return its right half, which keeps its place."""
        right: Node = {"t": "Str", "c": node["c"][at:]}
        known = self.origins.get(id(node))
        if known is not None:
            _, chapter, ordinal, _ = known
            old = self._stretches(node)
            self.origins[id(node)] = (node, chapter, ordinal, old[:at])
            self.origins[id(right)] = (right, chapter, ordinal, old[at:])
        node["c"] = node["c"][:at]
        return right

    def join(self, first: Node, second: Node) -> Node:
        """Make one Str of two; each of its characters keeps its place."""
        joined: Node = {"t": "Str", "c": first["c"] + second["c"]}
        one, two = self.origins.get(id(first)), self.origins.get(id(second))
        if one is not None and two is not None and one[1] == two[1]:
            stretches = self._stretches(first) + self._stretches(second)
            self.origins[id(joined)] = (joined, one[1], one[2], stretches)
        return joined

    def adopt(self, node: Node, around: tuple[Origin, Origin], length: int) -> None:
        """Place a Str that stands where a space stood, between two points of one chapter."""
        (chapter, *start), (_, *end) = around
        stretch = ((start[0], start[1]), (end[0], end[1]))
        self.origins[id(node)] = (node, chapter, start[0], [stretch] * length)

    def read_from(self, node: Node, raw: Node, at: int) -> None:
        """Place a Str that was read from raw markup, in whose text it stands at an offset."""
        known = self.origins.get(id(raw))
        if known is not None:
            _, chapter, ordinal, _ = known
            size = len(node["c"]) if raw["c"][1].startswith(node["c"], at) else 0
            each = [((ordinal, at + n), (ordinal, at + n + 1)) for n in range(size)]
            stretches = each or [((ordinal, at), (ordinal, at))] * len(node["c"])
            self.origins[id(node)] = (node, chapter, ordinal, stretches)

    def within(self, raw: Node, start: int, end: int) -> Anchor | None:
        """Return the place of the characters `start:end` of the text of raw markup."""
        known = self.origins.get(id(raw))
        return None if known is None else Anchor(known[1], (known[2], start), (known[2], end))

    def _stretches(self, node: Node) -> Stretches:
        """Return what each character of a Str came from."""
        _, _, ordinal, stretches = self.origins[id(node)]
        if stretches is not None:
            return stretches
        return [((ordinal, at), (ordinal, at + 1)) for at in range(len(node["c"]))]


def numbered(blocks: list[Node]) -> Iterator[Node]:
    """Yield what has a place in a chapter by its number: every Str, then all raw markup."""
    yield from strings(blocks)
    yield from raw_markup(blocks)


def raw_markup(nodes: list[Node]) -> Iterator[Node]:
    """Yield the raw markup below `nodes` in reading order."""
    return (node for node in markup(nodes) if node["t"] in RAW)


def strings(nodes: list[Node]) -> Iterator[Node]:
    """Return every Str below `nodes` in reading order: the order that numbers them."""
    gathered: list[Node] = []
    _collect(nodes, gathered)
    return iter(gathered)


def _collect(nodes: list[Node], gathered: list[Node]) -> None:
    """Gather in a list: nested generators would hand each Str up through every level."""
    held = [node for node in nodes if "c" in node]  # white space holds nothing
    if {node["t"] for node in held} == {"Str"}:  # most lists: a paragraph of words alone
        gathered += held
        return
    for node in held:
        if node["t"] == "Str":
            gathered.append(node)
        else:
            for inner in children(node):
                _collect(inner, gathered)
