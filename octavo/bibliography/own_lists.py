"""A list of works that a text brings itself, under a heading of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from octavo.bibliography.places import places
from octavo.model.nodes import Node, attr_of, children, stringify
from octavo.text.citations.headings import heads_list

YEAR = re.compile(r"(?<!\d)1[4-9]\d\d(?!\d)|(?<!\d)20\d\d(?!\d)|\bn\.\s?d\.|\bforthcoming\b")
LONGEST = 90
"""So many words may an entry of a list of works have; a longer paragraph is prose."""

SHARE = 0.6
"""So many of the paragraphs under the heading must be like entries."""


def heads_own_list(blocks: list[Node], number: int) -> bool:
    """Whether a block is a heading of the first level over the text's own list of works.

    The words of the heading must be those of such a list, and most of the paragraphs up to the next
    heading of its level short, each with a year.
    """
    header = blocks[number]
    if header["t"] != "Header" or header["c"][0] != 1 or not heads_list(stringify(header["c"][2])):
        return False
    entries: list[str] = []
    for block in islice(blocks, number + 1, None):
        if block["t"] == "Header" and block["c"][0] <= 1:
            break
        entries += _paragraphs(block)
    alike = sum(len(one.split()) <= LONGEST and bool(YEAR.search(one)) for one in entries)
    return bool(entries) and alike >= SHARE * len(entries)


def own_list(blocks: list[Node]) -> Node | None:
    """Return the heading of a text's own list of works; None where it has none."""
    lists = (
        block
        for number, block in enumerate(blocks)
        if block["t"] == "Header" and "backmatter" in block["c"][1][1]
        if heads_own_list(blocks, number)
    )
    return next(lists, None)


def is_printed(blocks: list[Node]) -> bool:
    """Whether a text asks anywhere for the bibliography to be printed."""
    divs = (attr_of(block) for block in _divs(blocks))
    return any(attr and attr[0] == "refs" for attr in divs) or any(True for _ in places(blocks))


def _divs(blocks: list[Node]) -> Iterator[Node]:
    for block in blocks:
        if block["t"] == "Div":
            yield block
            yield from _divs(block["c"][1])


def _paragraphs(block: Node) -> Iterator[str]:
    """Yield the text of the paragraphs of a block."""
    if block["t"] in ("Para", "Plain"):
        yield stringify(block["c"])
    elif block["t"] not in ("Header", "Table", "CodeBlock", "LineBlock"):
        for inner in children(block):
            for one in inner:
                yield from _paragraphs(one)
