"""How likely a piece of text is, as its language writes: what weighs one reading against another.

A piece is what stands between two spaces. Each of its words counts as the logarithm of its share
in the language; marks and signs cost something, the more so where they cannot stand.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

from octavo.prose.prose import OBJECT
from octavo.text.lexicon import Lexicon, lexicon, listed
from octavo.text.repair.alphabets import native, ordinary
from octavo.text.repair.mojibake import scripts

UNKNOWN, LETTER, FOREIGN, MISSHAPEN, MIXED = -6.5, -0.35, -1.5, -4.0, -6.0
"""What a word that no lexicon knows costs, each of its letters, a letter of other languages, a
capital amid small letters, two scripts in a word."""
SIGN, MISPLACED, LETTER_ALONE, MARK_ALONE = -5.0, -3.0, -5.5, -6.0
ALONE = {"—": -2.5, "–": -2.5, "…": -3.5, "«": -3.5, "»": -3.5, "•": -3.5}
"""What a mark costs that stands between two spaces."""
WORD = re.compile(r"[^\W\d_]+(?:['’·][^\W\d_]+)*")
BOTH_WAYS = listed("de cs sk da nb sv fi hu sl hr")
"""Languages in which a closing mark of English may open."""
QUOTES = frozenset("“”‘’«»„‚‹›")
ENDINGS = listed("s t d m ll re ve em")
FRONTS = {
    "en": listed("o d l"),
    "ca": listed("l d n m t s"),
    "fr": listed("l d n c j m t s qu jusqu lorsqu puisqu"),
    "it": listed("l d un all dell nell dall sull coll quell s c n m t v anch"),
}
"""What stands after, and before, an apostrophe as a word of its own."""
CLITIC = -1.0
BORROWED = 0.03
"""Which part of its share in English a word of English has in a text of another language."""


class Likelihood:
    """Weighs pieces of text in one language, each but once."""

    def __init__(
        self,
        words: Lexicon,
        own: Mapping[str, float] | None = None,
        names: frozenset[str] = frozenset(),
    ) -> None:
        """`own` holds words that the text uses again and again, `names` its names with accents."""
        self.words = words
        self.names = names
        self.own = own or {}
        self.native = native(words.language)
        self.ordinary = ordinary(words.language)
        self.english = lexicon("en", "small") if words and words.language != "en" else None
        self._known: dict[str, float] = {}

    def of(self, piece: str) -> float:
        """Return the logarithm (to base 10) of how likely a piece is, up to a constant."""
        weight = self._known.get(piece)
        if weight is None:
            words = WORD.findall(piece)
            weight = sum(map(self.word, words)) + self._signs(piece)
            if not words and OBJECT not in piece and not any(map(str.isalnum, piece)):
                weight += max(ALONE.get(char, MARK_ALONE) for char in piece)
            self._known[piece] = weight
        return weight

    def word(self, word: str) -> float:
        """Weigh one word, with the apostrophes inside it."""
        share = self._share(word)
        weight = math.log10(share) if share else self._parts(word)
        if not is_shaped(word):
            weight += MISSHAPEN
        if len(word) == 1 and share < (1e-3 if word.isascii() else 1e-4):
            weight = min(weight, LETTER_ALONE)
        return weight

    def _share(self, word: str) -> float:
        share = self.words.share(word) or self.own.get(word, 0.0)
        if share or self.english is None:
            return share
        return BORROWED * self.english.share(word)

    def _parts(self, word: str) -> float:
        """A word unknown as a whole: its parts, or an unknown word of more or less odd letters."""
        parts = re.split("['’·]", word)
        if len(parts) == 1:
            return self._part(word)
        small = [part.lower() for part in parts]
        front = small[0] in FRONTS.get(self.words.language, ())
        ending = self.words.language == "en" and small[-1] in ENDINGS
        loose = parts[front : len(parts) - ending]
        return sum(map(self._part, loose)) + CLITIC * (front + ending) - 0.5 * (len(loose) > 1)

    def _part(self, part: str) -> float:
        share = self._share(part)
        if share:
            return math.log10(share)
        if len(part) == 1 and part.isascii():
            return LETTER_ALONE
        mixed = MIXED * (len(scripts(part)) > 1)
        return UNKNOWN + LETTER * len(part) + FOREIGN * self._strangers(part) + mixed

    def _strangers(self, word: str) -> int:
        """How many letters are not of the language."""
        if word.isascii() or self.native is None:
            return 0
        return sum(not c.isascii() and c not in self.native for c in word)

    def _signs(self, piece: str) -> float:
        weight = 0.0
        last = len(piece) - 1
        for at, char in enumerate(piece):
            if char.isalnum() or char.isascii() or char == OBJECT:
                continue
            before, after = piece[at - 1 : at] if at else "", piece[at + 1 : at + 2]
            if char not in self.ordinary:
                weight += SIGN
            beside = before[-1:].isalpha() + after.isalpha()
            weight += self._place(char, before, after) if beside or 0 < at < last else 0.0
            weight -= 2.0 * (char.isspace() and at in (0, last))
        return weight

    def _place(self, char: str, before: str, after: str) -> float:
        """A quotation mark inside a word, or on the wrong side of one; a sign amid letters."""
        if char in "’‘" or char in "…—–":
            if char in "…—–":
                return -1.5 if before.isalpha() and after.isalpha() else -0.5
            return MISPLACED / 2 if char == "‘" and before.isalpha() else -0.5
        if char in QUOTES:
            if before.isalpha() and after.isalpha():
                return MISPLACED - 1
            turned = char in "“«‹„‚" and before.isalpha() and not after.isalpha()
            turned |= char in "”»›" and after.isalpha() and not before.isalpha()
            return MISPLACED if turned and self.words.language not in BOTH_WAYS else -0.5
        if char in "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}":
            return MISPLACED if before.isalpha() and after.isalpha() else -1.0
        return MISPLACED if before.isalpha() else MISPLACED / 2


def is_shaped(word: str) -> bool:
    """Whether the case of a word is one that words have; names with inner capitals are not.

    >>> is_shaped("École"), is_shaped("O’Brien"), is_shaped("donÕt")
    (True, True, False)
    """
    return all(
        part.islower() or part.isupper() or part.istitle() or part.lower() == part.upper()
        for part in re.split("['’]", word)
        if part and not part.isascii()
    )
