"""One word in two spellings, at the places of the rarer one.

Of a capital it is shown only where both forms stand in one paragraph: elsewhere the sense may have
changed. The style sheet has them all, with their counts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from octavo.model.finding import Tier
from octavo.prose.prose import Change
from octavo.system.remembered import remembered
from octavo.text.lexicon import Lexicon, listed
from octavo.usage.spelling import RULES

ARTICLES = "the|of|a|an|in|to|by|this|that|his|its|their|our|and|for|from|with|on"
TERM = re.compile(
    rf"(?<=[a-z,] )(?:{ARTICLES})[ \n](?P<word>[A-Za-z][a-z]{{3,}})(?![\w’-])(?![ \n][A-Z])"
    r"(?![ \n](?:of|and|the|for)[ \n](?:the[ \n])?[A-Z])"
)
"""A word in the middle of a sentence that is no part of a longer name."""
MORE, LEAST = 3, 4
"""How much oftener than the rarer form the other one is, and how often it is at least."""
BACK = 40
"""How far back the word before a term is looked for, in characters."""
BY_EAR = listed(
    "while whilst among amongst amid amidst toward towards afterward afterwards program programme "
    "programs programmes"
)
"""Words that authors write in two ways by ear or by sense: the style sheet has them."""


def spelt(met: Mapping[str, int], words: Lexicon) -> dict[str, str]:
    """Return the words that a book spells in two ways, the rarer spelling with the other.

    >>> from octavo.text.lexicon import lexicon
    >>> spelt({"grey": 5, "gray": 1, "colour": 2}, lexicon("en"))
    {'gray': 'grey'}
    """
    rarer: dict[str, str] = {}
    for word in met:
        other = next((o for o in _others(word) if o in met and words.knows(o)), "")
        if other and word not in BY_EAR and words.knows(word):
            few, many = sorted((word, other), key=lambda form: (met[form], form))
            if met[many] >= max(LEAST, MORE * met[few]):
                rarer[few] = many
    return rarer


def _others(word: str) -> Iterator[str]:
    """Yield the other spellings that a word may have."""
    for pattern, replacement in RULES:
        other = pattern.sub(replacement, word) if pattern.match(word) else word
        if other != word:
            yield other


def respelt(text: str, known: Mapping[str, str]) -> Iterator[Change]:
    """Yield the places of the rarer spellings in a text."""
    for word in [word for word in known if word in text]:
        for match in re.finditer(rf"(?<![\w’-]){word}(?![\w’-])", text):
            yield _flag(match.start(), word, known[word])


def capitals(text: str, met: Mapping[str, int]) -> Iterator[Change]:
    """Yield the words of a paragraph that stand in it with a capital and without.

    Shown is the form that the book, `met`, has more rarely.
    """
    places = [*_terms(text)]
    forms = Counter(text[start:end] for start, end in places)
    for start, end in places:
        word = text[start:end]
        other = word.lower() if word[0].isupper() else word.title()
        if forms[other] and met.get(other, 0) >= max(LEAST, MORE * met.get(word, 0)):
            yield _flag(start, word, other)


@remembered
def _terms(text: str) -> Iterator[tuple[int, int]]:
    """Yield the places of the words in a text that have a capital or none by their sense."""
    for match in TERM.finditer(text):
        if not _in_name(text, match.start()):
            yield match.span("word")


def _in_name(text: str, at: int) -> bool:
    """Whether the word before a place has a capital: `Code of Conduct`."""
    before = text[max(0, at - BACK) : at].split()
    return bool(before) and before[-1][:1].isupper()


def _flag(start: int, word: str, other: str) -> Change:
    message = f"Here it is “{word}”; the book mostly has “{other}”."
    return Change(start, start + len(word), "", "two-spellings", message, Tier.FLAG)
