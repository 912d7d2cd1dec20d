"""The order of a book of many files: mdBook, Jupyter Book, MyST, Quarto, bookdown, Leanpub.

What is read: SUMMARY.md (mdBook, "SUMMARY.md"; GitBook and HonKit have the same), _toc.yml (Jupyter
Book, "Structure and organize content"), myst.yml (MyST, "Table of Contents"), _quarto.yml (Quarto,
"Book Structure"), _bookdown.yml (bookdown, 4.4), Book.txt (Leanpub, "The Book.txt file").
"""

from __future__ import annotations

import re
import urllib.parse
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from octavo.files import yaml
from octavo.files.names import inside, is_file
from octavo.manuscripts.volume import bookdown, stated
from octavo.model.finding import InputError, Place

LISTS = (
    "SUMMARY.md", "src/SUMMARY.md", "_quarto.yml", "myst.yml", "_toc.yml", "_bookdown.yml",
    "Book.txt", "manuscript/Book.txt",
)  # fmt: skip
"""Files that give the order of a book, as they stand in its folder."""

SUFFIXES = (".md", ".markdown", ".qmd", ".rmd", ".Rmd", ".txt", ".ipynb")
ENTRY = re.compile(
    r"^(?P<indent>[ \t]*)(?:[-*+][ \t]+)?\[(?P<label>(?:\\.|`[^`]*`|\[[^\[\]]*\]|[^\[\]\\`])*)\]"
    r"\((?P<path><[^<>]*>|[^()\s]*(?:\([^()]*\)[^()\s]*)*)(?:[ \t]+[\"'][^\"']*[\"'])?\)\s*$"
)
UNREAD = re.compile(r"^[ \t]*(?:[-*+][ \t]+)?\[.*\]\((?P<path>[^()]*)\)")
"""What looks like an entry of a list and is read as none: it is not lost in silence."""

HEADING = re.compile(r"^#{1,3} +(\S.*?)\s*#*$")
"""A heading of GitBook's list: of any level it is the title of a part (HonKit, "Parts")."""


@dataclass(frozen=True, slots=True)
class Item:
    """A file in its place: its depth from 0, what division it opens, its title in the list.

    A part has no path.
    """

    path: Path | None
    depth: int = 0
    division: str = ""
    label: str = ""


@dataclass(slots=True)
class Order:
    """The files of a book in order, what its list says of it, and files that are not there."""

    file: Path
    items: list[Item] = field(default_factory=list)
    embedded: dict[str, object] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    style: str = ""
    """The citation style that the settings name."""


def order_of(path: Path) -> Order | None:
    """Return the order that a folder or a list of files gives; None where it is neither.

    Raises InputError where the list is damaged, or none of its files is there.
    """
    if path.is_dir():
        path = next((path / name for name in LISTS if is_file(path / name)), path)
    read = READERS.get(path.name)
    if read is None or not is_file(path):
        return None
    order = Order(path)
    read(order)
    if not any(item.path for item in order.items):
        if not order.missing:
            return None
        hint = f"It names {order.missing[0]}: is the list in the folder of its files?"
        raise InputError(
            "None of the files that it lists is there.", place=Place(str(path)), hint=hint
        )
    return order


def _add(order: Order, name: str, depth: int, division: str = "", label: str = "") -> None:
    """Add a file of a list, by its path there."""
    path = _there(order.file.parent, urllib.parse.unquote(name.partition("#")[0]))
    if path is None:
        order.missing.append(name)
    elif all(item.path != path for item in order.items):
        order.items.append(Item(path, depth, division, label))


def _there(folder: Path, name: str) -> Path | None:
    for suffix in ("", *SUFFIXES):
        path = folder / f"{name}{suffix}"
        if name and path.suffix in SUFFIXES and inside(folder, path) and is_file(path):
            return path
    return None


def _summary(order: Order) -> None:
    """Read a SUMMARY.md: a list of links; those outside it stand before or behind the text."""
    indents: list[int] = []
    listed = False
    is_mdbook = stated.mdbook(order.embedded, order.file.parent)
    heading = stated.HEADING if is_mdbook else HEADING
    for number, line in enumerate(stated.text_of(order.file).splitlines()):
        title, entry = heading.match(line), ENTRY.match(line)
        if title:
            if number and (listed or any(item.path for item in order.items)):
                order.items.append(Item(None, 0, "part", title[1]))
            elif title[1].casefold() not in ("summary", "table of contents", "contents"):
                order.embedded["title"] = title[1]
            continue
        if not entry:
            unread = UNREAD.match(line)
            order.missing += [unread["path"]] if unread else []
            continue
        is_item = line.lstrip()[:1] in "-*+"
        listed = listed or is_item
        width = len(entry["indent"].expandtabs(4))
        while indents and indents[-1] >= width:
            indents.pop()
        depth = len(indents) if is_item else 0
        indents = [*indents, width] if is_item else []
        division = "" if is_item else "backmatter" if listed else "frontmatter"
        label = re.sub(r"\\(.)", r"\1", entry["label"])
        if entry["path"]:
            _add(order, entry["path"].strip("<>"), depth, division, label)
        else:
            order.missing.append(label)
    if not is_mdbook:
        _gitbook(order)


def _gitbook(order: Order) -> None:
    """Take what GitBook has beside the list: book.json, and README.md, with which a book begins."""
    folder = order.file.parent
    stated.gitbook(order.embedded, folder)
    first = folder / "README.md"
    if is_file(first) and all(item.path != first for item in order.items):
        order.items.insert(0, Item(first, 0, "frontmatter", "Introduction"))


def _yaml(order: Order) -> dict[str, object]:
    value = yaml.read(order.file, str(order.file)).value
    return value if isinstance(value, dict) else {}


def _quarto(order: Order) -> None:
    known = _yaml(order)
    book = known.get("book")
    if not isinstance(book, dict):
        return
    stated.page_author(order.embedded, known.get("format"))
    order.style = str(known.get("csl") or "")
    stated.take(order.embedded, book, {"title": "title", "subtitle": "subtitle", "author": "author",
                        "description": "description"})  # fmt: skip
    _chapters(order, book.get("chapters"), 0, "")
    _chapters(order, book.get("appendices"), 0, "appendix")


def _toc(order: Order) -> None:
    stated.jupyter(order.embedded, order.file.parent)
    value = yaml.read(order.file, str(order.file)).value
    if isinstance(value, list):  # before Jupyter Book 0.11
        _chapters(order, value, 0, "")
    toc = value if isinstance(value, dict) else {}
    if isinstance(toc.get("root"), str):
        _add(order, str(toc["root"]), 0, "frontmatter")
    _chapters(order, toc.get("chapters"), 0, "")
    _chapters(order, toc.get("sections"), 0, "")
    _chapters(order, toc.get("parts"), 0, "")


def _chapters(order: Order, listed: object, depth: int, division: str) -> None:
    """Read a list of chapters, each a path or a map with one, perhaps of a part or its sections.

    What follows the last part that has chapters of its own stands behind the parts.
    """
    rows = listed if isinstance(listed, list) else []
    last = max((number for number, one in enumerate(rows) if _is_part(one)), default=len(rows))
    for number, one in enumerate(rows):
        if number == last + 1 and not depth:
            division = division or "backmatter"
        if not isinstance(one, dict):
            _add(order, str(one), depth, division)
            continue
        title = str(one.get("caption") or one.get("part") or one.get("title") or "")
        path = next((str(one[key]) for key in ("file", "href") if one.get(key)), "")
        if path:
            _add(order, path, depth, division, title)
        elif title and _there(order.file.parent, title):
            _add(order, title, 0, "part")
        elif title:
            order.items.append(Item(None, 0, "part", title))
        below = depth + 1 if path else depth
        _chapters(order, one.get("chapters"), below, division)
        _chapters(order, one.get("sections"), below, division)
        _chapters(order, one.get("children"), below, division)


def _is_part(one: object) -> bool:
    if not isinstance(one, dict) or one.get("file") or one.get("href"):
        return False
    return any(one.get(key) for key in ("chapters", "sections", "children"))


def _myst(order: Order) -> None:
    project = _yaml(order).get("project")
    if isinstance(project, dict):
        people = project.get("authors")
        known = project | {"authors": [people] if isinstance(people, dict) else people}
        keys = {"title": "title", "subtitle": "subtitle", "authors": "author"}
        stated.take(order.embedded, known, keys | {"description": "description"})
        _chapters(order, project.get("toc"), 0, "")


def _bookdown(order: Order) -> None:
    known = _yaml(order)
    stated.take(order.embedded, known, {"title": "title", "book_title": "title"})
    listed = known.get("rmd_files")
    if isinstance(listed, dict):
        listed = next((value for value in listed.values() if isinstance(value, list)), [])
    if not isinstance(listed, list):
        names = sorted(path.name for path in order.file.parent.glob("[!_]*.[Rr]md"))
        listed = sorted(names, key=lambda name: name.lower() != "index.rmd")
    division = ""
    for name in listed:
        _add(order, str(name), 0, division)
        last = order.items[-1].path if order.items else None
        if last is not None and bookdown.opens_appendices(stated.text_of(last)):
            division = "appendix"


def _leanpub(order: Order) -> None:
    division = ""
    for line in stated.text_of(order.file).splitlines():
        name = line.strip()
        if name.rstrip(":").lower() in ("frontmatter", "mainmatter", "backmatter"):
            division = name.rstrip(":").lower().replace("mainmatter", "")
        elif name and not name.startswith("#"):
            _add(order, name, 0, division)
    stated.leanpub(order.embedded, order.file.parent)


READERS = {
    "SUMMARY.md": _summary,
    "_quarto.yml": _quarto,
    "_toc.yml": _toc,
    "myst.yml": _myst,
    "_bookdown.yml": _bookdown,
    "Book.txt": _leanpub,
}


def folder_of(order: Order) -> Iterator[Path]:
    """Yield the files of the order, in order."""
    yield from (item.path for item in order.items if item.path is not None)
