"""Patterns of lines with a number that may be a word: `Chapter One`, `The Second Act`."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from itertools import count
from typing import Any

WORDS: dict[str, Any] = tomllib.loads(
    files("octavo").joinpath("assets", "heading_words.toml").read_text("utf-8")
)
SPELT = {word: n for n, row in enumerate(WORDS["spelt"], 1) for word in row.split()}

WORD = "<word for a number>"
"""What stands for such a word in a pattern."""

NUMERAL = rf"\d{{1,3}}|[IVXLC]{{1,8}}|(?-i:[A-Z])|{WORD}"

TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
UNITS = [row.split()[n] for row in WORDS["spelt"][:19] for n in (0, 1)]
"""English words for 1 to 19, as numbers and as ordinals."""

_UNIT = "|".join(UNITS)
LARGE = (
    rf"(?:(?:one|two)[\s-]hundred(?:[\s-]and)?[\s-])?(?:{'|'.join(TENS)})(?:[\s-](?:{_UNIT})\b)?"
    rf"|(?:one|two)[\s-]hundred(?:(?:[\s-]and)?[\s-](?:{_UNIT})\b)?"
)
"""English numbers of some words: `twenty one`, `one hundred and seven`."""

JOINTS = (3, 1, 0)
"""So many hyphens may stand in a word: `vingt-et-un`; else it ends at one: `One-The Beginning`."""


class Worded:
    """A pattern with words for numbers in it, as `WORD`; small letters and capitals are the same.

    A pattern of the thousand words of all languages takes long to be made. So any word is matched
    there, and looked up.
    """

    def __init__(self, pattern: str) -> None:
        """Make it of a pattern of Python's; none of its groups is called `spelt…`."""
        self._pattern = pattern

    def match(self, text: str) -> re.Match[str] | None:
        """Return how the beginning of a text fits the pattern, or None."""
        return self._known(text, "match")

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """Return how a whole text fits the pattern, or None."""
        return self._known(text, "fullmatch")

    def _known(self, text: str, how: str) -> re.Match[str] | None:
        for joints in JOINTS:
            pattern = _made(self._pattern, joints)
            match: re.Match[str] | None = getattr(pattern, how)(text)
            if match is None or _is_spelt(match):
                return match
        return None


@cache
def _made(pattern: str, joints: int) -> re.Pattern[str]:
    """Return the pattern with a group of its own for each word; few texts need those after one."""
    numbers = count()
    word = (
        rf"(?:{LARGE})(?![\w-])|"
        rf"[^\W\d_]+(?:['\N{{RIGHT SINGLE QUOTATION MARK}}-][^\W\d_]+){{0,{joints}}}"
    )
    grouped = re.sub(WORD, lambda _: rf"(?P<spelt{next(numbers)}>{word})", pattern)
    return re.compile(grouped, re.IGNORECASE)


def _is_spelt(match: re.Match[str]) -> bool:
    """Whether the words that stand where numbers should are such."""
    return all(
        word is None or value_of_words(word)
        for name, word in match.groupdict().items()
        if name.startswith("spelt")
    )


def value_of_words(words: str) -> int:
    """Return the number that words say, in small letters or capitals; 0 for none."""
    key = words.casefold()
    if key in SPELT or not re.fullmatch(LARGE, key):
        return SPELT.get(key, 0)
    value = 0
    for word in re.split(r"[\s-]", key):
        if word == "hundred":
            value *= 100
        elif word in TENS:
            value += 10 * (TENS.index(word) + 2)
        else:
            value += SPELT.get(word, 0)  # `and` counts nothing
    return value
