"""What a press printed around a text: its printer's line, and the books it sells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from lxml import etree

from octavo.manuscripts.plain.outer.press import OFFER, OFFERS, PRINTER, SHARE
from octavo.manuscripts.plain.play.played import CLOSING
from octavo.manuscripts.web import tree
from octavo.manuscripts.web.book import Web
from octavo.manuscripts.word.structure import numbers

INDEX = re.compile(r"\b(?:index|appendix|notes|glossary|errata|register|anhang)\b", re.IGNORECASE)
"""What heads a list behind a text whose lines end with numbers, as those of a price list do."""

Leave = Callable[[Web, list[etree._Element], str], None]

FIRST = 100
"""Among so many blocks stands what is sold before a text."""

LEAST = 3
"""So many links lead from an index to its text, or more."""


def take(web: Web, body: etree._Element, leaves: Sequence[etree._Element], leave: Leave) -> None:
    """Leave out the line of a printer, and what is sold behind the text, in place.

    `leaves` are the blocks of the page. Before the text books are sold on a page between two
    headings or rules. Behind it they are sold in all blocks from some heading, or from
    the words *The End*, to the end: nothing there is a division of the text, nothing before leads
    there, and it does not lead back, as an index does.
    """
    blocks = [one for one in leaves if tree.has_words(one)]
    for one in [one for one in blocks[len(blocks) // 2 :] if _is_printer(one)][-1:]:
        blocks.remove(one)
        leave(web, [one], "line of the printer")
    wanted = _led_to(body)
    for page in _before(leaves):
        if _sells(page) and not any(wanted & _names(one) for one in page):
            blocks = [one for one in blocks if one not in page]
            leave(web, page, "advertisements")
    for start in _starts(blocks):
        sale = blocks[start:]
        back = sum(1 for one in sale for link in one.iter("a") if link.get("href", "")[:1] == "#")
        if back < LEAST and _sells(sale) and not any(wanted & _names(one) for one in sale):
            leave(web, sale, "advertisements")
            return


def _before(leaves: Sequence[etree._Element]) -> list[list[etree._Element]]:
    """Return the pages among the first blocks of a text, as headings and rules part them."""
    pages: list[list[etree._Element]] = [[]]
    for one in leaves[: min(FIRST, len(leaves) // 4)]:
        if one.tag in tree.HEADINGS or one.tag == "hr":
            pages.append([])
        if tree.has_words(one):
            pages[-1].append(one)
    return [page for page in pages[:-1] if page]


def _starts(blocks: Sequence[etree._Element]) -> Iterator[int]:
    """Yield where advertisements may begin, in the second half of a text."""
    least = len(blocks) // 2
    closed = [n for n in range(least, len(blocks)) if CLOSING.fullmatch(_bare(blocks[n]))]
    yield from (n + 1 for n in closed[-1:])
    yield from (n for n in range(least, len(blocks)) if blocks[n].tag in ("h1", "h2", "h3"))


def _sells(blocks: Sequence[etree._Element]) -> bool:
    """Whether blocks offer books for sale, on each of their pages."""
    pages = _pages(blocks)
    if any(_is_division(tree.words(page[0])) for page in pages):
        return False
    offers = [[_offers(one) for one in page] for page in pages]
    many = sum(map(sum, offers))
    return many >= OFFERS and many >= SHARE * len(blocks) and all(map(any, offers))


def _offers(block: etree._Element) -> int:
    """Return how many books a block offers; but for a table, it is one or nothing."""
    many = sum(1 for _ in OFFER.finditer(tree.words(block)))
    return many if block.tag == "table" else min(many, 1)


def _is_division(words: str) -> bool:
    """Whether words head a division of a text: a chapter, an appendix, an index."""
    kind = numbers.read(words.strip(" .")).kind
    return kind in ("part", "chapter", "named") or INDEX.search(words) is not None


def _led_to(body: etree._Element) -> set[str]:
    """Return the names of places that the text leads to: its notes, its index, its sections."""
    links = (one.get("href", "") for one in body.iter("a"))
    return {link[1:] for link in links if len(link) > 1 and link.startswith("#")}


def _names(block: etree._Element) -> set[str]:
    """Return the names of the places in a block, and of those it stands in."""
    around = block.iterancestors("div", "section", "table", "ul", "ol")
    every = (name for one in (*block.iter(), *around) for name in (one.get("id"), one.get("name")))
    return {name for name in every if name}


def _is_printer(block: etree._Element) -> bool:
    """Whether a block is the line of a printer, at the end or before notes that stand there."""
    following = block.getnext()
    ends = following is None or following.tag in ("hr", "div", "pre", *tree.HEADINGS)
    return ends and PRINTER.fullmatch(tree.words(block)) is not None


def _pages(blocks: Sequence[etree._Element]) -> list[list[etree._Element]]:
    """Return the blocks by the pages that headings begin; headings in a row begin one."""
    pages: list[list[etree._Element]] = [[]]
    for block in blocks:
        if block.tag in ("h1", "h2") and any(b.tag not in tree.HEADINGS for b in pages[-1]):
            pages.append([])
        pages[-1].append(block)
    return [page for page in pages if page]


def _bare(block: etree._Element) -> str:
    return tree.words(block).strip(" ._")
