"""Dedications of a web page that are headings, with nothing below them: *To My Mother*.

They stand before all text. The first chapter of a novel may begin with *To*, too: what has text
below it, or the first numbered chapter, is a heading.
"""

from __future__ import annotations

import re

from lxml import etree

from octavo.manuscripts.plain.outer.matter import DEDICATED
from octavo.manuscripts.web import tree
from octavo.manuscripts.web.around import stacked
from octavo.manuscripts.web.around.titleblock import QUOTES
from octavo.manuscripts.web.book import Web
from octavo.manuscripts.word.structure import numbers

SURELY = re.compile(
    r"^to\s+(?:my|all|those|her|his|him|the memory)\b|\b(?:dedicated|inscribed|in memory)\b",
    re.IGNORECASE,
)
"""How a dedication begins that is no title of a chapter."""

TO = re.compile(r"(?:to|dedicated to|inscribed to|to the memory of)\W*", re.IGNORECASE)
"""A line of a dedication that is continued below."""

LONGEST = 300
"""A block with more letters is text."""


def take(web: Web) -> None:
    """Make dedications of such headings, in place, and report each."""
    blocks = [
        one for one in stacked.flat(web.pages[0].body) if one.tag == "hr" or tree.has_words(one)
    ]
    for at, block in enumerate(blocks):
        words = tree.words(block)
        if len(words) > LONGEST:
            break
        if block.tag not in tree.HEADINGS or not DEDICATED.match(words.lstrip(QUOTES)):
            continue
        row = [block]
        behind = blocks[at + 1 :]
        if TO.fullmatch(words) and behind and behind[0].tag in tree.HEADINGS:
            row.append(behind.pop(0))
        if _heads_nothing(" ".join(map(tree.words, row)).lstrip(QUOTES), behind):
            stacked.as_lines(web, row)


def _heads_nothing(words: str, behind: list[etree._Element]) -> bool:
    """Whether the next heading follows, behind rules perhaps, and counts no chapters."""
    following = next((one for one in behind if one.tag != "hr"), None)
    if following is None or following.tag not in tree.HEADINGS:
        return False
    counted = numbers.read(tree.words(following)).kind in ("chapter", "roman", "decimal")
    return not counted or SURELY.search(words) is not None
