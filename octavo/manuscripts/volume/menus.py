"""The settings of sites and books that hold the order of their files: MkDocs, Books.jl.

mkdocs.yml (MkDocs, "Configuration": nav, docs_dir, site_name), config.toml (Books.jl, "Getting
Started": projects, contents).
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from octavo.files import yaml
from octavo.manuscripts.volume import stated
from octavo.manuscripts.volume.listed import Item, Order, add, without_empty
from octavo.model.finding import InputError, Place

KEYS = {
    "site_name": "title",
    "site_author": "author",
    "site_description": "description",
    "docs_dir": "docs_dir",
    "nav": "nav",
}


def mkdocs(order: Order) -> None:
    """Read the menu of a mkdocs.yml: a group at the top is a part, one below it a heading.

    Raises InputError where it is no YAML.
    """
    known = _settings(order.file)
    stated.take(order.embedded, known, {k: v for k, v in KEYS.items() if k != v})
    order.folder = order.folder / str(known.get("docs_dir") or "docs")
    order.is_plain = True
    _pages(order, known.get("nav"), 0, is_top=True)
    order.items = without_empty(order.items)


def _settings(file: Path) -> dict[str, object]:
    """Return what the settings say of the book; other keys may hold tags that no YAML knows."""
    rows: list[str] = []
    taken = False
    for row in stated.text_of(file).splitlines():
        if re.match(r"[^\s#-]", row):
            taken = row.partition(":")[0] in KEYS
        rows += [row] if taken else []
    value = yaml.parse("\n".join(rows).encode(), str(file)).value
    return value if isinstance(value, dict) else {}


def _pages(order: Order, listed: object, depth: int, *, is_top: bool) -> None:
    for one in listed if isinstance(listed, list) else []:
        for label, page in one.items() if isinstance(one, dict) else [("", one)]:
            if isinstance(page, list):
                order.items.append(Item(None, depth, "part" if is_top else "", str(label)))
                _pages(order, page, depth if is_top else depth + 1, is_top=False)
            elif isinstance(page, str) and "://" not in page:
                add(order, page, depth, "", str(label))


def julia(order: Order) -> None:
    """Read a config.toml of Books.jl. Raises InputError where it is no TOML."""
    try:
        known = tomllib.loads(stated.text_of(order.file))
    except tomllib.TOMLDecodeError as fault:
        raise InputError(f"It is no TOML: {fault}.", place=Place(str(order.file))) from fault
    projects = known.get("projects")
    first: object = next(iter(projects.values()), {}) if isinstance(projects, dict) else {}
    listed = first.get("contents") if isinstance(first, dict) else None
    order.folder = order.folder / "contents"
    for name in listed if isinstance(listed, list) else []:
        add(order, str(name), 0)
