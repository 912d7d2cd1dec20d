"""Which words stand on which page and line of a printed book, and where they are in the source.

This is what an e-book's page list, the contents of a Word file, an index, and a reprint that leaves
other pages as they were have of the print PDF. Words are numbered as the canonical text has them
(`octavo.model.reading`): those of the running text, and those of each note.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

BODY = -1
"""The stream of the running text; a note's stream is its number, from 0."""

At = tuple[int, int, int]
"""A place in the source: the number of its file, line and column from 1."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A line as a PDF shows it: page from 0, number from 1, the characters of its stream before it.

    White space is not counted.
    """

    page: int
    number: int
    start: int


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line of a page.

    `number` counts from the head of the page, in a note's line from the first note of the page.
    `word` is the first word of the line; where the line begins inside it, `within` is how many of
    its characters stand before. `end` is the word behind the last that begins in the line. `at`
    is the place in the source of the first word that begins here; of one that is not in the source,
    as in a bibliography, that of the word before. None where there is neither. A formula has no
    words: its line has only the number of the word behind it, with which it ends.
    """

    number: int
    word: int
    end: int
    within: int = 0
    at: At | None = None
    note: int = BODY

    @property
    def begins(self) -> int:
        """The first word that begins in the line."""
        return self.word + 1 if self.within else self.word

    @property
    def is_formula(self) -> bool:
        """Whether it is a formula: no word begins in it, and none goes on."""
        return not self.within and self.word == self.end


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its label as printed, or as it would be, and its lines in the order of reading."""

    label: str
    lines: tuple[PageLine, ...] = ()
    notes: tuple[PageLine, ...] = ()


@dataclass(frozen=True, slots=True)
class PageStart:
    """Where a page begins: its number from 1, its label, and the word with which it begins.

    `within` is how many characters of the word stand on the page before. `word` is None for a page
    without words of the running text: one of the title pages, the contents, a plate, a blank.
    `formulas` says how many formulas stand on the page before the word: it begins with the first.
    """

    number: int
    label: str
    word: int | None = None
    within: int = 0
    at: At | None = None
    formulas: int = 0


@dataclass(frozen=True, slots=True)
class PageSpot:
    """A page's number from 1, its label, and the number of a line on it; 0 for a page as such."""

    page: int
    label: str
    line: int


@dataclass(frozen=True)
class PageMap:
    """The pages of a PDF, without its cover.

    `files` are the PDFs with these pages by name, with their sha256; `covers` says how many pages
    one has before them. `sources` are the source files by number; `text` is the sha256 of all words
    of the text, so that it is known to which text the numbers belong. `ends` holds, for each note,
    the place of its last word. `others` are the maps of PDFs of the same build with other pages, as
    a printer's with a gutter of its own.
    """

    files: dict[str, str]
    covers: dict[str, int]
    text: str
    sources: tuple[str, ...]
    pages: tuple[Page, ...]
    ends: tuple[At | None, ...] = ()
    others: tuple[PageMap, ...] = ()

    def of_file(self, name: str) -> PageMap | None:
        """Return the map of a PDF of the build; None where it has no text of the book."""
        return next((one for one in (self, *self.others) if name in one.files), None)

    def starts(self) -> list[PageStart]:
        """Return where each page begins, in order.

        What was moved to a page from the text of one before, such as a plate with its caption, does
        not begin it. The row of a table that is divided goes on in all its cells: the page begins
        in the first of them that does.
        """
        starts, behind, above = [], 0, Page("")
        for number, page in enumerate(self.pages, 1):
            firsts = (one for one in page.lines if one.begins >= behind or _goes_on(one, above))
            first = next(firsts, None)
            if first is None:
                starts.append(PageStart(number, page.label))
            else:
                formulas = sum(one.is_formula and one.word == first.word for one in page.lines)
                start = PageStart(number, page.label, first.word, first.within, first.at, formulas)
                starts.append(start)
            behind = max((behind, *(line.end for line in page.lines)))
            above = page
        return starts

    def lines(self, page: int) -> tuple[PageLine, ...]:
        """Return the lines of a page by its number from 1: of its text, then of its notes."""
        one = self.pages[page - 1]
        return (*one.lines, *one.notes)

    def of_word(self, word: int, note: int = BODY) -> PageSpot | None:
        """Return where a word begins; None where there is no such word."""
        spots, words = self._by_word.get(note, ([], []))
        at = bisect_right(words, word) - 1
        if at < 0 or word >= spots[at][1].end:
            return None
        return self._spot(*spots[at])

    def of_place(self, file: str, line: int, column: int = 1) -> PageSpot | None:
        """Return where a place in the source is printed; None for a file that is not.

        Between two words, and in what has none (a picture, a formula), it is where the word before
        stands.
        """
        if file not in self.sources:
            return None
        place = (self.sources.index(file), line, column)
        spots, places = self._by_place.get(self._note_at(place), ([], []))
        at = max(bisect_right(places, place) - 1, 0)
        same = [n for n in (at, at + 1) if n < len(places) and places[n][0] == place[0]]
        return self._spot(*spots[same[0]]) if same else None

    def _spot(self, page: int, line: PageLine) -> PageSpot:
        return PageSpot(page, self.pages[page - 1].label, line.number)

    def _every(self) -> Iterator[tuple[int, PageLine]]:
        for number, page in enumerate(self.pages, 1):
            yield from ((number, line) for line in page.lines)
            yield from ((number, line) for line in page.notes)

    @cached_property
    def _by_word(self) -> dict[int, tuple[list[tuple[int, PageLine]], list[int]]]:
        """The lines in which words begin, by stream, and the first of these words."""
        lines: dict[int, list[tuple[int, PageLine]]] = {}
        for number, line in self._every():
            if line.begins < line.end:
                lines.setdefault(line.note, []).append((number, line))
        for each in lines.values():
            each.sort(key=lambda one: one[1].begins)
        return {note: (each, [line.begins for _, line in each]) for note, each in lines.items()}

    @cached_property
    def _by_place(self) -> dict[int, tuple[list[tuple[int, PageLine]], list[At]]]:
        """The lines with a place in the source, by stream, in the order of the source."""
        placed = {}
        for note, (lines, _) in self._by_word.items():
            known = [(line.at, number, line) for number, line in lines if line.at is not None]
            known.sort(key=lambda one: one[0])
            spots = [(number, line) for _, number, line in known]
            placed[note] = (spots, [at for at, _, _ in known])
        return placed

    @cached_property
    def _notes(self) -> list[tuple[At, At, int]]:
        """Where each note begins and ends in the source, in the order of the source."""
        firsts = {}
        for note, (_, places) in self._by_place.items():
            if note != BODY and places:
                firsts[note] = places[0]
        spans = [(first, self.ends[note] or first, note) for note, first in firsts.items()]
        return sorted(spans)

    def _note_at(self, place: At) -> int:
        at = bisect_right(self._notes, (*place,), key=lambda one: one[0]) - 1
        if at >= 0 and self._notes[at][0] <= place <= self._notes[at][1]:
            return self._notes[at][2]
        return BODY


def _goes_on(line: PageLine, above: Page) -> bool:
    """Whether a line goes on from the page above, in a table's cell: others stand beside it there.

    Behind a plate that was moved, the text above goes on below the line that it was moved from.
    """
    before = [one for one in above.lines if one.begins < line.begins]
    behind = [one for one in above.lines if one.begins >= line.begins]
    if not before or before[-1].end != line.begins:
        return False
    return not behind or behind[0].number <= before[-1].number


def same_text(one: PageMap, two: PageMap) -> bool:
    """Whether the words of two maps have the same numbers."""
    return one.text == two.text


def moved(one: PageMap, two: PageMap) -> Sequence[int]:
    """Return the numbers of the pages that do not begin with the same word in both maps.

    Pages that one has alone are among them.
    """
    begins = [
        [(start.word, start.within, start.formulas) for start in each.starts()]
        for each in (one, two)
    ]
    longest = max(map(len, begins))
    firsts, others = ([*each, *[None] * (longest - len(each))] for each in begins)
    return [n for n, (a, b) in enumerate(zip(firsts, others, strict=True), 1) if a != b]


@dataclass(frozen=True, slots=True)
class Printed:
    """The pages of a printed book as a web page or an e-book lists them.

    `front` has the words of the pages before the text, `source` says what the pages are of: an
    identifier, or words.
    """

    starts: tuple[PageStart, ...]
    front: tuple[str, ...]
    source: str
