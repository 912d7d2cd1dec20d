"""Lowers headings of a web page that its own list of contents does not have, among those it has.

A telegram or the head of a newspaper is set in the heading of a chapter for its size. The list of
contents, which goes, says which headings are chapters.
"""

from __future__ import annotations

from lxml import etree

from octavo.manuscripts.plain.outer.front import PAGE
from octavo.manuscripts.plain.play.played import ACT
from octavo.manuscripts.web import tree
from octavo.manuscripts.web.book import Web
from octavo.manuscripts.web.divisions.listing import NUMBER, letters
from octavo.manuscripts.word.structure import numbers

LEAST = 5
"""So many headings of one level are on the list, or more."""

SHARE = 0.8
"""The share of the headings of a level, from the first listed to the last, that are listed."""


def names(element: etree._Element) -> set[str]:
    """Return the letters of the entries of a list of contents, without numbers and pages."""
    lines = [*tree.lines(element), *(tree.words(row) for row in element.iter("tr", "a"))]
    return {_bare(line) for line in lines} - {""}


def _bare(words: str) -> str:
    return letters(NUMBER.sub("", PAGE.sub("", words), count=1))


def take(web: Web) -> None:
    """Lower such headings by a level, in place; report them once."""
    every = list(tree.of(web.bodies, *tree.HEADINGS))
    changed = []
    for tag in tree.HEADINGS[:-1]:
        of_level = [one for one in every if one.tag == tag]
        listed = [n for n, one in enumerate(of_level) if _is_listed(one, web)]
        if len(listed) < LEAST:
            continue
        among = of_level[listed[0] : listed[-1] + 1]
        if len(listed) < SHARE * len(among):
            continue
        for heading in _within_chapters(among, web):
            if not _is_listed(heading, web) and not _counts(heading, among):
                heading.tag = f"h{int(tag[1]) + 1}"
                changed.append(tree.words(heading))
        break
    if changed:
        message = "Headings that the list of contents does not have stand below the chapter."
        web.done("import-heading-unlisted", message, changed[0], changed[0])


def _within_chapters(among: list[etree._Element], web: Web) -> list[etree._Element]:
    """Return the headings from the first listed chapter with a number on: what is before, stays."""
    listed = (n for n, one in enumerate(among) if _is_listed(one, web))
    numbered = (n for n in listed if numbers.read(tree.words(among[n])).kind == "chapter")
    return among[next(numbered, 0) :]


def _counts(heading: etree._Element, among: list[etree._Element]) -> bool:
    """Whether a heading counts as others of its level do: the act of a play in a novel does not."""
    words = tree.words(heading)
    acts = sum(bool(ACT.match(tree.words(one))) for one in among)
    lonely = bool(ACT.match(words)) and acts * 2 < len(among)
    return bool(numbers.read(words).kind) and not lonely


def _is_listed(heading: etree._Element, web: Web) -> bool:
    words = tree.words(heading)
    return bool({letters(words), letters(NUMBER.sub("", words, count=1))} & web.listed)
