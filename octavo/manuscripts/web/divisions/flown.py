"""Leaves of a web page that have nothing but the title of the chapter behind them, or a picture.

Illustrated books have a leaf before each chapter: its title, a plate on the other side, and then
*Chapter I* with the title again. Two headings with the same words are one chapter.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from lxml import etree

from octavo.files import xml
from octavo.manuscripts.web import tree
from octavo.manuscripts.web.book import Web
from octavo.manuscripts.web.divisions.listing import NUMBER
from octavo.model.counted import counted

LONGEST = 300
"""So many letters the captions of plates may have between two such headings."""


def take(web: Web) -> None:
    """Leave out such titles and put what stands below them behind the second, in place."""
    gone: list[str] = []
    for body in web.bodies:
        headings = [one for one in body.iter(*tree.HEADINGS) if tree.has_words(one)]
        for first, second in pairwise(headings):
            between = _between(first, second)
            if between is None or not _is_again(first, second):
                continue
            gone.append(tree.words(first))
            _keep_places(first, second)
            for one in reversed(between):
                xml.remove(one)
                if one.tag != "hr":
                    second.addnext(one)
            xml.remove(first)
    web.aside += gone
    web.unheaded += len(gone)
    if gone:
        many = counted(len(gone), "title")
        behind = "its chapter is" if len(gone) == 1 else "their chapters are"
        message = f"{many} on leaves of their own went: {behind} headed by the same words."
        web.done("import-title", message, gone[0])


def _is_again(first: etree._Element, second: etree._Element) -> bool:
    """Whether the second of two headings says the words of the first, with a number perhaps."""
    words = tree.small_letters(tree.words(first))
    again = tree.words(second)
    if not words or second.tag > first.tag:
        return False  # a part may be called as its first chapter is
    return words in (tree.small_letters(again), tree.small_letters(NUMBER.sub("", again, count=1)))


def _between(first: etree._Element, second: etree._Element) -> list[etree._Element] | None:
    """Return the siblings between two headings; None where text is, or a division ends."""
    made: list[etree._Element] = []
    for one in first.itersiblings():
        if one is second:
            return made if _is_plate(made) and not (first.tail or "").strip() else None
        made.append(one)
    return None


def _is_plate(blocks: Sequence[etree._Element]) -> bool:
    """Whether blocks are pictures with captions, rules and what is empty."""
    words = sum(len(tree.words(one)) + len((one.tail or "").strip()) for one in blocks)
    pictures = any(next(one.iter("img"), None) is not None for one in blocks)
    return words <= (LONGEST if pictures else 0)


def _keep_places(first: etree._Element, second: etree._Element) -> None:
    """Give the second heading the places that the first has: links lead there, pages begin."""
    if first.get("id") and not second.get("id"):
        second.set("id", first.get("id", ""))
    for one in reversed([one for one in first.iter("span", "a") if not tree.has_words(one)]):
        xml.remove(one)
        one.tail, second.text = second.text, None
        second.insert(0, one)
