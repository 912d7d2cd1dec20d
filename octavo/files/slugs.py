"""Names in small ASCII letters for files, pages and citekeys, made of words in any script."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Container
from dataclasses import dataclass, field

from anyascii import anyascii

DEVICES = frozenset(
    ("con", "prn", "aux", "nul", *(f"{device}{n}" for device in ("com", "lpt") for n in range(10)))
)
"""Names that Windows keeps for devices."""

LONGEST = 60
"""How many characters a slug has at most, if nothing else is asked for."""

MARKS = re.compile("[\u0300-\u036f]")
"""The marks of Latin, Greek and Cyrillic letters."""

APOSTROPHES = re.compile("['`\"]")


def ascii_of(text: str) -> str:
    """Write a text in ASCII, without accents and apostrophes.

    Cyrillic й and ё are written as passports write и and е (ICAO 9303).

    >>> ascii_of("Søren og Łódź"), ascii_of("Война и мир"), ascii_of("Straße")
    ('Soren og Lodz', 'Voina i mir', 'Strasse')
    """
    if not text.isascii():
        bare = MARKS.sub("", unicodedata.normalize("NFD", text))
        text = anyascii(unicodedata.normalize("NFC", bare))
    return APOSTROPHES.sub("", text)


def slug(text: str, fallback: str = "", longest: int = LONGEST) -> str:
    """Make a name of small ASCII letters, digits and hyphens out of words in any script.

    A name that is too long ends with a whole word. Return the fallback where nothing is left.

    >>> slug("The Compositor’s Hand"), slug("…", "book"), slug("One two three", longest=10)
    ('the-compositors-hand', 'book', 'one-two')
    """
    name = re.sub("[^a-z0-9]+", "-", ascii_of(text).lower()).strip("-")
    if len(name) > longest:
        whole_words, _, _ = name[: longest + 1].rpartition("-")
        name = (whole_words or name[:longest]).strip("-")
    return name or fallback


@dataclass(slots=True)
class FreeNames:
    """Make names unique: a name that is taken gets the next free number behind it.

    A name that was returned is taken when it is in `taken`. The first number is `first`; `fold`
    makes names alike that are to count as one.

    >>> taken = {"a", "a-2"}
    >>> names = FreeNames(taken)
    >>> names.free("a"), names.free("b")
    ('a-3', 'b')
    """

    taken: Container[str]
    first: int = 2
    fold: Callable[[str], str] = str
    _next: dict[str, int] = field(default_factory=dict)

    def free(self, name: str, ending: str = "") -> str:
        """Return a name that is not taken; the number stands before the ending."""
        whole = name + ending
        if self.fold(whole) not in self.taken:
            return whole
        number = self._next.get(whole, self.first)
        while self.fold(f"{name}-{number}{ending}") in self.taken:
            number += 1
        self._next[whole] = number
        return f"{name}-{number}{ending}"
