"""The pictures of a print PDF as a printer wants them: greys or inks, on paper, not too fine.

They are converted in the finished pages: no line can move. Each is made once, kept by its content.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import orjson
import pikepdf
from pikepdf import Name

from octavo.cache import Cache, key_of
from octavo.files import redraw_inks
from octavo.files.redraw_inks import Drawn, Opened, Sheet
from octavo.formats.pdf.printing.drawings import placed
from octavo.model.edition import Project
from octavo.model.printers import Printer

KIND = "printed"
SPACES = {"L": Name.DeviceGray, "RGB": Name.DeviceRGB, "CMYK": Name.DeviceCMYK}
INKS = Path(__file__).parents[1] / "printers" / "icc" / "default_cmyk.icc"
"""The profile of inks where a printer names none: Artifex's, of web offset in the US (SWOP)."""

NO_MORE = ("/SMask", "/Mask", "/Decode", "/DecodeParms", "/Intent", "/Matte")
"""What an image has no longer, once it is made anew."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A picture of a PDF, and the largest size in pixels that is of use for it."""

    image: Any
    most: tuple[int, int]


def sheet_of(printer: Printer, project: Project) -> Sheet:
    """Return the press of a printer."""
    path = project.metadata / printer.profile if printer.profile else INKS
    return Sheet(printer.colour, printer.ink, _bytes(path))


@cache
def _bytes(path: Path) -> bytes:
    return path.read_bytes()


def convert(pdf: pikepdf.Pdf, printer: Printer, project: Project) -> None:
    """Convert all pictures of a PDF, in place; one that cannot be read stays as it is."""
    sheet = sheet_of(printer, project)
    cache_of_book = Cache(project.cache)
    for one in _largest(pdf, printer):
        image = one.image
        if _is_right(one, sheet):
            continue
        key = _key(image, sheet, one.most)
        stored = cache_of_book.get(KIND, key)
        try:
            made = _unpacked(stored) if stored else _made(image, sheet, one.most)
        except (ValueError, NotImplementedError, pikepdf.PdfError):
            continue
        if not stored:
            cache_of_book.put(KIND, key, _packed(made))
        _write(image, made)


def _largest(pdf: pikepdf.Pdf, printer: Printer) -> list[Wanted]:
    """Return each picture once, with the size that its largest place has use for."""
    most: dict[tuple[int, int], tuple[Any, int, int]] = {}
    for one in placed(pdf):
        across, down = (-int(-side / 72 * printer.finest // 1) for side in (one.width, one.height))
        _, before, under = most.get(one.image.objgen, (None, 1, 1))
        most[one.image.objgen] = one.image, max(across, before), max(down, under)
    return [Wanted(image, (across, down)) for image, across, down in most.values()]


def _is_right(one: Wanted, sheet: Sheet) -> bool:
    """Whether a picture is as the press wants it: greys without a mask, no finer than of use."""
    image = one.image
    if "/SMask" in image or "/Mask" in image:
        return False
    if image.get("/BitsPerComponent", 8) == 1 or image.get("/ImageMask", False):
        return bool(image.get("/ColorSpace", Name.DeviceGray) == Name.DeviceGray)
    fine = int(image.Width) > one.most[0] and int(image.Height) > one.most[1]
    is_plain = image.get("/ColorSpace") == Name.DeviceGray
    is_screen = sheet.aim == "rgb" and image.get("/ColorSpace") == Name.DeviceRGB
    return (is_plain or is_screen) and not fine


def _key(image: Any, sheet: Sheet, most: tuple[int, int]) -> str:
    parts: list[bytes] = [image.read_raw_bytes(), repr(image.get("/ColorSpace")).encode()]
    for name in ("/SMask", "/Mask"):
        if name in image and isinstance(image[name], pikepdf.Stream):
            parts.append(image[name].read_raw_bytes())
    size = f"{image.Width} {image.Height} {image.get('/Decode')}"
    kind = f"1 {sheet.aim} {sheet.ink} {most}"
    return key_of(*parts, own_profile(image), size, kind, sheet.profile)


def own_profile(image: Any) -> bytes:
    """Return the ICC profile that a picture has in a PDF; b"" for none, or that of a screen."""
    space = image.get("/ColorSpace")
    if not isinstance(space, pikepdf.Array) or space[0] != "/ICCBased":
        return b""
    stream: Any = space[1]
    return bytes(stream.read_bytes())


def _made(image: Any, sheet: Sheet, most: tuple[int, int]) -> Drawn:
    picture = pikepdf.PdfImage(image).as_pil_image()
    mask = None
    if isinstance(image.get("/SMask"), pikepdf.Stream):
        mask = pikepdf.PdfImage(image.SMask).as_pil_image()
    elif isinstance(image.get("/Mask"), pikepdf.Stream):
        mask = pikepdf.PdfImage(image.Mask).as_pil_image()
    jpeg = image.get("/Filter") == Name.DCTDecode
    own = own_profile(image) if picture.mode in ("RGB", "CMYK") else b""
    return redraw_inks.drawn(Opened(picture, mask, own), sheet, most, jpeg=jpeg)


def _write(image: Any, made: Drawn) -> None:
    for key in NO_MORE:
        if key in image:
            del image[key]
    if made.is_jpeg:
        image.write(made.data, filter=Name.DCTDecode)
    else:
        image.write(made.data)
    image["/Width"], image["/Height"] = made.width, made.height
    image["/BitsPerComponent"] = 8
    image["/ColorSpace"] = SPACES[made.mode]
    if made.is_jpeg and made.mode == "CMYK":  # as Adobe's programs write inks, and Pillow too
        image["/Decode"] = pikepdf.Array([1, 0] * 4)


def _packed(made: Drawn) -> bytes:
    head = orjson.dumps([made.mode, made.width, made.height, made.is_jpeg])
    return head + b"\n" + made.data


def _unpacked(data: bytes) -> Drawn:
    head, _, rest = data.partition(b"\n")
    mode, width, height, is_jpeg = orjson.loads(head)
    return Drawn(mode, width, height, rest, is_jpeg)
