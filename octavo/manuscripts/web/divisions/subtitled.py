"""Titles that stand below the numbers of chapters in a web page, in paragraphs that are alike.

They have one class, which calls them titles, or all are set in capitals.
"""

from __future__ import annotations

import re
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

CAPITALS = "capitals"
"""What titles have alike that no class calls so."""

YEAR = re.compile(r"\b1[5-9]\d\d\b")
"""What the date of a letter has in it, which may be in capitals, too."""

SHARE = 0.6
"""So many of the chapters that have only a number have a line in capitals below, or more."""


def take(web: Web) -> None:
    """Join such titles with their numbers, in place; report it once."""
    for body in web.bodies:
        counted = [one for one in tree.of([body], *tree.HEADINGS) if is_number(tree.words(one))]
        pairs = [(one, *title) for one in counted if (title := _below(one)) is not None]
        alike = Counter(look for *_, look in pairs)
        if alike[CAPITALS] < SHARE * len(counted):
            del alike[CAPITALS]
        joined = [(one, below) for one, below, look in pairs if alike[look] >= LEAST]
        done = titles.Done([], [], [])
        for heading, below in joined:
            for look in tree.of([below], "i", "em", "b", "strong"):
                if tree.words(look) == tree.words(below):
                    tree.unwrap(look)
            titles.join([heading, below], {}, done)
        titles.add_findings(web, done)


def _below(heading: etree._Element) -> tuple[etree._Element, str] | None:
    """Return the short block right below a heading, behind rules, and what it has of a title.

    That is its class, or that all is in capitals; None where it has neither.
    """
    for one in heading.itersiblings():
        words = tree.words(one)
        if one.tag in ("hr", "br") and not (one.tail or "").strip():
            continue
        if not 0 < len(words) < titles.LONGEST or one.tag not in ("p", "div", "center"):
            return None
        if any(name in known for known in tree.classes(one) for name in NAMES):
            return one, one.get("class", "")
        return (one, CAPITALS) if words.isupper() and not YEAR.search(words) else None
    return None
