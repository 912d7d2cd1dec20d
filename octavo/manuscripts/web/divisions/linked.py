"""Lists of contents of a web page that are known by their links alone, whatever they are called.

Before the text stand blocks whose words are those of links to places further down: tables, lists,
lines, headings set small. Short lines between them (`Book I`, `Chapter`) belong to the list, and so
does the heading that has nothing else below it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import etree

from octavo.manuscripts.plain.outer.pictured import PICTURES
from octavo.manuscripts.web import tree

LEAST = 4
"""So many links lead from a list to the text, or more."""

BEFORE = 0.3
"""Such a list stands in this share of the blocks of a page, at its beginning."""

SHARE = 0.5
"""This share of the letters of a block, or of the rows of a table, are links."""

LABEL, LABELS = 60, 5
"""A line between entries has no more letters; so many may stand together."""

NOTE, NOTES = 200, 2
"""So long may a line below the heading of a list be, and so many of them stand there."""

COUNT = re.compile(r"\W|\d|chapter|page|\b[ivxlc]+\b", re.IGNORECASE)
"""What stands beside the words of an entry."""


def runs(
    body: etree._Element, blocks: Sequence[etree._Element], titles: frozenset[str]
) -> list[list[etree._Element]]:
    """Return such lists, each with its heading; `blocks` are those of the page with words."""
    places = _places(body)
    lists = []
    here: list[etree._Element] = []
    limit = max(int(len(blocks) * BEFORE), 2)
    for at, block in enumerate(blocks[:limit]):
        linked = _is_linked(block, places)
        if linked or (here and _is_label(block) and _goes_on(blocks[at:limit], places)):
            here.append(block)
            continue
        lists.append(here)
        here = []
    lists.append(here)
    return [
        [*_title(blocks, run[0], run[-1], titles), *run]
        for run in lists
        if sum(len(_leading(one, places)) for one in run) >= LEAST
    ]


def _places(body: etree._Element) -> dict[str, int]:
    """Return where the places of a page stand that links may lead to."""
    places: dict[str, int] = {}
    for at, one in enumerate(body.iter()):
        for name in (one.get("id"), one.get("name") if one.tag == "a" else None):
            if name:
                places.setdefault(name, at)
        places[f"\0{id(one)}"] = at
    return places


def _leading(block: etree._Element, places: dict[str, int]) -> list[etree._Element]:
    """Return the links of a block that lead further down."""
    here = places[f"\0{id(block)}"]
    links = (one for one in block.iter("a") if one.get("href", "")[:1] == "#")
    return [one for one in links if places.get(one.get("href", "")[1:], -1) > here]


def _is_linked(block: etree._Element, places: dict[str, int]) -> bool:
    links = _leading(block, places)
    if not links:
        return False
    if block.tag == "table":
        rows = [row for row in block.iter("tr") if tree.has_words(row)]
        return sum(_is_entry(row, links) for row in rows) >= SHARE * len(rows)
    letters = COUNT.sub("", tree.words(block))
    shown = "".join(COUNT.sub("", tree.words(link)) for link in links)
    return bool(shown or not letters) and len(shown) >= SHARE * len(letters)


def _is_entry(row: etree._Element, links: list[etree._Element]) -> bool:
    """Whether a row leads to the text by its words, or by the page behind them; errata do not."""
    led = [link for link in links if row in link.iterancestors()]
    cells = [cell for cell in row if tree.has_words(cell)]
    return any(COUNT.sub("", tree.words(link)) or cells[-1] in link.iterancestors() for link in led)


def _is_label(block: etree._Element) -> bool:
    return len(tree.words(block)) <= LABEL and block.tag != "table"


def _goes_on(blocks: Sequence[etree._Element], places: dict[str, int]) -> bool:
    """Whether an entry follows a few lines at most."""
    for block in blocks[: LABELS + 1]:
        if _is_linked(block, places):
            return True
        if not _is_label(block):
            return False
    return False


def _title(
    blocks: Sequence[etree._Element],
    first: etree._Element,
    last: etree._Element,
    titles: frozenset[str],
) -> list[etree._Element]:
    """Return the heading of a list, and what stands between: by its name, or by what is below."""
    at = blocks.index(first)
    for number, block in enumerate(reversed(blocks[max(at - NOTES, 0) : at]), 1):
        name = tree.words(block).casefold().strip(" .:[]")
        if name in titles or PICTURES.fullmatch(name):
            return list(blocks[at - number : at])
        if len(name) > NOTE:
            break
    above, behind = blocks[at - 1 : at], blocks[blocks.index(last) + 1 :][:1]
    lonely = bool(behind) and behind[0].tag in tree.HEADINGS
    names = any(one.get("id") or next(one.iter("a"), None) is not None for one in above)
    headed = bool(above) and above[0].tag in tree.HEADINGS and not names
    return list(above) if headed and lonely and above[0].tag >= behind[0].tag else []
