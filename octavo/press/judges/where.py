"""Leads a place in a finished e-book or web page back to the line of its source.

The words of the file are aligned with those of the text, so that a file which was changed since is
read as well: a place is that of the nearest words, or of the picture or formula that stands there.
"""

from __future__ import annotations

import posixpath
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate, chain
from pathlib import Path
from urllib.parse import unquote

from octavo.formats.epub.check import is_front
from octavo.formats.html.cutter import INDEX, WHOLE
from octavo.formats.html.reading import Reader
from octavo.formats.html.tree import Element, local
from octavo.formats.html.words import File
from octavo.model import reading
from octavo.model.artefact import Reading
from octavo.model.finding import Place
from octavo.model.reading import Streams
from octavo.press.judges.pages import (
    PACKAGE,
    by_id,
    by_line,
    by_way,
    order,
    parsed,
    read_pages,
    root_of,
    spine,
    start_of,
)
from octavo.press.judges.remark import Spot
from octavo.press.page_map import Aligned
from octavo.press.source_map import SourceMap

BODY = -1
"""The running text, where others have the number of a note."""

CONTENT = "{http://purl.org/dc/elements/1.1/}"
KEYS = {
    "title": ("title",),
    "language": ("lang",),
    "creator": ("author", "contributor"),
    "contributor": ("contributor",),
    "identifier": ("identifier", "isbn"),
    "date": ("date",),
    "publisher": ("publisher",),
    "rights": ("rights", "licence", "license"),
    "description": ("description",),
    "subject": ("subjects", "subject"),
}
"""What an element of the package is made of: keys of edition.yaml."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A piece of text: its element, the stream that it is in, and where it begins there."""

    element: Element
    note: int
    start: int


class _Finder(Reader):
    """Reads the pages of a text and keeps each piece of it, with the pictures and formulas."""

    def __init__(self) -> None:
        super().__init__(Streams(), {})
        self.pieces: list[_Piece] = []
        self.first: dict[Element, int] = {}
        self.images: list[Element] = []
        self.formulas: list[Element] = []
        self.sizes: dict[int, int] = {BODY: 0}
        self.texts: dict[int, list[str]] = {BODY: []}
        self.note = BODY

    def page(self, root: Element) -> None:
        """Read a page."""
        self.places = {e.get("id"): e for e in root.iter() if e.get("id")}
        self.element(root)

    def element(self, element: Element) -> None:
        """Read an element; a picture and a formula are counted where the running text has them."""
        if self.note == BODY:
            if local(element) == "img":
                self.images.append(element)
            elif local(element) == "math":
                self.formulas.append(element)
        super().element(element)

    def say(self, text: str, element: Element, *, behind: bool = False) -> None:
        """Keep a piece of text."""
        super().say(text, element, behind=behind)
        letters = "".join(reading.words(text))
        if not letters:
            return
        number = len(self.pieces)
        self.pieces.append(_Piece(element, self.note, self.sizes[self.note]))
        self.sizes[self.note] += len(letters)
        self.texts[self.note].append(letters)
        above = list(element.iterancestors())
        for one in above if behind else [element, *above]:
            if one in self.first:
                break
            self.first[one] = number

    def _mark(self, element: Element) -> None:
        before, count = self.note, len(self.streams.notes)
        self.note = count
        self.sizes.setdefault(count, 0)
        self.texts.setdefault(count, [])
        super()._mark(element)
        self.note = before


@dataclass(slots=True)
class _Text:
    """Pages that have the whole text together, read and aligned with it."""

    finder: _Finder
    canon: Reading
    known: SourceMap
    images: dict[Element, int] = field(default_factory=dict)
    formulas: dict[Element, int] = field(default_factory=dict)
    body: Aligned | None = None
    notes: Aligned | None = None
    starts: list[int] = field(default_factory=list)
    note_starts: list[int] = field(default_factory=list)
    words: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Align."""
        finder, canon = self.finder, self.canon
        if len(finder.images) == len(self.known.images):
            self.images = {element: number for number, element in enumerate(finder.images)}
        if len(finder.formulas) == len(self.known.formulas):
            self.formulas = {element: number for number, element in enumerate(finder.formulas)}
        texts = ["".join(finder.texts[number]) for number in range(len(finder.streams.notes))]
        self.body = Aligned("".join(finder.texts[BODY]), "".join(canon.body))
        self.notes = Aligned("".join(texts), "".join(chain.from_iterable(canon.notes)))
        self.words = [0, *accumulate(map(len, canon.body))]
        self.note_starts = [0, *accumulate(map(len, texts))]
        self.starts = [0, *accumulate(sum(map(len, note)) for note in canon.notes)]

    def place(self, element: Element) -> Place | None:
        """Return the line of an element: of its own words, or of what stands nearest."""
        for one in (element, *element.iterancestors()):
            place = self._own(one)
            if place is None and one in self.finder.first:
                piece = self._nearest(one, element)
                place = self._of_piece(piece)
            if place is not None:
                return place
        return None

    def _own(self, element: Element) -> Place | None:
        if element in self.images:
            return self.known.of_image(self.images[element])
        if element in self.formulas:
            return self.known.of_formula(self.formulas[element])
        name = element.get("id")
        return None if name is None or element in self.finder.first else self.known.of_id(name)

    def _nearest(self, around: Element, element: Element) -> _Piece:
        """Return the last piece within an element that stands before another, else the first."""
        pieces = self.finder.pieces
        first = self.finder.first[around]
        if around is element:
            return pieces[first]
        order = {one: number for number, one in enumerate(around.iter())}
        before = [
            piece
            for piece in pieces[first : first + len(order)]
            if order.get(piece.element, len(order)) < order[element]
        ]
        return before[-1] if before else pieces[first]

    def _of_piece(self, piece: _Piece) -> Place | None:
        if self.body is None or self.notes is None:
            return None
        if piece.note == BODY:
            word = bisect_right(self.words, self.body.other(piece.start)) - 1
            return self.known.of_word(min(word, len(self.canon.body) - 1))
        at = self.notes.other(self.note_starts[piece.note] + piece.start)
        note = min(bisect_right(self.starts, at) - 1, len(self.canon.notes) - 1)
        lengths = [0, *accumulate(map(len, self.canon.notes[note]))]
        return self.known.of_word(bisect_right(lengths, at - self.starts[note]) - 1, note)


class Where:
    """Finds the lines of places in one finished file; `edition` is edition.yaml as text."""

    def __init__(self, path: Path, known: SourceMap, canon: Reading, edition: str = "") -> None:
        """Take the file, or the folder of a site; it is read when a place is asked for."""
        self.known, self.canon, self.edition = known, canon, edition
        self.pages = dict(read_pages(path))
        self.trees: dict[str, Element | None] = {}
        self.groups = [[name for name in group if name in self.pages] for group in self._groups()]
        self.texts: dict[int, _Text] = {}

    def place(self, spot: Spot) -> Place | None:
        """Return the line of the source that a spot was made of, or None if it has no such line."""
        tree = self._tree(spot.page)
        element = None if tree is None else self._element(tree, spot)
        return None if element is None else self._place(spot.page, element)

    def _place(self, page: str, element: Element) -> Place | None:
        for number, group in enumerate(self.groups):
            if page in group:
                return self._text(number).place(element)
        return self._led(page, element) or self._of_edition(page, element)

    def _led(self, page: str, element: Element) -> Place | None:
        """Return the place of what an entry of the contents, or of the package, leads to."""
        for one in (element, *element.iterancestors()):
            address = one.get("href") or one.get("src")
            if address is None:
                continue
            name, _, place = address.partition("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(name)))
            tree = self._tree(target)
            if tree is None or not any(target in group for group in self.groups):
                return None
            at = by_id(tree, unquote(place)) if place else None
            return self._place(target, tree if at is None else at)
        return None

    def _of_edition(self, page: str, element: Element) -> Place | None:
        """Return the line of edition.yaml that an element of the package says."""
        if not page.endswith(PACKAGE) or not str(element.tag).startswith(CONTENT):
            return None
        lines = self.edition.splitlines()
        for key in KEYS.get(local(element), ()):
            for number, line in enumerate(lines, 1):
                if line.startswith(f"{key}:"):
                    return Place("metadata/edition.yaml", number)
        return None

    def _element(self, tree: Element, spot: Spot) -> Element | None:
        if spot.way:
            return by_way(tree, spot.way)
        if not spot.line:
            return tree
        return by_line(File(spot.page, self.pages[spot.page], tree, start_of(tree)), spot)

    def _tree(self, page: str) -> Element | None:
        if page not in self.trees:
            self.trees[page] = parsed(page, self.pages.get(page))
        return self.trees[page]

    def _groups(self) -> Iterator[list[str]]:
        """Yield the pages of the text: those of an e-book, of a site, or one that has it all."""
        names = list(self.pages)
        if any(name.endswith(PACKAGE) for name in names):
            trees = {name: self._tree(name) for name in spine(self.pages)}
            yield [name for name, tree in trees.items() if tree is not None and not is_front(tree)]
        elif len(names) > 1:
            yield [name for name in order(self.pages) if name != INDEX] or names
            yield [name for name in names if name == WHOLE]
        else:
            yield names

    def _text(self, number: int) -> _Text:
        if number not in self.texts:
            finder = _Finder()
            for name in self.groups[number]:
                tree = self._tree(name)
                if tree is not None:
                    finder.page(root_of(tree))
            self.texts[number] = _Text(finder, self.canon, self.known)
        return self.texts[number]
