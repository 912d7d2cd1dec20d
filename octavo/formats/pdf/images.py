"""Images for the PDF: copied under safe names into the folder that Typst may read."""

from __future__ import annotations

from pathlib import Path

import typst

from octavo.book.paths import find_image, shown
from octavo.formats.pictures import Picture
from octavo.model.edition import Project
from octavo.model.finding import InputError
from octavo.model.nodes import Node


def copy_images(images: list[Node], project: Project, folder: Path) -> dict[str, str]:
    """Copy each Image below `folder`/images; return new names (paths in `folder`) by source.

    Raises InputError for an image that is missing, or leads out of the project.
    """
    names: dict[str, str] = {}
    for source in dict.fromkeys(node["c"][2][0] for node in images):
        picture = Picture(find_image(project, source), is_decorative=False)
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
