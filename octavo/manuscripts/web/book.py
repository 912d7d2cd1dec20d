"""An e-book as its package orders it: the pages of its spine, its contents, its files."""

from __future__ import annotations

import posixpath
import re
import urllib.parse
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from octavo.files import xml
from octavo.manuscripts.web import tree
from octavo.model.finding import Finding, InputError, Place, Severity, Tier

CONTAINER = "META-INF/container.xml"
SCHEME = re.compile(r"[a-zA-Z][\w+.-]*:|//")


@dataclass(slots=True)
class Page:
    """A page: its name in the e-book ("" for a web page), and its body."""

    name: str
    body: etree._Element


@dataclass(slots=True)
class Entry:
    """An entry of the contents: its words, the page and place it leads to, its depth from 1."""

    label: str
    page: str
    place: str
    depth: int


@dataclass(slots=True)
class Web:
    """Pages in reading order, their contents, and what the passes did.

    `marks` are signs that gave way to what they stand for: numbers of notes and of pages. `aside`
    are words that a finding reports as left out, or that stand elsewhere. `files` are the
    pictures and style sheets, by name; `styles` are the style sheets that stand in a page.
    `unheaded` counts headings that became paragraphs, `unframed` tables
    that only arranged a page, and `uncelled` their cells; `unnoted` notes that stand within others.
    `listed` are the letters of the entries of lists of contents that were left out, `led` the
    places that they lead to; `reissued` says that a page of Project Gutenberg has the text of a
    book that was printed. `held` are the elements of a page: lxml makes anew what nobody holds.
    """

    file: str
    pages: list[Page]
    entries: list[Entry] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    package: etree._Element | None = None
    folder: str = ""
    findings: list[Finding] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    aside: list[str] = field(default_factory=list)
    embedded: dict[str, object] = field(default_factory=dict)
    parts: dict[str, set[str]] = field(default_factory=dict)
    cover: str = ""
    styles: list[str] = field(default_factory=list)
    unshown: int = 0
    unlinked: int = 0
    unheaded: int = 0
    unframed: int = 0
    uncelled: int = 0
    unnoted: int = 0
    listed: set[str] = field(default_factory=set)
    led: set[str] = field(default_factory=set)
    reissued: bool = False
    held: list[etree._Element] = field(default_factory=list)

    @property
    def bodies(self) -> list[etree._Element]:
        """The bodies of the pages."""
        return [page.body for page in self.pages]

    def done(self, rule: str, message: str, before: str = "", after: str = "") -> None:
        """Report something done."""
        place = Place(self.file)
        self.findings.append(
            Finding(rule, message, Severity.INFO, Tier.AUTO, place, before=before, after=after)
        )

    def look_at(self, rule: str, message: str, hint: str, before: str = "") -> None:
        """Report something done that an editor must look at."""
        self.findings.append(
            Finding(
                rule,
                message,
                Severity.WARNING,
                Tier.AUTO,
                Place(self.file),
                before=before,
                hint=hint,
            )
        )

    def target(self, page: str, address: str) -> tuple[str, str]:
        """Return the page and the place that an address in a page leads to; ("", "") for none."""
        path, _, place = address.partition("#")
        if SCHEME.match(address):
            return "", ""
        return (joined(page, path) if path else page), urllib.parse.unquote(place)


def joined(page: str, path: str) -> str:
    """Return the name in the archive of what a page calls by a path."""
    path = urllib.parse.unquote(path.partition("?")[0])
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), path))


def opened(members: dict[str, bytes], file: str) -> Web | None:
    """Return an e-book of its members; None where its package names no page."""
    container = _parsed(members.get(CONTAINER, b""))
    rootfile = None if container is None else next(container.iter("{*}rootfile"), None)
    name = "" if rootfile is None else rootfile.get("full-path", "")
    package = _parsed(members.get(name, b""))
    if package is None:
        return None
    items = {item.get("id", ""): item for item in package.iter("{*}item")}
    web = Web(file, [], package=package, folder=name)
    for item in _spine(package, items):
        page = joined(name, item.get("href", ""))
        body = _body(members.get(page, b""))
        if body is not None:
            web.pages.append(Page(page, body))
    if not web.pages:
        return None
    web.files = {key: data for key, data in members.items() if not key.startswith("META-INF/")}
    web.entries = _entries(web, members, list(items.values()))
    _guide(web)
    return web


def _parsed(data: bytes) -> etree._Element | None:
    try:
        return xml.parse(data, "") if data else None
    except InputError:
        return None


def _spine(package: etree._Element, items: dict[str, etree._Element]) -> Iterator[etree._Element]:
    for reference in package.iter("{*}itemref"):
        item = items.get(reference.get("idref", ""))
        if item is not None and "html" in item.get("media-type", ""):
            yield item


def _body(data: bytes) -> etree._Element | None:
    """Return the body of a page; of one that is not well-formed, as a browser would read it."""
    root = _parsed(data)
    if root is None:
        root = xml.parse_html(data) if data.strip() else None
    if root is None:
        return None
    return next(tree.bare(root).iter("body"), None)


def _entries(web: Web, members: dict[str, bytes], items: list[etree._Element]) -> list[Entry]:
    """Return the entries of the contents, from the navigation page, else from the NCX."""
    for item in items:
        if "nav" in item.get("properties", "").split():
            name = joined(web.folder, item.get("href", ""))
            body = _body(members.get(name, b""))
            for nav in body.iter("nav") if body is not None else ():
                kinds = tree.kinds(nav)
                if "landmarks" in kinds:
                    _landmarks(web, name, nav)
                elif "toc" in kinds or not web.entries:
                    web.entries = list(_listed(web, name, nav, 1))
    if web.entries:
        return web.entries
    for item in items:
        if item.get("media-type", "") == "application/x-dtbncx+xml":
            name = joined(web.folder, item.get("href", ""))
            root = _parsed(members.get(name, b""))
            points = () if root is None else root.iter("{*}navMap")
            return [entry for points in points for entry in _points(web, name, points, 1)]
    return []


def _listed(web: Web, name: str, element: etree._Element, depth: int) -> Iterator[Entry]:
    """Yield the entries of a list of the navigation page, with those below them."""
    for child in tree.elements(element):
        if child.tag == "a" and child.get("href"):
            yield Entry(tree.words(child), *web.target(name, child.get("href", "")), depth - 1)
        elif child.tag == "ol":
            yield from _listed(web, name, child, depth + 1)
        elif child.tag not in ("h1", "h2", "h3", "h4", "h5", "h6"):
            yield from _listed(web, name, child, depth)


def _points(web: Web, name: str, element: etree._Element, depth: int) -> Iterator[Entry]:
    for point in element.iterchildren("{*}navPoint"):
        label, content = point.find("{*}navLabel"), point.find("{*}content")
        text = "" if label is None else " ".join("".join(map(str, label.itertext())).split())
        if content is not None:
            yield Entry(text, *web.target(name, content.get("src", "")), depth)
        yield from _points(web, name, point, depth + 1)


def _landmarks(web: Web, name: str, nav: etree._Element) -> None:
    """Note what the landmarks say of whole pages."""
    for link in nav.iter("a"):
        page, place = web.target(name, link.get("href", ""))
        if not place:
            web.parts.setdefault(page, set()).update(tree.kinds(link))


def _guide(web: Web) -> None:
    """Note what the guide of an older e-book says of whole pages (OPF 2.0.1, 2.6)."""
    for one in web.package.iter("{*}reference") if web.package is not None else ():
        page, place = web.target(web.folder, one.get("href", ""))
        if not place:
            web.parts.setdefault(page, set()).add(one.get("type", "").lower().replace("-", ""))
