"""Knows the first lines of poems, which a list of contents has below their titles, or for them.

`The Quay` is a heading of the text; `They built it of the stone they had`, below it in the list,
begins the poem.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from octavo.manuscripts.guard.contents import letters
from octavo.manuscripts.pieces import Piece

SHORTEST = 10
"""So many letters, or more, of a first line are named: a list may cut it short."""


class FirstLines:
    """The first lines of the stanzas of a text, asked by their letters."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        """Take the first lines of all that stands in lines."""
        sung = (piece for piece in pieces if piece.hard and len(piece.lines) > 1)
        self._keys = sorted(letters(piece.replaced(bare=True).split("\n")[0]) for piece in sung)

    def has(self, keys: Iterable[str]) -> bool:
        """Whether a first line begins with one of these strings of letters."""
        return any(len(key) >= SHORTEST and self._begins(key) for key in keys)

    def _begins(self, key: str) -> bool:
        at = bisect_left(self._keys, key)
        return at < len(self._keys) and self._keys[at].startswith(key)
