"""Images in the print PDF: grey where they look grey, named where they have colours.

A picture that was scanned or exported as RGB often holds nothing but greys. Its samples are then
written once instead of three times, without loss; a JPEG is never compressed anew.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Name

from octavo.files import redraw, svg
from octavo.model.finding import Finding, Place, Severity

COLOURS = {"/DeviceRGB": "RGB", "/DeviceCMYK": "CMYK", "/CalRGB": "RGB", "/Lab": "Lab"}
PNG_COLOURS = (2, 3, 6)
"""The kinds of PNG that are not grey: true colour, palette, true colour with transparency."""

CHANNELS = {3: "RGB", 4: "CMYK"}

IN_COLOUR = "if the inside is printed in colour, write `paper: colour` in design.yaml."
"""What an editor may do who means the colours."""


Files = Callable[[], Sequence[Path]]


def to_grey(image: pikepdf.Stream) -> None:
    """Write the samples of an RGB image once, where all three of each pixel are the same."""
    if _colour(image.get("/ColorSpace")) != "RGB" or image.get("/BitsPerComponent") != 8:
        return
    if image.get("/Filter") != "/FlateDecode" or "/Mask" in image:
        return
    samples = image.read_bytes()
    red = samples[0::3]
    if red == samples[1::3] == samples[2::3]:
        image.write(zlib.compress(red, 9), filter=Name.FlateDecode)
        image["/ColorSpace"] = Name.DeviceGray


def coloured_images(pdf: pikepdf.Pdf, path: Path, files: Files) -> Iterator[Finding]:
    """Yield a warning for each image that has colours, with its name among the `files`."""
    coloured: dict[tuple[int, int], tuple[Any, str, int]] = {}
    for number, page in enumerate(pdf.pages, 1):
        for image in _images(page):
            colour = _colour(image.get("/ColorSpace"))
            if colour:
                coloured.setdefault(image.objgen, (image, colour, number))
    known = dict.fromkeys(files() if coloured else ())
    named = [(file.name, redraw.published(file.read_bytes(), keeps_inks=True)) for file in known]
    for image, colour, number in coloured.values():
        yield _finding(_named(image, named), colour, number, path)


def drawings(files: Sequence[Path]) -> list[Path]:
    """Return the files that are drawings (SVG) with colours: their lines are on the pages."""
    contents = {file: file.read_bytes() for file in dict.fromkeys(files)}
    return [one for one, data in contents.items() if svg.is_svg(data) and svg.has_colours(data)]


def coloured_drawings(files: Sequence[Path], path: Path) -> list[Finding]:
    """Return a warning for each drawing that has colours."""
    return [
        Finding(
            "pdf-print-rgb",
            f"The drawing {file.name} is in colour; a press that prints black makes greys of it as "
            f"it likes ({path.name}).",
            Severity.WARNING,
            place=Place(path.name),
            context=("", file.name),
            hint=f"Save it in greys; or, {IN_COLOUR}",
            format="pdf",
        )
        for file in files
    ]


def _finding(name: str, colour: str, page: int, path: Path) -> Finding:
    return Finding(
        "pdf-print-rgb",
        f"The image {name} is in colour ({colour}); a press that prints black makes greys of it "
        f"as it likes (page {page} of {path.name}).",
        Severity.WARNING,
        place=Place(path.name),
        context=("", name),
        hint=f"Save it as greyscale; or, {IN_COLOUR}",
        format="pdf",
    )


def _images(page: pikepdf.Page) -> Iterator[Any]:
    resources: Any = page.obj.get("/Resources", pikepdf.Dictionary())
    for item in resources.get("/XObject", pikepdf.Dictionary()).values():
        if item.get("/Subtype") == "/Image":
            yield item


def _colour(space: Any) -> str:
    """Return the name of a space of colours, "" for greys."""
    if not isinstance(space, Array):
        return COLOURS.get(str(space), "")
    if space[0] == "/ICCBased":
        return CHANNELS.get(int(space[1].get("/N", 0)), "")
    return _colour(space[1]) if space[0] == "/Indexed" else COLOURS.get(str(space[0]), "")


def _named(image: Any, files: Sequence[tuple[str, bytes]]) -> str:
    """A JPEG is in the PDF as it is; another image is known by its pixels' number."""
    size = int(image.Width), int(image.Height)
    jpeg = image.read_raw_bytes() if image.get("/Filter") == "/DCTDecode" else None
    names = [name for name, data in files if _is(data, size, jpeg)]
    return " or ".join(dict.fromkeys(names)) or f"of {size[0]} × {size[1]} pixels"


def _is(data: bytes, size: tuple[int, int], jpeg: bytes | None) -> bool:
    return data == jpeg if jpeg is not None else _coloured_size(data) == size


def _coloured_size(head: bytes) -> tuple[int, int]:
    """Return width and height of a PNG or GIF that may hold colours."""
    if head.startswith(b"\x89PNG") and len(head) >= 26 and head[25] in PNG_COLOURS:
        width, height = struct.unpack(">II", head[16:24])
        return width, height
    if head.startswith(b"GIF8"):
        width, height = struct.unpack("<HH", head[6:10])
        return width, height
    return 0, 0
