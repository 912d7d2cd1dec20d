"""Tables that only arrange a page: one cell with all it holds, or pictures and their captions."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from lxml import etree

from octavo.files import xml
from octavo.manuscripts.web import tree
from octavo.manuscripts.web.book import Web

CELLS = ("td", "th")
A_CAPTION = 300
"""A cell with more letters, right below a picture, is text."""


def take(web: Web) -> None:
    """Put what such tables hold in their places, the innermost first."""
    for table in reversed(list(tree.of(web.bodies, "table"))):
        inner = next((one for one in table.iter("table") if one is not table), None)
        if inner is not None or table.find("caption") is not None:
            continue
        rows = [[one for one in row if one.tag in CELLS] for row in table.iter("tr")]
        full = [[cell for cell in row if _holds(cell)] for row in rows]
        full = [row for row in full if row]
        alone = sum(map(len, full)) == 1
        made = [_opened(full[0][0])] if alone else _figures(full)
        if made:
            _replace(web, table, made)


def _holds(cell: etree._Element) -> bool:
    return bool(tree.words(cell)) or next(cell.iter("img", "svg", "math", "hr"), None) is not None


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


def _figures(rows: Sequence[Sequence[etree._Element]]) -> list[etree._Element]:
    """Return the pictures of a table with their captions; [] where it holds anything else.

    A row of pictures has their captions in the row below, as many; or each cell has both.
    """
    if all(_has_both(cell) for row in rows for cell in row):
        return [_opened(cell) for row in rows for cell in row]
    if len(rows) % 2:
        return []
    pairs = list(pairwise(rows))[::2]
    if not all(_are_pair(above, below) for above, below in pairs):
        return []
    return [
        _figure(picture, caption)
        for above, below in pairs
        for picture, caption in zip(above, below, strict=True)
    ]


def _has_both(cell: etree._Element) -> bool:
    """Whether a cell holds a picture, and a caption below it perhaps."""
    pictures = list(cell.iter("img"))
    return len(pictures) == 1 and len(tree.words(cell)) <= A_CAPTION


def _are_pair(above: Sequence[etree._Element], below: Sequence[etree._Element]) -> bool:
    """Whether all cells of a row hold a picture alone, and those below as many captions."""
    pictured = all(sum(1 for _ in one.iter("img")) == 1 and not tree.words(one) for one in above)
    said = all(
        next(one.iter("img"), None) is None and 0 < len(tree.words(one)) <= A_CAPTION
        for one in below
    )
    return pictured and said and len(above) == len(below)


def _figure(picture: etree._Element, caption: etree._Element) -> etree._Element:
    """Return a division of a picture and its caption, called so by classes."""
    figure, below = tree.made("div", class_="figcenter"), tree.made("div", class_="caption")
    figure.extend(list(picture))
    below.text = caption.text
    below.extend(list(caption))
    figure.append(below)
    return figure
