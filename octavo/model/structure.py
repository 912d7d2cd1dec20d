"""How a text is built, as a reader sees it: headings, openings, indents, displays, in order.

The document says it (`octavo.book.paragraphs`), and each format is read for it beside its words. A
format that shows a further thing in all files, such as the lines of the imprint, adds marks of a
kind of its own to both: `octavo.press.structure` compares whatever stands here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from octavo.model import reading
from octavo.model.artefact import KNOWN_BY, Mark
from octavo.model.nodes import Document, Node, children

HEADING, OPENING, FLUSH, INDENTED = "heading", "opening", "flush", "indented"
QUOTATION, AGAIN, VERSE = "quotation", "quotation again", "verse"
CAPITALS = "flush, in small capitals"
"""A flush paragraph whose own first words are in small capitals, as a speaker's name is."""
UNKNOWN, REST = "unknown", "rest"
"""A paragraph of which a file does not show how it begins, and the rest of one after a formula."""

DIVISIONS = frozenset(("part", "chapter", "frontmatter", "backmatter"))
CLOSED = frozenset(
    ("epigraph", "byline", "references", "image-credit", "equation", "panel-caption")
)
"""Classes of Divs that hold no running text."""

DEEPEST = 4
"""How deep the formats tell headings apart, below that of their division."""

OPENING_WORDS = "opening-words"
"""The class of the words that open a division in small capitals."""


LISTS = frozenset(("BulletList", "OrderedList", "DefinitionList"))
QUOTING = LISTS | {"BlockQuote", "Div"}
"""Blocks whose headings are shown where they stand."""

PAGE_REFERENCE = "pageref"
"""The class of a link that is, in print, the number of the page that it leads to."""


def first_words(pieces: Iterable[str]) -> str:
    """Return the first words of a text that comes in pieces: as many as make it known."""
    text = ""
    for piece in pieces:
        text += piece
        if len(text) > 4 * KNOWN_BY:
            break
    kept: list[str] = []
    for word in reading.words(text):
        kept.append(word)
        if sum(map(len, kept)) >= KNOWN_BY:
            break
    return " ".join(kept)


def depth_of(level: int, base: int) -> int:
    """Return how deep a heading of a level stands in a division of another."""
    return min(max(level - base, 1), DEEPEST)


def of_document(document: Document) -> list[Mark]:
    """Return the marks of the text itself."""
    return [mark for mark in _Walk().blocks(document.blocks) if mark.words]


class _Walk:
    """Walks the running text once; `base` is the level of the division that it is in."""

    def __init__(self) -> None:
        self.base = 0

    def blocks(self, blocks: list[Node], *, is_flush: bool = False) -> Iterator[Mark]:
        for block in blocks:
            kind = block["t"]
            if kind == "Header":
                yield self._heading(block)
            elif kind == "Para":
                yield Mark(_kind(block, is_flush=is_flush), _words([block]))
            elif kind == "BlockQuote":
                yield from self._quotation(block["c"])
            elif kind in LISTS:
                yield from self._headings(block)
            elif kind == "LineBlock":
                yield Mark(VERSE, _words([block]))
            elif kind == "Div" and block["c"][0][0] != "refs":
                classes = set(block["c"][0][1])
                if not classes & CLOSED:
                    yield from self.blocks(block["c"][1], is_flush=FLUSH in classes)

    def _heading(self, block: Node) -> Mark:
        level, (_, classes, _), _ = block["c"]
        is_division = bool(DIVISIONS & set(classes))
        self.base = level if is_division else self.base
        depth = 0 if is_division else depth_of(level, self.base)
        return Mark(HEADING, _words([block]), depth, level)

    def _quotation(self, blocks: list[Node]) -> Iterator[Mark]:
        before = "HorizontalRule"
        for block in blocks:
            if block["t"] == "Para":
                yield Mark(QUOTATION if before == "HorizontalRule" else AGAIN, _words([block]))
            elif block["t"] == "Header":
                yield self._heading(block)
            elif block["t"] in QUOTING:
                yield from self._headings(block)
            before = block["t"]

    def _headings(self, block: Node) -> Iterator[Mark]:
        """Yield the headings that stand in a list or in a quotation within another."""
        for inner in (node for nodes in children(block) for node in nodes):
            if inner["t"] == "Header":
                yield self._heading(inner)
            elif inner["t"] in QUOTING:
                yield from self._headings(inner)


def _kind(block: Node, *, is_flush: bool) -> str:
    first = block["c"][0] if block["c"] else {"t": ""}
    if first["t"] == "Span" and OPENING_WORDS in first["c"][0][1]:
        return OPENING
    if not is_flush:
        return INDENTED
    return CAPITALS if _in_capitals(first) else FLUSH


def _in_capitals(node: Node) -> bool:
    """Whether words are in small capitals, or begin with such: a name in a stage direction."""
    if node["t"] == "SmallCaps" or (node["t"] == "Span" and "smallcaps" in node["c"][0][1]):
        return True
    if node["t"] not in ("Span", "Link", "Emph", "Strong", "Underline"):
        return False
    inside: list[Node] = node["c"][1] if node["t"] in ("Span", "Link") else node["c"]
    return bool(inside) and _in_capitals(inside[0])


def _words(blocks: list[Node]) -> str:
    return first_words(reading.pieces(blocks))
