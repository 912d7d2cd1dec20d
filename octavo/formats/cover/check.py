"""Reads a printed cover back: its words keep away from the trim and the folds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pypdfium2

from octavo.files.pdfium import PDFIUM
from octavo.formats.cover.draw import POINTS
from octavo.formats.cover.wrap import Wrap
from octavo.model.finding import Finding, Place
from octavo.model.rules import severity

ROUNDING = 0.1
"""Points by which a box of a letter may be off."""

LEAST_SIZE = 6.5
"""The least size of type on a back, in points; that of the ISBN above a barcode is larger."""

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter of the sheet, its size, and its box in points from the sheet's lower left."""

    sign: str
    size: float
    box: Box


def check_words(path: Path, wrap: Wrap) -> list[Finding]:
    """Return what is wrong with the words of a cover: too near to the trim or a fold, too small."""
    letters = list(_letters(path))
    near = "".join(one.sign for one in letters if _is_near(one.box, wrap))
    sizes = [one.size for one in letters if not _is_on_spine(one.box, wrap)]
    findings = []
    if near:
        message = (
            f"Words of the cover stand nearer than {wrap.safety:g} mm to the trim, or than "
            f"{wrap.spine_safety:g} mm to a fold: “{near[:40]}”."
        )
        hint = "Shorten them, or choose another cover-design in design.yaml."
        findings.append(_finding("cover-safety", message, hint, path))
    if min(sizes, default=LEAST_SIZE) < LEAST_SIZE - ROUNDING:
        message = f"Words of the cover are set in {min(sizes):.1f} points, so that all have room."
        hint = "Shorten the blurb or the author-note in edition.yaml."
        findings.append(_finding("cover-small", message, hint, path))
    return findings


def _finding(rule: str, message: str, hint: str, path: Path) -> Finding:
    place = Place(path.name)
    return Finding(rule, message, severity(rule), place=place, hint=hint, format="pdf")


def _letters(path: Path) -> Iterator[Letter]:
    with PDFIUM, closing(pypdfium2.PdfDocument(path)) as document:
        text = document[0].get_textpage()
        for number in range(text.count_chars()):
            box = text.get_charbox(number)
            sign = text.get_text_range(number, 1)
            if sign.strip() and box[2] > box[0]:
                size = pypdfium2.raw.FPDFText_GetFontSize(text.raw, number)
                yield Letter(sign, float(size), box)


def _is_on_spine(box: Box, wrap: Wrap) -> bool:
    middle = (box[0] + box[2]) / 2 / POINTS
    return wrap.spine_at < middle < wrap.spine_at + wrap.spine


def _is_near(box: Box, wrap: Wrap) -> bool:
    """Whether a letter is too near to an edge of its face, or of the spine."""
    left, foot, right, head = (side / POINTS for side in box)
    rounding = ROUNDING / POINTS
    edge = wrap.outer + wrap.safety - rounding
    if min(foot, wrap.full_height - head, left, wrap.width - right) < edge:
        return True
    start, end = wrap.spine_at, wrap.spine_at + wrap.spine
    if _is_on_spine(box, wrap):
        return min(left - start, end - right) < wrap.spine_safety - rounding
    return right > start - rounding and left < end + rounding
