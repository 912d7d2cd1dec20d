"""Headings of several lines: a number on the first, and its title on the next."""

from __future__ import annotations

import re

from lxml import etree

from octavo.files import xml
from octavo.manuscripts.plain.divisions import headings
from octavo.manuscripts.web import tree
from octavo.manuscripts.word.structure import numbers

ONES = "one|two|three|four|five|six|seven|eight|nine"
ORDINALS = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth"
COUNTED = (
    f"(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[- ])?(?:{ONES}|{ORDINALS})|"
    "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|"
    "thirty|forty|fifty|sixty|seventy|eighty|ninety|tenth|last"
)
NUMBER = re.compile(
    rf"(?:(?:the\s+)?(?:{headings.PART}|{headings.CHAPTER})\s+(?:the\s+)?)?"
    rf"(?:\d{{1,3}}|[IVXLC]{{1,7}}|{COUNTED})(?:\s+(?:{headings.PART}|{headings.CHAPTER}))?\s*[.:]?",
    re.IGNORECASE,
)
"""A heading that only counts: a number, perhaps with the word for what it counts."""

STOPS = ".:?!\N{HORIZONTAL ELLIPSIS}\N{EM DASH}"


def is_number(text: str) -> bool:
    """Whether the words of a heading only count."""
    return bool(NUMBER.fullmatch(text.strip()))


def is_first(following: etree._Element, heading: etree._Element) -> bool:
    """Whether the heading right behind the number of a part is its first chapter, not its title.

    Text stands below it then, and before the next part another heading of its level that has a
    number where it has one.
    """
    below = following.getnext()
    if numbers.read(tree.words(heading)).kind != "part" or (
        below is not None and below.tag in tree.HEADINGS
    ):
        return False
    for one in heading.itersiblings():
        apart = one.tag in tree.HEADINGS and one is not following
        if apart and (one.tag <= heading.tag or one.tag == following.tag):
            alike = _kind(one) == _kind(following)
            return bool(one.tag == following.tag != heading.tag) and alike
    return False


def _kind(heading: etree._Element) -> str:
    return numbers.read(tree.words(heading)).kind


def part(heading: etree._Element) -> None:
    """Part a number from its title by a colon where a line break parted them, in place.

    A place that links lead to may stand before the number; an empty line parts as a break does.
    """
    first = next((one for one in heading.iter("br") if one.getparent() is heading), None)
    if first is None:
        return
    while (after := first.getnext()) is not None and after.tag == "br":
        if (first.tail or "").strip():
            break
        first.tail = after.tail
        after.tail = None
        xml.remove(after)
    above = first.getprevious()
    while above is not None and _says_nothing(above):
        above = above.getprevious()
    if above is None:
        heading.text = _stopped(heading.text)
    elif above.getprevious() is None and not (heading.text or "").strip() and _is_place(above):
        if tree.has_words(above):
            above.text = _stopped(above.text)
        else:
            above.tail = _stopped(above.tail)


def _says_nothing(element: etree._Element) -> bool:
    """Whether an element is only the place where a printed page begins, behind a number."""
    return (
        element.tag == "span" and not tree.has_words(element) and not (element.tail or "").strip()
    )


def _is_place(element: etree._Element) -> bool:
    """Whether an element is one that links lead to, around the number or before it."""
    return element.tag == "a" and not element.get("href") and not len(element)


def _stopped(text: str | None) -> str | None:
    """Return a text with a colon where it is a number without a stop."""
    if text and is_number(text) and not text.rstrip().endswith(tuple(STOPS)):
        return text.rstrip() + ":"
    return text
