"""Compounds by what they do: open as nouns, with a hyphen before a noun.

`The middle class`, but `a middle-class street`; `the right wing`, but `a right-wing party`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from octavo.model.finding import Tier
from octavo.prose.prose import Change
from octavo.text.lexicon import listed
from octavo.usage.compounds import ADJECTIVES, GRAMMAR
from octavo.usage.forms import NOT_NOUNS, Forms

ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first"
)
NUMBERS = (
    "two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty "
    "sixty seventy eighty ninety"
)
UNITS = listed(
    "year month week day hour minute mile foot inch page party man storey acre pound volume act"
)
"""Units of which a number has several: in the singular, with a number, they stand before a noun."""
PHRASES = {
    **dict.fromkeys(UNITS, NUMBERS),
    "bourgeois": "petty petit",
    "class": "working middle upper lower ruling lower-middle upper-middle first second third",
    "wing": "left right",
    "century": ORDINALS,
    "term": "long short medium",
    "time": "full part",
    "scale": "large small",
    "level": "high low",
    "hand": "second first",
    "rate": "first second third",
    "quality": "high low top",
    "income": "high low middle",
    "risk": "high low",
    "price": "half full cut",
    "page": f"{NUMBERS} full front title",
    "party": f"{NUMBERS} third",
    "range": "long short",
    "distance": "long short",
    "sex": "same single opposite",
    "life": "real",
    "street": "high",
}
"""Noun phrases that stand before nouns, each by its last word: New Hart's Rules, 2nd ed., 3.3.3."""
HEADS = {head: listed(firsts) for head, firsts in PHRASES.items()}
HEAD = re.compile(rf"[ \n](?P<head>{'|'.join(sorted(HEADS))})(?=[ \n][a-z])")
FIRST = re.compile(r"(?<![\w’.,-])[\w-]+\Z")
"""The word before a head; after a stop or comma inside a number it is none."""
NEXT = re.compile(r"[ \n](?P<word>[\w’-]+)")
QUALITY = re.compile(r"[a-z]+(?:ic|al|ist|ian|ary|ive|ous|ful|less|an|ed|ing|ish)")
"""How adjectives end that may stand between a compound and its noun."""
MORE = re.compile(r"(?<!\w)(?:very|more|most|too|so|as)[ \n]\Z")
APART = re.compile(r"(?<!\w)(?:[Ii]n|[Bb]y|[Dd]uring|[Ss]ince|[Uu]ntil)[ \n](?:the[ \n])?\Z")
"""What makes a century a time: `In the nineteenth century people …`."""
ARTICLE = re.compile(r"(?<![\w’-])[Aa]n?[ \n]\Z")
PARTICIPLES = listed(
    "during according concerning including following being having going coming regarding lasting "
    "standing lying sitting passing barring excluding pending"
)
"""Words in -ing that go on with a sentence, or stand before their own noun."""
MANY = 1_000
"""From where on a number is a year, or no number of a few things."""
BACK = 40
"""How far back the words before a compound are looked at, in characters."""
LEADS = listed("the a an his her its their our my your this that any no old new far extreme whole")
WINGED = re.compile(r"(?P<side>left|right)(?P<noun>[a-z]{4,})")


def before_noun(text: str, at: int, forms: Forms, *, quality: bool = False) -> bool:
    """Whether the words behind a place are a noun, or end in one: `… and Menshevik careerists`.

    With `quality` another adjective may come first.
    """
    words = _following(text, at, 3)
    if not words:
        return False
    if words[0] in ("and", "or"):
        return len(words) == 3 and words[1] not in GRAMMAR and forms.is_noun(words[2])
    if forms.is_noun(words[0]):
        return True
    is_quality = words[0] in ADJECTIVES or QUALITY.fullmatch(words[0]) is not None
    return quality and len(words) > 1 and is_quality and forms.is_noun(words[1])


def _following(text: str, at: int, most: int) -> list[str]:
    """Return the next words of a text, as far as only spaces stand between them."""
    words: list[str] = []
    while len(words) < most and (match := NEXT.match(text, at)):
        words.append(match["word"])
        at = match.end()
    return words


def open_before_nouns(text: str, forms: Forms) -> Iterator[tuple[int, int]]:
    """Yield the space in each noun phrase that stands before its noun without a hyphen.

    >>> from octavo.text.lexicon import lexicon
    >>> forms = Forms(lexicon("en"))
    >>> text = "the petty bourgeois and a petty bourgeois reaction"
    >>> list(open_before_nouns(text, forms))
    [(31, 32)]
    """
    for match in HEAD.finditer(text):
        first = FIRST.search(text, max(0, match.start() - BACK), match.start())
        if first and _is_phrase(first[0].lower(), match["head"]):
            quality = match["head"] == "bourgeois"
            apart = APART if match["head"] == "century" else MORE
            leads = apart.search(text, max(0, first.start() - BACK), first.start())
            follows = before_noun(text, match.end(), forms, quality=quality)
            if not leads and (follows or _is_sure(text, first.start(), match, forms)):
                yield match.start(), match.start() + 1


def _is_sure(text: str, start: int, match: re.Match[str], forms: Forms) -> bool:
    """Whether a phrase belongs to the next word, which may be a verb elsewhere: `a two hour drive`.

    So it is behind *a*, and with a number and a unit in the singular.
    """
    (word, *_) = (*_following(text, match.end(), 1), "")
    first = text[start : match.start()].lower()
    is_unit = match["head"] in UNITS and (first in HEADS["year"] or first.isdecimal())
    leads = is_unit or ARTICLE.search(text, max(0, start - BACK), start) is not None
    fits = word.endswith("ing") or forms.may_be_noun(word)
    return leads and fits and word not in ADJECTIVES | GRAMMAR | PARTICIPLES


def _is_phrase(first: str, head: str) -> bool:
    """Whether two words are a noun phrase that may stand before a noun."""
    return first in HEADS[head] or (first.isdecimal() and 1 < int(first) < MANY and head in UNITS)


def sided(text: str, closed: Mapping[str, str]) -> Iterator[tuple[int, int, str]]:
    """Yield each word of `closed` in a text, and how it is written there.

    A side and its noun (`rightwing`) are open where they are a noun themselves.
    """
    for word in [word for word in closed if word in text]:
        for match in re.finditer(rf"(?<![\w’-]){word}(?![\w’-])", text):
            after = closed[word]
            if WINGED.fullmatch(word) and _is_head(text, match):
                after = after.replace("-", " ")
            yield (*match.span(), after)


def is_last(text: str, at: int) -> bool:
    """Whether no word follows a place that the one before it may belong to."""
    following = _following(text, at, 1)
    return not following or following[0] in GRAMMAR or following[0] in NOT_NOUNS


def _is_head(text: str, match: re.Match[str]) -> bool:
    """Whether a word is a noun: an article before it, and no noun behind."""
    before = text[max(0, match.start() - BACK) : match.start()].split()
    leads = bool(before) and before[-1].lower() in LEADS
    suffixed = match[0].endswith(("ed", "er", "ers"))
    return leads and is_last(text, match.end()) and not suffixed


def proposed(span: tuple[int, int], after: str, message: str) -> Change:
    """Return the proposal for a compound."""
    return Change(*span, after, "compound-hyphen", message, Tier.SUGGEST, confidence=0.7)
