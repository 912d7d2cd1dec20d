"""Makes one page of the pages of an e-book: links and pictures find their places in it."""

from __future__ import annotations

import posixpath
import urllib.parse
from pathlib import PurePosixPath

from lxml import etree

from octavo.files.slugs import FreeNames
from octavo.manuscripts.web import tree
from octavo.manuscripts.web.book import SCHEME, Page, Web, joined
from octavo.manuscripts.web.setting import places

BARE = "octavo-bare"
"""What an element is called that says nothing of its words, before it is taken away."""

WRAPPERS = ("div", "section", "article", "main")


def merged(web: Web) -> bytes:
    """Return one page of HTML with all that the pages hold."""
    names = _names(web)
    root = etree.Element("html")
    body = etree.SubElement(root, "body")
    for page in web.pages:
        for link in tree.of([page.body], "a"):
            _lead(web, page.name, link, names)
        for image in tree.of([page.body], "img"):
            _show(web, page.name, image)
        page.body.tag = "div"
        page.body.attrib.clear()
        name = names[page.name, ""]
        if not any(inner.get("id") == name for inner in page.body.iter()):
            page.body.set("id", name)
        body.append(page.body)
    places.keep([body])
    _slimmed(body)
    return etree.tostring(root, method="html", encoding="utf-8")


def _slimmed(body: etree._Element) -> None:
    """Take away what pandoc would read for nothing: kinds of elements, and bare elements."""
    for element in body.iter():
        tree.drop(element, "kinds")
        if not element.get("class"):
            tree.drop(element, "class")
        if element.tag == "span" and not element.attrib:
            element.tag = BARE
    etree.strip_tags(body, BARE)


def _names(web: Web) -> dict[tuple[str, str], str]:
    """Give every place a name that no other has, in place; return the names by page and place."""
    taken: set[str] = set()
    free = FreeNames(taken)
    names: dict[tuple[str, str], str] = {}
    for page in web.pages:
        for element in page.body.iter():
            name = element.get("id") or (element.get("name") if element.tag == "a" else "")
            if name and (page.name, name) not in names:
                names[page.name, name] = free.free(name)
                taken.add(names[page.name, name])
                element.set("id", names[page.name, name])
    for page in web.pages:
        names[page.name, ""] = _of_page(page, free.free(PurePosixPath(page.name).stem or "page"))
        taken.add(names[page.name, ""])
    return names


def _of_page(page: Page, name: str) -> str:
    """Return the name of a page: that of its heading or section, where it begins with one."""
    first = next(iter(tree.elements(page.body)), None)
    while first is not None and not (page.body.text or "").strip():
        if first.get("id"):
            return str(first.get("id"))
        first = next(iter(tree.elements(first)), None) if first.tag in WRAPPERS else None
    return name


def _lead(web: Web, page: str, link: etree._Element, names: dict[tuple[str, str], str]) -> None:
    address = link.get("href", "")
    if not address or SCHEME.match(address):
        return
    target = web.target(page, address)
    if target in names:
        link.set("href", f"#{names[target]}")
    elif target[0] == page and page:
        link.set("href", f"#{target[1]}")
    elif (target[0], "") in names:
        link.set("href", f"#{names[target[0], '']}")


def _show(web: Web, page: str, image: etree._Element) -> None:
    source = image.get("src", "")
    if SCHEME.match(source):
        return
    name = source.removeprefix("/") if source.startswith("/drawing-") else joined(page, source)
    if name in web.files:
        image.set("src", urllib.parse.quote(posixpath.normpath(name)))
