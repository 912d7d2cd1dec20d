"""Makes one pattern of many words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby


def any_of(words: Iterable[str]) -> str:
    """Return the pattern of any of these words, the longest that fits.

    Words that begin alike share their beginning, so that each letter of a text is compared once:
    with the thousand words for numbers it is twenty times as fast as one word after another.

    >>> any_of(["act", "acts", "atto"])
    '(?:a(?:ct(?:s)?|tto))'
    """
    return f"(?:{'|'.join(_branches(sorted({*words})))})"


def _branches(words: list[str]) -> Iterator[str]:
    """Yield a pattern for each letter that one of the words, which are sorted, begins with."""
    for letter, group in groupby(words, lambda word: word[0]):
        rests = [word[1:] for word in group]
        further = "|".join(branches := [*_branches([rest for rest in rests if rest])])
        if branches and not all(rests):
            further = f"(?:{further})?"
        elif len(branches) > 1:
            further = f"(?:{further})"
        yield re.escape(letter) + further
