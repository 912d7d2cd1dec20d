"""Lays the pages of a PDF that came back on those that were sent.

A program may turn a page, crop it, write it on paper of another size, or leave pages out: the
letters say which page it is, and how it lies.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from octavo.desk.merge.marked.pages import Cell, Leaflet
from octavo.desk.merge.marked.signs import Signs
from octavo.formats.pdf.proofs.annotations import Letter, Marked, letters
from octavo.formats.pdf.proofs.glyphs import Box

GRAM = 10
"""How many letters in a row are compared."""

FEWER = (5, 3)
"""How many are compared on a page with few words, interrupted by marks of notes."""

FEWEST = 0.3
"""This share of a page must stand on the one that came back."""

OFF = 6.0
"""Points by which a letter may stand elsewhere than all others say."""

STRAIGHT, STILL = 0.01, 1.0
"""How far a page may be enlarged or turned, and moved (in points), and still count as unmoved."""


@dataclass(frozen=True, slots=True)
class Fit:
    """The page that was sent, and how the one that came back lies on it.

    The page is None where it is not one that was sent.

    A place `z` on the page that was sent is `turn * z + shift` on the other.
    """

    leaflet: int | None
    turn: complex = 1
    shift: complex = 0

    def back(self, box: Box) -> Box:
        """Return a box of the page that came back on the page that was sent."""
        if (self.turn, self.shift) == (1, 0):
            return box
        corners = [self.place(x, y) for x in (box.left, box.right) for y in (box.foot, box.head)]
        across, up = [one[0] for one in corners], [one[1] for one in corners]
        return Box(min(across), min(up), max(across), max(up))

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Return a place of the page that came back on the page that was sent."""
        one = (complex(x, y) - self.shift) / self.turn
        return one.real, one.imag


def fitted(
    marked: Marked, pages: Iterable[int], leaflets: Sequence[Leaflet], signs: Signs
) -> dict[int, Fit]:
    """Return how some pages of a PDF that came back lie on those that were sent."""
    read = letters(marked, sorted(set(pages)))
    index: dict[str, int] = {}
    made: dict[int, Fit] = {}
    for number, own in read.items():
        fit = _fit(own, number, leaflets, signs)
        if fit is None:
            index = index or _index(leaflets, signs)
            other = _voted(own, index)
            fit = None if other is None else _fit(own, other, leaflets, signs)
        made[number] = fit or _bare(number, marked, leaflets)
    return made


def _bare(number: int, marked: Marked, leaflets: Sequence[Leaflet]) -> Fit:
    """Return the fit of a page that has no words of the text: by its number, if all are there."""
    is_whole = marked.pages == len(leaflets)
    return Fit(number if is_whole and not leaflets[number].cells else None)


def _fit(
    own: Sequence[Letter], number: int, leaflets: Sequence[Leaflet], signs: Signs
) -> Fit | None:
    if number >= len(leaflets) or not leaflets[number].cells:
        return None
    cells = sorted(leaflets[number].cells, key=lambda cell: cell.sign)
    text, read = "".join(signs.text[cell.sign] for cell in cells), "".join(one.sign for one in own)
    for size in (GRAM, *FEWER):
        known = _unique(text, min(size, len(text)))
        other = _unique(read, min(size, len(text)))
        pairs = [(cells[at], own[other[gram]]) for gram, at in known.items() if gram in other]
        is_there = known and len(pairs) >= FEWEST * len(known)
        fit = _lying(number, pairs) if is_there else None
        if fit is not None:
            return fit
    return None


def _unique(text: str, size: int) -> dict[str, int]:
    """Return the stretches of letters that a text has once, with their places."""
    places: dict[str, int] = {}
    counts: Counter[str] = Counter()
    for at in range(len(text) - size + 1):
        gram = text[at : at + size]
        counts[gram] += 1
        places[gram] = at
    return {gram: at for gram, at in places.items() if counts[gram] == 1}


def _lying(number: int, pairs: Sequence[tuple[Cell, Letter]]) -> Fit | None:
    """Return how a page lies; None where its letters do not lie as those that were sent."""
    still = sum(abs(_middle(cell) - letter.at) < STILL for cell, letter in pairs)
    if still * 2 > len(pairs):
        return Fit(number)
    made = _least(number, [(_middle(cell), letter.at) for cell, letter in pairs])
    near = [
        (_middle(cell), letter.at)
        for cell, letter in pairs
        if abs(made.turn * _middle(cell) + made.shift - letter.at) < OFF * max(abs(made.turn), 1)
    ]
    return _least(number, near) if len(near) * 2 > len(pairs) else None


def _least(number: int, pairs: Sequence[tuple[complex, complex]]) -> Fit:
    """Return how a page lies, by least squares over its letters."""
    centre = sum(one for one, _ in pairs) / len(pairs)
    other = sum(two for _, two in pairs) / len(pairs)
    size = sum(abs(one - centre) ** 2 for one, _ in pairs)
    both = sum((one - centre).conjugate() * (two - other) for one, two in pairs)
    turn = both / size if size > 1 else complex(1)
    shift = other - turn * centre
    if abs(turn - 1) < STRAIGHT and abs(other - centre) < STILL:
        return Fit(number)
    return Fit(number, turn, shift)


def _middle(cell: Cell) -> complex:
    along, across = cell.middle, (cell.low + cell.high) / 2
    return complex(across, along) if cell.is_turned else complex(along, across)


def _index(leaflets: Sequence[Leaflet], signs: Signs) -> dict[str, int]:
    """Return the pages by their stretches of letters."""
    pages = {cell.sign: number for number, one in enumerate(leaflets) for cell in one.cells}
    grams = _unique(signs.text, GRAM)
    return {gram: pages[sign] for gram, sign in grams.items() if sign in pages}


def _voted(own: Sequence[Letter], index: dict[str, int]) -> int | None:
    votes = Counter(_votes("".join(letter.sign for letter in own), index))
    return votes.most_common(1)[0][0] if votes else None


def _votes(text: str, index: dict[str, int]) -> Iterator[int]:
    for at in range(len(text) - GRAM + 1):
        page = index.get(text[at : at + GRAM])
        if page is not None:
            yield page
