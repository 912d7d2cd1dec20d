"""Text boxes and shapes with words: their paragraphs go behind the one that they hang on."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from octavo.files.xml import remove
from octavo.manuscripts.opendocument.tree import (
    DRAW,
    OFFICE,
    PARAGRAPHS,
    TABLE,
    TEXT,
    mark,
    words,
)

FRAME, BOX, IMAGE = f"{DRAW}frame", f"{DRAW}text-box", f"{DRAW}image"
SHAPES = tuple(f"{DRAW}{name}" for name in (
    "custom-shape", "rect", "ellipse", "circle", "polygon", "polyline", "path", "line",
    "connector", "caption", "regular-polygon", "g",
))  # fmt: skip
BLOCKS = (*PARAGRAPHS, f"{TEXT}list", f"{TABLE}table", f"{TEXT}section")
MOST = 1_000
"""So many times boxes are looked for in what came out of boxes."""


def lift(body: etree._Element) -> list[str]:
    """Put what stands in boxes behind their paragraphs, in place; return the first words of each.

    A box that holds a picture and its caption is a figure, and no box of the text.
    """
    lifted: list[str] = []
    for _ in range(MOST):
        boxes = [one for one in body.iter(FRAME, *SHAPES) if _is_box(one)]
        known = set(boxes)
        outermost = [one for one in boxes if known.isdisjoint(one.iterancestors())]
        if not outermost:
            break
        for box in reversed(outermost):
            if first := _lift(box):
                lifted.append(first)
    return lifted[::-1]


def _is_box(element: etree._Element) -> bool:
    """Whether an element is a frame or shape with paragraphs of its own."""
    if element.tag == FRAME:
        return element.find(BOX) is not None
    return next(element.iter(*PARAGRAPHS), None) is not None


def _lift(box: etree._Element) -> str:
    """Put the blocks of a box behind its paragraph; return its first words, "" of a figure's."""
    host = next(box.iterancestors(*PARAGRAPHS), box)
    blocks = _blocks(box)
    drawn = any(next(block.iter(IMAGE), None) is not None for block in blocks)
    first = next((_own(one) for one in blocks if _own(one)), "")
    parted = [part for block in blocks for part in _parted(block)]
    if first and not drawn:
        parted = [_marker("open"), *parted, _marker("close")]
    for block in reversed(parted):
        host.addnext(block)
    tail, box.tail = box.tail, None
    if host is box:
        parent = box.getparent()
        if parent is not None and tail and parent.tag != f"{OFFICE}text":
            box.tail = tail
    else:
        box.tail = tail
    remove(box)
    return "" if drawn else " ".join(first.split()[:4])


def _own(block: etree._Element) -> str:
    """Return the words of a block, without those of the boxes in it."""
    bare = deepcopy(block)
    for inner in [one for one in bare.iter(FRAME, *SHAPES) if _is_box(one)]:
        remove(inner)
    return words(bare).strip()


def _blocks(box: etree._Element) -> list[etree._Element]:
    """Return the blocks of a box, or of the shapes of a group."""
    inside = box.find(BOX) if box.tag == FRAME else box
    blocks: list[etree._Element] = []
    for child in list(inside) if inside is not None else []:
        if child.tag in BLOCKS:
            blocks.append(child)
        elif child.tag in (FRAME, *SHAPES):
            if _is_box(child):
                blocks += _blocks(child)
            else:
                holder = etree.Element(f"{TEXT}p")
                holder.append(child)
                blocks.append(holder)
    return blocks


def _parted(block: etree._Element) -> list[etree._Element]:
    """Part the pictures of a paragraph from its words: these are their caption."""
    pictures = [one for one in block.iter(FRAME) if one.find(IMAGE) is not None]
    if block.tag not in PARAGRAPHS or not pictures or not words(block).strip():
        return [block]
    holder = etree.Element(f"{TEXT}p")
    for picture in pictures:
        remove(picture)
        picture.tail = None
        holder.append(picture)
    return [holder, block]


def _marker(kind: str) -> etree._Element:
    paragraph = etree.Element(f"{TEXT}p")
    link = mark(kind, "box")
    link.text = kind
    paragraph.append(link)
    return paragraph
