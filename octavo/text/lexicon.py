"""Word lists: how often a word is met in a language, from wordfreq's corpora.

A list is read when it is first asked for; a text that raises no doubt never asks.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import msgpack

APOSTROPHE = "\N{RIGHT SINGLE QUOTATION MARK}"
LISTS = "*_*.msgpack.gz"
RARE = 2e-7
"""Below this share of all words, a word says nothing: two in ten million."""


def listed(words: str) -> frozenset[str]:
    """Return the words of a list, parted by spaces."""
    return frozenset(words.split())


ENDLESS = listed("fi hu et tr")
"""Languages whose words take so many endings that no list has most of them."""


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
        """Return the share of some words that it knows; 1 if there are no words."""
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
    plain = word.casefold().replace(APOSTROPHE, "'")
    return words.share(word) >= RARE or _is_met(plain)


FEW = 40
"""So many words are looked for in the lists as they are packed, before the lists are unpacked."""


def _is_met(word: str) -> bool:
    """Whether a neighbour has a word in its short list."""
    if _may_be_met.cache_info().currsize < FEW and not _may_be_met(word):
        return False
    return any(word in short_list for short_list in _next_door())


@cache
def _may_be_met(word: str) -> bool:
    """Whether the letters of a word stand in a short list as it is packed: most words do not."""
    packed: bytes = msgpack.packb(word)
    return any(packed in data for data in _packed_next_door())


@cache
def _packed_next_door() -> tuple[bytes, ...]:
    """The short list of each neighbour, decompressed alone, which takes a quarter of the time."""
    paths = (_files()["small"].get(language) for language in NEIGHBOURS)
    return tuple(gzip.decompress(path.read_bytes()) for path in paths if path)


@cache
def _next_door() -> tuple[set[str], ...]:
    """The words of the short list of each neighbour."""
    paths = (_files()["small"].get(language) for language in NEIGHBOURS)
    return tuple(set().union(*(words for _, words in _ranks(path))) for path in paths if path)


COMMON = listed("en fr de es it pt nl pl ru cs sv da fi el hu tr uk ro ca bg")
"""Languages that are known to have a list, so that nobody need ask."""


def has_lexicon(tag: str) -> bool:
    """Whether there is a list of words for a language tag; the list is not read."""
    return language_of(tag) in COMMON or language_of(tag) in _files()["best"]


def languages() -> list[str]:
    """Return the languages of which there is a list of words."""
    return sorted(_files()["best"])


def language_of(tag: str) -> str:
    """Return the language of a tag: `en` of `en-GB`."""
    return tag.replace("_", "-").split("-")[0].lower()


@cache
def _files() -> dict[str, dict[str, Path]]:
    """The lists by size and language, as wordfreq has them on this disk.

    They are read here: wordfreq itself first reads what it knows of all languages' names, which
    costs more than the words of a book do.
    """
    spec = find_spec("wordfreq")
    folders = (spec.submodule_search_locations if spec else None) or []
    sizes: dict[str, dict[str, Path]] = {"small": {}, "large": {}}
    for path in sorted(file for folder in folders for file in Path(folder, "data").glob(LISTS)):
        size, _, language = path.name.partition(".")[0].partition("_")
        sizes.get(size, {})[language] = path
    return {**sizes, "best": {**sizes["small"], **sizes["large"]}}


@cache
def lexicon(tag: str, size: str = "best") -> Lexicon:
    """Return the lexicon of a language tag, whole or `small`; empty where wordfreq has none.

    >>> bool(lexicon("en-GB")), bool(lexicon("et"))
    (True, False)
    """
    language = language_of(tag)
    path = _files()[size].get(language)
    return Lexicon(language, _older(_read(path), language) if path else {})


OLDER = {"ro": str.maketrans("șț", "şţ")}
"""Letters that stand for others wherever a code page has not got these: Romanian with cedillas."""


def _older(shares: dict[str, float], language: str) -> dict[str, float]:
    """Add to a list the spellings of its words with older letters."""
    letters = OLDER.get(language)
    if letters is None:
        return shares
    return {word.translate(letters): share for word, share in shares.items()} | shares


def _read(path: Path) -> dict[str, float]:
    """Read a list, each word with its share."""
    shares: dict[str, float] = {}
    for rank, words in _ranks(path):
        shares.update(dict.fromkeys(words, 10 ** (-rank / 100)))
    return shares


def _ranks(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield for each n the words of a list that make up 10 to the power of -n/100 of all words.

    The form is documented at `wordfreq.read_cBpack`.
    """
    head, *ranks = msgpack.unpackb(gzip.decompress(path.read_bytes()), raw=False)
    if head != {"format": "cB", "version": 1}:
        message = f"{path} is no list of words of the first version."
        raise ValueError(message)
    yield from enumerate(ranks)
