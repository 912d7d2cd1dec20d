"""Pictures of a web page whose captions stand apart: in the paragraph below, in a row of a table.

A table that has only pictures, and captions below them, arranges a page: each picture becomes a
figure. So does a picture with a paragraph right behind it that is called a caption, that begins
with the word and number of a figure, or that says what the picture's description says.
"""

from __future__ import annotations

from lxml import etree

from octavo.files import xml
from octavo.manuscripts.typed.captions import is_caption
from octavo.manuscripts.web import tree
from octavo.manuscripts.web.book import Web
from octavo.manuscripts.web.figures.framed import CAPTION

LONGEST, NAMED = 300, 1500
"""So many letters a caption may have; so many one that is called a caption."""

LEAST = 8
"""A description of fewer letters, as *figure*, does not tell a caption."""

FIGURE = "figcenter"


def take(web: Web) -> None:
    """Put pictures and their captions together, in place."""
    for table in tree.of(web.bodies, "table"):
        rows = _rows(table)
        if rows:
            _apart(web, table, rows)
    for block in tree.of(web.bodies, "p", "div"):
        image = _sole(block)
        caption = block.getnext()
        if image is None or caption is None or (block.tail or "").strip():
            continue
        if caption.tag in ("p", "div") and _is_caption(caption, image):
            outer = _together(block, caption)
            while (more := outer.getnext()) is not None and _is_named(more):
                _add(outer, more)
    for division in tree.of(web.bodies, "div"):
        picture = division.getnext()
        if picture is None or (division.tail or "").strip() or not _is_said_before(division):
            continue
        if picture.tag in ("div", "p") and _sole(picture) is not None:
            xml.remove(division)
            picture.addnext(division)
            _together(picture, division)


def _sole(block: etree._Element) -> etree._Element | None:
    """Return the picture that is all a block has."""
    images = list(block.iter("img"))
    inner = [one for one in block.iter() if one is not block and one.tag in tree.BLOCKS]
    outer = next(block.iterancestors("figure", "td", "li"), None)
    alone = len(images) == 1 and not inner and not tree.has_words(block) and outer is None
    return images[0] if alone else None


def _is_caption(paragraph: etree._Element, image: etree._Element) -> bool:
    """Whether a paragraph behind a picture is its caption: by its class, or by its words."""
    words = tree.words(paragraph)
    if _is_named(paragraph):
        return True
    if paragraph.tag != "p" or not words or len(words) > LONGEST:
        return False
    if next(paragraph.iter("img"), None) is not None:
        return False
    if is_caption(words):
        return True
    said = tree.small_letters(image.get("alt", ""))
    return len(said) >= LEAST and tree.small_letters(words) == said


def _is_named(block: etree._Element) -> bool:
    """Whether a block is called a caption, and is one by its words."""
    named = any(map(CAPTION.fullmatch, tree.classes(block)))
    other = next(block.iter("img", "table", *tree.HEADINGS), None) is not None
    return named and not other and 0 < len(tree.words(block)) <= NAMED


def _is_said_before(division: etree._Element) -> bool:
    """Whether a division is called a figure and has only words: DocBook's title of one."""
    named = any(name in ("figure", "figcaption", "illustration") for name in tree.classes(division))
    short = 0 < len(tree.words(division)) <= LONGEST
    return named and short and next(division.iter("img", "table"), None) is None


def _together(block: etree._Element, caption: etree._Element) -> etree._Element:
    """Put a picture and its caption into a figure; return that."""
    outer = tree.made("div", class_=FIGURE)
    tree.replace(block, outer)
    outer.append(block)
    block.tag = "div"
    tree.drop(block, "class")
    _add(outer, caption)
    tree.unwrap(block)
    return outer


def _add(outer: etree._Element, caption: etree._Element) -> None:
    """Add a caption to a figure."""
    xml.remove(caption)
    caption.tail = None
    caption.set("class", "caption")
    outer.append(caption)


def _rows(table: etree._Element) -> list[list[etree._Element]]:
    """Return the rows of a table that has nothing but pictures and their captions; else []."""
    if next(table.iter("th", "caption"), None) is not None or table.find(".//table") is not None:
        return []
    rows = [[one for one in row if one.tag == "td"] for row in table.iter("tr")]
    shown = [[next(cell.iter("img"), None) is not None for cell in row] for row in rows]
    said = [[tree.has_words(cell) for cell in row] for row in rows]
    if not rows or not shown[0] or not any(shown[0]):
        return []
    for above, row in zip([None, *shown], range(len(rows)), strict=False):
        if any(shown[row]) and any(said[row]):
            return []
        if any(said[row]) and not (above and any(above)):
            return []
        if any(len(tree.words(cell)) > LONGEST for cell in rows[row]):
            return []
    return rows


def _apart(web: Web, table: etree._Element, rows: list[list[etree._Element]]) -> None:
    """Put the pictures of a table in its place, each with the caption below it."""
    made: list[etree._Element] = []
    waiting: list[etree._Element] = []
    for row in rows:
        pictures = [cell for cell in row if next(cell.iter("img"), None) is not None]
        captions = [cell for cell in row if tree.has_words(cell)]
        web.uncelled += len(captions)
        if pictures:
            waiting = [_division(cell) for cell in pictures]
            made += waiting
        elif captions and len(captions) == len(waiting):
            for one, caption in zip(waiting, captions, strict=True):
                one.append(_paragraph(caption))
        elif captions:
            made += [_paragraph(caption) for caption in captions]
    for one in made:
        table.addprevious(one)
    web.unframed += any(map(tree.has_words, made))
    xml.remove(table)


def _division(cell: etree._Element) -> etree._Element:
    outer = tree.made("div", class_=FIGURE)
    outer.extend(list(cell))
    return outer


def _paragraph(cell: etree._Element) -> etree._Element:
    paragraph = tree.made("p", cell.text or "", class_="caption")
    paragraph.extend(list(cell))
    return paragraph
