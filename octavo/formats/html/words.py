"""Where the words of a text stand in the pages of a web page or an e-book, by their numbers.

The words are counted as a reader meets them (`reading`), so that what is known of the text by the
number of a word, such as where a printed page begins, can be put into a finished file. Nothing else
of the file is touched.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from octavo.formats.html.reading import Reader
from octavo.formats.html.tree import Element, has_class, local
from octavo.model.reading import ALIKE, Streams

TOKEN = re.compile(r"""<!--.*?-->|<(?:[^<>"']|"[^"]*"|'[^']*')*>|[^<]+""", re.S)
REFERENCE = re.compile(r"&[#\w]+;|.", re.S)
WORD = re.compile(r"\S+")
PAGE_BREAK = "doc-pagebreak"
WHOLE = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "figure", "table"))
"""Elements that a page begins with, and not within: a picture stands above its caption."""


@dataclass(frozen=True, slots=True)
class File:
    """A file of an artefact, and the element of its tree in which the words stand.

    `start` is how the tag of that element begins in the file: `<body`.
    """

    name: str
    text: str
    root: Element
    start: str


@dataclass(frozen=True, slots=True)
class Spot:
    """A place between the characters of a file; `linked`: within a link, which holds no other."""

    name: str
    offset: int
    linked: bool = False


@dataclass(frozen=True, slots=True)
class _Piece:
    """A text that an element begins with, or that stands `behind` it; `file` is its number."""

    element: Element
    behind: bool
    file: int


class _Finder(Reader):
    """Reads pages and keeps where each piece of the running text stands."""

    def __init__(self) -> None:
        super().__init__(Streams(), {})
        self.pieces: dict[int, _Piece] = {}
        self.breaks: list[tuple[str, int]] = []
        self.file = 0

    def say(self, text: str, element: Element, *, behind: bool = False) -> None:
        self.pieces[len(self.streams.body)] = _Piece(element, behind, self.file)
        super().say(text, element, behind=behind)

    def element(self, element: Element) -> None:
        if element.get("role") == PAGE_BREAK:
            self.breaks.append((_label(element), len(self.streams.body)))
        super().element(element)

    def read(self, files: Sequence[File]) -> None:
        for self.file, file in enumerate(files):
            self.element(file.root)


@dataclass(slots=True)
class Spots:
    """Finds the places of words, the first of all words of the text being 0."""

    files: Sequence[File]
    finder: _Finder = field(default_factory=_Finder)
    starts: list[int] = field(default_factory=list)
    words: list[int] = field(default_factory=list)
    layouts: dict[int, _Layout] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.finder.read(self.files)
        body = self.finder.streams.body
        self.starts = [0, *accumulate(map(len, body))]
        matches = WORD.finditer("".join(body))
        self.words = [one.start() for one in matches if one[0].translate(ALIKE)]

    def of_word(self, word: int) -> Spot:
        """Return where a word begins; before a heading, a picture or a table that it opens."""
        piece, within = self._piece(word)
        before = self._piece(word - 1)[0] if word else None
        layout = self._layout(piece.file)
        whole = _opened(piece, before)
        offset = layout.of_tag(whole) if whole is not None else layout.of_text(piece, within)
        linked = whole is None and any(local(element) == "a" for element in _above(piece))
        return Spot(self.files[piece.file].name, offset, linked)

    def end(self) -> Spot:
        """Return the place behind the last word's file."""
        file = self.files[-1]
        return Spot(file.name, file.text.rindex(f"</{file.start.strip('<').split()[0]}"))

    def breaks(self) -> list[tuple[str, int]]:
        """Return the label of each page break, and the number of the first word behind it."""
        return [
            (label, bisect_left(self.words, self._behind(pieces)))
            for label, pieces in self.finder.breaks
        ]

    def _behind(self, pieces: int) -> int:
        return self.starts[pieces]

    def _piece(self, word: int) -> tuple[_Piece, int]:
        at = self.words[word]
        number = bisect_right(self.starts, at) - 1
        return self.finder.pieces[number], at - self.starts[number]

    def _layout(self, number: int) -> _Layout:
        if number not in self.layouts:
            self.layouts[number] = _Layout(self.files[number])
        return self.layouts[number]


def _label(element: Element) -> str:
    return element.get("aria-label") or element.get("title") or ""


def _opened(piece: _Piece, before: _Piece | None) -> Element | None:
    """Return the outermost heading, picture or table whose first word a text begins with."""
    around = [element for element in _above(piece) if local(element) in WHOLE]
    others = set() if before is None else set(_above(before))
    opened = [element for element in around if element not in others]
    if not opened:
        return None
    parent = opened[-1].getparent()
    boxed = local(opened[-1]) == "table" and parent is not None and has_class(parent, "table")
    return parent if boxed else opened[-1]


def _above(piece: _Piece) -> list[Element]:
    """Return the elements that hold a text, the nearest first."""
    above = list(piece.element.iterancestors())
    return above if piece.behind else [piece.element, *above]


class _Layout:
    """Where tags and texts stand in a file: those of the tree come in the same order there."""

    def __init__(self, file: File) -> None:
        start = file.text.index(file.start)
        self.tags: dict[Element, int] = {}
        self.texts: dict[tuple[Element, bool], tuple[int, str]] = {}
        events = _events(file.root)
        for token in TOKEN.finditer(file.text, start):
            if token[0].startswith(("</", "<!", "<?")):
                continue
            event = next(events, None)
            if event is None:
                break
            element, kind = event
            if kind is None:
                self.tags[element] = token.start()
            else:
                self.texts[element, kind] = token.start(), token[0]

    def of_tag(self, element: Element) -> int:
        """Return where the tag of an element begins."""
        return self.tags[element]

    def of_text(self, piece: _Piece, within: int) -> int:
        """Return where a character of a text stands."""
        start, raw = self.texts[piece.element, piece.behind]
        signs = REFERENCE.finditer(raw)
        count = 0
        for sign in signs:
            if count >= within:
                return start + sign.start()
            count += len(html.unescape(sign[0]))
        return start + len(raw)


def _events(root: Element) -> Iterator[tuple[Element, bool | None]]:
    """Yield the tags and texts of a tree in the order of its file, comments left out.

    A text is given by its element, and whether it stands behind that; a tag has None.
    """
    if isinstance(root.tag, str):
        yield root, None
        if root.text:
            yield root, False
        for child in root:
            yield from _events(child)
            if child.tail:
                yield child, True


def tags(file: File) -> list[tuple[int, Element]]:
    """Return where the tag of each element of a file begins, in its order."""
    return [(offset, element) for element, offset in _Layout(file).tags.items()]


def with_marks(text: str, marks: Sequence[tuple[int, str]]) -> str:
    """Return a text with pieces put in at some places, which come in order."""
    parts, last = [], 0
    for offset, piece in marks:
        parts += [text[last:offset], piece]
        last = offset
    return "".join([*parts, text[last:]])


def by_file(marks: Sequence[tuple[Spot, str]]) -> Mapping[str, list[tuple[int, str]]]:
    """Return the pieces that are put into each file, in the order of their places."""
    each: dict[str, list[tuple[int, str]]] = {}
    for spot, piece in marks:
        each.setdefault(spot.name, []).append((spot.offset, piece))
    return {name: sorted(pieces, key=lambda one: one[0]) for name, pieces in each.items()}
