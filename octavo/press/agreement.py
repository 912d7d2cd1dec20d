"""Proves that an artefact carries the canonical text: two Readings are aligned, in order.

Every difference is a finding with the words of the artefact, those of the text, and the place.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate

from octavo.model.artefact import Reading
from octavo.model.finding import Finding, Severity, Tier

MOST = 12
"""How many differences of one artefact are reported one by one."""

AROUND = 16
"""The number of words left and right of a difference that show its place."""

WORDS_IN_STEP = 5
CHARACTERS_IN_STEP = 24
"""How long a stretch must be alike before the two texts count as in step again."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A stretch of the canonical sequence, and what stands there in the other."""

    start: int
    end: int
    other_start: int
    other_end: int


@dataclass(frozen=True)
class _Words:
    """The words of a reading, and the characters that they are without white space."""

    words: Sequence[str]

    @cached_property
    def starts(self) -> list[int]:
        """At which character each word begins; last, where all end."""
        return [0, *accumulate(map(len, self.words))]

    @cached_property
    def characters(self) -> str:
        """All words, joined."""
        return "".join(self.words)

    def word_at(self, character: int) -> int:
        """Return the number of the word that a character belongs to."""
        return bisect_right(self.starts, character) - 1

    def text(self, start: int, end: int) -> str:
        """Return a stretch of characters, with a space where a word ends."""
        parts = []
        number = self.word_at(start)
        while number < len(self.words) and self.starts[number] < end:
            first = self.starts[number]
            parts.append(self.words[number][max(0, start - first) : end - first])
            number += 1
        return " ".join(parts)

    def widened(self, start: int, end: int) -> tuple[int, int]:
        """Return a stretch of characters widened to whole words; an empty one may be between."""
        number = self.word_at(start)
        if start == end == self.starts[min(number, len(self.words))]:
            return start, end
        last = self.word_at(max(start, end - 1)) + 1
        return self.starts[number], self.starts[min(last, len(self.words))]


def compare(canon: Reading, other: Reading, name: str, *, joined: bool = False) -> list[Finding]:
    """Compare an artefact's Reading with the canonical one.

    `joined` compares characters without white space, for a format that cannot tell a line's end
    from a space (PDF). Findings are errors of the format `name`.
    """
    findings, more = _streams(canon.body, other.body, name, joined)
    headings = _counts("heading", canon.headings, other.headings, name, joined)
    if not findings or len(canon.headings) != len(other.headings):
        findings += (
            headings  # else their words differ in the running text too, and are reported there
        )
    findings += _counts("image", canon.images, other.images, name, joined)
    notes = [" ".join(note) for note in canon.notes], [" ".join(note) for note in other.notes]
    findings += _counts("note", *notes, name, joined)
    return findings[:MOST] + _rest(len(findings) + more - MOST, name)


def _rest(more: int, name: str) -> list[Finding]:
    if more <= 0:
        return []
    many = "One further difference" if more == 1 else f"{more} further differences"
    are = "is" if more == 1 else "are"
    return [_error(name, f"{many} in the {name} {are} not reported one by one.")]


def _error(name: str, message: str, **more: str) -> Finding:
    return Finding(
        "text-differs",
        message,
        Severity.ERROR,
        Tier.FLAG,
        before=more.get("before", ""),
        after=more.get("after", ""),
        context=(more.get("left", ""), more.get("right", "")),
        format=name,
    )


def _streams(
    canon: Sequence[str], other: Sequence[str], name: str, joined: bool
) -> tuple[list[Finding], int]:
    """Return the first differences as findings, and how many more there are."""
    one, two = _Words(canon), _Words(other)
    if joined:
        each = differences(one.characters, two.characters, CHARACTERS_IN_STEP)
        every = _in_whole_words(each, one)
    else:
        every = list(differences(canon, other, WORDS_IN_STEP))
    tell = _differs_in_characters if joined else _differs_in_words
    return [tell(name, difference, one, two) for difference in every[:MOST]], len(every[MOST:])


def _differs_in_words(name: str, where: Difference, one: _Words, two: _Words) -> Finding:
    before = " ".join(one.words[where.start : where.end])
    after = " ".join(two.words[where.other_start : where.other_end])
    return _differs(name, (before, after), one.words, (where.start, where.end))


def _in_whole_words(each: Iterable[Difference], one: _Words) -> list[Difference]:
    """Widen differences of characters to whole words; several in one word are one difference."""
    made: list[Difference] = []
    for difference in each:
        if made and difference.start < made[-1].end:
            last, more = made.pop(), _widened(difference, one)
            made.append(Difference(last.start, more.end, last.other_start, more.other_end))
        else:
            made.append(_widened(_at_words(difference, one), one))
    return made


def _widened(difference: Difference, one: _Words) -> Difference:
    start, end = one.widened(difference.start, difference.end)
    other_start = difference.other_start - (difference.start - start)
    return Difference(start, end, other_start, difference.other_end + (end - difference.end))


def _at_words(difference: Difference, one: _Words) -> Difference:
    """Begin what is lost where a word begins: `rose a[gain a]nd` is `rose [again] and`."""
    if difference.other_start != difference.other_end:
        return difference
    text, back = one.characters, 0
    while difference.start - back > one.starts[one.word_at(difference.start - back)]:
        back += 1
        if text[difference.start - back] != text[difference.end - back]:
            return difference
    return Difference(
        difference.start - back,
        difference.end - back,
        difference.other_start - back,
        difference.other_end - back,
    )


def _differs_in_characters(name: str, where: Difference, one: _Words, two: _Words) -> Finding:
    readings = one.text(where.start, where.end), two.text(where.other_start, where.other_end)
    words = one.word_at(where.start), one.word_at(where.end)
    return _differs(name, readings, one.words, words)


def _differs(
    name: str, readings: tuple[str, str], canon: Sequence[str], words: tuple[int, int]
) -> Finding:
    """Make the finding of a difference: two readings, at some words of the canonical text."""
    before, after = readings
    start, end = words
    left, right = canon[max(0, start - AROUND) : start], canon[end : end + AROUND]
    finding = _error(
        name,
        f"The text has “{_short(before)}”, the {name} “{_short(after)}”.",
        before=before,
        after=after,
        left="".join(f"{word} " for word in left),
        right="".join(f" {word}" for word in right),
    )
    known = [*left, *canon[start:end], *right]
    return replace(finding, occurrence=_times(canon[: end + len(right)], known))


def _times(words: Sequence[str], known: Sequence[str]) -> int:
    """Count how often some words stand in others, which end with them."""
    if not known:
        return 1
    size = len(known)
    starts = (at for at in range(len(words) - size + 1) if words[at] == known[0])
    return sum(list(words[at : at + size]) == list(known) for at in starts)


def _short(text: str) -> str:
    return text if len(text) <= 80 else text[:60] + " … " + text[-15:]


def _counts(
    what: str, canon: Sequence[str], other: Sequence[str], name: str, joined: bool
) -> list[Finding]:
    """Compare headings, notes or images, each by its place in the order."""

    def plain(text: str) -> str:
        return "".join(text.split()) if joined else " ".join(text.split())

    if len(canon) != len(other):
        message = f"The text has {len(canon)} {what}s, the {name} {len(other)}."
        return [_error(name, message, **_first(list(map(plain, canon)), list(map(plain, other))))]
    return [
        _error(
            name,
            f"The {what} “{_short(one)}” reads “{_short(two)}” in the {name}.",
            before=one,
            after=two,
        )
        for one, two in zip(canon, other, strict=True)
        if plain(one) != plain(two)
    ]


def _first(canon: list[str], other: list[str]) -> dict[str, str]:
    """Return the first of several things that one of two sequences has alone, and the one before.

    What of the first sequence is lost is `before`, what the other has besides is `after`.
    """
    for difference in differences(canon, other, 1):
        left = canon[difference.start - 1] if difference.start else ""
        before = "".join(
            canon[difference.start : difference.start + 1][: difference.end - difference.start]
        )
        extra = other[difference.other_start : difference.other_end][:1]
        return {"before": before, "after": "".join(extra), "left": f"{left} "}
    return {}


def differences(one: Sequence[str], two: Sequence[str], step: int) -> Iterator[Difference]:
    """Align two sequences that are mostly alike; return the stretches that are not.

    After a difference the sequences count as in step again where `step` items are alike; the
    nearest such place is looked for in a window that grows. Linear where differences are few.
    """
    i = j = 0
    while i < len(one) or j < len(two):
        i, j = _together(one, two, i, j)
        if i >= len(one) and j >= len(two):
            return
        next_i, next_j = _in_step(one, two, (i, j), step)
        yield Difference(i, next_i, j, next_j)
        i, j = next_i, next_j


def _together(one: Sequence[str], two: Sequence[str], i: int, j: int) -> tuple[int, int]:
    chunk = 4096
    while i < len(one) and j < len(two):
        if one[i : i + chunk] == two[j : j + chunk] and chunk > 1:
            size = min(chunk, len(one) - i, len(two) - j)
            i, j = i + size, j + size
        elif chunk > 1:
            chunk //= 8
            chunk = max(chunk, 1)
        elif one[i] == two[j]:
            i, j = i + 1, j + 1
        else:
            break
    return i, j


def _in_step(
    one: Sequence[str], two: Sequence[str], at: tuple[int, int], step: int
) -> tuple[int, int]:
    i, j = at
    window = 64
    while True:
        places: dict[str, int] = {}
        for q in range(min(j + window, len(two) - step), j - 1, -1):
            places["\0".join(two[q : q + step])] = q
        best: tuple[int, int, int] | None = None
        for p in range(i, min(i + window, len(one) - step) + 1):
            q = places.get("\0".join(one[p : p + step]), -1)
            if q >= 0 and (best is None or p - i + q - j < best[0]):
                best = (p - i + q - j, p, q)
        if best is not None:
            return best[1], best[2]
        if i + window >= len(one) and j + window >= len(two):
            return _ends(one, two, i, j)
        window *= 4


def _ends(one: Sequence[str], two: Sequence[str], i: int, j: int) -> tuple[int, int]:
    """At the very end: keep what is alike there, count the rest as different."""
    p, q = len(one), len(two)
    while p > i and q > j and one[p - 1] == two[q - 1]:
        p, q = p - 1, q - 1
    return p, q
