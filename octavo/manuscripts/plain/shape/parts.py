"""Cuts a piece of a plain text into parts that keep their places and signs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from octavo.manuscripts.folder import marks
from octavo.manuscripts.pieces import Piece, Sign

OPENING = (marks.EMPH, marks.STRONG)
CLOSING = (marks.EMPH_END, marks.STRONG_END)


def part_of(piece: Piece, start: int, end: int) -> Piece:
    """Return a part of a piece, with the places and signs that are its own."""
    lines = []
    at = 0
    for line in piece.lines:
        a, b = max(start - at, 0), min(end - at, len(line.text))
        if a < b:
            lines.append(line.cut(a, b))
        at += len(line.text) + 1
    signs = _whole_pairs(piece, start, end)
    return replace(piece, lines=tuple(lines) or piece.lines[:1], signs=tuple(signs))


def _whole_pairs(piece: Piece, start: int, end: int) -> Iterator[Sign]:
    """Yield the signs of a part; one that is cut off from the other of its pair gets it again."""
    begun: Sign | None = None
    for sign in piece.signs:
        if sign.mark in OPENING:
            begun = sign
        if start <= sign.start and sign.end <= end:
            if sign.mark in CLOSING and begun is not None and begun.start < start:
                yield replace(begun, start=0, end=0)
            yield replace(sign, start=sign.start - start, end=sign.end - start)
        elif sign.mark in CLOSING and begun is not None and start <= begun.start < end:
            yield replace(sign, start=end - start, end=end - start)
        if sign.mark in CLOSING:
            begun = None
