"""Pictures for screens: how large they are, and the same in a smaller width."""

from __future__ import annotations

import io

from PIL import Image

from octavo.files import svg, xml
from octavo.files.images import GIF, JPEG, PNG
from octavo.files.redraw import FAULTS

QUALITY = 85
"""Of a JPEG in a smaller width: a telephone shows no more."""

COLOURS = 256
"""The most colours of a PNG with a palette."""

KINDS = ("PNG", "JPEG")
"""The kinds that are drawn smaller; a GIF may move."""


def size_of(data: bytes) -> tuple[int, int]:
    """Return width and height in pixels; of a drawing, as it says them; (0, 0) if unknown."""
    if not data.startswith((PNG, JPEG, GIF)):
        return _size_of_drawing(data)
    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "GIF")) as opened:
            return opened.size
    except FAULTS:
        return 0, 0


def _size_of_drawing(data: bytes) -> tuple[int, int]:
    if not svg.is_svg(data):
        return 0, 0
    width, height = svg.size_of(xml.parse_made(data))
    return round(width), round(height)


def narrowed(data: bytes, width: int) -> bytes:
    """Return a picture drawn so many pixels wide, of the same kind.

    b"" where it is not wider, may move, cannot be read, or would not be smaller in bytes.
    """
    try:
        with Image.open(io.BytesIO(data), formats=KINDS) as opened:
            if opened.width <= width or getattr(opened, "is_animated", False):
                return b""
            drawn = _drawn(opened, width)
            made = io.BytesIO()
            profile = opened.info.get("icc_profile")
            options = {"icc_profile": profile} if profile and drawn.mode == opened.mode else {}
            drawn.info = {}
            if opened.format == "JPEG":
                drawn.save(made, "JPEG", quality=QUALITY, progressive=True, **options)
            else:
                drawn.save(made, "PNG", **options)
    except FAULTS:
        return b""
    return made.getvalue() if made.tell() < len(data) else b""


def _drawn(picture: Image.Image, width: int) -> Image.Image:
    """Draw a picture in a width; one with few colours keeps few."""
    height = max(round(picture.height * width / picture.width), 1)
    had_palette = picture.mode in ("P", "1")
    has_clear = "transparency" in picture.info or picture.mode in ("LA", "PA", "RGBA")
    if had_palette or picture.mode == "LA" or "transparency" in picture.info:
        picture = picture.convert("RGBA" if has_clear else "RGB")
    elif picture.mode.startswith("I"):
        return picture.resize((width, height), Image.Resampling.BOX)
    drawn = picture.resize((width, height), Image.Resampling.LANCZOS)
    if not had_palette:
        return drawn
    method = Image.Quantize.FASTOCTREE
    return drawn.quantize(COLOURS, method=method)
