"""The page of a printed book: margins, measure and grid from the trim.

The proportions are those of paperbacks that lie well in the hand: the measure holds about sixty
characters; the inner margin is wider than the outer, since the binding takes some of it, and the
foot is deeper than the head (Tschichold, *The Form of the Book*; Bringhurst, 8.2).
"""

from __future__ import annotations

from dataclasses import dataclass

from octavo.model.finding import InputError
from octavo.model.trims import LIMITS, fits

POINTS = 72 / 25.4
"""Points in a millimetre."""

INSIDE, OUTSIDE, TOP, FOOT = 0.14, 0.116, 0.101, 0.106
"""Least margins: the side margins are parts of the width, head and foot of the height."""

EMS = 28.5
"""The longest measure, in ems: about 66 characters."""

CODE_CHARACTERS = 60
"""What a line of code should hold; a narrow page takes the smallest face that still reads."""

MONO_ADVANCE = 0.602
"""The width of every character of DejaVu Sans Mono, in ems."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page in points. `top` reaches to the first line's top, `lines` is what a full page holds.

    `grid` is the distance of two baselines, `size` the size of the text, `code` that of code.
    """

    width: float
    height: float
    inside: float
    outside: float
    top: float
    measure: float
    size: float
    grid: float
    lines: int
    code: float

    @property
    def text_height(self) -> float:
        """From the top of the first line to the foot of the last."""
        return self.lines * self.grid - (self.grid - self.size)


def page_of(trim: tuple[float, float]) -> Page:
    """Return the page for a trim in millimetres. Raises InputError where no book fits on it."""
    if not fits(trim):
        raise InputError(
            f"A trim of {trim[0]:g} × {trim[1]:g} mm cannot be set.",
            hint=f"Choose one in design.yaml: {LIMITS}.",
        )
    width, height = trim[0] * POINTS, trim[1] * POINTS
    size, grid = _type_size(trim[0])
    measure = min(width * (1 - INSIDE - OUTSIDE), EMS * size)
    spare = width - measure
    inside = spare * INSIDE / (INSIDE + OUTSIDE) if measure < EMS * size else spare * 0.45
    lines = int((height * (1 - TOP - FOOT) + grid - size) / grid)
    text_height = lines * grid - (grid - size)
    top = (height - text_height) * TOP / (TOP + FOOT)
    code = max(6.6, min(8.5, measure / MONO_ADVANCE / CODE_CHARACTERS))
    return Page(
        _rounded(width),
        _rounded(height),
        _rounded(inside),
        _rounded(spare - inside),
        _rounded(top),
        _rounded(measure),
        size,
        grid,
        lines,
        _rounded(code),
    )


def _type_size(width: float) -> tuple[float, float]:
    if width < 115:
        return 9.5, 12.5
    if width < 136:
        return 10.5, 13.5
    if width < 180:
        return 11.0, 14.0
    return 11.5, 15.0


def _rounded(points: float) -> float:
    return round(points, 4)
