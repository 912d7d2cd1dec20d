"""English compounds at the end of a line: one word, a word with a hyphen, or a question.

English writes its compounds in three ways, and a book of 1850 in others than a list made now. So
a divided word is joined only where no two words can have met there, and takes its hyphen only
where nothing but two words can have.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from octavo.text.lexicon import RARE, Lexicon, listed

INFLECTED: tuple[str, ...] = (
    "s",
    "es",
    "ed",
    "d",
    "ing",
    "ings",
    "ly",
    "er",
    "ers",
    "est",
    "eth",
    "ness",
)
INFLECTED += ("less", "ment", "able", "al", "y", "ful", "ward")
"""What may end a word of which the list has only the stem."""
FRONTS = listed(
    "un re in im ir il dis en em be de con com ex pro per sub ad ac af al ap as at ab ob op sup "
    "sur trans mis pre"
)
ENDS = listed(
    "ness less lessness lessly ment ments ward wards ly ful fully ling ings ing ed er ers est eth "
    "able ably tion ties ries hood dom red led ted ters"
)
"""What begins or ends a word and is, there, no word by itself; with the letter before an ending."""
EITHER = listed("over under out up down fore after inter counter")
"""What begins words written in any of the three ways."""
HYPHENED = listed("self half well ill all")
TENS = listed("twenty thirty forty fifty sixty seventy eighty ninety")
"""What a hyphen follows wherever the whole is in no list (New Hart's Rules 3.3, 11.2)."""
PART, SURE, SHORT = 5e-8, 2e-7, 1e-6
"""From which share on a part may be a word, surely is one, and is one of three letters."""
MANY = 10
"""How many compounds show what a text does."""
MUCH, COMMON, LINK = 5.0, 1e-5, 1e-3
"""How much rarer than its parts a whole may be; the share of a common word, and of a preposition
inside a compound (`sister-in-law`)."""


@dataclass(frozen=True, slots=True)
class Divided:
    """A divided word: its parts in small letters, and the words to ask."""

    front: str
    end: str
    words: Lexicon

    @property
    def whole(self) -> float:
        """The share of the whole, as one word."""
        return self.words.share(self.front + self.end)

    @property
    def shares(self) -> tuple[float, float]:
        """The shares of its parts."""
        return self.words.share(self.front), self.words.share(self.end)

    @property
    def is_bound(self) -> bool:
        """Whether one part stands in words only."""
        return self.front in FRONTS or self.end in ENDS

    @property
    def may_be_two(self) -> bool:
        """Whether both parts may be words that met here."""
        first, second = self.shares
        long = len(self.front) > 2 and len(self.end) > 2
        worded = min(first, second) >= PART and (len(self.front) > 3 or first >= SHORT)
        return long and worded and not self.is_bound


def compound(front: str, end: str, words: Lexicon) -> str:
    """Give what stands between the parts of a divided word: nothing, a hyphen, or `?`.

    >>> from octavo.text.lexicon import lexicon
    >>> [compound(*parts.split(), lexicon("en")) for parts in ("recog nised", "good sized")]
    ['', '-']
    >>> [compound(*parts.split(), lexicon("en")) for parts in ("battle ship", "un sistered")]
    ['?', '']
    """
    divided = Divided(front.lower(), end.lower(), words)
    if divided.whole >= RARE:
        rare = divided.whole <= min(divided.shares) / MUCH
        return "?" if rare and divided.may_be_two and divided.front not in HYPHENED else ""
    if divided.front in HYPHENED | TENS and divided.shares[1] >= PART:
        return "-"
    if divided.whole or _has_stem(divided.front + divided.end, words):
        either = not divided.is_bound and divided.front in EITHER
        return "?" if divided.may_be_two or either else ""
    return _unknown(divided)


def closes(met: Mapping[str, int], words: Lexicon) -> bool:
    """Whether a text's own compounds, in no list, are mostly written as one word, as Joyce does."""
    strange = [word for word in met if len(word) > 7 and not words.knows(word)]
    parts = [word.partition("-") for word in strange if word.count("-") == 1]
    hyphened = sum(_is_compound(front, end, words) for front, _, end in parts)
    closed = sum(
        any(_is_compound(word[:at], word[at:], words) for at in range(4, len(word) - 3))
        for word in strange
        if "-" not in word
    )
    return closed >= MANY and closed > hyphened


def _is_compound(front: str, end: str, words: Lexicon) -> bool:
    return words.knows(front) and words.knows(end) and compound(front, end, words) == "-"


def _unknown(divided: Divided) -> str:
    """A word whose whole no list has."""
    front, end = divided.front, divided.end
    first, second = divided.shares
    if front in EITHER:
        return "?"
    if len(end) == 2 and second >= LINK and len(front) > 3 and first >= SHORT:
        return "-"
    if divided.is_bound:
        return "?" if len(front) > 3 and min(first, second) >= COMMON * 10 else ""
    if divided.may_be_two:
        sure = min(first, second) >= SURE and min(len(front), len(end)) > 3
        return "-" if sure else "?"
    return "?" if max(first, second) > COMMON and len(front) > 2 and len(end) > 3 else ""


def _has_stem(word: str, words: Lexicon) -> bool:
    """Whether the list has the word without an ending: `thinkings`, `sittest`."""
    return any(
        words.share(stem) >= RARE / 2
        for ending in INFLECTED
        if word.endswith(ending) and len(word) > len(ending) + 3
        for stem in _stems(word[: -len(ending)])
    )


def _stems(stem: str) -> tuple[str, ...]:
    """A stem as it may be written without its ending: `happi` is `happy`, `sitt` is `sit`."""
    single = stem[:-1] if stem[-1] == stem[-2] else stem
    return stem, stem + "e", single, stem[:-1] + "y" if stem[-1] == "i" else stem
