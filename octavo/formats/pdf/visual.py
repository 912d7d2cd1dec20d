"""From the order in which a line is drawn to the order in which it is read.

Typst draws each line from left to right. What runs from right to left is turned round again, by
the levels of Unicode's bidirectional algorithm (UAX 9, rule L2) read backwards.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from unicodedata import bidirectional

CONTROLS = dict.fromkeys(map(ord, "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))
"""Signs of direction that Typst writes around words of another direction; they have no shape."""

RIGHT, LEFT, NUMBER, NEUTRAL = "R", "L", "N", ""
STRONG = {"R": RIGHT, "AL": RIGHT, "L": LEFT}
DIGITS = ("EN", "AN")

MAY_RUN_LEFT = re.compile(
    "[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufeff"
    "\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
"""The blocks of Unicode in which anything runs from right to left; most texts have none of it."""

SAME_LINE = 6.0
"""Points by which two texts of one line may differ in height: a mark is moved, a line is not."""


def kind_of(text: str) -> str:
    """Return how a text runs: by its first strong letter, else as a number, else as neither."""
    kinds = [bidirectional(sign) for sign in text]
    strong = next((STRONG[kind] for kind in kinds if kind in STRONG), NEUTRAL)
    return strong or (NUMBER if any(kind in DIGITS for kind in kinds) else NEUTRAL)


def read(glyphs: Iterable[str]) -> str:
    """Return the text of glyphs that were drawn side by side, in the order of reading."""
    texts = [text.translate(CONTROLS) for text in glyphs]
    text = "".join(texts)
    return "".join(reversed(texts)) if kind_of(text) == RIGHT else text


def order(
    kinds: Sequence[str], within: Sequence[bool] = (), *, rtl: bool = False
) -> tuple[list[int], frozenset[int]]:
    """Return the numbers of a line's texts, which are given by kind as drawn, as they are read.

    The second are those that run from right to left. `within` tells the texts of a language that
    does; `rtl` says that the line as a whole does.
    """
    inside = [*within, *[False] * (len(kinds) - len(within))]
    backwards = [RIGHT if one else kind for kind, one in zip(kinds, inside, strict=True)]
    whole = rtl or (LEFT not in kinds and RIGHT in kinds[-1:] and NEUTRAL in kinds[:1])
    numbers = list(range(len(kinds)))
    turned_round: set[int] = set()
    for start, end in [(0, len(kinds))] if whole else list(_stretches(backwards, RIGHT, LEFT)):
        numbers[start:end] = reversed(numbers[start:end])
        turned_round |= set(numbers[start:end])
    turned = [kinds[number] for number in numbers]
    for first, end in list(_stretches(turned, LEFT, RIGHT)):
        start = first
        while start and turned[start - 1] == NUMBER:
            start -= 1  # a number behind letters from left to right runs as they do (UAX 9, W7)
        if numbers[start] > numbers[end - 1]:
            numbers[start:end] = reversed(numbers[start:end])
            turned_round -= set(numbers[start:end])
    return numbers, frozenset(turned_round)


def _stretches(kinds: Sequence[str], one: str, other: str) -> Iterator[tuple[int, int]]:
    """Yield the longest stretches that begin and end with a kind and have no other in them."""
    start = end = -1
    for at, kind in enumerate([*kinds, other]):
        if kind == one:
            start, end = (at if start < 0 else start), at + 1
        elif kind == other and start >= 0:
            yield start, end
            start = -1


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a text stands on its page, and whether its language runs from right to left."""

    left: float = 0.0
    height: float = 0.0
    rtl: bool = False


@dataclass(slots=True)
class Line:
    """The texts of the line that is being read: in a list of pieces, and on the page."""

    rtl: bool = False
    height: float = 0.0
    numbers: list[int] = field(default_factory=list)
    spots: list[Spot] = field(default_factory=list)

    def add(self, pieces: list[str], text: str, spot: Spot | None) -> None:
        """Add a text to the pieces; settle the line before it where another begins.

        `spot` is None on a page that has no words from right to left.
        """
        spot = spot or Spot(height=self.height)
        if self.numbers and abs(spot.height - self.height) > SAME_LINE:
            self.settle(pieces)
        self.height = self.height if self.numbers else spot.height
        self.numbers.append(len(pieces))
        self.spots.append(spot)
        pieces.append(text)

    def settle(self, pieces: list[str]) -> None:
        """Put the pieces of the line into the order of reading."""
        if any(MAY_RUN_LEFT.search(pieces[number]) for number in self.numbers):
            self._turn(pieces)
        self.numbers, self.spots = [], []

    def _turn(self, pieces: list[str]) -> None:
        """Put the pieces of a line in which some run from right to left into their order."""
        placed = sorted(range(len(self.spots)), key=lambda at: self.spots[at].left)
        drawn = [pieces[self.numbers[at]] for at in placed]
        within = [self.spots[at].rtl for at in placed]
        kinds = [kind_of(text) for text in drawn]
        if RIGHT in kinds:
            words = [inside for text, inside in zip(drawn, within, strict=True) if text.strip()]
            read_order, turned = order(kinds, within, rtl=self.rtl or all(words))
            for number, at in zip(self.numbers, read_order, strict=True):
                is_drawn = at in turned and kinds[at] == NEUTRAL
                pieces[number] = drawn[at][::-1] if is_drawn else drawn[at]
