"""Lowers headings of a web page that its own list of contents does not have, among those it has.

A telegram or the head of a newspaper is set in the heading of a chapter for its size. The list of
contents, which goes, says which headings are chapters: by their words, or by its links, for a list
often words a title otherwise than the chapter does.
"""

from __future__ import annotations

from lxml import etree

from octavo.manuscripts.plain.outer.front import PAGE
from octavo.manuscripts.plain.play.played import ACT
from octavo.manuscripts.web import tree
from octavo.manuscripts.web.book import Web
from octavo.manuscripts.web.divisions.listing import NUMBER
from octavo.manuscripts.word.structure import numbers

LEAST = 5
"""So many headings of one level are on the list, or more."""

SHARE = 0.8
"""The share of the headings of a level, from the first listed to the last, that are listed."""


def names(element: etree._Element) -> set[str]:
    """Return the letters of the entries of a list of contents, without numbers and pages."""
    lines = [*tree.lines(element), *(tree.words(row) for row in element.iter("tr", "a"))]
    return {bare(line) for line in lines} - {""}


def targets(element: etree._Element) -> set[str]:
    """Return the places of the page that the links of a list of contents lead to."""
    places = (one.get("href", "") for one in element.iter("a"))
    return {place.removeprefix("#") for place in places if place[:1] == "#"}


def bare(words: str) -> str:
    """Return the letters of an entry, without its number and page."""
    return tree.small_letters(NUMBER.sub("", PAGE.sub("", words), count=1))


def take(web: Web) -> None:
    """Lower such headings by a level, in place; report them once."""
    every = list(tree.of(web.bodies, *tree.HEADINGS))
    changed = []
    led = _led(web)
    for tag in tree.HEADINGS[:-1]:
        of_level = [one for one in every if one.tag == tag]
        known = {one for one in of_level if one in led or _is_listed(one, web)}
        listed = [n for n, one in enumerate(of_level) if one in known]
        if len(listed) < LEAST:
            continue
        among = of_level[listed[0] : listed[-1] + 1]
        if len(listed) < SHARE * len(among):
            continue
        for heading in _within_chapters(among, known):
            if heading not in known and not _counts(heading, among):
                heading.tag = f"h{int(tag[1]) + 1}"
                changed.append(tree.words(heading))
        break
    if changed:
        message = "Headings that the list of contents does not have stand below the chapter."
        web.done("import-heading-unlisted", message, changed[0], changed[0])


def _led(web: Web) -> set[etree._Element]:
    """Return the headings that a list of contents leads to: to a place in them, or right above."""
    led: set[etree._Element] = set()
    for body in web.bodies:
        waiting = False
        for event, one in etree.iterwalk(body, events=("start", "end")):
            if event == "end":
                waiting = waiting and not (one.tail or "").strip()
                continue
            waiting = waiting or bool({one.get("id"), one.get("name")} & web.led)
            if one.tag in tree.HEADINGS:
                inside = any({e.get("id"), e.get("name")} & web.led for e in one.iter())
                led |= {one} if waiting or inside else set()
            waiting = waiting and not (one.text or "").strip()
    return led


def _within_chapters(
    among: list[etree._Element], known: set[etree._Element]
) -> list[etree._Element]:
    """Return the headings from the first listed chapter with a number on: what is before, stays."""
    listed = (n for n, one in enumerate(among) if one in known)
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
    return bool(
        {tree.small_letters(words), tree.small_letters(NUMBER.sub("", words, count=1))} & web.listed
    )
