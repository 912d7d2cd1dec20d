"""A leaf of a Word file: a paragraph, wherever it stands, with its runs in order."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from lxml import etree

from octavo.ooxml.names import W
from octavo.ooxml.styles import Look, Style


class Kind(StrEnum):
    """What a run is: words, or something that stands among them."""

    TEXT = "text"
    BREAK = "break"
    TAB = "tab"
    NOTE = "note"
    IMAGE = "image"
    FORMULA = "formula"
    OBJECT = "object"
    INDEX = "index"
    COMMENT = "comment"


@dataclass(frozen=True, slots=True)
class Revision:
    """A tracked change: `ins`, `del`, `moveFrom` or `moveTo`, by whom and when (as Word has it)."""

    kind: str
    author: str
    date: str


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of one look: its words, its element, and the fields, link and change it stands in.

    `fields` are the codes of the fields whose shown words these are, from the outermost.
    `reference` is the identifier of a note or comment, the relationship of an image, the code of
    an index entry, the program of an object or the font of a symbol.
    """

    kind: Kind
    text: str
    look: Look
    style: Style
    element: etree._Element
    fields: tuple[str, ...] = ()
    link: bool = False
    revision: Revision | None = None
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark of a field: the number of the run before which it stands, its element and change."""

    before: int
    element: etree._Element
    revision: Revision | None


@dataclass(slots=True)
class Leaf:
    """A paragraph, and where it stands.

    `number` counts the paragraphs of its story from 0, in the order of the file; `tables` are the
    numbers of the tables it stands in, from the outermost, `cell` is the element of the innermost
    cell; `note` is the identifier of its note, `box` whether it stands in a text box. `marks` are
    those where fields begin, show their words and end.
    """

    story: str
    number: int
    element: etree._Element
    style: Style
    level: int
    tables: tuple[int, ...] = ()
    cell: etree._Element | None = None
    note: str = ""
    box: bool = False
    runs: list[Run] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words that print: without what is deleted or hidden."""
        return "".join(run.text for run in self.runs if shown(run))

    @property
    def page_end(self) -> bool:
        """Whether nothing stands in it but a break."""
        return bool(self.runs) and not self.text.strip()


DELETED = f"{W}delText"
GONE = ("del", "moveFrom")
REVISIONS = ("ins", "del", "moveFrom", "moveTo")


def shown(run: Run) -> bool:
    """Whether a run prints: it is not deleted, moved away or hidden."""
    gone = run.revision is not None and run.revision.kind in GONE
    return not gone and not run.look.hidden
