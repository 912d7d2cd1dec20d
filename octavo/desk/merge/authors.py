"""Says who made a change: the author of tracked changes that account for all of it."""

from __future__ import annotations

from collections.abc import Sequence

from octavo.desk.merge.leaf import Token
from octavo.desk.merge.tying import Block
from octavo.ooxml.leaf import Revision


def author(
    raw: Sequence[Token], block: Block, gone: Sequence[Token], after: Sequence[Token]
) -> tuple[str, str]:
    """Return who made a change, and when: "" where a part of it is not tracked.

    `raw` are the tokens that came back with those that tracked changes took away; where these
    changes, rejected, give the words that were sent, the rest of a word need not be tracked.
    """
    taken = _taken(raw, block)
    changes = [token.change for token in (*after, *taken) if token.change is not None]
    is_new = all(token.change or token.is_space for token in after)
    if (is_new and solid(gone) in solid(taken)) or solid(gone) == solid(_rejected(raw, block)):
        return by(changes[0] if changes else None)
    return "", ""


def solid(tokens: Sequence[Token]) -> str:
    """Return the letters of tokens, and what citations show."""
    return "".join(token.shows for token in tokens if not token.is_space)


def by(change: Revision | None) -> tuple[str, str]:
    """Return the author and date of a change."""
    return ("", "") if change is None else (change.author, change.date)


def _rejected(raw: Sequence[Token], block: Block) -> list[Token]:
    """Return the tokens where a block stands, as they were before the changes."""
    at, made = 0, list[Token]()
    for token in raw:
        is_inside = block.other_start <= at < block.other_end
        if (is_inside or (token.is_gone and at == block.other_end)) and not _writes(token):
            made.append(token)
        at += not token.is_gone
    return made


def _writes(token: Token) -> bool:
    return token.change is not None and not token.is_gone


def _taken(raw: Sequence[Token], block: Block) -> list[Token]:
    """Return the tokens that tracked changes took away where a block stands.

    Words that were written again as they were stand between: they are of the change, too.
    """
    at, stretch, taken = 0, False, list[Token]()
    for token in raw:
        if token.change is None:
            if stretch:
                return taken
            taken = []
        elif token.is_gone:
            taken.append(token)
        stretch = stretch or (
            block.other_start <= at <= block.other_end and token.change is not None
        )
        at += not token.is_gone
    return taken if stretch else []
