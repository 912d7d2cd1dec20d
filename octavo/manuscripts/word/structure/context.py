"""What speaks for a heading, or against one, in the other lines of its text.

A label comes again and again; a line of contents stands again later; every member of a
series of headings is a heading.
"""

from __future__ import annotations

from collections import Counter
from math import log

from octavo.manuscripts.word.structure import lines, series, unfit
from octavo.manuscripts.word.structure.evidence import Text

OFTEN = 2
"""More often than so many times the same words are hardly those of headings."""

SINGLE = ("roman", "letter", "han")
"""Kinds of numbers of one level, whose lines are one series in a text."""


class Context:
    """The signs that the other lines of a text give to one of its lines."""

    def __init__(self, text: Text, headings: set[int]) -> None:
        """Count what the lines of a text say, and the series that its `headings` belong to."""
        self.text = text
        self.often = Counter(_label(text.seen[n].text) for n in text.filled)
        self.last: dict[str, int] = {}
        for number in text.filled:
            one = text.seen[number]
            if one.in_body and lines.stands_out(one, text.usual):
                self.last[unfit.title(one.text)] = number
        self.members: Counter[str] = Counter()
        self.heads: Counter[str] = Counter()
        self.headings = headings
        for number in text.filled:
            kind = self._series(number)
            self.members[kind] += 1
            self.heads[kind] += number in headings

    def of(self, number: int) -> dict[str, float]:
        """Return the signs of one paragraph that its text gives it."""
        one = self.text.seen[number]
        often = self.often[_label(one.text)]
        return {
            "said often": float(often > OFTEN),
            "said so often": log(often / OFTEN) if often > OFTEN else 0.0,
            "drawn": float(one.drawn),
            "stands again later": float(self.last.get(unfit.title(one.text), 0) > number),
            "series of headings": self._share(number),
            "begins with a dash": float(bool(lines.BULLET.match(one.text))),
        }

    def _series(self, number: int) -> str:
        kind = self.text.numbered(number).kind
        return kind if kind in SINGLE or kind.startswith(series.KIND) else ""

    def _share(self, number: int) -> float:
        """Return how many of the other lines of the series that a line is of are headings."""
        kind = self._series(number)
        others = self.members[kind] - 1
        if not kind or not others:
            return 0.0
        return (self.heads[kind] - (number in self.headings)) / others


def _label(text: str) -> str:
    """Return what a text says up to its colon."""
    return text.casefold().partition(":")[0].strip()
