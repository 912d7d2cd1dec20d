"""Two spaces between sentences, typed as a no-break space and a space: one of them stays.

Browsers show several spaces as one, so those who want two type one of them as `&nbsp;`. Where most
sentences of a page are parted so, it is a habit, and no paragraph was lost there.
"""

from __future__ import annotations

import re

from lxml import etree

from octavo.manuscripts.web import tree
from octavo.manuscripts.web.book import Web
from octavo.model.counted import counted

BETWEEN = r"\N{NO-BREAK SPACE}(?=[ \n](?:\S|\Z))"
INSIDE = re.compile(rf"(?<=\S){BETWEEN}")
BEHIND = re.compile(rf"(?:\A|(?<=\S)){BETWEEN}")
"""Behind an element, as behind a word; at the beginning of one the spaces are an indent."""
CLOSING = "\"')\N{RIGHT SINGLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}"
ENDED = re.compile(rf"[.!?][{CLOSING}]*(?P<gap>[ \n\N{{NO-BREAK SPACE}}]+)\W?(?=[^\W\d_a-z])")
LEAST = 20
"""So many sentences, and more than half of all, make a habit."""


def take(web: Web) -> None:
    """Leave one space between sentences where two are the habit of a page, in place."""
    ends = [match["gap"] for body in web.bodies for match in ENDED.finditer(_text(body))]
    wide = sum(len(gap) > 1 and "\N{NO-BREAK SPACE}" in gap for gap in ends)
    if wide < LEAST or 2 * wide <= len(ends):
        return
    for element in tree.of(web.bodies, "*"):
        if element.text and element.tag != "pre":
            element.text = INSIDE.sub("", element.text)
        if element.tail:
            element.tail = BEHIND.sub("", element.tail)
    where = counted(wide, "sentence")
    message = f"Two spaces stood behind {where}, one of them a no-break space: one is kept."
    web.done("import-sentence-spaces", message)


def _text(body: etree._Element) -> str:
    return "".join(map(str, body.itertext()))
