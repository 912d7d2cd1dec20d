"""Finds the parts of a web page that say so: *Part I*, *Part II*, with chapters below each.

What counts as one stands at one level, whatever size each was set in. What stands before the
first part, and the appendices, notes and index behind the last, are beside the parts.
"""

from __future__ import annotations

import re
from itertools import pairwise

from lxml import etree

from octavo.manuscripts.web import tree
from octavo.manuscripts.web.book import Web
from octavo.manuscripts.web.divisions.parts import Run, shape
from octavo.manuscripts.word.structure import numbers

LEAST = 2
"""So many parts, or more, that count from 1."""

BEHIND = re.compile(
    r"(?:general |author\S* |editor\S* )?(?:index|appendix|appendices|notes|glossary|bibliography"
    r"|errata|register|anhang|appendice|apéndice)\b",
    re.IGNORECASE,
)
"""How what stands behind all parts is headed."""


def take(web: Web) -> None:
    """Give parts that count one level, in place; where chapters stand right below, call them so."""
    headings = list(tree.of(web.bodies, *tree.HEADINGS))
    if web.entries or any("octavo-part" in one.get("class", "").split() for one in headings):
        return
    places = _parts(headings)
    if not places:
        return
    end = _end(headings, places)
    groups = [headings[start + 1 : stop] for start, stop in pairwise([*places, end])]
    if not all(groups):
        return
    top = min(headings[at].tag for at in places)
    below = [min(one.tag for one in group) for group in groups]
    if any(tag < headings[at].tag for at, tag in zip(places, below, strict=True)):
        return
    _rise(headings[: places[0]], int(top[1]))
    _rise(headings[end:], int(top[1]))
    if all(int(tag[1]) - int(top[1]) <= 1 for tag in below):
        _shape(web, [headings[at] for at in places], groups)
        _rise([*headings[: places[0]], *headings[end:]], 1)
    for at in places:
        headings[at].tag = min(top, headings[at].tag)


def _parts(headings: list[etree._Element]) -> list[int]:
    """Return the places of the headings that are parts and count from 1; [] where others do."""
    places, counted = [], []
    for at, heading in enumerate(headings):
        number = numbers.read(tree.words(heading))
        if number.kind == "part" and number.values:
            places.append(at)
            counted.append(number.values[0])
    return places if len(places) >= LEAST and counted == list(range(1, len(counted) + 1)) else []


def _end(headings: list[etree._Element], places: list[int]) -> int:
    """Return where the last part ends: at a higher heading, or one of what is behind all parts."""
    last = places[-1]
    below = headings[last + 1 : last + 2]
    own = BEHIND.search(numbers.read(tree.words(headings[last])).words) is not None
    for at in range(last + 1, len(headings)):
        words = tree.words(headings[at])
        behind = BEHIND.match(words) is not None and not own
        if headings[at].tag < below[0].tag or (behind and headings[at].tag <= below[0].tag):
            return at
    return len(headings)


def _rise(headings: list[etree._Element], level: int) -> None:
    """Raise headings so that the highest of them has a level."""
    up = min((int(one.tag[1]) for one in headings), default=level) - level
    for one in headings if up > 0 else ():
        one.tag = f"h{int(one.tag[1]) - up}"


def _shape(web: Web, parts: list[etree._Element], groups: list[list[etree._Element]]) -> None:
    """Make a run of each part: the highest headings below it are its chapters."""
    for part, group in zip(parts, groups, strict=True):
        top = min(one.tag for one in group)
        shape(web, Run([], [one for one in group if one.tag == top], group), [part])
