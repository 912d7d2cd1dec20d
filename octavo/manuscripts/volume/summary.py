"""The list of mdBook, GitBook and HonKit, and the menu of docsify: links in a list of Markdown.

SUMMARY.md (mdBook, "SUMMARY.md"; HonKit, "Pages and Summary"), _sidebar.md (docsify, "More pages").
"""

from __future__ import annotations

import re

from octavo.files.names import is_file
from octavo.manuscripts.volume import stated
from octavo.manuscripts.volume.listed import Item, Order, add, without_empty

ENTRY = re.compile(
    r"^(?P<indent>[ \t]*)(?:[-*+][ \t]+)?\[(?P<label>(?:\\.|`[^`]*`|\[[^\[\]]*\]|[^\[\]\\`])*)\]"
    r"\((?P<path><[^<>]*>|[^()\s]*(?:\([^()]*\)[^()\s]*)*)(?:[ \t]+[\"'][^\"']*[\"'])?\)\s*$"
)
UNREAD = re.compile(r"^[ \t]*(?:[-*+][ \t]+)?\[.*\]\((?P<path>[^()]*)\)")
"""What looks like an entry of a list and is read as none: it is not lost in silence."""

HEADING = re.compile(r"^#{1,3} +(\S.*?)\s*#*$")
"""A heading of GitBook's list: of any level it is the title of a part (HonKit, "Parts")."""


GROUP = re.compile(
    r"^(?P<indent>[ \t]*)[-*+][ \t]+(?P<label>[^\s\[<](?:[^\[\]]*[^\s\[\]])?)[ \t]*$"
)
"""An item that leads nowhere: it heads those below it (docsify, "Nested sidebars")."""


def read(order: Order) -> None:
    """Read a SUMMARY.md: a list of links; those outside it stand before or behind the text."""
    is_mdbook = stated.mdbook(order.embedded, order.folder)
    _lines(order, stated.HEADING if is_mdbook else HEADING, has_groups=not is_mdbook)
    if not is_mdbook:
        _gitbook(order)


def menu(order: Order) -> None:
    """Read a _sidebar.md: a list of links, and of groups; the book's own page gives its title."""
    _lines(order, HEADING, has_groups=True)
    stated.readme(order.embedded, order.folder / "README.md")
    order.is_plain = True


def _lines(order: Order, heading: re.Pattern[str], *, has_groups: bool) -> None:
    above: list[tuple[int, int]] = []
    listed = False
    for number, line in enumerate(stated.text_of(order.file).splitlines()):
        title, entry = heading.match(line), ENTRY.match(line)
        group = GROUP.match(line) if has_groups else None
        if title:
            _heading(order, title[1], opens=bool(number) and listed)
            continue
        if not entry and not group:
            unread = UNREAD.match(line)
            order.missing += [unread["path"]] if unread else []
            continue
        is_item = line.lstrip()[:1] in "-*+"
        listed = listed or is_item
        indent = (entry or group or {"indent": ""})["indent"]
        width = len(indent.expandtabs(4))
        while above and above[-1][0] >= width:
            above.pop()
        depth = above[-1][1] if above and is_item else 0
        below = depth if group and not depth else depth + 1
        above = [*above, (width, below)] if is_item else []
        if entry:
            _entry(
                order, entry, depth, "" if is_item else "backmatter" if listed else "frontmatter"
            )
        elif group:
            order.items.append(Item(None, depth, "" if depth else "part", group["label"]))
    if has_groups:
        order.items = without_empty(order.items)


def _heading(order: Order, words: str, *, opens: bool) -> None:
    if opens or any(item.path for item in order.items):
        order.items.append(Item(None, 0, "part", words))
    elif words.casefold() not in ("summary", "table of contents", "contents"):
        order.embedded["title"] = words


def _entry(order: Order, entry: re.Match[str], depth: int, division: str) -> None:
    label = re.sub(r"\\(.)", r"\1", entry["label"])
    if not entry["path"]:
        order.missing.append(label)
    elif "://" not in entry["path"]:
        add(order, entry["path"].strip("<>"), depth, division, label)


def _gitbook(order: Order) -> None:
    """Take what GitBook has beside the list: book.json, and README.md, with which a book begins."""
    folder = order.folder
    stated.gitbook(order.embedded, folder)
    first = folder / "README.md"
    if is_file(first) and all(item.path != first for item in order.items):
        order.items.insert(0, Item(first, 0, "frontmatter", "Introduction"))
