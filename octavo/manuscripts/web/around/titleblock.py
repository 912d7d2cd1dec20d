"""Leaves out the title page of a web page that no class calls so: title, author, printer.

It begins at the top, or behind a rule, with a heading that has the title of the book, and ends at
the next rule or heading of the text. Every edition makes its own.
"""

from __future__ import annotations

import re
import unicodedata

from lxml import etree

from octavo.manuscripts.plain.outer.matter import DEDICATED
from octavo.manuscripts.web import tree
from octavo.manuscripts.web.book import Web

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
    """Return the elements of the title page, which are siblings; [] where there is none."""
    title = str(web.embedded.get("title") or "")
    named = {letters(title), letters(f"{title}{web.embedded.get('subtitle') or ''}")} - {""}
    heading = next(
        (
            one
            for one in tree.of([web.pages[0].body], "h1", "h2")
            if letters(tree.words(one)) in named
        ),
        None,
    )
    if heading is None:
        return []
    page = [*reversed(list(_until_rule(heading, preceding=True))), heading]
    page += list(_until_rule(heading, preceding=False))
    words = [tree.words(one) for one in page]
    page = [one for one in page if tree.words(one) or only_adorns(one)]
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


def letters(text: str) -> str:
    """Return the letters and digits of a title, small, without accents and longer forms of words.

    >>> letters("Doctor Example & the Kettl\u00e9") == letters("Dr. EXAMPLE and the Kettle")
    True
    """
    plain = unicodedata.normalize("NFKD", text.replace("&", " and ")).casefold()
    words = (SHORT.get(word, word) for word in re.findall(r"[^\W_]+", _unmarked(plain)))
    return "".join(words)


def _unmarked(text: str) -> str:
    return "".join(sign for sign in text if not unicodedata.combining(sign))


SHORT = {"doctor": "dr", "mister": "mr", "saint": "st"}
"""Words that a title has in full or not."""
