"""Prepares an e-book or a web page before pandoc reads it: each pass sets one thing right.

A pass changes the pages in place and reports what it did. They run in the order of `PASSES`: what
leaves words out comes first, then notes, titles, and what only changes its shape.
"""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from octavo.files import xml
from octavo.manuscripts.web import book, merged, package, shapes, tree
from octavo.manuscripts.web.around import boilerplate, furniture, matter
from octavo.manuscripts.web.book import Page, Web
from octavo.manuscripts.web.divisions import (
    anchored,
    flown,
    listed,
    numbered,
    parts,
    repeated,
    sections,
    sizes,
    subtitled,
    through,
    titles,
    undertitled,
    unlisted,
)
from octavo.manuscripts.web.figures import beside, framed, initials, linked, ornaments, pictured
from octavo.manuscripts.web.footnotes import headed, noted, notes, returned, sidenotes, typed
from octavo.manuscripts.web.setting import looks, printed, returns, sentences
from octavo.manuscripts.web.verse import displayed, fixed, lined, plays, prosed

PASSES = (
    matter.take,
    lined.take,
    looks.take,
    plays.take,
    framed.titled,
    notes.take,
    titles.take,
    shapes.take,
)


@dataclass(slots=True)
class Prepared:
    """A page as pandoc is to read it, with what the passes know."""

    data: bytes
    web: Web


def ebook(members: dict[str, bytes], file: str) -> Prepared | None:
    """Prepare an e-book; return None where its package names no page."""
    web = book.opened(members, file)
    if web is None:
        return None
    package.read(web)
    for one in PASSES:
        one(web)
    return Prepared(merged.merged(web), web)


OF_A_PAGE = (
    lined.take,
    looks.take,
    prosed.take,
    plays.take,
    sidenotes.take,
    returned.take,
    notes.take,
    typed.take,
    headed.take,
    noted.take,
    framed.titled,
    repeated.take,
    titles.take,
    subtitled.take,
    flown.take,
    undertitled.take,
    numbered.take,
    parts.take,
    through.take,
    sections.take,
    unlisted.take,
    linked.take,
    pictured.take,
    displayed.take,
    shapes.take,
)
"""What is read in a page, in this order."""


def page(text: str, file: str) -> Prepared | None:
    """Prepare a web page; return None where it has no body."""
    root = xml.parse_html(text.encode()) if text.strip() else None
    body = None if root is None else next(tree.bare(root).iter("body"), None)
    if root is None or body is None:
        return None
    web = Web(file, [Page("", body)], held=list(root.iter()))
    printed.mark(web)
    anchored.take(web)
    returns.take(web)
    sentences.take(web)
    listed.take(web)
    web.reissued = boilerplate.take(web)
    if web.reissued:
        fixed.take(web)
    furniture.take(web)
    ornaments.take(web)
    initials.take(web)
    beside.take(web)
    sizes.take(web)
    for style in list(
        root.iter("style")
    ):  # a comment that opens there and stays open hides the text
        web.styles.append(str(style.text or ""))
        xml.remove(style)
    for one in OF_A_PAGE:
        one(web)
    return Prepared(etree.tostring(root, method="html", encoding="utf-8"), web)
