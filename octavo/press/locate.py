"""Finds words of the text in the source, for findings that know words but no place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice, zip_longest
from typing import Protocol

from octavo.model.finding import Place

REACHES = (
    *((16, 16), (8, 8), (5, 5), (3, 3)),
    *((8, 0), (0, 8), (4, 0), (0, 4)),
    *((2, 2), (1, 1), (0, 0)),
)
"""How many words left and right of a difference are looked for, one try after the other."""

FEWEST = 2
"""The fewest words around a difference that prove its place."""

WINDOW = 4
"""How many words in a row, beside a difference, show where it is about."""

MARKUP = r"[\W_]*(?:\[\^[^\]]*\][\W_]*)?"
"""Characters between two words in the source: spaces, marks, markup, a note's label."""


class Text(Protocol):
    """A source file: its path in the project, and its text."""

    @property
    def file(self) -> str:
        """The path, with slashes."""

    @property
    def text(self) -> str:
        """The decoded text."""


def find(
    texts: Iterable[Text], left: str, missing: str, right: str, occurrence: int = 0
) -> Place | None:
    """Return the place of `missing` between two stretches of words.

    Not all words around a difference stand in the source as they are printed (a citation does
    not), so fewer and fewer of them are tried, until a try finds exactly one place. Where all
    words stand several times, the place is that of the `occurrence`, if that is known (not 0).
    Last, some words near the difference do that stand only once. None: no place is certain.
    """
    texts = list(texts)
    before, words, after = _words(left), _words(missing), _words(right)
    for number, (reach_left, reach_right) in enumerate(REACHES):
        near = before[-reach_left:] if reach_left else []
        chosen = [*near, *words, *after[:reach_right]]
        if len(chosen) >= FEWEST or chosen == words != []:
            of_several = occurrence if number == 0 else 0
            places = list(islice(_places(texts, chosen, len(near)), max(of_several, 2)))
            if len(places) == 1:
                return places[0]
            if 0 < of_several <= len(places):
                return places[of_several - 1]
    return _near(texts, before, after)


def _near(texts: list[Text], before: list[str], after: list[str]) -> Place | None:
    """Return the place nearest to a difference that a few words beside it show."""
    size = WINDOW
    lefts = (before[at : at + size] for at in range(len(before) - size, -1, -1))
    rights = (after[at : at + size] for at in range(len(after) - size + 1))
    for left, right in zip_longest(lefts, rights):
        for words, passed in ((left, size), (right, 0)):
            places = list(islice(_places(texts, words, passed), 2)) if words else []
            if len(places) == 1:
                return places[0]
    return None


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text)


def _places(texts: list[Text], words: list[str], passed: int) -> Iterator[Place]:
    """Yield the places of some words: that of the word after the `passed` ones."""
    parts = [*map(re.escape, words)]
    head, tail = MARKUP.join(parts[:passed]), MARKUP.join(parts[passed:])
    pattern = re.compile(rf"(?<!\w){head}{MARKUP if head and tail else ''}(?P<here>){tail}(?!\w)")
    for one in texts:
        if not all(word in one.text for word in words):  # ten times as quick as the pattern
            continue
        for match in pattern.finditer(one.text):
            offset = match.start("here")
            line = one.text.count("\n", 0, offset) + 1
            column = offset - one.text.rfind("\n", 0, offset)
            yield Place(one.file, line, column, offset, offset)
