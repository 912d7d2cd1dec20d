"""Pictures of the web edition: beside the pages in two widths, or within the page that is mailed.

A browser is told each picture's size, so that no line moves while one is loaded, and takes the
width that its screen shows (HTML, 4.8.4).
"""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from octavo.files import redraw_widths
from octavo.files.slugs import FreeNames
from octavo.formats.html.document import MEDIA_TYPES
from octavo.formats.html.tree import Element, q
from octavo.formats.pictures import Picture

FOLDER = "images"
NARROW, WIDE = 800, 2000
"""The widths in pixels in which a picture is there; a wider one is drawn smaller."""

MAILED = 1200
"""How many pixels wide a picture within the one page is at most: twice what the text measures."""

COLUMN = "(min-width: 48rem) 43rem, 100vw"
"""How wide the text is, for the choice between widths."""

SHARE = re.compile(r"width:\s*(\d+(?:\.\d+)?)%")


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture as it stands in a site: its address, those of its widths, its size in pixels."""

    address: str
    widths: tuple[tuple[str, int], ...] = ()
    width: int = 0
    height: int = 0


def put(root: Element, pictures: Mapping[str, Picture], folder: Path) -> dict[str, str]:
    """Write each picture of a text once into a site, and have the text show it from there.

    It has its own file's name where that is free. Return the address of each by its name.
    """
    placed: dict[Path, Shown] = {}
    names = FreeNames(taken := set(), fold=str.lower)
    addresses = {}
    for image in root.iter(q("img")):
        url = image.get("src") or ""
        picture = pictures[url]
        file = picture.file.resolve()
        if file not in placed:
            name = names.free(file.stem, picture.suffix)
            taken.add(name.lower())
            placed[file] = _write(picture, folder, name)
        addresses[url] = placed[file].address
        _show(image, placed[file])
    return addresses


def _write(picture: Picture, folder: Path, name: str) -> Shown:
    """Write a picture in its widths."""
    data = picture.data()
    data = redraw_widths.narrowed(data, WIDE) or data
    (folder / FOLDER).mkdir(exist_ok=True)
    (folder / FOLDER / name).write_bytes(data)
    width, height = redraw_widths.size_of(data)
    address = f"{FOLDER}/{quote(name)}"
    narrow = redraw_widths.narrowed(data, NARROW)
    if not narrow:
        return Shown(address, (), width, height)
    small = Path(FOLDER, str(NARROW), name)
    (folder / small.parent).mkdir(exist_ok=True)
    (folder / small).write_bytes(narrow)
    widths = ((quote(small.as_posix()), NARROW), (address, width))
    return Shown(address, widths, width, height)


def _show(image: Element, shown: Shown) -> None:
    image.set("src", shown.address)
    image.set("loading", "lazy")
    image.set("decoding", "async")
    _measure(image, shown.width, shown.height)
    if shown.widths:
        share = SHARE.search(image.get("style") or "")
        column = f"{float(share[1]):.0f}vw" if share else COLUMN
        image.set("srcset", ", ".join(f"{address} {width}w" for address, width in shown.widths))
        image.set("sizes", column)


def _measure(image: Element, width: int, height: int) -> None:
    """Say how large a picture is; not where the text gives it a width of its own."""
    if width and height and not (image.get("width") or image.get("height")):
        image.set("width", str(width))
        image.set("height", str(height))


def within(image: Element, picture: Picture) -> str:
    """Return a picture as an address that holds it, and say how large it is."""
    data = picture.data()
    data = redraw_widths.narrowed(data, MAILED) or data
    _measure(image, *redraw_widths.size_of(data))
    encoded = base64.b64encode(data).decode("ascii")
    return f"data:{MEDIA_TYPES[picture.suffix]};base64,{encoded}"
