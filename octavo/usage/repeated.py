"""Words that come again too soon: `the role of individuals plays an important role`.

Any word may be repeated on purpose; those of a short list are worn, and hardly ever are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from octavo.model.finding import Tier
from octavo.prose.prose import Change
from octavo.text.lexicon import listed
from octavo.usage.forms import plural_of

WORN = listed(
    "role process element factor aspect situation level basis context tendency approach "
    "perspective development phenomenon"
)
"""Words of which a writer has too many at hand (Gowers, The Complete Plain Words; Fowler's
Dictionary of Modern English Usage, “abstractitis”)."""
PLURALS = {plural_of(word): word for word in WORN} | {"phenomena": "phenomenon", "bases": "basis"}
FORM = re.compile(rf"(?<![\w’-])(?:{'|'.join(sorted(WORN | set(PLURALS)))})(?![\w’-])")
FEW, OFTEN = 8, 0.004
"""How often a book may have a worn word, and as which share of its words, and not be about it."""
NEAR = 16
"""Within how many words a worn word is heard again."""
SEVERAL = r"(?:many|several|some|few|various|numerous|two|three|four|such|these|those|all|other)"
THIS = re.compile(r"(?<=[.!?][ \n])This[ \n](?P<noun>[a-z]{4,})(?![\w’-])")
BACK = 400
"""How far back a sentence is looked at, in characters."""


def subjects(met: Mapping[str, int]) -> set[str]:
    """Return the worn words that are what a book is about: it cannot do without them."""
    most = max(FEW, OFTEN * sum(met.values()))
    counts: Counter[str] = Counter()
    for word in (*WORN, *PLURALS):
        counts[_base(word)] += met.get(word, 0)
    return {word for word, count in counts.items() if count > most}


def repeated(text: str, known: Collection[str] = ()) -> Iterator[Change]:
    """Yield the worn words that come again within some words, each once in a paragraph.

    Those that are `known` are what the book is about.

    >>> [c.start for c in repeated("The role of this role: a role.")]
    [17]
    """
    last: dict[str, int] = {}
    shown: set[str] = set()
    counts: dict[str, int] = {}
    places = list(FORM.finditer(text))
    for match in places:
        counts[_base(match[0])] = counts.get(_base(match[0]), 0) + 1
    for match in places:
        word = _base(match[0])
        near = word in last and text.count(" ", last[word], match.start()) <= NEAR
        last[word] = match.end()
        if near and word not in shown and word not in known and not _paired(text, match):
            shown.add(word)
            message = f"*{word}* stands {counts[word]} times in this paragraph."
            yield Change(*match.span(), "", "word-repeated", message, Tier.FLAG)
    yield from _number(text)


def _paired(text: str, match: re.Match[str]) -> bool:
    """Whether a word is one of a pair: `element by element`, `from level to level`."""
    head = text[max(0, match.start() - BACK) : match.start()]
    return re.search(rf"{match[0]} (?:by|to|after|for|and|or) $", head) is not None


def _base(word: str) -> str:
    return PLURALS.get(word, word)


def _number(text: str) -> Iterator[Change]:
    """Yield *This* and a noun for one, where the sentence before speaks of several."""
    for match in THIS.finditer(text):
        noun = match["noun"]
        before = text[max(0, match.start() - BACK) : match.start() - 1]
        sentence = re.split(r"[.!?…]", before[:-1])[-1]
        words = set(re.findall(r"[a-z]+", sentence))
        several = re.search(rf"{SEVERAL}[ \n](?:\w+[ \n])?{plural_of(noun)}(?!\w)", sentence)
        if several and noun not in words:
            message = f"The sentence before speaks of several: “{plural_of(noun)}”."
            yield Change(*match.span(), "", "word-repeated", message, Tier.FLAG)
