"""The page of a printed book: margins, measure and grid from the trim.

One canon for every trim: the inner margin is to the outer as 14 to 11.6, since the binding takes
some of it, and the foot is deeper than the head (Tschichold, *The Form of the Book*; Bringhurst,
8.2). The measure holds about sixty characters. A printer asks for least distances beside: an inner
margin (its gutter), and one that all ink keeps from the trim. They only ever widen a margin.
"""

from __future__ import annotations

from dataclasses import dataclass

from octavo.model.finding import InputError
from octavo.model.trims import LIMITS, fits

POINTS = 72 / 25.4
"""Points in a millimetre."""

INSIDE, OUTSIDE, TOP, FOOT = 0.14, 0.116, 0.101, 0.106
"""The canon: the side margins are parts of the width, head and foot of the height."""

GUTTER = SAFETY = 12.7
"""Half an inch, in millimetres: the least inner margin of a book of 151 to 300 pages (Kindle Direct
Publishing), and what all ink keeps from the trim (IngramSpark, folios included)."""

EMS = 28.5
"""The longest measure, in ems: about 66 characters."""

SHORTEST = 16.0
"""The shortest measure, in ems: fewer than 36 characters cannot be set evenly."""

CODE_CHARACTERS = 60
"""What a line of code should hold; a narrow page takes the smallest face that still reads."""

MONO_ADVANCE = 0.602
"""The width of every character of DejaVu Sans Mono, in ems."""

HEAD, DROP = 0.85, 0.8
"""Lines between the text and the running head above it, and the folio at the foot."""

HEAD_INK, FOLIO_INK, HANGING = 1.08, 1.05, 0.25
"""Ems of ink: above the foot of the head's line (a capital with its accent), below the head of the
folio's, and outside the measure (a hyphen that hangs)."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page in points. `top` reaches to the first line's top, `lines` is what a full page holds.

    `grid` is the distance of two baselines, `size` the size of the text, `code` that of code. The
    running head ends `head` above the text, the folio at the foot begins `drop` below it.
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
    head: float
    drop: float

    @property
    def text_height(self) -> float:
        """From the top of the first line to the foot of the last."""
        return self.lines * self.grid - (self.grid - self.size)


def page_of(trim: tuple[float, float], gutter: float = GUTTER, safety: float = SAFETY) -> Page:
    """Return the page for a trim, a least inner margin and a safety distance, in millimetres.

    Raises InputError where no book fits on it.
    """
    if not fits(trim):
        raise InputError(
            f"A trim of {trim[0]:g} × {trim[1]:g} mm cannot be set.",
            hint=f"Choose one in design.yaml: {LIMITS}.",
        )
    width, height = trim[0] * POINTS, trim[1] * POINTS
    size, grid = _type_size(trim[0])
    inside, outside = _sides(width, size, gutter * POINTS, safety * POINTS)
    measure = width - inside - outside
    if measure < SHORTEST * size:
        raise InputError(
            f"A trim of {trim[0]:g} × {trim[1]:g} mm with an inner margin of {inside / POINTS:.1f} "
            f"mm leaves lines of {measure / POINTS:.0f} mm, which cannot be set.",
            hint="Choose a wider trim in design.yaml.",
        )
    lines, top = _depth(height, size, grid, safety * POINTS)
    code = max(6.6, min(8.5, measure / MONO_ADVANCE / CODE_CHARACTERS))
    return Page(
        _rounded(width),
        _rounded(height),
        _rounded(inside),
        _rounded(outside),
        _rounded(top),
        _rounded(measure),
        size,
        grid,
        lines,
        _rounded(code),
        _rounded(HEAD * grid),
        _rounded(DROP * grid),
    )


def _sides(width: float, size: float, gutter: float, safety: float) -> tuple[float, float]:
    """Return the inner and the outer margin: by the canon, or as much wider as they must be."""
    least_outside = max(OUTSIDE * width, safety + HANGING * size)
    least_inside = max(INSIDE * width, gutter, least_outside)
    spare = width - min(width - least_inside - least_outside, EMS * size)
    inside = spare * INSIDE / (INSIDE + OUTSIDE)
    inside = min(max(inside, least_inside), spare - least_outside)
    return inside, spare - inside


def _depth(height: float, size: float, grid: float, safety: float) -> tuple[int, float]:
    """Return how many lines a page holds, and where they begin: head and folio keep the safety."""
    least_top = max(TOP * height, safety + HEAD * grid + HEAD_INK * size)
    least_foot = max(FOOT * height, safety + DROP * grid + FOLIO_INK * size)
    lines = int((height - least_top - least_foot + grid - size) / grid)
    spare = height - (lines * grid - (grid - size))
    return lines, min(max(spare * TOP / (TOP + FOOT), least_top), spare - least_foot)


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
