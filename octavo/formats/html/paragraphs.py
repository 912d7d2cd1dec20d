"""A name for each paragraph of the running text, so that anyone can link to it.

The name is made of how the paragraph begins, its letters alone: it stays when other paragraphs
come or go, when quotation marks change, and when the paragraph's end is rewritten.
"""

from __future__ import annotations

import base64
import hashlib

from octavo.files.slugs import FreeNames
from octavo.formats.html.tree import Element, classes, local, title_text
from octavo.model.structure import CLOSED

BEGINS = 80
"""By how many letters and figures a paragraph is named."""

LETTERS = 7
"""How many letters a name has: 34 thousand million names."""

FLOWS = frozenset(("section", "div", "blockquote"))
OUTSIDE = frozenset((*CLOSED, "notes", "title-head", "image-credit", "byline", "refs", "index"))
"""Classes of what holds paragraphs that are not the running text's."""


def name(root: Element) -> None:
    """Give each paragraph of the running text an identifier; one of the author's stays.

    In a site `reader.js` shows a quiet link from each to itself.
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
    begin = "".join(filter(str.isalnum, words.casefold()))[:BEGINS]
    digest = hashlib.sha256(begin.encode()).digest()
    return "p-" + base64.b32encode(digest).decode("ascii")[:LETTERS].lower()
