"""Takes headings away that are none: the title again above all chapters, lines of a title page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import dropwhile, pairwise

from octavo.manuscripts.guard.contents import letters
from octavo.manuscripts.pieces import Manuscript
from octavo.model.counted import counted
from octavo.model.finding import Finding, Place, Severity, Tier
from octavo.model.nodes import Node, stringify, walk

LEAST = 2
"""So many divisions stand below such a heading, or more."""

BEGINNING = 12
"""So many letters of a title or more may stand for it, where it goes on with another half."""

GOES_ON = ("and", "or")
AROUND = re.compile(r"^(?:the|an?)\s+|\s*\([^()]*\)\s*$", re.IGNORECASE)
"""What stands around a title in a catalogue, and not above the text."""


def without_title(blocks: list[Node], title: str, file: str, subtitle: str = "") -> list[Finding]:
    """Take headings that only repeat the title away, in place, and raise what one alone heads.

    The subtitle may stand behind the title; an article before it, or a year in brackets, may not.
    """
    findings = []
    written = (title, f"{title} {subtitle}", AROUND.sub("", title)) if title else ()
    titles = [one for one in map(letters, written) if one]
    for block in _empty(blocks, titles):
        words = stringify(block["c"][2])
        blocks[:] = [one for one in blocks if one is not block]
        message = "A heading repeats the title of the book, with nothing below it."
        findings.append(_repeats(message, words, file))
    return findings + _raised(blocks, titles, file)


def _empty(blocks: list[Node], titles: Sequence[str]) -> list[Node]:
    """Return the headings that repeat the title right before one of their level, or a higher one.

    The pages that a half title parts begin anew anyway.
    """
    made = []
    for block, following in pairwise(blocks):
        if _level(block) and 0 < _level(following) <= _level(block) and _is_title(block, titles):
            made.append(block)
    return made


def _is_title(block: Node, titles: Sequence[str]) -> bool:
    own = letters(stringify(block["c"][2]))
    if "part" in block["c"][1][1]:
        return False
    longer = [one for one in titles if len(own) >= BEGINNING and one.startswith(own)]
    return own in titles or any(one[len(own) :].startswith(GOES_ON) for one in longer)


def _repeats(message: str, words: str, file: str) -> Finding:
    return Finding("import-title", message, Severity.INFO, Tier.AUTO, Place(file), before=words)


def _raised(blocks: list[Node], titles: Sequence[str], file: str) -> list[Finding]:
    """Raise what stands right below a heading that repeats the title, in place; report it.

    Where it is repeated more than once, the longest text below it is the book.
    """
    tops = [n for n, block in enumerate(blocks) if _level(block) == 1]
    spans = [
        (at, end)
        for at, end in zip(tops, [*tops[1:], len(blocks)], strict=False)
        if _is_title(blocks[at], titles) and _is_above(blocks[at + 1 : end])
    ]
    if len(tops) < LEAST or not spans:
        return []
    at, end = max(spans, key=lambda span: span[1] - span[0])
    if 2 * (end - at) < len(blocks):
        return []  # an essay that the book is called after
    below = [block for block in blocks[at + 1 : end] if _level(block)]
    divisions = counted(sum(_level(block) == LEAST for block in below), "division")
    for block in below:
        block["c"][0] -= 1
    words = stringify(blocks[at]["c"][2])
    del blocks[at]
    message = f"A heading repeats the title of the book: the {divisions} below it are chapters."
    return [_repeats(message, words, file)]


def _is_above(below: list[Node]) -> bool:
    """Whether several divisions stand right below a heading, with no words before the first."""
    below = [*dropwhile(_is_place, below)]
    many = sum(_level(block) == LEAST for block in below) >= LEAST
    return many and _level(below[0]) == LEAST


def _is_place(block: Node) -> bool:
    """Whether a block is only a place that links lead to."""
    inner = {node["t"] for node in walk([block])}
    return block["t"] in ("Para", "Plain") and inner <= {block["t"], "Span"}


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
