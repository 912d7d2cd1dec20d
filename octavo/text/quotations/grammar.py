"""What is known of a text before its quotation marks are read: its language and its habits."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from octavo.text.lexicon import Lexicon
from octavo.text.quotations.elision import (
    Elisions,
    drops_its_head,
    leading_cost,
    trailing_cost,
    word_after,
    word_before,
)

LEARNT = re.compile(r"(?<=[^\W\d_] )'([^\W\d_]+)(?!['’]?[\w'’])(?![,.;:!?…]*['\"])")
TERM = re.compile(r"'([^\W\d_]+(?:['’-][^\W\d_]+){0,4})[,.;:!?]?'(?!\w)")
OPENING = re.compile(r"(?:^|(?<=[\s(\[—]))[\"'](?=\w)")
HEADLESS = re.compile(r"(?<![\w'’.,;:!?])['’]([^\W\d_]+)(?!['’][^\W\d_]{2})")
TAILLESS = re.compile(r"(?<=[^\W\d_])['’](?= \w)")
SURELY_CUT = 1.2
"""Up to what cost a word that lacks its end is a sign of a dialect."""
OFTEN, LEARNT_WELL = 2, 3
"""How often a word must elide in a first reading to be learnt, and in all to be known."""
MUCH = 3
"""More signs of a dialect than these say no more."""


class Head(NamedTuple):
    """A word after a single mark, and whether that mark stands for letters left out."""

    word: str
    elided: bool


@dataclass(slots=True)
class Grammar:
    """What is known before a paragraph is read: the language, and the habits of the text.

    `unusual` is the kind of mark that does not begin a quotation in this text (or neither);
    `learnt` counts the words that the text writes with an apostrophe in front, as it writes them.
    """

    lexicon: Lexicon
    elisions: Elisions = field(default_factory=Elisions)
    unusual: str = ""
    learnt: Counter[str] = field(default_factory=Counter)
    heads: dict[tuple[str, int], float] = field(default_factory=dict)
    tails: dict[str, float] = field(default_factory=dict)

    @property
    def same_inside(self) -> bool:
        """Whether a quotation may stand inside one with the same typed mark, as in Russian."""
        return self.lexicon.language != "en"

    def leading(self, word: str, dialect: int = 0) -> float:
        """What an apostrophe in front of a word costs; each word is looked up once."""
        key = (word, min(dialect, MUCH))
        if key not in self.heads:
            self.heads[key] = leading_cost(word, self.elisions, self.lexicon, key[1])
        return self.heads[key]

    def trailing(self, word: str) -> float:
        """What an apostrophe behind a word costs; each word is looked up once."""
        if word not in self.tails:
            self.tails[word] = trailing_cost(word, self.elisions, self.lexicon)
        return self.tails[word]

    def has_learnt(self, word: str) -> bool:
        """Whether the text writes a word, in this case, with an apostrophe in front."""
        return self.learnt[word] >= LEARNT_WELL

    @classmethod
    def of(cls, texts: Iterable[str], words: Lexicon, elisions: Elisions) -> Grammar:
        """Learn the habits of a text from its paragraphs."""
        openings: Counter[str] = Counter()
        learnt: Counter[str] = Counter()
        for text in texts:
            openings.update(
                match[0]
                for match in OPENING.finditer(text)
                if match[0] == '"' or not _lacks_its_beginning(text, match.start(), words, elisions)
            )
            if "'" in text:
                learnt.update(word for word in LEARNT.findall(text) if word.islower())
                learnt.subtract(word for word in TERM.findall(text) for _ in range(3))
        double, single = openings['"'], openings["'"]
        if single > 2 * double:
            return cls(words, elisions, "D", Counter())
        return cls(words, elisions, "S" if double else "", learnt)

    def learn(self, heads: Iterable[Head]) -> bool:
        """Learn from a first reading which words the text writes with an apostrophe in front.

        Return whether anything was learnt that can change a second reading.
        """
        counts: Counter[str] = Counter()
        for head in heads:
            counts[head.word] += 1 if head.elided else -2
        more = {word: count for word, count in counts.items() if count >= OFTEN}
        self.learnt.update(more)
        return bool(more)


def _lacks_its_beginning(text: str, at: int, words: Lexicon, elisions: Elisions) -> bool:
    """Whether the letters behind a single mark are an English word only with an h before them."""
    word = word_after(text, at).lower()
    return words.language == "en" and bool(word) and drops_its_head(word, elisions, words)


def dialect_of(text: str, grammar: Grammar) -> int:
    """How many words of a paragraph surely lack their beginning or end: the sign of a dialect."""
    if "'" not in text and "’" not in text:
        return 0
    heads = {word.lower() for word in HEADLESS.findall(text)}
    tails = {word_before(text, match.start()).lower() for match in TAILLESS.finditer(text)}
    headless = sum(drops_its_head(word, grammar.elisions, grammar.lexicon) for word in heads)
    return headless + sum(grammar.trailing(word) <= SURELY_CUT for word in tails)
