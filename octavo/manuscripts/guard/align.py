"""Finds the words of one text that another has lost, in time in proportion to their length.

Whole paragraphs are matched first, wherever they stand: notes and boxes change their place on the
way into a book. What is left is aligned at the words that are unique in both, as patience diff does
it, and what has only moved is taken out of the losses.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

SMALL = 250_000
"""How large the product of two sides may be for difflib, whose time is quadratic."""

MOVED = 3
"""How many words in a row are taken for the same ones elsewhere."""

ALIKE = 8
"""A stretch of fewer words may stand several times: which one is meant, its neighbours say."""

EDGES = ((1, 0), (0, 1), (1, 1), (2, 0), (2, 1))
"""So many words may stand before and behind a stretch that is otherwise the same."""

LEAST = 3
"""So many words, or more, a stretch has that is known without those at its edges."""

CANDIDATES = 40
"""At how many places moved words are sought."""


@dataclass(frozen=True, slots=True)
class Loss:
    """Lost words: the number of their stretch, and the first and the end of their numbers in it."""

    stretch: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Gap:
    """Words of one side, and those of the other in their place."""

    a: int
    a_end: int
    b: int
    b_end: int


def losses(there: Sequence[list[str]], come: Sequence[list[str]]) -> list[Loss]:
    """Return which words of `there` are not in `come`; both are stretches of words."""
    waiting, spare = _whole(there, come)
    rest: list[int] = []
    for number, words in enumerate(there):
        key = "".join(words)
        if waiting[key]:
            waiting[key] -= 1
        elif key:
            rest.append(number)
    places = [place for number in rest for place in _unmatched(number, there[number], spare)]
    if not places:
        return []
    left: list[list[str]] = []
    for words in reversed(come):
        key = "".join(words)
        if spare[key]:
            spare[key] -= 1
            left.append(words)
    return _of_rest(there, places, left[::-1])


def _whole(
    there: Sequence[list[str]], come: Sequence[list[str]]
) -> tuple[Counter[str], Counter[str]]:
    """Return how many stretches are matched whole, wherever they stand, and which are left.

    A line of verse may say what is a paragraph elsewhere. Which of short ones belong together only
    their neighbours can say: where the book has fewer, no one is matched; where it has more, all
    of them stay beside the rest.
    """
    ours, theirs = (Counter("".join(words) for words in side) for side in (there, come))
    short = {"".join(words) for words in there if len(words) < ALIKE}
    whole = Counter(
        {
            key: min(number, theirs[key])
            for key, number in ours.items()
            if key not in short or number <= theirs[key]
        }
    )
    spare = theirs - whole
    return whole, spare


def _unmatched(number: int, words: list[str], waiting: Counter[str]) -> list[tuple[int, int]]:
    """Return the places of words of a stretch that no whole stretch of the other side has.

    Where one has all but a word or two at its edges, it is used up, and these are left: so a note
    stands behind its number, and goes without it to its mark.
    """
    size = len(words)
    for start, end in EDGES:
        key = "".join(words[start : size - end])
        if size - start - end >= LEAST and waiting[key]:
            waiting[key] -= 1
            return [(number, at) for at in (*range(start), *range(size - end, size))]
    return [(number, at) for at in range(size)]


def _of_rest(
    there: Sequence[list[str]], places: list[tuple[int, int]], left: list[list[str]]
) -> list[Loss]:
    a = [there[number][at] for number, at in places]
    b = [word for words in left for word in words]
    lost: list[int] = []
    moved = _Moved()
    for gap in gaps(a, b):
        ours, theirs = a[gap.a : gap.a_end], b[gap.b : gap.b_end]
        if not ours or not _is_within("".join(ours), "".join(theirs)):
            lost += range(gap.a, gap.a_end)
            moved.add(theirs if ours else _slid(gap, b))
    return list(_grouped(moved.without(lost, a, places), places))


def _slid(gap: Gap, b: list[str]) -> list[str]:
    """Return words that stand in one side alone, with the same ones beside them.

    Where `so he so` stands for `so`, nothing says which is the added `so`.
    """
    start, end = gap.b, gap.b_end
    size = end - start
    while start and b[start - 1] == b[start - 1 + size] and gap.b - start < size:
        start -= 1
    while end < len(b) and b[end] == b[end - size] and end - gap.b_end < size:
        end += 1
    return b[start:end]


def _is_within(short: str, long: str) -> bool:
    """Whether all letters came through, in their order: words were joined, parted or mended."""
    rest = iter(long)
    return len(long) <= len(short) * 5 // 4 + 2 and all(letter in rest for letter in short)


def _grouped(lost: list[int], places: list[tuple[int, int]]) -> Iterator[Loss]:
    """Yield the lost words, those in a row together."""
    start = end = -1
    for number in lost:
        if number == end and places[number][0] == places[start][0]:
            end += 1
            continue
        if end > start:
            yield Loss(places[start][0], places[start][1], places[end - 1][1] + 1)
        start, end = number, number + 1
    if end > start:
        yield Loss(places[start][0], places[start][1], places[end - 1][1] + 1)


@dataclass(slots=True)
class _Moved:
    """Words of the book that stand where the manuscript has others."""

    words: list[str] = field(default_factory=list)
    index: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    taken: set[int] = field(default_factory=set)

    def add(self, words: list[str]) -> None:
        for word in words:
            self.index[word].append(len(self.words))
            self.words.append(word)
        self.words.append("")

    def without(self, lost: list[int], a: list[str], places: list[tuple[int, int]]) -> list[int]:
        """Return what is lost, without what stands elsewhere."""
        kept: list[int] = []
        at = 0
        while at < len(lost):
            run = self._run(lost, at, places)
            size = self._longest([a[number] for number in run])
            if size < min(MOVED, len(run)):
                kept.append(lost[at])
                size = 1
            at += size
        return kept

    def _run(self, lost: list[int], at: int, places: list[tuple[int, int]]) -> list[int]:
        """Return the lost words in a row from one on, in its stretch."""
        end = at + 1
        while end < len(lost) and lost[end] == lost[end - 1] + 1 and self._same(places, lost, end):
            end += 1
        return lost[at:end]

    @staticmethod
    def _same(places: list[tuple[int, int]], lost: list[int], end: int) -> bool:
        return places[lost[end]][0] == places[lost[end - 1]][0]

    def _longest(self, words: list[str]) -> int:
        """Take the longest row of these words that stands here; return its length."""
        best = range(0)
        free = (at for at in self.index.get(words[0], ()) if at not in self.taken)
        for _, at in zip(range(CANDIDATES), free, strict=False):
            size = 0
            while (
                size < len(words)
                and self.words[at + size] == words[size]
                and at + size not in self.taken
            ):
                size += 1
            if size > len(best):
                best = range(at, at + size)
        if len(best) >= min(MOVED, len(words)):
            self.taken.update(best)
        return len(best)


def gaps(a: list[str], b: list[str]) -> Iterator[Gap]:
    """Yield where two rows of words differ, in order."""
    waiting = [Gap(0, len(a), 0, len(b))]
    while waiting:
        part = _trimmed(waiting.pop(), a, b)
        if part.a == part.a_end and part.b == part.b_end:
            continue
        if part.a == part.a_end or part.b == part.b_end:
            yield part
            continue
        anchors = _anchors(part, a, b)
        if anchors:
            waiting += reversed(list(_between(part, anchors)))
        else:
            yield from _closely(part, a, b)


def _trimmed(part: Gap, a: list[str], b: list[str]) -> Gap:
    """Return a part without the words that both sides begin and end with."""
    start, end, other, other_end = part.a, part.a_end, part.b, part.b_end
    while start < end and other < other_end and a[start] == b[other]:
        start, other = start + 1, other + 1
    while start < end and other < other_end and a[end - 1] == b[other_end - 1]:
        end, other_end = end - 1, other_end - 1
    return Gap(start, end, other, other_end)


def _anchors(part: Gap, a: list[str], b: list[str]) -> list[tuple[int, int]]:
    """Return the places of words that are unique on both sides and stand in the same order."""
    ours = _unique(a, part.a, part.a_end)
    theirs = _unique(b, part.b, part.b_end)
    return _rising([(at, theirs[word]) for word, at in ours.items() if word in theirs])


def _unique(words: list[str], start: int, end: int) -> dict[str, int]:
    counts = Counter(words[start:end])
    return {words[at]: at for at in range(start, end) if counts[words[at]] == 1}


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest row of pairs whose second numbers rise, as their first ones do."""
    ends: list[int] = []
    tops: list[int] = []
    before: list[int] = []
    for number, (_, other) in enumerate(pairs):
        at = bisect_left(ends, other)
        before.append(tops[at - 1] if at else -1)
        ends[at : at + 1] = [other]
        tops[at : at + 1] = [number]
    row: list[tuple[int, int]] = []
    number = tops[-1] if tops else -1
    while number >= 0:
        row.append(pairs[number])
        number = before[number]
    return row[::-1]


def _between(part: Gap, anchors: list[tuple[int, int]]) -> Iterator[Gap]:
    start, other = part.a, part.b
    for at, there in anchors:
        yield Gap(start, at, other, there)
        start, other = at + 1, there + 1
    yield Gap(start, part.a_end, other, part.b_end)


def _closely(part: Gap, a: list[str], b: list[str]) -> Iterator[Gap]:
    """Yield the differences of two short sides; of long ones without any anchor, the whole."""
    ours, theirs = a[part.a : part.a_end], b[part.b : part.b_end]
    if len(ours) * len(theirs) > SMALL:
        yield part
        return
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    for tag, start, end, other, other_end in matcher.get_opcodes():
        if tag != "equal":
            yield Gap(part.a + start, part.a + end, part.b + other, part.b + other_end)
