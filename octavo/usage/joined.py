"""Nouns that have a hyphen and need none: `left-overs`, `prison-camps`, `red-tape`.

Dictionaries of today have them as one word, or as two. A book that has many such hyphens has them
by habit, as one of 1850 has: it is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from octavo.text.lexicon import listed
from octavo.usage.attributive import is_last
from octavo.usage.compounds import ADJECTIVES
from octavo.usage.forms import Forms
from octavo.usage.hyphens import MADE

HYPHENED = re.compile(r"(?P<first>[a-z]{3,})-(?P<second>[a-z]{3,})")
PLACE = re.compile(r"(?<![\w’/.#@_-])[a-z]{3,}-[a-z]{3,}(?![\w’/@_-])")
PREFIXES = listed(
    "non self anti pre post semi counter ex vice half all well ill far over under out off up down "
    "mid multi inter intra ultra super sub neo quasi pseudo extra infra cross full fore now still "
    "two three four five six seven eight nine ten one twenty thirty forty fifty sixty seventy "
    "eighty ninety per then yes great grand step twin cut"
)
"""What begins words that keep their hyphen, or that are no noun and noun."""
PARTICLES = listed("overs outs downs backs aways over out down back away")
LATE = re.compile(r".*(?:man|men|woman|women|maker|makers|er|ers|or|ors|like|wise|proof)")
"""How second parts end that are tied to the first one by custom."""
VERBAL = re.compile(
    r".*(?:ed|ing|like|wide|based|made|born|ward|friendly|free|ready|specific|only|aware|neutral|safe|"
    r"tight|worthy|able|ible|offs?|ups?|ins?|through)|on|by|old|term|time"
)
"""How second parts end that make no noun."""
VERBS = listed(
    "to will would can could shall should may might must not i we you they he she it who"
)
"""What stands before a verb: *to fine-tune it*."""
BACK = 40
"""How far back the word before a compound is looked for, in characters."""
FRONTS = listed("out over under up down")
SOLID, SETTLED, LOOSE = 8e-8, 1e-6, 3e-8
"""From which share on a compound is in use as one word, and has long been one; up to which it is
not."""
FEW, RATE = 6, 0.1
"""How many such hyphens a book may have: so many kinds, or so many in a thousand words."""
SELDOM = 2
"""How often such a word may be met; what stands more often was meant."""


def joined(met: Mapping[str, int], forms: Forms) -> dict[str, str]:
    """Return the nouns that a book writes with a hyphen, as one word or as two.

    Empty for a book that has such hyphens by habit.
    """
    kinds = {word: after for word in met if "-" in word and (after := _without(word, forms))}
    most = max(FEW, RATE * sum(met.values()) / 1000)
    return {w: a for w, a in kinds.items() if met[w] <= SELDOM} if len(kinds) <= most else {}


def _without(word: str, forms: Forms) -> str:
    """Return a compound without its hyphen; "" where it keeps it."""
    match = HYPHENED.fullmatch(word)
    if not match or MADE.fullmatch(word):
        return ""
    first, second = match["first"], match["second"]
    share = max(forms.words.share(first + form) for form in (second, second.removesuffix("s")))
    if second in PARTICLES:
        return first + second if share >= SOLID and first not in PREFIXES else ""
    if first in FRONTS and share >= SETTLED:
        return first + second
    return _of_nouns(first, second, share, forms) if _is_noun(first, second, forms) else ""


def _is_noun(first: str, second: str, forms: Forms) -> bool:
    """Whether two words may make a noun with a noun at its end."""
    if first in (*PREFIXES, second) or second in ADJECTIVES or VERBAL.fullmatch(second):
        return False
    abstract = first in ADJECTIVES and second.endswith("ness")
    return not abstract and forms.may_be_noun(second)


def _of_nouns(first: str, second: str, share: float, forms: Forms) -> str:
    """Return a noun of two as one word or as two, by the share that it has as one."""
    adjective = first in ADJECTIVES
    single = forms.is_one(first) and not adjective
    settled = share >= SETTLED and (adjective or forms.may_be_noun(first))
    if settled or (single and share >= SOLID):
        return first + second
    is_open = share <= LOOSE and not LATE.fullmatch(second)
    return f"{first} {second}" if is_open and (adjective or single) else ""


def places(text: str, known: Mapping[str, str]) -> Iterator[tuple[int, int, str]]:
    """Yield where words of `known` stand in a text as nouns, and how they are written."""
    for match in PLACE.finditer(text) if known and "-" in text else ():
        after = known.get(match[0], "")
        lead = (*text[max(0, match.start() - BACK) : match.start()].split(), "")[-2:-1]
        if (
            after
            and not VERBS.issuperset(lead)
            and (" " not in after or is_last(text, match.end()))
        ):
            yield (*match.span(), after)
