"""Takes away the indents that set nothing apart: pandoc makes a quotation of each at the left.

An indent in a cell, of centred words or of a typed item only arranges the page; and where most of
a text is indented, that is its margin.
"""

from __future__ import annotations

import re
from collections import Counter

from lxml import etree

from octavo.manuscripts.typed.lists import BULLETS, DASHES
from octavo.ooxml.leaf import Leaf
from octavo.ooxml.names import W, val
from octavo.ooxml.styles import Styles

LEFT = ("left", "start")
SIGN = f"[{re.escape(BULLETS + DASHES)}]"
NUMBER = r"[(\[]?(?:\d{1,3}|[a-zA-Z]|[ivxlcIVXLC]{1,6})[.)\]]"
ITEM = re.compile(rf"\s*(?:{SIGN}|{NUMBER})\s")
"""How a typed item of a list begins."""

ARRANGED = ("center", "right", "end")


def settle(leaves: list[Leaf], styles: Styles) -> None:
    """Take away indents at the left that set nothing apart, in place."""
    usual = _usual(leaves)
    for leaf in leaves:
        element = leaf.element.find(f"{W}pPr/{W}ind")
        if element is None or not _left(element):
            continue
        arranged = leaf.cell is not None or styles.alignment(leaf.element) in ARRANGED
        if arranged or _left(element) <= usual or ITEM.match(leaf.text):
            for name in LEFT:
                element.attrib.pop(f"{W}{name}", "")


def _usual(leaves: list[Leaf]) -> int:
    """Return the indent of most words of the running text, in twentieths of a point."""
    letters: Counter[int] = Counter()
    for leaf in leaves:
        if leaf.cell is None and not leaf.note and not leaf.box:
            element = leaf.element.find(f"{W}pPr/{W}ind")
            letters[_left(element) if element is not None else 0] += len(leaf.text)
    return letters.most_common(1)[0][0] if letters else 0


def _left(element: etree._Element) -> int:
    values = (val(element, name) for name in LEFT)
    value = next((value for value in values if value), "")
    return int(value) if re.fullmatch(r"-?\d{1,6}", value) else 0
