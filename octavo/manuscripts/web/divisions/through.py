"""Finds the parts of a web page whose chapters count through the book.

A heading without a number stands there among those of numbered chapters, at their level, with
nothing but a motto before the next chapter: it is the title of a part.
"""

from __future__ import annotations

from itertools import pairwise

from lxml import etree

from octavo.manuscripts.web import tree
from octavo.manuscripts.web.book import Web
from octavo.manuscripts.web.divisions.parts import LEAST, Run, shape
from octavo.manuscripts.word.structure import numbers

MOTTO = 400
"""So many characters may stand between the title of a part and its first chapter."""


def take(web: Web) -> None:
    """Call such headings parts, and set the levels of the others; page by itself, no e-book."""
    headings = list(tree.of(web.bodies, *tree.HEADINGS))
    if web.entries or any("octavo-part" in one.get("class", "").split() for one in headings):
        return
    counted = [one for one in headings if _count(one)]
    values = [_count(one) for one in counted]
    if not counted or values != list(range(1, len(values) + 1)):
        return
    top = counted[0].tag
    heads = _heads(web, headings, counted)
    if len(heads) < LEAST or any(one.tag != top for one in counted) or not _first(heads, headings):
        return
    _apply(web, headings, counted, heads)


def _count(heading: etree._Element) -> int:
    """Return the number of a chapter; 0 for another heading."""
    number = numbers.read(tree.words(heading))
    return number.values[0] if number.kind == "chapter" and number.values else 0


def _heads(
    web: Web, headings: list[etree._Element], counted: list[etree._Element]
) -> list[etree._Element]:
    """Return the titles of parts: at least half of them have no words below."""
    title = str(web.embedded.get("title") or "").casefold()
    own = [one for one in headings if not title or tree.words(one).casefold() != title]
    characters = below(web)
    chapters = set(counted)
    heads = []
    for one, following in pairwise(own):
        apart = one.tag == following.tag and following in chapters and one not in chapters
        if apart and not numbers.read(tree.words(one)).kind and characters[one] <= MOTTO:
            heads.append(one)
    return heads if 2 * sum(not characters[one] for one in heads) >= len(heads) else []


def below(web: Web) -> dict[etree._Element, int]:
    """Return how many characters stand between each heading and the next."""
    counts: dict[etree._Element, int] = {}
    here: etree._Element | None = None
    inside = False
    for body in web.bodies:
        for event, node in etree.iterwalk(body, events=("start", "end")):
            heads = node.tag in tree.HEADINGS
            if heads:
                inside = event == "start"
                here = node
                counts.setdefault(node, 0)
            text = (node.text if event == "start" else node.tail) or ""
            if here is not None and not inside:
                counts[here] += len("".join(text.split()))
    return counts


def _first(heads: list[etree._Element], headings: list[etree._Element]) -> bool:
    """Whether a part stands before the first chapter: each chapter then has its part."""
    first = next(n for n, one in enumerate(headings) if _count(one))
    return heads[0] in headings[:first]


def _apply(
    web: Web,
    headings: list[etree._Element],
    counted: list[etree._Element],
    heads: list[etree._Element],
) -> None:
    """Make a run of each part; what stands before the first, or behind the last chapter, rises."""
    up = int(counted[0].tag[1]) - 1
    place = {one: n for n, one in enumerate(headings)}
    places = [place[one] for one in heads]
    rest = range(place[counted[-1]] + 1, len(headings))
    end = next((n for n in rest if headings[n].tag <= counted[-1].tag), len(headings))
    chapters = set(counted)
    for one in [*headings[: places[0]], *headings[end:]]:
        one.tag = f"h{max(int(one.tag[1]) - up, 1)}"
    for start, stop in pairwise([*places, end]):
        inside = headings[start + 1 : stop]
        run = Run([], [one for one in inside if one in chapters], inside)
        titles = inside[: inside.index(run.chapters[0])]
        shape(web, run, [headings[start], *titles])
