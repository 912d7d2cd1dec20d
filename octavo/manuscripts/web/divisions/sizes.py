"""Headings of a web page that were chosen for their size: h4 to h6 with nothing below them.

A heading has text below it. One of the lower levels before a higher one, or at the end, is a line
of a title page or an imprint; so is an h6 right below a heading two levels up, and a line of a
title that is set in several sizes.
"""

from __future__ import annotations

from itertools import pairwise

from lxml import etree

from octavo.manuscripts.web import tree
from octavo.manuscripts.web.book import Web
from octavo.manuscripts.web.setting.broken import is_number
from octavo.manuscripts.word.structure import numbers

LOWER = ("h4", "h5", "h6")
TEXT = ("p", "li", "td", "th", "dd", "dt", "pre", "blockquote", "img", "figure")
SKIPPED = 2


def take(web: Web) -> None:
    """Make paragraphs of such headings, in place; report them once."""
    made: list[str] = []
    for body in web.bodies:
        blocks = [one for one in body.iter(*tree.HEADINGS, *TEXT, "hr") if _says(one)]
        blocks = [one for one in blocks if not _inside(one, body)]
        for heading in [*_small(blocks), *_stacked(blocks), *_empty(blocks)]:
            if heading.tag in tree.HEADINGS:
                made.append(tree.words(heading))
                heading.tag = "p"
    web.unheaded += len(made)
    if made:
        many = "A heading" if len(made) == 1 else f"{len(made)} headings"
        became = "became a paragraph" if len(made) == 1 else "became paragraphs"
        message = f"{many} with nothing below, chosen for the size of the type, {became}."
        web.done("import-heading-size", message, made[0])


def _says(element: etree._Element) -> bool:
    return element.tag in ("img", "figure", "hr") or tree.has_words(element)


def _inside(element: etree._Element, body: etree._Element) -> bool:
    """Whether an element stands inside a heading: an image, a cell."""
    above = element.getparent()
    while above is not None and above is not body:
        if above.tag in tree.HEADINGS:
            return True
        above = above.getparent()
    return False


def _small(blocks: list[etree._Element]) -> list[etree._Element]:
    made = []
    level = 6
    for one in blocks:
        if one.tag not in tree.HEADINGS:
            continue
        if one.tag == "h6" and int(one.tag[1]) - level >= SKIPPED:
            made.append(one)
        else:
            level = int(one.tag[1])
    return made


def _stacked(blocks: list[etree._Element]) -> list[etree._Element]:
    """Return the lines of a title below its first, where their levels go up and down.

    Numbered headings are none of these: a part and its first chapter stand so, each with a title.
    """
    made: list[etree._Element] = []
    row: list[etree._Element] = []
    for one in [*blocks, None]:
        if one is not None and one.tag in tree.HEADINGS:
            row.append(one)
            continue
        rises = any(after.tag < before.tag for before, after in pairwise(row))
        if len(row) > SKIPPED and rises and row[1].tag > row[0].tag:
            made += [line for line in row[1:] if line.tag in LOWER and not _is_counted(line)]
        row = []
    return made


def _is_counted(heading: etree._Element) -> bool:
    return bool(numbers.read(tree.words(heading)).kind)


def _empty(blocks: list[etree._Element]) -> list[etree._Element]:
    """Return the headings of lower levels before a higher one or a rule, or at the end.

    What stands right below a number of a chapter is its title; so is what stands at its level.
    """
    made = []
    following = 0
    below = ""
    for above, one in reversed([*pairwise([None, *blocks])]):
        if one is None or one.tag not in tree.HEADINGS:
            following = 0 if one is not None and one.tag == "hr" else 6 + 1
            below = ""
            continue
        level = int(one.tag[1])
        titles = above is not None and above.tag < one.tag and _only_counts(above)
        counts = below == one.tag and _only_counts(one)
        below = one.tag
        if one.tag in LOWER and following <= level and not titles and not counts:
            made.append(one)
        else:
            following = level
    return made


def _only_counts(block: etree._Element) -> bool:
    return block.tag in tree.HEADINGS and is_number(tree.words(block))
