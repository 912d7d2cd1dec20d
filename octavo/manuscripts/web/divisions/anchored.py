"""Places of a web page that stand alone before a heading: the heading is the place.

Programs put an empty link, with a name, into a paragraph of its own before each title. It would be
a paragraph without words at the end of the chapter before, or a chapter before the first.
"""

from __future__ import annotations

from lxml import etree

from octavo.files import xml
from octavo.manuscripts.web import tree
from octavo.manuscripts.web.book import Web

HOLDERS = ("body", "div", "section", "article", "main", "center", "blockquote")


def take(web: Web) -> None:
    """Give the names of such places to the headings, in place."""
    for place in tree.of(web.bodies, "a"):
        name = place.get("id") or place.get("name")
        outer = place.getparent()
        if not name or outer is None or place.get("href") or len(place) or not _is_bare(place):
            continue
        block = place if outer.tag in HOLDERS else outer
        heading = _heading(block) if block is place or _is_empty(block) else None
        if heading is None:
            continue
        xml.remove(place)
        if block is outer and not len(outer):
            xml.remove(outer)
        if not heading.get("id"):
            heading.set("id", name)
        else:
            place.tail, heading.text = heading.text, None
            heading.insert(0, place)


def _is_bare(place: etree._Element) -> bool:
    return not (place.text or "").strip() and not (place.tail or "").strip()


def _is_empty(block: etree._Element) -> bool:
    """Whether a paragraph has nothing but places and breaks."""
    bare = all(one.tag in ("a", "br") and not one.get("href") for one in block)
    return block.tag == "p" and bare and not tree.has_words(block)


def _heading(block: etree._Element) -> etree._Element | None:
    """Return the heading right behind a block; breaks and empty paragraphs may stand between."""
    if (block.tail or "").strip():
        return None
    for one in block.itersiblings():
        if one.tag in tree.HEADINGS:
            return one if tree.has_words(one) else None
        nothing = one.tag in ("a", "br", "p") and not tree.has_words(one) and not one.get("href")
        if not nothing or next(one.iter("img"), None) is not None or (one.tail or "").strip():
            return None
    return None
