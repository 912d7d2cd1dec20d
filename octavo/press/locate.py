"""Finds words of the text in the source, for findings that know words but no place."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Protocol

from octavo.model.finding import Place

REACHES = ((8, 8), (5, 5), (3, 3), (8, 0), (0, 8), (4, 0), (0, 4), (2, 2), (1, 1), (0, 0))
"""How many words left and right of a difference are looked for, one try after the other."""

FEWEST = 2
"""Fewer words than this prove nothing."""

MARKUP = r"[\W_]*(?:\[\^[^\]]*\][\W_]*)?"
"""What may stand between two words in the source: spaces, marks, markup, a note's label."""


class Text(Protocol):
    """A source file: its path in the project, and its text."""

    @property
    def file(self) -> str:
        """The path, with slashes."""

    @property
    def text(self) -> str:
        """The decoded text."""


def find(texts: Iterable[Text], left: str, missing: str, right: str) -> Place | None:
    """Give the place of `missing` between two stretches of words, where it is the only one.

    Not all words around a difference stand in the source as they are printed (a citation does
    not), so fewer and fewer of them are tried. None where no try finds exactly one place.
    """
    texts = list(texts)
    before, words, after = _words(left), _words(missing), _words(right)
    for reach_left, reach_right in REACHES:
        near = before[len(before) - reach_left :] if reach_left else []
        chosen = [*near, *words, *after[:reach_right]]
        if len(chosen) >= FEWEST:
            places = _places(texts, chosen, len(near))
            if len(places) == 1:
                return places[0]
    return None


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text)


def _places(texts: list[Text], words: list[str], passed: int) -> list[Place]:
    """Give up to two places of some words: that of the word after the `passed` ones."""
    parts = [*map(re.escape, words)]
    head, tail = MARKUP.join(parts[:passed]), MARKUP.join(parts[passed:])
    pattern = re.compile(rf"(?<!\w){head}{MARKUP if head and tail else ''}(?P<here>){tail}(?!\w)")
    found = []
    for one in texts:
        for match in pattern.finditer(one.text):
            offset = match.start("here")
            line = one.text.count("\n", 0, offset) + 1
            column = offset - one.text.rfind("\n", 0, offset)
            found.append(Place(one.file, line, column, offset, offset))
            if len(found) > 1:
                return found
    return found
