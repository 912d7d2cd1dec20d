"""Says on a sheet where it is trimmed."""

from __future__ import annotations

from pathlib import Path

import pikepdf
from pikepdf import Array

from octavo.formats.cover.draw import POINTS
from octavo.formats.cover.wrap import Wrap


def finish(path: Path, wrap: Wrap) -> None:
    """Give the page of a sheet its boxes: the bleed is the whole of it, the trim lies within."""
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        page = pdf.pages[0]
        left, foot, right, head = (float(value) for value in page.mediabox)
        bleed = wrap.bleed * POINTS
        page.obj["/BleedBox"] = Array([left, foot, right, head])
        page.obj["/TrimBox"] = Array([left + bleed, foot + bleed, right - bleed, head - bleed])
        pdf.save(path, deterministic_id=True)
