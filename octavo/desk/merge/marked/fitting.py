"""Lays the pages of a PDF that came back on those that were sent.

A program may turn a page, crop it, write it on paper of another size, or leave pages out: the
letters say which page it is, and how it lies.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from octavo.desk.merge.marked.pages import Cell, Leaflets
from octavo.desk.merge.marked.signs import Signs
from octavo.formats.pdf.proofs.annotations import Letter, Marked, letters
from octavo.formats.pdf.proofs.glyphs import Box

GRAM = 10
"""How many letters in a row are compared."""

FEWER = (5, 3)
"""How many are compared on a page with few words, interrupted by marks of notes."""

SAMPLE = 300
"""By so many stretches of its letters, about, a page that was moved is known again."""

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
    marked: Marked, pages: Iterable[int], leaflets: Leaflets, signs: Signs
) -> dict[int, Fit]:
    """Return how some pages of a PDF that came back lie on those that were sent.

    A page is looked for under its own number, then as far from it as the one before, then by its
    letters: pages are left out and put in, and seldom shuffled.
    """
    if not marked.data:  # comments without their PDF: its pages are those that were sent
        return {number: Fit(number) for number in pages if 0 <= number < len(leaflets)}
    there = {number for number in pages if 0 <= number < marked.pages}
    made: dict[int, Fit] = {}
    moved: dict[int, list[str]] = {}
    off = 0
    for number, own in letters(marked, sorted(there)):
        fit = _fit(own, number, leaflets, signs)
        fit = fit or (_fit(own, number + off, leaflets, signs) if off else None)
        if fit is None or fit.leaflet is None:
            moved[number] = _sample(own)
        else:
            made[number], off = fit, fit.leaflet - number
    voted = _voted(moved, leaflets, signs)
    for number, own in letters(marked, sorted(voted)):
        if fit := _fit(own, voted[number], leaflets, signs):
            made[number] = fit
    return made | {
        number: _bare(number, marked, leaflets) for number in moved if number not in made
    }


def _bare(number: int, marked: Marked, leaflets: Leaflets) -> Fit:
    """Return the fit of a page that has no words of the text: by its number, if all are there."""
    is_whole = marked.pages == len(leaflets)
    return Fit(number if is_whole and not leaflets.pages[number].rows else None)


def _fit(own: Sequence[Letter], number: int, leaflets: Leaflets, signs: Signs) -> Fit | None:
    if not 0 <= number < len(leaflets) or not leaflets.pages[number].rows:
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


def _sample(own: Sequence[Letter]) -> list[str]:
    """Return stretches of a page's letters, from all over it."""
    text = "".join(letter.sign for letter in own)
    last = len(text) - GRAM + 1
    return [text[at : at + GRAM] for at in range(0, last, max(last // SAMPLE, 1))]


def _voted(moved: Mapping[int, Sequence[str]], leaflets: Leaflets, signs: Signs) -> dict[int, int]:
    """Return the pages that were sent with which pages that came back share most stretches."""
    places = _once(signs.text, {gram for grams in moved.values() for gram in grams})
    pages = leaflets.pages_of(places.values())
    made: dict[int, int] = {}
    for number, grams in moved.items():
        known = [places[gram] for gram in grams if gram in places]
        votes = Counter(pages[sign] for sign in known if sign in pages)
        if votes:
            made[number] = votes.most_common(1)[0][0]
    return made


def _once(text: str, grams: Set[str]) -> dict[str, int]:
    """Return those of some stretches that a text has once, with their places."""
    places: dict[str, int] = {}
    twice: set[str] = set()
    for at in range(len(text) - GRAM + 1 if grams else 0):
        gram = text[at : at + GRAM]
        if gram in grams:
            twice |= {gram} & places.keys()
            places[gram] = at
    return {gram: at for gram, at in places.items() if gram not in twice}
