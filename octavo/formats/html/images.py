"""Pictures of the web edition: beside the pages in two widths, or within the one page.

The page says each picture's size, so that no line moves while one is loaded. A browser takes the
width that its screen shows (HTML, 4.8.4).
"""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from octavo.cache import Cache, key_of
from octavo.files import redraw_widths
from octavo.files.slugs import FreeNames
from octavo.formats.html.document import MEDIA_TYPES
from octavo.formats.html.tree import Element, q, take
from octavo.formats.pictures import Picture
from octavo.system import programs

FOLDER = "images"
NARROW, WIDE = 800, 2000
"""The widths in pixels in which a picture is there; a wider one is drawn smaller."""

MAILED = 1200
"""How many pixels wide a picture within the one page is at most: twice what the text measures."""

HEAVIEST = 1_000_000
"""How many bytes of pictures the one page holds; those of a heavier book stay beside it."""

KIND = "pictures"
"""The kind of what is kept in the book's cache."""

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


def put(
    root: Element, pictures: Mapping[str, Picture], folder: Path, store: Cache
) -> dict[str, str]:
    """Write each picture of a text once into a site, and have the text show it from there.

    It has its own file's name where that is free. Return the address of each by its name. Smaller
    widths are kept in a `store`: to draw them takes longer than to write the pages.
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
            placed[file] = _write(picture, folder / FOLDER, name, store)
        addresses[url] = placed[file].address
        _show(image, placed[file])
    return addresses


def _write(picture: Picture, folder: Path, name: str, store: Cache) -> Shown:
    """Write a picture in its widths."""
    data = picture.data()
    data = _narrowed(data, WIDE, store) or data
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data)
    width, height = redraw_widths.size_of(data)
    address = f"{FOLDER}/{quote(name)}"
    narrow = _narrowed(data, NARROW, store)
    if not narrow:
        return Shown(address, (), width, height)
    (folder / str(NARROW)).mkdir(exist_ok=True)
    (folder / str(NARROW) / name).write_bytes(narrow)
    widths = ((f"{FOLDER}/{NARROW}/{quote(name)}", NARROW), (address, width))
    return Shown(address, widths, width, height)


def _narrowed(data: bytes, width: int, store: Cache) -> bytes:
    """Return a picture in a smaller width, drawn once."""
    if redraw_widths.size_of(data)[0] <= width:
        return b""
    key = key_of("width", programs.identity(), str(width), data)
    kept = store.get(KIND, key)
    if kept is None:
        kept = redraw_widths.narrowed(data, width)
        store.put(KIND, key, kept)
    return kept


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


def is_mailed(pictures: Mapping[str, Picture]) -> bool:
    """Whether the pictures weigh so little that the one page can hold them."""
    files = {picture.file.resolve(): picture for picture in pictures.values()}
    return sum(_weight(picture) for picture in files.values()) <= HEAVIEST


def _weight(picture: Picture) -> int:
    return len(picture.drawn) or picture.file.stat().st_size


def within(root: Element, pictures: Mapping[str, Picture], addresses: Mapping[str, str]) -> None:
    """Put the pictures of a text, which shows them from a site, into the text itself."""
    by_address = {addresses[name]: picture for name, picture in pictures.items()}
    for image in root.iter(q("img")):
        picture = by_address[image.get("src") or ""]
        data = picture.data()
        data = redraw_widths.narrowed(data, MAILED) or data
        encoded = base64.b64encode(data).decode("ascii")
        image.set("src", f"data:{MEDIA_TYPES[picture.suffix]};base64,{encoded}")
        for name in ("srcset", "sizes"):
            take(image, name)


def beside(root: Element, folder: str) -> None:
    """Have a text that shows pictures from a site show them from the site's folder beside it."""
    for image in root.iter(q("img")):
        image.set("src", f"{folder}/{image.get('src')}")
        listed = (image.get("srcset") or "").split(", ")
        if listed != [""]:
            image.set("srcset", ", ".join(f"{folder}/{one}" for one in listed))
