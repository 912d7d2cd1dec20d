"""Images for the PDF: copied under safe names into the folder that Typst may read."""

from __future__ import annotations

import shutil
from pathlib import Path

from octavo.ast import Node
from octavo.edition import Project
from octavo.paths import find_image


def copy_images(images: list[Node], project: Project, folder: Path) -> dict[str, str]:
    """Copy each Image below `folder`/images; give its new name (a path in `folder`) by its source.

    Raises InputError for an image that is missing, or leads out of the project.
    """
    names: dict[str, str] = {}
    for source in dict.fromkeys(node["c"][2][0] for node in images):
        path = find_image(project, source)
        name = f"images/{len(names) + 1:04}{path.suffix.lower()}"
        (folder / "images").mkdir(exist_ok=True)
        shutil.copyfile(path, folder / name)
        names[source] = name
    return names
