"""Words that are printed over others: no two texts of a line share their room."""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from typing import Any

import pypdfium2.raw as pdfium

Text = tuple[float, float, float, float, Any]
"""A text's bounds in points (left, foot, right, head), and its handle."""

SHARED, LEANING = 3.0, 0.3
"""Points of width that two texts may share, and the part of their height where that is more: an
italic leans over its neighbour, a mark hangs."""

LEVEL = 0.6
"""The part of its height that a text shares with another which stands on the same line."""

NEAR = 3
"""How many characters from where two texts meet a mark may belong to a letter there: some letters
have two marks, and some marks stand over two letters."""

LONGEST = 400
"""How many characters of a text are read; of a longer one only its beginning is known."""


def printed_over(leaf: Any, texts: Sequence[Text]) -> Iterator[Text]:
    """Yield texts of a page, a page of PDFium's, that others are printed over."""
    pairs = list(overprinted(texts))
    if not pairs:
        return
    with closing(leaf.get_textpage()) as page:
        for one, other in pairs:
            if not _is_a_mark(one, other, lambda text: _characters(text, page)):
                yield one


def overprinted(texts: Sequence[Text]) -> Iterator[tuple[Text, Text]]:
    """Yield texts of a page that stand over one another, from the head of the page down."""
    near: list[Text] = []
    for text in sorted(texts, key=lambda one: (-one[3], one[0], one[2])):
        if text[2] - text[0] < SHARED or text[3] - text[1] < SHARED:
            continue
        near = [one for one in near if one[1] < text[3]]
        yield from ((one, text) for one in near if _share(one, text))
        near.append(text)


def _share(one: Text, other: Text) -> bool:
    height = min(one[3], other[3]) - max(one[1], other[1])
    least = min(one[3] - one[1], other[3] - other[1])
    return _width(one, other) > max(SHARED, LEANING * least) and height > LEVEL * least


def _width(one: Text, other: Text) -> float:
    """Return the points of width that two texts share."""
    return min(one[2], other[2]) - max(one[0], other[0])


def _is_a_mark(one: Text, other: Text, read: Callable[[Text], str]) -> bool:
    """Whether two texts share the room of a letter's mark alone: a bar over x, an arc over ts.

    A mark stands where they meet, and is no wider than the type is high.
    """
    if _width(one, other) > max(text[3] - text[1] for text in (one, other)):
        return False
    left, right = sorted((one, other), key=lambda text: text[:3])
    met = read(left).rstrip()[-NEAR:] + read(right).lstrip()[:NEAR]
    return any(map(unicodedata.combining, met))


def _characters(text: Text, page: Any) -> str:
    """Return the characters of a text."""
    room = (ctypes.c_ushort * LONGEST)()
    pdfium.FPDFTextObj_GetText(text[4], page.raw, room, ctypes.sizeof(room))
    return bytes(room).decode("utf-16-le", "ignore").partition("\0")[0]
