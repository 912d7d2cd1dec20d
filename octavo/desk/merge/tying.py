"""Ties two lists of leaves of one text: which is which, and which words of the two are the same."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from octavo.desk.merge.leaf import UNSEEN, Kind, Leaf, Token, keys

ALIKE = 0.5
"""How alike two leaves are at least that are taken for the same (0 to 1)."""

WIDEST = 60
"""So many leaves on either side of a gap are compared with one another."""


@dataclass(frozen=True, slots=True)
class Block:
    """Tokens `start:end` of one leaf stand where `other_start:other_end` of the other do.

    They are the same where it `is_same`, one by one.
    """

    start: int
    end: int
    other_start: int
    other_end: int
    is_same: bool


def blocks_of(one: Sequence[str], other: Sequence[str]) -> list[Block]:
    """Return the blocks of two lists of words, in order; blocks that differ stand between same."""
    head = 0
    limit = min(len(one), len(other))
    while head < limit and one[head] == other[head]:
        head += 1
    tail = 0
    while tail < limit - head and one[-1 - tail] == other[-1 - tail]:
        tail += 1
    ends = len(one) - tail, len(other) - tail
    made = [Block(0, head, 0, head, is_same=True)] if head else []
    middle = SequenceMatcher(None, one[head : ends[0]], other[head : ends[1]], autojunk=False)
    for kind, a, b, c, d in middle.get_opcodes():
        made.append(Block(a + head, b + head, c + head, d + head, is_same=kind == "equal"))
    if tail:
        made.append(Block(ends[0], len(one), ends[1], len(other), is_same=True))
    return made


def folded(leaf: Leaf) -> str:
    """Return what leaves of the same words share, whatever filters do to signs and spaces."""
    return keys_of(leaf.tokens)


def keys_of(tokens: Sequence[Token]) -> str:
    """Return what the same words share, whatever filters do to signs and spaces."""
    return "".join("".join(keys(tokens)).translate(dict.fromkeys(map(ord, UNSEEN))).split())


def likeness(one: Counter[str], other: Counter[str]) -> float:
    """Return how many of the words of two leaves are in both: 0 to 1."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0.0


def bag(leaf: Leaf) -> Counter[str]:
    """Return the words of a leaf with their number."""
    return Counter(key for key in keys(leaf.tokens) if key.strip())


def tied(
    one: Sequence[Leaf],
    other: Sequence[Leaf],
    known: Mapping[int, int] | None = None,
    taken: Collection[int] = (),
) -> dict[int, int]:
    """Return for leaves of one text which of the other is the same: by its words, then likeness.

    `known` are ties that are certain; leaves of the other text that are `taken` are left alone.
    """
    names = [folded(leaf) for leaf in one], [folded(leaf) for leaf in other]
    ties = dict(known or {})
    gone = {*taken, *ties.values()}
    free = (
        [n for n in range(len(one)) if n not in ties],
        [n for n in range(len(other)) if n not in gone],
    )
    mine, theirs = [names[0][n] for n in free[0]], [names[1][n] for n in free[1]]
    matcher = SequenceMatcher(None, mine, theirs, autojunk=False)
    for kind, a, b, c, _ in matcher.get_opcodes():
        if kind == "equal":
            ties |= {free[0][a + step]: free[1][c + step] for step in range(b - a)}
    _tie_elsewhere(names, ties, gone)
    _tie_alike(one, other, ties, gone)
    return ties


def _tie_elsewhere(
    names: tuple[list[str], list[str]], ties: dict[int, int], gone: Collection[int]
) -> None:
    """Tie leaves of the same words that stand elsewhere, where there is one alone of each."""
    taken = {*gone, *ties.values()}
    places: dict[str, list[int]] = defaultdict(list)
    for number, name in enumerate(names[1]):
        if number not in taken:
            places[name].append(number)
    counts = Counter(name for number, name in enumerate(names[0]) if number not in ties)
    for number, name in enumerate(names[0]):
        if number not in ties and name and counts[name] == len(places[name]) == 1:
            ties[number] = places[name][0]


def _tie_alike(
    one: Sequence[Leaf], other: Sequence[Leaf], ties: dict[int, int], gone: Collection[int]
) -> None:
    """Tie what is left between two ties by likeness, in the order of both texts."""
    taken = {*gone, *ties.values()}
    order = _rising(ties)
    starts = [number for number, _ in order]
    gaps: dict[tuple[int, int], tuple[list[int], list[int]]] = {}
    for number in (n for n in range(len(one)) if n not in ties):
        gaps.setdefault(_gap(order, starts, number), ([], []))[0].append(number)
    for (low, high), (mine, theirs) in gaps.items():
        limit = high if high >= 0 else len(other)
        theirs += [n for n in range(low + 1, limit) if n not in taken]
        _tie_gap(one, other, (mine[:WIDEST], theirs[:WIDEST]), ties)


def _gap(order: list[tuple[int, int]], starts: list[int], number: int) -> tuple[int, int]:
    """Return the leaves of the other text between which one stands; -1 behind the last."""
    at = bisect_right(starts, number)
    low = order[at - 1][1] if at else -1
    return low, order[at][1] if at < len(order) else -1


def _rising(ties: dict[int, int]) -> list[tuple[int, int]]:
    """Return the ties that are in the order of both texts: the most that can be."""
    pairs = sorted(ties.items())
    tails: list[int] = []
    ends: list[int] = []
    before = [-1] * len(pairs)
    for number, (_, place) in enumerate(pairs):
        at = bisect_right(tails, place)
        before[number] = ends[at - 1] if at else -1
        tails[at : at + 1] = [place]
        ends[at : at + 1] = [number]
    kept, at = [], ends[-1] if ends else -1
    while at >= 0:
        kept.append(pairs[at])
        at = before[at]
    return kept[::-1]


def rising(ties: dict[int, int]) -> dict[int, int]:
    """Return the ties that are in the order of both texts; the others were moved."""
    return dict(_rising(ties))


def _tie_gap(
    one: Sequence[Leaf],
    other: Sequence[Leaf],
    gap: tuple[list[int], list[int]],
    ties: dict[int, int],
) -> None:
    """Tie the leaves of a gap, the most alike first, none across another tie."""
    bags = {n: bag(one[n]) for n in gap[0]}, {n: bag(other[n]) for n in gap[1]}
    scores = [
        (likeness(bags[0][a], bags[1][b]), a, b)
        for a in gap[0]
        for b in gap[1]
        if _may_be_same(one[a], other[b])
    ]
    made: dict[int, int] = {}
    for score, a, b in sorted(scores, key=lambda each: (-each[0], each[1], each[2])):
        if score < ALIKE:
            break
        if a in made or b in made.values():
            continue
        if all((a < x) == (b < y) for x, y in made.items()):
            made[a] = b
    ties |= made or _cells_in_order(one, other, gap)


def _cells_in_order(
    one: Sequence[Leaf], other: Sequence[Leaf], gap: tuple[list[int], list[int]]
) -> dict[int, int]:
    """Tie cells between two ties, as many on either side, of which no word is the same."""
    cells = all(one[n].kind is Kind.CELL for n in gap[0])
    cells = cells and all(other[n].kind is Kind.CELL for n in gap[1])
    is_even = len(gap[0]) == len(gap[1])
    return dict(zip(*gap, strict=True)) if cells and is_even else {}


def _may_be_same(one: Leaf, other: Leaf) -> bool:
    notes = {one.kind.value, other.kind.value}
    return "note" not in notes or len(notes) == 1


def token_keys(tokens: Sequence[Token]) -> list[str]:
    """Return the keys of tokens, without the signs that nobody sees."""
    hidden = dict.fromkeys(map(ord, UNSEEN))
    return [name.translate(hidden) for name in keys(tokens)]
