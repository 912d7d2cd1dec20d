"""The paragraphs that have just been changed, made ready ahead of the whole book.

A whole book takes seconds, a paragraph a tenth of one. So what stands between two empty lines is
read alone, filtered among its neighbours as the last build had them, and set with the citations of
that build. Where it cannot be known to mean the same alone as in its chapter (inside a box, a list,
a table with pictures), nothing is said: the whole book is on its way, and it is always what counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from operator import eq
from typing import NamedTuple

import orjson

from octavo import pandoc
from octavo.book import paragraphs
from octavo.book.book import Book, Text
from octavo.book.chapter import Chapter
from octavo.book.replay import Replay
from octavo.model.nodes import (
    Document,
    Node,
    children,
    each_list,
    join_words,
    markup,
    string,
    stringify,
)
from octavo.prose.prose import Prose, strings

DEFINITION = re.compile(r" {0,3}\[[^\]\n]+\]:")
"""How the definition of a note or of a link begins."""

OPENING = re.compile(
    r"(?m)^[ \t>]*(?:```|~~~|:::|\$\$|<|---|\.\.\.|\[[^\]\n]*\]:)|^(?: {4}|\t| *: )"
)
"""What begins something that may go on behind an empty line, or goes on with what stands before."""

NUMBERS = re.compile(rb'"citation(?:NoteNum|Hash)":\d+,?')

REACH = 15
"""How many blocks on either side a filter sees beside those that have changed."""

STOPS = (".", ",", ";", ":", "!", "?")

ALONE = frozenset(("Image", "RawBlock", "RawInline"))
"""What is not shown ahead: it needs more than its paragraph."""

MOST_ALIKE = 0.6
"""Of the blocks of a chapter, so many stand unchanged in the document of a build, and more."""

LONGEST = 20_000
"""The most characters that are made ready ahead; more is a new chapter rather than a change."""


class Stretch(NamedTuple):
    """Whole paragraphs that have changed: their lines, counted from 1, and their text.

    They stood in the lines `start` to before `end`, and stand now in `start` to before `now_end`.
    """

    start: int
    end: int
    now_end: int
    old: str
    new: str


class Ready(NamedTuple):
    """Paragraphs as they are read now.

    `document` has them alone; `lines` says where in the file each of them begins. `chapter` is the
    whole chapter with them; `whole` the document of the build with them, None where their place in
    it is not sure.
    """

    stretch: Stretch
    document: Document
    lines: list[int]
    chapter: Chapter
    whole: Document | None


def stretch_of(old: str, new: str) -> Stretch | None:
    r"""Return the paragraphs in which two texts differ; None where they are equal.

    >>> stretch_of("a\n\nb\nc\n\nd\n", "a\n\nb\nC\n\nd\n")
    Stretch(start=3, end=5, now_end=5, old='b\nc', new='b\nC')
    """
    before, after = old.splitlines(), new.splitlines()
    least = min(len(before), len(after))
    start = next((n for n in range(least) if before[n] != after[n]), least)
    if start == len(before) == len(after):
        return None
    while start and before[start - 1].strip():
        start -= 1
    most = least - start
    same = next((n for n in range(most) if before[-1 - n] != after[-1 - n]), most)
    while same and before[-same].strip():
        same -= 1
    end, now_end = len(before) - same, len(after) - same
    parts = ("\n".join(before[start:end]), "\n".join(after[start:now_end]))
    return Stretch(start + 1, end + 1, now_end + 1, *parts)


@dataclass(frozen=True)
class Standing:
    """The last build, from which what has changed is made ready: its book, and its document."""

    book: Book
    document: Document

    @cached_property
    def letters(self) -> list[str]:
        """The words of each block of the document, without what a filter or a style changes."""
        return [_letters(block) for block in self.document.blocks]

    @cached_property
    def citations(self) -> dict[bytes, list[Node]]:
        """The words of each citation, as its style has set them."""
        known: dict[bytes, list[Node]] = {}
        for node in markup(self.document.blocks):
            if node["t"] == "Cite":
                known.setdefault(_key(node), node["c"][1])
        return known

    def ready(self, chapter: Chapter, text: str) -> Ready | None:
        """Return the paragraphs of a chapter that differ in a new text; None where none are sure.

        Raises InputError where pandoc or a filter cannot read them.
        """
        stretch = stretch_of(chapter.text, text)
        if stretch is None or len(stretch.new) > LONGEST or _reaches_further(stretch):
            return None
        with ThreadPoolExecutor(2) as threads:
            parts = (f"{part}\n\n{_definitions(text)}" for part in (stretch.old, stretch.new))
            was, now = threads.map(_read, parts)
        blocks = chapter.document().blocks
        at = _position(was, blocks)
        if was is None or now is None or at is None:
            return None
        end = at + len(was)
        made = self._filtered(chapter, blocks[max(0, at - REACH) : at], now, blocks[end:][:REACH])
        each_list(made, self._set_citations)
        new = Document({}, [*blocks[:at], *now, *blocks[end:]]).dumps()
        return Ready(
            stretch,
            Document(self.document.meta, made),
            _lines(stretch),
            Chapter(chapter.file, text, new),
            self._whole(chapter, range(at, end), made),
        )

    def _set_citations(self, nodes: list[Node]) -> None:
        """Give citations the words that the last build set for the same ones, in place.

        A note stands behind the stop that follows it in the source, and close to the word before.
        """
        for node in [node for node in nodes if node["t"] == "Cite"]:
            node["c"][1] = self.citations.get(_key(node), node["c"][1])
            at = next(n for n, one in enumerate(nodes) if one is node)
            if not any(one["t"] == "Note" for one in node["c"][1]):
                continue
            behind = nodes[at + 1] if at + 1 < len(nodes) else {"t": ""}
            if behind["t"] == "Str" and behind["c"][:1] in STOPS:
                stop, behind["c"] = string(behind["c"][:1]), behind["c"][1:]
                nodes.insert(at, stop)
            is_mark = node["c"][1][0]["t"] == "Note"  # else words stand before it
            if is_mark and at and nodes[at - 1]["t"] == "Space":
                del nodes[at - 1]

    def _whole(self, chapter: Chapter, old: range, made: list[Node]) -> Document | None:
        """Return the document of the build with new blocks for old ones of a chapter."""
        own = [_letters(block) for block in chapter.document().blocks]
        first = _start(own, self.letters)
        if first is None:
            return None
        beside = [n for n in (old.start - 1, old.stop) if 0 <= n < len(own)]
        if any(self.letters[first + n] != own[n] for n in beside):
            return None
        blocks = self.document.blocks
        new: list[Node] = orjson.loads(orjson.dumps(made))
        join_words(new)
        return Document(
            self.document.meta,
            [*blocks[: first + old.start], *new, *blocks[first + old.stop :]],
            self.document.api,
        )

    def _filtered(
        self, chapter: Chapter, before: list[Node], now: list[Node], behind: list[Node]
    ) -> list[Node]:
        """Send new blocks through the filters among their neighbours; return them alone."""
        whole = Document({}, [*before, *now, *behind])
        first = sum(1 for _ in strings(before))
        after = first + sum(1 for _ in strings(now))
        alone = Chapter(chapter.file, chapter.text, whole.dumps())
        text = Text.of(self.book, Replay(self.book.decisions, [alone]), cite=True)
        text.filtered()
        text.prose.tidy()
        paragraphs.set_paragraphs(text.document)
        return list(_within(text.document.blocks, text.prose, range(first, after)))


def _reaches_further(stretch: Stretch) -> bool:
    """Whether what was typed may concern more than its paragraphs: a fence, a box, a comment."""
    was, now = (OPENING.findall(text) for text in (stretch.old, stretch.new))
    return was != now or "<!--" in stretch.new + stretch.old


def _start(own: list[str], whole: list[str]) -> int | None:
    """Return where the blocks of a chapter begin in a whole document, by their words."""
    most = max(range(len(own)), key=lambda n: len(own[n]), default=None)
    if most is None or not own[most]:
        return None
    starts = (n - most for n, letters in enumerate(whole) if letters == own[most])
    fits = (n for n in starts if n >= 0 and n + len(own) <= len(whole))
    alike = [(sum(map(eq, own, whole[n : n + len(own)])), n) for n in fits]
    count, at = max(alike, default=(0, 0))
    return at if count > len(own) * MOST_ALIKE else None


def _letters(block: Node) -> str:
    """Return the letters and figures of a block, but those of its citations."""
    words = "".join([node["c"] for node in _words([block])])
    return "".join(filter(str.isalnum, words))


def _words(nodes: Sequence[Node]) -> Iterator[Node]:
    """Yield every Str below some nodes that stands in no citation."""
    for node in nodes:
        if node["t"] == "Str":
            yield node
        elif node["t"] != "Cite":
            for inner in children(node):
                yield from _words(inner)


def _read(text: str) -> list[Node] | None:
    """Read some paragraphs; None where they hold what is not shown ahead."""
    read = pandoc.read(text.encode())
    if read.meta or any(node["t"] in ALONE for node in markup(read.blocks)):
        return None
    return read.blocks


def _definitions(text: str) -> str:
    """Return the definitions of notes and links in a chapter's text."""
    parts = re.split(r"\n(?:[ \t]*\r?\n)+", text)
    kept: list[str] = []
    for part, before in zip(parts, ["", *parts], strict=False):
        goes_on = bool(kept) and kept[-1] is before and part.startswith(("    ", "\t"))
        if DEFINITION.match(part) or goes_on:
            kept.append(part)
    return "\n\n".join(kept)


def _position(sought: list[Node] | None, blocks: list[Node]) -> int | None:
    """Return where some blocks stand among others, in the same form; None where they do not."""
    if not sought:
        return None
    plain, own = ([_plain(block) for block in some] for some in (sought, blocks))
    size = len(plain)
    fits = (at for at in range(len(own) - size + 1) if own[at : at + size] == plain)
    return next(fits, None)


def _plain(block: Node) -> bytes:
    """Return what a block says, without the numbers that its citations have in a chapter."""
    return NUMBERS.sub(b"", orjson.dumps(block))


def _within(blocks: Sequence[Node], prose: Prose, numbers: range) -> Iterator[Node]:
    """Yield the blocks whose words have numbers of a range; one without words follows the last."""
    inside = False
    for block in blocks:
        points = (prose.trace.point(node, 0) for node in strings([block]))
        point = next(filter(None, points), None)
        inside = point[1] in numbers if point else inside
        if inside:
            yield block


def _lines(stretch: Stretch) -> list[int]:
    """Return the lines at which the paragraphs of a stretch begin."""
    lines = stretch.new.split("\n")
    starts = [
        n for n, line in enumerate(lines) if line.strip() and not (n and lines[n - 1].strip())
    ]
    return [stretch.start + n for n in starts]


def _key(cite: Node) -> bytes:
    """Return what two citations have in common that are set alike: works, pages, words around."""
    return orjson.dumps(
        [
            [one["citationId"], one["citationMode"]["t"]]
            + [stringify(one[side]) for side in ("citationPrefix", "citationSuffix")]
            for one in cite["c"][0]
        ]
    )
