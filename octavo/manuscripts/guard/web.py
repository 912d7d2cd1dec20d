"""Reads the contents of web pages: of an HTML file, or of the pages of an EPUB in their order."""

from __future__ import annotations

import posixpath
import re
import urllib.parse
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import cast

from lxml import etree

from octavo.files import xml
from octavo.manuscripts import containers
from octavo.manuscripts.guard.contents import Contents, What
from octavo.manuscripts.plain.decode import page
from octavo.manuscripts.word import properties
from octavo.model.finding import InputError

SKIPPED = frozenset(
    [
        "script",
        "style",
        "template",
        "head",
        "noscript",
        "iframe",
        "audio",
        "video",
        "object",
        "canvas",
        "select",
        "textarea",
        "rp",
        "datalist",
    ]
)
"""Elements whose words no reader of the page meets."""

BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "optgroup",
        "p",
        "pre",
        "search",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
PAGE = re.compile(r"(?:.*[-_ ])?(?:page-?num(?:ber)?s?|pageno|pagebreak|pgnum|pb)\d?")
NUMBER = re.compile(r"\W*(?:p(?:g|age|\.)?\W*)?(?:\d{1,4}|[ivxlc]{1,8})\W*", re.IGNORECASE)
MARK = re.compile(r"\[(?:\d{1,4}|[A-Za-z]{1,2}|\W{1,3})\]|\d{1,3}")
MARGIN = re.compile(r"(?:left|right)?-?(?:side-?note|margin-?note|marginalia|gloss-?margin).*|sn")
LINE = re.compile(r"(?:poem-?|verse-?)?(?:line-?(?:num(?:ber)?|no)s?|lnum)")
OPS = "{http://www.idpf.org/2007/ops}type"
CONTAINER = "META-INF/container.xml"


def of_page(data: bytes, file: str) -> Contents:
    """Return the contents of an HTML file."""
    reader = _Reader(Contents())
    root = xml.parse_html(page(data, file).encode())
    if root is not None:
        reader.element(root)
    reader.read.end()
    return reader.read


def of_epub(data: bytes, file: str) -> Contents:
    """Return the contents of an EPUB file: the pages of its spine."""
    members = containers.opened(data, file)
    read = Contents()
    for name in _spine(members):
        root = _root(members.get(name, b""), name)
        if root is not None:
            _Reader(read, name).element(root)
            read.end()
    return read


def _root(data: bytes, name: str) -> etree._Element | None:
    try:
        return xml.parse(data, name)
    except InputError:
        return xml.parse_html(data) if data.strip() else None


def _spine(members: dict[str, bytes]) -> Iterator[str]:
    """Yield the names of the pages, in the order in which they are read."""
    container = properties.parse(members.get(CONTAINER, b""))
    rootfile = None if container is None else next(container.iter("{*}rootfile"), None)
    name = "" if rootfile is None else rootfile.get("full-path", "")
    package = properties.parse(members.get(name, b""))
    if package is None:
        return
    items = {item.get("id"): item for item in package.iter("{*}item")}
    for reference in package.iter("{*}itemref"):
        item = items.get(reference.get("idref"))
        if item is not None and "html" in item.get("media-type", ""):
            path = urllib.parse.unquote(item.get("href", ""))
            yield posixpath.normpath(posixpath.join(posixpath.dirname(name), path))


@dataclass(slots=True)
class _Reader:
    """Reads one page; `page` is its name in an EPUB, "" where the file is the page.

    `margin` are notes of the margin that stand in a paragraph: they are read behind it.
    """

    read: Contents
    page: str = ""
    margin: list[etree._Element] = field(default_factory=list)
    depth: int = field(default=0)

    def element(self, element: etree._Element) -> None:
        """Read an element: its words, and what is counted in it."""
        tag = _name(element)
        if tag in SKIPPED or self.is_apart(element, tag) or _is_page(element, tag):
            return
        if _counts_lines(element):
            return
        if tag == "span" and _is_margin(element):
            self.margin.append(element)
            return
        block = tag in BLOCKS
        if block:
            self.begin(element)
        self.counted(element, tag)
        if tag in ("math", "svg"):
            return
        if _is_mark(element, tag):
            self.read.say(" ")
        self.inside(element)
        if block:
            self.read.end()
        if tag in ("p", "td", "li", "body"):
            waiting, self.margin = self.margin, []
            for one in waiting:
                self.begin(one)
                self.inside(one)
                self.read.end()

    def inside(self, element: etree._Element) -> None:
        """Read what an element holds."""
        self.read.say(element.text or "")
        for child in element:
            if isinstance(child.tag, str):
                self.element(child)
                if _name(child) in BLOCKS:
                    self.begin(child)
            self.read.say(child.tail or "")

    def is_apart(self, element: etree._Element, tag: str) -> bool:
        """Whether an element is not text: an EPUB's list of contents, the mark of a note."""
        if not self.page:
            return False
        kinds = element.get(OPS, "").split()
        if tag == "a" and "noteref" in kinds:
            self.read.count(What.NOTE)
            return True
        return tag == "nav" and bool({"toc", "landmarks", "page-list"}.intersection(kinds))

    def begin(self, element: etree._Element) -> None:
        line = cast("int", element.sourceline or 0)
        if self.page:
            self.read.begin(f"{self.page}, line {line}")
        else:
            self.read.begin(f"line {line}", line)

    def counted(self, element: etree._Element, tag: str) -> None:
        if tag in ("img", "image") and (element.get("src") or _href(element)):
            self.read.count(What.IMAGE, element.get("src") or _href(element))
        elif tag == "math":
            self.read.count(What.FORMULA)
        elif tag in HEADINGS and (words := _title(element)):
            self.read.count(What.HEADING, words)
        elif tag == "table" and _words(element):
            self.read.count(What.TABLE, _words(element)[:80])
        elif tag in ("td", "th") and _words(element):
            self.read.count(What.CELL)
        elif tag == "a" and element.get("href", "")[:1] not in ("", "#") and _words(element):
            self.read.count(What.LINK, _words(element))


def _title(element: etree._Element) -> str:
    """Return the words of a heading, without comments, numbers of pages and marks of notes."""
    parts = [element.text or ""]
    for one in element:
        tag = _name(one)
        parts += [] if not tag or _is_page(one, tag) or _is_mark(one, tag) else [_title(one)]
        parts.append(one.tail or "")
    return " ".join("".join(parts).split())


def _is_mark(element: etree._Element, tag: str) -> bool:
    """Whether an element calls a note: its number is a word of its own, and none of a heading."""
    if tag == "a" and "noteref" in element.get(OPS, "").split():
        return True
    if tag != "a" or element.get("href", "")[:1] != "#":
        return False
    return MARK.fullmatch(_words(element)) is not None


def _is_page(element: etree._Element, tag: str) -> bool:
    """Whether an element marks where a printed page begins: its number is no word of the text."""
    if tag != "span":
        return False
    marked = any(PAGE.fullmatch(name) for name in element.get("class", "").casefold().split())
    inner = [one for one in element.iter() if isinstance(one.tag, str)]
    leads = any(_href(one).startswith("#") for one in inner)
    placed = any(one.get("id") or one.get("name") for one in inner)
    return marked and (placed or not leads) and bool(NUMBER.fullmatch(_words(element)))


def _is_margin(element: etree._Element) -> bool:
    return any(map(MARGIN.fullmatch, element.get("class", "").casefold().split()))


def _counts_lines(element: etree._Element) -> bool:
    """Whether an element is the number of a line of verse, in the margin: no word of the text."""
    names = element.get("class", "").casefold().split()
    return any(map(LINE.fullmatch, names)) and NUMBER.fullmatch(_words(element)) is not None


def _href(element: etree._Element) -> str:
    return element.get("{http://www.w3.org/1999/xlink}href", "") or element.get("href", "")


def _name(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _words(element: etree._Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())
