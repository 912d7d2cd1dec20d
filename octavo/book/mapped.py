"""Where each word of a chapter stands in its text, and so the places of findings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import orjson

from octavo.book.align import words as align_words
from octavo.book.align.inlines import Span
from octavo.book.align.scanning import Typed
from octavo.book.chapter import Chapter
from octavo.cache import Cache, key_of
from octavo.model.finding import Anchor, Finding, Place
from octavo.system import programs

PLACES = "places"
"""What the cache holds of the places of words."""


def place(findings: Sequence[Finding], chapters: Sequence[Chapter], cache: Path) -> list[Finding]:
    """Return the findings with their places in the source files; only their chapters are aligned.

    A finding without an anchor stays as it is. Where no more is known, the place is the line.
    """
    store = Cache(cache)
    maps: dict[int, Map] = {}
    placed = []
    for finding in findings:
        anchor = finding.anchor
        if anchor is None:
            placed.append(finding)
            continue
        if anchor.chapter not in maps:
            maps[anchor.chapter] = map_of(chapters[anchor.chapter], store)
        placed.append(finding.at(maps[anchor.chapter].place(anchor, finding.before)))
    return placed


def align(chapters: Sequence[Chapter], cache: Path) -> None:
    """Align chapters with their texts ahead of `place`, perhaps in another process."""
    store = Cache(cache)
    for chapter in chapters:
        aligned(chapter, store)


def map_of(chapter: Chapter, store: Cache) -> Map:
    """Align a chapter's Str with its text, or give that from the store."""
    words, spans = aligned(chapter, store)
    return Map(chapter, words, spans)


def aligned(chapter: Chapter, store: Cache) -> tuple[list[str], list[Span | None]]:
    """Return the text of each Str of a chapter, and its span in the text without comments."""
    key = key_of(programs.identity(), chapter.data, chapter.read)
    stored = store.get(PLACES, key)
    if stored is None:
        blocks = chapter.document().blocks
        words = align_words.numbered_texts(blocks)
        stored = orjson.dumps([words, align_words.align_numbered(chapter.read, blocks)])
        store.put(PLACES, key, stored)
    words, spans = orjson.loads(stored)
    return words, [span and (span[0], span[1]) for span in spans]


@dataclass(frozen=True, slots=True)
class Map:
    """A chapter, the text of each of its Str, and the span of each in the text without comments."""

    chapter: Chapter
    words: list[str]
    spans: list[Span | None]
    letters: dict[int, list[Span] | None] = field(default_factory=dict)
    """The span of each character of the Str that was looked up last, by its number."""

    def place(self, anchor: Anchor, before: str) -> Place:
        """Return the place of an anchor: to the character, or the line alone.

        `before` is what the finding names; where it is white space, so is the place, though marks
        of emphasis stand beside it.
        """
        start = self._offset(anchor.start, after=False)
        end = start if anchor.end == anchor.start else self._offset(anchor.end, after=True)
        if start is None or end is None or end < start:
            return self._line(anchor.start[0])
        if len(before) == 1 and before.isspace():
            start, end = self._white(start, end)
        return self.chapter.place_read(start, end)

    def _white(self, start: int, end: int) -> tuple[int, int]:
        """Return the white space among the characters between two words: markup may stand there."""
        text = self.chapter.read
        stop = Typed(text).space(start, 0)
        between = text[start:stop]
        first = start + len(between.rstrip(" \t\r\n"))
        if not first < stop <= end:
            return start, end
        quoted = "\n" in between and not text[stop:end].strip(" \t>")
        return first, end if quoted else stop

    def _offset(self, point: tuple[int, int], *, after: bool) -> int | None:
        """Return the offset of a point; if there is a choice, `after` the character before it."""
        number, at = point
        if not 0 <= number < len(self.spans):
            return None
        span, word = self.spans[number], self.words[number]
        if span is None:
            return None
        if at <= 0:
            return span[0]
        if at >= len(word):
            return span[1]
        if number not in self.letters:
            self.letters.clear()
            self.letters[number] = align_words.char_spans(self.chapter.read, word, span)
        letters = self.letters[number]
        if letters is None:
            return None
        return letters[at - 1][1] if after else letters[at][0]

    def _line(self, number: int) -> Place:
        """Return the line of the nearest Str that was found, the one before it first."""
        near = [*range(number, -1, -1), *range(number + 1, len(self.spans))]
        for other in near:
            span = self.spans[other] if other < len(self.spans) else None
            if span is not None:
                return Place(self.chapter.file, self.chapter.place_read(*span).line)
        return Place(self.chapter.file, 1)
