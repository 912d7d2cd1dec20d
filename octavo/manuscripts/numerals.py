"""Roman numerals as authors type them before headings and items: `IIII` counts as well as `IV`."""

from __future__ import annotations

LETTERS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
"""The letters of a numeral, and what each is worth; nobody has a thousandth chapter."""


def is_numeral(text: str) -> bool:
    """Whether a text has only letters of a numeral, large or small."""
    return bool(text) and all(letter in LETTERS for letter in text.upper())


def value_of(numeral: str) -> int:
    """Return the value of a numeral; a smaller letter before a larger one is taken off.

    >>> value_of("xiv"), value_of("IIII")
    (14, 4)
    """
    values = [LETTERS[letter] for letter in numeral.upper()]
    following = [*values[1:], 0]
    return sum(-a if a < b else a for a, b in zip(values, following, strict=True))
