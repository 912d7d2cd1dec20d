"""Takes headings away that are none: the title again above all chapters, lines of a title page."""

from __future__ import annotations

import re

from octavo.manuscripts.guard.contents import letters
from octavo.manuscripts.pieces import Manuscript
from octavo.model.counted import counted
from octavo.model.finding import Finding, Place, Severity, Tier
from octavo.model.nodes import Node, stringify, walk

LEAST = 2
"""So many divisions stand below such a heading, or more."""


def without_title(blocks: list[Node], title: str, file: str) -> list[Finding]:
    """Raise what stands right below a heading that repeats the title, in place; report it."""
    tops = [n for n, block in enumerate(blocks) if _level(block) == 1]
    for at, end in zip(tops, [*tops[1:], len(blocks)], strict=False):
        words = stringify(blocks[at]["c"][2])
        below = [block for block in blocks[at + 1 : end] if _level(block) == LEAST]
        first = blocks[at + 1 : at + 2]
        if len(tops) < LEAST or len(below) < LEAST or not first or _level(first[0]) != LEAST:
            continue
        if not title or letters(words) != letters(title) or "part" in blocks[at]["c"][1][1]:
            continue
        for block in blocks[at + 1 : end]:
            if _level(block):
                block["c"][0] -= 1
        del blocks[at]
        divisions = counted(len(below), "division")
        message = f"A heading repeats the title of the book: the {divisions} below it are chapters."
        return [
            Finding("import-title", message, Severity.INFO, Tier.AUTO, Place(file), before=words)
        ]
    return []


IMPRINT = re.compile(
    r"\b(?:copyright|published|publishers?|printed|press|edition|volume|reserved|verlag|gedruckt"
    r"|druck|imprim|éditions?|éditeur|editorial|impreso|editore|uitgever|london|londres|paris"
    r"|new york|leipzig|berlin|madrid|amsterdam|1[6-9]\d\d)", re.IGNORECASE
)  # fmt: skip
MOST = 200
"""A title page has at most so many words, beside tables."""

FEW = 2
"""So many words of an imprint make a title page."""


def without_headings(blocks: list[Node], manuscript: Manuscript) -> int:
    """Make paragraphs of lower headings on a title page, in place; report them, return how many.

    The title page is the first division of several, where it is short and has an imprint.
    """
    tops = [n for n, block in enumerate(blocks) if _level(block) == 1]
    if len(tops) <= LEAST:
        return 0
    page = blocks[tops[0] + 1 : tops[1]]
    lower = [block for block in page if _level(block)]
    words = " ".join(_words(block) for block in page if block["t"] != "Table")
    if not lower or len(words.split()) > MOST or len(set(IMPRINT.findall(words.lower()))) < FEW:
        return 0
    before = stringify(lower[0]["c"][2])
    for block in lower:
        block.update(t="Para", c=block["c"][2])
    message = f"{counted(len(lower), 'heading')} of a title page became"
    message += " a paragraph." if len(lower) == 1 else " paragraphs."
    place = Place(manuscript.name)
    rule = "import-heading-size"
    manuscript.findings.append(
        Finding(rule, message, Severity.INFO, Tier.AUTO, place, before=before)
    )
    return len(lower)


def _words(block: Node) -> str:
    inlines = (node for node in walk([block]) if node["t"] in ("Para", "Plain", "Header"))
    return " ".join(stringify(n["c"][2] if n["t"] == "Header" else n["c"]) for n in inlines)


def _level(block: Node) -> int:
    return int(block["c"][0]) if block["t"] == "Header" else 0
