"""The words of a text with their places, and the lines of a style sheet about them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

LETTER = r"[^\W\d_]"
WORD = re.compile(rf"{LETTER}+(?:['’-]{LETTER}+)*")
QUOTED = re.compile(r"“[^”]*(?:”|$)|(?<!\w)‘[^’]*(?:’\w[^’]*)*’(?!\w)|«[^»]*»|„[^“”]*[“”]")
SENTENCE = re.compile(r"[.!?…:;]|[\u2013\u2014\n\v(\[“‘„«\"\ufffc]")
"""What may stand between two words of which the second begins something."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word, with hyphens and apostrophes in it, at its place in a text."""

    word: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Seen:
    """An occurrence: the number of the text, and the characters in it."""

    text: int
    start: int
    end: int


Forms: TypeAlias = dict[str, list[Seen]]
"""The forms in which something is met, and where."""


@dataclass
class Text:
    """A paragraph: its number, its words, and whether it is all quotation, or a heading.

    `apart` are the stretches in italics: titles, and words that are spoken of.
    """

    number: int
    text: str
    is_quotation: bool = False
    is_heading: bool = False
    apart: list[tuple[int, int]] = field(default_factory=list)

    @cached_property
    def quoted(self) -> list[tuple[int, int]]:
        """The quotations that run in it."""
        return [match.span() for match in QUOTED.finditer(self.text)]

    @cached_property
    def tokens(self) -> list[Token]:
        """The words, in order."""
        return [Token(m[0], m.start(), m.end()) for m in WORD.finditer(self.text)]

    def is_quoted(self, at: int) -> bool:
        """Whether a place stands in a quotation: its words are not the author's to settle."""
        if self.is_quotation or not self.quoted:
            return self.is_quotation
        start, end = self.quoted[max(0, bisect_right(self.quoted, (at, len(self.text) + 1)) - 1)]
        return start <= at < end

    def is_apart(self, at: int) -> bool:
        """Whether a place stands in italics or in a quotation."""
        return self.is_quoted(at) or any(start <= at < end for start, end in self.apart)

    def seen(self, start: int, end: int) -> Seen:
        """Return an occurrence in this text."""
        return Seen(self.number, start, end)

    def gap(self, token: int) -> str:
        """Return what stands between a word and the one before it."""
        before = self.tokens[token - 1].end if token else 0
        return self.text[before : self.tokens[token].start]

    def begins(self, token: int) -> bool:
        """Whether a word begins a sentence, a clause after a colon, a quotation, or a line."""
        return token == 0 or SENTENCE.search(self.gap(token)) is not None

    def runs_on(self, token: int) -> bool:
        """Whether only a space stands between a word and the one before it."""
        return token > 0 and self.gap(token) in (" ", "\n", "\N{NO-BREAK SPACE}")


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a style sheet: the forms that a term has, and a note on them.

    `unsettled` says that the forms contradict each other, or want a look.
    """

    heading: str
    forms: Forms
    note: str = ""
    unsettled: bool = False

    @property
    def count(self) -> int:
        """How often it is met in all."""
        return sum(len(places) for places in self.forms.values())


def add(forms: dict[str, Forms], key: str, form: str, seen: Seen) -> None:
    """Note an occurrence of a form."""
    forms.setdefault(key, {}).setdefault(form, []).append(seen)


def by_name(entries: Iterator[Entry]) -> list[Entry]:
    """Return entries in the order of their first form, whatever its case."""
    return sorted(entries, key=lambda entry: (next(iter(entry.forms)).casefold(), *entry.forms))
