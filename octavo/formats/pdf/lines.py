"""The lines of a PDF's pages, as its text is read: where each begins in the words of the text.

Typst puts every line of a text under a mark of its own, or under several where its language or
face changes. Where a mark's first text stands says to which line it belongs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Self, TypeGuard

import pikepdf

from octavo.formats.pdf.cover import has_cover
from octavo.formats.pdf.visual import SAME_LINE
from octavo.model.pages import Drawn
from octavo.model.reading import words


class Piece(str):
    """A text that knows its page, from 0, and its height above the foot in points, if known.

    `mark` is the number of its marked content, -1 where it has none.
    """

    __slots__ = ("height", "mark", "page")

    page: int
    height: float | None
    mark: int

    @classmethod
    def at(cls, text: str, page: int, height: float | None, mark: int = -1) -> Self:
        """Return a text with its place."""
        piece = cls(text)
        piece.page, piece.height, piece.mark = page, height, mark
        return piece


class Formula(Piece):
    """A formula, which has no words: on a line of its own, or within one (`is_inline`)."""

    __slots__ = ("is_inline",)

    is_inline: bool

    @classmethod
    def on(cls, page: int, height: float | None, *, is_inline: bool) -> Self:
        """Return a formula with its place."""
        formula = cls.at("", page, height)
        formula.is_inline = is_inline
        return formula


class _Line:
    """A line that is being read: its page and height, and the characters before it."""

    __slots__ = ("height", "is_formula", "page", "start")

    def __init__(self, piece: Piece, start: int) -> None:
        self.page, self.height, self.start = piece.page, piece.height, start
        self.is_formula = isinstance(piece, Formula)

    def holds(self, piece: Piece) -> bool:
        """Whether a text stands in this line too.

        A formula has a line of its own, and so has one with which a page begins, though words may
        follow it there: nothing else tells that the page begins before those.
        """
        if piece.page != self.page:
            return False
        if isinstance(piece, Formula):
            return piece.is_inline
        if self.is_formula:
            return False
        if piece.height is None or self.height is None:
            return True
        return abs(piece.height - self.height) <= SAME_LINE


def lines_of(streams: Iterable[Sequence[str]]) -> tuple[tuple[Drawn, ...], ...]:
    """Return the lines of some texts, which are read in pieces; they are numbered together."""
    each = [_lines(pieces) for pieces in streams]
    numbers = _numbered(line for lines in each for line in lines)
    return tuple(
        tuple(Drawn(line.page, numbers[line.page, line.height], line.start) for line in lines)
        for lines in each
    )


def _lines(pieces: Sequence[str]) -> list[_Line]:
    lines: list[_Line] = []
    count, read = 0, ""
    for piece in pieces:
        if _is_drawn(piece) and not (lines and lines[-1].holds(piece)):
            count, read = count + size(read), ""
            lines.append(_Line(piece, count))
        read += piece
    return lines


def _is_drawn(piece: str) -> TypeGuard[Piece]:
    return isinstance(piece, Piece) and (isinstance(piece, Formula) or bool(piece.strip()))


def _numbered(lines: Iterable[_Line]) -> dict[tuple[int, float | None], int]:
    """Number the lines of each page from its head; what stands side by side is one line."""
    heights: dict[int, set[float]] = {}
    numbers: dict[tuple[int, float | None], int] = {}
    for line in lines:
        numbers[line.page, None] = 1
        if line.height is not None:
            heights.setdefault(line.page, set()).add(line.height)
    for page, known in heights.items():
        number, last = 0, None
        for height in sorted(known, reverse=True):
            if last is None or last - height > SAME_LINE:
                number, last = number + 1, height
            numbers[page, height] = number
    return numbers


def size(text: str) -> int:
    """Return how many characters a text has, without white space."""
    return sum(map(len, words(text)))


def without_start(pieces: Sequence[str], start: str) -> list[str]:
    """Return pieces without the characters of the text that they begin with."""
    left, kept = size(start), list(pieces)
    for at, piece in enumerate(pieces):
        if not left:
            break
        of_piece = size(piece)
        taken = piece if of_piece <= left else _first(piece, left)
        left -= min(of_piece, left)
        rest = piece[len(taken) :]
        kept[at] = rest
        if isinstance(piece, Piece):
            kept[at] = Piece.at(rest, piece.page, piece.height, piece.mark)
    return kept


def _first(text: str, count: int) -> str:
    """Return so much of a text as has a number of characters."""
    return next(text[:at] for at in range(count, len(text) + 1) if size(text[:at]) >= count)


def labels(path: Path) -> tuple[str, ...]:
    """Return the labels of a PDF's pages, in order, without its cover's."""
    with pikepdf.open(path) as pdf:
        return tuple(page.label for page in pdf.pages)[int(has_cover(pdf)) :]
