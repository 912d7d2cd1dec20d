"""SVG drawings in a Word file: as PNG, for not every program that reads the file draws them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from octavo.book import drawings
from octavo.formats.pictures import Picture
from octavo.model.finding import InputError
from octavo.model.nodes import Document, markup


def without_drawings(document: Document, pictures: Mapping[str, Picture]) -> dict[str, Picture]:
    """Return the pictures with a PNG for each drawing, under names that the document has then.

    An image of a drawing without a width gets that of the drawing. Raises InputError for a drawing
    that cannot be drawn.
    """
    names = {
        name: f".pictures/drawing-{number}.png"
        for number, (name, picture) in enumerate(pictures.items(), 1)
        if picture.suffix == ".svg"
    }
    if not names:
        return dict(pictures)
    widths = {name: drawings.width_of(pictures[name].data()) for name in names}
    for node in markup(document.blocks):
        if node["t"] == "Image" and node["c"][2][0] in names:
            attributes, target = node["c"][0][2], node["c"][2]
            if not {"width", "height"} & {key for key, _ in attributes}:
                attributes.append(["width", widths[target[0]]])
            target[0] = names[target[0]]
    return {
        names.get(name, name): _drawn(picture) if name in names else picture
        for name, picture in pictures.items()
    }


def _drawn(picture: Picture) -> Picture:
    png = drawings.raster(picture.data())
    if not png:
        message = f"The drawing {picture.file.name} cannot be drawn for the Word file."
        raise InputError(message, hint="Export it anew, as plain SVG or as PNG.")
    return replace(picture, drawn=png)
