"""Says which hunks stand in the text of today already: typed by somebody, or merged before.

Then the text reads as the returned file does where the hunk was made: its words with their looks,
its paragraphs in their order. What only resembles it does not stand.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from octavo.desk.merge import tying
from octavo.desk.merge.hunk import Hunk, What
from octavo.desk.merge.hunks import END
from octavo.desk.merge.landing import Landed, Lander, Spot, State, is_opaque
from octavo.desk.merge.leaf import Atom, Kind, Leaf, Token
from octavo.desk.merge.matching import Group, Matched
from octavo.desk.merge.tying import Block


@dataclass(slots=True)
class Standing:
    """Looks for what was returned in the text of today; `lander` knows the way from the sent."""

    lander: Lander
    laid: Matched
    _groups: dict[int, Group] = field(init=False)
    _places: dict[tuple[int, int], int] = field(init=False)
    _tied: dict[int, int] = field(init=False)
    _order: list[int] = field(init=False)

    def __post_init__(self) -> None:
        """Learn where the leaves of today stand, and which the text that was sent had."""
        self._groups = {n: group for group in self.laid.groups for n in group.sent}
        now = self.lander.now
        self._places = {(one.chapter, one.number): at for at, one in enumerate(now)}
        self._tied = {place: then for then, place in self.lander.then_now.items()}
        self._order = sorted(self.lander.then_now)

    def settled(self, landed: Landed) -> Landed:
        """Return a hunk with its state: it is made where the text has it."""
        if landed.state is State.MADE or self._is_opaque(landed.hunk):
            return landed
        place = self._place(landed)
        if place is None:
            return landed
        spot = self.lander.now[place] if place >= 0 else landed.spot
        return replace(landed, state=State.MADE, spot=spot)

    def _is_opaque(self, hunk: Hunk) -> bool:
        """Whether a hunk is about what a text writes in another way than Word: a citation."""
        leaf = self.lander.sent[hunk.leaf].tokens if hunk.leaf >= 0 else ()
        return is_opaque((*leaf[hunk.start : hunk.end], *hunk.after))

    def _place(self, landed: Landed) -> int | None:
        """Return the leaf of today that reads as a hunk says; -1 where it takes a leaf away."""
        hunk = landed.hunk
        if hunk.doubt:
            is_joined = hunk.what is What.JOINED and any(
                map(self._is_gone, (hunk.leaf, hunk.other))
            )
            return -1 if is_joined else None
        is_new_row = hunk.what is What.ROW and bool(hunk.after)
        if hunk.what in (What.INSERTED, What.MOVED) or is_new_row:
            return self._moved(landed) if hunk.what is What.MOVED else self._inserted(landed)
        if hunk.what in (What.DELETED, What.ROW):
            return -1 if landed.spot is None and self._is_gone(hunk.leaf) else None
        if hunk.what is What.LEVEL:
            spot = landed.spot
            is_so = spot is not None and spot.typed.leaf.level == landed.level
            return self._of(spot) if is_so and spot is not None else None
        if hunk.what is What.FORMAT and landed.spot is not None:
            now = landed.spot.typed.leaf.tokens[landed.start : landed.end]
            return self._of(landed.spot) if _alike(now, landed.after) else None
        return self._in_a_row(landed)

    def _joined_by_hand(self, hunk: Hunk) -> int | None:
        """Return -1 where one of two leaves that may have been joined is gone today."""
        is_join = hunk.what is What.JOINED
        return -1 if is_join and any(map(self._is_gone, (hunk.leaf, hunk.other))) else None

    def _of(self, spot: Spot) -> int:
        return self._places[spot.chapter, spot.number]

    def _in_a_row(self, landed: Landed) -> int | None:
        """Return where the leaves that a leaf became stand in a row, with its new notes."""
        hunk = landed.hunk
        group = self._groups.get(hunk.leaf)
        if group is None or not self._has_notes(hunk):
            return None
        is_note = self.lander.sent[hunk.leaf].kind is Kind.NOTE
        expected = [_signs(part) for part in self._typed(group)]
        size = len(expected)
        for place in self._candidates(landed):
            for first in range(max(0, place - size + 1), place + 1):
                leaves = [spot.typed.leaf for spot in self.lander.now[first : first + size]]
                is_of_kind = all((one.kind is Kind.NOTE) == is_note for one in leaves)
                if is_of_kind and [_signs(one.tokens) for one in leaves] == expected:
                    return first
        return None

    def _typed(self, group: Group) -> list[list[Token]]:
        """Return the leaves that came back as they would be typed: with what filters change."""
        lander = self.lander
        sent = _in_a_row([lander.sent[n] for n in group.sent])
        ties = [lander.sent_then[n] for n in group.sent if n in lander.sent_then]
        then = _in_a_row([lander.then[n].leaf for n in ties])
        returned = _in_a_row([self.laid.returned[n] for n in group.returned])
        by_filters = [one for one in _blocks(sent, then) if not one.is_same]
        made: list[Token] = []
        for block in _blocks(sent, returned):
            own = returned[block.other_start : block.other_end]
            if not block.is_same:
                made += own
                continue
            at = block.start
            for one in by_filters:
                if block.start <= one.start and one.end <= block.end:
                    made += own[at - block.start : one.start - block.start]
                    made += then[one.other_start : one.other_end]
                    at = one.end
            made += own[at - block.start :]
        return _parted(made)

    def _candidates(self, landed: Landed) -> list[int]:
        """Return where a leaf may stand today: where it is known, else among what is new there."""
        if landed.spot is not None:
            return [self._of(landed.spot)]
        then = self.lander.sent_then.get(landed.hunk.leaf)
        return [] if then is None else list(self._gap(then))

    def _gap(self, then: int) -> Iterator[int]:
        """Yield the new leaves of today between what stood around a leaf that was sent."""
        low, high = self._around(then)
        return (at for at in range(low + 1, high) if at not in self._tied)

    def _around(self, then: int) -> tuple[int, int]:
        """Return the leaves of today that stood before and behind a leaf that was sent."""
        at = bisect_left(self._order, then)
        low = self.lander.then_now[self._order[at - 1]] if at else -1
        behind = at + (at < len(self._order) and self._order[at] == then)
        is_last = behind >= len(self._order)
        return low, len(self.lander.now) if is_last else self.lander.then_now[self._order[behind]]

    def _is_gone(self, leaf: int) -> bool:
        """Whether nothing stands today where a leaf of the text that was sent stood."""
        then = self.lander.sent_then.get(leaf)
        if then is None or then in self.lander.then_now:
            return False
        low, high = self._around(then)
        return low < high and not list(self._gap(then))

    def _inserted(self, landed: Landed) -> int | None:
        """Return where a new leaf stands among the new ones behind that which it follows."""
        at = -1 if landed.spot is None or landed.hunk.leaf < 0 else self._of(landed.spot)
        first, count = landed.hunk.other, max(landed.hunk.cells, 1)
        expected = self.laid.returned[first : first + count]
        while at + 1 < len(self.lander.now) and at + 1 not in self._tied:
            at += 1
            stands = [spot.typed.leaf for spot in self.lander.now[at : at + count]]
            alike = len(stands) == count and all(map(_reads_as, stands, expected))
            if alike and self._has_notes(landed.hunk):
                return at
        return None

    def _moved(self, landed: Landed) -> int | None:
        """Return where a leaf stands that follows already which it was moved behind."""
        if landed.spot is None or landed.other is None:
            return None
        here, before = self._of(landed.spot), self._of(landed.other)
        between = range(before + 1, here)
        is_behind = before < here and not any(at in self._tied for at in between)
        return here if is_behind else None

    def _has_notes(self, hunk: Hunk) -> bool:
        """Whether the words of a hunk's new notes are those of notes that are new today."""
        new = [
            spot.typed.leaf.tokens
            for at, spot in enumerate(self.lander.now)
            if spot.typed.leaf.kind is Kind.NOTE and at not in self._tied
        ]
        return all(any(_alike(own, note) for own in new) for note in hunk.notes)


def _in_a_row(leaves: Sequence[Leaf]) -> list[Token]:
    made: list[Token] = []
    for number, leaf in enumerate(leaves):
        made += [*([END] if number else []), *leaf.tokens]
    return made


def _parted(tokens: Sequence[Token]) -> list[list[Token]]:
    parts: list[list[Token]] = [[]]
    for token in tokens:
        if token.atom is Atom.END:
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def _blocks(one: Sequence[Token], other: Sequence[Token]) -> list[Block]:
    return tying.blocks_of(tying.token_keys(one), tying.token_keys(other))


def _reads_as(leaf: Leaf, expected: Leaf) -> bool:
    """Whether a leaf of the text reads as one that came back, looks and all."""
    is_note = leaf.kind is Kind.NOTE
    return is_note == (expected.kind is Kind.NOTE) and _alike(leaf.tokens, expected.tokens)


def _alike(one: Sequence[Token], other: Sequence[Token]) -> bool:
    return _signs(one) == _signs(other)


def _signs(tokens: Sequence[Token]) -> list[tuple[str, frozenset[str]]]:
    """Return what tokens are known by, whatever filters do, each with its look."""
    names = tying.token_keys(tokens)
    seen = zip(names, tokens, strict=True)
    return [(name, frozenset() if one.atom else one.look) for name, one in seen if name.strip()]
