"""Leaves out the title page of a web page that no class calls so: title, author, printer.

It begins at the top, or behind a rule, with a heading that has the title of the book, and ends at
the next rule or heading of the text. Every edition makes its own.
"""

from __future__ import annotations

import re

from lxml import etree

from octavo.manuscripts.plain.outer.matter import DEDICATED
from octavo.manuscripts.web import tree
from octavo.manuscripts.web.book import Web
from octavo.manuscripts.word.structure import numbers

ORNAMENT = re.compile(
    r"\b(?:decorat\w+|ornament\w*|logo|emblem|colophon|vignette"
    r"|(?:publisher|printer)\S* (?:mark|device|sign\w*|stamp|emblem))\b",
    re.IGNORECASE,
)
"""How a picture of a title page is described that only adorns it."""

FILE = re.compile(
    r"(?:^|[/_-])(?:publisher|printer|logo|emblem|colophon|vignette|device|ornament|deco)\w*"
    r"(?:-\w+)?\.\w+$",
    re.IGNORECASE,
)
"""How the file of such a picture is called."""

QUOTES = "\"'\N{LEFT DOUBLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}"
"""Marks before a dedication that stands between them."""

LARGEST = 600
"""So many letters a title page may have."""
BY = re.compile(r"(?:by|von|par|por|di|door|af|av)\b", re.IGNORECASE)


def find(web: Web) -> list[etree._Element]:
    """Return the elements of the title page, which are siblings; [] for a page without one."""
    title = str(web.embedded.get("title") or "")
    named = {tree.letters(title), tree.letters(f"{title}{web.embedded.get('subtitle') or ''}")} - {
        ""
    }
    heading = next(
        (
            one
            for one in tree.of([web.pages[0].body], "h1", "h2")
            if tree.letters(tree.words(one)) in named
        ),
        None,
    )
    if heading is None:
        return []
    page = [*reversed(list(_until_rule(heading, preceding=True))), heading]
    page += list(_until_rule(heading, preceding=False))
    words = [tree.words(one) for one in page]
    page = [one for one in page if tree.has_words(one) or only_adorns(one)]
    page = [one for one in page if not DEDICATED.match(tree.words(one))]
    has_author = any(BY.match(text) for text in words)
    return page if has_author and sum(map(len, words)) <= LARGEST else []


def only_adorns(element: etree._Element) -> bool:
    """Whether the pictures in an element only adorn a title page: one that says more is kept."""
    return all(map(adorns, element.iter("img")))


def adorns(picture: etree._Element) -> bool:
    """Whether a picture only adorns a title page, by its description, else by its file's name."""
    description = picture.get("alt", "")
    if not any(sign.isalnum() for sign in description):
        return bool(FILE.search(picture.get("src", "")))
    return bool(ORNAMENT.search(description))


def _until_rule(heading: etree._Element, *, preceding: bool) -> list[etree._Element]:
    """Return the siblings before or behind a heading, up to a rule."""
    siblings: list[etree._Element] = []
    for one in heading.itersiblings(preceding=preceding):
        if one.tag == "hr":
            return siblings
        siblings.append(one)
    return siblings


LATER = 3
"""So many headings of its level stand behind a chapter that is called as the book is."""


def heads_a_chapter(heading: etree._Element) -> bool:
    """Whether a heading with the title of the book heads a chapter: the first essay of a book.

    It has sections below it, and other chapters stand behind it.
    """
    body = next(heading.iterancestors("body"))
    headings = [one for one in body.iter(*tree.HEADINGS) if tree.has_words(one)]
    behind = headings[headings.index(heading) + 1 :]
    if len(behind) < LATER or not _has_text(body, *behind[:2]):
        return False
    later = [one for one in behind if one.tag == heading.tag and not _is_behind(tree.words(one))]
    return behind[0].tag > heading.tag and len(later) >= LATER


def _has_text(body: etree._Element, heading: etree._Element, end: etree._Element) -> bool:
    """Whether text stands between two headings."""
    blocks = list(body.iter("p", *tree.HEADINGS))
    between = blocks[blocks.index(heading) : blocks.index(end)]
    return sum(len(tree.words(one)) for one in between) > LARGEST


def _is_behind(words: str) -> bool:
    return numbers.read(words).kind in ("part", "chapter", "named") or bool(BACK.match(words))


BACK = re.compile(
    r"(?:foot|end)?notes?\b|index|appendix|glossary|bibliography|the end", re.IGNORECASE
)
