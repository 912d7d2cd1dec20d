"""Finds each leaf of the sent file in the one that came back.

By its bookmark, then by its words, then by likeness. Leaves that were parted or joined form a
group, in which the end of a paragraph is a sign among the words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from octavo.desk.merge import tying
from octavo.desk.merge.leaf import Atom, Kind, Leaf, Token

PART = 0.6
"""How many of a leaf's words another must have lost for it to be a part of that."""

TAKES = ("del", "moveFrom")


@dataclass(slots=True)
class Group:
    """Leaves of the sent file, and those of the returned one that they became, by their numbers."""

    sent: list[int]
    returned: list[int]


@dataclass(frozen=True, slots=True)
class Matched:
    """Two files laid beside one another.

    `returned` are the leaves that came back, joined where a tracked change joins them. `groups`
    stand in the order of the sent file, `inserted` are the leaves that are new, `deleted` those
    that are gone, `moved` the sent leaves that stand elsewhere.
    """

    sent: Sequence[Leaf]
    returned: Sequence[Leaf]
    groups: list[Group]
    inserted: list[int]
    deleted: list[int]
    moved: list[int] = field(default_factory=list)


def matched(sent: Sequence[Leaf], read: Sequence[Leaf]) -> Matched:
    """Lay a returned file beside the one that was sent."""
    returned = accepted(read)
    held = _held(sent, returned)
    firsts = _firsts(held)
    taken = {*held.values(), *(n for n, leaf in enumerate(returned) if _is_of_gone_row(leaf))}
    ties = tying.tied(sent, returned, firsts, taken)
    groups: dict[int, Group] = {}
    for number, other in sorted({**ties, **held}.items()):
        groups.setdefault(other, Group([], [other])).sent.append(number)
    _add_parts(sent, returned, groups)
    made = sorted(groups.values(), key=lambda group: group.sent[0])
    mine = {number for group in made for number in group.sent}
    theirs = {number for group in made for number in group.returned}
    inserted = [n for n in range(len(returned)) if n not in theirs and returned[n].tokens]
    deleted = [n for n in range(len(sent)) if n not in mine and sent[n].tokens]
    return Matched(sent, returned, made, inserted, deleted, _moved(sent, made))


def _is_of_gone_row(leaf: Leaf) -> bool:
    return leaf.row is not None and leaf.row.is_gone and not leaf.tokens


def accepted(read: Sequence[Leaf]) -> list[Leaf]:
    """Join leaves whose end a tracked change takes away with the next; the end stays as a sign."""
    made: list[Leaf] = []
    waiting: Leaf | None = None
    for leaf in read:
        one = leaf if waiting is None or not _together(waiting, leaf) else _joined(waiting, leaf)
        if waiting is not None and one is leaf:
            made.append(waiting)
        is_open = leaf.mark is not None and leaf.mark.kind in TAKES
        waiting = one if is_open else None
        if not is_open:
            made.append(one)
    return [*made, *([waiting] if waiting is not None else [])]


def _together(one: Leaf, other: Leaf) -> bool:
    return (one.kind is Kind.NOTE, one.note, one.table, one.row) == (
        other.kind is Kind.NOTE, other.note, other.table, other.row,
    )  # fmt: skip


def _joined(one: Leaf, other: Leaf) -> Leaf:
    raw = (*one.raw, Token("\n\n", atom=Atom.END, change=one.mark), *other.raw)
    lead = one if one.tokens and not other.tokens else other
    return replace(lead, raw=raw, ids=(*one.ids, *other.ids), mark=other.mark)


def _held(sent: Sequence[Leaf], returned: Sequence[Leaf]) -> dict[int, int]:
    """Return for sent leaves the returned ones that hold their bookmarks, and words."""
    places: dict[str, int] = {}
    for number, leaf in enumerate(returned):
        for name in leaf.ids:
            places.setdefault(name, number)
    held: dict[int, int] = {}
    for number, leaf in enumerate(sent):
        place = places.get(leaf.ids[0]) if leaf.ids else None
        if place is not None and _may_hold(leaf, returned[place], _words(returned, place)):
            held[number] = place
    return held


def _words(returned: Sequence[Leaf], place: int) -> Counter[str]:
    """Return the words of a returned leaf, with those that a program has parted from it.

    LibreOffice parts a paragraph where a section of pages ends in it: the rest has no bookmark.
    """
    words = tying.bag(returned[place])
    while returned[place].ends_section and returned[place].mark is None:
        place += 1
        if place == len(returned) or returned[place].ids:
            break
        words += tying.bag(returned[place])
    return words


def _may_hold(sent: Leaf, returned: Leaf, words: Counter[str]) -> bool:
    """Whether a returned leaf can be a sent one whose bookmark it has.

    Of several that it holds, most of the words must be there, and not be those of the next
    paragraph alone. Where all is gone by a tracked change, the words may stand elsewhere.
    """
    if not sent.tokens or not returned.tokens:
        return not sent.tokens
    if len(returned.ids) == 1:
        return True
    if _is_taken_from(sent, returned):
        return False
    own = tying.bag(sent)
    return 2 * (own & words).total() >= own.total()


def _is_taken_from(sent: Leaf, returned: Leaf) -> bool:
    """Whether the words of a sent leaf stand in one that came back, and are all taken away."""
    parts: list[list[Token]] = [[]]
    for token in returned.raw:
        if token.atom is Atom.END:
            parts.append([])
        else:
            parts[-1].append(token)
    gone = [part for part in parts if part and all(one.is_gone or one.is_space for one in part)]
    return any(tying.keys_of(part) == tying.keys_of(sent.tokens) for part in gone)


def _firsts(held: Mapping[int, int]) -> dict[int, int]:
    """Return of several sent leaves in one returned the first."""
    firsts: dict[int, int] = {}
    for number, place in sorted(held.items()):
        if place not in firsts.values():
            firsts[number] = place
    return firsts


def _add_parts(sent: Sequence[Leaf], returned: Sequence[Leaf], groups: dict[int, Group]) -> None:
    """Add leaves to the groups beside them that they were parted from, or joined with."""
    each = list(groups.values())
    for side, leaves in enumerate((sent, returned)):
        known = {number: group for group in each for number in _side(group, side)}
        for number in (n for n, leaf in enumerate(leaves) if n not in known and leaf.tokens):
            for near in (number - 1, number + 1):
                group = known.get(near)
                lost = _lost(group, side, sent, returned) if group else Counter()
                if group and _is_part(leaves[number], leaves[near], lost):
                    _side(group, side).append(number)
                    _side(group, side).sort()
                    known[number] = group
                    break


def _side(group: Group, side: int) -> list[int]:
    return group.returned if side else group.sent


def _lost(group: Group, side: int, sent: Sequence[Leaf], returned: Sequence[Leaf]) -> Counter[str]:
    """Return the words of a group that only its other side has."""
    words: Counter[str] = Counter()
    other, own = (sent, returned) if side else (returned, sent)
    for number in _side(group, 1 - side):
        words += tying.bag(other[number])
    for number in _side(group, side):
        words -= tying.bag(own[number])
    return words


def _is_part(leaf: Leaf, beside: Leaf, lost: Counter[str]) -> bool:
    """Whether a leaf is a part of what the one beside it has lost."""
    own = tying.bag(leaf)
    same_kind = (leaf.kind is Kind.NOTE) == (beside.kind is Kind.NOTE) and leaf.note == beside.note
    in_cell = Kind.CELL in (leaf.kind, beside.kind)
    return same_kind and not in_cell and (own & lost).total() >= PART * max(own.total(), 2)


def _moved(sent: Sequence[Leaf], groups: Sequence[Group]) -> list[int]:
    """Return the sent leaves whose groups stand elsewhere now, as few as explain the order."""
    free = [group for group in groups if sent[group.sent[0]].kind not in (Kind.NOTE, Kind.CELL)]
    ties = {group.sent[0]: group.returned[0] for group in free}
    kept = tying.rising(ties)
    return [number for number in ties if number not in kept]
