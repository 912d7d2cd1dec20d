"""The sizes of a trimmed page: their names, their limits, and how people write them."""

from __future__ import annotations

import re

TRIMS = {
    "129x198": (129.0, 198.0),
    "b-format": (129.0, 198.0),
    "a-format": (111.0, 178.0),
    "demy": (138.0, 216.0),
    "royal": (156.0, 234.0),
    "a5": (148.0, 210.0),
    "5x8in": (127.0, 203.2),
    "5.5x8.5in": (139.7, 215.9),
    "6x9in": (152.4, 228.6),
}
"""Names of trim sizes (British book formats, ISO 216, US trade), in millimetres."""

SMALLEST, LARGEST = (90.0, 140.0), (300.0, 420.0)
"""The limits of a page that can be set, width and height in millimetres."""

INCH = 25.4
UNITS = {"mm": 1.0, "cm": 10.0} | dict.fromkeys(
    ("in", "inch", "inches", '"', "\N{DOUBLE PRIME}", "\N{RIGHT DOUBLE QUOTATION MARK}"), INCH
)
"""Millimetres in a unit of length."""

_LENGTH = r"(\d+(?:[.,]\d+)?)"
_UNIT = f"({'|'.join(sorted(UNITS, key=len, reverse=True))})?"
_SIZE = re.compile(f"{_LENGTH}{_UNIT}(?:x|by){_LENGTH}{_UNIT}")


def trim_of(text: str) -> tuple[float, float]:
    """Return a trim in millimetres. Raise ValueError where it is no size, or no book has it.

    A size without a unit is in millimetres; where no book has that size, in inches.

    >>> trim_of("demy"), trim_of("140 × 210"), trim_of("6x9"), trim_of("14 x 21 cm")
    ((138.0, 216.0), (140.0, 210.0), (152.4, 228.6), (140.0, 210.0))
    """
    name = _plain(text)
    if name in TRIMS:
        return TRIMS[name]
    size = _SIZE.fullmatch(name)
    if not size:
        raise ValueError(f"a trim is one of {', '.join(TRIMS)}, or a size such as 140x210 (mm)")
    trim = _millimetres(size)
    if is_in_inches(text):
        return _millimetres(size, "in")
    if not fits(trim):
        raise ValueError(f"no book has the size {trim[0]:g} × {trim[1]:g} mm; {LIMITS}")
    return trim


def is_in_inches(text: str) -> bool:
    """Whether a size without a unit was read in inches."""
    size = _SIZE.fullmatch(_plain(text))
    if not size or size[2] or size[4]:
        return False
    return not fits(_millimetres(size)) and fits(_millimetres(size, "in"))


def fits(trim: tuple[float, float]) -> bool:
    """Whether a page of that size can be set."""
    pairs = zip(trim, SMALLEST, LARGEST, strict=True)
    return all(least <= side <= most for side, least, most in pairs)


LIMITS = f"width {SMALLEST[0]:g} to {LARGEST[0]:g} mm, height {SMALLEST[1]:g} to {LARGEST[1]:g} mm"


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", text.lower().replace("\N{MULTIPLICATION SIGN}", "x"))


def _millimetres(size: re.Match[str], unit: str = "mm") -> tuple[float, float]:
    """Return a size in millimetres; a unit that stands once is that of both sides."""
    units = (size[2] or size[4] or unit, size[4] or size[2] or unit)
    width, height = (float(size[at].replace(",", ".")) for at in (1, 3))
    return round(width * UNITS[units[0]], 3), round(height * UNITS[units[1]], 3)
