"""The tree of a web page, with bare names: what the passes ask of it, and how they change it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from octavo.files import xml

OPS = "{http://www.idpf.org/2007/ops}type"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
XLINK = "{http://www.w3.org/1999/xlink}href"
RENAMED = {OPS: "kinds", "epub:type": "kinds", LANG: "lang", "xml:lang": "lang", XLINK: "href"}
"""Attributes that are called otherwise in the tree: its attribute `kinds` is epub:type."""

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dir", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup", "hr",
    "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot",
    "th", "thead", "tr", "ul", *HEADINGS,
))  # fmt: skip
PAGE = re.compile(r"(?:.*[-_ ])?(?:page-?num(?:ber)?s?|pageno|pagebreak|pgnum|pb)\d?")
"""A class that marks where a page of the printed book begins."""


SHORT = {"doctor": "dr", "mister": "mr", "saint": "st"}
"""Words that a title has in full or not."""


NAME = re.compile(r"[A-Za-z_][\w.:-]*")
"""A name that XML allows: of a slip in typing (`<p<p>`) a parser makes a name of its own."""


def bare(root: etree._Element) -> etree._Element:
    """Give a tree bare names, in place: no namespaces, comments or instructions; return it."""
    for element in list(root.iter()):
        if not isinstance(element.tag, str):
            xml.remove(element)
            continue
        space, _, name = element.tag.rpartition("}")
        cased = name if "svg" in space else name.lower()
        element.tag = cased if NAME.fullmatch(name) else "span"
        kept: dict[str, str] = {}
        for given, content in element.attrib.items():
            key = RENAMED.get(str(given), str(given))
            if NAME.fullmatch(key):
                kept.setdefault(key, str(content))
        element.attrib.clear()
        for key, value in kept.items():
            element.set(key, value)
    etree.cleanup_namespaces(root)
    return root


def kinds(element: etree._Element) -> set[str]:
    """Return what an element is, by epub:type (without prefixes) and by role (without `doc-`)."""
    kept = {kind.rpartition(":")[2] for kind in element.get("kinds", "").lower().split()}
    return kept | {role.removeprefix("doc-") for role in element.get("role", "").lower().split()}


def classes(element: etree._Element) -> list[str]:
    """Return the classes of an element, in small letters."""
    return element.get("class", "").lower().split()


def drop(element: etree._Element, name: str) -> str:
    """Take an attribute off an element; return what it said."""
    value = element.get(name, "")
    if name in element.attrib:
        del element.attrib[name]
    return value


def words(element: etree._Element) -> str:
    """Return the words of an element, with single spaces."""
    if not len(element):
        return " ".join((element.text or "").split())
    parts: list[str] = []
    for event, node in etree.iterwalk(element, events=("start", "end")):
        parts += [" "] if node.tag in BLOCKS or node.tag == "br" else []
        if event == "start":
            parts.append(node.text or "")
        elif node is not element:
            parts.append(node.tail or "")
    return " ".join("".join(parts).split())


def has_words(element: etree._Element) -> bool:
    """Whether an element has words, or other signs; it costs less than the words."""
    return any(str(text).strip() for text in element.itertext())


def lines(block: etree._Element) -> list[str]:
    """Return the lines of an element with words, as blocks, cells and breaks part them."""
    parts = []
    for event, one in etree.iterwalk(block, events=("start", "end")):
        breaks = one.tag == "br" or one.tag in BLOCKS
        if event == "start":
            parts += ["\n" if breaks else " ", " ".join((one.text or "").split())]
        else:
            parts.append("\n" if breaks else " ")
            parts.append(" ".join((one.tail or "").split()) if one is not block else "")
    joined = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return [line for line in joined if any(sign.isalnum() for sign in line)]


def elements(element: etree._Element) -> list[etree._Element]:
    """Return the elements directly inside an element."""
    return [child for child in element if isinstance(child.tag, str)]


def _leave(element: etree._Element, text: str) -> None:
    """Write a text in front of an element, in its parent."""
    parent, before = element.getparent(), element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + text
    elif parent is not None:
        parent.text = (parent.text or "") + text


def unwrap(element: etree._Element) -> None:
    """Put what an element holds in its place."""
    parent = element.getparent()
    if parent is None:
        return
    _leave(element, element.text or "")
    inside = list(element)
    at = parent.index(element)
    tail = element.tail or ""
    parent.remove(element)
    parent[at:at] = inside
    if inside:
        inside[-1].tail = (inside[-1].tail or "") + tail
    elif at:
        parent[at - 1].tail = (parent[at - 1].tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail


def replace(element: etree._Element, by: etree._Element) -> None:
    """Put an element in the place of another."""
    parent = element.getparent()
    if parent is not None:
        by.tail, element.tail = element.tail, None
        parent.replace(element, by)


def wrap(element: etree._Element, tag: str, **attributes: str) -> etree._Element:
    """Put an element into a new one, which stands in its place; return that."""
    outer = etree.Element(tag, attributes)
    replace(element, outer)
    outer.append(element)
    return outer


def made(tag: str, text: str = "", **attributes: str) -> etree._Element:
    """Make an element with some words."""
    element = etree.Element(tag, {key.rstrip("_"): value for key, value in attributes.items()})
    element.text = text or None
    return element


def add_class(element: etree._Element, name: str) -> None:
    """Give an element a class more."""
    if name not in element.get("class", "").split():
        element.set("class", f"{element.get('class', '')} {name}".strip())


def of(roots: Iterable[etree._Element], *tags: str) -> Iterator[etree._Element]:
    """Yield the elements of some names below some roots; they may be changed meanwhile."""
    for root in roots:
        yield from list(root.iter(*tags))


def following(element: etree._Element) -> etree._Element | None:
    """Return the next sibling that has words or a picture, or is a rule; None where words stand."""
    here: etree._Element | None = element
    while here is not None:
        if (here.tail or "").strip():
            return None
        here = here.getnext()
        if here is not None and (here.tag == "hr" or has_words(here) or here.tag == "img"):
            return here
        if here is not None and next(here.iter("img"), None) is not None:
            return here
    return None


def keep_marks(heading: etree._Element) -> None:
    """Put the places in a heading, where a printed page begins, before it."""
    for one in list(heading.iter("span", "a")):
        if (one.get("id") or one.get("name") or one.get("n")) and not has_words(one):
            paragraph = made("p")
            one.tail = None
            paragraph.append(one)
            heading.addprevious(paragraph)


def block_of(element: etree._Element) -> etree._Element:
    """Return the smallest block that an element stands in, or is."""
    while element.tag not in BLOCKS and (parent := element.getparent()) is not None:
        element = parent
    return element


@dataclass(frozen=True, slots=True)
class Text:
    """A text in the tree: an element's own, before what it holds, or what stands behind it."""

    element: etree._Element
    is_tail: bool

    @property
    def text(self) -> str:
        """The text there."""
        return (self.element.tail if self.is_tail else self.element.text) or ""

    def write(self, text: str) -> None:
        """Write the text anew."""
        if self.is_tail:
            self.element.tail = text
        else:
            self.element.text = text

    def divide(self, signs: str, by: etree._Element) -> None:
        """Put an element in the place of some signs of the text, where they stand first."""
        first, _, rest = self.text.partition(signs)
        self.write(first)
        if self.is_tail:
            self.element.addnext(by)
            by.tail, self.element.tail = rest, first
        else:
            self.element.insert(0, by)
            by.tail = rest


def texts(element: etree._Element) -> Iterator[Text]:
    """Yield the texts of an element, in their order."""
    for event, node in etree.iterwalk(element, events=("start", "end")):
        if event == "start":
            yield Text(node, is_tail=False)
        elif node is not element:
            yield Text(node, is_tail=True)


def small_letters(text: str) -> str:
    """Return the letters and digits of a text, small."""
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def letters(text: str) -> str:
    """Return the letters and digits of a title, small, without accents and longer forms of words.

    >>> letters("Doctor Example & the Kettl\u00e9") == letters("Dr. EXAMPLE and the Kettle")
    True
    """
    plain = unicodedata.normalize("NFKD", text.replace("&", " and ")).casefold()
    parts = (SHORT.get(word, word) for word in re.findall(r"[^\W_]+", _unmarked(plain)))
    return "".join(parts)


def _unmarked(text: str) -> str:
    return "".join(sign for sign in text if not unicodedata.combining(sign))
