"""Pictures as an edition has them: of a kind that is shown, upright, without a camera's notes.

A file of the book is never changed. What is left out is what a camera or a program wrote beside the
picture (Exif, XMP, IPTC, comments): place, time, names. The profile of its colours stays.
"""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Iterator
from pathlib import Path

from PIL import ExifTags, Image, ImageCms, ImageOps, UnidentifiedImageError

from octavo.files import images
from octavo.files.images import CUT, LIMIT_PIXELS, PNG, kind_of

READ = ("TIFF", "BMP", "DIB", "WEBP", "GIF", "PNG", "JPEG", "JPEG2000", "PCX", "TGA", "ICO", "PPM")
"""Kinds that are read; others of Pillow's start a program, or read what lies beside."""

MODES = ("1", "L", "LA", "P", "RGB", "RGBA", "I;16")
"""Colours as PNG has them."""

DAMAGES = (OSError, ValueError, SyntaxError, EOFError, OverflowError, MemoryError, struct.error)
"""What the library raises for a damaged picture."""

FAULTS = (UnidentifiedImageError, Image.DecompressionBombError, ImageCms.PyCMSError, *DAMAGES)

QUALITY = 95
"""Of a JPEG that must be written anew; beyond it files grow and nothing is seen."""

KEPT_SEGMENTS = (0xE0, 0xE2, 0xEE)
"""Of a JPEG's APPn segments: JFIF, the profile of its colours, how its colours are written."""

KEPT_CHUNKS = frozenset(
    (b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT")
) | frozenset((b"bKGD", b"pHYs", b"acTL", b"fcTL", b"fdAT", b"cICP"))
"""A PNG's chunks that say how it looks; the others are notes."""

NOTES = (b"eXIf", b"tEXt", b"zTXt", b"iTXt")
"""The chunks of a PNG in which a camera or a program says which way up it is."""

UPRIGHT = 1
CONVERTED = (".webp", ".tiff", ".bmp")
"""Kinds that a book may have, and every edition gets as PNG."""

MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
"""What ends a scan of a JPEG, or parts two of them."""


def as_png(data: bytes) -> bytes:
    """Return a picture as PNG, or b"" where it cannot be read; of several, the first."""
    try:
        with Image.open(io.BytesIO(data), formats=READ) as opened:
            if opened.width * opened.height > LIMIT_PIXELS:
                return b""
            upright = _in_colours_of_screens(ImageOps.exif_transpose(opened))
            drawn = upright if upright.mode in MODES else _in_a_mode_of_png(upright)
            png = _written(drawn, "PNG")
    except FAULTS:
        return b""
    return b"" if images.fault_of(png) else png


def fault_of(data: bytes) -> str:
    """Return why a picture cannot be in an edition, as the end of a sentence; "" where it can."""
    if kind_of(data) in CONVERTED:
        return "" if as_png(data) else CUT
    return images.fault_of(data)


def unfit(path: Path) -> str:
    """Return why a picture cannot be opened or shown; "" where it can."""
    return images.too_large(path) or fault_of(path.read_bytes())


def shown_as(data: bytes) -> str:
    """Return the suffix of the kind that an edition has a picture as, by its first bytes."""
    kind = kind_of(data)
    return ".png" if kind in CONVERTED else kind


def published(data: bytes, *, keeps_inks: bool = False) -> bytes:
    """Return a picture as an edition has it; a drawing, and what cannot be read, as it is.

    `keeps_inks` leaves the inks of a JPEG for print (CMYK) as they are, as paper wants them; no
    e-reader shows them right.
    """
    kind = kind_of(data)
    if kind in CONVERTED:
        return as_png(data) or data
    try:
        if kind == ".jpg":
            return _jpeg(data, keeps_inks=keeps_inks)
        if kind == ".png":
            return as_png(data) if _is_turned(data) else PNG + b"".join(_chunks(data))
        return _gif(data) if kind == ".gif" else data
    except (*FAULTS, IndexError):
        return data


def of_width(data: bytes, points: float) -> bytes:
    """Return a PNG that says of itself that it is so many points wide."""
    with Image.open(io.BytesIO(data), formats=("PNG",)) as opened:
        opened.load()
        dense = opened.width * 72 / points
        opened.info["dpi"] = (dense, dense)
        return _written(opened, "PNG")


def is_moving(data: bytes) -> bool:
    """Whether a picture has several frames, one after the other."""
    try:
        with Image.open(io.BytesIO(data), formats=("GIF", "PNG", "WEBP")) as opened:
            return bool(getattr(opened, "is_animated", False))
    except FAULTS:
        return False


def _in_colours_of_screens(picture: Image.Image) -> Image.Image:
    """Return a picture in inks (CMYK) as screens show it, by its own profile where it has one."""
    if picture.mode != "CMYK":
        return picture
    profile = picture.info.pop("icc_profile", None)
    if profile:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        shown = ImageCms.profileToProfile(
            picture, own, ImageCms.createProfile("sRGB"), outputMode="RGB"
        )
        if shown is not None:
            shown.info.pop("icc_profile", None)
            return shown
    return picture.convert("RGB")


def _in_a_mode_of_png(picture: Image.Image) -> Image.Image:
    """Return a picture in grey where it has nothing else, with its transparency, or in colours."""
    if picture.mode.startswith(("I;16", "I")):
        return picture.convert("I;16")
    has_alpha = picture.mode in ("PA", "La", "RGBa")
    return picture.convert("L" if picture.mode == "F" else "RGBA" if has_alpha else "RGB")


def _written(picture: Image.Image, kind: str) -> bytes:
    """Return a picture's file, with its size on paper and the profile of its colours alone."""
    kept = {key: picture.info[key] for key in ("dpi", "icc_profile") if picture.info.get(key)}
    options = {"quality": QUALITY, "subsampling": 0} if kind == "JPEG" else {}
    plain = picture.copy()
    transparency = picture.info.get("transparency")
    plain.info = {} if transparency is None else {"transparency": transparency}
    if "dpi" in kept:
        kept["dpi"] = tuple(float(number) for number in kept["dpi"])
    written = io.BytesIO()
    plain.save(written, kind, **kept, **options)
    return written.getvalue()


def _jpeg(data: bytes, *, keeps_inks: bool) -> bytes:
    """Return a JPEG upright, in colours that are shown, without its notes; else bit for bit."""
    with Image.open(io.BytesIO(data), formats=("JPEG",)) as opened:
        is_turned = _needs_turning(opened)
        in_inks = opened.mode == "CMYK" and not keeps_inks
        if is_turned or in_inks:
            upright = ImageOps.exif_transpose(opened)
            return _written(_in_colours_of_screens(upright) if in_inks else upright, "JPEG")
    return b"".join(_segments(data))


def _segments(data: bytes) -> Iterator[bytes]:
    """Yield the parts of a JPEG, without its notes; what stands behind its end is left out."""
    yield data[:2]
    at = 2
    while data[at + 1] != 0xDA:
        kind = data[at + 1]
        if kind in (0xFF, 0x01) or 0xD0 <= kind <= 0xD8:
            at += 1 if kind == 0xFF else 2
            continue
        (length,) = struct.unpack_from(">H", data, at + 2)
        if not (0xE0 <= kind <= 0xEF or kind == 0xFE) or kind in KEPT_SEGMENTS:
            segment = data[at : at + 2 + length]
            if kind != 0xE2 or segment[4:16] == b"ICC_PROFILE\0":
                yield segment
        at += 2 + length
    yield data[at : _end_of_scans(data, at)]


def _end_of_scans(data: bytes, at: int) -> int:
    """Return where a JPEG ends whose scans begin at a place: a camera puts a second one behind."""
    while True:
        (length,) = struct.unpack_from(">H", data, at + 2)
        mark = MARKER.search(data, at + 2 + length)
        if mark is None or data[mark.start() + 1] == 0xD9:
            return mark.end() if mark else len(data)
        at = mark.start()


def _is_turned(data: bytes) -> bool:
    """Whether a PNG's notes say that it stands on its side; without notes its pixels are not read.

    Raises one of FAULTS where it is damaged.
    """
    if not any(kind in data for kind in NOTES):
        return False
    with Image.open(io.BytesIO(data), formats=("PNG",)) as opened:
        return _needs_turning(opened)


def _needs_turning(picture: Image.Image) -> bool:
    return bool(picture.getexif().get(ExifTags.Base.Orientation, UPRIGHT) != UPRIGHT)


def _chunks(data: bytes) -> Iterator[bytes]:
    """Yield the chunks of a PNG that say how it looks."""
    at = len(PNG)
    kind = b""
    while kind != b"IEND":
        length, kind = struct.unpack_from(">I4s", data, at)
        chunk = data[at : at + 12 + length]
        if kind in KEPT_CHUNKS:
            yield chunk
        at += 12 + length


def _gif(data: bytes) -> bytes:
    """Return a GIF without comments and notes of programs; how often it plays stays."""
    kept = [data[: 13 + _palette(data[10])]]
    at = len(kept[0])
    while data[at] != 0x3B:
        start = at
        at += 11 + _palette(data[at + 9]) if data[at] == 0x2C else 2
        while data[at]:
            at += 1 + data[at]
        at += 1
        is_note = data[start : start + 2] in (b"\x21\xfe", b"\x21\x01")
        plays = data[start + 3 : start + 14] in (b"NETSCAPE2.0", b"ANIMEXTS1.0")
        if not is_note and (data[start : start + 2] != b"\x21\xff" or plays):
            kept.append(data[start:at])
    return b"".join(kept) + b"\x3b"


def _palette(flags: int) -> int:
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0
