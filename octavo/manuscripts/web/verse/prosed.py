"""Prose that a web page calls verse: one class for all that is set apart from its text."""

from __future__ import annotations

from lxml import etree

from octavo.manuscripts.web import tree
from octavo.manuscripts.web.book import Web
from octavo.manuscripts.web.verse.poems import LINE, is_called
from octavo.model.counted import counted

LONGEST = 2 * LINE
"""No line of verse is longer, but paragraphs of prose are."""


def take(web: Web) -> None:
    """Make quotations of what is called verse and has no lines, where most of it is prose."""
    called = [one for one in tree.of(web.bodies, "div", "blockquote") if is_called(one)]
    called = [one for one in called if not any(map(is_called, one.iterancestors()))]
    for name in sorted({one.get("class", "") for one in called} - {""}):
        own = [one for one in called if one.get("class") == name]
        bare = [one for one in own if next(one.iter("br", *tree.HEADINGS), None) is None]
        sizes = [len(tree.words(leaf)) for one in bare for leaf in _paragraphs(one)]
        if 2 * sum(size for size in sizes if size > LONGEST) <= sum(sizes):
            continue
        for one in bare:
            one.tag = "blockquote"
            tree.drop(one, "class")
        message = f"{counted(len(bare), 'passage')} that a class calls verse, with long paragraphs"
        message += " and no lines, became quotations." if len(bare) > 1 else ", became a quotation."
        web.done("import-verse-prose", message, tree.words(bare[0])[:80])


def _paragraphs(element: etree._Element) -> list[etree._Element]:
    """Return the blocks of an element that hold no other; itself where it has none."""
    inner = [one for one in element.iter() if one.tag in tree.BLOCKS]
    return [one for one in inner if not any(child.tag in tree.BLOCKS for child in one)]
