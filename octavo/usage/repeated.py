"""Words that come again too soon: `the role of individuals plays an important role`.

Any word may be repeated on purpose; those of a short list are worn, and hardly ever are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from octavo.model.finding import Tier
from octavo.prose.prose import Change
from octavo.text.lexicon import listed
from octavo.usage.forms import plural_of

WORN = listed(
    "role process element factor aspect situation level basis context issue tendency framework "
    "approach perspective development phenomenon"
)
"""Words of which a writer has too many at hand (Gowers, The Complete Plain Words; Fowler's
Dictionary of Modern English Usage, “abstractitis”)."""
PLURALS = {plural_of(word): word for word in WORN} | {"phenomena": "phenomenon", "bases": "basis"}
FORM = re.compile(rf"(?<![\w’-])(?:{'|'.join(sorted(WORN | set(PLURALS)))})(?![\w’-])")
NEAR = 16
"""Within how many words a worn word is heard again."""
THIS = re.compile(r"(?<=[.!?][ \n])This[ \n](?P<noun>[a-z]{4,})(?![\w’-])")
BACK = 400
"""How far back a sentence is looked at, in characters."""


def repeated(text: str) -> Iterator[Change]:
    """Yield the worn words that come again within some words, each once in a paragraph.

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
        if near and word not in shown:
            shown.add(word)
            message = f"*{word}* stands {counts[word]} times in this paragraph."
            yield Change(*match.span(), "", "word-repeated", message, Tier.FLAG)
    yield from _number(text)


def _base(word: str) -> str:
    return PLURALS.get(word, word)


def _number(text: str) -> Iterator[Change]:
    """Yield *This* and a noun for one, where the sentence before speaks of several."""
    for match in THIS.finditer(text):
        noun = match["noun"]
        before = text[max(0, match.start() - BACK) : match.start() - 1]
        sentence = re.split(r"[.!?…]", before[:-1])[-1]
        words = set(re.findall(r"[a-z]+", sentence))
        if plural_of(noun) in words and noun not in words:
            message = f"The sentence before speaks of several: “{plural_of(noun)}”."
            yield Change(*match.span(), "", "word-repeated", message, Tier.FLAG)
