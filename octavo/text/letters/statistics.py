"""Statistics of letters: how likely each is after the two before it, in sixty languages.

They are counted by `tests/bench/letters_training.py` in wordfreq's word lists (Speer 2022; data
CC BY-SA 4.0) and in the spelling dictionaries that Debian packages; no word of them is kept.
"""

from __future__ import annotations

import lzma
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import msgpack

ASSET = Path(__file__).parent / "assets" / "letters.msgpack.xz"
SCALE = 16
"""A cost of one (a natural logarithm) is kept as so many."""
BACK = 1.5
"""What a triple costs that is not kept, above the pair it ends with."""
FOREIGN, STRANGE = 10.5, 14.0
"""What a letter costs that the language does not write: a Western one in a name, any other."""
PLAIN = 4.5
"""What a letter from A to Z costs in a language of another alphabet, or of ideographs."""
WEST = frozenset("àáâãäåæçèéêëìíîïñòóôõöøùúûüœß")
ALIASES = {
    "ro": {"ş": "ș", "ţ": "ț"},
    "fa": {"ي": "ی", "ى": "ی", "ك": "ک"},
    "ur": {"ي": "ی", "ى": "ی", "ك": "ک"},
}
"""Letters that stand for others where a code page has not got these."""


@dataclass(slots=True)
class Language:
    """The letters of a language, and what each costs after two others, remembered once asked."""

    code: str
    ones: Mapping[str, float]
    pairs: Mapping[str, float] = field(default_factory=dict)
    triples: Mapping[str, float] = field(default_factory=dict)
    known: dict[str, float] = field(default_factory=dict)

    @property
    def is_ideographic(self) -> bool:
        """Whether its signs are weighed one by one."""
        return not self.pairs

    def cost(self, triple: str) -> float:
        """Return what the last of three signs costs after the two before it, in nats.

        What is no letter bounds a word, whatever it is.
        """
        cost = self.known.get(triple)
        if cost is None:
            cost = self.known[triple] = self._cost("".join(map(self._folded, triple)))
        return cost

    def plain(self, folded: Mapping[str, float]) -> float:
        """Return what triples in ASCII cost, by their counts (see `counting.folded`)."""
        known = self.triples
        return sum(
            n * (known[triple] if triple in known else self._cost(triple))
            for triple, n in folded.items()
        )

    def of(self, char: str) -> float:
        """Return what a sign costs wherever it stands."""
        folded = self._folded(char)
        return self.ones.get(folded, 0.0 if folded == " " else self._foreign(folded))

    def _folded(self, char: str) -> str:
        char = "i" if char == "İ" else char.lower()
        char = ALIASES.get(self.code, {}).get(char, char)
        return char if char in self.ones or is_letter(char) else " "

    def _cost(self, triple: str) -> float:
        last = triple[2]
        if last != " " and last not in self.ones:
            return self._foreign(last)
        if self.is_ideographic:
            return self.ones.get(last, 0.0)
        if triple[1] == " ":
            triple = "  " + last
        cost = self.triples.get(triple)
        if cost is not None:
            return cost
        pair = self.pairs.get(triple[1:])
        if pair is None:
            return self.ones.get(last, 2.0)
        return 0.0 if triple[1:] == "  " else pair + BACK * (not triple.isascii())

    def _foreign(self, letter: str) -> float:
        if letter.isascii():
            return PLAIN
        return FOREIGN if letter in WEST and "a" in self.ones else STRANGE


def is_letter(char: str) -> bool:
    """Whether a sign is a letter, or a mark that stands on one."""
    return char.isalpha() or unicodedata.category(char) in ("Mn", "Mc")


@cache
def decomposed(text: str) -> str:
    """Return a Vietnamese text with its tones apart, as Windows-1258 keeps it."""
    apart = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", apart.translate(_HELD)).translate(_LET_GO)


_TONES = "\u0300\u0301\u0303\u0309\u0323"
_HELD = {ord(tone): 0xE000 + at for at, tone in enumerate(_TONES)}
_LET_GO = {0xE000 + at: ord(tone) for at, tone in enumerate(_TONES)}


@cache
def languages() -> dict[str, Language]:
    """Return the statistics of all languages, by code."""
    tables = msgpack.unpackb(lzma.decompress(ASSET.read_bytes()), raw=False)
    return {code: _language(code, table) for code, table in tables.items()}


def _language(code: str, table: dict[str, object]) -> Language:
    letters, ones = str(table["letters"]), table["ones"]
    assert isinstance(ones, bytes)  # noqa: S101
    single = {c: n / SCALE for c, n in zip(letters, ones, strict=True)}
    if "pairs" not in table:
        return Language(code, single)
    square, triples = table["pairs"], table["triples"]
    assert isinstance(square, bytes)  # noqa: S101
    assert isinstance(triples, list)  # noqa: S101
    both = (a + b for a in letters for b in letters)
    pairs = {pair: n / SCALE for pair, n in zip(both, square, strict=True)}
    named = (triples[0][at : at + 3] for at in range(0, len(triples[0]), 3))
    return Language(
        code, single, pairs, {t: n / SCALE for t, n in zip(named, triples[1], strict=True)}
    )
