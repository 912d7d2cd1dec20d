"""Where the words of running text stand: the walk through inlines, in the order of the source."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any, TypeAlias

from octavo.book.align import scanning
from octavo.book.align.scanning import Typed
from octavo.model.nodes import Node
from octavo.prose.prose import strings

Span: TypeAlias = tuple[int, int]

WINDOW = 4000
"""How far ahead a lost word is looked for, in characters."""

_DELIMITERS = {
    "Emph": ("*_", 1),
    "Strong": ("*_", 2),
    "Strikeout": ("~", 2),
    "Superscript": ("^", 1),
    "Subscript": ("~", 1),
}
_OPEN = re.compile(r"!?\[|<(?:span|u)\b[^>]*>|<")
_NOTE_MARK = re.compile(r"\[\^([^\]\s]+)\]|\^\[")
_TICKS = re.compile(r"`+")
_DOLLARS = re.compile(r"\$\$?")
_KEY = "-?@(?:{key}|\\{{{key}\\}})"
_CLOSING_TAG = re.compile(r"</(?:span|u)\s*>")


class Inlines(ABC):
    """Walks inlines; each method takes a position in the typed text and gives the next.

    `spans` holds the span of each Str by the node's identity, `raw_spans` that of raw markup by the
    identity of its content. `typed` is the text that is walked
    through: the chapter's, or a table's cell, with the offset of each of its characters in the
    chapter. `depth` counts the block quotations around.
    """

    def __init__(self, typed: Typed) -> None:
        """Take the chapter's text."""
        self.base = self.typed = typed
        self.offsets: list[int] | None = None
        self.spans: dict[int, Span] = {}
        self.raw_spans: dict[int, Span] = {}
        self.depth = 0
        self.verbatim = False
        self.inline_kinds: dict[str, Callable[[Any, int], int]] = {
            "Span": self._bracketed,
            "Link": self._bracketed,
            "Image": self._bracketed,
            "SmallCaps": lambda content, at: self._bracketed([None, content], at),
            "Underline": lambda content, at: self._bracketed([None, content], at),
            "Quoted": lambda content, at: self.inlines(content[1], at),
            "Cite": self._cite,
            "Code": self._code,
            "RawInline": self._raw,
            "Math": self._math,
            "Note": self._note,
        }

    @abstractmethod
    def blocks(self, blocks: list[Node], at: int) -> int:
        """Walk through blocks: those of a note."""

    def inlines(self, nodes: list[Node], at: int) -> int:
        """Walk through inlines."""
        typed, spans = self.typed, self.spans
        for index, node in enumerate(nodes):
            kind = node["t"]
            if kind == "Str":
                span = typed.seek(node["c"], at, verbatim=self.verbatim)
                span = span or self._lost(nodes, index, at)
                if span is not None:
                    at = span[1]
                    spans[id(node)] = span if self.offsets is None else self._mapped(span)
            elif kind in ("Space", "SoftBreak", "LineBreak"):
                at = typed.space(at, self.depth)
            elif kind in _DELIMITERS:
                at = self._delimited(kind, node["c"], at)
            elif kind in self.inline_kinds:
                at = self.inline_kinds[kind](node["c"], at)
        return at

    def _mapped(self, span: Span) -> Span:
        there = self.offsets or []
        return there[span[0]], there[span[1] - 1] + 1

    def _lost(self, nodes: list[Node], index: int, at: int) -> Span | None:
        """Take the search up again where this word and the next stand in a row."""
        word = nodes[index]["c"]
        if self.verbatim and "@" in word:
            return self._braced(word, at)
        following = [node["c"] for node in nodes[index + 1 : index + 6] if node["t"] == "Str"][:2]
        if not following and len(word) <= 6:
            return None
        between = r"[^\w\n]{0,8}\n?[^\w\n]{0,8}"
        pattern = r"(?<!\w)" + between.join(re.escape(each) for each in (word, *following))
        again = re.compile(pattern).search(self.typed.text, at, at + WINDOW)
        return (again.start(), again.start() + len(word)) if again else None

    def _braced(self, word: str, at: int) -> Span | None:
        """Find a key that was typed in braces: pandoc takes them off in a Cite's typed text."""
        spelt = "".join(rf"\}}?{re.escape(letter)}" for letter in word).replace("@", r"@\{?")
        match = self.typed.find(re.compile(spelt + r"\}?"), at)
        return match.span() if match else None

    def _delimiter(self, at: int, letters: str, count: int) -> int:
        """Return the place behind an opening or closing delimiter, or `at` without one."""
        text, here = self.typed.text, at
        while 0 <= here < len(text):
            if text[here] in letters:
                return min(here + count, len(text))
            here = self.typed.past(here)
        return at

    def _delimited(self, kind: str, content: list[Node], at: int) -> int:
        letters, count = _DELIMITERS[kind]
        at = self.inlines(content, self._delimiter(at, letters, count))
        return self._delimiter(at, letters, count)

    def _bracketed(self, content: list[Any], at: int) -> int:
        """Go through a link, an image or a span: `[…](…)`, `[…][…]`, `[…]{…}`, `<…>`."""
        opening = self.typed.find(_OPEN, at)
        at = self.inlines(content[1], opening.end() if opening else at)
        if opening and opening[0].startswith("<"):
            if opening[0] == "<":
                return self._delimiter(at, ">", 1)
            closing = self.typed.find(_CLOSING_TAG, at)
            return closing.end() if closing else at
        return self._closed(at)

    def _closed(self, at: int) -> int:
        """Go behind a closing bracket, its target and its attributes."""
        close = self._delimiter(at, "]", 0)
        text = self.typed.text
        if text[close : close + 1] != "]":
            return at
        for pattern in (scanning.TARGET, scanning.LABEL):
            target = pattern.match(text, close)
            if target:
                close = target.end()
                break
        else:
            close += 1
        attributes = scanning.ATTRIBUTES.match(text, close)
        return attributes.end() if attributes else close

    def _cite(self, content: list[Any], at: int) -> int:
        """Align a citation twice: as typed, and the words before and after each of its keys."""
        outer, self.verbatim = self.verbatim, True
        end = self.inlines(content[1], at)
        self.verbatim = outer
        here = at
        for citation in content[0]:
            here = self.inlines(citation["citationPrefix"], here)
            key = re.compile(_KEY.format(key=re.escape(citation["citationId"])))
            match = key.search(self.typed.text, here, max(end, here))
            here = self.inlines(citation["citationSuffix"], match.end() if match else here)
        return end

    def _code(self, _: list[Any], at: int) -> int:
        ticks = self.typed.find(_TICKS, at)
        if ticks is None:
            return at
        closing = re.compile(f"(?<!`){ticks[0]}(?!`)").search(self.typed.text, ticks.end())
        if closing is None:
            return at
        attributes = scanning.ATTRIBUTES.match(self.typed.text, closing.end())
        return attributes.end() if attributes else closing.end()

    def _raw(self, content: list[Any], at: int) -> int:
        words = content[1].split()
        if not words:
            return at
        literal = re.compile(r"[\s>]+".join(map(re.escape, words)))
        match = self.typed.find(re.compile(f"(?:{literal.pattern})|`"), at)
        if match is None:
            return at
        self.note_raw(content, match)
        return self._code(content, match.start()) if match[0] == "`" else match.end()

    def note_raw(self, content: list[Any], match: re.Match[str]) -> None:
        """Note where raw markup stands: its text itself, or the fence before it."""
        start, end = match.span()
        if match[0][0] in "`~":
            body = content[1].split("\n", 1)[0]
            at = self.typed.text.find(body, end, end + len(body) + WINDOW)
            start, end = (at, at + len(content[1])) if at >= 0 else (start, end)
        text = self.typed.text[start:end]
        exact = text == content[1] or (match[0][0] not in "`~" and bool(text))
        span = (start, end if exact else start + 1)
        self.raw_spans[id(content)] = span if self.offsets is None else self._mapped(span)

    def _math(self, content: list[Any], at: int) -> int:
        opening = self.typed.find(_DOLLARS, at)
        if opening is None:
            return at
        dollars = r"\$\$" if content[0]["t"] == "DisplayMath" else r"\$"
        start = opening.start() + (2 if content[0]["t"] == "DisplayMath" else 1)
        body = r"\s*" + r"[\s>]+".join(map(re.escape, content[1].split())) + r"\s*" + dollars
        whole = re.compile(body).match(self.typed.text, start) or re.compile(
            rf"(?:[^$\\]|\\.)*?{dollars}", re.DOTALL
        ).match(self.typed.text, start)
        return whole.end() if whole else at

    def _note(self, blocks: list[Node], at: int) -> int:
        mark = self.typed.find(_NOTE_MARK, at)
        if mark is None:
            return at
        if mark[1] is None:
            return self._delimiter(self.blocks(blocks, mark.end()), "]", 1)
        outer = self.typed, self.offsets, self.depth
        self.typed, self.offsets, self.depth = self.base, None, 0
        for start in reversed(self.base.notes.get(mark[1], [])):
            first = next(strings(blocks), None)
            if first is None or self.typed.seek(first["c"], start):
                self.depth = self._quotes_before(start)
                self.blocks(blocks, start)
                break
        self.typed, self.offsets, self.depth = outer
        return mark.end()

    def _quotes_before(self, at: int) -> int:
        start = self.base.text.rfind("\n", 0, at) + 1
        return self.base.text[start:at].partition("[")[0].count(">")
