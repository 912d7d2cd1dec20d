"""Draws a picture of a kind that no edition shows anew as PNG, where a library can read it."""

from __future__ import annotations

import io

from PIL import Image, UnidentifiedImageError

from octavo.files.images import LIMIT_PIXELS, fault_of

READ = ("TIFF", "BMP", "DIB", "WEBP", "GIF", "PNG", "JPEG", "JPEG2000", "PCX", "TGA", "ICO", "PPM")
"""Kinds that are read; others of Pillow's start a program, or read what lies beside."""

MODES = ("1", "L", "LA", "P", "RGB", "RGBA", "I;16")
"""Colours as PNG has them."""

DAMAGES = (OSError, ValueError, SyntaxError, EOFError, OverflowError, MemoryError)
"""What the library raises for a damaged picture."""


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
