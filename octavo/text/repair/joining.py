"""A word divided at a line's end: whether it is one word, or a compound that keeps its hyphen.

The odds are weighed from what the list of words knows of the whole and of its parts, and from the
text's own habit. The weights were fitted by logistic regression, book by book left out to see that
they hold for others: `python -m tests.bench.hyphen_weights` makes them anew.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from octavo.text.compounds import Usage
from octavo.text.lexicon import RARE, listed

FRONTS = listed(
    "un re in im ir il dis en em be de con com ex pro per sub ad ac af al ap as at ab ob op sup "
    "sur trans mis pre"
)
ENDS = listed(
    "ness less lessness lessly ment ments ward wards ly ful fully ling ings ing ed er ers est eth "
    "able ably tion ties ries hood dom red led ted ters"
)
"""What begins or ends an English word and is, there, no word by itself; with the letter before an
ending."""
HYPHENED = listed("self half well ill all twenty thirty forty fifty sixty seventy eighty ninety")
"""What English follows by a hyphen wherever the whole is in no list."""
ENDINGS = ("s", "es", "ed", "d", "ing", "er", "ers", "r", "ly", "ness")
"""What the same word may end in elsewhere."""
SHORT = 2
"""How many letters are too few for a stem."""
SMALL = listed("nl sv da nb fi")
"""Languages that write compounds as one word and nouns with a small letter: a capital is a name's,
and a name takes a hyphen."""
LISTED, NEW = (0.5, 50), (2, 2)
"""What is thought of a text's compounds, those in the list and those in none, before it is read:
as if so many had been met with hyphens, so many as one word."""
UNKNOWN = 1e-9
"""The share of a word in no list."""
LONG = 6
"""From so many letters on, the length of a part says no more."""
CERTAIN = math.log(0.975 / 0.025)
"""From which odds on a word is joined, or keeps its hyphen, unasked: 39 in 40."""


@dataclass(frozen=True, slots=True)
class Divided:
    """A divided word: its parts as they stand, and whether it is a part of a longer compound."""

    front: str
    end: str
    is_part: bool = False

    @property
    def whole(self) -> str:
        """The two parts as one word."""
        return self.front + self.end

    @property
    def parted(self) -> str:
        """The two parts with their hyphen."""
        return f"{self.front}-{self.end}"


def case(divided: Divided, used: Usage) -> str:
    """Return which weights apply: how well the whole and its parts are known.

    An empty string where nothing need be weighed: the whole is a word, and its parts are not.
    """
    share = used.words.share
    whole, least = share(divided.whole), min(share(divided.front), share(divided.end))
    if whole and not least:
        return ""
    if whole:
        return "listed" if whole >= RARE else "rare"
    return "new" if least else "strange"


def evidence(divided: Divided, used: Usage) -> tuple[float, ...]:
    """Return what speaks for a hyphen or against it, in the order of the weights."""
    front, end = divided.front.casefold(), divided.end.casefold()
    habits, share, met, others = used.habits, used.words.share, used.met.get, _inflected(end)
    first, second = _known(share(front)), _known(share(end))
    return (
        first,
        second,
        min(first, second),
        _leaning(habits.listed, LISTED),
        _leaning(habits.new, NEW),
        math.log1p(habits.fronts["-", front]),
        math.log1p(habits.ends["-", end]),
        math.log1p(habits.fronts["", front]),
        math.log1p(habits.ends["", end]),
        min(len(front), LONG),
        min(len(end), LONG),
        _known(share(divided.whole)),
        _known(max(share(front + other) for other in others)),
        math.log1p(met(front, 0)),
        math.log1p(met(end, 0)),
        math.log1p(sum(met(front + other, 0) for other in others)),
        math.log1p(sum(met(f"{front}-{other}", 0) for other in others)),
        _grammar(front, end) if used.words.language == "en" else 0.0,
        float(used.words.language in SMALL and divided.front[0].isupper()),
    )


def _leaning(ways: Counter[str], before: tuple[float, float]) -> float:
    """How a text leans to hyphens: the logarithm of their odds, from what was thought before on."""
    return math.log((ways["-"] + before[0]) / (ways[""] + before[1]))


def _inflected(word: str) -> list[str]:
    """Return a word without an ending that it may have, and with others."""
    bare = [word.removesuffix(ending) for ending in ENDINGS if word.endswith(ending)]
    long = [stem for stem in bare if len(stem) > SHORT]
    silent = [word.removesuffix("ing") + "e"] if word.endswith("ing") else []
    return long + silent + [word + ending for ending in ENDINGS]


def is_hyphened(divided: Divided, used: Usage) -> bool:
    """Whether English has a hyphen there: `well-known`, `self-made`, `twenty-one`.

    Not in a text that writes its compounds as one word. New Hart's Rules, 2nd ed., 3.3.
    """
    english = used.words.language == "en" and not used.closes
    parts = divided.front.casefold() in HYPHENED and used.words.knows(divided.end)
    return english and parts and used.words.share(divided.whole) < RARE


def _known(share: float) -> float:
    """How well a word is known: the powers of ten by which it is commoner than one in no list."""
    return math.log10(max(share, UNKNOWN) / UNKNOWN)


def _grammar(front: str, end: str) -> float:
    """What English grammar says: 1 for a hyphen, -1 against it."""
    if front in HYPHENED:
        return 1.0
    return -1.0 if front in FRONTS or end in ENDS else 0.0


def verdict(divided: Divided, used: Usage) -> str:
    """Return what stands between the parts of a divided word: nothing, a hyphen, or `?`."""
    known = case(divided, used)
    return weighed(known, evidence(divided, used)) if known else ""


def weighed(known: str, values: tuple[float, ...]) -> str:
    """Weigh evidence with the weights of its case."""
    first, *weights = WEIGHTS[known]
    odds = first + sum(w * e for w, e in zip(weights, values, strict=True))
    if abs(odds) < CERTAIN:
        return "?"
    return "-" if odds > 0 else ""


CASES = ("listed", "rare", "new", "strange")
"""How well the whole is known, and in the last case its parts are not: each has its own weights."""
TABLE: tuple[tuple[str, float, float, float, float], ...] = (
    ("at first", -5.01, -6.97, -10.58, -10.87),
    ("front", -0.03, 0.23, 0.42, 0.29),
    ("end", 0.48, 0.19, 0.25, 0.18),
    ("the rarer of both", 0.82, 1.11, 0.44, 0.0),
    ("listed words hyphened", 0.71, 0.1, -0.34, -0.01),
    ("new words hyphened", 0.2, 0.7, 1.13, 0.58),
    ("front hyphened", 1.97, 1.83, 2.64, 3.12),
    ("end hyphened", 1.18, 1.22, 1.58, 2.15),
    ("front closed", -0.58, -0.33, -0.81, -0.15),
    ("end closed", -1.06, -0.61, -1.51, -0.89),
    ("letters of front", 0.27, 0.18, 0.47, 0.42),
    ("letters of end", -0.35, 0.16, 0.49, 0.68),
    ("whole", -0.55, -1.85, 0.0, 0.0),
    ("whole with other endings", 0.07, -0.32, -1.12, -0.86),
    ("front in the text", -0.02, 0.02, 0.07, 0.13),
    ("end in the text", -0.01, 0.14, 0.36, 0.63),
    ("related words closed", -1.33, -1.49, -1.32, -1.98),
    ("related words hyphened", -0.58, 6.82, 3.08, 4.28),
    ("grammar", 1.51, 2.84, 3.23, 3.74),
    ("name", -1.65, -1.35, 2.47, 3.19),
)
"""For each kind of evidence its weight in each case; first the odds to begin with."""
COLUMNS = zip(*(weights for _, *weights in TABLE), strict=True)
WEIGHTS: dict[str, Sequence[float]] = dict(zip(CASES, COLUMNS, strict=True))
