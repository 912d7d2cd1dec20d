"""Pictures for covers: how large they are, and the JPEG that shops take."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image

from octavo.files.redraw import FAULTS, QUALITY, READ

SHOPS = (1600, 2560)
"""The size that shops ask for, in pixels; a picture of another shape is not cut."""


def size_and_mode(path: Path) -> tuple[int, int, str]:
    """Return width and height of a picture in pixels, and its colours; zeros where it has none."""
    try:
        with Image.open(path, formats=READ) as opened:
            return opened.width, opened.height, opened.mode
    except FAULTS:
        return 0, 0, ""


def as_jpeg(data: bytes) -> bytes:
    """Return a picture as a JPEG for shops, in colours of screens, not larger than they ask for."""
    with Image.open(io.BytesIO(data), formats=READ) as opened:
        paper = Image.new("RGBA", opened.size, "white")
        see_through = opened.mode in ("RGBA", "LA", "PA") or "transparency" in opened.info
        whole = Image.alpha_composite(paper, opened.convert("RGBA")) if see_through else opened
        shown = whole.convert("RGB")
        if shown.width > SHOPS[0] or shown.height > SHOPS[1]:
            shown.thumbnail(SHOPS, Image.Resampling.LANCZOS)
        written = io.BytesIO()
        shown.save(written, "JPEG", quality=QUALITY, subsampling=0)
    return written.getvalue()


MOST_WITHIN = 4_000_000
"""The most pixels of a picture within an EPUB: IngramSpark and others refuse a larger one."""


def within_epub(data: bytes) -> bytes:
    """Return a cover as an EPUB has it: a JPEG or PNG with no more pixels than all shops take."""
    with Image.open(io.BytesIO(data), formats=READ) as opened:
        pixels = opened.width * opened.height
        if pixels <= MOST_WITHIN or opened.format not in ("JPEG", "PNG"):
            return data
        scale = (MOST_WITHIN / pixels) ** 0.5
        size = (int(opened.width * scale), int(opened.height * scale))
        mode = "RGBA" if opened.mode in ("P", "LA", "PA", "RGBA") else "RGB"
        shown = opened.convert(mode).resize(size, Image.Resampling.LANCZOS)
        written = io.BytesIO()
        how = {"quality": QUALITY, "subsampling": 0} if opened.format == "JPEG" else {}
        shown.save(written, opened.format, **how)
    return written.getvalue()


def front_of(data: bytes, trim: tuple[float, float], bleed: float, *, is_left: bool) -> bytes:
    """Return the front of a whole cover's picture as a PNG: its outer part at one side.

    `trim` is the size of the front and `bleed` what the picture has beyond it, in millimetres.
    """
    with Image.open(io.BytesIO(data), formats=READ) as opened:
        shown = opened.convert("RGB")
    unit = shown.height / (trim[1] + 2 * bleed)
    start = bleed if is_left else shown.width / unit - bleed - trim[0]
    left, right = max(0, round(start * unit)), round((start + trim[0]) * unit)
    head = round(bleed * unit)
    written = io.BytesIO()
    shown.crop((left, head, right, shown.height - head)).save(written, "PNG")
    return written.getvalue()
