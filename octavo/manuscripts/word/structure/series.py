"""Finds numbers behind a word that the author chose: `Task 1`, `Task 2`.

The text itself is the evidence: a word is one that numbers headings where its numbers count up.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise

from octavo.manuscripts.numerals import value_of
from octavo.manuscripts.word.structure import numbers
from octavo.manuscripts.word.structure.numbers import Numbered

KIND = "word "
"""Before the word, in the kind of such a number."""

STEADY = 0.9
"""So many of the numbers follow one another, or begin anew at 1."""

RISING = 0.75
"""So many of the numbers of a count in which an author miscounted differ."""

NUMBER = re.compile(
    r"(?P<word>[^\W\d_]+(?:\s[^\W\d_]+){0,3})\s+(?:(?:#|№|[Nn][or]?[.°º])\s*)?"
    r"(?:(?P<number>\d{1,3})(?P<end>\s*[.:)\N{EN DASH}\N{EM DASH}-]|(?=\s)|$)"
    r"|(?P<roman>[IVXL]{1,7})(?:\s*[.:)\N{EN DASH}\N{EM DASH}-]|$))\s*(?P<words>.*)"
)
"""A word, or up to four, then a number that is no amount, then a title or nothing."""


def find(texts: Iterable[tuple[int, str]]) -> dict[int, Numbered]:
    """Return the numbers behind a word that count up, by the place of their text."""
    rows: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for place, text in texts:
        match = NUMBER.fullmatch(text)
        if match and match["word"][0].isupper() and _is_title(match["words"]):
            number = value_of(match["roman"]) if match["roman"] else int(match["number"])
            row = (place, number, match["words"])
            rows[match["word"].casefold()].append(row)
    return {
        place: Numbered(KIND + word, (value,), words)
        for word, members in rows.items()
        if counts_up([value for _, value, _ in members])
        for place, value, words in members
    }


def _is_title(words: str) -> bool:
    return not words or not (words[0].islower() or words[0].isdigit())


def counts_up(values: list[int]) -> bool:
    """Whether numbers begin at 1 and follow one another, or begin anew; a number alone does not.

    An author miscounts: 1, 2, 2, 4 counts up as well.
    """
    pairs = list(pairwise(values))
    following = sum(b in (1, a + 1) for a, b in pairs)
    differ, many = len(set(values)), len(values)
    rising = values == sorted(values) and values[-1] <= many and differ >= max(3, RISING * many)
    return differ > 1 and values[0] == 1 and (rising or following >= STEADY * len(pairs))


def sequence(texts: Iterable[tuple[int, str]]) -> set[int]:
    """Return the places of numbers in brackets that follow the one before, however they look."""
    last, following = 0, set()
    for place, text in texts:
        numbered = numbers.read(text)
        if numbered.kind == "small":
            if numbered.values[-1] in (1, last + 1):
                following.add(place)
            last = numbered.values[-1]
    return following


def scheme(texts: Iterable[tuple[int, str]]) -> set[int]:
    """Return the places of numbers such as 4.1 that follow one another, however they look.

    Paragraphs that go on behind their number count on as well: `4.1 Limits. You may not` stands
    between two headings of a contract.
    """
    last: tuple[int, tuple[int, ...]] = (0, ())
    following: set[int] = set()
    for place, text in texts:
        numbered = numbers.read(text)
        if numbered.kind in ("decimal", "lettered") and numbered.values:
            if _follows(numbered.values, last[1]):
                following |= {place, last[0]}
            last = (place, numbered.values)
    return following


def _follows(values: tuple[int, ...], last: tuple[int, ...]) -> bool:
    """Whether a number is the next of its level, or the first of the level below."""
    if last and values == (*last, 1):
        return True
    depth = len(values)
    begins = depth <= len(last) and values[:-1] == last[: depth - 1]
    return begins and values[-1] == last[depth - 1] + 1
