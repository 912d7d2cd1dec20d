"""Tells the sections of one chapter from chapters, in a list of contents.

`I. … XVIII.`, then `Historical Notes` without a number, then `I. … VI.`: these are its sections.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from octavo.manuscripts.word.structure import numbers

LEAST = 2
"""So many sections or more."""

SERIES = 2
"""The chapters of a book, and the sections of one of them."""

APPENDED = re.compile(r"append(?:ix|ices|ici)|anhang|anhänge|bijlagen?|bilagor", re.IGNORECASE)
"""What stands behind the chapters, though its sections alone have numbers."""

COUNTED = ("roman", "decimal", "chapter")


def within(entries: Sequence[str]) -> range:
    """Return the range of entries that count anew below one without a number; it may be empty.

    Where only those below a name (`Appendix`) count, they are its sections.
    Where chapters count anew in each part, there are more series than two, or one of the parts
    stands above the first. A second series as long as the first may be that of a second work.
    """
    counts = [_count(words) for words in entries]
    ones = [n for n, count in enumerate(counts) if count == 1]
    alone = ones[0] if len(ones) == 1 else 0
    if alone > LEAST and not any(counts[:alone]) and APPENDED.match(entries[alone - 1]):
        return _run(counts, alone)
    if len(ones) != SERIES or any(not _is_named(words) for words in entries[: ones[0]]):
        return range(0)
    first, second = (_run(counts, n) for n in ones)
    head = second.start - 1
    if first.stop != head or counts[head] or numbers.read(entries[head]).kind not in ("", "named"):
        return range(0)
    return second if LEAST <= len(second) < len(first) else range(0)


def _count(words: str) -> int:
    numbered = numbers.read(words)
    return numbered.values[0] if numbered.kind in COUNTED and numbered.values else 0


def _is_named(words: str) -> bool:
    return numbers.read(words).kind == "named"


def _run(counts: Sequence[int], start: int) -> range:
    """Return where the numbers count up from a first one."""
    end = start + 1
    while end < len(counts) and counts[end] == counts[end - 1] + 1:
        end += 1
    return range(start, end)
