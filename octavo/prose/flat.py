"""Inlines flattened to one string, with a way back to the nodes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from octavo.model.nodes import CONTAINERS, SPACES, Node, attr_of

OBJECT = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands in flattened text for what must not be touched: code, a formula, an image, a citation."""

LITERAL_CLASSES = frozenset(("verbatim", "literal", "uri", "email"))

Part: TypeAlias = tuple[str, Node | None, list[Node], bool]
"""What one node gives: its text, the node, the list that holds it, whether it is fixed."""


def same_language(one: str, other: str) -> bool:
    """Whether two language tags name the same language, whatever the region."""
    return one.partition("-")[0].lower() == other.partition("-")[0].lower()


def language_inside(node: Node, lang: str) -> tuple[str, bool]:
    """Return the language inside a node, and whether its text is to be left as it is."""
    attr = attr_of(node)
    if attr is None:
        return lang, False
    literal = not LITERAL_CLASSES.isdisjoint(attr[1])
    return dict(attr[2]).get("lang", lang), literal


@dataclass(slots=True)
class Flat:
    """Flattened inlines: the parts, and the notes, images and marks met on the way.

    `lang` is the language around them: words in another one are fixed.
    """

    lang: str
    parts: list[Part] = field(default_factory=list)
    notes: list[list[Node]] = field(default_factory=list)
    images: list[list[Node]] = field(default_factory=list)
    marks: list[tuple[int, Node]] = field(default_factory=list)
    lists: list[int] = field(default_factory=list)
    """The identity of each list that was read."""

    @property
    def length(self) -> int:
        """How many characters have been read."""
        return sum(len(part[0]) for part in self.parts)

    def read(self, nodes: list[Node], fixed: bool) -> None:
        """Add inlines; `fixed` where they must not be changed."""
        self.lists.append(id(nodes))
        add = self.parts.append
        for node in nodes:
            kind = node["t"]
            if kind == "Str":
                add((node["c"], node, nodes, fixed))
            elif kind in SPACES:
                add((SPACES[kind], node, nodes, fixed))
            else:
                self._inside(node, nodes, fixed)

    def _inside(self, node: Node, nodes: list[Node], fixed: bool) -> None:
        """An inline that is neither Str nor space."""
        kind = node["t"]
        if kind in CONTAINERS:
            self.read(node["c"], fixed)
        elif kind == "Link" and not node["c"][1]:
            self.parts.append((OBJECT, None, nodes, True))  # it will have words: see linknames
        elif kind in ("Span", "Link"):
            lang, literal = language_inside(node, self.lang)
            self.read(node["c"][1], fixed or literal or not same_language(lang, self.lang))
        elif kind == "Quoted":
            self._quoted(node, fixed)
        elif kind == "Note":
            self.notes.append(node["c"])
            self.marks.append((self.length, node))
        else:
            if kind == "Cite":
                self.marks.append((self.length, node))
            if kind == "Image":
                self.images.append(node["c"][1])
            self.parts.append((OBJECT, None, nodes, True))

    def _quoted(self, node: Node, fixed: bool) -> None:
        """A Quoted node, as plain pandoc with `smart` gives it, becomes typed quotation marks."""
        mark = '"' if node["c"][0]["t"] == "DoubleQuote" else "'"
        inner = node["c"][1]
        node.clear()
        opening: Node = {"t": "Str", "c": mark}
        closing: Node = {"t": "Str", "c": mark}
        node.update(t="Span", c=[["", ["quoted"], []], [opening, *inner, closing]])
        self.read(node["c"][1], fixed)
