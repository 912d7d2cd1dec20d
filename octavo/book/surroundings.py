"""The words around a place of a chapter, and which of several equal places it is."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, field

from octavo.book import decisions
from octavo.book.decisions import fold
from octavo.model.finding import Anchor
from octavo.model.nodes import SPACES, Node, children

REACH = 240
"""In how many characters on either side the words around a place are looked for."""

PARAGRAPHS = frozenset(("Para", "Plain", "Header", "LineBlock", "Term"))
RARE = 3
"""The number of words in a row that the index holds; few stretches of a text share them."""


@dataclass(slots=True)
class Words:
    """A chapter's running text as it was read, and where each of its Str begins in it.

    The words around a place are taken from here, not from what the filters made of it: so no
    decision depends on another, nor on the order of the filters.
    """

    text: str = ""
    starts: list[int] = field(default_factory=list)
    _index: Index | None = None

    @classmethod
    def of(cls, blocks: list[Node]) -> Words:
        """Flatten a chapter's blocks."""
        words, parts = cls(), [""]
        words._collect(blocks, parts, 0)
        words.text = "".join(parts)
        return words

    def _collect(self, nodes: list[Node], parts: list[str], at: int) -> int:
        for node in nodes:
            kind = node["t"]
            text = node["c"] if kind == "Str" else SPACES.get(kind, "")
            if kind == "Str":
                self.starts.append(at)
            if text:
                parts.append(text)
                at += len(text)
                continue
            if kind == "Note":
                parts.append("\n")
                at += 1
            for inner in children(node):
                at = self._collect(inner, parts, at)
            if kind in PARAGRAPHS:
                parts.append("\n")
                at += 1
        return at

    def around(self, anchor: Anchor) -> tuple[str, str]:
        """Return the words left and right of a place, with the marks between them and it."""
        start, end = self._offset(anchor.start), self._offset(anchor.end)
        left = self.text[max(0, start - REACH) : start]
        right = self.text[end : end + REACH]
        return decisions.words_before(left), decisions.words_after(right)

    def occurrence(self, anchor: Anchor) -> tuple[int, int]:
        """Return which of the equal places this one is, from 1, and how many there are.

        Places are equal where the same words stand at them and around them, whatever marks,
        dashes and spaces are typed between.
        """
        left, right = self.around(anchor)
        start = self._offset(anchor.start) - len(left)
        end = self._offset(anchor.end) + len(right)
        if self._index is None:
            self._index = Index(self.text)
        equal = self._index.equal(start, end)
        return bisect_left(equal, start) + 1, len(equal)

    def _offset(self, point: tuple[int, int]) -> int:
        number, inside = point
        return self.starts[number] + inside if number < len(self.starts) else len(self.text)


class Index:
    """The words of a text, found by the first words of a stretch; made once, in linear time."""

    def __init__(self, text: str) -> None:
        """Take a text."""
        self.text = text
        matches = list(decisions.WORD.finditer(text))
        self.starts = [match.start() for match in matches]
        self.ends = [match.end() for match in matches]
        self.words = [match[0] for match in matches]
        self._beginnings: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for number in range(len(matches)):
            self._beginnings[tuple(self.words[number : number + RARE])].append(number)
        self._known: dict[tuple[str, ...], list[int]] = {}

    def equal(self, start: int, end: int) -> list[int]:
        """Return where the stretches begin that are equal to `start:end`, itself among them."""
        first, last = bisect_left(self.starts, start), bisect_left(self.starts, end)
        if last - first < RARE:
            return [start]
        words = tuple(self.words[first:last])
        head, tail = self.starts[first] - start, end - self.ends[last - 1]
        key = (*words, fold(self.text[start:end]))
        if key not in self._known:
            size = last - first
            self._known[key] = [
                self.starts[number] - head
                for number in self._beginnings[words[:RARE]]
                if tuple(self.words[number : number + size]) == words
                and fold(self._stretch(number, size, (head, tail))) == key[-1]
            ]
        return self._known[key]

    def _stretch(self, first: int, size: int, edges: tuple[int, int]) -> str:
        head, tail = edges
        start = max(0, self.starts[first] - head)
        return self.text[start : self.ends[first + size - 1] + tail]
