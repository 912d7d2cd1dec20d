"""Fields that a program has lost: LibreOffice and web editors keep what some of them show as words.

So do those who unlink citations before they pass a file on.

What was sent is then read as such words too, so that no change is seen where nobody made one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from octavo.desk.merge.leaf import Atom, Leaf, Token, pieces
from octavo.desk.merge.sent import Sent


def as_returned(known: Sent, read: Sequence[Leaf]) -> Sent:
    """Return what was sent without the kinds of fields of which a returned file has none."""
    gone = _kinds(known.leaves) - _kinds(read)
    if not gone:
        return known
    return replace(known, leaves=tuple(_without(leaf, gone) for leaf in known.leaves))


def _kinds(leaves: Iterable[Leaf]) -> set[str]:
    return {_kind(token) for leaf in leaves for token in leaf.raw if token.atom in FIELDS}


FIELDS = (Atom.FIELD, Atom.CITE)


def _kind(token: Token) -> str:
    """Return how the code of a field begins, `SEQ`; all citations are of one kind."""
    return token.atom if token.atom is Atom.CITE else token.text.partition(" ")[0]


def _without(leaf: Leaf, gone: set[str]) -> Leaf:
    if not any(token.atom in FIELDS for token in leaf.raw):
        return leaf
    return replace(leaf, raw=tuple(one for token in leaf.raw for one in _words(token, gone)))


def _words(token: Token, gone: set[str]) -> Iterator[Token]:
    if token.atom in FIELDS and _kind(token) in gone:
        yield from (replace(token, text=text, atom=Atom.NONE) for text in pieces(token.shows))
    else:
        yield token
