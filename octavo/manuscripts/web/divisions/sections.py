"""Finds sections that count from I right below a heading of their own level: *Notes*, *I*, *II*.

The heading has nothing below it and they do: they are its sections. Where several such headings
stand, they are parts, and what counts below each is its chapters.
"""

from __future__ import annotations

from itertools import pairwise

from lxml import etree

from octavo.manuscripts.web import tree
from octavo.manuscripts.web.book import Web
from octavo.manuscripts.web.divisions.parts import LEAST, Run, shape
from octavo.manuscripts.web.divisions.through import below
from octavo.manuscripts.word.structure import numbers

BARE = ("roman", "decimal")


def take(web: Web) -> None:
    """Set such headings below the one that they stand under, in place; no e-book."""
    headings = list(tree.of(web.bodies, *tree.HEADINGS))
    if web.entries or any("octavo-part" in one.get("class", "").split() for one in headings):
        return
    runs = _runs(web, headings)
    for run in runs:
        if len(runs) >= LEAST:
            shape(web, run, run.before)
            continue
        for heading in run.inside:
            heading.tag = f"h{min(int(heading.tag[1]) + 1, 6)}"


def _runs(web: Web, headings: list[etree._Element]) -> list[Run]:
    """Return the headings with nothing below them, each with those that count behind it."""
    title = tree.small_letters(str(web.embedded.get("title") or ""))
    words = below(web)
    runs = []
    for number, (head, first) in enumerate(pairwise(headings)):
        bare = head.tag == first.tag and not words[head] and not numbers.read(tree.words(head)).kind
        if not bare or _count(first) != 1 or tree.small_letters(tree.words(head)) == title:
            continue
        run = Run([head])
        for one in headings[number + 1 :]:
            if one.tag == head.tag and _count(one) == len(run.chapters) + 1:
                run.chapters.append(one)
            elif one.tag <= head.tag:
                break
            run.inside.append(one)
        if len(run.chapters) >= LEAST:
            runs.append(run)
    return runs


def _count(heading: etree._Element) -> int:
    number = numbers.read(tree.words(heading))
    return number.values[0] if number.kind in BARE and len(number.values) == 1 else 0
