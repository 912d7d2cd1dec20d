"""What stands before and behind the text of a web page of Project Gutenberg, by its words.

Title page, imprint, contents, notes of the transcribers and advertisements have no classes there
that all pages share: their words and places tell them. Pictures, dedications and mottoes stay.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from lxml import etree

from octavo.manuscripts.plain.outer.gutenberg import NOTES
from octavo.manuscripts.plain.outer.pictured import PICTURES
from octavo.manuscripts.web import tree
from octavo.manuscripts.web.around import pressed, sold
from octavo.manuscripts.web.book import Web
from octavo.manuscripts.web.divisions import linked, listing
from octavo.manuscripts.web.figures import heard

Leave = Callable[[Web, list[etree._Element], str], None]
LEAST = 3
"""The fewest links to the text, or pages, in a list of contents."""


def take(
    web: Web, titles: frozenset[str], leave: Leave, following: Sequence[etree._Element]
) -> None:
    """Leave out what is not text, in place; `titles` are headings of lists of contents.

    `following` are the headings behind lists that are gone already.
    """
    body = web.pages[0].body
    blocks = [one for one in pressed.leaves(body) if tree.has_words(one)]
    for run in linked.runs(body, blocks, titles):
        leave(web, run, "list of contents")
    listed = False
    for heading in list(tree.of([body], *tree.HEADINGS)):
        words = tree.words(heading)
        first = re.split(r" and | et | und |, ", words.casefold().strip(" .:"))[0]
        if heading.getparent() is None:
            continue
        if first == "index" and listing.is_behind(heading):
            continue
        below = listing.below(heading)
        named = first in titles or PICTURES.fullmatch(words.strip(" .:"))
        goes_on = (listed or heading in following) and listing.goes_on(heading)
        listed = listing.is_list(heading, body) if named else goes_on
        if listed or (named and web.listed and not any(map(_holds, below))):
            leave(web, [heading, *below], "list of contents")
        elif NOTES.match(words):
            note = below if listing.is_behind(heading) else listing.stretch(heading)
            leave(web, [heading, *note], "transcriber\N{RIGHT SINGLE QUOTATION MARK}s note")
    heard.take(web)
    pressed.take(web, body, leave)
    sold.take(web, body, pressed.leaves(body), leave)


def _holds(block: etree._Element) -> bool:
    """Whether a block has words or a picture."""
    return tree.has_words(block) or next(block.iter("img"), None) is not None
