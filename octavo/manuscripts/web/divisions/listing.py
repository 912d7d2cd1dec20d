"""Lists of contents of a web page: with links, with the titles of the text, with its pages.

A list is known by its heading. Right behind it others follow that name their own heading: songs,
plates, notes; these lead to the text by links.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import etree

from octavo.manuscripts.plain.outer.front import ENTRIES, PAGE
from octavo.manuscripts.plain.outer.pictured import AT_FRONT
from octavo.manuscripts.web import tree
from octavo.manuscripts.web.figures import heard

LEAST = 3
"""The fewest links to the text, titles of it, or pages, in a list of contents."""

LONGEST = 300
"""A block with more letters is text, not an entry."""

NUMBER = re.compile(r"(?:(?:chapter|part|act|letter)\s+)?(?:\d{1,3}|[ivxlc]{1,7})\b[.:)]?\s+", re.I)
"""The number before an entry."""

PAGED = re.compile(r"\d{1,3}|[ivxlc]{1,7}")
"""The number of a page behind an entry, where it alone is the link."""


def below(heading: etree._Element) -> list[etree._Element]:
    """Return the siblings up to the next heading of the same level, or a higher one."""
    made = []
    for one in alone(heading).itersiblings():
        inner = [one, *one.iter(*tree.HEADINGS)] if isinstance(one.tag, str) else []
        if any(h.tag in tree.HEADINGS and h.tag <= heading.tag for h in inner):
            break
        made.append(one)
    return made


def stretch(heading: etree._Element) -> list[etree._Element]:
    """Return the siblings below a heading up to a rule, a picture or the next heading of any level.

    A rule right below the heading belongs to it.
    """
    made: list[etree._Element] = []
    for one in alone(heading).itersiblings():
        ends = next(one.iter("img", *tree.HEADINGS), None) is not None
        if ends or (one.tag == "hr" and any(map(tree.has_words, made))):
            break
        made.append(one)
    return made


def alone(heading: etree._Element) -> etree._Element:
    """Return the outermost division that has nothing but an element; else the element itself."""
    top = heading
    parent = top.getparent()
    while parent is not None and parent.tag in ("div", "center", "header"):
        if tree.words(parent) != tree.words(heading) or next(parent.iter("img"), None) is not None:
            break
        top, parent = parent, parent.getparent()
    return top


def is_behind(heading: etree._Element) -> bool:
    """Whether most of a text stands before a heading: a list of names and pages follows there."""
    body = next(heading.iterancestors("body"))
    headings = list(body.iter(*tree.HEADINGS, "p"))
    return heading in headings and headings.index(heading) * 2 > len(headings)


def is_list(heading: etree._Element, body: etree._Element) -> bool:
    """Whether what stands below a heading that is called so is a list of contents."""
    listed = below(heading)
    if not _may_be(listed):
        return False
    links = sum(one.get("href", "").startswith("#") for e in listed for one in e.iter("a"))
    return links >= LEAST or _names(listed, _titles(heading, body))


def goes_on(heading: etree._Element) -> bool:
    """Whether what stands below a heading right behind a list is one too: each entry is a link.

    A row of a table without one is the first line of an entry, or its heading.
    """
    listed = below(heading)
    entries = [one for e in listed for one in heard.inner(e) if tree.has_words(one)]
    entries = [one for one in entries if one.tag not in ("td", "th")]
    for table in (table for e in listed for table in e.iter("table")):
        rows = [row for row in table.iter("tr") if tree.has_words(row)]
        last = max((at for at, row in enumerate(rows) if _is_linked(row)), default=-1)
        entries += [row for at, row in enumerate(rows) if at > last or _is_linked(row)]
    linked = [one for one in entries if _is_linked(one)]
    return _may_be(listed) and len(linked) >= LEAST and len(linked) >= len(entries) - 1


def _is_linked(entry: etree._Element) -> bool:
    return any(link.get("href", "").startswith("#") for link in entry.iter("a"))


def entries(body: etree._Element, titles: frozenset[str]) -> list[list[etree._Element]]:
    """Return the lists of contents that are paragraphs in a row, each an entry, with their title.

    The title is a paragraph as they are: *Contents*. Lines that lead nowhere may stand among the
    entries: the titles of parts.
    """
    lists = []
    for title in body.iter("p"):
        words = tree.words(title).casefold().strip(" .:")
        if words not in titles or (words == "index" and is_behind(title)):
            continue
        top = alone(title)
        row: list[etree._Element] = []
        for one in top.itersiblings():
            if next(one.iter("img", *tree.HEADINGS), None) is not None:
                break
            if len(tree.words(one)) > LONGEST * max(_links(one), 1):
                break
            row.append(one)
        linked = [at for at, one in enumerate(row) if _is_entry(one) or _links(one) >= LEAST]
        row = row[: linked[-1] + 1] if linked else []
        many = sum(max(_links(row[at]), 1) for at in linked)
        if many >= LEAST and 2 * len(linked) > sum(tree.has_words(one) for one in row):
            lists.append([top, *row])
    return lists


def _links(paragraph: etree._Element) -> int:
    """Return how many lines of a paragraph begin with a link to a place in the page.

    A list of contents may be one paragraph, its entries parted by breaks.
    """
    breaks = [None, *paragraph.iter("br")]
    return sum(_leads(paragraph if one is None else one, first=one is None) for one in breaks)


def _leads(before: etree._Element, *, first: bool) -> bool:
    """Whether a link to the page is the first that stands in a paragraph, or behind a break."""
    text = before.text if first else before.tail
    link = next(iter(before), None) if first else before.getnext()
    leads = link is not None and link.tag == "a" and link.get("href", "").startswith("#")
    return leads and not (text or "").strip()


def is_paged(element: etree._Element) -> bool:
    """Whether most rows of a table end with the number of a page, or name the front."""
    rows = [words for row in element.iter("tr") if (words := tree.words(row))]
    paged = sum(bool(PAGE.search(words) or AT_FRONT.search(words)) for words in rows)
    return paged >= LEAST and 2 * paged > len(rows)


def headed(body: etree._Element, titles: frozenset[str]) -> list[etree._Element]:
    """Return a list of contents whose entries are headings, each with the lines below it.

    All words of such a heading are those of a link to a heading further on, which begins so.
    """
    headings = [one for one in body.iter(*tree.HEADINGS) if tree.has_words(one)]
    places = _places(body, headings)
    row: list[etree._Element] = []
    for at, one in enumerate(headings):
        if _is_entry(one) and _leads_on(at, headings, places):
            row.append(one)
        elif row:
            break
    if len(row) < LEAST:
        return []
    first = headings.index(row[0])
    above = [alone(one) for one in headings[max(first - 1, 0) : first] if _is_called(one, titles)]
    return [*above, *(block for one in row for block in (one, *stretch(one)))]


def _is_called(heading: etree._Element, titles: frozenset[str]) -> bool:
    return tree.words(heading).casefold().strip(" .:") in titles


def _places(body: etree._Element, headings: Sequence[etree._Element]) -> dict[str, int]:
    """Return which heading, by its number, stands at or behind each place that has a name."""
    places: dict[str, int] = {}
    inside = {one for heading in headings for one in heading.iter()}
    started = set(headings)
    at = 0
    for one in body.iter():
        at += one in started
        for name in (one.get("id"), one.get("name")):
            if name:
                places.setdefault(name, at - 1 if one in inside else at)
    return places


def _leads_on(at: int, headings: Sequence[etree._Element], places: dict[str, int]) -> bool:
    """Whether a heading leads to one behind it that begins with its words."""
    link = next(headings[at].iter("a")).get("href", "")
    to = places.get(link[1:], -1)
    begins = tree.small_letters(tree.words(headings[at]))
    return at < to < len(headings) and tree.small_letters(tree.words(headings[to])).startswith(
        begins
    )


def _is_entry(paragraph: etree._Element) -> bool:
    """Whether the words of a paragraph are links to places in the page, or end with a page's."""
    links = [one for one in paragraph.iter("a") if one.get("href", "").startswith("#")]
    words = tree.words(paragraph)
    linked = " ".join(map(tree.words, links))
    by_page = len(links) == 1 and PAGED.fullmatch(linked) and words.endswith(linked)
    return bool(by_page) or tree.small_letters(linked) == tree.small_letters(words) != ""


def _may_be(listed: Sequence[etree._Element]) -> bool:
    """Whether blocks have words, none runs on, and the page goes on behind them."""
    prose = any(_runs_on(p) for e in listed for p in e.iter("p"))
    follows = bool(listed) and listed[-1].getnext() is not None
    return follows and not prose and any(map(tree.has_words, listed))


def _runs_on(paragraph: etree._Element) -> bool:
    lines = next(paragraph.iter("a", "br"), None)
    return lines is None and len(tree.words(paragraph)) > LONGEST


def _titles(heading: etree._Element, body: etree._Element) -> set[str]:
    """Return the letters of the headings behind one, with their numbers and without."""
    behind = False
    titles = set()
    for one in body.iter(*tree.HEADINGS):
        if behind:
            words = tree.words(one)
            titles |= {
                tree.small_letters(words),
                tree.small_letters(NUMBER.sub("", words, count=1)),
            }
        behind = behind or one is heading
    return titles - {""}


def _names(listed: Sequence[etree._Element], titles: set[str]) -> bool:
    """Whether most lines of some blocks name a title of the text, with a page or without."""
    lines = [line for one in listed for line in _lines(one)]
    named = 0
    for line in lines:
        entry = NUMBER.sub("", PAGE.sub("", line), count=1)
        named += bool({tree.small_letters(line), tree.small_letters(entry)} & titles)
    return named >= LEAST and named >= ENTRIES * len(lines)


def _lines(block: etree._Element) -> list[str]:
    """Return the lines of a block: of a table each row is one."""
    rows = [words for row in block.iter("tr") if (words := tree.words(row))]
    return rows or tree.lines(block)
