"""The title page, half title and imprint of a web page of Project Gutenberg, known by their words.

Blocks before the text that speak of book and press go, with the short lines between them.
Pictures, dedications, mottoes and all running text stay.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from lxml import etree

from octavo.manuscripts.plain.outer.matter import DEDICATED
from octavo.manuscripts.plain.outer.press import DATE
from octavo.manuscripts.web import tree
from octavo.manuscripts.web.around import titleblock
from octavo.manuscripts.web.around.imprints import (
    A_SENTENCE,
    LEAST,
    LONGEST,
    Names,
    is_displayed,
    is_place,
    of_press,
)
from octavo.manuscripts.web.around.titleblock import QUOTES
from octavo.manuscripts.web.book import Web
from octavo.manuscripts.web.setting import printed
from octavo.manuscripts.word.structure import numbers

Leave = Callable[[Web, list[etree._Element], str], None]
IN_CAPITALS = 12
"""So many words in capitals between two lines of a title page are one of them."""

BEFORE = 60
"""Among so many blocks at the beginning stands what a press printed there."""

SHOWN = re.compile(r"\W*(?:half[- ]?)?title[- ]?page(?:\W*|\.\w+ .*)$", re.IGNORECASE)
SHOWN_IN = re.compile(r"(?:^|[/_-])(?:half[-_]?title|title[-_]?page)[-_\d]*\.\w+$", re.IGNORECASE)
"""How a picture of a title page is described, or its file called."""


def take(web: Web, body: etree._Element, leave: Leave) -> None:
    """Leave out title page and imprint, in place: all that a press printed before the text."""
    names = Names(web)
    every = _shown(body)
    blocks = [one for one in every if tree.has_words(one)][:BEFORE]
    scan = _Scan(blocks, names, _in_a_row(blocks, names), _captions(every), _counted(body))
    scan.begun = any(one.rule == "import-matter-left-out" for one in web.findings)
    end = next((block for block in blocks if not scan.go_on(block)), None)
    gone = scan.gone
    headings = set(tree.of([body], *tree.HEADINGS))
    if headings <= set(gone):
        gone = [one for one in gone if one not in headings]  # the text has no other heading
    before = every[: every.index(end)] if end is not None else every
    shown = _pictures(before, gone[-1] if gone else None, names)
    if gone or shown:
        leave(web, [*shown, *gone], "title page")


@dataclass(slots=True)
class _Scan:
    """The blocks of a page, read from the first to where the text begins."""

    blocks: list[etree._Element]
    names: Names
    titled: list[etree._Element]
    captions: set[etree._Element]
    counted: set[etree._Element]
    gone: list[etree._Element] = field(default_factory=list)
    waiting: list[etree._Element] = field(default_factory=list)
    dedicated: bool = False
    placed: bool = False
    begun: bool = False

    def go_on(self, block: etree._Element) -> bool:
        """Take one block more; return whether the text has not begun with it."""
        words = tree.words(block)
        stacked = any(one.tag in tree.HEADINGS for one in self.waiting)
        made = self._is_made(block, words, stacked=stacked)
        press = made or block in self.titled or self._is_named(block, words)
        if not press and self._is_text(block, words):
            return False
        if press and stacked and not made and (self.gone or self.begun):
            return False
        if press:
            self.gone += [*_lines(self.waiting), block]
            self.waiting, self.dedicated = [], False
            self.placed = made and not DATE.fullmatch(words)
        elif DEDICATED.match(words.lstrip(QUOTES)):
            self.waiting, self.dedicated = [], True
        elif not self.dedicated and block not in self.captions:
            self.waiting.append(block)
        return True

    def _below(self, block: etree._Element) -> etree._Element | None:
        return next(iter(self.blocks[self.blocks.index(block) + 1 :][:1]), None)

    def _is_named(self, block: etree._Element, words: str) -> bool:
        """Whether a line names book or people; the heading of a chapter may have a word of them."""
        if self.names.begin(words):
            chapter = block.tag in tree.HEADINGS and titleblock.heads_a_chapter(block)
            return not (chapter and (self.gone or self.begun))
        below = self._below(block)
        heads = block.tag in tree.HEADINGS and not (
            below is not None and below.tag in tree.HEADINGS
        )
        return not heads and self.names.touch(words)

    def _is_made(self, block: etree._Element, words: str, *, stacked: bool) -> bool:
        """Whether a block speaks of the press; a year below a heading does behind its place."""
        if (
            block in self.counted
            or _opens(block, self.blocks)
            or (_runs_on(block, words) and not RIGHTS.search(words))
        ):
            return False
        dated = DATE.fullmatch(words) is not None
        if self.dedicated and (dated or is_place(words)):
            return False
        return of_press(words) and not (dated and stacked and not self.placed)

    def _is_text(self, block: etree._Element, words: str) -> bool:
        """Whether the text begins: with a long block, or a heading with something below.

        A heading among others, right behind lines that went, is another line.
        """
        if block.tag not in tree.HEADINGS:
            return len(words) > LONGEST
        below = self._below(block)
        if below in self.titled:
            return False
        titled = below is not None and self.names.begin(tree.words(below))
        behind = self.begun or bool(self.gone) or (titled and not self.waiting)
        behind = behind and all(one.tag in tree.HEADINGS for one in self.waiting)
        counted = numbers.read(words).kind in ("part", "chapter", "named")
        lonely = below is None or below.tag not in tree.HEADINGS
        given = DEDICATED.match(words.lstrip(QUOTES)) is not None
        return counted or (lonely and not given) or not (behind or given or self.dedicated)


def _shown(body: etree._Element) -> list[etree._Element]:
    """Return the blocks of a page that hold no other, and pictures that stand in none of these."""
    inner = set(leaves(body))
    return [
        one
        for one in body.iter(*tree.BLOCKS, "img")
        if one in inner or (one.tag == "img" and inner.isdisjoint(one.iterancestors()))
    ]


def _counted(body: etree._Element) -> set[etree._Element]:
    """Return the headings that count volumes or parts, where the page has several of them.

    *Volume I* is a line of a title page only where no second volume follows.
    """
    named: dict[str, list[etree._Element]] = defaultdict(list)
    for heading in body.iter(*tree.HEADINGS):
        words = tree.words(heading)
        if numbers.read(words).kind == "part":
            named[numbers.word(words)].append(heading)
    return {one for many in named.values() if len(many) > 1 for one in many}


def _captions(every: Sequence[etree._Element]) -> set[etree._Element]:
    """Return the blocks with a picture in them, or right below one that is no ornament."""
    captions = set()
    above = False
    for one in every:
        pictured = next(one.iter("img"), None) is not None
        if pictured or (above and one.tag not in tree.HEADINGS):
            captions.add(one)
        above = pictured and not tree.has_words(one) and not titleblock.only_adorns(one)
    return captions


def _pictures(
    before: list[etree._Element], last: etree._Element | None, names: Names
) -> list[etree._Element]:
    """Return blocks without words before the text that are part of a title page.

    Before its last line they say where printed pages began, or show an ornament or the mark of a
    publisher; wherever they stand, they show the page itself.
    """
    made: list[etree._Element] = []
    inside = last is not None
    for one in before:
        inside = inside and one is not last
        pictures = list(one.iter("img"))
        marked = any(printed.is_mark(mark) for mark in one.iter("span"))
        if tree.has_words(one) or not (pictures or (marked and inside)):
            continue
        if all(_is_page(each, names) or (inside and titleblock.adorns(each)) for each in pictures):
            made.append(one)
    return made


def _is_page(picture: etree._Element, names: Names) -> bool:
    """Whether a picture is that of a title page, by its description."""
    description = picture.get("alt", "")
    titled = len(names.title) > LEAST and tree.letters(description).startswith(names.title)
    by = any(tree.letters(part) in names.last for part in description.split())
    called = SHOWN.match(description) or SHOWN_IN.search(picture.get("src", ""))
    return bool(called) or (titled and (by or of_press(description)))


IN_A_ROW = 8
"""Of so many lines a title is made up, at most: THE / QUAY."""


def _in_a_row(blocks: list[etree._Element], names: Names) -> list[etree._Element]:
    """Return the first lines of a page that have the title together, one of them a heading."""
    for start in range(len(blocks)):
        joined = ""
        for end, block in enumerate(blocks[start : start + IN_A_ROW], start + 1):
            joined += tree.letters(tree.words(block))
            row = blocks[start:end]
            headed = any(one.tag in tree.HEADINGS for one in row)
            if joined in names.whole and len(row) > 1 and headed:
                article = tree.words(blocks[max(start - 1, 0)]).casefold() in ("the", "a", "an")
                return blocks[start - 1 : end] if article and start else row
            if not any(one.startswith(joined) for one in names.whole):
                break
    return []


FEW = 5
"""A heading of a text of the press has so few words, and no number: *Publishers' Note*."""

RIGHTS = re.compile(
    r"copyright|all rights|re-?printed|transcribe|produced by|\S+@\S+|http|author of|this edition",
    re.IGNORECASE,
)
"""What a long paragraph of a press says."""


def _opens(block: etree._Element, blocks: list[etree._Element]) -> bool:
    """Whether a heading opens text: a sentence stands right below that no press prints.

    *Publishers' Note* names the press and is no line of the title page.
    """
    head = tree.words(block)
    short = len(head.split()) <= FEW and not any(sign.isdigit() for sign in head)
    if block.tag not in tree.HEADINGS or not short or titleblock.BY.match(head):
        return False
    below = blocks[blocks.index(block) + 1 :][:1]
    return (
        bool(below)
        and _runs_on(below[0], words := tree.words(below[0]))
        and not RIGHTS.search(words)
    )


def _runs_on(block: etree._Element, words: str) -> bool:
    """Whether a block is a long sentence, or several."""
    ends = words.rstrip("\"'").endswith((".", "!", "?", "\N{RIGHT DOUBLE QUOTATION MARK}"))
    return len(words) > A_SENTENCE and ends and next(block.iter("br"), None) is None


def _lines(waiting: Sequence[etree._Element]) -> list[etree._Element]:
    """Return the blocks between two of a title page that are lines of it.

    What stands right beside another belongs to that: the source of a motto, the title of a note.
    """
    lines = [_is_line(block) for block in waiting]
    beside = zip([True, *lines], lines, [*lines[1:], True], strict=False)
    return [block for block, near in zip(waiting, beside, strict=True) if all(near)]


def _is_line(block: etree._Element) -> bool:
    """Whether a block is short, or in capitals, or all its longer words have capitals."""
    words = tree.words(block)
    short = len(words.split()) <= (IN_CAPITALS if words.isupper() else LEAST + 2)
    return (short or is_displayed(words)) and block.tag in LINES


LINES = ("p", "div", "center", "pre", *tree.HEADINGS)


def leaves(body: etree._Element) -> list[etree._Element]:
    """Return the blocks that hold no other; a table is one block."""
    made: list[etree._Element] = []
    for one in body.iter(*tree.BLOCKS):
        inner = any(child.tag in tree.BLOCKS for child in one.iter() if child is not one)
        tabled = any(up.tag == "table" for up in one.iterancestors())
        if one.tag == "table" or (not inner and not tabled):
            made.append(one)
    return made
