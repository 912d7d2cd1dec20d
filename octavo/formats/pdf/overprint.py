"""Words that are printed over others: no two texts of a line share their room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

Text = tuple[float, float, float, float, Any]
"""A text's bounds in points (left, foot, right, head), and its handle."""

SHARED = 3.0
"""Points of width that two texts may share: an italic leans over its neighbour, a mark hangs."""

LEVEL = 0.6
"""The part of its height that a text shares with another which stands on the same line."""


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
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    least = min(one[3] - one[1], other[3] - other[1])
    return width > SHARED and height > LEVEL * least
