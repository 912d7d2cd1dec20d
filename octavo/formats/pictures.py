"""The images of a document under names that pandoc reads in one way only.

Pandoc decodes an address, cuts it at `?` and `#`, and asks the network for some: where a name is
not plain, it gets a copy under one that is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from octavo.book import paths
from octavo.files import drawing, redraw
from octavo.model.edition import Project
from octavo.model.nodes import Document, markup

PLAIN = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_][A-Za-z0-9_.-]*)*")


@dataclass(frozen=True)
class Picture:
    """An image's file, and whether edition.yaml calls it an ornament; `drawn` stands for it."""

    file: Path
    is_decorative: bool
    drawn: bytes = b""

    @cached_property
    def suffix(self) -> str:
        """The suffix of its kind, by its bytes: a name may lie."""
        with self.file.open("rb") as opened:
            head = opened.read(8000)
        own = self.file.suffix.lower()
        kind = ".png" if self.drawn else redraw.shown_as(head)
        return own if kind == ".jpg" and own == ".jpeg" else kind or own

    @property
    def name(self) -> str:
        """The file's name, with the suffix of its kind."""
        return self.file.stem + self.suffix

    def data(self, *, keeps_inks: bool = False) -> bytes:
        """Return its bytes as an edition has them: upright, without notes of cameras and programs.

        `keeps_inks` leaves a picture in CMYK so, for paper.
        """
        if self.drawn:
            return self.drawn
        data = self.file.read_bytes()
        if self.suffix == ".svg":
            return drawing.published(data)
        return redraw.published(data, keeps_inks=keeps_inks)


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
            picture = Picture(file, known is not None and known.decorative)
            plain = f".pictures/{len(names) + 1:04}{picture.suffix}"
            is_plain = PLAIN.fullmatch(address) and file.suffix.lower() == picture.suffix
            names[address] = address if is_plain else plain
            pictures[names[address]] = picture
        target[0] = names[address]
    return pictures


def put_pictures(pictures: Mapping[str, Picture], folder: Path) -> Path:
    """Copy pictures into a folder under their names, for pandoc to read there; return the folder.

    The folder is made even for a book without pictures: pandoc starts in it.
    """
    folder.mkdir()
    for name, picture in pictures.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(picture.data())
    return folder
