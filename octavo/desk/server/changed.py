"""Which lines of a source file have changed."""

from __future__ import annotations

from typing import NamedTuple


class Lines(NamedTuple):
    """Lines that have changed: from `start` to before `end` as they were; `now_end` as they are.

    Lines are counted from 1. Where lines were only added, `end` is `start`.
    """

    start: int
    end: int
    now_end: int

    @property
    def moved(self) -> int:
        """By how many lines what follows has moved."""
        return self.now_end - self.end


def lines_of(old: str, new: str) -> Lines | None:
    r"""Return the lines that differ between two texts; None where they are equal.

    >>> lines_of("a\nb\nc\n", "a\nB\nB\nc\n")
    Lines(start=2, end=3, now_end=4)
    """
    if old == new:
        return None
    before, after = old.split("\n"), new.split("\n")
    least = min(len(before), len(after))
    start = next((n for n in range(least) if before[n] != after[n]), least)
    same = next((n for n in range(least - start) if before[-1 - n] != after[-1 - n]), least - start)
    return Lines(start + 1, len(before) - same + 1, len(after) - same + 1)
