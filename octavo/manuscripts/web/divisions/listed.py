"""Titles that stand in no heading of a web page, by the list of contents that was typed in it.

Pages typed by hand set their titles in divisions and paragraphs of all kinds. A link of a list
leads to each; where it leads, the words of the link stand, or their number.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from octavo.manuscripts.plain.outer.front import PAGE
from octavo.manuscripts.web import tree
from octavo.manuscripts.web.book import Web
from octavo.manuscripts.web.divisions import titles
from octavo.manuscripts.web.figures.framed import CAPTION
from octavo.manuscripts.word.structure import numbers

LEAST = 3
"""The fewest links of a list whose words stand where they lead."""

ALIKE = 12
"""Two titles that begin with so many letters alike are one, where the shorter one ends there."""

DIVISIONS = ("part", "chapter", "section", "named")
"""Kinds of numbered lines that are titles without words of their own."""

BOXES = ("figure", "table", "figcaption", "blockquote")
NESTED = ("ul", "ol", "dl", "blockquote")


@dataclass(slots=True)
class Listed:
    """An entry of a list: its link and words, how deep it stands, and the blocks of its title."""

    link: etree._Element
    label: str
    depth: int
    blocks: list[etree._Element]


def take(web: Web) -> None:
    """Make headings of the titles that a list of contents leads to, in place."""
    for page in web.pages:
        entries = _entries(page.body)
        headed = all(entry.blocks[0].tag in tree.HEADINGS for entry in entries)
        if len(entries) < LEAST or headed:
            continue
        _call(entries)
        done = titles.Done([], [], [])
        tags = _tags(entries)
        for entry in entries:
            first = entry.blocks[0]
            if first.tag in tree.HEADINGS or first.getparent() is None:
                continue
            first.tag = tags[entry.depth]
            text = "".join(map(tree.words, entry.blocks))
            titles.join(entry.blocks, {tree.small_letters(text): entry.label}, done)
            done.given.append(entry.label)
        titles.add_findings(web, done)


def _call(entries: Sequence[Listed]) -> None:
    """Give the smallest element around a list the class of one, where little else is in it."""
    above = [set(one.link.iterancestors()) for one in entries]
    around = [one for one in entries[0].link.iterancestors() if all(one in up for up in above)]
    around = [one for one in around if one.tag in ("table", "div", "ul", "ol", "p")]
    if not around or any(one.blocks[0] in set(around[0].iter()) for one in entries):
        return
    linked = sum(len(tree.small_letters(tree.words(one))) for one in around[0].iter("a"))
    if 2 * linked >= len(tree.small_letters(tree.words(around[0]))):
        tree.add_class(around[0], "toc")


def _tags(entries: Sequence[Listed]) -> dict[int, str]:
    """Return the heading of each depth of a list: that of titles which are headings already."""
    base = 2
    tags: dict[int, str] = {}
    for rank, depth in enumerate(sorted({entry.depth for entry in entries})):
        known = Counter(e.blocks[0].tag for e in entries if e.depth == depth)
        tag = next((tag for tag, _ in known.most_common() if tag in tree.HEADINGS), "")
        tags[depth] = tag or f"h{min(base + rank, 6)}"
    return tags


def _entries(body: etree._Element) -> list[Listed]:
    """Return the entries of lists whose words stand where they lead, behind them."""
    order: dict[etree._Element, int] = {}
    places: dict[str, etree._Element] = {}
    for number, one in enumerate(body.iter()):
        order[one] = number
        for name in (one.get("id"), one.get("name") if one.tag == "a" else None):
            places.setdefault(name or "", one)
    leaves = [one for one in order if _is_leaf(one)]
    at = [order[one] for one in leaves]
    shown = [order[one] for one in order if one.tag == "img"]
    entries: dict[etree._Element, Listed] = {}
    for link in body.iter("a"):
        target = places.get(link.get("href", "")[1:]) if link.get("href", "")[:1] == "#" else None
        if target is None or order[target] < order[link] or not tree.has_words(link):
            continue
        start = bisect_left(at, order[_leaf_of(target)])
        entry = _entry(link, leaves[start : start + titles.MOST])
        if entry is None or order[entry.blocks[0]] <= order[link]:
            continue
        before = bisect_left(shown, order[target])
        pictured = shown[before : before + 1] and shown[before] < order[entry.blocks[0]]
        if not pictured or numbers.read(entry.label).kind in DIVISIONS:
            entries.setdefault(entry.blocks[0], entry)
    return list(entries.values())


def _is_leaf(element: etree._Element) -> bool:
    """Whether an element is a block with words that holds no other, outside of boxes."""
    if element.tag not in ("p", "div", "center", *tree.HEADINGS):
        return False
    if any(one.tag in tree.BLOCKS for one in element.iter() if one is not element):
        return False
    if any(CAPTION.fullmatch(name) for name in tree.classes(element)):
        return False
    if element.tag not in tree.HEADINGS and next(element.iter("img"), None) is not None:
        return False
    return tree.has_words(element) and not any(one.tag in BOXES for one in element.iterancestors())


def _leaf_of(target: etree._Element) -> etree._Element:
    block = tree.block_of(target)
    return block if _is_leaf(block) else target


def _entry(link: etree._Element, blocks: Sequence[etree._Element]) -> Listed | None:
    """Return the entry of a link where its words stand at the beginning of some blocks."""
    depth = sum(one.tag in NESTED for one in link.iterancestors())
    row = next((one for one in link.iterancestors() if one.tag in ("tr", "li", "p")), link)
    for label in dict.fromkeys((tree.words(row), tree.words(link))):
        bare = PAGE.sub("", label).strip()
        number = _how_many(bare, [tree.words(one) for one in blocks])
        if number:
            return Listed(link, bare, depth, list(blocks[:number]))
    return None


def _how_many(label: str, texts: Sequence[str]) -> int:
    """Return how many texts, from the first on, are the title that an entry names; 0 for none."""
    for number in range(len(texts), 0, -1):
        joined = " ".join(texts[:number])
        if len(joined) < titles.LONGEST and _is_same(label, joined):
            return number
    first = texts[0] if texts else ""
    alike = _begins_alike(label, first) or _is_chapter_of(label, first)
    return int(len(first) < titles.LONGEST and alike)


def _is_chapter_of(label: str, text: str) -> bool:
    """Whether a title says that it is the chapter of an entry's number, in words of its own."""
    one, other = numbers.read(label), numbers.read(text)
    titled = other.kind in ("part", "chapter") and sum(map(str.isalpha, other.words)) >= LEAST
    return titled and one.values == other.values


def _is_same(label: str, text: str) -> bool:
    """Whether an entry and a title are the same: their words, or numbers of the same division."""
    if (
        tree.small_letters(label) == tree.small_letters(text)
        and sum(map(str.isalpha, text)) >= LEAST
    ):
        return True
    one, other = numbers.read(label), numbers.read(text)
    if one.values and other.values and one.values != other.values:
        return False
    if not (one.values or other.values):
        return False
    words = [
        tree.small_letters(n.words if n.values else t) for n, t in ((one, label), (other, text))
    ]
    if words[0] != words[1]:
        return False
    return len(words[0]) >= LEAST or other.kind in DIVISIONS


def _begins_alike(label: str, text: str) -> bool:
    """Whether the shorter of an entry and a title is how the longer one begins."""
    one, other = (tree.small_letters(numbers.read(t).words or t) for t in (label, text))
    alike = one.startswith(other) or other.startswith(one)
    return alike and min(len(one), len(other)) >= ALIKE and not re.search(r"[.,;]\s+\w", text)
