"""Styles of headings that a program has renamed, and that have lost their level on the way.

Where all headings of a level came back in one style, and nothing else was sent or came back in it,
the style has another name, or has lost its level, and no heading was demoted. LibreOffice gives a
paragraph the style of the one before it, where a tracked change takes that away.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from dataclasses import replace

from octavo.desk.merge.leaf import Atom, Kind, Leaf
from octavo.desk.merge.matching import Matched


def with_levels(laid: Matched) -> Matched:
    """Return two files side by side, with the levels of headings whose style was renamed."""
    levels = _renamed(laid)
    returned = [_with_level(leaf, levels) for leaf in laid.returned]
    for group in laid.groups:
        sent, number = laid.sent[group.sent[0]], group.returned[0]
        if _follows_what_is_gone(returned[number]):
            returned[number] = replace(returned[number], kind=sent.kind, level=sent.level)
    return replace(laid, returned=returned)


def _follows_what_is_gone(leaf: Leaf) -> bool:
    """Whether a leaf may have its style of a paragraph before it that a tracked change takes away.

    LibreOffice gives it that; Word tracks a change of the style.
    """
    ends = (token for token in leaf.raw if token.atom is Atom.END)
    first = next(ends, None)
    before = itertools.takewhile(lambda token: token.atom is not Atom.END, leaf.raw)
    return first is not None and leaf.styled is None and all(token.is_gone for token in before)


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
    if leaf.kind is not Kind.PARAGRAPH or leaf.style not in levels:
        return leaf
    return replace(leaf, kind=Kind.HEADING, level=levels[leaf.style])
