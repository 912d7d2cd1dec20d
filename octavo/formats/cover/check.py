"""Reads a printed cover back: its words keep away from the trim and the folds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pypdfium2

from octavo.formats.cover.draw import POINTS
from octavo.formats.cover.wrap import Wrap
from octavo.formats.pdf.check import PDFIUM
from octavo.model.finding import Finding, Place
from octavo.model.rules import severity

ROUNDING = 0.1
"""Points by which a box of a letter may be off."""

Box = tuple[float, float, float, float]


def check_words(path: Path, wrap: Wrap) -> list[Finding]:
    """Return what stands nearer to the trim or a fold of a cover than the printer allows."""
    near = [char for char, box in _letters(path) if _is_near(box, wrap)]
    if not near:
        return []
    words = "".join(near)
    return [
        Finding(
            "cover-safety",
            f"Words of the cover stand nearer than {wrap.safety:g} mm to the trim, or than "
            f"{wrap.spine_safety:g} mm to a fold: “{words[:40]}”.",
            severity("cover-safety"),
            place=Place(path.name),
            hint="Shorten them, or choose another cover-design in design.yaml.",
            format="pdf",
        )
    ]


def _letters(path: Path) -> Iterator[tuple[str, Box]]:
    """Yield each letter of the sheet with its box, in points from the sheet's lower left."""
    with PDFIUM, closing(pypdfium2.PdfDocument(path)) as document:
        page = document[0]
        text = page.get_textpage()
        for number in range(text.count_chars()):
            box = text.get_charbox(number)
            if box[2] > box[0]:
                yield text.get_text_range(number, 1), box


def _is_near(box: Box, wrap: Wrap) -> bool:
    """Whether a letter is too near to an edge of its face, or of the spine."""
    left, foot, right, head = (side / POINTS for side in box)
    rounding = ROUNDING / POINTS
    edge = wrap.outer + wrap.safety - rounding
    if min(foot, wrap.full_height - head) < edge:
        return True
    if min(left, wrap.width - right) < edge:
        return True
    start, end = wrap.spine_at, wrap.spine_at + wrap.spine
    if start < (left + right) / 2 < end:
        return left < start + wrap.spine_safety - rounding or right > (
            end - wrap.spine_safety + rounding
        )
    return right > start - rounding and left < end + rounding
