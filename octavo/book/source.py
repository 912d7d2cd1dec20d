"""The canonical text: its chapters read, each alone, and the places of findings in it."""

from __future__ import annotations

import os
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path, PurePath
from typing import NamedTuple

import orjson

from octavo import pandoc
from octavo.book import authored, comments
from octavo.book.align import words as align_words
from octavo.book.align.inlines import Span
from octavo.book.align.scanning import Typed
from octavo.book.comments import Comments
from octavo.cache import Cache, key_of
from octavo.model import nesting
from octavo.model.finding import Anchor, Finding, InputError, Place, Severity
from octavo.model.nodes import Document
from octavo.prose.prose import Prose
from octavo.system import programs

CHAPTERS, PLACES = "chapters", "places"
"""What the cache holds of the text: chapters as pandoc read them, and where each word stands."""

BOM = b"\xef\xbb\xbf"
FEW = 3  # fewer chapters than this are not worth a common process
YAML = re.compile(
    r"(?:\A|(?<=\n))---[ \t]*\r?\n(?![ \t\r]*\n)(?:.*\r?\n)*?(?:---|\.\.\.)[ \t]*\r?(?:\n|\Z)"
)
"""A YAML block as pandoc looks for it: from `---` with a line below to `---` or `...`."""


@dataclass(frozen=True)
class Chapter:
    """One source file, read.

    `file` is its path below the project's root, with forward slashes; `text` its characters, the
    newlines as they stand in the file, without a byte order mark (`bom`: whether it had one);
    `data` the document as pandoc read it, in JSON, without `comments`; `findings` what is wrong.
    """

    file: str
    text: str
    data: bytes
    bom: bool = False
    findings: tuple[Finding, ...] = ()
    comments: Comments = comments.NONE

    def document(self) -> Document:
        """Return the document as it was read: a new copy each time, which the caller may change."""
        return Document.loads(self.data)

    def encode(self) -> bytes:
        """Return the file's bytes."""
        return encode(self.text, bom=self.bom)

    def place(self, start: int, end: int) -> Place:
        """Return the place of the characters `start:end`."""
        row = bisect_right(self._lines, start) - 1
        return Place(self.file, row + 1, start - self._lines[row] + 1, start, end)

    def place_read(self, start: int, end: int) -> Place:
        """Return the place of the characters `start:end` of the text without comments."""
        return self.place(*self.comments.span(start, end))

    @cached_property
    def read(self) -> str:
        """The text as pandoc read it: without its comments."""
        return self.comments.without(self.text)

    def start_of(self, line: int) -> int:
        """Return the offset at which a line begins, by its number."""
        return self._lines[min(max(line, 1), len(self._lines)) - 1]

    @cached_property
    def _lines(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text))]


def encode(text: str, *, bom: bool) -> bytes:
    """Return the bytes of a source file with this text."""
    return (BOM if bom else b"") + text.encode()


def read_chapters(files: Sequence[Path], root: Path, cache: Path) -> list[Chapter]:
    """Read the chapters, each alone, in the order given; on all cores, unless `cache` has them.

    The blocks are those that `custom/chapters.lua` gives. A YAML block inside a chapter is an
    error among its findings. Raises InputError for a file that is missing or no UTF-8 text.
    """
    store = Cache(cache)
    typed = [_text_of(file, root) for file in files]
    for one in typed:
        if store.get(CHAPTERS, _key(one.text)) is None:
            nesting.check_text(one.text, one.name)
    cores = os.cpu_count() or 1
    with ThreadPoolExecutor(cores) as pool:
        new = [one for one in typed if _is_new(one.text, store)]
        new.sort(key=lambda one: len(one.text))
        list(pool.map(lambda number: _read_together(new[number::cores], store), range(cores)))
        return list(pool.map(lambda one: parse(one.name, one.text, store, bom=one.bom), typed))


class _File(NamedTuple):
    """A chapter's file before pandoc reads it: `bom` is whether it has a byte order mark."""

    path: Path
    name: str
    text: str
    bom: bool


def _is_new(text: str, store: Cache) -> bool:
    """Whether a text can be read with others: it is new, and has no YAML and no comment."""
    return not (YAML.search(text) or comments.may_hold(text) or store.get(CHAPTERS, _key(text)))


def _read_together(chapters: list[_File], store: Cache) -> None:
    """Let one process read several chapters: starting pandoc costs as much as ten pages.

    Where that fails, each is read alone, so that the fault is reported for its own file.
    """
    if len(chapters) < FEW:
        return
    with suppress(InputError):
        read = pandoc.read_files([chapter.path for chapter in chapters])
        for chapter, division in zip(chapters, read.blocks, strict=True):
            data = Document({}, division["c"][1], read.api).dumps()
            store.put(CHAPTERS, _key(chapter.text), data)


def _text_of(file: Path, root: Path) -> _File:
    """Return a file with its name below the root, and its text."""
    name = (file.relative_to(root) if file.is_relative_to(root) else file).as_posix()
    try:
        data = file.read_bytes()
    except OSError as fault:
        reason = fault.strerror or "it cannot be read"
        hint = "Put the file back, or take it off the list of sources."
        raise InputError(
            f"The chapter cannot be read: {reason}.", place=Place(name), hint=hint
        ) from fault
    bom = data.startswith(BOM)
    return _File(file, name, decode(name, data.removeprefix(BOM)), bom)


def _key(text: str) -> str:
    return key_of(programs.identity(Path(pandoc.program())), pandoc.READER, text)


def parse(name: str, text: str, store: Cache, *, bom: bool = False) -> Chapter:
    """Read a chapter's text, or give it from the store. Raises InputError where pandoc cannot."""
    key = _key(text)
    data, beside = store.get(CHAPTERS, key), comments.kept(name, text, store, key)
    if data is None:
        nesting.check_text(text, name)
        try:
            data = pandoc.read(beside.without(text).encode()).dumps()
        except InputError as fault:
            block = next(iter(_yaml(text)), None)
            place = Place(name, block[0] if block else 0)
            raise InputError(fault.message, place=place, hint=_TAKE_OUT if block else "") from fault
        store.put(CHAPTERS, key, data)
    chapter = Chapter(name, text, data, bom, comments=beside)
    faults = [*_metadata(chapter), *comments.unclosed(beside, chapter.place)]
    faults += authored.unread(chapter, store, lambda: _aligned(chapter, store)[1])
    return replace(chapter, findings=tuple(faults))


def decode(name: str, data: bytes) -> str:
    """Return a file's text. Raises InputError with the line of the first byte that is not UTF-8."""
    try:
        text = data.decode()
    except UnicodeDecodeError as fault:
        wrong, what = fault.start, f"This is not UTF-8 text: byte 0x{data[fault.start]:02X}"
    else:
        wrong, what = data.find(b"\0"), "This is not text: a NUL byte"
        if wrong < 0:
            return text
    line = data.count(b"\n", 0, wrong) + 1
    hint, file = "Save it as UTF-8.", PurePath(name)
    if file.suffix:  # "standard input" is no file
        hint = f"Save it as UTF-8, or bring the manuscript in with `octavo import {file.name}`."
    raise InputError(f"{what} stands in this line.", place=Place(name, line), hint=hint)


_TAKE_OUT = "Move it to metadata/edition.yaml, or put a blank line below its first `---`."


def _metadata(chapter: Chapter) -> Iterable[Finding]:
    """Find what pandoc took out of the text as metadata."""
    if b'"meta":{}' in chapter.data:
        return
    keys = chapter.document().meta.keys()
    lines = [line for line, block in _yaml(chapter.text) if _is_metadata(block, set(keys))]
    for line in lines or [1]:
        yield Finding(
            "chapter-metadata",
            "A metadata block stands inside a chapter: it would not be printed, nor obeyed.",
            Severity.ERROR,
            place=Place(chapter.file, line, 1),
            hint=_TAKE_OUT,
        )


def _yaml(text: str) -> list[tuple[int, str]]:
    """Return what looks like a YAML block, with its line: there may be several."""
    return [(text.count("\n", 0, m.start()) + 1, m[0]) for m in YAML.finditer(text)]


def _is_metadata(block: str, keys: set[str]) -> bool:
    try:
        meta = pandoc.read(block.encode()).meta
    except InputError:
        return False
    return bool(meta) and meta.keys() <= keys


def join(
    chapters: Sequence[Chapter], reader: Callable[[Chapter], Document] = Chapter.document
) -> tuple[Document, Prose]:
    """Join chapters to one document, as `custom/chapters.lua` does, and number its words.

    Each chapter is a Div of class `source` with its file's name; `reader` gives its document.
    """
    document = Document({}, [])
    prose = Prose(document)
    for number, chapter in enumerate(chapters):
        read = reader(chapter)
        document.api = read.api
        document.blocks.append(
            {"t": "Div", "c": [["", ["source"], [["name", chapter.file]]], read.blocks]}
        )
        prose.trace.number(number, read.blocks)
    return document, prose


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
        _aligned(chapter, store)


def map_of(chapter: Chapter, store: Cache) -> Map:
    """Align a chapter's Str with its text, or give that from the store."""
    words, spans = _aligned(chapter, store)
    return Map(chapter, words, spans)


def _aligned(chapter: Chapter, store: Cache) -> tuple[list[str], list[Span | None]]:
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
