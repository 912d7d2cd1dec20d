"""Manuscripts as they are given: their paths, their bytes, and what these are read as."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from octavo.files.names import is_file, is_there
from octavo.manuscripts import kinds
from octavo.manuscripts.kinds import Format
from octavo.manuscripts.volume.edit import Edit
from octavo.model.finding import InputError, Place
from octavo.model.near import meant_file
from octavo.text.letters.pages import CodePage

LARGEST = 64_000_000
"""The most bytes of a manuscript: War and Peace has 3.3 million."""


@dataclass(frozen=True, slots=True)
class Given:
    """A manuscript as it was given: its path, its bytes, and its name in source/original/.

    `figures` begins the names of images that have none of their own; `page` is the code page that
    an editor says it was kept in.
    """

    path: Path
    data: bytes
    name: str
    figures: str = "fig"
    edit: Edit | None = None
    page: CodePage | None = None


def figures_of(path: PurePath, manuscripts: int) -> str:
    """Return how the names of a manuscript's pictures begin: by its own, where it is not alone."""
    return "fig" if manuscripts == 1 else f"{path.stem}-fig"


def bytes_of(path: Path) -> bytes:
    """Read a file. Raises InputError where it is missing, no file, empty or far too large."""
    place = Place(str(path))
    if not is_there(path):
        raise InputError("There is no such file.", place=place, hint=meant_file(path))
    if not is_file(path):
        raise InputError("This is not a file.", place=place, hint="Name the manuscripts in it.")
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise InputError(
                f"It has {size // 1_000_000} megabytes; {LARGEST // 1_000_000} is the limit.",
                place=place,
                hint="Is it a manuscript? If so, divide it.",
            )
        data = path.read_bytes()
    except OSError as fault:
        raise InputError(f"It cannot be read: {fault.strerror}.", place=place) from fault
    if not data:
        raise InputError("The file is empty.", place=place)
    return data


def read_as(one: Given) -> tuple[Given, Format]:
    """Return a manuscript with the bytes that are read of it, and its kind."""
    one = replace(one, data=one.edit.content(one.data)) if one.edit else one
    kind = kinds.kind_of(one.data, one.path.name)
    return one, Format.MARKDOWN if one.edit and kind is Format.PLAIN else kind
