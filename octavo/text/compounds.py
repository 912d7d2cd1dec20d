"""How a text writes its compounds: as one word, or with a hyphen.

Every language leaves some freedom, and a book of 1850 uses it otherwise than a list made now. So a
text is asked for its own habit before anything in it is judged.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from octavo.text.lexicon import RARE, Lexicon

COMPOUND = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
CAPITAL_INSIDE = re.compile(r"(?=[^-]*[a-zß-öø-ÿ][A-ZÀ-ÖØ-Þ])[^-]+")
PART, SURE = 1e-6, 1e-5
"""From which share on letters inside a word may be a word of their own, and surely are one."""
MANY = 10
"""How many compounds show what a text does."""


@dataclass(slots=True)
class Habits:
    """What a text does with its compounds: how many kinds of them it writes in which way.

    `listed` are words that the list has as one, `new` those that it has not; `fronts` and `ends`
    say how many a part begins or ends. All count by the way of writing: `-`, or as one word.
    """

    listed: Counter[str] = field(default_factory=Counter)
    new: Counter[str] = field(default_factory=Counter)
    fronts: Counter[tuple[str, str]] = field(default_factory=Counter)
    ends: Counter[tuple[str, str]] = field(default_factory=Counter)


@dataclass(frozen=True)
class Usage:
    """What a text does elsewhere: its words counted, in small letters, with their hyphens.

    Words with a capital inside (`MacHugh`) are counted as they stand too.
    """

    met: Mapping[str, int]
    words: Lexicon

    @cached_property
    def habits(self) -> Habits:
        """What it does with its compounds."""
        habits = Habits()
        for word in self.met:
            if "-" in word:
                self._hyphened(word.split("-"), habits)
            elif len(word) > 5:
                self._closed(word, habits)
        return habits

    @property
    def closes(self) -> bool:
        """Whether its own compounds, in no list, are mostly written as one word, as by Joyce."""
        return self.habits.new[""] >= max(MANY, self.habits.new["-"] + 1)

    def _hyphened(self, parts: list[str], habits: Habits) -> None:
        """Count a compound with hyphens; one of two words counts for the text's habit too."""
        habits.fronts["-", parts[0]] += 1
        habits.ends["-", parts[-1]] += 1
        share = self.words.shares.get
        if len(parts) == 2 and all(len(part) > 2 and share(part, 0) > PART for part in parts):
            (habits.listed if share("".join(parts), 0) >= RARE else habits.new)["-"] += 1

    def _closed(self, word: str, habits: Habits) -> None:
        """Count a word that may be a compound written as one."""
        share = self.words.shares.get
        sure = False
        for front, end in _cuts(word):
            first, second = share(front, 0), share(end, 0)
            if first > PART and second > PART:
                habits.fronts["", front] += 1
                habits.ends["", end] += 1
                long = len(front) > 3 and len(end) > 3
                sure = sure or (long and first > SURE and second > SURE)
        if sure:
            (habits.listed if share(word, 0) >= RARE else habits.new)[""] += 1


def _cuts(word: str) -> Iterator[tuple[str, str]]:
    """Return each way to cut a word into parts of three letters or more."""
    return ((word[:at], word[at:]) for at in range(3, len(word) - 2))


def usage(texts: Iterable[str], words: Lexicon) -> Usage:
    """Count the words of texts, with their hyphens."""
    seen: Counter[str] = Counter()
    for text in texts:
        seen.update(COMPOUND.findall(text))
    met: Counter[str] = Counter()
    for word, count in seen.items():
        met[word.casefold()] += count
        if CAPITAL_INSIDE.fullmatch(word):
            met[word] += count
    return Usage(met, words)
