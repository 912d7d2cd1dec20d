"""The files of a book in their order, whatever says it: a list of its own, a menu, their names."""

from __future__ import annotations

import urllib.parse
from dataclasses import dataclass, field
from pathlib import Path

from octavo.files.names import inside, is_file

SUFFIXES = (".md", ".markdown", ".qmd", ".rmd", ".Rmd", ".txt", ".ipynb")
FIRST = ("README.md", "index.md")
"""Pages that an address of a folder leads to."""


@dataclass(frozen=True, slots=True)
class Item:
    """A file in its place: its depth from 0, what division it opens, its title in the list.

    A part has no path; nor has a group of files that a menu only names.
    """

    path: Path | None
    depth: int = 0
    division: str = ""
    label: str = ""


@dataclass(slots=True)
class Order:
    """The files of a book in order, what its list says of it, and files that are not there.

    `file` is the list, or a folder, where the names of its files say their order; `folder` is that
    of the book: a list names files from there. `is_plain`: whether they are written in CommonMark.
    """

    file: Path
    folder: Path
    items: list[Item] = field(default_factory=list)
    embedded: dict[str, object] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    style: str = ""
    """The citation style that the settings name."""

    is_plain: bool = False
    left_out: list[str] = field(default_factory=list)
    """Files that stand beside those of the book and have no place in its order."""


def add(order: Order, name: str, depth: int, division: str = "", label: str = "") -> None:
    """Add a file of a list, by its path there."""
    path = there(order.folder, urllib.parse.unquote(name.partition("#")[0]))
    if path is None:
        order.missing.append(name)
    elif all(item.path != path for item in order.items):
        order.items.append(Item(path, depth, division, label))


def there(folder: Path, name: str) -> Path | None:
    """Return the file that a list names, with or without its ending; of a folder its first page.

    An address from the root of a site is one from the folder of the book.
    """
    name = name.lstrip("/") if name.strip("/") else name and FIRST[0]
    pages = [f"{name.rstrip('/')}/{first}" for first in FIRST] if name else []
    for one in [*(f"{name}{suffix}" for suffix in ("", *SUFFIXES)), *pages]:
        path = folder / one
        if name and path.suffix in SUFFIXES and inside(folder, path) and is_file(path):
            return path
    return None


def without_empty(items: list[Item]) -> list[Item]:
    """Leave out parts and groups that no file stands in."""
    kept: list[Item] = []
    for item in reversed(items):
        below = kept[-1] if kept else None
        is_part = item.division == "part"
        holds = below is not None and not (is_part and below.division == "part")
        if item.path or (holds and below and (is_part or below.depth > item.depth)):
            kept.append(item)
    return kept[::-1]
