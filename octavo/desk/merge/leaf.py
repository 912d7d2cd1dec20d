"""A leaf: a paragraph, cell, note or caption with its words, from a Word file or a chapter.

Whoever compares two states of a text (a returned file, a revision, a proof) reads both as leaves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from octavo.ooxml.leaf import Revision

BOOKMARK = "_Oct"
"""How the name of a leaf's bookmark begins: Word hides those with a low line."""

PIECES = re.compile(r"[^\W_]+(?:['\N{RIGHT SINGLE QUOTATION MARK}][^\W_]+)*|\s+|.", re.DOTALL)
"""A word, white space, or a sign."""


class Kind(StrEnum):
    """What a leaf is, as an editor would say."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    CELL = "cell"
    NOTE = "note"
    CAPTION = "caption"
    CODE = "code"


class Atom(StrEnum):
    """What stands among the words and is changed as one: it is never read as letters."""

    NONE = ""
    CITE = "citation"
    NOTE = "note"
    MATH = "formula"
    IMAGE = "image"
    CODE = "code"
    FIELD = "field"
    BREAK = "line break"
    END = "end of paragraph"


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a sign, white space, or an atom, with its look.

    `look` holds `emph`, `strong`, `small-caps`, `sup`, `sub`, `strike`; `text` of an atom is what
    it is known by: a citation's works, a formula's signs; of a citation and a field a line with
    what it shows stands behind that. `change` is the tracked change that wrote
    it, or took it away (`is_gone`); `formatted` the one that changed its look.
    """

    text: str
    look: frozenset[str] = frozenset()
    atom: Atom = Atom.NONE
    change: Revision | None = None
    formatted: Revision | None = None

    @property
    def is_space(self) -> bool:
        """Whether it is white space."""
        return not self.atom and self.text.isspace()

    @property
    def shows(self) -> str:
        """What a citation or a field shows; of other tokens their text."""
        is_set = self.atom in (Atom.CITE, Atom.FIELD)
        return self.text.partition("\n")[2] if is_set else self.text

    @property
    def is_gone(self) -> bool:
        """Whether a tracked change takes it away."""
        return self.change is not None and self.change.kind in ("del", "moveFrom")


@dataclass(frozen=True, slots=True)
class Row:
    """Where a cell of a returned file stands: its row (from 0) of so many, and its column.

    Rows that a tracked change deletes (`is_gone`) do not count; `columns` is 0 where cells are
    merged.
    """

    number: int
    of: int
    column: int
    columns: int
    is_gone: bool = False


@dataclass(frozen=True, slots=True)
class Leaf:
    """A leaf. In lists of them notes stand behind the text, in the order of their marks.

    `ids` are the names of the bookmarks that begin in it, the first its own; `level` is that of a
    heading, else 0; `style` is the name of its Word style, `note` tells notes apart, `tables` and
    `cell` tables and cells. `raw` has the words that tracked changes took away, too. `mark` is the
    tracked change of its end: of a paragraph that is joined with the next, or parted from it.
    `styled` that of its style. `ends_section` is set where a section of pages ends with it.
    `meant` is `raw` of a note as LibreOffice may have had it before it saved the file (`office`).
    `row` is that of a cell in a returned file.
    """

    kind: Kind
    raw: tuple[Token, ...]
    ids: tuple[str, ...] = ()
    level: int = 0
    style: str = ""
    note: str = ""
    table: int = 0
    cell: int = 0
    mark: Revision | None = None
    styled: Revision | None = None
    ends_section: bool = False
    meant: tuple[Token, ...] = ()
    row: Row | None = None

    @property
    def tokens(self) -> tuple[Token, ...]:
        """Its words, as if all tracked changes were accepted."""
        return tuple(token for token in self.raw if not token.is_gone)

    @property
    def text(self) -> str:
        """Its words as they read; an atom is named between brackets."""
        return text_of(self.tokens)


def text_of(tokens: Iterable[Token]) -> str:
    """Return tokens as they read; an atom is named between brackets."""
    return "".join(map(_shown, tokens))


def _shown(token: Token) -> str:
    if token.atom is Atom.FIELD:
        return token.shows
    return token.text if token.atom in SHOWN else f"[{token.atom}]"


SHOWN = (Atom.NONE, Atom.CODE, Atom.BREAK, Atom.END)
"""The atoms that are read as what they are known by."""


def pieces(text: str) -> list[str]:
    """Part a text into words, white space and signs.

    >>> pieces("Don't stop: 1683.")
    ["Don't", ' ', 'stop', ':', ' ', '1683', '.']
    """
    return PIECES.findall(text)


FOLDED = str.maketrans(
    dict.fromkeys("\"'`\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}", "'")
    | dict.fromkeys("\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}", "'")
    | dict.fromkeys("\N{SINGLE LOW-9 QUOTATION MARK}\N{DOUBLE LOW-9 QUOTATION MARK}", "'")
    | dict.fromkeys("\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}", "'")
    | dict.fromkeys("\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}", "'")
    | dict.fromkeys("\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}", "'")
    | dict.fromkeys("\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}", "'")
    | dict.fromkeys("\N{EN DASH}\N{EM DASH}\N{NON-BREAKING HYPHEN}\N{MINUS SIGN}", "-")
)
"""Signs that the filters exchange, one for one."""

UNSEEN = "\N{SOFT HYPHEN}\N{WORD JOINER}\N{ZERO WIDTH SPACE}\N{ZERO WIDTH NO-BREAK SPACE}"
"""Signs that nobody sees."""


def key(token: Token) -> str:
    """Return what tokens of a Word file and of its source have in common, whatever filters do."""
    if token.atom is Atom.FIELD:
        code, _, _ = token.text.partition("\n")
        return f"\0{token.atom} {code}"
    if token.atom:
        return f"\0{token.atom}"
    if token.text.isspace():
        return " "
    return token.text.translate(FOLDED)


def keys(tokens: Sequence[Token]) -> list[str]:
    """Return the keys of tokens."""
    return [key(token) for token in tokens]
