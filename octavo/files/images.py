"""Reads the headers of image files: what kind one is, how large, and whether it is whole.

Nothing is decoded. A PNG carries a sum of each of its parts, so that a flipped bit shows; of JPEG
and GIF the parts are followed from one to the next, up to the mark of the end.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from pathlib import Path

from octavo.files import svg

CUT = "is cut short, or damaged. Export it anew."
LIMIT_BYTES = 64_000_000
LIMIT_PIXELS = 100_000_000
PNG, JPEG, GIF = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8"
FRAMES = frozenset((*range(0xC0, 0xD0),)) - {0xC4, 0xC8, 0xCC}
"""JPEG's markers of a frame, which has the size; the three left out are of other things."""

ALONE = frozenset((0x01, *range(0xD0, 0xD9)))
"""JPEG's markers that no length follows."""


def too_large(path: Path) -> str:
    """Return that a file is too large for a picture, as the end of a sentence; else ""."""
    size = path.stat().st_size
    if size > LIMIT_BYTES:
        return f"is too large: {size // 1_000_000} MB; {LIMIT_BYTES // 1_000_000} MB is the limit."
    return ""


def kind_of(data: bytes) -> str:
    """Return the suffix of an image's kind by its first bytes; "" for one of another kind."""
    for magic, suffix in SUFFIXES.items():
        if data.startswith(magic):
            return suffix
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return ".webp"
    return ".svg" if svg.is_svg(data) else ""


def fault_of(data: bytes) -> str:
    """Return what is wrong with an image, as the end of a sentence; "" where nothing is."""
    for magic, size_of in READERS:
        if data.startswith(magic):
            try:
                return _fault_of_size(*size_of(data))
            except (IndexError, ValueError, struct.error):
                return CUT
    if svg.is_svg(data):
        return svg.fault_of(data)
    return _foreign(data)


def _foreign(data: bytes) -> str:
    """Return of what kind an image is that no edition shows, and the way out."""
    if data[40:44] == b" EMF" or data.startswith((b"\xd7\xcd\xc6\x9a", b"\x01\x00\x09\x00")):
        return (
            "is a drawing of Windows (EMF, WMF). Open it in the program that made it, in Word or \
Inkscape, and save it as SVG or PNG."
        )
    if data.startswith((b"%!PS", b"%PDF", b"\xc5\xd0\xd3\xc6")):
        return "is a PDF or PostScript. Save it as SVG (drawings) or PNG."
    if data[4:8] == b"ftyp" or data.startswith((b"8BPS", b"\x00\x00\x00\x0cjP")):
        return "is of a kind that only some programs show. Export it as PNG or JPEG."
    return "is not a PNG, JPEG, GIF or SVG. Export it as PNG (drawings) or JPEG (photographs)."


def _fault_of_size(width: int, height: int) -> str:
    if not width or not height:
        return CUT
    if width * height > LIMIT_PIXELS:
        return f"has {width} × {height} pixels, more than any page can use."
    return ""


def _png(data: bytes) -> tuple[int, int]:
    """Return a PNG's width and height. Raises ValueError where a part of it is wrong."""
    at = len(PNG)
    kinds: list[bytes] = []
    while kinds[-1:] != [b"IEND"]:
        length, kind = struct.unpack_from(">I4s", data, at)
        body = data[at + 4 : at + 8 + length]
        (crc,) = struct.unpack_from(">I", data, at + 8 + length)
        if zlib.crc32(body) != crc:
            raise ValueError(kind)
        kinds.append(kind)
        at += 12 + length
    width, height, depth, colour = struct.unpack_from(">IIBB", data, 16)
    if kinds[0] != b"IHDR" or b"IDAT" not in kinds or depth not in (1, 2, 4, 8, 16) or colour > 6:
        raise ValueError(kinds)
    return width, height


def _jpeg(data: bytes) -> tuple[int, int]:
    """Return a JPEG's width and height. Raises ValueError where it has no scan, or no end."""
    at, size = 2, (0, 0)
    while (kind := data[at + 1]) != 0xDA:  # the scan: all that follows is the picture
        if data[at] != 0xFF:
            raise ValueError(at)
        if kind == 0xFF or kind in ALONE:
            at += 1 if kind == 0xFF else 2
            continue
        (length,) = struct.unpack_from(">H", data, at + 2)
        if kind in FRAMES:
            height, width = struct.unpack_from(">HH", data, at + 5)
            size = width, height
        at += 2 + max(length, 2)
    if data.rfind(b"\xff\xd9") < at:
        raise ValueError(at)
    return size


def _gif(data: bytes) -> tuple[int, int]:
    """Return a GIF's width and height. Raises ValueError where its blocks do not reach its end."""
    width, height, flags = struct.unpack_from("<HHB", data, 6)
    at, frames = 13 + _palette(flags), 0
    while data[at] != 0x3B:
        if data[at] == 0x2C:
            frames += 1
            at += 11 + _palette(data[at + 9])
        elif data[at] == 0x21:
            at += 2
        else:
            raise ValueError(at)
        while data[at]:
            at += 1 + data[at]
        at += 1
    if not frames:
        raise ValueError(frames)
    return width, height


def _palette(flags: int) -> int:
    """Return the length of the table of colours that a GIF's flags announce."""
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


SUFFIXES = {PNG: ".png", JPEG: ".jpg", GIF: ".gif"} | {
    b"II*\0": ".tiff",
    b"MM\0*": ".tiff",
    b"BM": ".bmp",
}

READERS: tuple[tuple[bytes, Callable[[bytes], tuple[int, int]]], ...] = (
    (PNG, _png),
    (JPEG, _jpeg),
    (GIF, _gif),
)
