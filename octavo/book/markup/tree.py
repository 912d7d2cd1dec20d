"""Raw HTML as a tree of elements, mended as a browser mends it; what stands between stays itself.

HTML Standard (WHATWG), 13.1.2.4 (tags that may be left out) and 13.2.6 (how a tree is built).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from octavo.book.markup import elements
from octavo.book.markup.report import Report
from octavo.book.markup.tags import Tag, Typed, read
from octavo.model.nodes import Node, stringify

DEEPEST = 48
"""So many elements may stand in one another; a tag beyond is left out and reported."""

IMPLIED = Tag("", False, {"t": "RawInline", "c": ["html", ""]}, 0, 0)
"""Stands for the tag of an element that nobody typed."""


@dataclass(slots=True)
class Words:
    """Inlines that stand between tags: the document's own nodes."""

    nodes: list[Node]


@dataclass(slots=True)
class Block:
    """A block that stands between tags: the document's own node."""

    node: Node


@dataclass(slots=True)
class Element:
    """An element, and what stands in it."""

    name: str
    tag: Tag
    children: list[Child] = field(default_factory=list)
    is_paragraph: bool = False
    """Whether it is a paragraph of the Markdown around, and not a tag."""

    source: Node | None = None
    """The node that the paragraph was."""

    @property
    def attributes(self) -> dict[str, str]:
        """The attributes that were typed."""
        return self.tag.attributes


Child: TypeAlias = Element | Words | Block | Typed


@dataclass(slots=True)
class Tree:
    """Takes tags, words and blocks in their order; `root` holds what they make."""

    report: Report
    closed: frozenset[tuple[int, int]]
    """The opening tags that are closed later: their raw nodes by identity, and their offsets."""

    root: Element = field(default_factory=lambda: Element("", IMPLIED))
    open: list[Element] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    again: list[Element] = field(default_factory=list)
    """Formatting elements that were open at a paragraph's end: they go on in the next."""

    @property
    def top(self) -> Element:
        """The element that is open last."""
        return self.open[-1] if self.open else self.root

    def raw(self, node: Node) -> None:
        """Take a raw node."""
        for token in read(node):
            if isinstance(token, Typed):
                self.typed(token)
            elif token.closes:
                self.end(token)
            else:
                self.start(token)

    def typed(self, token: Typed) -> None:
        """Take text that stands in a raw node."""
        if token.text.strip():
            self._make_room()
        if token.text.strip() or self.top.name not in elements.HOLDS_NO_WORDS:
            self.top.children.append(token)

    def words(self, nodes: list[Node]) -> None:
        """Take inlines that are no tags."""
        if all(node["t"] in ("Space", "SoftBreak") for node in nodes):
            if self.top.name not in elements.HOLDS_NO_WORDS:
                self.top.children.append(Words(nodes))
            return
        self._make_room()
        self.top.children.append(Words(nodes))

    def block(self, node: Node) -> None:
        """Take a block that is no tag."""
        self._end_paragraph()
        if node["t"] == "Header":
            self._close_unclosed()
        self._make_room()
        self.top.children.append(Block(node))

    def paragraph(self, node: Node) -> None:
        """Take a paragraph, with the tags in it."""
        is_plain = node["t"] == "Plain"
        if not is_plain:
            self._end_paragraph()
            self._make_room()
            self._push(Element("p", IMPLIED, is_paragraph=True, source=node))
        self._reopen()
        self.inlines(node["c"])
        if not is_plain and self.counts["p"]:
            self._end_paragraph()

    def inlines(self, nodes: list[Node]) -> None:
        """Take inlines, among which there may be tags."""
        between: list[Node] = []
        for node in nodes:
            if node["t"] == "RawInline" and node["c"][0] == "html":
                if between:
                    self.words(between)
                between = []
                self.raw(node)
            else:
                between.append(node)
        if between:
            self.words(between)

    def start(self, tag: Tag) -> None:
        """Take an opening tag."""
        name = tag.name
        self._judge(tag)
        if name not in elements.KNOWN:
            return
        if name in elements.BLOCKS:
            self._end_paragraph(keep=name not in elements.OPTIONAL)
        closes, beyond = elements.CLOSES.get(name, (frozenset(), frozenset()))
        self._imply_ends(closes, beyond)
        if not self._has_place(name, tag):
            return
        if name not in elements.NEEDS and name not in ("script", "template", "style"):
            self._make_room()
        if tag.closed:
            self.top.children.append(Element(name, tag))
        elif len(self.open) >= DEEPEST:
            self.report.mended(tag, "stands too deep in others, and is left out")
        else:
            self._push(Element(name, tag))

    def _judge(self, tag: Tag) -> None:
        """Report an element that is left out, or has no meaning in a book."""
        if tag.name in elements.LOST:
            self.report.lost(tag)
        elif tag.name in elements.UNSEEN:
            self.report.unseen(tag)
        elif tag.name not in elements.KNOWN:
            self.report.plain(tag)
            self.report.words_in(tag)

    def end(self, tag: Tag) -> None:
        """Take a closing tag: what is open inside its element is closed too."""
        name = tag.name
        if name not in elements.KNOWN:
            return
        if not self.counts[name]:
            self._end_nothing(tag)
            return
        again: list[Element] = []
        while self.open:
            element = self._pop()
            if element.name == name:
                break
            if element.name in elements.FORMATTING and self._is_closed(element.tag):
                again.append(element)
            self._unclosed(element)
        for element in reversed(again):
            self._push(Element(element.name, element.tag))

    def _end_nothing(self, tag: Tag) -> None:
        """Take a closing tag whose element is not open."""
        name = tag.name
        waiting = next((one for one in reversed(self.again) if one.name == name), None)
        if waiting is not None:
            self.again.remove(waiting)
        elif name in ("br", "hr"):
            self.report.mended(tag, "closes nothing: it stands for the opening one")
            self.start(Tag(name, False, tag.raw, tag.start, tag.end, {}, True))
        elif name != "p":
            self.report.mended(tag, "closes nothing")

    def finish(self) -> Element:
        """Close what is open; return the root."""
        while self.open:
            self._unclosed(self._pop())
        for element in self.again:
            self._unclosed(element)
        self.again = []
        return self.root

    def _push(self, element: Element) -> None:
        self.top.children.append(element)
        self.open.append(element)
        self.counts[element.name] += 1

    def _pop(self) -> Element:
        element = self.open.pop()
        self.counts[element.name] -= 1
        return element

    def _unclosed(self, element: Element) -> None:
        tag = element.tag
        if tag is not IMPLIED and element.name not in elements.OPTIONAL:
            self.report.mended(tag, "is not closed where it should be", once=True)

    def _close_unclosed(self) -> None:
        """Before a heading: close the elements that no tag closes, and those inside them."""
        first = next((n for n, one in enumerate(self.open) if not self._is_closed(one.tag)), None)
        while first is not None and len(self.open) > first:
            self._unclosed(self._pop())

    def _is_closed(self, tag: Tag) -> bool:
        return tag is IMPLIED or (id(tag.raw), tag.start) in self.closed

    def _end_paragraph(self, *, keep: bool = True) -> None:
        """Close an open paragraph; what only says how words look goes on behind it."""
        while self.open and self.top.name in elements.FORMATTING:
            if self._is_closed(self.top.tag):
                break
            self._unclosed(self._pop())
        if not self.counts["p"]:
            return
        names = [one.name for one in self.open]
        at = len(names) - 1 - names[::-1].index("p")
        if any(one.name in elements.BLOCKS for one in self.open[at + 1 :]):
            return
        kept = []
        while len(self.open) > at:
            element = self._pop()
            if element.name == "p":
                break
            if keep and element.name in elements.FORMATTING and self._is_closed(element.tag):
                kept.append(element)
            else:
                self._unclosed(element)
        self.again += reversed(kept)

    def _reopen(self) -> None:
        """Open again what went on behind the paragraph before."""
        again, self.again = self.again, []
        for element in again:
            self._push(Element(element.name, element.tag))

    def _imply_ends(self, names: frozenset[str], beyond: frozenset[str]) -> None:
        """Close elements whose closing tags may be left out before the next of their kind."""
        if not names or not any(self.counts[name] for name in names):
            return
        depth = len(self.open)
        for number in range(len(self.open) - 1, -1, -1):
            name = self.open[number].name
            if name in beyond:
                break
            if name in names:
                depth = number
        while len(self.open) > depth:
            self._unclosed(self._pop())

    def _has_place(self, name: str, tag: Tag) -> bool:
        """Give an element what it must stand in; False where it can have no place here."""
        inside, missing = elements.NEEDS.get(name, (frozenset(), ""))
        if not inside or self.top.name in inside:
            return True
        if name in ("td", "th", "tr") and not self.counts["table"]:
            self.report.plain(tag, "stands in no table")
            return False
        if not missing:
            if name == "caption" and not self.counts["table"]:
                self.report.plain(tag, "stands in no table")
                return False
            return bool(self.counts["table"])
        if self.top.name in elements.HOLDS_NO_WORDS and name == "li":
            self._make_room()
        self._push(Element(missing, IMPLIED))
        return True

    def _make_room(self) -> None:
        """Open what words must stand in, where the element that is open holds none itself."""
        name = self.top.name
        if name not in elements.HOLDS_NO_WORDS:
            return
        self.report.mended(self.top.tag, "holds something outside its cells or items", once=True)
        if name in elements.LISTS:
            self._push(Element("li", IMPLIED))
        elif name == "dl":
            self._push(Element("dd", IMPLIED))
        else:
            if name != "tr":
                self._push(Element("tr", IMPLIED))
            self._push(Element("td", IMPLIED))


def text_of(children: Sequence[Child]) -> str:
    """Return the text that stands in elements that hold typed text, code or the like."""
    parts = []
    for child in children:
        if isinstance(child, Typed):
            parts.append(child.text)
        elif isinstance(child, Words):
            parts.append(stringify(child.nodes))
        elif isinstance(child, Block):
            parts.append(stringify([child.node]) + "\n")
        elif child.name == "br":
            parts.append("\n")
        elif child.name not in elements.SILENT:
            parts.append(text_of(child.children))
    return "".join(parts)
