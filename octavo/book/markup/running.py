"""Running text made of raw HTML: the inlines of elements, and of the words between them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from octavo.book.markup import elements
from octavo.book.markup.attributes import attr_of, length, spanned
from octavo.book.markup.contents import all_lines
from octavo.book.markup.report import Report
from octavo.book.markup.tags import Typed
from octavo.book.markup.tree import Block, Child, Element, Words, text_of
from octavo.model.nodes import Attr, Node, inlines, string
from octavo.prose.trace import Trace

SPACES = frozenset(("Space", "SoftBreak"))
BLANKS = SPACES | {"LineBreak"}
BREAK: Node = {"t": "LineBreak"}


@dataclass(slots=True)
class Running(ABC):
    """Makes inlines of elements. `marks` are those of quotations, outer and inner, two each."""

    report: Report
    trace: Trace
    marks: Sequence[str]
    quoted: int = 0
    """How many quotations are open."""

    @abstractmethod
    def blocks(self, children: Iterable[Child], *, tight: bool = False) -> list[Node]:
        """Return the blocks of some children."""

    def inlines(self, children: Iterable[Child]) -> list[Node]:
        """Return the inlines of some children."""
        made: list[Node] = []
        for child in children:
            if isinstance(child, Words):
                made += child.nodes
            elif isinstance(child, Typed):
                made += self._typed(child)
            elif isinstance(child, Element):
                made += self.inline(child)
        return made

    def line(self, children: Sequence[Child]) -> list[Node]:
        """Return children as one line: the ends of blocks in it are ends of lines."""
        if not any(is_block(child) for child in children):
            return self.inlines(children)
        made: list[Node] = []
        for nodes in all_lines(self.blocks(children)):
            made += [dict(BREAK), *nodes] if made else nodes
        return made

    def inline(self, element: Element) -> list[Node]:
        """Return the inlines of one element."""
        name = element.name
        if name not in elements.KNOWN or name in elements.UNSEEN_OR_LOST:
            return [] if name in elements.SILENT else self.line(element.children)
        if name in elements.VOID:
            return self._void(element)
        attr = attr_of(element, self.report)
        if name in elements.CODE:
            text = " ".join(text_of(element.children).split())
            return [{"t": "Code", "c": [attr, text]}] if text else []
        if name == "q":
            return spanned(self._quotation_of(element), attr)
        inside = self.line(element.children)
        if name == "a" and "href" in element.attributes:
            return [self._link(element, inside, attr)]
        return spanned(self._dressed(element, inside), attr)

    def _void(self, element: Element) -> list[Node]:
        if element.name == "br":
            return [dict(BREAK)]
        return [self._image(element)] if element.name == "img" else []

    def _dressed(self, element: Element, inside: list[Node]) -> list[Node]:
        """Return words as an element shows them; of what a page does not show, say so."""
        name = element.name
        if name in elements.LOOKS:
            return [{"t": elements.LOOKS[name], "c": inside}] if inside else []
        if name in ("rt", "rp"):
            return _reading(name, inside)
        if name in elements.UNSHOWN:
            self.report.plain(element.tag)
        return inside

    def _link(self, element: Element, inside: list[Node], attr: Attr) -> Node:
        given = element.attributes
        return {"t": "Link", "c": [attr, inside, [given["href"].strip(), given.get("title", "")]]}

    def _image(self, element: Element) -> Node:
        given = element.attributes
        attr = attr_of(element, self.report)
        for side in ("width", "height"):
            if given.get(side):
                attr[2].append([side, length(given[side])])
        if "alt" in given and not given["alt"].strip() and "decorative" not in attr[1]:
            attr[1].append("decorative")
        alt = inlines(" ".join(given.get("alt", "").split()))
        address = given.get("src", "").strip()
        if not address:
            self.report.lost(element.tag, "it names no file")
        return {"t": "Image", "c": [attr, alt, [address, given.get("title", "")]]}

    def _quotation_of(self, element: Element) -> list[Node]:
        """Return a quotation between the marks that the house has for its level."""
        opening, closing = self.marks[2 * (self.quoted % 2) : 2 * (self.quoted % 2) + 2]
        self.quoted += 1
        inside = self.line(element.children)
        self.quoted -= 1
        return [string(opening), *inside, string(closing)]

    def _typed(self, typed: Typed) -> list[Node]:
        """Return the words of text in raw markup, each with its place there."""
        made: list[Node] = []
        text: str = typed.raw["c"][1]
        at = typed.start
        for number, word in enumerate(_split(typed.text)):
            if number and (not made or made[-1]["t"] != "Space"):
                made.append({"t": "Space"})
            if word:
                node = string(word)
                place = text.find(word, at)
                at = place if place >= 0 else at
                self.trace.read_from(node, typed.raw, at)
                at += len(word) if place >= 0 else 0
                made.append(node)
        return made


def _split(text: str) -> list[str]:
    """Split at white space that may be broken; an end with such space is an empty word."""
    for sign in "\t\n\r\f":
        text = text.replace(sign, " ")
    return text.split(" ")


def is_block(child: Child) -> bool:
    """Whether a child is a block, or holds one."""
    if isinstance(child, Block):
        return True
    if not isinstance(child, Element):
        return False
    if child.name == "hr" or child.name in elements.BLOCKS:
        return True
    return child.name not in elements.CODE and any(map(is_block, child.children))


def trimmed(nodes: list[Node]) -> list[Node]:
    """Return inlines without spaces at both ends, beside line breaks and behind one another."""
    return tidied(nodes, ends=True)


def tidied(nodes: list[Node], *, ends: bool) -> list[Node]:
    """Return inlines without spaces beside line breaks and behind one another.

    With `ends`, they are a line: what stands at both ends of it shows nothing and goes.
    """
    made: list[Node] = []
    for node in nodes:
        kind = node["t"]
        if kind in SPACES and (made[-1]["t"] in BLANKS if made else ends):
            continue
        if kind == "LineBreak":
            _drop_last(made, SPACES)
            if ends and not made:
                continue
        made.append(node)
    if ends:
        _drop_last(made, BLANKS)
    return made


def _drop_last(nodes: list[Node], kinds: frozenset[str]) -> None:
    while nodes and nodes[-1]["t"] in kinds:
        nodes.pop()


def _reading(name: str, inside: list[Node]) -> list[Node]:
    """Return the reading of a ruby in brackets, unless its own are typed."""
    if name == "rp" or not inside:
        return []
    return [string(" ("), *inside, string(")")]
