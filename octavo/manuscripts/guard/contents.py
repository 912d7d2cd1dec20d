"""The contents of a manuscript, or of the book made of it: stretches of words, and what is counted.

Each reader of the guard fills the same form, so that both sides can be compared.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum

from octavo.model.reading import IGNORED

WORD = re.compile(r"[^\W_]+")
AROUND = 4
"""How many words before a thing tell where it stands."""


class What(StrEnum):
    """What is counted besides words."""

    NOTE = "note"
    HEADING = "heading"
    IMAGE = "image"
    TABLE = "table"
    CELL = "cell"
    FORMULA = "formula"
    LINK = "link"
    INDEX = "index entry"


PARTING = (What.IMAGE, What.FORMULA)
"""What parts the words on its two sides, where a script has no spaces."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A paragraph, cell or line: its text, and where it stands in the file, in an editor's words.

    `line` is its line in a file of text, 0 where there are no lines. `cited` is its text without
    the words that citation fields show.
    """

    text: str
    where: str = ""
    line: int = 0
    cited: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """A thing that is counted: its own words, the words before it, and where it stands."""

    what: What
    words: str
    before: str
    where: str = ""
    line: int = 0


@dataclass(slots=True)
class Contents:
    """All that was read, in order; `fields` counts the citation fields, `cites` the citations.

    `marks` are signs that gave way to what they stand for, such as the number of a note: each
    excuses one loss of its words.
    """

    stretches: list[Stretch] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    fields: int = 0
    cites: int = 0
    lists: bool = False
    marks: list[str] = field(default_factory=list)
    _parts: list[str] = field(default_factory=list)
    _uncited: list[str] = field(default_factory=list)
    _where: str = ""
    _line: int = 0

    def begin(self, where: str = "", line: int = 0) -> None:
        """Begin a stretch; what was said before is one of its own."""
        self.end()
        self._where, self._line = where, line

    def say(self, text: str, *, cited: bool = False) -> None:
        """Add words to the stretch; `cited` says that a citation field shows them."""
        self._parts.append(text)
        if not cited:
            self._uncited.append(text)

    def end(self) -> None:
        """End the stretch."""
        text, uncited = "".join(self._parts), "".join(self._uncited)
        if text.strip():
            cited = None if text == uncited else uncited
            self.stretches.append(Stretch(text, self._where, self._line, cited))
        self._parts, self._uncited = [], []

    def count(self, what: What, words: str = "") -> None:
        """Count a thing that stands where the words have come to."""
        before = "".join(self._parts)[-200:]
        if not before.strip() and self.stretches:
            before = self.stretches[-1].text[-200:]
        self.items.append(Item(what, words, before, self._where, self._line))
        if what in PARTING:
            self.say(" ")

    def of(self, what: What) -> list[Item]:
        """Return the things of one kind."""
        return [item for item in self.items if item.what is what]


def tokens(text: str) -> list[str]:
    """Return the words of a text as they are compared: letters and digits, without capitals."""
    return WORD.findall(unicodedata.normalize("NFKC", text.translate(IGNORED)).casefold())


def letters(text: str) -> str:
    """Return the letters and digits of a text, joined."""
    return "".join(tokens(text))


def tail(text: str) -> str:
    """Return the last words of a text, as they stand there."""
    return " ".join(text.split()[-AROUND:])
