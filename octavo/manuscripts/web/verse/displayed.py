"""Quotations that stand apart from the text by a class alone, as pages typed by hand have them."""

from __future__ import annotations

import re

from lxml import etree

from octavo.manuscripts.web import tree
from octavo.manuscripts.web.book import Web
from octavo.manuscripts.web.verse import poems
from octavo.model.counted import counted

QUOTATION = re.compile(r"b(?:lock)?-?quot(?:es?|ed|ations?)?|quotations?")
"""The class of a displayed quotation (Distributed Proofreaders' guides call it `blockquot`)."""

MADE = "octavo-quotation"
"""The class of what was made of single paragraphs."""

OTHER = ("img", "table", "blockquote", "figure", "hr", *tree.HEADINGS)
"""What stands in a passage that is no mere quotation: a title page, a list, a plate."""


def take(web: Web) -> None:
    """Make quotations of what a class calls so, in place; report how many."""
    made: list[str] = []
    for element in tree.of(web.bodies, "div", "p"):
        if _is_quotation(element):
            made.append(tree.words(element))
            _quote(element)
    if made:
        message = f"{counted(len(made), 'passage')} that a class sets apart as a quotation"
        message += " became quotations." if len(made) > 1 else " became one."
        web.done("import-quotation", message, made[0][:80])


def _is_quotation(element: etree._Element) -> bool:
    if not any(map(QUOTATION.fullmatch, tree.classes(element))) or poems.is_called(element):
        return False
    quoted = any(one.tag == "blockquote" for one in element.iterancestors())
    return not quoted and next(element.iter(*OTHER), None) is None and tree.has_words(element)


def _quote(element: etree._Element) -> None:
    """Put a passage into a quotation; a paragraph right behind one of its class goes on in it."""
    tree.drop(element, "class")
    if element.tag == "div":
        element.tag = "blockquote"
        if element.get("id"):  # a quotation has no name in Markdown, but a division has
            tree.wrap(element, "div", id=tree.drop(element, "id"))
        return
    before = element.getprevious()
    goes_on = before is not None and MADE in tree.classes(before)
    if before is None or not goes_on or (before.tail or "").strip():
        tree.add_class(tree.wrap(element, "blockquote"), MADE)
        return
    before.tail, element.tail = element.tail, None
    before.append(element)
