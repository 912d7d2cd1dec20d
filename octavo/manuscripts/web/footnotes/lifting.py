"""Takes a note from where it stands: without its number and its way back to the text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml import etree

from octavo.files import xml
from octavo.manuscripts.web import tree
from octavo.manuscripts.web.book import Web
from octavo.manuscripts.web.footnotes import bracketed
from octavo.manuscripts.web.footnotes.settle import HELD

BACK = re.compile(
    r"[\N{LEFTWARDS ARROW WITH HOOK}\N{UPWARDS ARROW}\N{LEFTWARDS ARROW}\N{CIRCUMFLEX ACCENT}"
    r"\N{UPWARDS WHITE ARROW}\N{VARIATION SELECTOR-15}\N{VARIATION SELECTOR-16}\s\[\]()]*"
    r"(?:back|return|retour|zur\N{LATIN SMALL LETTER U WITH DIAERESIS}ck)?"
    r"[\N{LEFTWARDS ARROW WITH HOOK}\N{UPWARDS ARROW}\N{VARIATION SELECTOR-15}\s\[\]().]*",
    re.IGNORECASE,
)
LABELLED = re.compile(r"[\[(]?[^\W\d_]{3,12}\.?\s+([^\W_]{1,5})[\])]?[.:)]?")
"""A word and the number of a note, as its note begins: *Footnote 12*."""


@dataclass(slots=True)
class WebNote:
    """A note: its first block, the blocks that go on, the links that call it."""

    block: etree._Element
    place: etree._Element
    calls: list[etree._Element] = field(default_factory=list)


def lifted(web: Web, note: WebNote, blocks: set[etree._Element]) -> etree._Element:
    """Take a note out of its place, without its number and its way back; return it."""
    body = tree.made("div", class_=HELD)
    following = _following(note.block, blocks)
    labels = {_bare(tree.words(call)) for call in note.calls}
    for link in [one for block in (note.block, *following) for one in block.iter("a")]:
        if _goes_back(link, note, labels):
            _without_back(web, link)
    _without_label(web, note.block, labels)
    for block in (note.block, *following):
        parent = block.getparent()
        if parent is not None:
            xml.remove(block)
        if block.tag in ("li", "dd", "td", "aside"):
            block.tag = "div"
        body.append(block)
    for one in body.iter():
        if isinstance(one.tag, str):
            tree.drop(one, "id")
    return body


def _following(block: etree._Element, blocks: set[etree._Element]) -> list[etree._Element]:
    """Return the paragraphs that go on with a note, in a list of nothing but notes."""
    parent = block.getparent()
    if block.tag != "p" or parent is None:
        return []
    first = next((one for one in tree.elements(parent) if one.tag not in tree.HEADINGS), None)
    if first not in blocks:
        return []
    more = []
    for one in block.itersiblings():
        if one in blocks or one.tag not in ("p", "blockquote", "ul", "ol", "pre", "table"):
            break
        more.append(one)
    return more


def _bare(text: str) -> str:
    return re.sub(r"[\s\[\]().:]", "", text)


def before(block: etree._Element, link: etree._Element) -> str:
    """Return the words of a block that stand before a link in it."""
    parts = []
    for event, node in etree.iterwalk(block, events=("start", "end")):
        if event == "start":
            if node is link:
                break
            parts.append(node.text or "")
        elif node is not block:
            parts.append(node.tail or "")
    return "".join(parts).strip()


def _goes_back(link: etree._Element, note: WebNote, labels: set[str]) -> bool:
    """Whether a link of a note is its number, or a sign, that leads back to the text.

    A link of other words stays; so does a number in a sentence that leads elsewhere.
    """
    text = tree.words(link)
    if "backlink" in tree.kinds(link) or BACK.fullmatch(text):
        return True
    begins = not before(tree.block_of(link), link).strip("[(")
    around = {one.get("id") for call in note.calls for one in (call, *call.iterancestors(), *call)}
    around |= {call.get("name") for call in note.calls}
    leads = link.get("href", "").rpartition("#")[2] in around - {None}
    if _bare(text) in labels:
        return begins or leads
    called = LABELLED.fullmatch(text)
    return begins and leads and called is not None and called[1] in labels


def _without_back(web: Web, link: etree._Element) -> None:
    """Take a link that leads back to the text out of a note."""
    text = tree.words(link)
    outer = link.getparent()
    web.marks.append(text)
    count(web, link)
    bracketed.without(web, link)
    xml.remove(link)
    if (
        outer is not None
        and outer.tag in ("sup", "span", "p", "small")
        and not tree.has_words(outer)
    ):
        web.marks.append(tree.words(outer))
        if not len(outer):
            xml.remove(outer)


def _without_label(web: Web, block: etree._Element, labels: set[str]) -> None:
    """Take the number that a note begins with out of it."""
    for element in block.iter():
        text = (element.text or "").lstrip()
        if element.tag in ("sup", "span", "b", "strong") and _bare(text) in labels:
            web.marks.append(text)
            element.text = None
            tail = re.sub(r"^\s*[\])]?[.:)]?\s*", "", element.tail or "")
            element.tail = tail
            return
        match = re.match(r"[\[(]?([^\W_]{1,7}|[^\w\s]{1,6})[\])]?[.:)]?\s+", text)
        if match and match[1] in labels and match[1]:
            web.marks.append(match[0])
            element.text = text[match.end() :]
            return
        if text or (tree.words(element) and not len(element)):
            # A dot or bracket that the link to the text left behind.
            element.text = re.sub(r"^\s*[\])]?[.:)]?\s+", "", element.text or "")
            return


def count(web: Web, link: etree._Element) -> None:
    """Count a link to another page that gave way to a note."""
    if not link.get("href", "").startswith("#") and "noteref" not in tree.kinds(link):
        web.unlinked += 1


def within(element: etree._Element, block: etree._Element) -> bool:
    """Whether an element is a block or stands in it."""
    return element is block or any(one is block for one in element.iterancestors())


def inside(element: etree._Element, blocks: set[etree._Element]) -> bool:
    """Whether an element is one of some blocks or stands in one."""
    return any(one in blocks for one in (element, *element.iterancestors()))


def empty_lists(web: Web, stood: Iterable[etree._Element | None]) -> None:
    """Take out what held notes alone: lists, their headings and sections, whole pages."""
    held: set[etree._Element] = set()
    for holder in dict.fromkeys(stood):
        parent = holder
        held |= set(() if holder is None else (holder, *holder.iterancestors("body")))
        while parent is not None and parent.tag != "body" and _is_empty(parent):
            web.aside.append(tree.words(parent))
            above = parent.getparent()
            xml.remove(parent)
            parent = above
    empty = [
        page
        for page in web.pages
        if _is_empty(page.body)
        and (page.body in held or not tree.has_words(page.body))
        and len(web.pages) > 1
    ]
    web.aside += [tree.words(page.body) for page in empty]
    web.pages = [page for page in web.pages if page not in empty]


def _is_empty(element: etree._Element) -> bool:
    """Whether nothing but a heading of notes is left in an element."""
    if next(element.iter("img", "table", "svg", "math"), None) is not None:
        return False
    headings = list(element.iter(*tree.HEADINGS))
    return len(headings) <= 1 and tree.words(element) == " ".join(map(tree.words, headings))
