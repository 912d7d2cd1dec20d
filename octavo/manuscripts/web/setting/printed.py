"""Where the pages of the printed book begin: places without words, in place of their numbers."""

from __future__ import annotations

import re

from lxml import etree

from octavo.files import xml
from octavo.manuscripts.web import tree
from octavo.manuscripts.web.book import Web

MARK = "octavo-page"
HOLDERS = ("body", "div", "section", "article", "main", "blockquote")
NUMBER = re.compile(r"(\d+|\b[ivxlc]+\b)\W*$", re.IGNORECASE)
LONGEST = 20
"""A number of a page has no more letters than that, with what stands around it."""


def take(web: Web) -> None:
    """Keep where the pages of the printed book begin, and report how many do."""
    mark(web)
    numbers = [one.get("n", "") for one in tree.of(web.bodies, "span") if is_mark(one)]
    if numbers:
        several = "1 page" if len(numbers) == 1 else f"{len(numbers)} pages"
        message = f"The places where {several} of the printed book began are kept,"
        message += f" as []{{.page n={numbers[0]}}}. With pages: marks, the edition lists them."
        web.done("import-page-marks", message)


def mark(web: Web) -> None:
    """Put a place without words where the number of a printed page stands, in place.

    A heading has its own words then, and no others.
    """
    for element in tree.of(web.bodies, "span", "a", "div", "hr", "p"):
        if element.getparent() is not None and not is_mark(element) and _is_page(element):
            _mark(web, element)
    for place in tree.of(web.bodies, "span"):
        if is_mark(place):
            _move(place)


def _move(place: etree._Element) -> None:
    """Put a place that stands alone between two blocks, or in a paragraph, into the next block."""
    alone = place.getparent()
    if alone is None or (place.tail or "").strip():
        return
    if (
        alone.tag == "p"
        and not tree.has_words(alone)
        and next(alone.iter("img", "br"), None) is None
    ):
        following = _behind(alone)
        if _takes(following) and not (alone.tail or "").strip():
            for one in reversed(tree.elements(alone)):
                _put(one, following)
            xml.remove(alone)
    elif alone.tag in HOLDERS and _takes(_behind(place)):
        _put(place, _behind(place))


def _behind(block: etree._Element) -> etree._Element | None:
    """Return what stands behind a block, and behind rules and empty lines: a page begins there."""
    following = block.getnext()
    while following is not None and _is_nothing(following):
        following = following.getnext()
    return following


def _is_nothing(block: etree._Element) -> bool:
    shows = next(block.iter("img", "table", "a", "span"), None) is not None
    return not shows and not tree.has_words(block) and not (block.tail or "").strip()


def _takes(block: etree._Element | None) -> bool:
    return block is not None and block.tag in ("p", *tree.HEADINGS) and not block.get("id")


def _put(place: etree._Element, block: etree._Element | None) -> None:
    """Put a place before the words of a block."""
    if block is not None:
        xml.remove(place)
        place.tail, block.text = (block.text or "").lstrip(), None
        block.insert(0, place)


def is_mark(element: etree._Element) -> bool:
    """Whether an element is a place where a printed page begins."""
    return MARK in tree.classes(element)


def _mark(web: Web, element: etree._Element) -> None:
    inner = next((one for one in element.iter() if one.get("id")), element)
    text = tree.words(element)
    named = (element.get("aria-label", ""), element.get("title", ""), text, inner.get("id", ""))
    label = next((name for name in named if name), "")
    match = NUMBER.search(label)
    if len(text) > LONGEST or match is None:
        return
    web.marks.append(text)
    place = tree.made("span", class_=MARK, n=match[1])
    identifier = inner.get("id", "") or _named_before(element)
    if identifier:
        place.set("id", identifier)
    if element.tag in ("div", "hr", "p"):
        following = element.getnext()
        if following is not None and following.tag in ("p", *tree.HEADINGS):
            place.tail, following.text = following.text, None
            following.insert(0, place)
            xml.remove(element)
            return
    tree.replace(element, place)


def _named_before(element: etree._Element) -> str:
    """Return the name of an empty place right before an element, and take that place away."""
    before = element.getprevious()
    if before is None or before.tag != "a" or before.get("href") or len(before):
        return ""
    if (before.text or "").strip() or (before.tail or "").strip():
        return ""
    name = before.get("id") or before.get("name") or ""
    if name:
        xml.remove(before)
    return name


def _is_page(element: etree._Element) -> bool:
    if "pagebreak" in tree.kinds(element):
        return True
    if element.tag in ("div", "p", "hr"):
        return False
    named = any(tree.PAGE.fullmatch(name) for name in tree.classes(element))
    return named and not _leads_elsewhere(element)


def _leads_elsewhere(element: etree._Element) -> bool:
    """Whether the number of a page leads to it from a list, and is no place by itself."""
    links = any(one.get("href", "").startswith("#") for one in element.iter("a"))
    return links and not any(one.get("id") or one.get("name") for one in element.iter())
