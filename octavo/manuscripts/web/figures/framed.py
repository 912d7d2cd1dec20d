"""Tables that only arrange a page: one cell has all, or each a picture, or several blocks."""

from __future__ import annotations

import re

from lxml import etree

from octavo.files import xml
from octavo.manuscripts.web import tree
from octavo.manuscripts.web.book import Web

CELLS = ("td", "th")
CAPTION = re.compile(r".*caption.*|(?:img|fig|pic|illus)[-_]?cap")
"""The classes of captions, by those who make web books."""

A_CAPTION = 300
"""What has more letters, right below a picture, is text."""


Rows = list[list[etree._Element]]

LEAST = 12
"""Beside a picture, a cell with fewer letters is a number or a label of it."""


def titled(web: Web) -> None:
    """Put headings and the paragraphs of each, set as two columns, in the place of their table."""
    for table in reversed(list(tree.of(web.bodies, "table"))):
        rows, full = _rows(table)
        if full and table.find("caption") is None and all(map(_is_titled, full)):
            _replace(web, table, rows, full)


def take(web: Web) -> None:
    """Put what such tables hold in their places, the innermost first."""
    for table in reversed(list(tree.of(web.bodies, "table"))):
        inner = next((one for one in table.iter("table") if one is not table), None)
        if inner is not None or table.find("caption") is not None:
            continue
        rows, full = _rows(table)
        if _only_arranges(full):
            _replace(web, table, rows, full)


def _rows(table: etree._Element) -> tuple[Rows, Rows]:
    """Return the cells of a table, row by row, and those that hold something."""
    own = (row for row in table.iter("tr") if next(row.iterancestors("table")) is table)
    rows = [[one for one in row if one.tag in CELLS] for row in own]
    full = [[cell for cell in row if _holds(cell)] for row in rows]
    return rows, [row for row in full if row]


def _only_arranges(full: Rows) -> bool:
    """Whether rows have one cell in all, one with a picture beside text, or text as a page has."""
    cells = [cell for row in full for cell in row]
    beside = len(full) == 1 and any(map(_is_picture, cells))
    beside = beside and all(_is_picture(one) or len(tree.words(one)) > LEAST for one in cells)
    return len(cells) == 1 or beside or (bool(cells) and all(map(_arranges, cells)))


def _is_titled(row: list[etree._Element]) -> bool:
    """Whether the cells of a row are a heading and the paragraphs below it."""
    if len(row) != 2 or not all(one.tag in tree.BLOCKS for cell in row for one in cell):
        return False
    heading, text = row
    return [one.tag in tree.HEADINGS for one in heading] == [True] and any(
        one.tag == "p" for one in text
    )


def _holds(cell: etree._Element) -> bool:
    return tree.has_words(cell) or next(cell.iter("img", "svg", "math", "hr"), None) is not None


def _opened(cell: etree._Element) -> etree._Element:
    """Make a division of a cell; what leads to its row leads to the first that is made of it."""
    cell.tag = "div"
    tree.drop(cell, "class")
    row = cell.getparent()
    if row is not None and row.get("id") and not cell.get("id"):
        cell.set("id", tree.drop(row, "id"))
    return cell


def _replace(web: Web, table: etree._Element, rows: Rows, full: Rows) -> None:
    """Put divisions in the place of a table, and count what it was."""
    web.unframed += 1
    web.uncelled += sum(map(len, rows))
    made = [_opened(cell) for row in full for cell in row]
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
