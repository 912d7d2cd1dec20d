"""The blocks of a Word file: paragraphs and tables, with what they say."""

from __future__ import annotations

from dataclasses import dataclass, field

from octavo.desk.compare.pieces import MARKERS, Names, Piece, pieces_of
from octavo.desk.merge.leaf import Kind, Leaf, Token
from octavo.formats.docx import code
from octavo.formats.docx.xml import Element, style_of, w

BY_WORD = (w("sdt"),)
"""Blocks that Word makes itself: the contents."""


@dataclass(slots=True)
class Block:
    """A paragraph or a table, with its pieces; `lead` are the bookmarks before it."""

    element: Element
    pieces: list[Piece]
    lead: list[Element] = field(default_factory=list)

    @property
    def is_table(self) -> bool:
        """Whether it is a table."""
        return self.element.tag == w("tbl")

    @property
    def ends_section(self) -> bool:
        """Whether a section of pages ends with it."""
        return self.element.find(f"{w('pPr')}/{w('sectPr')}") is not None

    @property
    def has_words(self) -> bool:
        """Whether it has words, or what counts as one."""
        return not all(piece.is_end for piece in self.pieces)

    @property
    def is_silent(self) -> bool:
        """Whether it says nothing: it has no words, and is not a blank line of code."""
        return not self.has_words and style_of(self.element) != code.STYLE

    @property
    def leaf(self) -> Leaf:
        """What it says, as it is matched."""
        tokens = tuple(Token(piece.key) for piece in self.pieces if not piece.is_end)
        return Leaf(Kind.CELL if self.is_table else Kind.PARAGRAPH, tokens)


def blocks_of(parent: Element, names: Names) -> list[Block]:
    """Return the paragraphs and tables in a body, a cell or a note."""
    made: list[Block] = []
    lead: list[Element] = []
    for child in parent:
        if child.tag in MARKERS or child.tag in BY_WORD:
            lead.append(child)
        elif child.tag in (w("p"), w("tbl")):
            each = [child] if child.tag == w("p") else list(child.iter(w("p")))
            pieces = [piece for one in each for piece in pieces_of(one, names)]
            made.append(Block(child, pieces, lead))
            lead = []
    return made


def tail_of(parent: Element) -> list[Element]:
    """Return what stands behind the last paragraph or table: bookmarks, the last section."""
    made: list[Element] = []
    for child in parent:
        made = [] if child.tag in (w("p"), w("tbl")) else [*made, child]
    return made


def words_of(element: Element) -> str:
    """Return the words of an element."""
    return "".join(text.text or "" for text in element.iter(w("t")))
