"""Knows the entries of a list of contents that say who wrote what the entry above names.

An anthology has them: `The Quay`, with its page, and below it, farther in, `JANE ROE`. Such a name
stands below the poem in the text as well, at the right.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Protocol

from octavo.manuscripts.pieces import Kind, Piece
from octavo.manuscripts.plain.shape.stretches import indent

LEAST, SHARE = 5, 0.6
"""So many names, and such a share of the entries that have a page, make a list with names."""

STEP, RIGHT = 2, 16
"""So many columns farther in stands a name in a list; so far from the edge, below a poem."""


class Listed(Protocol):
    """What is asked of an entry."""

    @property
    def indent(self) -> int:
        """How far it is indented."""

    @property
    def paged(self) -> bool:
        """Whether it names a page."""


def named(entries: Sequence[Listed]) -> frozenset[int]:
    """Return the numbers of the entries that are names, where the list has that habit."""
    paged = sum(one.paged for one in entries)
    below = {
        n
        for n, (title, name) in enumerate(pairwise(entries), 1)
        if title.paged and not name.paged and name.indent >= title.indent + STEP
    }
    return frozenset(below) if len(below) >= max(LEAST, SHARE * paged) else frozenset()


def signs(pieces: Sequence[Piece], n: int) -> bool:
    """Whether a line stands at the right below verse, apart from what follows: it is a name."""
    piece = pieces[n]
    right = len(piece.lines) == 1 and indent(piece.lines[0]) >= RIGHT and piece.gap == 1
    above = pieces[n - 1] if n else None
    sung = above is not None and above.kind is Kind.PARAGRAPH and above.hard
    return right and sung and (n + 1 == len(pieces) or pieces[n + 1].gap > 1)
