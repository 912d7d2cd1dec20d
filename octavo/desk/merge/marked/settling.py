"""Brings the marks of several strokes and several readers together: each change once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from octavo.desk.merge.hunk import Hunk
from octavo.desk.merge.marked import strokes
from octavo.desk.merge.marked.signs import Signs
from octavo.desk.merge.marked.strokes import Stretch
from octavo.desk.merge.marked.units import Unit

TWICE = "another mark changes the same words otherwise"


@dataclass(frozen=True, slots=True)
class Wish:
    """Words that are to go, or be replaced: by whom, on which page, and the doubt about it."""

    unit: Unit
    stretches: tuple[Stretch, ...]
    text: str | None
    doubt: str
    where: str


def gathered(wishes: Sequence[Wish], signs: Signs) -> list[Wish]:
    """Join the strokes of one reader that touch: over a page's end, or the halves of a word."""
    made: list[Wish] = []
    for one in sorted(wishes, key=lambda wish: wish.stretches[0].first):
        last = made[-1] if made else None
        if last is not None and _belong(last, one, signs):
            made[-1] = _together(last, one, signs)
        else:
            made.append(one)
    return made


def _belong(one: Wish, other: Wish, signs: Signs) -> bool:
    """Whether two strokes are one: at most one of them says what is to stand there instead."""
    by = one.unit.mark.author == other.unit.mark.author
    single = len(one.stretches) == len(other.stretches) == 1
    if not (by and single) or one.doubt or other.doubt:
        return False
    a, b = one.stretches[0], other.stretches[0]
    touch = a.end == b.first and signs.leaf_of(a.first) == signs.leaf_of(b.first)
    plain = one.text is None and other.text is None
    parted = one.unit.mark.page != other.unit.mark.page or signs.is_word(a.end - 1, b.first)
    return touch and (plain or (parted and None in (one.text, other.text)))


def _together(one: Wish, other: Wish, signs: Signs) -> Wish:
    stretches = strokes.joined([*one.stretches, *other.stretches], signs)
    lead = other if one.text is None and other.text is not None else one
    return replace(lead, stretches=tuple(stretches), where=one.where)


def settled(hunks: Iterable[Hunk]) -> list[Hunk]:
    """Return hunks in the order of the text, equal ones once; what contradicts is in doubt."""
    once: dict[tuple[object, ...], Hunk] = {}
    for hunk in hunks:
        key = _key(hunk)
        known = once.get(key)
        if known is None or (known.doubt and not hunk.doubt):
            once[key] = hunk
    made = sorted(once.values(), key=lambda one: (one.leaf, one.start, one.end, one.what))
    twice = set(_contradicting(made))
    return [
        replace(hunk, doubt=hunk.doubt or TWICE) if number in twice else hunk
        for number, hunk in enumerate(made)
    ]


def _key(hunk: Hunk) -> tuple[object, ...]:
    """Return by what a hunk is the same as another's; one without a place is its own."""
    after = tuple((token.text, token.look, token.atom) for token in hunk.after)
    own = (hunk.where, hunk.author, hunk.date, hunk.doubt) if hunk.leaf < 0 or hunk.doubt else ()
    return (hunk.what, hunk.leaf, hunk.start, hunk.end, after, own)


def _contradicting(hunks: Sequence[Hunk]) -> Iterable[int]:
    """Yield the numbers of hunks that change the same words; the hunks are in order."""
    sure = [(number, one) for number, one in enumerate(hunks) if one.leaf >= 0 and not one.doubt]
    for at, (number, one) in enumerate(sure):
        for other_number, other in sure[at + 1 :]:
            if other.leaf != one.leaf or other.start > max(one.end, one.start):
                break
            if _meet(one, other):
                yield number
                yield other_number


def _meet(one: Hunk, other: Hunk) -> bool:
    if one.start == one.end and other.start == other.end:
        return one.start == other.start
    return one.start < other.end and other.start < one.end
