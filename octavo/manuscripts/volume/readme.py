"""The order of a book whose README lists its chapters, with a link to each."""

from __future__ import annotations

import re
from pathlib import Path

from octavo.manuscripts.volume import lines, stated
from octavo.manuscripts.volume.listed import Item, Order, add, there, without_empty

ITEM = re.compile(
    r"^(?P<indent>[ \t]*)(?:[-*+]|\d+[.)]|\|)[ \t]+[^\[\n]{0,60}"
    r"\[(?P<label>(?:\\.|`[^`]*`|[^\[\]\\`])*)\]\((?P<path>[^()\s]+)\)"
)
"""A row of a list or table with a link near its beginning."""

HEADING = re.compile(r"^#{1,4}[ \t]+(\S.*?)[ \t]*#*$")
FEWEST = 3
"""So many chapters make a list of them."""


def read(order: Order) -> None:
    """Take the links of lists to files of Markdown, in order; headings above them are parts."""
    text = lines.atx(stated.text_of(order.file))
    above: list[int] = []
    for row, code in zip(text.split("\n"), lines.fenced(text.split("\n")), strict=True):
        title, item = HEADING.match(row), None if code else ITEM.match(row)
        if title and not code:
            order.items.append(Item(None, 0, "part", title[1]))
            above = []
        if not item or not _is_page(order.folder, order.file, item["path"]):
            continue
        width = len(item["indent"].expandtabs(4))
        while above and above[-1] >= width:
            above.pop()
        add(order, item["path"], len(above), "", item["label"])
        above.append(width)
    order.items = without_empty(order.items)
    parts = [item for item in order.items if item.path is None]
    if len(parts) == 1:
        order.items.remove(parts[0])
    stated.readme(order.embedded, order.file)
    order.is_plain = True


def _is_page(folder: Path, file: Path, name: str) -> bool:
    path = there(folder, name.partition("#")[0]) if "://" not in name else None
    return path is not None and path != file and not path.stem.isupper()


def lists_a_book(order: Order) -> bool:
    """Whether so many chapters are listed that the list is the book's, not a few links."""
    return sum(item.path is not None for item in order.items) >= FEWEST
