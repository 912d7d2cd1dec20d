"""The order of a book of many files: Jupyter Book, MyST, Quarto, bookdown, Leanpub, and others.

What is read here: _toc.yml (Jupyter Book, "Structure and organize content"), myst.yml (MyST, "Table
of Contents"), _quarto.yml (Quarto, "Book Structure"), _bookdown.yml (bookdown, 4.4) and Book.txt
(Leanpub, "The Book.txt file").
"""

from __future__ import annotations

from pathlib import Path

from octavo.files import yaml
from octavo.files.names import is_file
from octavo.manuscripts.volume import bookdown, folders, menus, stated, summary
from octavo.manuscripts.volume.listed import Item, Order, add, there
from octavo.model.finding import InputError, Place


def order_of(path: Path) -> Order | None:
    """Return the order that a folder or a list of files gives; None where it is neither.

    Raises InputError where the list is damaged, or none of its files is there.
    """
    if path.is_dir():
        return folders.order_in(path, order_of)
    read = READERS.get(path.name)
    if read is None or not is_file(path):
        return folders.of_readme(path)
    order = Order(path, path.parent)
    read(order)
    if not any(item.path for item in order.items):
        if not order.missing:
            return None
        hint = f"It names {order.missing[0]}: is the list in the folder of its files?"
        raise InputError(
            "None of the files that it lists is there.", place=Place(str(path)), hint=hint
        )
    return order


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
    stated.jupyter(order.embedded, order.folder)
    value = yaml.read(order.file, str(order.file)).value
    if isinstance(value, list):  # before Jupyter Book 0.11
        _chapters(order, value, 0, "")
    toc = value if isinstance(value, dict) else {}
    if isinstance(toc.get("root"), str):
        add(order, str(toc["root"]), 0, "frontmatter")
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
            add(order, str(one), depth, division)
            continue
        title = str(one.get("caption") or one.get("part") or one.get("title") or "")
        path = next((str(one[key]) for key in ("file", "href") if one.get(key)), "")
        if path:
            add(order, path, depth, division, title)
        elif title and there(order.folder, title):
            add(order, title, 0, "part")
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
        names = sorted(path.name for path in order.folder.glob("[!_]*.[Rr]md"))
        listed = sorted(names, key=lambda name: name.lower() != "index.rmd")
    division = ""
    for name in listed:
        add(order, str(name), 0, division)
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
            add(order, name, 0, division)
    stated.leanpub(order.embedded, order.folder)


READERS = {
    "SUMMARY.md": summary.read,
    "_quarto.yml": _quarto,
    "_toc.yml": _toc,
    "myst.yml": _myst,
    "_bookdown.yml": _bookdown,
    "Book.txt": _leanpub,
    "mkdocs.yml": menus.mkdocs,
    "_sidebar.md": summary.menu,
    "config.toml": menus.julia,
}
