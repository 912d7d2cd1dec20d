"""Pictures of the print PDF that no printer takes as they are: too coarse, or seen through.

The file of a printer who is named has its own preflight, and its pictures are converted. What is
sent to another press is this PDF, in which they stand as they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf

from octavo.formats.pdf.page import POINTS
from octavo.formats.pdf.printing.drawings import Placed, placed
from octavo.formats.pdf.printing.named import Files
from octavo.model.counted import counted
from octavo.model.finding import Finding, Place
from octavo.model.rules import severity

LEAST, SLACK = 300, 0.99
"""The pixels to the inch that printers ask of a picture (KDP, IngramSpark, Lulu), and what part of
them is enough: its width in points is rounded."""

SIGN = 5 * POINTS
"""What is no wider and no higher is a sign in a line, whose pixels nobody sees."""


def fineness(path: Path, files: Files) -> Iterator[Finding]:
    """Yield what is to be said of each picture of a print PDF, where it is drawn the largest."""
    with pikepdf.open(path) as pdf:
        coarsest: dict[tuple[int, int], Placed] = {}
        for one in placed(pdf):
            known = coarsest.setdefault(one.image.objgen, one)
            if one.resolution < known.resolution:
                coarsest[one.image.objgen] = one
        for one in coarsest.values():
            if one.resolution < LEAST * SLACK and max(one.width, one.height) > SIGN:
                yield _coarse(one, path, files)
            if "/SMask" in one.image or "/Mask" in one.image:
                yield _clear(one, path, files)


def _coarse(one: Placed, path: Path, files: Files) -> Finding:
    name = files.name(one.image)
    size = f"{one.width / POINTS:.0f} × {one.height / POINTS:.0f} mm"
    message = f"The image {name} has {one.resolution:.0f} ppi at {size}; printers ask for {LEAST}"
    across = -int(-one.width / 72 * LEAST // 1)
    hint = f"Export it with {counted(across, 'pixel')} across, or set it smaller."
    finding = _finding("pdf-print-coarse", f"{message} (page {one.page} of {path.name}).", path)
    return replace(finding, context=("", name), hint=hint)


def _clear(one: Placed, path: Path, files: Files) -> Finding:
    name = files.name(one.image)
    message = f"The image {name} may be seen through (page {one.page} of {path.name})."
    hint = "Name the printer (--printer): in that file it lies on white paper."
    return replace(_finding("pdf-print-clear", message, path), context=("", name), hint=hint)


def _finding(rule: str, message: str, path: Path) -> Finding:
    return Finding(rule, message, severity(rule), place=Place(path.name), format="pdf")
