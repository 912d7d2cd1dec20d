"""Tracked changes that a program has set beside their words, set on them again.

LibreOffice, which counts a field's marks as characters, sets the changes of a note with fields
some characters too early when it saves the note: `mode[rn descript]ion` for `modern [description]`.
No word is lost. The leaf is read with its changes some characters later where, and only where, it
then reads without them as it was sent, and as it stands does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from typing import TypeAlias

from octavo.desk.merge.leaf import Kind, Leaf, Token, pieces
from octavo.desk.merge.sent import Sent
from octavo.ooxml.leaves import Revision

Letter: TypeAlias = tuple[Token, Revision | None]
"""A character or an atom as a token, and the change that it belongs to."""

FARTHEST = 40
"""The most characters that a change is moved by: ten fields of four."""

WRITES = ("ins", "moveTo")


def set_right(known: Sent, read: Sequence[Leaf]) -> list[Leaf]:
    """Return the leaves of a returned file with the changes of notes on their own words."""
    if not any(_is_doubtful(leaf) for leaf in read):
        return [*read]
    names = {_plain(leaf.tokens) for leaf in known.leaves if leaf.kind is Kind.NOTE}
    return [_set_right(leaf, names) if _is_doubtful(leaf) else leaf for leaf in read]


def _is_doubtful(leaf: Leaf) -> bool:
    """Whether changes stand in a note beside a field."""
    has_changes = any(token.change for token in leaf.raw)
    return leaf.kind is Kind.NOTE and has_changes and any(token.atom for token in leaf.raw)


def _set_right(leaf: Leaf, names: set[str]) -> Leaf:
    letters = [*_letters(leaf.raw)]
    if _unchanged(letters) in names:
        return leaf
    farthest = min(FARTHEST, len(letters) - 1)
    each = (_moved(letters, step) for step in range(1, farthest + 1))
    fitting: list[list[Letter]] = [
        one for one in each if one is not None and _unchanged(one) in names
    ]
    if not fitting:
        return leaf
    likeliest: Sequence[Letter] = min(fitting, key=_cuts)
    return replace(leaf, raw=tuple(_tokens(likeliest)))


def _cuts(letters: Sequence[Letter]) -> int:
    """Return how many words the edges of changes part: the likelier place has fewer."""
    return sum(
        a[1] != b[1]
        and a[0].text.isalnum()
        and b[0].text.isalnum()
        and not (a[0].atom or b[0].atom)
        for a, b in pairwise(letters)
    )


def _letters(tokens: Iterable[Token]) -> Iterator[Letter]:
    for token in tokens:
        bare = replace(token, change=None)
        if token.atom:
            yield bare, token.change
        else:
            yield from ((replace(bare, text=sign), token.change) for sign in token.text)


def _moved(letters: Sequence[Letter], step: int) -> list[Letter] | None:
    """Return letters with each change so many of them later; None where it would leave them.

    Of `step` there are fewer than of letters.
    """
    changes = [change for _, change in letters]
    if any(changes[len(changes) - step :]):
        return None
    later = [*([None] * step), *changes[: len(changes) - step]]
    if any(change and token.atom for (token, _), change in zip(letters, later, strict=True)):
        return None
    return [(token, change) for (token, _), change in zip(letters, later, strict=True)]


def _unchanged(letters: Iterable[Letter]) -> str:
    """Return what is known of letters as they were before the changes."""
    return _plain(token for token, change in letters if not (change and change.kind in WRITES))


def _plain(tokens: Iterable[Token]) -> str:
    return "".join(f"\0{one.atom}\0" if one.atom else "".join(one.text.split()) for one in tokens)


def _tokens(letters: Iterable[Letter]) -> Iterator[Token]:
    """Join letters of one look and change, and part them into words again."""
    for (bare, change), each in groupby(letters, key=_known_by):
        text = "".join(token.text for token, _ in each)
        texts = [text] if bare.atom else pieces(text)
        yield from (replace(bare, text=one, change=change) for one in texts)


def _known_by(letter: Letter) -> Letter:
    token, change = letter
    return (token if token.atom else replace(token, text="")), change
