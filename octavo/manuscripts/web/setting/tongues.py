"""Languages of whole sections: a heading stays outside what says in which language its text is.

A heading within a division is none of the book's: it would open no chapter. Blocks keep no language
of their own when pandoc reads them: it goes around them, or around their words.
"""

from __future__ import annotations

from lxml import etree

from octavo.manuscripts.web import tree
from octavo.manuscripts.web.book import Web

HOLDERS = ("article", "section", "div", "main")
AROUND = ("blockquote", "ul", "ol", "dl", "table", "figure")
"""What has blocks: a division around it says what language they are in."""

OF_WORDS = ("p", "li", "td", "th", "dd", "dt", "figcaption", "caption", *tree.HEADINGS)
"""What has words."""


def of_blocks(web: Web) -> None:
    """Put the language of a block around it or its words, in place; that of the book goes."""
    own = str(web.embedded.get("lang") or "").partition("-")[0]
    for block in tree.of(web.bodies, *AROUND, *OF_WORDS):
        lang = tree.drop(block, "lang")
        if not lang or lang.partition("-")[0] == own or not tree.words(block):
            continue
        if block.tag in AROUND or (_has_lines(block) and _is_alone(block)):
            tree.wrap(block, "div", lang=lang)
        elif _has_lines(block):
            for line in block.iterchildren("span"):
                line.set("lang", line.get("lang", lang))
        elif not any(one.tag in tree.BLOCKS for one in block.iterdescendants()):
            inside(block, lang)


def _has_lines(block: etree._Element) -> bool:
    """Whether all that a paragraph has is lines in elements, with breaks between them."""
    bare = (block.text or "").strip() or any((one.tail or "").strip() for one in block)
    return block.tag == "p" and not bare and all(one.tag in ("span", "br") for one in block)


def _is_alone(block: etree._Element) -> bool:
    """Whether a paragraph is the only one of what holds it."""
    parent = block.getparent()
    return parent is not None and [one.tag for one in parent].count("p") == 1


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
            (inside if child.tag in tree.HEADINGS else _give)(child, lang)


def inside(child: etree._Element, lang: str) -> None:
    """Put the words of an element into one in it that has their language."""
    words = tree.made("span", child.text or "", lang=lang)
    child.text = None
    words.extend(list(child))
    child.append(words)
