"""Leaves out the title page of a web page that no class calls so: title, author, printer.

It begins at the top, or behind a rule, with a heading that has the title of the book, and ends at
the next rule or heading of the text. Every edition makes its own.
"""

from __future__ import annotations

import re

from lxml import etree

from octavo.manuscripts.web import tree
from octavo.manuscripts.web.book import Web

ORNAMENT = re.compile(
    r"\b(?:decorat\w+|ornament\w*|logo|emblem|colophon|vignette"
    r"|(?:publisher|printer)\S* (?:mark|device|sign\w*|stamp|emblem))\b",
    re.IGNORECASE,
)
"""How a picture of a title page is described that only adorns it."""

LARGEST = 600
"""So many letters a title page may have."""
BY = re.compile(r"(?:by|von|par|por|di|door|af|av)\b", re.IGNORECASE)


def find(web: Web) -> list[etree._Element]:
    """Return the elements of the title page, which are siblings; [] where there is none."""
    title = str(web.embedded.get("title") or "")
    named = {_letters(title), _letters(f"{title}{web.embedded.get('subtitle') or ''}")} - {""}
    heading = next(
        (
            one
            for one in tree.of([web.pages[0].body], "h1", "h2")
            if _letters(tree.words(one)) in named
        ),
        None,
    )
    if heading is None:
        return []
    page = [*reversed(list(_until_rule(heading, preceding=True))), heading]
    page += list(_until_rule(heading, preceding=False))
    words = [tree.words(one) for one in page]
    page = [one for one in page if tree.words(one) or only_adorns(one)]
    has_author = any(BY.match(text) for text in words)
    return page if has_author and sum(map(len, words)) <= LARGEST else []


def only_adorns(element: etree._Element) -> bool:
    """Whether the pictures in an element only adorn a title page: one that says more is kept."""
    return all(ORNAMENT.search(picture.get("alt", "")) for picture in element.iter("img"))


def _until_rule(heading: etree._Element, *, preceding: bool) -> list[etree._Element]:
    """Return the siblings before or behind a heading, up to a rule."""
    siblings: list[etree._Element] = []
    for one in heading.itersiblings(preceding=preceding):
        if one.tag == "hr":
            return siblings
        siblings.append(one)
    return siblings


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())
