"""Where ink stands on the pages of a PDF: how near to the trim, seen by rendering.

What the file says of its texts and pictures is looked at first, which is quick; only a page where
that comes too near is rendered, and its ink is measured.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from octavo.files.pdfium import PDFIUM

SCALE = 4
"""Pixels to the point of a page that is rendered: a quarter of a point is seen."""

LINE = 40
"""What is higher, in points, is no line of text."""

PAPER = 245
"""The darkest grey that is no ink, of 0 to 255: the edge of a letter is drawn softly."""

SIDES = ("left", "foot", "right", "head")

Box = tuple[float, float, float, float]
"""Left, foot, right and head, in points."""


@dataclass(frozen=True, slots=True)
class Near:
    """Ink that comes nearer to an edge of the trimmed page than it may."""

    page: int
    side: str
    distance: float
    least: float
    box: Box
    words: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """The trimmed page on its sheet; what of it may have ink, on rectos and on versos.

    `block` is the foot and the head of the text: what stands beyond is a running head or a folio.
    """

    trim: Box
    recto: Box
    verso: Box
    block: tuple[float, float]


def too_near(path: Path, sheet: Sheet) -> Iterator[Near]:
    """Yield what comes too near to an edge, once for each side of a page."""
    with PDFIUM, closing(pypdfium2.PdfDocument(path)) as document:
        for number in range(1, len(document) + 1):
            leaf = document[number - 1]
            yield from _on_page(leaf, number, sheet)
            leaf.close()


def _on_page(leaf: Any, number: int, sheet: Sheet) -> Iterator[Near]:
    trim, safe = sheet.trim, sheet.recto if number % 2 else sheet.verso
    boxes = [box for box in _boxes(leaf) if _is_within(box, trim)]
    near = [box for box in boxes if _beyond(box, safe) > 0]
    if not near:
        return
    inked = _inked(leaf, trim)
    if inked is None:
        return
    for at, side in enumerate(SIDES):
        sign = 1 if at < 2 else -1
        distance, least = sign * (inked[at] - trim[at]), sign * (safe[at] - trim[at])
        if distance < least - 1 / SCALE:
            box = min(near, key=partial(_outer, at=at, sign=sign))
            is_text = box[1] < sheet.block[1] and box[3] > sheet.block[0]
            words = _words(leaf, box if is_text else _longest(boxes))
            yield Near(number, side, distance, least, box, words)


def _outer(box: Box, at: int, sign: int) -> float:
    return sign * box[at]


def _beyond(box: Box, safe: Box) -> float:
    return max(safe[0] - box[0], safe[1] - box[1], box[2] - safe[2], box[3] - safe[3])


def _is_within(box: Box, trim: Box) -> bool:
    """Whether something is drawn on the trimmed page: marks stand beside it."""
    return box[0] < trim[2] and box[2] > trim[0] and box[1] < trim[3] and box[3] > trim[1]


def _boxes(leaf: Any) -> Iterator[Box]:
    """Yield the bounds of all that is drawn; pdfium is asked directly, for there is much of it."""
    sides = [ctypes.c_float() for _ in range(4)]
    left, foot, right, head = sides
    raw = leaf.raw
    for at in range(pdfium.FPDFPage_CountObjects(raw)):
        if pdfium.FPDFPageObj_GetBounds(
            pdfium.FPDFPage_GetObject(raw, at), left, foot, right, head
        ):
            yield left.value, foot.value, right.value, head.value


def _inked(leaf: Any, trim: Box) -> Box | None:
    """Return the bounds of the ink on the trimmed page, in points; None for a blank one."""
    width, height = leaf.get_size()
    crop = (trim[0], trim[1], width - trim[2], height - trim[3])
    bitmap = leaf.render(scale=SCALE, crop=crop, grayscale=True)
    data, stride = bytes(bitmap.buffer), bitmap.stride
    across, down = bitmap.width, bitmap.height
    bitmap.close()
    table = bytes(0 if value < PAPER else 255 for value in range(256))
    rows = [data[at * stride : at * stride + across].translate(table) for at in range(down)]
    inked = [(number, row) for number, row in enumerate(rows) if row.strip(b"\xff")]
    if not inked:
        return None
    left = min(across - len(row.lstrip(b"\xff")) for _, row in inked)
    right = max(len(row.rstrip(b"\xff")) for _, row in inked)
    head, foot = inked[0][0], inked[-1][0] + 1
    return (
        trim[0] + left / SCALE,
        trim[3] - foot / SCALE,
        trim[0] + right / SCALE,
        trim[3] - head / SCALE,
    )


def _words(leaf: Any, box: Box) -> str:
    """Return the last words of the line that something stands in."""
    text_page = leaf.get_textpage()
    try:
        line = text_page.get_text_bounded(0, box[1], leaf.get_width(), box[3])
    finally:
        text_page.close()
    return " ".join(line.replace("\x02", "").split())[-60:]


def _longest(boxes: list[Box]) -> Box:
    """Return the widest thing on a page that may be a line of text."""
    lines = [box for box in boxes if box[3] - box[1] < LINE]
    return max(lines or boxes, key=lambda box: box[2] - box[0])


def longest_words(path: Path, numbers: set[int]) -> dict[int, str]:
    """Return words of some pages (from 1), by which their place in the text is found."""
    over: dict[int, str] = {}
    with PDFIUM, closing(pypdfium2.PdfDocument(path)) as document:
        for number in sorted(numbers):
            if not 0 < number <= len(document):
                continue
            leaf = document[number - 1]
            if boxes := list(_boxes(leaf)):
                over[number] = _words(leaf, _longest(boxes))
            leaf.close()
    return over
