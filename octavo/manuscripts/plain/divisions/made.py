"""Makes headings of pieces: a number and its title stand in one, with a stop between them."""

from __future__ import annotations

import re
from dataclasses import replace

from octavo.manuscripts.pieces import Kind, Piece, Sign
from octavo.manuscripts.plain.divisions import chaptered


def headed(piece: Piece, division: str) -> Piece:
    """Return a piece as a heading: in one that is all italics, they say nothing.

    A number alone on its first line has a stop before the title.
    """
    signs = piece.signs
    whole = (len(piece.text) - len(piece.text.lstrip()), len(piece.text.rstrip()))
    if len(signs) == 2 and (signs[0].start, signs[1].end) == whole:
        signs = tuple(replace(sign, mark="") for sign in signs)
    first = piece.lines[0].text.rstrip(" ")
    if len(piece.lines) > 1 and chaptered.is_bare(first) and not _stops(piece, len(first)):
        signs = tuple(sorted((*signs, Sign(len(first), len(first), ".")), key=lambda s: s.start))
    return replace(piece, kind=Kind.HEADING, hard=False, division=division, signs=signs)


def _stops(piece: Piece, end: int) -> bool:
    """Whether the first line of a heading, which ends there, has a stop or another sign."""
    marked = any(sign.start <= end <= sign.end for sign in piece.signs)
    return marked or not piece.text[end - 1].isalnum()


def with_title(piece: Piece, title: Piece) -> Piece:
    """Return a heading of a number and its title, with a stop between them."""
    shift = len(piece.text) + 1
    moved = (replace(s, start=s.start + shift, end=s.end + shift) for s in title.signs)
    at = len(piece.text.rstrip())
    called = [sign for sign in piece.signs if sign.note and sign.end == at]
    at = called[0].start if called else at
    stop = [] if re.search(r"[.:!?]\s*$", piece.text[:at]) else [Sign(at, at, ".")]
    signs = (*sorted((*piece.signs, *stop), key=lambda sign: (sign.start, sign.end)), *moved)
    return replace(piece, lines=(*piece.lines, *title.lines), signs=signs)
