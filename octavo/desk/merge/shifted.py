"""Tracked changes that LibreOffice has set beside their words, set on them again.

The changes of a note with fields come out of it some characters too early (`office`). A file of
LibreOffice is read both ways: a note as it stands, and as it was meant. It is taken as that which
reads as it was sent where all changes are rejected. Where both do, what the other notes show
decides, and then the fewer words that are parted by the edge of a change.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from octavo.desk.merge.leaf import Atom, Kind, Leaf, Token
from octavo.desk.merge.sent import Sent

WRITES = ("ins", "moveTo")


def set_right(known: Sent, read: Sequence[Leaf]) -> list[Leaf]:
    """Return the leaves of a returned file with the changes of notes on their own words."""
    if not any(_is_doubtful(leaf) for leaf in read):
        return [*read]
    names = {_plain(leaf.tokens) for leaf in known.leaves if leaf.kind is Kind.NOTE}
    fits = {
        number: (_unchanged(leaf.raw) in names, _unchanged(leaf.meant) in names)
        for number, leaf in enumerate(read)
        if _is_doubtful(leaf)
    }
    are_early = (True, False) not in fits.values() or (False, True) in fits.values()
    made = [*read]
    for number, (as_it_stands, as_meant) in fits.items():
        leaf = read[number]
        is_likely = are_early and _cuts(leaf.meant) <= _cuts(leaf.raw)
        if as_meant and (not as_it_stands or is_likely):
            made[number] = replace(leaf, raw=leaf.meant)
    return made


def _is_doubtful(leaf: Leaf) -> bool:
    """Whether a note reads otherwise where its changes are set as they were meant."""
    return bool(leaf.meant) and leaf.meant != leaf.raw


def _cuts(tokens: Sequence[Token]) -> int:
    """Return how many words the edges of changes part: the likelier place has fewer."""
    return sum(
        (one.change, one.formatted) != (other.change, other.formatted)
        and one.shows[-1:].isalnum()
        and other.shows[:1].isalnum()
        and {one.atom, other.atom} <= {Atom.NONE, Atom.CITE}
        for one, other in pairwise(tokens)
    )


def _unchanged(tokens: Iterable[Token]) -> str:
    """Return what is known of words as they were before the changes."""
    return _plain(one for one in tokens if not (one.change and one.change.kind in WRITES))


def _plain(tokens: Iterable[Token]) -> str:
    """Return letters alone; of a citation those that it shows, so that a part of it counts too."""
    return "".join(map(_letters, tokens))


def _letters(token: Token) -> str:
    is_shown = not token.atom or token.atom is Atom.CITE
    return "".join(token.shows.split()) if is_shown else f"\0{token.atom}\0"
