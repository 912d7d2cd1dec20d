"""A hunk: one change that an editor made, its words before and after, and where it lands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from octavo.desk.merge.leaf import Kind, Token


class What(StrEnum):
    """The kinds of changes; each has its rule, `merge-words` and the like."""

    WORDS = "words"
    FORMAT = "format"
    LEVEL = "level"
    MOVED = "moved"
    SPLIT = "split"
    JOINED = "joined"
    INSERTED = "inserted"
    DELETED = "deleted"
    NOTE = "note"
    CELL = "cell"
    ROW = "row"
    CAPTION = "caption"
    CITATION = "citation"
    IMAGE = "image"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Hunk:
    """A change of one leaf, or of leaves.

    `leaf` is the number of the leaf in the sent file; of one that is inserted, of that before it
    (-1 at the beginning). `start:end` are the tokens that it changes there, `after` those that
    stand there now. `author` and `date` are those of the tracked change, "" where none says so.
    `other` is the number of a second leaf: that which is joined, or that which one follows now.
    `cut` says how many tokens at the beginning of a leaf that is joined are gone. `level` is the
    new level of a heading; `kind` and `style` are those of a new leaf. `notes` are the words of the
    new notes whose marks are in `after`. `where` is the page and line of a proof; `doubt` says why
    it is not sure what a mark there means. `cells` is how many cells are new, where there are
    several: the returned leaves from `other` on. A row without new words is gone: so many leaves
    from `leaf` on.
    """

    what: What
    leaf: int
    start: int = 0
    end: int = 0
    after: tuple[Token, ...] = ()
    author: str = ""
    date: str = ""
    other: int = -1
    cut: int = 0
    level: int = 0
    kind: Kind = Kind.PARAGRAPH
    style: str = ""
    notes: tuple[tuple[Token, ...], ...] = ()
    where: str = ""
    doubt: str = ""
    cells: int = 0

    @property
    def is_tracked(self) -> bool:
        """Whether a tracked change says who made it."""
        return bool(self.author or self.date)
