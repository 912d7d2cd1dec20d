"""The images of a document under names that pandoc reads in one way only.

Pandoc decodes an address, cuts it at `?` and `#`, and asks the network for some: where a name is
not plain, it gets a copy under one that is.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from octavo.book import paths
from octavo.model.edition import Project
from octavo.model.nodes import Document, markup

PLAIN = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_][A-Za-z0-9_.-]*)*")


@dataclass(frozen=True, slots=True)
class Picture:
    """An image's file, and whether edition.yaml calls it an ornament."""

    file: Path
    is_decorative: bool


def name_pictures(document: Document, project: Project) -> dict[str, Picture]:
    """Return every Image of a document a plain name, in place; return the pictures by these names.

    Raises InputError where one leads out of the project, or to no file.
    """
    names: dict[str, str] = {}
    pictures: dict[str, Picture] = {}
    for node in markup(document.blocks):
        if node["t"] != "Image":
            continue
        target = node["c"][2]
        address = target[0]
        if address not in names:
            file = paths.find_image(project, address)
            known = paths.recorded(project, address)
            plain = f".pictures/{len(names) + 1:04}{file.suffix.lower()}"
            names[address] = address if PLAIN.fullmatch(address) else plain
            is_decorative = known is not None and known.decorative
            pictures[names[address]] = Picture(file, is_decorative)
        target[0] = names[address]
    return pictures


def put_pictures(pictures: Mapping[str, Picture], folder: Path) -> Path:
    """Copy pictures into a folder under their names, for pandoc to read there; return the folder.

    The folder is made even for a book without pictures: pandoc starts in it.
    """
    folder.mkdir()
    for name, picture in pictures.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(picture.file, folder / name)
    return folder
