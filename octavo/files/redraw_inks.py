"""Pictures as a press prints them: in greys or inks, without anything to be seen through.

Colours are converted by the profile that a picture has (littlecms), and by sRGB where it has none.
Greys stay the greys they are: of a colour, the lightness is kept (CIE L*).
"""

from __future__ import annotations

import io
import math
from dataclasses import dataclass
from functools import cache, partial
from typing import Any, Literal, TypeAlias

from PIL import Image, ImageChops, ImageCms, ImageMath, ImageOps

from octavo.files.redraw import FAULTS, READ

Aim: TypeAlias = Literal["black", "cmyk", "rgb"]
MODES = {"black": "L", "cmyk": "CMYK", "rgb": "RGB"}
QUALITY = 92
WHITE = 255
INTENT = ImageCms.Intent.RELATIVE_COLORIMETRIC
FLAGS = ImageCms.Flags.BLACKPOINTCOMPENSATION


@dataclass(frozen=True, slots=True)
class Sheet:
    """A press: its colours, the most ink on a spot (per cent), the ICC profile of its inks."""

    aim: Aim
    ink: int
    profile: bytes


@dataclass(frozen=True, slots=True)
class Opened:
    """A picture of a PDF: its mask says how much of each spot is there, None for all of it.

    `profile` is the picture's own (ICC), b"" for none.
    """

    picture: Any
    mask: Any = None
    profile: bytes = b""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture ready for a PDF: its samples, or a JPEG of them."""

    mode: str
    width: int
    height: int
    data: bytes
    is_jpeg: bool = False


def drawn(opened: Opened, sheet: Sheet, most: tuple[int, int], *, jpeg: bool) -> Drawn:
    """Return a picture for a press.

    `most` is the largest size in pixels that is of use; `jpeg` asks for a JPEG. Raises ValueError
    where it cannot be converted.
    """
    try:
        return _drawn(opened, sheet, most, jpeg=jpeg)
    except FAULTS as fault:
        raise ValueError(str(fault)) from fault


def _drawn(opened: Opened, sheet: Sheet, most: tuple[int, int], *, jpeg: bool) -> Drawn:
    picture, mask, own = opened.picture, opened.mask, opened.profile
    plain = picture if picture.mode in ("L", "RGB", "CMYK") else picture.convert("RGB")
    if mask is not None:
        plain = _on_paper(plain, mask)
    size = min(plain.width, most[0]), min(plain.height, most[1])
    if size[0] < plain.width and size[1] < plain.height:
        plain = plain.resize(size, Image.Resampling.LANCZOS)
    made = _in_inks(plain, own, sheet)
    if jpeg and (data := _as_jpeg(made, sheet)):
        return Drawn(made.mode, made.width, made.height, data, is_jpeg=True)
    return Drawn(made.mode, made.width, made.height, made.tobytes())


def _as_jpeg(picture: Any, sheet: Sheet) -> bytes:
    """Return a picture as JPEG; b"" where that would put more ink on a spot than may be there."""
    written = io.BytesIO()
    picture.save(written, "JPEG", quality=QUALITY, subsampling=0)
    if picture.mode == "CMYK":
        with Image.open(written, formats=("JPEG",)) as opened:
            if highest_ink(opened) > sheet.ink:
                return b""
    return written.getvalue()


def _on_paper(picture: Any, mask: Any) -> Any:
    """Return a picture on white paper: what was seen through is as light as it looked."""
    paper = Image.new(picture.mode, picture.size, 0 if picture.mode == "CMYK" else "white")
    return Image.composite(picture, paper, mask.convert("L").resize(picture.size))


def _in_inks(picture: Any, own: bytes, sheet: Sheet) -> Any:
    if picture.mode == "L":
        return picture
    if is_grey(picture):
        return (
            ImageChops.invert(picture.getchannel("K"))
            if picture.mode == "CMYK"
            else (picture.getchannel(0))
        )
    if sheet.aim == "black":
        return _greys(picture, own, sheet)
    if sheet.aim == "rgb":
        return _through(picture, _source(picture, own, sheet), _screen(), "RGB")
    inks = picture
    if picture.mode != "CMYK" or own:
        inks = _through(picture, _source(picture, own, sheet), _profile(sheet.profile), "CMYK")
    return within_ink(inks, sheet.ink)


def is_grey(picture: Any) -> bool:
    """Whether a picture has nothing but greys, or black ink alone."""
    bands = picture.split()
    if picture.mode == "CMYK":
        return all(band.getextrema() == (0, 0) for band in bands[:3])
    return all(ImageChops.difference(bands[0], band).getbbox() is None for band in bands[1:])


def _greys(picture: Any, own: bytes, sheet: Sheet) -> Any:
    lab = _through(picture, _source(picture, own, sheet), ImageCms.createProfile("LAB"), "LAB")
    return lab.getchannel(0).point(_grey_of())


def within_ink(picture: Any, most: int) -> Any:
    """Return a picture in inks with no more of them on one spot than `most` per cent.

    Of the three colours as much is taken away in equal parts as is too much; black stays.
    """
    if highest_ink(picture) <= most:
        return picture
    limit = most * WHITE // 100
    cyan, magenta, yellow, black = picture.split()

    def less(bands: dict[str, Any], name: str) -> Any:
        colours = bands["c"] + bands["m"] + bands["y"]
        room = limit - bands["k"]
        return bands[name] * room / bands["max"](bands["max"](colours, room), 1)

    whole = {"c": cyan, "m": magenta, "y": yellow, "k": black}
    reduced = [ImageMath.lambda_eval(partial(less, name=name), **whole) for name in "cmy"]
    return Image.merge("CMYK", [*(one.convert("L") for one in reduced), black])


def highest_ink(picture: Any) -> int:
    """Return the most ink on one spot of a picture in inks, in per cent; black alone is 100."""
    if picture.mode != "CMYK":
        return 100
    bands = dict(zip("cmyk", picture.split(), strict=True))
    whole: Any = ImageMath.lambda_eval(lambda b: b["c"] + b["m"] + b["y"] + b["k"], **bands)
    most: float = whole.getextrema()[1] * 100 / WHITE
    return math.ceil(most - 1e-9)


@cache
def colour_of(colour: tuple[int, ...], sheet: Sheet) -> tuple[int, ...]:
    """Return the grey or the inks of one colour of a screen or of four inks, each of 0 to 255."""
    mode = "CMYK" if len(colour) == 4 else "RGB"
    spot = _in_inks(Image.new(mode, (1, 1), colour), b"", sheet).getpixel((0, 0))
    return spot if isinstance(spot, tuple) else (spot,)


def _through(picture: Any, source: Any, aim: Any, mode: str) -> Any:
    return ImageCms.profileToProfile(
        picture, source, aim, renderingIntent=INTENT, outputMode=mode, flags=FLAGS
    )


def _source(picture: Any, own: bytes, sheet: Sheet) -> Any:
    if own:
        return ImageCms.ImageCmsProfile(io.BytesIO(own))
    return _profile(sheet.profile) if picture.mode == "CMYK" else _screen()


@cache
def _screen() -> Any:
    return ImageCms.createProfile("sRGB")


@cache
def _profile(data: bytes) -> Any:
    return ImageCms.ImageCmsProfile(io.BytesIO(data))


@cache
def _grey_of() -> list[int]:
    """Return the grey of a screen (sRGB) for each lightness L*, both of 0 to 255."""
    table = []
    for step in range(256):
        lightness = step * 100 / 255
        reduced = (lightness + 16) / 116
        light = reduced**3 if lightness > 8 else lightness * 27 / 24389
        grey = 12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055
        table.append(min(WHITE, max(0, round(grey * WHITE))))
    return table


LOOK = (24, 24)


def look(picture: Any, mask: Any) -> bytes:
    """Return how a picture with its mask looks from afar, in a few greys on white paper."""
    try:
        plain = picture if picture.mode in ("L", "RGB", "CMYK") else picture.convert("RGB")
        shown = plain if mask is None else _on_paper(plain, mask)
        return bytes(shown.convert("RGB").convert("L").resize(LOOK, Image.Resampling.BOX).tobytes())
    except FAULTS as fault:
        raise ValueError(str(fault)) from fault


def look_of(data: bytes) -> tuple[float, bytes] | None:
    """Return width by height of a picture's file, and how it looks; None for no picture."""
    try:
        with Image.open(io.BytesIO(data), formats=READ) as opened:
            upright = ImageOps.exif_transpose(opened)
            clear = "A" in upright.getbands() or "transparency" in upright.info
            mask = upright.convert("RGBA").getchannel("A") if clear else None
            plain = upright if upright.mode == "CMYK" else upright.convert("RGB")
            return upright.width / upright.height, look(plain, mask)
    except FAULTS:
        return None
