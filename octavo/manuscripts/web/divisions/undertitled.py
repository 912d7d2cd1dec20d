"""Second lines of titles that a web page sets as a heading of a lower level, alone in its chapter.

*The Ferry* / *A Tale of Three Boats*: the first heads nothing, the second all of the chapter. A
chapter with several headings of that level has sections.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from lxml import etree

from octavo.manuscripts.web import tree
from octavo.manuscripts.web.book import Web
from octavo.manuscripts.web.divisions import titles
from octavo.manuscripts.web.divisions.through import below
from octavo.manuscripts.word.structure import numbers

BY = re.compile(r"\b(?:by|von|par|por|door|af|av)\b", re.IGNORECASE)
"""Who wrote or drew something is no second line of its title."""

LEAST = 2
"""So many chapters have a second line of a level, or more."""

ABOVE = 0.5
"""Where more of the chapters with headings of a level have several, these are sections."""


def take(web: Web) -> None:
    """Join such lines with the titles above them, in place; report it once. No e-book."""
    if web.entries:
        return
    headings = list(tree.of(web.bodies, *tree.HEADINGS))
    counts = below(web)
    pairs = [
        (one, following)
        for at, (one, following) in enumerate(pairwise(headings))
        if _is_pair(one, following, headings[at + 2 : at + 3], counts)
    ]
    tags = Counter(following.tag for _, following in pairs)
    done = titles.Done([], [], [])
    title = tree.letters(str(web.embedded.get("title") or ""))
    for one, following in pairs:
        whole = tree.letters(tree.words(one)) == title
        if not whole and tags[following.tag] >= LEAST and _is_rare(following.tag, headings, tags):
            titles.join([one, following], {}, done)
    titles.add_findings(web, done)


def _is_pair(
    one: etree._Element,
    following: etree._Element,
    behind: list[etree._Element],
    counts: dict[etree._Element, int],
) -> bool:
    """Whether a heading heads nothing, and the one below it everything up to the next chapter."""
    ends = not behind or behind[0].tag <= one.tag
    words = tree.words(following)
    free = not numbers.read(words).kind and not BY.search(words)
    free = free and numbers.read(tree.words(one)).kind != "named"
    near = tree.following(one) is following and not counts[one]
    return following.tag > one.tag and ends and free and near and counts[following] > 0


def _is_rare(tag: str, headings: list[etree._Element], tags: Counter[str]) -> bool:
    """Whether few chapters have several headings of a level."""
    several = sum(a.tag == b.tag == tag for a, b in pairwise(headings))
    return several <= ABOVE * tags[tag]
