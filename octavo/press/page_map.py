"""Makes the page map of a build: a PDF's lines in words of the text, with their source places.

The PDF's words are aligned with the text's, and these with the words of the chapters as read.
Citations and what filters have changed stand at the nearest words that are in both.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from itertools import accumulate, chain, pairwise
from pathlib import Path

import orjson

from octavo.book.chapter import Chapter
from octavo.book.mapped import map_of
from octavo.cache import Cache, key_of
from octavo.files import files
from octavo.model import reading
from octavo.model.artefact import Artefact, Reading
from octavo.model.nodes import Node
from octavo.model.pages import BODY, At, Drawn, Page, PageLine, PageMap, PageStart
from octavo.press.agreement import CHARACTERS_IN_STEP, differences
from octavo.prose.trace import numbered
from octavo.system import programs

KEPT = "-lines.json"
"""What the comparison of a PDF with the text leaves in the format's folder for work."""

WORDS = "words"
"""What the cache holds of the page map: the words of a chapter with their places."""

SCREEN, COVER = "pdf-screen", "-cover"
"""The PDF that is read, and how the formats of those end that hold a printer's cover."""

FOLDED = {ord(sign): "'" for sign in "\"'`‘’‚‛“”„‟«»‹›"} | {
    ord(sign): "-" for sign in "\N{EN DASH}\N{EM DASH}\N{NON-BREAKING HYPHEN}\N{MINUS SIGN}"
}
"""Signs that the filters exchange, one for one: two texts are aligned without looking at them."""

Row = tuple[int, int, int]
"""A line of a stream: its page, its number there, and at which character of the text it begins."""


class Aligned:
    """Two texts without white space, alike but for some stretches."""

    def __init__(self, one: str, two: str) -> None:
        """Align two texts."""
        one, two = one.translate(FOLDED), two.translate(FOLDED)
        self.each = [] if one == two else list(differences(one, two, CHARACTERS_IN_STEP))
        self.starts = [difference.start for difference in self.each]
        self.size = len(one), len(two)

    def other(self, at: int) -> int:
        """Return where in the second text a character of the first stands.

        Where it does not, the place is that of the stretch that stands there instead.
        """
        number = bisect_right(self.starts, at) - 1
        if number < 0:
            return at
        difference = self.each[number]
        if at >= difference.end:
            return difference.other_end + at - difference.end
        return min(difference.other_start + at - difference.start, difference.other_end)


def keep(read: Reading, canon: Reading, work: Path, made_as: str) -> None:
    """Keep the lines that were read in a PDF, by characters of the text, in a folder for work.

    `made_as` is its format.
    The notes are left out where the PDF has not as many as the text.
    """
    streams = [(read.body, canon.body), *zip(read.notes, canon.notes, strict=False)]
    if len(read.notes) != len(canon.notes):
        streams = streams[:1]
    rows = [
        _rows("".join(one), "".join(two), lines)
        for (one, two), lines in zip(streams, read.lines, strict=False)
    ]
    files.write(work / f"{made_as}{KEPT}", orjson.dumps({"labels": read.labels, "streams": rows}))


def _rows(read: str, canon: str, lines: Sequence[Drawn]) -> list[Row]:
    aligned = Aligned(read, canon)
    return [(line.page, line.number, aligned.other(line.start)) for line in lines]


@dataclass(slots=True)
class _Typed:
    """Text of the sources in pieces, white space left out, each with its place."""

    texts: list[str] = field(default_factory=list)
    places: list[tuple[int, int] | None] = field(default_factory=list)

    def take(self, words: _Words, file: int) -> None:
        """Add the words of a chapter, which is numbered."""
        self.texts += words.texts
        self.places += [None if offset is None else (file, offset) for offset in words.offsets]


@dataclass(slots=True)
class _Words:
    """Words of one chapter, and the offset of each in it."""

    texts: list[str] = field(default_factory=list)
    offsets: list[int | None] = field(default_factory=list)

    def add(self, text: str, offset: int | None, *, verbatim: bool = False) -> None:
        """Add a piece at an offset. If it is `verbatim`, each of its words has its own."""
        for number, word in enumerate(reading.words(text)):
            self.texts.append(word)
            within = text.find(word) if verbatim or not number else -1
            self.offsets.append(None if offset is None or within < 0 else offset + within)


class _Marked(str):
    """The text of a Str that knows its number in the chapter."""

    __slots__ = ("number",)
    number: int


@dataclass(frozen=True, slots=True)
class Sources:
    """The words of the chapters in order: of the running text, and of the notes."""

    chapters: Sequence[Chapter]
    body: _Typed
    notes: _Typed

    @classmethod
    def of(cls, chapters: Sequence[Chapter], cache: Path) -> Sources:
        """Read the chapters; where their words stand, the cache may know."""
        body, notes = _Typed(), _Typed()
        store = Cache(cache)
        for number, chapter in enumerate(chapters):
            key = key_of(programs.identity(), chapter.data, chapter.read)
            data = store.get(WORDS, key)
            if data is None:
                data = orjson.dumps([asdict(words) for words in _words_of(chapter, store)])
                store.put(WORDS, key, data)
            for typed, words in zip((body, notes), orjson.loads(data), strict=True):
                typed.take(_Words(**words), number)
        return cls(chapters, body, notes)


def _words_of(chapter: Chapter, store: Cache) -> tuple[_Words, _Words]:
    """Return the words of a chapter's running text, and those of its notes."""
    body, notes = _Words(), _Words()
    blocks = chapter.document().blocks
    spans = map_of(chapter, store).spans
    for ordinal, node in enumerate(numbered(blocks)):
        if node["t"] == "Str":
            node["c"] = _marked(node["c"], ordinal)
    for pieces, words in _streams(blocks, body, notes):
        _place(pieces, words, _Cursor(chapter, spans))
    return body, notes


def _marked(text: str, number: int) -> _Marked:
    marked = _Marked(text)
    marked.number = number
    return marked


def _streams(blocks: list[Node], body: _Words, notes: _Words) -> Iterable[tuple[list[str], _Words]]:
    """Yield the running text of some blocks and each of their notes, in pieces."""
    of_text, of_notes = reading.streams(blocks)
    yield of_text, body
    for pieces in of_notes:
        yield pieces, notes


@dataclass(slots=True)
class _Cursor:
    """Finds where the pieces of a stream stand in their chapter, one after the other."""

    chapter: Chapter
    spans: Sequence[tuple[int, int] | None]
    at: int = 0

    def of_word(self, piece: _Marked) -> int | None:
        """Return the offset of a Str."""
        span = self.spans[piece.number]
        if span is None:
            return None
        self.at = span[1]
        return span[0]

    def is_verbatim(self, piece: _Marked) -> bool:
        """Whether a Str stands in the chapter letter for letter, without escapes and entities."""
        span = self.spans[piece.number]
        return span is not None and self.chapter.read[slice(*span)] == piece

    def of_code(self, line: str) -> int | None:
        """Return the offset of a line of code: the first behind what was found before."""
        offset = self.chapter.read.find(line, self.at)
        if not line or not 0 <= offset - self.at <= REACH:
            return None
        self.at = offset + len(line)
        return offset


REACH = 2000
"""How many characters behind the words before it a line of code is looked for."""


def _place(pieces: list[str], words: _Words, cursor: _Cursor) -> None:
    for piece in pieces:
        if isinstance(piece, _Marked):
            words.add(piece, cursor.of_word(piece), verbatim=cursor.is_verbatim(piece))
        elif not piece.isspace():
            for line in piece.splitlines():
                words.add(line.strip(), cursor.of_code(line.strip()), verbatim=True)


class Placed:
    """Finds the places of a text's characters in the sources."""

    def __init__(self, text: str, typed: _Typed, sources: Sources) -> None:
        """Align a text with what the sources have of it."""
        self.aligned = Aligned(text, "".join(typed.texts))
        self.starts = [0, *accumulate(map(len, typed.texts))]
        self.typed, self.sources = typed, sources

    def behind(self, start: int, character: int) -> At | None:
        """Return the place of a character that is counted from another."""
        return self.at(start + character)

    def at(self, character: int) -> At | None:
        """Return the place of a character; of a stretch set instead of it, where that begins."""
        if not self.typed.texts:
            return None
        other = min(self.aligned.other(character), self.aligned.size[1] - 1)
        number = bisect_right(self.starts, other) - 1
        within = other - self.starts[number]
        for before in range(number, -1, -1):
            place = self.typed.places[before]
            if place is not None:
                file, offset = place
                offset += within if before == number else 0
                spot = self.sources.chapters[file].place_read(offset, offset)
                return file, spot.line, spot.column
        return None


def starts(work: Path, canon: Reading) -> list[PageStart] | None:
    """Return where the pages of the screen PDF begin in a text; None where it was not read.

    `work` is the format's folder for work, where `keep` has left the lines.
    """
    path = work / f"{SCREEN}{KEPT}"
    if not path.is_file():
        return None
    kept = orjson.loads(path.read_bytes())
    labels: list[str] = kept["labels"]
    lines = _by_page(_lines(kept["streams"][0], canon.body, BODY, lambda _: None), len(labels))
    return PageMap({}, {}, "", (), tuple(map(Page, labels, lines))).starts()


def made(
    work: Path, artefacts: Iterable[Artefact], canon: Reading, sources: Sources
) -> PageMap | None:
    """Return the page map of a build's PDFs; None where none of them was read.

    `work` is the format's folder for work, where `keep` has left the lines; `artefacts` are those
    of the build. A printer's file whose lines were not read has the pages of the screen PDF.
    """
    pdfs = [one for one in artefacts if one.format.startswith("pdf-")]
    own = {one.format: work / f"{one.format}{KEPT}" for one in pdfs}
    read = {name: path for name, path in own.items() if path.is_file()}
    if SCREEN not in read:
        return None
    alike = [one for one in pdfs if one.format not in read and not one.format.endswith(COVER)]
    alike += [one for one in pdfs if one.format == SCREEN]
    others = tuple(
        _made(path, [one for one in pdfs if one.format == name], canon, sources)
        for name, path in read.items()
        if name != SCREEN
    )
    return replace(_made(read[SCREEN], alike, canon, sources), others=others)


def _made(path: Path, pdfs: Sequence[Artefact], canon: Reading, sources: Sources) -> PageMap:
    kept = orjson.loads(path.read_bytes())
    body, *notes = kept["streams"]
    placed = Placed("".join(canon.body), sources.body, sources)
    lines = _lines(body, canon.body, BODY, placed.at)
    of_notes, ends = _lines_of_notes(notes, canon, sources)
    labels: list[str] = kept["labels"]
    text, below = (_by_page(each, len(labels)) for each in (lines, of_notes))
    screens = [one for one in pdfs if one.format == SCREEN]
    return PageMap(
        {one.path.name: one.sha256 for one in pdfs},
        {one.path.name: one.counts.get("pages", 0) - len(labels) for one in screens},
        digest(canon),
        tuple(chapter.file for chapter in sources.chapters),
        tuple(map(Page, labels, text, below)),
        ends,
    )


def _lines_of_notes(
    notes: Sequence[Sequence[Row]], canon: Reading, sources: Sources
) -> tuple[list[tuple[int, PageLine]], tuple[At | None, ...]]:
    """Return the lines of the notes by their pages, and where each note ends in the sources."""
    placed = Placed("".join(chain.from_iterable(canon.notes)), sources.notes, sources)
    lines, ends, start = [], [], 0
    for number, (rows, note) in enumerate(zip(notes, canon.notes, strict=False)):
        lines += _lines(rows, note, number, partial(placed.behind, start))
        start += sum(map(len, note))
        ends.append(placed.at(start - 1) if note else None)
    return lines, tuple(ends)


def _lines(
    rows: Sequence[Row], words: Sequence[str], note: int, at: Callable[[int], At | None]
) -> list[tuple[int, PageLine]]:
    """Return the lines of a stream, each with its page; all its words begin in one of them."""
    starts = [0, *accumulate(map(len, words))]
    firsts = [0, *(start for _, _, start in rows[1:]), starts[-1]] if rows else []
    lines = []
    for (page, number, _), (start, behind) in zip(rows, pairwise(firsts), strict=True):
        begins, end = (bisect_left(starts, each) for each in (start, behind))
        within = 0 if starts[begins] == start else start - starts[begins - 1]
        place = at(starts[begins]) if begins < len(words) else None
        word = begins - 1 if within else begins
        if begins == end and not within and (word == len(words) or note != BODY):
            continue  # a formula behind all words, or in a note, begins no page
        lines.append((page, PageLine(number, word, end, within, place, note)))
    return lines


def _by_page(lines: Iterable[tuple[int, PageLine]], count: int) -> list[tuple[PageLine, ...]]:
    pages: list[list[PageLine]] = [[] for _ in range(count)]
    for page, line in lines:
        pages[page].append(line)
    return list(map(tuple, pages))


def digest(canon: Reading) -> str:
    """Return the sha256 of all words of a text: their numbers belong to it."""
    streams = [" ".join(stream) for stream in (canon.body, *canon.notes)]
    return hashlib.sha256("\n".join(streams).encode("utf-8", "surrogatepass")).hexdigest()
