"""Hyphens that a text leaves out where its own habit, or English, has them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from octavo.text.compounds import Usage
from octavo.text.lexicon import Lexicon, listed
from octavo.usage.compounds import GRAMMAR

FLAT = listed("far well ill")
"""Adverbs without -ly that are no adjectives too (`long`, `deep`): before a participle and its
noun they take a hyphen."""
LEADING = listed(
    "a an the this that these those his her its their our my your some many such no any other "
    "of with for by under into in on have has had"
)
"""What may stand before a compound and its noun; *have* only before a present participle."""
PERFECT = listed("have has had")
ADVERB = rf"(?:{'|'.join(sorted(FLAT))})"
PARTS = "known|born|bred|drawn|worn|built|grown|kept|made|read|spent"
"""Past participles without -ed."""
OPEN = re.compile(
    rf"(?<=[a-z])[ \n]{ADVERB}(?P<gap>[ \n])"
    rf"(?:[a-z]{{2,}}(?P<present>ing)|[a-z]{{2,}}ed|{PARTS})"
    r"(?=[ \n](?P<noun>[a-z]{3,})(?![\w’-]))"
)
MADE = re.compile(rf"[A-Za-z][a-z]{{2,}}-(?:[a-z]{{2,}}(?:ing|ed)|{PARTS})")
"""Words of which the second part is a participle: a text's habit is read from them."""
HABIT = 2
"""How many of them show a habit."""
SIDE = re.compile(r"(?:left|right)(?=[a-z]{4})")
NOUN, RARE = 1e-5, 1e-6
"""From which share on a word is one that everybody knows, and below which one is no such word."""
SUFFIXES = listed("most ward wards ness less over overs able eous eously fully about")
OFTEN, RARELY = 4, 4
"""How often a text has a compound with its hyphen, and how much more rarely without."""


def keeps_hyphens(met: Collection[str]) -> bool:
    """Whether a text writes its compounds with a participle (`hand-picked`) with a hyphen."""
    return sum(MADE.fullmatch(word) is not None for word in met) >= HABIT


def open_compounds(text: str) -> Iterator[tuple[int, int]]:
    """Yield the space in each compound that stands before its noun without its hyphen.

    New Hart's Rules, 2nd ed., 3.3.3; The Chicago Manual of Style, 17th ed., 7.89.

    >>> list(open_compounds("with far reaching results"))
    [(8, 9)]
    """
    for match in OPEN.finditer(text):
        lead, noun = text[: match.start()].rsplit(maxsplit=1)[-1].lower(), match["noun"]
        fits = lead in LEADING and (match["present"] or lead not in PERFECT)
        if fits and noun not in GRAMMAR | LEADING and not noun.endswith("ly"):
            yield match.span("gap")


def closed(met: Mapping[str, int], words: Lexicon) -> dict[str, str]:
    """Return the words that a text writes as one, each with the hyphen that it should have.

    What the text itself mostly hyphens; and a side with its noun (`rightwing`), which English does
    not write as one word.
    """
    sided = {word: _sided(word, words) for word in met if SIDE.match(word)}
    hyphened = {word: other for word, other in sided.items() if other}
    if hyphened and Usage(met, words).closes:
        hyphened = {}
    for word, count in met.items():
        if count >= OFTEN and word.count("-") == 1 and word.islower():
            whole = word.replace("-", "")
            if 0 < met.get(whole, 0) * RARELY <= count and words.share(whole) < RARE:
                hyphened[whole] = word
    return hyphened


def _sided(word: str, words: Lexicon) -> str:
    """A side and its noun with a hyphen between; "" for other words."""
    side = SIDE.match(word)
    noun = word[side.end() :] if side else ""
    is_noun = words.share(noun) >= NOUN and noun not in SUFFIXES
    return f"{word[: -len(noun)]}-{noun}" if is_noun and words.share(word) < RARE else ""
