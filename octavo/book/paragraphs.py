"""How each paragraph begins: decided once, in the document, for all formats.

The first paragraph after a heading or an ornament stands flush, every other is indented (New
Hart's Rules, 2.5.1). So is the one after a displayed quotation, list, table or picture, unless the
sentence or paragraph only goes on there (New Hart's Rules, 9.3.1): then it begins with a small
letter, or the source says so, by `::: continued` around it or `[]{.continued}` at its beginning.
Lines that are kept, as of an address, are never indented; the paragraph behind them is what it was.

The document then says it to the formats: a Div of class `flush` holds a paragraph that is not
indented, a Span of class `opening-words` the words that open a division in small capitals.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import takewhile

from octavo.book.leaves import groups, is_passage
from octavo.book.openings import LENGTH, opening_end
from octavo.model.nodes import Document, Node, string, stringify
from octavo.model.structure import FLUSH, OPENING_WORDS

CONTINUED = "continued"
"""The class by which the source says that a paragraph goes on."""

BOXES = frozenset(("box", "note"))
"""Divisions that stand in a box: no chapter opens in one; its title is flush, and what follows."""

LISTING = "listing"
"""The class of code with its caption: no paragraph in it is running text."""

DIVISIONS = frozenset(("chapter", "frontmatter", "backmatter"))
"""Divisions that open with words in small capitals; a part has hardly any text."""

APART = frozenset(("epigraph", "byline"))
"""Classes of Divs between a title and the paragraph that opens its division."""

LINED = 60
"""The longest line, in characters, of a paragraph that is kept in its lines."""

SET_IN_CAPITALS = ("LATIN", "CYRILLIC")
IPA = re.compile("[\u0250-\u02af\u02b0-\u02b8\u02c8-\u02d1\u1d00-\u1dbf]")
"""Letters and marks of phonetic transcription."""

WORDS = frozenset(("Str", "Space", "SoftBreak"))
EMPTY = WORDS | {"Span"}
DISPLAYS = frozenset(
    ("BlockQuote", "BulletList", "OrderedList", "DefinitionList", "LineBlock", "CodeBlock")
) | {"Table", "Figure"}
CLOSED = frozenset(("references", "image-credit", "equation", "panel-caption"))
"""Classes of Divs with paragraphs that are no running text."""


def set_paragraphs(document: Document) -> None:
    """Say of each paragraph of running text how it begins, in place."""
    setter = _Setter()
    first = next((n for n, b in enumerate(document.blocks) if b["t"] == "Header"), 0)
    early: list[Node] = []
    for together in groups(document.blocks[:first]):
        setter.after = "flush"
        is_text = is_passage(together)
        early += setter.blocks(together) if is_text else map(setter.alone, together)
    document.blocks[:] = [*early, *setter.blocks(document.blocks[first:])]


@dataclass(slots=True)
class _Setter:
    """Walks the running text. `after` is what came before: opening, flush, display or par."""

    after: str = "flush"

    def alone(self, block: Node) -> Node:
        """Set a line of a title page: each is flush."""
        self.after = "flush"
        return self.block(block)

    def blocks(self, blocks: list[Node]) -> list[Node]:
        """Return blocks with their paragraphs set."""
        made: list[Node] = []
        for block in blocks:
            new = self.block(block)
            made += new["c"][1] if _is_bare(new) else [new]
        return made

    def block(self, block: Node) -> Node:
        """Return one block, set."""
        kind = block["t"]
        if kind == "Para":
            return self._paragraph(block)
        if kind == "Header":
            self.after = "opening" if DIVISIONS & set(block["c"][1][1]) else "flush"
        elif kind == "HorizontalRule":
            self.after = "flush"
        elif kind in DISPLAYS:
            self.after = "display"
        elif kind == "Div":
            self._div(block)
        return block

    def _div(self, block: Node) -> None:
        (identifier, classes, _), content = block["c"]
        if APART & set(classes):
            return
        if identifier == "refs" or CLOSED & set(classes):
            self.after = "display"
            return
        if LISTING in classes:
            block["c"][1] = [_flush(one) if one["t"] == "Para" else one for one in content]
            self.after = "display"
            return
        if BOXES & set(classes):
            self.after = "flush"
        if CONTINUED in classes:
            self.after = "flush"
        titles = content[:1] if BOXES & set(classes) and is_title(content) else []
        set_titles = self.blocks(titles)
        self.after = "flush" if titles else self.after
        block["c"][1] = [*set_titles, *self.blocks(content[len(titles) :])]

    def _paragraph(self, block: Node) -> Node:
        nodes: list[Node] = block["c"]
        if len(nodes) == 1 and nodes[0]["t"] == "Image":
            self.after = "display"
            return _flush(block)
        if all(node["t"] in EMPTY for node in nodes) and not stringify(nodes).strip():
            return block  # an identifier alone: the next paragraph stands as if it were not there
        if is_lined(nodes):
            self.after = "par" if self.after == "display" else self.after
            return _flush(block)
        is_opening = self.after == "opening"
        is_flush = is_opening or self.after == "flush" or _is_marked(nodes)
        is_flush |= self.after == "display" and stringify(nodes)[:1].islower()
        if is_opening:
            block["c"] = _opened(nodes)
        self.after = "display" if _ends_in_formula(nodes) else "par"
        return _flush(block) if is_flush else block


def is_lined(nodes: list[Node]) -> bool:
    """Whether a paragraph is lines that are kept: an address, a date, who signs a letter.

    None of them fills a line of the page. Where one does, it is running text with a break in it.
    """
    lines: list[list[Node]] = [[]]
    for node in nodes:
        if node["t"] == "LineBreak":
            lines.append([])
        else:
            lines[-1].append(node)
    return len(lines) > 1 and all(len(stringify(line)) <= LINED for line in lines)


def is_title(content: list[Node]) -> bool:
    """Whether what stands in a box begins with its title: a paragraph that is all bold."""
    first: Node = content[0] if content else {"t": ""}
    if first["t"] == "Div" and FLUSH in first["c"][0][1]:
        first = first["c"][1][0]
    return bool(first["t"] == "Para" and [one["t"] for one in first["c"]] == ["Strong"])


def _is_bare(block: Node) -> bool:
    """Whether a Div says nothing but that the paragraph in it goes on, which is said by now."""
    return bool(block["t"] == "Div" and block["c"][0] == ["", [CONTINUED], []])


def _is_marked(nodes: list[Node]) -> bool:
    """Whether a paragraph bears the mark that says that it goes on."""
    return bool(nodes and nodes[0]["t"] == "Span" and CONTINUED in nodes[0]["c"][0][1])


def _flush(block: Node) -> Node:
    return {"t": "Div", "c": [["", [FLUSH], []], [block]]}


def _ends_in_formula(nodes: list[Node]) -> bool:
    last = next((node for node in reversed(nodes) if stringify([node]).strip() or _shown(node)), {})
    return bool(last and _shown(last))


def _shown(node: Node) -> bool:
    return bool(node["t"] == "Math" and node["c"][0]["t"] == "DisplayMath")


def _opened(nodes: list[Node]) -> list[Node]:
    """Take the first words of a division together; the characters stay the same."""
    lead = "".join([node.get("c", " ") for node in takewhile(lambda n: n["t"] in WORDS, nodes)])
    cut = opening_end(lead)
    if cut <= 0 or len(stringify(nodes)) < 3 * LENGTH or not has_small_capitals(lead[:cut]):
        return nodes
    opening, rest = _split(nodes, cut)
    return [{"t": "Span", "c": [["", [OPENING_WORDS], []], opening]}, *rest]


def has_small_capitals(text: str) -> bool:
    """Whether all letters of a text have small capitals that say the same.

    Those of a phonetic transcription do not (a small capital I is another vowel there), and the
    accents of Greek stand on no capital.

    >>> has_small_capitals("On the Štěpán"), has_small_capitals("[ˈfəʊnɪm]")
    (True, False)
    """
    return all(
        unicodedata.name(sign, "").startswith(SET_IN_CAPITALS) and not IPA.match(sign)
        for sign in text
        if sign.isalpha()
    )


def _split(nodes: list[Node], at: int) -> tuple[list[Node], list[Node]]:
    """Split words and spaces before the character `at` of their text."""
    for number, node in enumerate(nodes):
        text = node.get("c", " ")
        if at < len(text):
            left, right = ([string(part)] if part else [] for part in (text[:at], text[at:]))
            return [*nodes[:number], *left], [*right, *nodes[number + 1 :]]
        at -= len(text)
    return nodes, []
