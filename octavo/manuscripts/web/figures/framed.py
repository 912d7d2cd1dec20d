"""Tables that only arrange a page: one cell has all, or each a picture, or several blocks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import etree

from octavo.files import xml
from octavo.manuscripts.web import tree
from octavo.manuscripts.web.book import Web

CELLS = ("td", "th")
CAPTION = re.compile(r".*caption.*|(?:img|fig|pic|illus)[-_]?cap")
"""The classes of captions, by those who make web books."""

A_CAPTION = 300
"""What has more letters, right below a picture, is text."""


LEAST = 12
"""Beside a picture, a cell with fewer letters is a number or a label of it."""


def take(web: Web) -> None:
    """Put what such tables hold in their places, the innermost first."""
    for table in reversed(list(tree.of(web.bodies, "table"))):
        inner = next((one for one in table.iter("table") if one is not table), None)
        if inner is not None or table.find("caption") is not None:
            continue
        rows = [[one for one in row if one.tag in CELLS] for row in table.iter("tr")]
        full = [[cell for cell in row if _holds(cell)] for row in rows]
        full = [row for row in full if row]
        cells = [cell for row in full for cell in row]
        beside = len(full) == 1 and any(map(_is_picture, cells))
        beside = beside and all(_is_picture(one) or len(tree.words(one)) > LEAST for one in cells)
        if len(cells) == 1 or beside or (cells and all(map(_arranges, cells))):
            _replace(web, table, [_opened(cell) for cell in cells])


def _holds(cell: etree._Element) -> bool:
    return tree.has_words(cell) or next(cell.iter("img", "svg", "math", "hr"), None) is not None


def _opened(cell: etree._Element) -> etree._Element:
    cell.tag = "div"
    tree.drop(cell, "class")
    return cell


def _replace(web: Web, table: etree._Element, made: Sequence[etree._Element]) -> None:
    """Put divisions in the place of a table, and count what it was."""
    web.unframed += 1
    web.uncelled += sum(1 for _ in table.iter(*CELLS)) + len(made)
    for one in made:
        one.tail = None
        table.addprevious(one)
    if table.get("id") and not made[0].get("id"):
        made[0].set("id", table.get("id", ""))
    xml.remove(table)


def _is_picture(cell: etree._Element) -> bool:
    return not tree.has_words(cell) and next(cell.iter("img"), None) is not None


def _arranges(cell: etree._Element) -> bool:
    return _has_both(cell) or _has_blocks(cell) or _is_rule(cell)


def _has_both(cell: etree._Element) -> bool:
    """Whether a cell holds a picture, and a caption below it perhaps."""
    pictures = list(cell.iter("img"))
    return len(pictures) == 1 and len(tree.words(cell)) <= A_CAPTION


def _has_blocks(cell: etree._Element) -> bool:
    """Whether a cell holds text as a page does: a heading, paragraphs, a title and lines."""
    inner = [one for one in cell.iter(*tree.BLOCKS) if one is not cell and tree.has_words(one)]
    if any(one.tag in tree.HEADINGS for one in inner):
        return True
    leaves = [one for one in inner if not any(child.tag in tree.BLOCKS for child in one)]
    several = len(leaves) > 1 or (bool(leaves) and tree.words(leaves[0]) != tree.words(cell))
    return several and not any(one.tag == "li" for one in leaves)


def _is_rule(cell: etree._Element) -> bool:
    return not tree.has_words(cell) and next(cell.iter("hr"), None) is not None
