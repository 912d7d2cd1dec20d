"""Finds headings that count with a word of the book's own: `Adventure I. The Ferry`, `Stave Two`.

The words for a chapter are known in many languages, but any word may stand for one: what counts up
from one with the same word, each time on a line set apart, heads what is below it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from octavo.manuscripts.pieces import Kind, Piece
from octavo.manuscripts.word.structure import numbers
from octavo.manuscripts.word.structure.spelt import WORD, WORDS, Worded

LEAST = 3
"""So many headings with the same word are no accident."""

APART = 3
"""So many blank lines stand above each."""

LENGTH, LINES = 120, 2
"""The longest heading, in characters and in lines."""

KIND = r"(?P<kind>[^\W\d_]{3,})"
REST = r"(?:[.:]|(?:\s?[.:\N{EN DASH}\N{EM DASH}]|--|\s-)\s*(?P<words>\S.*))?"
NUMBER_LAST = Worded(rf"{KIND}\s+(?:the\s+)?(?P<number>\d{{1,3}}|[IVXLC]{{1,8}}|{WORD}){REST}")
NUMBER_FIRST = Worded(rf"(?:the\s+)?(?P<number>\d{{1,2}}(?:st|nd|rd|th)|{WORD})\s+{KIND}{REST}")
CAPTIONS = frozenset(str(WORDS["caption"]).split())
"""What counts with one of these words is a picture, or a table."""


def counted(pieces: Sequence[Piece]) -> set[int]:
    """Return the lines that count up from one with a word of the book's own, not `Chapter`."""
    runs: dict[str, list[list[int]]] = {}
    last: dict[str, int] = {}
    for n, piece in enumerate(pieces[:-1]):
        if not _may_head(piece):
            continue
        kind, value, _ = _read(piece.plain)
        if value == 1:
            runs.setdefault(kind, []).append([n])
        elif value and value == last.get(kind, 0) + 1:
            runs[kind][-1].append(n)
        else:
            continue
        last[kind] = value
    return {n for of_word in runs.values() for run in of_word if len(run) >= LEAST for n in run}


def bare_word(text: str) -> str:
    """Return the word of a heading that has only that and a number; "" for any other."""
    kind, _, words = _read(text)
    return "" if words else kind


def _may_head(piece: Piece) -> bool:
    apart = piece.kind is Kind.PARAGRAPH and piece.gap >= APART and not piece.fixed
    short = len(piece.plain) <= LENGTH and len(piece.lines) <= LINES
    return apart and short and piece.plain[:1].isupper()


def _read(text: str) -> tuple[str, int, str]:
    """Return the word that a line counts with, its number, and the words behind them."""
    match = NUMBER_LAST.fullmatch(text) or NUMBER_FIRST.fullmatch(text)
    kind = match["kind"].casefold() if match else ""
    if match is None or kind in CAPTIONS or numbers.read(text).kind:
        return "", 0, ""
    return kind, numbers.value(match["number"]), re.sub(r"^\W+", "", match["words"] or "")
