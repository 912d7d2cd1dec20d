"""Reads lists that were typed in two columns: a word, and across a gap what stands for it.

What runs on in a column goes on below it, on lines of both columns: each entry is put together of
its left and its right words before anything else looks at the lines.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from octavo.manuscripts.pieces import Kind, Line, Piece
from octavo.manuscripts.plain.shape.grids import FIGURE, NUMBERS
from octavo.manuscripts.plain.shape.stretches import indent
from octavo.model.finding import Finding

GAP = re.compile(r"(?<=\S)(?: {3,}|\t+)(?=\S)")
PAGE = re.compile(r"(?:\d{1,4}|[ivxlc]{1,6})\.?\s*$")
COUNT = re.compile(r"(?:\d{1,3}|[IVXLC]{1,8}|[ivxlc]{1,8})[.:)]?")
"""The number of an entry, where a gap parts it from its words."""

LEAST = 3
"""So many lines make a list; two, where the right words of both begin in one column."""

COMMON = 0.5
"""The share of gaps that end in the same column, where there are columns."""

FARTHER = 5
"""What goes on in the right column may begin a little behind it."""

FAR = 7
"""A line of both columns that begins farther in is an entry, such as a total."""

MOST = 0.5
"""The share of lines that end in the number of a page, where a list is one of contents."""


def read(_: str, pieces: list[Piece]) -> tuple[list[Piece], list[Finding]]:
    """Return pieces in which a list of two columns has an entry's left words before its right."""
    return [_read(piece) for piece in pieces], []


def _read(piece: Piece) -> Piece:
    column = _column(piece) if piece.kind is Kind.PARAGRAPH else 0
    if not column:
        return piece
    edge = min(indent(line) for line in piece.lines)
    lines: list[Line] = []
    left: list[Line] = []
    right: list[Line] = []
    for line in piece.lines:
        parts = list(_parts(line, column, edge))
        begins = indent(line) <= edge or (indent(line) > edge + FAR and parts[1] is not None)
        if begins and parts[0] is not None:
            lines += [*left, *right]
            left, right = [], []
        left += [parts[0]] if parts[0] is not None else []
        right += [parts[1]] if parts[1] is not None else []
    lines += [*left, *right]
    return replace(piece, lines=tuple(lines), kind=Kind.LIST, hard=False)


def _column(piece: Piece) -> int:
    """Return the column in which the right words of most lines begin; 0 where there is none."""
    texts = [line.text.expandtabs(8) for line in piece.lines]
    gaps = [list(GAP.finditer(text)) for text in texts]
    one = [matches[0].end() for matches in gaps if len(matches) == 1]
    share = 0.6 if piece.hard else 0.99
    paged = sum(bool(PAGE.search(text)) for text in texts)
    braced = any("}" in text for text in texts)
    if len(texts) < 2 or braced or any("\t" in line.text for line in piece.lines) or not one:
        return 0
    column, many = Counter(one).most_common(1)[0]
    if many < 2 or (len(texts) < LEAST and many < len(texts)):
        return 0
    rights = [text[there[0].end() :] for text, there in zip(texts, gaps, strict=True) if there]
    lefts = [
        text[: there[0].start()].strip() for text, there in zip(texts, gaps, strict=True) if there
    ]
    if sum(bool(COUNT.fullmatch(words)) for words in lefts) >= COMMON * len(texts):
        return 0  # a number belongs to the words behind it
    figures = sum(bool(FIGURE.match(words)) for words in rights)
    if figures >= NUMBERS * len(texts) and all(gaps):
        return 0  # it is a table
    pairs = zip(gaps, piece.lines, strict=True)
    whole = sum(bool(matches) or indent(line) >= column for matches, line in pairs)
    if many < COMMON * len(one) or whole < share * len(texts) or paged > MOST * len(texts):
        return 0
    return column


def _parts(line: Line, column: int, edge: int) -> Iterator[Line | None]:
    """Yield the left and the right words of a line; what goes on with an entry is indented."""
    text = line.text
    if indent(line) >= column:
        yield from (None, line)
        return
    match = next((m for m in GAP.finditer(text) if 0 <= m.end() - column + 1 <= FARTHER), None)
    if match is None:
        yield from (line.cut(edge), None)
        return
    start = edge if indent(line) <= edge + FAR else indent(line)
    yield from (line.cut(start, match.start()), line.cut(match.end() - 3))
