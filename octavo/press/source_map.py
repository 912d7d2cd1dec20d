"""Where the words, pictures, formulas and ids of the text stand in its sources: dist/sources.json.

What a judge says of a place in a finished file is so led back to the line of the chapter that it
was made of. The words are counted as in the page map: the running text, and each note, from 0.

Each row of `body` and of `notes` is `[word, file, line]`: from that word on, the text stands in
that line of that file of `sources`; the file -1 stands for no file (a bibliography that was set).
`images` and `formulas` are `[file, line]` in the order of the text, `ids` by the ids of elements.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
from pathlib import Path
from typing import Any

import orjson

from octavo.book.chapter import Chapter
from octavo.cache import Cache
from octavo.files import files, json
from octavo.model.artefact import Reading
from octavo.model.finding import InputError, Place
from octavo.press import page_map
from octavo.press.manifest import SOURCES as NAME
from octavo.press.page_map import Aligned, Sources
from octavo.press.source_spots import SpotsInChapter, spots_in

KIND = "octavo-sources-1"
NOWHERE = -1
LONGEST_SET = 200
"""Words that are in no chapter, and have more characters than this, were set by citeproc."""

Row = tuple[int, int, int]
"""A word, and the file and the line in which the text stands from that word on."""

Spot = tuple[int, int]
"""A file and a line."""


@dataclass(frozen=True, slots=True)
class SourceMap:
    """Where a text stands in its sources.

    `text` is the digest of its words, `digests` those of the sources.
    """

    text: str
    sources: tuple[str, ...]
    digests: tuple[str, ...]
    body: tuple[Row, ...]
    notes: tuple[tuple[Row, ...], ...]
    images: tuple[Spot | None, ...] = ()
    formulas: tuple[Spot | None, ...] = ()
    ids: Mapping[str, Spot] | None = None

    def of_word(self, word: int, note: int | None = None) -> Place | None:
        """Return the line of a word of the running text, or of a note by its number from 0."""
        if note is not None and note >= len(self.notes):
            return None
        rows = self.body if note is None else self.notes[note]
        at = bisect_right(rows, word, key=lambda row: row[0]) - 1
        return self._place(rows[at][1:]) if at >= 0 else None

    def of_image(self, number: int) -> Place | None:
        """Return the line of an image of the running text, by its number from 0."""
        return self._place(self.images[number]) if number < len(self.images) else None

    def of_formula(self, number: int) -> Place | None:
        """Return the line of a formula of the running text, by its number from 0."""
        return self._place(self.formulas[number]) if number < len(self.formulas) else None

    def of_id(self, name: str) -> Place | None:
        """Return the line in which something has an id, or is given one by its words."""
        return self._place((self.ids or {}).get(name))

    def _place(self, spot: Sequence[int] | None) -> Place | None:
        if spot is None or spot[0] == NOWHERE:
            return None
        return Place(self.sources[spot[0]], spot[1])

    def dumps(self) -> bytes:
        """Return the map as JSON, a row a line."""
        sources = dict(zip(self.sources, self.digests, strict=True))
        head = {"kind": KIND, "text": self.text, "sources": sources}
        lists = {
            "body": self.body,
            "notes": self.notes,
            "images": self.images,
            "formulas": self.formulas,
            "ids": [[name, *spot] for name, spot in sorted((self.ids or {}).items())],
        }
        parts = [f"{_json(key)}: {_json(value)}" for key, value in head.items()]
        parts += [f"{_json(key)}: [{_lines(rows)}]" for key, rows in lists.items()]
        return ("{\n" + ",\n".join(parts) + "\n}\n").encode()


def _lines(rows: Sequence[object]) -> str:
    return "".join(f"\n  {_json(row)}," for row in rows)[:-1]


def _json(value: object) -> str:
    return orjson.dumps(value).decode()


def loads(data: bytes) -> SourceMap | None:
    """Read a map; return None where it is not one: it is then made anew."""
    try:
        value: Any = json.parse(data, NAME)
        return SourceMap(
            str(value["text"]),
            tuple(map(str, value["sources"].keys())),
            tuple(map(str, value["sources"].values())),
            tuple(map(_row, value["body"])),
            tuple(tuple(map(_row, rows)) for rows in value["notes"]),
            tuple(map(_spot, value["images"])),
            tuple(map(_spot, value["formulas"])),
            {str(one): (int(file), int(line)) for one, file, line in value["ids"]},
        )
    except (InputError, AttributeError, KeyError, TypeError, ValueError):
        return None


def load(path: Path) -> SourceMap | None:
    """Read the map that a build has left; return None where it cannot be read."""
    try:
        return loads(path.read_bytes())
    except OSError:
        return None


def is_of(known: SourceMap, chapters: Sequence[Chapter], canon: Reading) -> bool:
    """Whether a map is that of these chapters, and of these words."""
    names = tuple(chapter.file for chapter in chapters)
    return (
        known.text == page_map.digest(canon)
        and known.sources == names
        and known.digests == _digests(chapters)
    )


def _digests(chapters: Sequence[Chapter]) -> tuple[str, ...]:
    return tuple(files.digest_of(chapter.encode()) for chapter in chapters)


def as_report(known: SourceMap | None) -> dict[str, bytes]:
    """Return the file of a build's map by its name; none where there is no map."""
    return {} if known is None else {NAME: known.dumps()}


def _row(value: Sequence[int]) -> Row:
    word, file, line = map(int, value)
    return word, file, line


def _spot(value: Sequence[int] | None) -> Spot | None:
    if value is None:
        return None
    file, line = map(int, value)
    return file, line


def made(chapters: Sequence[Chapter], cache: Cache, sources: Sources, canon: Reading) -> SourceMap:
    """Make the map of a text: of its chapters as they were read, and of its words as they are."""
    spots = [spots_in(chapter, cache) for chapter in chapters]
    of_notes = list(chain.from_iterable(canon.notes))
    notes = list(_rows(sources.notes.texts, sources.notes.places, chapters, of_notes))
    return SourceMap(
        page_map.digest(canon),
        tuple(chapter.file for chapter in chapters),
        _digests(chapters),
        tuple(_rows(sources.body.texts, sources.body.places, chapters, canon.body)),
        tuple(_by_note(notes, canon)),
        tuple(_listed([one.images for one in spots])),
        tuple(_listed([one.formulas for one in spots])),
        _ids(spots),
    )


def _listed(lines: Sequence[Sequence[int]]) -> Iterator[Spot | None]:
    for file, each in enumerate(lines):
        yield from ((file, line) if line else None for line in each)


def _ids(spots: Sequence[SpotsInChapter]) -> dict[str, Spot]:
    ids: dict[str, Spot] = {}
    for file, one in enumerate(spots):
        for name, line in one.ids.items():
            ids.setdefault(name, (file, line))
    return ids


def _rows(
    texts: Sequence[str],
    places: Sequence[tuple[int, int] | None],
    chapters: Sequence[Chapter],
    words: Sequence[str],
) -> Iterator[Row]:
    """Yield the rows of a stream of words, made of pieces of the sources with their places."""
    aligned = Aligned("".join(texts), "".join(words))
    starts = [0, *accumulate(map(len, words))]
    rows = _Rows(starts, _set_apart(aligned))
    lines = _Lines(chapters)
    at = 0
    for text, place in zip(texts, places, strict=True):
        if place is not None:
            file, line = lines.of(*place)
            yield from rows.add(aligned.other(at), file, line)
        at += len(text)
    yield from rows.rest()


def _set_apart(aligned: Aligned) -> list[tuple[int, int]]:
    """Return the long stretches of the text that stand in no chapter."""
    return [
        (one.other_start, one.other_end)
        for one in aligned.each
        if one.other_end - one.other_start > LONGEST_SET + 2 * (one.end - one.start)
    ]


class _Lines:
    """Finds the lines of offsets that mostly come in order."""

    def __init__(self, chapters: Sequence[Chapter]) -> None:
        self.chapters = chapters
        self.known = (NOWHERE, 0, 0, 0)

    def of(self, file: int, offset: int) -> Spot:
        """Return the file and the line of an offset in a chapter as it was read."""
        at, start, end, line = self.known
        if at == file and start <= offset < end:
            return file, line
        chapter = self.chapters[file]
        line = chapter.place_read(offset, offset).line
        start = chapter.read.rfind("\n", 0, offset) + 1
        end = chapter.read.find("\n", offset) + 1 or len(chapter.read) + 1
        self.known = (file, start, end, line)
        return file, line


class _Rows:
    """Takes places in order and gives a row where the line is another."""

    def __init__(self, starts: Sequence[int], apart: Sequence[tuple[int, int]]) -> None:
        self.starts, self.apart = starts, list(apart)
        self.last: Spot = (NOWHERE - 1, 0)
        self.word = -1

    def add(self, character: int, file: int, line: int) -> Iterator[Row]:
        """Yield the rows up to a character of the text that stands in a line."""
        yield from self.rest(character)
        word = bisect_left(self.starts, character)
        if (file, line) != self.last and word > self.word:
            self.last, self.word = (file, line), word
            yield word, file, line

    def rest(self, until: int | None = None) -> Iterator[Row]:
        """Yield a row for each stretch that stands in no chapter, of those before a character."""
        while self.apart and (until is None or self.apart[0][1] <= until):
            start, _ = self.apart.pop(0)
            word = bisect_left(self.starts, start)
            if word > self.word:
                self.last, self.word = (NOWHERE, 0), word
                yield word, NOWHERE, 0


def _by_note(rows: Sequence[Row], canon: Reading) -> Iterator[tuple[Row, ...]]:
    """Yield the rows of each note, its own first word being 0."""
    starts = [0, *accumulate(map(len, canon.notes))]
    firsts = [row[0] for row in rows]
    for number in range(len(canon.notes)):
        begin, end = starts[number], starts[number + 1]
        at = max(bisect_right(firsts, begin) - 1, 0)
        behind = bisect_left(firsts, end)
        of_note = [(max(w - begin, 0), file, line) for w, file, line in rows[at:behind]]
        yield tuple(of_note)
