"""Images for the PDF: copied under safe names into the folder that Typst may read."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import typst

from octavo.book import drawings
from octavo.book.paths import find_image, shown
from octavo.files import redraw, svg, xml
from octavo.formats.pictures import Picture
from octavo.model.edition import Project
from octavo.model.finding import InputError
from octavo.model.nodes import Node

WIDE = 1000
"""The width of a flat drawing in points at 300 dots an inch: 600 and more, as wide as it stands."""


def clear_drawings(files: Iterable[Path]) -> list[Path]:
    """Return the drawings that may be seen through."""
    return [path for path in files if svg.is_clear(path.read_bytes())]


def _flat(data: bytes) -> bytes:
    """Return a drawing as a picture of its own size on paper; b"" where it cannot be drawn."""
    picture = drawings.raster(data, WIDE)
    width, _ = svg.size_of(xml.parse(data, ""))
    return redraw.of_width(picture, width * 0.75) if picture else b""


def copy_images(
    images: list[Node], project: Project, folder: Path, *, flat: bool = False
) -> dict[str, str]:
    """Copy each Image below `folder`/images; return new names (paths in `folder`) by source.

    `flat` has drawings that may be seen through drawn as pictures. Raises InputError for an image
    that is missing, or leads out of the project.
    """
    names: dict[str, str] = {}
    for source in dict.fromkeys(node["c"][2][0] for node in images):
        file = find_image(project, source)
        drawn = _flat(file.read_bytes()) if flat and clear_drawings([file]) else b""
        picture = Picture(file, is_decorative=False, drawn=drawn)
        name = f"images/{len(names) + 1:04}{picture.suffix}"
        (folder / "images").mkdir(exist_ok=True)
        (folder / name).write_bytes(picture.data(keeps_inks=True))
        names[source] = name
    return names


def refuse_broken(images: list[Node], folder: Path) -> None:
    """Raise InputError for the first of the copied images that Typst cannot set by itself."""
    sources = dict.fromkeys(node["c"][2][0] for node in images)
    copies = sorted((folder / "images").iterdir()) if sources else []
    for source, copy in zip(sources, copies, strict=False):
        probe = folder / "probe.typ"
        probe.write_text(f'#image("images/{copy.name}")', encoding="utf-8")
        try:
            typst.compile(str(probe), root=str(folder), ignore_system_fonts=True)
        except typst.TypstError as fault:
            raise InputError(
                f"The image {shown(source)} cannot be set in the PDF: it is damaged.",
                hint="Export it anew, as PNG (drawings) or JPEG (photographs).",
            ) from fault
