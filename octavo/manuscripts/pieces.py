"""The nouns of an import: lines with their places, pieces of text, chapters, a manuscript."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property

from octavo.model.finding import Finding, Place, Severity, Tier
from octavo.model.nodes import Node

CONTEXT = 40
"""How many characters of context a finding shows on either side."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it was typed: its number and column (from 1), and its offset in the file."""

    text: str
    number: int
    start: int
    column: int = 1

    @property
    def blank(self) -> bool:
        """Whether only spaces and tabs stand in it: a no-break space is a character."""
        return not self.text.strip(" \t")

    def cut(self, start: int, end: int | None = None) -> Line:
        """Return a part of the line, with its own place."""
        return Line(self.text[start:end], self.number, self.start + start, self.column + start)


def lines_of(text: str) -> list[Line]:
    """Split a text at its line ends, of whatever system (CR LF, CR, LF)."""
    lines = []
    for number, match in enumerate(re.finditer(r"([^\r\n]*)(\r\n|\r|\n|\Z)", text), 1):
        if match[2] or match[1]:
            lines.append(Line(match[1], number, match.start()))
    return lines


class Kind(StrEnum):
    """The kind of a piece of a text."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    QUOTATION = "quotation"
    VERSE = "verse"
    LIST = "list"
    TABLE = "table"
    BREAK = "break"
    QUERY = "query"


@dataclass(frozen=True, slots=True)
class Sign:
    """Some characters of a piece that are typed markup, and what is written in their place.

    `mark` is one of the marks of `folder/marks.py`, or other characters; `note` are the paragraphs
    of the note that is called here.
    """

    start: int
    end: int
    mark: str = ""
    note: tuple[Piece, ...] = ()


@dataclass(frozen=True)
class Piece:
    """A paragraph, heading or displayed quotation of a plain text.

    `hard` keeps its line breaks; `gap` is how many blank lines stand before it; `division` is the
    class a heading gets (`part`), `strength` how much its signs are escaped (see `escaping`).
    `signs` are what was typed for want of italics and notes, in order; `made` is the text of a
    query; `flush` leaves out what the lines are indented by; `level` is that of a heading;
    `fixed` says that it is surely no heading; `edge` is the column at which the verse begins that
    a stanza is part of, where its own lines may all be set farther in; `cells` are the rows of a
    table, the first its head.
    """

    lines: tuple[Line, ...]
    kind: Kind = Kind.PARAGRAPH
    hard: bool = False
    gap: int = 0
    division: str = ""
    strength: int = 0
    signs: tuple[Sign, ...] = ()
    made: str = ""
    flush: bool = False
    level: int = 1
    fixed: bool = False
    edge: int | None = None
    cells: tuple[tuple[str, ...], ...] = ()

    @cached_property
    def text(self) -> str:
        """Its lines, joined by newlines."""
        return "\n".join(line.text for line in self.lines)

    @cached_property
    def plain(self) -> str:
        """Its words, without typed signs, every run of spaces, tabs and line ends as one space."""
        return collapse(self.replaced(bare=True) if self.signs else self.text)

    def replaced(self, *, bare: bool = False) -> str:
        """Return its text with marks in the place of typed signs; `bare` leaves them out."""
        parts: list[str] = []
        at = 0
        for sign in self.signs:
            hidden = bare and "\ue000" <= sign.mark <= "\uf8ff"
            parts += [self.text[at : sign.start], "" if hidden else sign.mark]
            at = sign.end
        return "".join([*parts, self.text[at:]])

    def with_below(self, piece: Piece) -> Piece:
        """Return it with the lines and signs of another one below its own."""
        shift = len(self.text) + 1
        moved = (replace(s, start=s.start + shift, end=s.end + shift) for s in piece.signs)
        return replace(self, lines=(*self.lines, *piece.lines), signs=(*self.signs, *moved))

    def parted(self, number: int) -> tuple[Piece, Piece]:
        """Return its first lines, so many, and the rest, each with the signs that stand in it."""
        above = replace(self, lines=self.lines[:number], signs=())
        cut = len(above.text) + 1
        first = tuple(sign for sign in self.signs if sign.end < cut)
        rest = tuple(
            replace(sign, start=sign.start - cut, end=sign.end - cut)
            for sign in self.signs
            if sign.start >= cut
        )
        return replace(above, signs=first), replace(
            self, lines=self.lines[number:], signs=rest, gap=1
        )

    def located(self, at: int) -> tuple[Line, int]:
        """Return the line that a character of `text` stands in, and its offset in that line."""
        for line in self.lines:
            if at <= len(line.text):
                return line, at
            at -= len(line.text) + 1
        return self.lines[-1], len(self.lines[-1].text)

    def place(self, file: str, start: int = 0, end: int | None = None) -> Place:
        """Return the place of some of its characters in the manuscript."""
        line, at = self.located(start)
        last, last_at = self.located(len(self.text) if end is None else end)
        return Place(file, line.number, line.column + at, line.start + at, last.start + last_at)


def collapse(text: str) -> str:
    """Make every run of spaces, tabs and line ends one space; other white space stays."""
    return re.sub(r"[ \t\r\n]+", " ", text).strip(" ")


@dataclass(frozen=True, slots=True)
class Note:
    """The words of a finding: its rule, its message, and what to do."""

    rule: str
    message: str
    hint: str = ""
    tier: Tier = Tier.FLAG
    after: str = ""
    severity: Severity = Severity.INFO
    confidence: float = 1.0


def finding_at(
    file: str, piece: Piece, note: Note, start: int = 0, end: int | None = None
) -> Finding:
    """Make a finding about some characters of a piece."""
    text = piece.text
    stop = len(text) if end is None else end
    return Finding(
        rule=note.rule,
        message=note.message,
        severity=note.severity,
        tier=note.tier,
        place=piece.place(file, start, stop),
        before=text[start:stop],
        after=note.after,
        context=(text[max(0, start - CONTEXT) : start], text[stop : stop + CONTEXT]),
        hint=note.hint,
        confidence=note.confidence,
    )


def stronger(piece: Piece) -> Piece:
    """The same piece, with its signs escaped more, and those of its notes."""
    signs = (replace(sign, note=tuple(map(stronger, sign.note))) for sign in piece.signs)
    return replace(piece, strength=piece.strength + 1, signs=tuple(signs))


@dataclass(slots=True)
class Chapter:
    """A chapter of source/: its heading's words, its Markdown, the blocks that this reads as."""

    title: str
    markdown: str
    blocks: list[Node]


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of running text, where citations are sought, and its place if it is known.

    Of a note the whole text may be a citation, of other text what stands in brackets. `listed`
    says that it is an entry of a list of works; `emphasised` are its stretches in italics.
    """

    text: str
    place: Place | None = None
    note: bool = False
    listed: bool = False
    emphasised: tuple[str, ...] = ()


@dataclass(slots=True)
class Manuscript:
    """The contents of one file, as read.

    `description` tells how it was read (encoding or format, and why); `embedded` holds what
    the file says of itself, by edition.yaml's keys; `images` the pictures by their path below
    source/; `bibliographies` the bibliographies that came with it, by file name, and `works` the
    keys in them, `unlisted` those that it cites and no bibliography has; `style` is the citation
    style that it names, `styles` has its file; `numbered`: whether its headings bear numbers;
    `changes` and `comments`, its editors', are entries of metadata/changes.yaml and comments.yaml;
    `front` are the keys of `embedded` that its title page gave; `marks` are signs that gave way to
    what they stand for (the number of a note), `aside` are words that findings report as left out;
    `unwrapped` are the tables, and the cells in them, that only arranged a page and are text now,
    `unheaded` the headings that are paragraphs, `unnoted` the notes that stand within others.
    """

    name: str
    title: str = ""
    chapters: list[Chapter] = field(default_factory=list)
    description: str = ""
    embedded: dict[str, object] = field(default_factory=dict)
    images: dict[str, bytes] = field(default_factory=dict)
    passages: list[Passage] = field(default_factory=list)
    bibliographies: dict[str, bytes] = field(default_factory=dict)
    works: list[str] = field(default_factory=list)
    unlisted: list[str] = field(default_factory=list)
    style: str = ""
    styles: dict[str, bytes] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    numbered: bool = False
    unshown: int = 0
    unlinked: int = 0
    unwrapped: tuple[int, int] = (0, 0)
    unheaded: int = 0
    unnoted: int = 0
    changes: list[dict[str, str]] = field(default_factory=list)
    comments: list[dict[str, str]] = field(default_factory=list)
    front: frozenset[str] = frozenset()
    marks: list[str] = field(default_factory=list)
    aside: list[str] = field(default_factory=list)
