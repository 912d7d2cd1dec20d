"""Styles of headings that a program has renamed, and that have lost their level on the way.

Where all headings of a level came back in one style, and nothing else was sent or came back in it,
the style has another name, or has lost its level, and no heading was demoted.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from octavo.desk.merge.leaf import Kind, Leaf
from octavo.desk.merge.matching import Matched


def with_levels(laid: Matched) -> Matched:
    """Return two files side by side, with the levels of headings whose style was renamed."""
    levels = _renamed(laid)
    if not levels:
        return laid
    return replace(laid, returned=[_with_level(leaf, levels) for leaf in laid.returned])


def _renamed(laid: Matched) -> dict[str, int]:
    """Return the levels of styles that headings of one level came back in, and they alone."""
    known: dict[str, set[int]] = defaultdict(set)
    for leaf in laid.sent:
        known[leaf.style].add(leaf.level)
    levels: dict[str, set[int]] = defaultdict(set)
    styles: dict[int, set[str]] = defaultdict(set)
    for group in laid.groups:
        sent, came = laid.sent[group.sent[0]], laid.returned[group.returned[0]]
        levels[came.style].add(sent.level)
        styles[sent.level].add(came.style)
    made: dict[str, int] = {}
    for level in (one for one in styles if one and len(styles[one]) == 1):
        [style] = styles[level]
        if levels[style] | known[style] == {level}:
            made[style] = level
    return made


def _with_level(leaf: Leaf, levels: dict[str, int]) -> Leaf:
    if leaf.level or leaf.style not in levels:
        return leaf
    return replace(leaf, kind=Kind.HEADING, level=levels[leaf.style])
