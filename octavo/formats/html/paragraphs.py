"""A name for each paragraph of the running text, so that anyone can link to it.

The name is made of how the paragraph begins, its letters alone: it stays when other paragraphs
come or go, when quotation marks change, and when the paragraph's end is rewritten.
"""

from __future__ import annotations

import base64
import hashlib

from octavo.files.slugs import FreeNames
from octavo.formats.html.tree import Element, classes, local, make, q, title_text
from octavo.model.structure import CLOSED

BEGINS = 80
"""By how many letters and figures a paragraph is named."""

LETTERS = 7
"""How many letters a name has: 34 thousand million names."""

MARK = "here"
"""The class of the quiet link from a paragraph to itself."""

FLOWS = frozenset(("section", "div", "blockquote"))
OUTSIDE = frozenset((*CLOSED, "notes", "title-head", "image-credit", "byline", "refs", "index"))
"""Classes of what holds paragraphs that are not the running text's."""


def name(root: Element) -> None:
    """Give each paragraph of the running text an identifier and a link to itself.

    An identifier of the author's stays. The link holds no words, and is reached by the pointer
    alone until a reader asks for these links.
    """
    taken = {str(element.get("id")) for element in root.iter() if element.get("id")}
    names = FreeNames(taken)
    for paragraph in list(_running(root)):
        words = title_text(paragraph)
        if not words:
            continue
        own = paragraph.get("id") or names.free(_name_of(words))
        taken.add(own)
        paragraph.set("id", own)
        link = {"class": MARK, "href": f"#{own}", "tabindex": "-1", "aria-hidden": "true"}
        paragraph.append(make("a", "", link))


def _running(element: Element) -> list[Element]:
    """Return the paragraphs of the running text, in order."""
    listed = []
    for child in element:
        if local(child) == "p":
            listed.append(child)
        elif local(child) in FLOWS and not OUTSIDE.intersection(classes(child)):
            listed += [] if child.get("id") == "refs" else _running(child)
    return listed


def _name_of(words: str) -> str:
    begin = "".join(sign for sign in words.casefold() if sign.isalnum())[:BEGINS]
    digest = hashlib.sha256(begin.encode()).digest()
    return "p-" + base64.b32encode(digest).decode("ascii")[:LETTERS].lower()


def links_of(root: Element) -> list[Element]:
    """Return the paragraphs' links to themselves."""
    return [link for link in root.iter(q("a")) if link.get("class") == MARK]
