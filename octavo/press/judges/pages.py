"""The pages of a finished e-book or web page, and the elements at places of them."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from octavo.files import xml
from octavo.formats import archive
from octavo.formats.html.cutter import INDEX
from octavo.formats.html.tree import Element, local
from octavo.formats.html.words import File, tags
from octavo.press.judges.remark import Spot, Way

PACKAGE = ".opf"


def read_pages(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the pages of a file, and its package, as text."""
    if path.is_dir():
        files = {one.relative_to(path).as_posix(): one for one in sorted(path.rglob("*.html"))}
        yield from ((name, one.read_text("utf-8", "replace")) for name, one in files.items())
    elif path.suffix == ".epub":
        try:
            members = archive.read(path)
        except archive.DAMAGED:
            return
        for name, data in members.items():
            if name.endswith((".xhtml", ".html", ".ncx", PACKAGE)):
                yield name, data.decode("utf-8", "replace")
    else:
        yield path.name, path.read_text("utf-8", "replace")


def spine(pages: Mapping[str, str]) -> list[str]:
    """Return the pages of an e-book in the order of its spine, as far as the package is read."""
    name = next(name for name in pages if name.endswith(PACKAGE))
    tree = parsed(name, pages[name])
    if tree is None:
        return []
    hrefs = {e.get("id"): e.get("href") or "" for e in tree.iter() if local(e) == "item"}
    refs = (hrefs.get(e.get("idref"), "") for e in tree.iter() if local(e) == "itemref")
    folder = posixpath.dirname(name)
    listed = [posixpath.normpath(posixpath.join(folder, unquote(ref))) for ref in refs]
    return [one for one in dict.fromkeys(listed) if one in pages]


def order(pages: Mapping[str, str]) -> list[str]:
    """Return the pages of a site in the order in which one leads to the next."""
    listed: list[str] = []
    name = INDEX
    while name in pages and name not in listed:
        listed.append(name)
        tree = parsed(name, pages[name])
        links = [] if tree is None else [e for e in tree.iter("link") if e.get("rel") == "next"]
        name = unquote(links[0].get("href") or "") if links else ""
    return listed


def parsed(name: str, text: str | None) -> Element | None:
    """Return the tree of a page's text, or None if it is missing or damaged."""
    if text is None:
        return None
    try:
        data = text.encode("utf-8", "replace")
        return xml.parse_html(data) if name.endswith(".html") else xml.parse_made(data)
    except (etree.XMLSyntaxError, ValueError):
        return None


def root_of(tree: Element) -> Element:
    """Return the element in which the words of a page stand."""
    for name in ("main", "body"):
        for element in tree.iter():
            if local(element) == name:
                return element
    return tree


def start_of(tree: Element) -> str:
    """Return how the text of a page's outermost tag begins."""
    return "<html" if local(tree) == "html" else f"<{local(tree)}"


def by_id(tree: Element, name: str) -> Element | None:
    """Return the element that bears an id."""
    return next((e for e in tree.iter() if e.get("id") == name), None)


def by_way(tree: Element, way: Way) -> Element | None:
    """Follow a way as far as it leads."""
    name, *steps = way
    element = by_id(tree, str(name)) if name else tree
    if element is None:
        return None
    for step in steps:
        children = [child for child in element if local(child)]
        if int(step) >= len(children):
            break
        element = children[int(step)]
    return element


def by_line(file: File, spot: Spot) -> Element | None:
    """Return the element whose tag is the last before a place.

    Where no column is known, the first whose tag begins in the line.
    """
    lines = [f"{one}\n" for one in file.text.split("\n")]
    if spot.line > len(lines):
        return None
    start = sum(map(len, lines[: spot.line - 1]))
    at = start + max(spot.column - 1, 0)
    try:
        opened = tags(file)
    except (ValueError, KeyError):
        return None
    end = start + len(lines[spot.line - 1])
    within = [] if spot.column else [element for offset, element in opened if start <= offset < end]
    before = [element for offset, element in opened if offset < at]
    return within[0] if within else before[-1] if before else None
