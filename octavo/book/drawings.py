"""SVG drawings drawn as PNG or JPEG, for what shows no drawing."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Literal

import typst

from octavo.files import drawing, svg, xml
from octavo.files.images import LIMIT_PIXELS, fault_of
from octavo.files.pdfium import POINTS, page_as_jpeg

SHEET = (
    "#set page(width: auto, height: auto, margin: 0pt, fill: none)\n"
    '#set text(font: "Libertinus Serif")\n'
    '#image("drawing.svg", width: {width}pt)\n'
)
WIDE, DENSE = 500.0, 300.0
"""The widest drawing in points, which is a page; dots an inch."""


def raster(data: bytes, points: float = 0) -> bytes:
    """Return a drawing as PNG, 300 dots an inch; b"" where it cannot be drawn.

    It gets the width of the drawing itself, or so many points.
    """
    png = _typeset(data, points, "png")
    return b"" if fault_of(png) else png


def jpeg(data: bytes, points: float = 0) -> bytes:
    """Return a drawing as JPEG on white paper, else as `raster` does: for a cover.

    A PNG of that size takes seven times as long, most of it to be compressed, and is five times as
    large.
    """
    pdf = _typeset(data, points, "pdf")
    return page_as_jpeg(pdf, DENSE) if pdf else b""


def _typeset(data: bytes, points: float, form: Literal["pdf", "png"]) -> bytes:
    """Return a drawing alone on a page; b"" where it is too large or Typst cannot draw it."""
    width, height = svg.size_of(xml.parse(data, ""))
    across = points or min(width * 0.75, WIDE)
    if (across * DENSE / POINTS) ** 2 * height > LIMIT_PIXELS * width:
        return b""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "drawing.svg").write_bytes(drawing.published(data))
        sheet = Path(folder) / "sheet.typ"
        sheet.write_text(SHEET.format(width=across), encoding="utf-8")
        try:
            made = typst.compile(
                str(sheet), root=folder, format=form, ppi=DENSE, ignore_system_fonts=True
            )
        except (typst.TypstError, RuntimeError):
            return b""
    return made if isinstance(made, bytes) else b""


def width_of(data: bytes) -> str:
    """Return the width at which a drawing stands on a page, as pandoc reads it."""
    width, _ = svg.size_of(xml.parse(data, ""))
    return f"{min(width * 0.75, WIDE) / POINTS:.3f}in"
