"""Finds where hunks land: the leaf of today's text, and the words of it that they change.

The way leads from the sent file over the text it was made of, whose words the filters changed, to
the text of today, in which somebody may have worked since.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from octavo.desk.merge import tying
from octavo.desk.merge.hunk import Hunk, What
from octavo.desk.merge.leaf import Atom, Kind, Leaf, Token
from octavo.desk.merge.text_leaves import Typed
from octavo.desk.merge.tying import Block


class State(StrEnum):
    """What becomes of a hunk: it has a place, is there already, or must be looked at."""

    PLACED = "placed"
    MADE = "made"
    CONFLICT = "conflict"
    NOWHERE = "nowhere"


@dataclass(frozen=True, slots=True)
class Spot:
    """A leaf of today's text: the number of its chapter, its number there, and the leaf."""

    chapter: int
    number: int
    typed: Typed


@dataclass(frozen=True, slots=True)
class Landed:
    """A hunk with its place: the tokens `start:end` of a leaf of today become `after`.

    `other` is the second leaf of a hunk that has one, `cut` how many of its tokens go. `why` says
    why a hunk is in conflict, or has no place; `level` is that of a heading in the source.
    """

    hunk: Hunk
    state: State
    spot: Spot | None = None
    start: int = 0
    end: int = 0
    after: tuple[Token, ...] = ()
    other: Spot | None = None
    cut: int = 0
    level: int = 0
    why: str = ""


CHANGED = "the text has changed here since it was sent"
DRESSED = "its look has changed since it was sent"
GONE = "these words are not in the text any more"
AMID = "what is new in the midst of a list, a table or a quotation is made by hand"
PRESS = "these words do not stand in the text: Octavo makes them of the metadata or a citation"


@dataclass(frozen=True, slots=True)
class _Range:
    """A stretch of one list of tokens, and that of the other; whether something differs there."""

    start: int
    end: int
    other_start: int
    other_end: int
    differs: bool


@dataclass(frozen=True, slots=True)
class Lander:
    """Lands hunks. `then` are the leaves of the text that was sent, `now` those of today.

    `sent_then` and `then_now` tie the leaves of the sent file to those, by their numbers.
    """

    sent: Sequence[Leaf]
    then: Sequence[Typed]
    now: Sequence[Spot]
    sent_then: Mapping[int, int]
    then_now: Mapping[int, int]

    @classmethod
    def of(cls, sent: Sequence[Leaf], then: Sequence[Typed], now: Sequence[Spot]) -> Lander:
        """Tie the three texts."""
        leaves = [typed.leaf for typed in then]
        today = [spot.typed.leaf for spot in now]
        return cls(sent, then, now, tying.tied(sent, leaves), tying.tied(leaves, today))

    def land(self, hunk: Hunk) -> Landed:
        """Return a hunk with its place; one that is in doubt waits there for a person."""
        landed = self._land(hunk)
        if hunk.doubt:
            return replace(landed, state=State.CONFLICT, why=hunk.doubt)
        return landed

    def _land(self, hunk: Hunk) -> Landed:
        if hunk.what in (What.INSERTED, What.ROW):
            return self._insert(hunk) if hunk.what is What.INSERTED else self._row(hunk)
        spot = self._spot(hunk.leaf)
        if spot is None:
            return Landed(hunk, State.NOWHERE, why=self._why(hunk.leaf))
        if hunk.what is What.DELETED:
            return self._delete(hunk, spot)
        if hunk.what is What.LEVEL:
            is_same = self._is_untouched(hunk.leaf)
            state = State.PLACED if is_same else State.CONFLICT
            return Landed(hunk, state, spot, level=self._level(hunk.level), why=CHANGED)
        if hunk.what in (What.MOVED, What.JOINED):
            return self._two(hunk, spot)
        return self._words(hunk, spot)

    def _spot(self, number: int) -> Spot | None:
        then = self.sent_then.get(number)
        now = None if then is None else self.then_now.get(then)
        return None if now is None else self.now[now]

    def _why(self, number: int) -> str:
        return GONE if number in self.sent_then else PRESS

    def _is_untouched(self, number: int) -> bool:
        """Whether a leaf reads today as it did when it was sent."""
        then = self.then[self.sent_then[number]].leaf
        spot = self._spot(number)
        return spot is not None and _same(then.tokens, spot.typed.leaf.tokens)

    def _delete(self, hunk: Hunk, spot: Spot) -> Landed:
        size = len(spot.typed.leaf.tokens)
        state = State.PLACED if self._is_untouched(hunk.leaf) else State.CONFLICT
        return Landed(hunk, state, spot, 0, size, why=CHANGED)

    def _row(self, hunk: Hunk) -> Landed:
        """Land a row: behind a cell of the row before it; one that is gone on all its cells."""
        numbers = range(hunk.leaf, hunk.leaf + (1 if hunk.after else hunk.cells))
        spots = [self._spot(number) for number in numbers]
        first, last = spots[0], spots[-1]
        if first is None or last is None:
            return Landed(hunk, State.NOWHERE, why=self._why(hunk.leaf))
        if hunk.after:
            state = State.CONFLICT if self._is_followed_by_new(first) else State.PLACED
            return Landed(hunk, state, first, after=hunk.after, why=CHANGED)
        is_same = all(spots) and all(map(self._is_untouched, numbers))
        is_whole = last.number - first.number == len(spots) - 1 and first.chapter == last.chapter
        state = State.PLACED if is_same and is_whole else State.CONFLICT
        return Landed(hunk, state, first, other=last, why=CHANGED)

    def _is_followed_by_new(self, spot: Spot) -> bool:
        """Whether the next cell of a table is new since the file was sent."""
        at = self.now.index(spot) + 1
        tied = {*self.then_now.values()}
        here = spot.typed.leaf.kind, spot.chapter, spot.typed.block
        return at not in tied and any(
            (one.typed.leaf.kind, one.chapter, one.typed.block) == here
            for one in self.now[at : at + 1]
        )

    def _two(self, hunk: Hunk, spot: Spot) -> Landed:
        """Land a hunk of two leaves: the second is joined with the first, or stands before it."""
        other = self._spot(hunk.other)
        if other is None:
            return Landed(hunk, State.NOWHERE, spot, why=self._why(hunk.other))
        if not (self._is_untouched(hunk.leaf) and self._is_untouched(hunk.other)):
            return Landed(hunk, State.CONFLICT, spot, other=other, why=CHANGED)
        if hunk.what is What.MOVED:
            return Landed(hunk, State.PLACED, spot, other=other)
        first = self._range(hunk.leaf, hunk.start, hunk.end)
        cut = self._range(hunk.other, 0, hunk.cut)
        size = len(spot.typed.leaf.tokens)
        return Landed(
            hunk, State.PLACED, spot, first.other_start, size, hunk.after, other, cut.other_end
        )

    def _range(self, number: int, start: int, end: int) -> _Range:
        """Return where tokens of a sent leaf stand in the text that it was made of."""
        then = self.then[self.sent_then[number]].leaf.tokens
        return _carried(_blocks(self.sent[number].tokens, then), start, end)

    def _insert(self, hunk: Hunk) -> Landed:
        number = hunk.leaf
        while number >= 0 and self._spot(number) is None:
            number -= 1
        spot = self._spot(number) if number >= 0 else None
        if spot is None:
            spot = next((one for one in self.now if one.typed.leaf.kind is not Kind.NOTE), None)
        if spot is None:
            return Landed(hunk, State.NOWHERE, why=GONE)
        end = len(spot.typed.leaf.tokens)
        level = self._level(hunk.level)
        other = None
        if spot.typed.depth and self.sent[hunk.leaf].style != hunk.style:
            other = self._behind(spot)
            if other is None:
                return Landed(hunk, State.NOWHERE, spot, end, end, hunk.after, why=AMID)
        return Landed(hunk, State.PLACED, spot, end, end, hunk.after, other, level=level)

    def _behind(self, spot: Spot) -> Spot | None:
        """Return the paragraph that follows a list, table or quotation whose last leaf this is."""
        behind = (
            one
            for one in self.now
            if one.chapter == spot.chapter
            and one.number > spot.number
            and one.typed.leaf.kind is not Kind.NOTE
        )
        following = next(behind, None)
        is_amid = following is None or following.typed.block == spot.typed.block
        return None if is_amid or following is None or following.typed.depth else following

    def _level(self, level: int) -> int:
        """Return the level in the source of a heading in Word, where chapters stand below parts."""
        counts: Counter[tuple[int, int]] = Counter()
        for number, then in self.sent_then.items():
            pair = self.sent[number].level, self.then[then].leaf.level
            counts[pair] += all(pair)
        known = {word: own for (word, own), _ in reversed(counts.most_common()) if word and own}
        near = [word for word in known if word <= level]
        return level and (known[max(near)] + level - max(near) if near else level)

    def _words(self, hunk: Hunk, spot: Spot) -> Landed:
        """Land a change of words, over what filters changed, and what was changed since."""
        sent = self.sent[hunk.leaf].tokens
        then = self.then[self.sent_then[hunk.leaf]].leaf.tokens
        now = spot.typed.leaf.tokens
        first = _carried(_blocks(sent, then), hunk.start, hunk.end)
        after = (*sent[first.start : hunk.start], *hunk.after, *sent[hunk.end : first.end])
        second = _carried(_blocks(then, now), first.other_start, first.other_end)
        start, end = second.other_start, second.other_end
        if _hides(sent[first.start : first.end], then[first.other_start : first.other_end]):
            return Landed(hunk, State.NOWHERE, spot, start, end, after, why=PRESS)
        is_vague = hunk.notes or is_opaque(after)
        if not is_vague and _is_put_in(then, now, first, after):
            return Landed(hunk, State.MADE, spot, start, end, after)
        if second.differs:
            whole = (
                *then[second.start : first.other_start],
                *after,
                *then[first.other_end : second.end],
            )
            is_made = _same(now[start:end], whole) and not is_opaque(after)
            state = State.MADE if is_made else State.CONFLICT
            return Landed(hunk, state, spot, start, end, after, why=CHANGED)
        made = hunk.what is not What.FORMAT and _same(now[start:end], after)
        if made and not is_opaque(after):
            return Landed(hunk, State.MADE, spot, start, end, after)
        own = then[first.other_start : first.other_end]
        dressed = _dressed(own, now[start:end], after)
        if dressed is None:
            return Landed(hunk, State.CONFLICT, spot, start, end, after, why=DRESSED)
        return Landed(hunk, State.PLACED, spot, start, end, dressed)


def _dressed(
    then: Sequence[Token], now: Sequence[Token], after: tuple[Token, ...]
) -> tuple[Token, ...] | None:
    """Return new words with the look that the words they replace were given since.

    None where nobody can say which look is meant for which.
    """
    old, new, typed = _looks(then), _looks(now), _looks(after)
    if old == new or not typed or typed == new:
        return after
    if len(new) > 1 or typed != old or len(old) > 1:
        return None
    look = next(iter(new), frozenset())
    return tuple(one if one.atom else replace(one, look=look) for one in after)


def _looks(tokens: Sequence[Token]) -> set[frozenset[str]]:
    return {token.look for token in tokens if not token.is_space and not token.atom}


def _blocks(one: Sequence[Token], other: Sequence[Token]) -> list[Block]:
    return tying.blocks_of(tying.token_keys(one), tying.token_keys(other))


def is_opaque(tokens: Iterable[Token]) -> bool:
    """Whether the text writes something in another way than Word: nobody can say it is the same."""
    return any(token.atom in (Atom.CITE, Atom.MATH, Atom.IMAGE, Atom.FIELD) for token in tokens)


def _same(one: Sequence[Token], other: Sequence[Token]) -> bool:
    return tying.token_keys(one) == tying.token_keys(other)


def _is_put_in(
    then: Sequence[Token], now: Sequence[Token], place: _Range, after: Sequence[Token]
) -> bool:
    """Whether words that are only new stand in today's text already, where they are to stand."""
    if place.other_start != place.other_end:
        return False
    words = [name for name in tying.token_keys(after) if name.strip()]
    return any(
        block.start == block.end
        and abs(block.start - place.other_start) <= 1
        and words
        == [
            name
            for name in tying.token_keys(now[block.other_start : block.other_end])
            if name.strip()
        ]
        for block in _blocks(then, now)
    )


def _carried(blocks: Sequence[Block], start: int, end: int) -> _Range:
    """Return where a stretch stands in the other list, with the whole of each block it touches."""
    wide_start, wide_end = start, end
    differs = False
    for block in (one for one in blocks if not one.is_same):
        if block.start <= end and start <= block.end:
            differs = True
        if (block.start < end and start < block.end) or block.start < start < block.end:
            wide_start, wide_end = min(wide_start, block.start), max(wide_end, block.end)
    other_start = _place(blocks, wide_start, behind=wide_start == wide_end)
    other_end = max(other_start, _place(blocks, wide_end, behind=True))
    return _Range(wide_start, wide_end, other_start, other_end, differs)


def _place(blocks: Sequence[Block], at: int, *, behind: bool) -> int:
    """Return where a boundary stands: `behind` the token before it, or before that which follows.

    The edge of a stretch that differs is that of the stretch that stands there instead.
    """
    for block in blocks:
        if behind and block.start < at <= block.end:
            return block.other_start + at - block.start if block.is_same else block.other_end
        if not behind and block.start <= at < block.end:
            return block.other_start + at - block.start if block.is_same else block.other_start
    return 0 if behind or not blocks else blocks[-1].other_end


def _hides(shown: Sequence[Token], typed: Sequence[Token]) -> bool:
    """Whether words of a file were typed as something else: a citation, a reference."""
    atoms = (Atom.CITE, Atom.NOTE, Atom.MATH, Atom.IMAGE)
    referred = sum(token.text.startswith("REF ") for token in shown if token.atom is Atom.FIELD)
    return sum(token.atom in atoms for token in typed) != referred + sum(
        token.atom in atoms for token in shown
    )
