"""Finds the poem, or the tale, that has the book's own title.

Above its text that title stands as it does on the title page, and the list of contents names it:
it is a heading, and no line that says the title again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from octavo.manuscripts.guard.contents import letters
from octavo.manuscripts.pieces import Kind, Piece
from octavo.manuscripts.plain.contents import beside
from octavo.manuscripts.plain.contents.listed import NUMBER, Entry
from octavo.manuscripts.plain.divisions import chaptered
from octavo.manuscripts.plain.outer.front import BEFORE_TEXT, WITH_OTHERS, is_long

MORE = re.compile(r"[,:;(]|--|\N{EM DASH}")
"""What parts a title from what a list says of it: `The Quay, in Seven Songs`."""

SEVERAL = re.compile(r",? and |; ")
"""What parts the works of a volume that its title names: `Songs of the Quay and the Hill`."""

NEAR = 3
"""Among so many paragraphs below a title its text begins, behind a motto at most."""


def find(pieces: Sequence[Piece], title: str, entries: Sequence[Entry]) -> int:
    """Return where the title stands above its own text; the end where no entry names it."""
    names = {letters(one) for one in (title, WITH_OTHERS.sub("", title), *SEVERAL.split(title))}
    keys = names & {letters(MORE.split(one.words)[0]) for one in entries}
    behind = names & {letters(MORE.split(NUMBER.sub("", one.words))[0]) for one in entries}
    places = (
        n
        for n, piece in enumerate(pieces[: BEFORE_TEXT * 2])
        if letters(piece.plain) in (behind if _has_number(pieces, n) else keys)
        and beside.may_head(pieces, n)
        and _is_text(pieces, n)
    )
    return next(places, len(pieces))


def _has_number(pieces: Sequence[Piece], n: int) -> bool:
    """Whether the number of a chapter stands right above a line."""
    return n > 0 and chaptered.is_bare(pieces[n - 1].plain)


def _is_text(pieces: Sequence[Piece], n: int) -> bool:
    """Whether text follows right below, nearer to the title than what stands above it."""
    below = pieces[n + 1 : n + 1 + NEAR]
    above = max(pieces[n].gap, pieces[n - 1].gap if _has_number(pieces, n) else 0)
    near = [one for one in below if one.gap <= above and one.kind is Kind.PARAGRAPH]
    return len(near) == len(below) and any(_runs(one) for one in near)


def _runs(piece: Piece) -> bool:
    return is_long(piece) or (piece.hard and len(piece.lines) > NEAR)
