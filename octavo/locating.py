"""Finds words of the text in the source, for findings that know words but no place."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Protocol

from octavo.finding import Place

FEWEST = 3
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


def find(texts: Iterable[Text], left: str, right: str) -> Place | None:
    """Give the place between two stretches of words, where it is the only one; else None."""
    before, after = _words(left)[-8:], _words(right)[:8]
    for chosen, at_end in ((before, True), (after, False)):
        if len(chosen) >= FEWEST:
            places = _places(texts, chosen, at_end)
            if len(places) == 1:
                return places[0]
    return None


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text)


def _places(texts: Iterable[Text], words: list[str], at_end: bool) -> list[Place]:
    pattern = re.compile(MARKUP.join(map(re.escape, words)))
    found = []
    for one in texts:
        for match in pattern.finditer(one.text):
            offset = match.end() if at_end else match.start()
            line = one.text.count("\n", 0, offset) + 1
            column = offset - one.text.rfind("\n", 0, offset)
            found.append(Place(one.file, line, column, offset, offset))
            if len(found) > 1:
                return found
    return found
