"""SVG drawings drawn as PNG, for what shows no drawing."""

from __future__ import annotations

import tempfile
from pathlib import Path

import typst

from octavo.files import drawing, svg, xml
from octavo.files.images import fault_of

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
    width, _ = svg.size_of(xml.parse(data, ""))
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "drawing.svg").write_bytes(drawing.published(data))
        sheet = Path(folder) / "sheet.typ"
        sheet.write_text(SHEET.format(width=points or min(width * 0.75, WIDE)), encoding="utf-8")
        try:
            png = typst.compile(
                str(sheet), root=folder, format="png", ppi=DENSE, ignore_system_fonts=True
            )
        except (typst.TypstError, RuntimeError):
            return b""
    return png if isinstance(png, bytes) and not fault_of(png) else b""


def width_of(data: bytes) -> str:
    """Return the width at which a drawing stands on a page, as pandoc reads it."""
    width, _ = svg.size_of(xml.parse(data, ""))
    return f"{min(width * 0.75, WIDE) / 72:.3f}in"
