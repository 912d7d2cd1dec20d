"""Takes back losses of words that stand in the book as often as in the manuscript.

Where lines stand several times, an alignment may give one the place of another, and then a word of
theirs matches nothing. How often the words stand with their neighbours does not depend on that.
"""

from __future__ import annotations

from collections.abc import Sequence

from octavo.manuscripts.guard.align import Loss

BESIDE = 4
"""So many words on each side of a loss, in its stretch, tell it from the same words elsewhere."""

LEAST = 3
"""A loss with fewer words beside it is counted nowhere: its words stand in every book."""

SEVERAL = 100
"""A manuscript with more losses has lost something; each is counted in the whole text."""


def without(lost: list[Loss], there: Sequence[list[str]], come: Sequence[list[str]]) -> list[Loss]:
    """Return the losses whose words, with those beside them, stand more often in `there`.

    `there` and `come` are stretches of words, as `align.losses` takes them.
    """
    if not 0 < len(lost) <= SEVERAL:
        return lost
    ours, theirs = _joined(there), _joined(come)
    return [loss for loss in lost if not _is_even(there[loss.stretch], loss, ours, theirs)]


def _is_even(words: list[str], loss: Loss, ours: str, theirs: str) -> bool:
    """Whether the words of a loss, with those beside them, stand as often in both texts."""
    around = words[max(0, loss.start - BESIDE) : loss.end + BESIDE]
    if len(around) - (loss.end - loss.start) < LEAST:
        return False
    key = _joined([around])
    return ours.count(key) <= theirs.count(key)


def _joined(stretches: Sequence[list[str]]) -> str:
    """Return all words, each between spaces of its own, so that none is a part of another."""
    return "".join(f" {word} " for words in stretches for word in words)
