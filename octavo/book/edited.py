"""Decisions beside which a word was edited: known by the changed words and most of the others.

The words that the change touches are the same as they were. On one side all words around them are
equal, on the other at most two differ. Of two such places in a book neither is taken: it is asked
again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from octavo.book.decisions import WORD, WORDS, Decision
from octavo.book.passages import Paragraphs, Wording

FEWEST = 5
"""How many words at a place, and around it, are as they were."""

MOST = 200
"""Of words that stand at more places than this, none is looked for."""


@dataclass(frozen=True, slots=True)
class Core:
    """The words that a change touches, and those around them in their paragraph.

    `touches` says on which sides the change stands right at a letter or figure; `sizes` how many
    words are looked at on each side.
    """

    words: tuple[str, ...]
    left: tuple[str, ...]
    right: tuple[str, ...]
    touches: tuple[bool, bool]
    sizes: tuple[int, int]

    @classmethod
    def of(cls, left: str, before: str, right: str) -> Core:
        """Take a change and what stands around it.

        A change of no words, such as a comma that is added, is about the words on both sides; a
        mark right at a word is about that word.
        """
        wording = Wording.of(left, before, right)
        at_left = left[-1:].isalnum() and not before[:1].isspace()
        at_right = right[:1].isalnum() and not before[-1:].isspace()
        is_between = not before.strip() or not (at_left or at_right or wording.words)
        takes_left, takes_right = at_left or is_between, at_right or is_between
        first = wording.left[-1:] if takes_left else ()
        last = wording.right[:1] if takes_right else ()
        touched = ("" if at_left else " ").join((*first, before))
        touched = ("" if at_right else " ").join((touched, *last))
        return cls(
            tuple(WORD.findall(touched)),
            wording.left[: len(wording.left) - len(first)],
            wording.right[len(last) :],
            (at_left, at_right),
            (WORDS - takes_left, WORDS - takes_right),
        )

    def is_near(self, left: Sequence[str], right: Sequence[str]) -> bool:
        """Whether these words around the same change are what became of those here."""
        common = _common(self.left, left), _common(self.right, right)
        longer = max(len(self.left), len(left)), max(len(self.right), len(right))
        changed = [most - same for most, same in zip(longer, common, strict=True)]
        is_edited = all(n <= max(1, most // 2) for n, most in zip(changed, longer, strict=True))
        return is_edited and 0 in changed and len(self.words) + sum(common) >= FEWEST


def meant(decisions: Iterable[Decision], around: tuple[str, str], before: str) -> list[Decision]:
    """Return those decisions that may be about a change, with these words around it now."""
    now = Core.of(around[0], before, around[1])
    cores = [(decision, core_of(decision)) for decision in decisions]
    return [
        decision
        for decision, then in cores
        if (then.words, then.touches) == (now.words, now.touches)
        and then.is_near(now.left, now.right)
    ]


def core_of(decision: Decision) -> Core:
    """Return the words of a decision."""
    return Core.of(decision.left, decision.before, decision.right)


def count(decision: Decision, paragraphs: Paragraphs) -> int:
    """Return at how many places the words of a decision may stand now; many where it is unclear."""
    core = core_of(decision)
    wording = Wording(core.left, core.words, core.right)
    places = list(islice(paragraphs.around(wording, core.sizes), MOST + 1))
    return len(places) if len(places) > MOST else sum(core.is_near(*place) for place in places)


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many words two short stretches share, in their order; capitals do not matter."""
    one, other = [w.casefold() for w in one], [w.casefold() for w in other]
    row = [0] * (len(other) + 1)
    for word in one:
        before = 0
        for at, second in enumerate(other, 1):
            longest = before + 1 if word == second else max(row[at], row[at - 1])
            before, row[at] = row[at], longest
    return row[-1]
