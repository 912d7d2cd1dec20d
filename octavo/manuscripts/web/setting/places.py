"""Places that links lead to, on blocks that keep no name when pandoc reads them."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from octavo.manuscripts.web import tree

NAMELESS = ("p", "li", "dt", "dd", "td", "th")
"""Blocks of words; their name is lost, unless it stands among the words."""

HOLDERS = ("blockquote", "ul", "ol", "dl", "tr")
"""Blocks of blocks: their name is that of the first words in them."""


def keep(roots: Iterable[etree._Element]) -> None:
    """Put the name of a block that a link leads to before its first words, in place.

    A heading that leads back to a list of contents is no such link.
    """
    all_of = list(roots)
    links = (one for one in tree.of(all_of, "a") if not _in_heading(one))
    led = {href[1:] for one in links if (href := one.get("href", ""))[:1] == "#"} - {""}
    for block in tree.of(all_of, *NAMELESS, *HOLDERS):
        if block.get("id", "") in led and (first := _first(block)) is not None:
            place = tree.made("span", id=tree.drop(block, "id"))
            place.tail, first.text = first.text, None
            first.insert(0, place)


def _in_heading(link: etree._Element) -> bool:
    return any(one.tag in tree.HEADINGS for one in link.iterancestors())


def _first(block: etree._Element) -> etree._Element | None:
    """Return the first block of words in a block, which may be itself; None for verse and code."""
    for one in block.iter(*NAMELESS, "div", "pre", *tree.HEADINGS):
        if one.tag not in NAMELESS:
            return None
        if not any(inner.tag in tree.BLOCKS for inner in one):
            return one
    return None
