"""What stands before and behind the text of a web page of Project Gutenberg, by its words.

Title page, imprint, contents, notes of the transcribers and advertisements have no classes there
that all pages share: their words and places tell them. Pictures, dedications and mottoes stay.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from lxml import etree

from octavo.manuscripts.plain.outer.gutenberg import NOTES, TYPED
from octavo.manuscripts.plain.outer.matter import DATE, DEDICATED, OFFER, PRESS, VOLUME
from octavo.manuscripts.plain.outer.pictured import PICTURES
from octavo.manuscripts.web import tree
from octavo.manuscripts.web.around import sold, titleblock
from octavo.manuscripts.web.book import Web
from octavo.manuscripts.web.divisions import listing
from octavo.manuscripts.web.figures import heard
from octavo.manuscripts.web.setting import printed
from octavo.manuscripts.word.structure import numbers

Leave = Callable[[Web, list[etree._Element], str], None]
LEAST = 3
"""The fewest links to the text, or pages, in a list of contents."""

LONGEST = 300
"""A block with more letters is text, not a line of a title page."""

IN_CAPITALS = 12
"""So many words in capitals between two lines of a title page are one of them."""

A_SENTENCE = 120
"""So many letters below a heading are text, where they end as a sentence does."""

BEFORE = 60
"""Among so many blocks at the beginning stands what a press printed there."""

BY = re.compile(
    r"\W*(?:(?:written|edited|illustrated|translated|music|words|introduction) )?"
    r"(?:by|von|par|por|di|door|af|av)\b.{0,60}",
    re.IGNORECASE,
)
SOURCE = re.compile(
    r"transcribed from|this (?:e-?book|e-?text|file) was|produced by", re.IGNORECASE
)


def take(
    web: Web, titles: frozenset[str], leave: Leave, following: Sequence[etree._Element]
) -> None:
    """Leave out what is not text, in place; `titles` are headings of lists of contents.

    `following` are the headings behind lists that are gone already.
    """
    body = web.pages[0].body
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
        if listed:
            leave(web, [heading, *below], "list of contents")
        elif NOTES.match(words):
            note = below if listing.is_behind(heading) else listing.stretch(heading)
            leave(web, [heading, *note], "transcriber\N{RIGHT SINGLE QUOTATION MARK}s note")
    heard.take(web)
    _front(web, body, leave)
    sold.take(web, body, _leaves(body), leave)


def _front(web: Web, body: etree._Element, leave: Leave) -> None:
    """Leave out title page and imprint: blocks before the text that speak of book and press."""
    known = [web.embedded.get("title"), web.embedded.get("subtitle")]
    authors = web.embedded.get("author")
    known += authors if isinstance(authors, list) else [authors]
    named = [letters for one in known if one and len(letters := _letters(str(one))) > LEAST]
    blocks = [one for one in _leaves(body) if tree.words(one)][:BEFORE]
    gone: list[etree._Element] = []
    waiting: list[etree._Element] = []
    titled = _in_a_row(blocks, named)
    for block in blocks:
        words = tree.words(block)
        press = block in titled or (_of_press(words, named) and not _opens(block, blocks, named))
        if _is_text(block, words, press=press):
            break
        if press:
            gone += [*(one for one in waiting if _is_line(one)), block]
            waiting = []
        elif DEDICATED.match(words) or block.tag == "img":
            waiting = []
        else:
            waiting.append(block)
    headings = set(tree.of([body], *tree.HEADINGS))
    if headings <= set(gone):
        gone = [one for one in gone if one not in headings]  # the text has no other heading
    if gone:
        leave(web, [*_bare_before(body, gone[-1]), *gone], "title page")


def _bare_before(body: etree._Element, last: etree._Element) -> list[etree._Element]:
    """Return blocks before one that are part of a title page without words.

    They say where printed pages began, or show an ornament or the mark of a publisher.
    """
    made: list[etree._Element] = []
    for one in _leaves(body):
        if one is last:
            break
        pictures = next(one.iter("img"), None) is not None
        marked = any(printed.is_mark(mark) for mark in one.iter("span")) or pictures
        if marked and titleblock.only_adorns(one) and not tree.words(one):
            made.append(one)
    return made


def _in_a_row(blocks: list[etree._Element], named: Sequence[str]) -> list[etree._Element]:
    """Return the first headings of a page where they have the title together: THE / QUAY."""
    row: list[etree._Element] = []
    for block in blocks:
        if block.tag not in tree.HEADINGS:
            if row:
                break
            continue
        joined = _letters(" ".join(map(tree.words, [*row, block])))
        begins = not row and any(joined.startswith(one) for one in named)
        if begins or any(one.startswith(joined) for one in named):
            row.append(block)
        elif row or not _of_press(tree.words(block), named):
            break  # who typed the text may stand above
    whole = _letters(" ".join(map(tree.words, row)))
    return row if len(row) > 1 and any(whole.startswith(one) for one in named) else []


def _opens(block: etree._Element, blocks: list[etree._Element], named: Sequence[str]) -> bool:
    """Whether a heading opens text: a sentence stands right below that no press prints.

    *Publishers' Note* names the press and is no line of the title page.
    """
    if block.tag not in tree.HEADINGS or _names(tree.words(block), named):
        return False
    following = next(iter(blocks[blocks.index(block) + 1 :][:1]), None)
    words = "" if following is None else tree.words(following)
    return (
        len(words) > A_SENTENCE
        and words.rstrip("\"'").endswith((".", "!", "?", "\N{RIGHT DOUBLE QUOTATION MARK}"))
        and not _of_press(words, named)
    )


def _is_text(block: etree._Element, words: str, *, press: bool) -> bool:
    if block.tag in tree.HEADINGS:
        return not press
    return len(words) > LONGEST and not press


def _is_line(block: etree._Element) -> bool:
    """Whether a block between two of a title page is one of its lines: short, or in capitals."""
    words = tree.words(block)
    most = IN_CAPITALS if words.isupper() else LEAST + 2
    return len(words.split()) <= most and block.tag in (
        "p",
        "div",
        "center",
        "pre",
    )


HONOUR = re.compile(
    r"\W*(?:(?:the )?(?:sir|dame|lord|lady|dr|prof(?:essor)?|mr|mrs|miss|rev(?:erend)?)\b\.?\s+)+",
    re.IGNORECASE,
)
"""What stands before a name on a title page."""


def _names(words: str, named: Sequence[str]) -> bool:
    """Whether words begin with the title or the author, or are a piece of them."""
    letters = _letters(HONOUR.sub("", words, count=1))
    return any(
        letters.startswith(one) or (len(letters) > LEAST and letters in one) for one in named
    )


def _of_press(words: str, named: Sequence[str]) -> bool:
    if _names(words, named):
        return len(_letters(words)) < LONGEST
    if numbers.read(words).kind in ("chapter", "named"):
        return False
    says = PRESS.search(words) or DATE.fullmatch(words) or VOLUME.fullmatch(words)
    says = says or BY.fullmatch(words) or SOURCE.search(words) or TYPED.search(words)
    return bool(says) or len(OFFER.findall(words)) > 1


def _letters(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def _leaves(body: etree._Element) -> list[etree._Element]:
    """Return the blocks that hold no other; a table is one block."""
    made: list[etree._Element] = []
    for one in body.iter(*tree.BLOCKS):
        inner = any(child.tag in tree.BLOCKS for child in one.iter() if child is not one)
        tabled = any(up.tag == "table" for up in one.iterancestors())
        if one.tag == "table" or (not inner and not tabled):
            made.append(one)
    return made
