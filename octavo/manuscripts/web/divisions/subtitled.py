"""Titles that stand below the numbers of chapters in a web page, in paragraphs of one class."""

from __future__ import annotations

from collections import Counter

from lxml import etree

from octavo.manuscripts.web import tree
from octavo.manuscripts.web.book import Web
from octavo.manuscripts.web.divisions import titles
from octavo.manuscripts.web.setting.broken import is_number

LEAST = 3
"""So many chapters with nothing but a number, and a block of one class right below, or more."""

NAMES = ("title", "head", "name", "subhead")
"""What the name of such a class has in it."""


def take(web: Web) -> None:
    """Join such titles with their numbers, in place; report it once."""
    for body in web.bodies:
        pairs = []
        for heading in tree.of([body], *tree.HEADINGS):
            below = _below(heading)
            if below is not None and is_number(tree.words(heading)):
                pairs.append((heading, below))
        classes = Counter(below.get("class", "") for _, below in pairs)
        joined = [(one, below) for one, below in pairs if classes[below.get("class", "")] >= LEAST]
        done = titles.Done([], [], [])
        for heading, below in joined:
            for look in tree.of([below], "i", "em", "b", "strong"):
                if tree.words(look) == tree.words(below):
                    tree.unwrap(look)
            titles.join([heading, below], {}, done)
        titles.add_findings(web, done)


def _below(heading: etree._Element) -> etree._Element | None:
    """Return the short block called a title that stands right below a heading, behind rules."""
    for one in heading.itersiblings():
        if one.tag == "hr" and not (one.tail or "").strip():
            continue
        named = any(name in known for known in tree.classes(one) for name in NAMES)
        short = len(tree.words(one)) < titles.LONGEST and one.tag in ("p", "div")
        return one if named and short and tree.words(one) else None
    return None
