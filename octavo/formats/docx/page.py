"""The page of the Word edition: its size, margins and type, in points."""

from __future__ import annotations

from dataclasses import dataclass

POINTS = 72 / 25.4
"""Points in a millimetre."""

TWIPS = 20
"""Twentieths of a point, Word's own unit."""

LONGEST = 400.0
"""The longest line, in points: some 68 characters of the largest type."""

EMU = 12700
"""English Metric Units in a point, the unit of drawings."""


@dataclass(frozen=True, slots=True)
class Page:
    """A trimmed page; every length is in points, `inner` is the margin at the spine."""

    width: float
    height: float
    inner: float
    outer: float
    top: float
    bottom: float
    size: float
    leading: float

    @property
    def measure(self) -> float:
        """How long a full line is."""
        return self.width - self.inner - self.outer

    @property
    def depth(self) -> float:
        """How high the text on a full page is."""
        return self.height - self.top - self.bottom


def page_of(trim: tuple[float, float]) -> Page:
    """Return the page for a trimmed size in millimetres (width, height).

    The foot is deeper than the head, and the spine takes a little of the inner margin. The type
    grows with the line, so that it holds about 60 characters (45 to 75 is what Bringhurst calls
    satisfactory: The Elements of Typographic Style, 2.1.2); a wide sheet gets wide margins.
    """
    width, height = (side * POINTS for side in trim)
    spare = max(0.0, width * 0.745 - LONGEST) / 2
    inner, outer = round(width * 0.13 + spare), round(width * 0.125 + spare)
    top, bottom = round(height * 0.105), round(height * 0.115)
    size = min(12.0, max(10.0, round((width - inner - outer) / 29.5 * 2) / 2))
    leading = round(size * 1.34 * 2) / 2
    return Page(width, height, inner, outer, top, bottom, size, leading)


def twips(points: float) -> int:
    """Turn points into Word's twentieths."""
    return round(points * TWIPS)
