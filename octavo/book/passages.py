"""Finds words again where they stand now: paragraphs may have moved, or been displayed.

Words are compared without the marks between them, and never beyond the end of a paragraph.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from octavo.book import decisions
from octavo.book.decisions import fold

FEWEST = 3
"""How many words a place has at least, with those around it, to be known again."""

EDGE = ""
"""Stands before the first word of a paragraph, and after its last."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Where words stand: the characters `start:end` of a paragraph, known by its number."""

    paragraph: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Wording:
    """The words to be found, and those around them in their paragraph.

    `marks` are signs that stand between the words around them, where there are no words to find.
    """

    left: tuple[str, ...]
    words: tuple[str, ...]
    right: tuple[str, ...]
    marks: str = ""

    @classmethod
    def of(cls, left: str, middle: str, right: str) -> Wording:
        """Take a stretch of a text and what stands around it, as far as its paragraph goes."""
        words = tuple(decisions.WORD.findall(middle))
        near = decisions.WORD.findall(left.rpartition("\n")[2])
        far = decisions.WORD.findall(right.partition("\n")[0])
        return cls(tuple(near), words, tuple(far), "" if words else fold(middle).strip())


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    paragraph: int
    start: int
    end: int


class Paragraphs:
    """The paragraphs of a text, found by pairs of words; the index is made in linear time."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Take the paragraphs in their order."""
        self.texts = texts
        self.words: list[_Word] = []
        self.pairs: dict[tuple[str, str], list[int]] = defaultdict(list)
        for number, text in enumerate(texts):
            before = EDGE
            for match in decisions.WORD.finditer(text):
                self.pairs[before, match[0]].append(len(self.words))
                self.words.append(_Word(match[0], number, *match.span()))
                before = match[0]
            self.pairs[before, EDGE].append(len(self.words))

    def find(self, wording: Wording) -> list[Passage]:
        """Return where these words stand between these, as far as a paragraph has some.

        One side may be cut short by the end of a paragraph, now or then; what is there is equal.
        """
        return [
            passage
            for at in sorted(set(self._candidates(wording)))
            if (passage := self._passage(at, wording))
        ]

    def around(
        self, wording: Wording, sizes: tuple[int, int]
    ) -> Iterator[tuple[list[str], list[str]]]:
        """Yield the words left and right of each place at which some words may stand now.

        One of the words beside them is the same there. At most `sizes` words come on the sides.
        """
        for at in sorted(set(self._candidates(wording))):
            end = at + len(wording.words)
            if at >= 0 and tuple(word.text for word in self.words[at:end]) == wording.words:
                paragraph = self.words[at].paragraph
                left = [word.text for word in self._back(at - 1, paragraph, sizes[0])]
                right = [word.text for word in self._on(end, paragraph, sizes[1])]
                if self.words[end - 1].paragraph == paragraph:
                    yield left[::-1], right

    def _candidates(self, wording: Wording) -> Iterator[int]:
        """Yield the numbers of words at which the stretch may begin."""
        before, after = (*wording.left[-1:], EDGE)[0], (*wording.right[:1], EDGE)[0]
        words = wording.words
        if len(words) > 1:
            pairs = [(self.pairs.get(pair, ()), n) for n, pair in enumerate(pairwise(words), 1)]
            met, number = min(pairs, key=lambda pair: len(pair[0]))
            yield from (at - number for at in met)
        elif words:
            for pair in ((before, words[0]), (EDGE, words[0])):
                yield from self.pairs.get(pair, ())
            for pair in ((words[0], after), (words[0], EDGE)):
                yield from (at - 1 for at in self.pairs.get(pair, ()))
        else:
            for pair in {(before, after), (EDGE, after), (before, EDGE)} - {(EDGE, EDGE)}:
                yield from self.pairs.get(pair, ())

    def _passage(self, at: int, wording: Wording) -> Passage | None:
        """Return the place that begins with a word, where all of the wording is met there."""
        end = at + len(wording.words)
        if at < 0 or tuple(word.text for word in self.words[at:end]) != wording.words:
            return None
        for paragraph in self._paragraphs(at, end):
            left = [word.text for word in self._back(at - 1, paragraph, len(wording.left))]
            right = [word.text for word in self._on(end, paragraph, len(wording.right))]
            near, far = list(reversed(wording.left)), list(wording.right)
            sides = ((left, near), (right, far))
            met = len(wording.words) + sum(min(len(now), len(then)) for now, then in sides)
            if met >= FEWEST and all(_agree(now, then) for now, then in sides):
                passage = self._span(at, end, paragraph)
                between = fold(self.texts[paragraph][passage.start : passage.end])
                if wording.words or wording.marks in between:
                    return passage
        return None

    def _paragraphs(self, at: int, end: int) -> Iterator[int]:
        """Yield the paragraphs that a stretch of words, or the gap before a word, may stand in."""
        if end > at:
            yield self.words[at].paragraph
            return
        numbers = (self.words[n].paragraph for n in (at, at - 1) if 0 <= n < len(self.words))
        yield from dict.fromkeys(numbers)

    def _back(self, at: int, paragraph: int, most: int) -> list[_Word]:
        numbers = range(at, max(-1, at - most), -1)
        return list(takewhile(lambda w: w.paragraph == paragraph, (self.words[n] for n in numbers)))

    def _on(self, at: int, paragraph: int, most: int) -> list[_Word]:
        return list(takewhile(lambda w: w.paragraph == paragraph, self.words[at : at + most]))

    def _span(self, at: int, end: int, paragraph: int) -> Passage:
        """Return the characters of some words, or of the gap before a word."""
        if end > at:
            return Passage(paragraph, self.words[at].start, self.words[end - 1].end)
        before, after = self._back(at - 1, paragraph, 1), self._on(at, paragraph, 1)
        start = before[0].end if before else 0
        stop = after[0].start if after else len(self.texts[paragraph])
        return Passage(paragraph, start, stop)


def _agree(now: Sequence[str], then: Sequence[str]) -> bool:
    fewer = min(len(now), len(then))
    return now[:fewer] == then[:fewer]
