"""Images for the PDF: copied under safe names into the folder that Typst may read."""

from __future__ import annotations

import shutil
from pathlib import Path
from urllib.parse import unquote

import typst

from octavo.ast import Node
from octavo.edition import Project
from octavo.finding import InputError

SUFFIXES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg")


def copy_images(images: list[Node], project: Project, folder: Path) -> dict[str, str]:
    """Copy each Image below `folder`/images; give its new name (a path in `folder`) by its source.

    Raises InputError for an image that is missing, remote, or of a kind that Typst cannot set.
    """
    names: dict[str, str] = {}
    for source in dict.fromkeys(node["c"][2][0] for node in images):
        path = find_image(source, project)
        name = f"images/{len(names) + 1:04}{path.suffix.lower()}"
        (folder / "images").mkdir(exist_ok=True)
        shutil.copyfile(path, folder / name)
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
                f"The image {source} cannot be set in the PDF: it is damaged.",
                hint="Export it anew, as PNG (drawings) or JPEG (photographs).",
            ) from fault


def find_image(source: str, project: Project) -> Path:
    """Give the file of an image, named from source/ or from the book's folder."""
    if "://" in source:
        raise InputError(
            f"The image {source} lies on the network.",
            hint="Keep a copy of it in source/images and name that.",
        )
    found = [root / unquote(source) for root in (project.source, project.root)]
    path = next((candidate for candidate in found if candidate.is_file()), None)
    if path is None:
        raise InputError(
            f"There is no image {source}.", hint="Its path is read from the folder source/."
        )
    if path.suffix.lower() not in SUFFIXES:
        raise InputError(
            f"The image {source} cannot be set in the PDF.",
            hint=f"Use one of {', '.join(SUFFIXES)}.",
        )
    return path
