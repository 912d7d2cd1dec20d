"""Finds titles that a list of contents spells in another way than the text.

Where the list has one entry between two that stand in the text, and between these a line stands
alone that has nearly the letters of the entry, the line is its title.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Protocol

from octavo.manuscripts.guard.contents import letters
from octavo.manuscripts.pieces import Piece
from octavo.manuscripts.plain.contents import beside

ALIKE = 0.85
"""The share of letters that both have in common, in their order."""

SHORTEST = 6
"""A title of fewer letters may be another word."""

APART = 3
"""So many blank lines stand above a title."""


class Named(Protocol):
    """An entry of a list, by the letters that it may have in the text."""

    @property
    def keys(self) -> Collection[str]:
        """The letters of its words, in each form that they may have."""
        ...


def nearly(
    pieces: Sequence[Piece], entries: Sequence[Named], matches: Mapping[int, int]
) -> dict[int, int]:
    """Return the lines that are nearly an entry, with it; `matches` are those that are one."""
    made: dict[int, int] = {}
    places = sorted(matches)
    for before, after in zip([-1, *places], [*places, len(pieces)], strict=True):
        first = matches.get(before, -1) + 1
        missing = range(first, matches.get(after, len(entries)))
        for n in range(before + 1, after):
            if not missing:
                break
            if pieces[n].gap < APART or not beside.may_head(pieces, n):
                continue
            words = letters(pieces[n].plain)
            entry = next((m for m in missing if _is_like(words, entries[m])), -1)
            if entry >= 0:
                made[n] = entry
                missing = range(entry + 1, missing.stop)
    return made


def _is_like(words: str, entry: Named) -> bool:
    """Whether the letters of a line are nearly those of an entry."""
    near = (key for key in entry.keys if abs(len(key) - len(words)) <= len(key) * (1 - ALIKE))
    return len(words) >= SHORTEST and any(_ratio(key, words) >= ALIKE for key in near)


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
