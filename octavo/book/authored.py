"""The words that an author typed, held against those that pandoc read: none may be gone.

Pandoc drops some without a word: cells beyond the columns of a table's head, tags with their words
in a cell. What is typed is read here by itself, without pandoc: words are counted, and those that
are fewer in the document than in the file, and that no word of the document was aligned with, are
lost.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

import orjson

from octavo.book import notes_unused, unclosed
from octavo.book.align.inlines import Span
from octavo.cache import Cache, key_of
from octavo.model.finding import Finding, Place, Severity, Tier
from octavo.model.nodes import Document, Node
from octavo.system import programs

WORD = re.compile(r"[^\W_]+")
LONGEST = 60
PLACES = "places"
"""The kind of what the cache holds of them, beside the places of words."""

LINE = r"(?m:^[ \t>]*"
"""Begins what stands at the head of a line, behind the marks of quotations."""

CELL = r"(?m:(?:^|\|)[ \t>]*(?:[:~][ \t]+)?"
"""The same, or what stands at the head of a cell, or of a definition."""

UNSEEN = re.compile(
    "|".join(
        (
            r"(?m:^---[ \t]*\n(?![ \t]*\n)(?:(?!---|\.\.\.).*\n)*(?:---|\.\.\.)[ \t]*$)",  # YAML
            r"<!--(?s:.{0,9000}?)-->",
            r"</?[A-Za-z][^<>]*>",  # a tag, or an address in brackets
            r"&(?:[A-Za-z]+|#\d+|#[xX][0-9a-fA-F]+);",
            r"\[\^[^\]\s]+\]:?",  # the mark of a note
            r"\]\s?\[[^\]]*\]",  # the name of a reference
            r"\]\((?:[^()\\]|\\.|\([^()]*\))*\)",  # the target of a link
            LINE + r"\[[^\]\n]+\]:[ \t]*\S.*(?:\n[ \t]+[\"'(].*)?)",  # where a reference leads
            CELL
            + r"(?:\(?(?:\d+|#|[A-Za-z]|[ivxlcdmIVXLCDM]+)[.)]|\(?@[\w-]*\))(?=\s))",  # an item
            LINE + r":{3,}.*$)",  # the fence of a division
            LINE + r"(?:`{3,}|~{3,}).*$)",  # the fence of code
            LINE + r"(?:[Tt]able)?:[ \t])",  # the mark of a caption
            r"\{[^{}\n]*\}",  # attributes
            r"@\{?[\w:.#$%&+?<>~/-]+",  # the key of a work, or of an example
            r"\\[A-Za-z]+",  # a command
            r"\$\$[^$]{1,2000}\$\$|\$[^$\n]+\$",  # a formula
            r"https?://[^\s\[\]{}]+",  # an address, which no bracket of a picture's caption is of
        )
    )
)
"""What is typed and is no word of the text, or is one that pandoc writes anew."""

HINT = (
    "Look how the lines around it are read: a table's row may have more cells than its head, or"
    " tags may stand in a cell. Write it otherwise."
)


def dropped(
    text: str, blocks: list[Node], spans_of: Callable[[], Sequence[Span | None]]
) -> list[Span]:
    """Return the stretches of a chapter's text whose words pandoc dropped.

    `text` is what pandoc read, `blocks` what it made of it. `spans_of` aligns the two; it is called
    where words are fewer than were typed.
    """
    typed = Counter(match[0] for match in WORD.finditer(text))
    read = Counter(word for value in _strings(blocks) for word in WORD.findall(value))
    fewer = typed - read
    if not fewer:
        return []
    hidden = [match.span() for match in UNSEEN.finditer(text)]
    bare = Counter(fewer)
    for start, end in hidden:
        bare.subtract(WORD.findall(text, start, end))
    if not any(count > 0 for count in bare.values()):
        return []
    covered = _Covered([*hidden, *(span for span in spans_of() if span)])
    return _joined(text, list(_uncovered(text, +bare, covered)))


BLANKED = re.compile(r"[^\n]")
"""What a space stands for in a stretch that has a finding of its own."""


class _Covered:
    """Stretches of a text; whether a place stands in one of them."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self.spans = sorted(spans)
        self.starts = [start for start, _ in self.spans]
        self.ends: list[int] = []
        for _, end in self.spans:
            self.ends.append(max(end, self.ends[-1] if self.ends else 0))

    def holds(self, at: int) -> bool:
        number = bisect_right(self.starts, at) - 1
        return number >= 0 and self.ends[number] > at


def _uncovered(text: str, fewer: Counter[str], covered: _Covered) -> Iterator[Span]:
    """Yield the words that are fewer than were typed and stand in nothing that was read."""
    for match in WORD.finditer(text):
        if fewer[match[0]] > 0 and not covered.holds(match.start()):
            fewer[match[0]] -= 1
            yield match.span()


def _joined(text: str, spans: list[Span]) -> list[Span]:
    """Join words that stand in one line, with nothing but signs between them."""
    made: list[Span] = []
    for start, end in spans:
        between = text[made[-1][1] : start] if made else "\n"
        if made and "\n" not in between and not WORD.search(between):
            made[-1] = (made[-1][0], end)
        else:
            made.append((start, end))
    return made


def _strings(value: object) -> Iterator[str]:
    """Yield every string below a value of JSON."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, dict):
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one


class Read(Protocol):
    """A chapter: its text as pandoc read it, what pandoc made of it, and its places."""

    @property
    def read(self) -> str:
        """The text without comments."""

    @property
    def data(self) -> bytes:
        """The document, in JSON."""

    def place_read(self, start: int, end: int) -> Place:
        """Return the place of characters of the text."""


def unread(
    chapter: Read, store: Cache, spans_of: Callable[[], Sequence[Span | None]]
) -> Iterator[Finding]:
    """Yield what is typed in a chapter and is in no format: words that were dropped, and notes."""
    text, place = chapter.read, chapter.place_read
    notes = list(notes_unused.find(text, place))
    yield from notes
    yield from unclosed.find(text, place)
    if b'"meta":{}' not in chapter.data:  # a block of metadata is an error of its own
        return
    for start, end in (span for note in notes for span in _notes(text, note.before)):
        text = text[:start] + BLANKED.sub(" ", text[start:end]) + text[end:]
    key = key_of("dropped", programs.identity(), chapter.data, text)
    stored = store.get(PLACES, key)
    if stored is None:
        stored = orjson.dumps(dropped(text, Document.loads(chapter.data).blocks, spans_of))
        store.put(PLACES, key, stored)
    yield from _findings(text, orjson.loads(stored), place)


def _notes(text: str, mark: str) -> list[Span]:
    """Return where the notes of a mark stand in a text."""
    whole = rf"(?m)^[ >]{{0,12}}{re.escape(mark)}:.*\n?(?:(?!\[\^).*\S.*\n?|[ \t]*\n(?=[ \t]+\S))*"
    return [match.span() for match in re.finditer(whole, text)]


def _findings(
    text: str, spans: Sequence[Span], place: Callable[[int, int], Place]
) -> Iterator[Finding]:
    for start, end in spans:
        words = " ".join(text[start:end].split())
        shown = words if len(words) <= LONGEST else words[: LONGEST - 1] + "\N{HORIZONTAL ELLIPSIS}"
        yield Finding(
            "words-dropped",
            f"“{shown}” is not read as a part of the text: it would be in no format.",
            Severity.ERROR,
            Tier.FLAG,
            place=place(start, end),
            before=words,
            hint=HINT,
        )
