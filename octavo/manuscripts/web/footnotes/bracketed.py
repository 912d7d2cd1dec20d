"""Brackets typed around a link that calls a note, or leads back from one: `word [<a>1</a>]`."""

from __future__ import annotations

import re

from lxml import etree

from octavo.manuscripts.web.book import Web

OPENING = re.compile(r"\s*[\[(]\s*\Z")
CLOSING = re.compile(r"\s*[\])](?:\s+(?=[.,;:!?]|--\S))?")
"""Brackets around a mark; a line ended behind them, though what follows belongs to the word."""


def without(web: Web, link: etree._Element) -> None:
    """Take brackets away that stand right around a link, with the space before them, in place."""
    parent, before = link.getparent(), link.getprevious()
    if parent is None:
        return
    text = (parent.text if before is None else before.tail) or ""
    opens, closes = OPENING.search(text), CLOSING.match(link.tail or "")
    if not opens or not closes or (opens[0].strip() == "[") != (closes[0].strip() == "]"):
        return
    web.marks += [opens[0].strip(), closes[0].strip()]
    link.tail = (link.tail or "")[closes.end() :]
    if before is None:
        parent.text = text[: opens.start()]
    else:
        before.tail = text[: opens.start()]
