"""Titles that stand twice: half titles of chapters, on pages of their own, and of the book.

The second heads nothing that the first does not: one heading is left, with the picture or the song
that stands between them.
"""

from __future__ import annotations

from lxml import etree

from octavo.files import xml
from octavo.manuscripts.web import tree
from octavo.manuscripts.web.book import Web
from octavo.manuscripts.web.divisions.through import below

LONGEST = 400
"""Words below a picture, between a title and the same again, have no more letters."""

LEAST = 3
"""A title has more letters; a number may be there twice."""


def take(web: Web) -> None:
    """Leave out titles that stand twice in a row, in place; report them once. No e-book."""
    if web.entries:
        return
    counts = below(web)
    title = tree.letters(str(web.embedded.get("title") or ""))
    headings = [one for one in tree.of(web.bodies, *tree.HEADINGS) if tree.has_words(one)]
    gone: list[str] = []
    for at, one in enumerate(headings[:-1]):
        again, behind = headings[at + 1], headings[at + 2 : at + 3]
        name = tree.letters(tree.words(one))
        twice = len(name) > LEAST and name == tree.letters(tree.words(again))
        if twice and _is_one(one, again, behind, counts):
            gone.append(_leave(web, again, parted=one.tag < again.tag and bool(counts[one])))
        elif at and name == title and one.tag == again.tag and counts[one] <= len(title):
            gone.append(_leave(web, one, parted=False))
    if gone:
        many = "A title stands" if len(gone) == 1 else f"{len(gone)} titles stand"
        message = f"{many} twice, on a page before the text and above it: one is kept."
        web.done("import-title", message, gone[0])


def _is_one(
    one: etree._Element,
    again: etree._Element,
    behind: list[etree._Element],
    counts: dict[etree._Element, int],
) -> bool:
    """Whether the same title follows at its level, or below it as the only section of a chapter.

    At its level nothing stands between, or a picture; two recipes may have one name.
    """
    only = one.tag < again.tag and (not behind or behind[0].tag <= one.tag)
    near = not counts[one] or (counts[one] <= LONGEST and _has_picture(one, again))
    return only or (one.tag == again.tag and near)


def _has_picture(one: etree._Element, again: etree._Element) -> bool:
    body = next(one.iterancestors("body"))
    blocks = list(body.iter("img", *tree.HEADINGS))
    return any(e.tag == "img" for e in blocks[blocks.index(one) : blocks.index(again)])


def _leave(web: Web, heading: etree._Element, *, parted: bool) -> str:
    """Take a heading away, but not the places in it; return its words."""
    words = tree.words(heading)
    tree.keep_marks(heading)
    if parted:
        heading.addprevious(tree.made("hr"))
    web.unheaded += 1
    web.aside.append(words)
    xml.remove(heading)
    return words
