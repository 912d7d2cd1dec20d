"""Finds the longest run of pairs of numbers in which both grow."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence


def longest(pairs: Sequence[tuple[int, int]], gaps: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the longest run of pairs in which both numbers grow (patience sorting).

    Of two lines for one entry the first is taken, or that which stands farther apart.
    """
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for at, (line, number) in enumerate(pairs):
        place = bisect_left(tails, number)
        before.append(ends[place - 1] if place else -1)
        same = place < len(tails) and tails[place] == number
        if same and gaps[line] <= gaps[pairs[ends[place]][0]]:
            continue
        tails[place : place + 1] = [number]
        ends[place : place + 1] = [at]
    at = ends[-1] if ends else -1
    while at >= 0:
        yield pairs[at]
        at = before[at]
