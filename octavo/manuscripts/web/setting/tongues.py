"""Languages of whole sections: a heading stays outside what says in which language its text is.

A heading within a division is none of the book's: it would open no chapter.
"""

from __future__ import annotations

from lxml import etree

from octavo.manuscripts.web import tree
from octavo.manuscripts.web.book import Web

HOLDERS = ("article", "section", "div", "main")


def take(web: Web) -> None:
    """Let the language of a section be that of its heading's words, and of what stands below."""
    for element in tree.of(web.bodies, *HOLDERS):
        lang = element.get("lang", "")
        if lang and _headed(element):
            tree.drop(element, "lang")
            _give(element, lang)


def _headed(element: etree._Element) -> bool:
    return next(element.iter(*tree.HEADINGS), None) is not None


def _give(element: etree._Element, lang: str) -> None:
    """Give what an element holds a language, stretch by stretch, around its headings."""
    run: list[etree._Element] = []
    for child in [*tree.elements(element), None]:
        if child is not None and child.tag not in tree.HEADINGS and not _headed(child):
            run.append(child)
            continue
        if run:
            outer = tree.made("div", lang=lang)
            run[0].addprevious(outer)
            outer.extend(run)
            run = []
        if child is not None and not child.get("lang"):
            _inside(child, lang)


def _inside(child: etree._Element, lang: str) -> None:
    if child.tag not in tree.HEADINGS:
        _give(child, lang)
        return
    words = tree.made("span", child.text or "", lang=lang)
    child.text = None
    words.extend(list(child))
    child.append(words)
