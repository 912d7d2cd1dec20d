"""Word lists: how often a word is met in a language, from wordfreq's corpora.

A list is read when it is first asked for; a text that raises no doubt never asks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

APOSTROPHE = "\N{RIGHT SINGLE QUOTATION MARK}"
RARE = 2e-7
"""Below this share of all words, a word says nothing: two in ten million."""


def listed(words: str) -> frozenset[str]:
    """Give the words of a list, parted by spaces."""
    return frozenset(words.split())


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of a language, each with its share of all words in running text."""

    language: str
    shares: Mapping[str, float]

    def share(self, word: str) -> float:
        """How often a word is met, whatever its case; 0 where it is unknown."""
        return self.shares.get(word.casefold().replace(APOSTROPHE, "'"), 0.0)

    def knows(self, word: str) -> bool:
        """Whether the word is in the list."""
        return self.share(word) > 0

    def coverage(self, words: Iterable[str]) -> float:
        """Which share of some words it knows: 1 where there are none."""
        known = [self.share(word) >= RARE for word in words]
        return sum(known) / len(known) if known else 1.0

    def __bool__(self) -> bool:
        return bool(self.shares)


NEIGHBOURS = ("en", "fr", "es", "pt", "it", "de", "nl", "ca", "cs", "hu")
"""Languages whose words are met in texts of others: their short lists are asked."""


def known_anywhere(word: str, words: Lexicon) -> bool:
    """Whether a word is in the list of its text's language, or a common one in another.

    >>> known_anywhere("cafÉ", lexicon("en")), known_anywhere("thousandÉ", lexicon("en"))
    (True, False)
    """
    return words.share(word) >= RARE or any(lexicon(tag, "small").knows(word) for tag in NEIGHBOURS)


COMMON = listed("en fr de es it pt nl pl ru cs sv da fi el hu tr uk ro ca bg")
"""Languages that are known to have a list, so that nobody need ask."""


def has_lexicon(tag: str) -> bool:
    """Whether there is a list of words for a language tag; the list is not read."""
    return language_of(tag) in COMMON or language_of(tag) in _listed()


def language_of(tag: str) -> str:
    """Give the language of a tag: `en` of `en-GB`."""
    return tag.replace("_", "-").split("-")[0].lower()


@cache
def _listed() -> frozenset[str]:
    import wordfreq  # here, since it takes a tenth of a second that most texts need not spend

    return frozenset(wordfreq.available_languages("best"))


@cache
def lexicon(tag: str, size: str = "best") -> Lexicon:
    """Give the lexicon of a language tag, whole or `small`; empty where wordfreq has none.

    >>> bool(lexicon("en-GB")), bool(lexicon("et"))
    (True, False)
    """
    import wordfreq

    language = language_of(tag)
    if language not in _listed():
        return Lexicon(language, {})
    return Lexicon(language, wordfreq.get_frequency_dict(language, size))
