"""Draws a picture of a kind that no edition shows anew as PNG, where a library can read it."""

from __future__ import annotations

import io
import re
import tempfile
from pathlib import Path

import typst
from lxml import etree
from PIL import Image, UnidentifiedImageError

from octavo.files import xml
from octavo.files.images import LIMIT_PIXELS, fault_of
from octavo.model.finding import InputError

READ = ("TIFF", "BMP", "DIB", "WEBP", "GIF", "PNG", "JPEG", "JPEG2000", "PCX", "TGA", "ICO", "PPM")
"""Kinds that are read; others of Pillow's start a program, or read what lies beside."""

MODES = ("1", "L", "LA", "P", "RGB", "RGBA", "I;16")
"""Colours as PNG has them."""

DAMAGES = (OSError, ValueError, SyntaxError, EOFError, OverflowError, MemoryError)
"""What the library raises for a damaged picture."""

SHEET = (
    "#set page(width: 720pt, height: auto, margin: 0pt, fill: none)\n"
    '#image("drawing.svg", width: 720pt)\n'
)
SHARP = 200
"""Dots an inch: 2,000 pixels across, enough for a page of a book."""

SLIM = 8
"""How many times as high as wide a drawing may be."""

FOREIGN = ("text", "tspan", "foreignObject", "image", "script")
"""What a drawing would need a font or another file for."""


def as_png(data: bytes) -> bytes:
    """Return a picture as PNG, or b"" where it cannot be read."""
    try:
        with Image.open(io.BytesIO(data), formats=READ) as picture:
            if picture.width * picture.height > LIMIT_PIXELS:
                return b""
            drawn = picture if picture.mode in MODES else picture.convert("RGB")
            written = io.BytesIO()
            drawn.save(written, "PNG")
    except (UnidentifiedImageError, Image.DecompressionBombError, *DAMAGES):
        return b""
    png = written.getvalue()
    return b"" if fault_of(png) else png


def drawn(data: bytes) -> bytes:
    """Return an SVG as PNG; b"" where it has words, leads elsewhere or cannot be read.

    Its words would be set in another font than its author's, or in none.
    """
    try:
        root = xml.parse(data, "")
    except InputError:
        return b""
    if any(next(root.iter(f"{{*}}{name}"), None) is not None for name in FOREIGN):
        return b""
    if not 0 < _slimness(root) <= SLIM:
        return b""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "drawing.svg").write_bytes(data)
        (Path(folder) / "sheet.typ").write_text(SHEET, encoding="utf-8")
        sheet = str(Path(folder) / "sheet.typ")
        try:
            png = typst.compile(
                sheet, root=folder, format="png", ppi=SHARP, ignore_system_fonts=True
            )
        except (typst.TypstError, RuntimeError):
            return b""
    return png if isinstance(png, bytes) and not fault_of(png) else b""


def _slimness(root: etree._Element) -> float:
    """Return how many times as high as wide a drawing is; 0 where it does not say."""
    box = re.findall(r"-?[\d.]+", root.get("viewBox", ""))[2:4]
    sides = box or [re.sub(r"[^\d.]", "", root.get(name, "")) for name in ("width", "height")]
    try:
        width, height = map(float, sides)
    except ValueError:
        return 0
    return height / width if width else 0
