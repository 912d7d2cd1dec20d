"""Tells stanzas from other lines that stay: by their indents, and by the verse around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from octavo.manuscripts.pieces import Kind, Piece
from octavo.manuscripts.plain.shape import stretches
from octavo.manuscripts.plain.shape.stretches import INDENT, indent
from octavo.manuscripts.plain.signs.emphasis import by_line
from octavo.manuscripts.plain.verse import braces

NO_VERSE = re.compile(r"\d|@|www\.|[{}]|\S {3,}\S")
NUMBER = re.compile(
    r"\A\s*\d{1,2}(?:\.\s+(?=[^\W\d])|\s+(?=[\"'\[(\N{LEFT DOUBLE QUOTATION MARK}]*[^\W\d_a-z]))"
)
"""The number that stands before the first line of a stanza of a song, with a stop or without."""

COUNTED = re.compile(r"(\d{1,3}|[IVXLC]{1,9})\.?")
"""The number that stands alone above a stanza."""

WORDS, FIGURES = 2, 0.1
"""How many words a line of verse has on average, and the share of lines that may hold a figure."""

AMONG = (1.25, 0.34)
"""The same, of lines that stand among stanzas."""

RIGHT, SIGNED = 24, 4
"""So many lines that begin so far to the right are a signature, or an address above a letter."""

LEAST, MANY = 3, 5
"""So many lines that begin with capitals, of as many words on average, are verse by these."""

LONGEST = 70
"""The longest line, in characters, that is a stanza by itself."""


def is_stanza(piece: Piece, before: Sequence[Piece]) -> bool:
    """Whether lines within the text are indented as verse is beside prose that is flush left.

    Before the first heading they are those of a title page; a few at the right are a signature.
    """
    signed = len(piece.lines) <= SIGNED and _depth(piece) >= RIGHT
    if signed or not any(one.kind is Kind.HEADING for one in before):
        return False
    return _depth(piece) >= INDENT and _may_be(piece, WORDS, FIGURES)


def is_begun(piece: Piece) -> bool:
    """Whether lines that stay are verse by the capitals that begin all of them.

    So blank verse is, whose lines no sign ends, and lines that are as long as those of prose.
    """
    capital = len(piece.lines) >= LEAST and stretches.is_capital(piece.lines)
    return capital and _may_be(piece, MANY, FIGURES)


def _may_be(piece: Piece, words: float, share: float) -> bool:
    """Whether lines may be verse by their words: figures, braces and columns are no verse."""
    typed = NUMBER.sub("", piece.replaced(bare=True))
    lines = [braces.bare(line) for line in typed.split("\n")]
    figures = sum(bool(NO_VERSE.search(line)) for line in lines)
    if typed.isupper() or figures > share * len(lines):
        return False
    return len(typed.split()) >= words * len(lines)


def among(pieces: list[Piece]) -> tuple[list[Piece], list[Piece]]:
    """Make stanzas of lines that stand among stanzas; return those, too, as they were.

    Lines that stay are verse where what stands before and behind them is, headings apart, or where
    a stanza with their indent is next to them; a line by itself, where it is indented and a stanza
    stands on either side.
    """
    made = list(pieces)
    sung: list[Piece] = []
    open_ = [n for n, one in enumerate(pieces) if one.kind is Kind.PARAGRAPH]
    for n in sorted(open_, key=lambda n: (len(pieces[n].lines) == 1, n)):
        piece = pieces[n]
        if _may_be(piece, *AMONG) and _goes_on(made, n):
            made[n] = replace(by_line(piece), kind=Kind.VERSE, hard=False)
            sung.append(piece)
    return made, sorted(sung, key=lambda one: one.lines[0].number)


def _goes_on(pieces: Sequence[Piece], n: int) -> bool:
    piece = pieces[n]
    depth = _depth(piece)
    if len(piece.lines) == 1:
        short = depth >= INDENT and len(piece.plain) <= LONGEST
        return short and _is_among(pieces, n, close=True)
    near = depth >= INDENT and any(_beside(pieces, n, step) == depth for step in (-1, 1))
    return piece.hard and (near or _is_among(pieces, n, close=False))


def _beside(pieces: Sequence[Piece], n: int, step: int) -> int:
    """Return the indent of the stanza on a side; -1 for none. One line may stand between."""
    for at in (n + step, n + 2 * step):
        if not 0 <= at < len(pieces):
            break
        if pieces[at].kind is Kind.VERSE:
            return _depth(pieces[at])
        if len(pieces[at].lines) > 1 or _depth(pieces[at]) < INDENT:
            break
    return -1


def _depth(piece: Piece) -> int:
    return min(map(indent, piece.lines))


def _is_among(pieces: Sequence[Piece], n: int, *, close: bool) -> bool:
    """Whether verse stands on both sides; at the edge of a text one side is enough."""
    sides = (range(n - 1, -1, -1), range(n + 1, len(pieces)))
    seen = [_first(pieces, side, close=close) for side in sides]
    near = [one for one in seen if one is not None]
    return all(one.kind is Kind.VERSE for one in near) and len(near) >= (2 if close else 1)


def _first(pieces: Sequence[Piece], side: range, *, close: bool) -> Piece | None:
    """Return the first piece on a side that is no heading; whatever it is, if it must be close."""
    return next((pieces[n] for n in side if close or pieces[n].kind is not Kind.HEADING), None)
