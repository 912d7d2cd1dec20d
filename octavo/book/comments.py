"""Comments in a chapter's text, `{>>AQ: is this right?<<}` (CriticMarkup): none is ever printed.

They are taken out before pandoc reads the chapter. Where one may stand is pandoc's answer: the
text is read once with a stand-in for each mark, and a mark that comes back in code, a formula, raw
markup or an address belongs to the text. A comment opens and closes in one block.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, field
from typing import Any

import orjson

from octavo import pandoc
from octavo.cache import Cache
from octavo.model import nesting
from octavo.model.finding import Finding, InputError, Place, Severity
from octavo.model.nodes import Document

OPENS, CLOSES = "{>>", "<<}"
MARK = re.compile(r"(?<!\\)(?:\\\\)*(?P<mark>\{>>)|(?P<end><<\})")
"""A mark of a comment; one behind a backslash is the author's own sign."""

BLANK = re.compile(r"\n[ \t>]*\n")
STAND_INS = range(0xF0000, 0xFFFFD)
"""Private characters, one of which stands in for a mark while its place is asked for."""

KIND = "comments"
"""What the cache calls the places of comments."""

BEFORE, AFTER = "([{\N{LEFT DOUBLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}", ".,;:!?)]}"
"""Signs behind which, and before which, no space stands (a filter sets those of French)."""

LITERAL = frozenset(("Code", "CodeBlock", "Math", "RawInline", "RawBlock"))
HOMES = frozenset(("Para", "Plain", "Header", "LineBlock"))
"""The blocks that hold running text."""


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment in a chapter: `start:end` are its characters, the marks among them.

    `first:last` is what is taken out with it, and `fill` is what pandoc reads in its place.
    """

    start: int
    end: int
    first: int
    last: int
    fill: str = ""

    @property
    def shift(self) -> int:
        """By how many characters the text behind it moves forward."""
        return self.last - self.first - len(self.fill)


@dataclass(frozen=True, slots=True)
class Comments:
    """The comments of a text, in its order; `open` are the offsets of marks that never close."""

    all: tuple[Comment, ...] = ()
    open: tuple[int, ...] = ()
    _firsts: list[int] = field(default_factory=list, repr=False, compare=False)
    _behind: list[int] = field(default_factory=list, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Note where each comment stands in the text without them."""
        shift = 0
        for comment in self.all:
            self._firsts.append(comment.first - shift)
            shift += comment.shift
            self._behind.append(shift)

    def without(self, text: str) -> str:
        """Return a text as pandoc reads it: without its comments."""
        parts, last = [], 0
        for comment in self.all:
            parts += [text[last : comment.first], comment.fill]
            last = comment.last
        return "".join([*parts, text[last:]])

    def typed(self, offset: int, *, after: bool = False) -> int:
        """Return where a character of the text without comments was typed.

        `after` asks for the place behind the character before it, on that side of a comment.
        """
        find = bisect_left if after else bisect_right
        number = find(self._firsts, offset)
        return offset + (self._behind[number - 1] if number else 0)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where the characters `start:end` of the text without comments were typed."""
        first = self.typed(start)
        return first, max(first, self.typed(end, after=True))

    def read(self, offset: int) -> int:
        """Return where a character as typed stands in the text without comments."""
        shift = 0
        for comment in self.all:
            if comment.first >= offset:
                break
            shift += min(comment.shift, offset - comment.first)
        return offset - shift

    def are_in(self, start: int, end: int) -> bool:
        """Whether a comment stands among the characters `start:end`, as typed."""
        return any(one.first < end and start < one.last for one in self.all)


NONE = Comments()


def may_hold(text: str) -> bool:
    """Whether a text may hold a comment."""
    return OPENS in text


def kept(name: str, text: str, store: Cache, key: str) -> Comments:
    """Find the comments of a chapter's text, or give them from the store.

    Raises InputError where pandoc cannot read it.
    """
    if not may_hold(text):
        return NONE
    stored = store.get(KIND, key)
    if stored is not None:
        spans, left = orjson.loads(stored)
        return Comments(tuple(Comment(*span) for span in spans), tuple(left))
    nesting.check_text(text, name)
    try:
        made = find(text, pandoc.read)
    except InputError as fault:
        raise InputError(fault.message, place=Place(name), hint=fault.hint) from fault
    store.put(KIND, key, orjson.dumps([[astuple(one) for one in made.all], made.open]))
    return made


def unclosed(comments: Comments, place: Callable[[int, int], Place]) -> Iterator[Finding]:
    """Yield an error for each comment that does not close: it would be printed."""
    for at in comments.open:
        yield Finding(
            "query-unclosed",
            "A query opens here, {>>, and does not close in this paragraph.",
            Severity.ERROR,
            place=place(at, at + len(OPENS)),
            hint="Close it with <<}; a sign of the text itself is typed \\{>>.",
        )


def find(text: str, read: Callable[[bytes], Document]) -> Comments:
    """Find the comments of a chapter's text; `read` is pandoc."""
    marks = [(match.start(match.lastgroup), match.lastgroup == "mark") for match in _marks(text)]
    if not any(opens for _, opens in marks):
        return NONE
    signs = _stand_ins(text, len(marks))
    typed = list(text)
    for sign, (at, _) in zip(signs, marks, strict=True):
        typed[at : at + 3] = sign * 3
    places = _Places(frozenset(signs))
    places.visit(read("".join(typed).encode()).blocks)
    free = [
        _Mark(at, opens, places.homes.get(sign, 0), sign in places.tables)
        for sign, (at, opens) in zip(signs, marks, strict=True)
        if sign not in places.literal
    ]
    return _paired(text, free)


def _marks(text: str) -> Iterator[Any]:
    return MARK.finditer(text)


def _stand_ins(text: str, count: int) -> list[str]:
    """Return private characters that the text does not have."""
    taken = set(text)
    signs = (chr(code) for code in STAND_INS if chr(code) not in taken)
    return [sign for sign, _ in zip(signs, range(count), strict=False)]


@dataclass(frozen=True, slots=True)
class _Mark:
    """A mark in running text: where, whether it opens, in which block, and whether in a table."""

    at: int
    opens: bool
    home: int
    in_table: bool


def _paired(text: str, marks: list[_Mark]) -> Comments:
    pairs: list[tuple[_Mark, int]] = []
    left: list[int] = []
    waiting: _Mark | None = None
    for mark in marks:
        if mark.opens:
            if waiting is None or not _is_whole(text, waiting, mark):
                left += [waiting.at] if waiting else []
                waiting = mark
        elif waiting:
            if _is_whole(text, waiting, mark):
                pairs.append((waiting, mark.at + len(CLOSES)))
            else:
                left.append(waiting.at)
            waiting = None
    left += [waiting.at] if waiting else []
    return Comments(tuple(_cut(text, pairs)), tuple(left))


def _cut(text: str, pairs: Sequence[tuple[_Mark, int]]) -> Iterator[Comment]:
    """Yield comments with what goes with them; those that stand side by side go as one."""
    groups: list[list[tuple[_Mark, int]]] = []
    for mark, end in pairs:
        last = groups[-1][-1] if groups else None
        if last and not mark.in_table and not text[last[1] : mark.at].strip(" \t"):
            groups[-1].append((mark, end))
        else:
            groups.append([(mark, end)])
    for group in groups:
        whole = _comment(text, group[0][0], group[-1][1])
        firsts = [whole.first, *(mark.at for mark, _ in group[1:])]
        stops = [*firsts[1:], whole.last]
        for (mark, end), first, stop in zip(group, firsts, stops, strict=True):
            yield Comment(mark.at, end, first, stop, whole.fill)


def _is_whole(text: str, start: _Mark, end: _Mark) -> bool:
    """Whether two marks stand in one block; in a table, in one line: its cells stand in columns."""
    inside = text[start.at : end.at]
    lines = "\n" in inside if start.in_table else BLANK.search(inside.replace("\r", ""))
    return start.home == end.home and not lines


def _comment(text: str, mark: _Mark, end: int) -> Comment:
    """Return a comment with what goes with it.

    Of the spaces on both its sides one side goes, so that none stands before a stop or behind a
    bracket; alone in its lines, it goes with their end. In a table spaces take its place.
    """
    start = mark.at
    if mark.in_table:
        return Comment(start, end, start, end, " " * (end - start))
    first, last = start, end
    while first and text[first - 1] in " \t":
        first -= 1
    while last < len(text) and text[last] in " \t":
        last += 1
    opens_line = first == 0 or text[first - 1] == "\n"
    newline = re.compile(r"\r?\n").match(text, last)
    if opens_line and (newline or last == len(text)):
        return Comment(start, end, first, newline.end() if newline else last)
    if opens_line or text[first - 1] in BEFORE:
        return Comment(start, end, start, end if newline else last)
    is_followed = end == len(text) or text[end] in f"{AFTER} \t\r\n"
    return Comment(start, end, first if is_followed else start, end)


class _Places:
    """Where stand-ins come back in a document."""

    def __init__(self, signs: frozenset[str]) -> None:
        self.signs = signs
        self.literal: set[str] = set()
        self.tables: set[str] = set()
        self.homes: dict[str, int] = {}
        self.blocks = 0

    def visit(
        self, value: Any, home: int = 0, *, literal: bool = False, table: bool = False
    ) -> None:
        """Look through a part of a document's JSON."""
        if isinstance(value, str):
            self._note(set(value) & self.signs, home, literal=literal, table=table)
        elif isinstance(value, list):
            for part in value:
                self.visit(part, home, literal=literal, table=table)
        elif isinstance(value, dict) and "t" in value:
            kind = value["t"]
            if kind in HOMES:
                self.blocks += 1
                home = self.blocks
            parts = value.get("c")
            if kind in ("Link", "Image"):
                *parts, (address, title) = value["c"]
                self.visit(address, home, literal=True, table=table)
                self.visit(title, home, literal=literal, table=table)
            is_literal = literal or kind in LITERAL
            self.visit(parts, home, literal=is_literal, table=table or kind == "Table")
        elif isinstance(value, dict):
            self.visit(list(value.values()), home, literal=literal, table=table)

    def _note(self, signs: Iterable[str], home: int, *, literal: bool, table: bool) -> None:
        for sign in signs:
            if literal:
                self.literal.add(sign)
            if table:
                self.tables.add(sign)
            self.homes.setdefault(sign, home)
