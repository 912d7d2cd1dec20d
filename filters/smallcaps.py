"""Small capitals: for abbreviations and the numbers of centuries, where the house asks for them.

Does
    Sets abbreviations of three capitals and more (`NATO`), the eras (`BC`), and the Roman numbers
    of centuries (`XIXe siècle`, `siglo XX`) in small capitals.

Because
    Many capitals together stand out from a line as if they were shouted. New Hart's Rules,
    2nd ed., 7.5.2; The Chicago Manual of Style, 17th ed., 10.8; Lexique des règles typographiques
    en usage à l'Imprimerie nationale (centuries).

Before → After
    >>> [d.markdown for d in capitals("signed by NATO in 44 BC", Words())]
    ['[nato]{.smallcaps}', '[bc]{.smallcaps}']
    >>> [d.markdown for d in centuries("au XIXe siècle, sous Louis XIV", "fr")]
    ['[xix]{.smallcaps}']

Leaves alone
    Headings, words in emphasis, capitals beside others (they are shouted, or a heading in the
    text), words that the text has in small letters too, numbers of kings and volumes. An
    abbreviation that could be a common word is proposed.

Settings
    `small-caps: centuries`, `abbreviations` or `both` in a house's own style; no style that is
    built in asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from octavo.book.filtering import run_alone
from octavo.model.finding import Finding, Tier
from octavo.prose.emphasis import Dress, Dressed, dress_all
from octavo.prose.prose import Change, Prose, Run
from octavo.text.lexicon import lexicon
from octavo.text.style.house import House
from octavo.usage.abbreviations import KNOWN

WRITES_WORDS = True

CAPITALS = re.compile(r"(?<![\w.&@/-])(?:[A-ZÀ-Þ]{3,}|BC|AD|CE)(?=s?(?![\w&@/-]|\.\w))")
SHOUTED_BEFORE = re.compile(r"[A-ZÀ-Þ]{2}[ \n]$")
SHOUTED_AFTER = re.compile(r"s?[ \n][A-ZÀ-Þ]{2}")
ROMAN = re.compile(r"[IVXLCDM]+")
NEAR = 3
"""How many characters before a word show whether the one before it ends in capitals."""
COMMON = 1e-5
"""From which share on a word is a common one: in capitals it may be shouted."""
NUMBER = "[IVX]+"
CENTURY = {
    "fr": re.compile(rf"(?<!\w){NUMBER}(?=(?:er|e)[ \u00a0](?:siècle|s\.))"),
    "es": re.compile(rf"(?<=\bsiglo[ \u00a0]){NUMBER}(?!\w)"),
    "it": re.compile(
        rf"(?<!\w)(?:(?<=\bsecolo[ \u00a0]){NUMBER}(?!\w)|{NUMBER}(?=[ \u00a0]secolo))"
    ),
    "pt": re.compile(rf"(?<=\bséculo[ \u00a0]){NUMBER}(?!\w)"),
}


@dataclass(frozen=True, slots=True)
class Words:
    """The words that a text has in small letters, and its language."""

    small: frozenset[str] = field(default=frozenset())
    lang: str = "en"


def capitals(text: str, words: Words) -> Iterator[Dress]:
    """Yield the abbreviations of a text that are to be set in small capitals, in order."""
    for match in CAPITALS.finditer(text):
        word = match[0].lower()
        if ROMAN.fullmatch(match[0]) or _is_shouted(text, match) or word in words.small:
            continue
        certain = match[0] in KNOWN or lexicon(words.lang).share(word) < COMMON
        message = "An abbreviation stands in capitals."
        yield _small(match, "small-caps-abbreviation", message, certain=certain)


def _is_shouted(text: str, match: re.Match[str]) -> bool:
    """Whether the word before or after is in capitals too, with nothing but a space between."""
    before = text[max(0, match.start() - NEAR) : match.start()]
    return bool(SHOUTED_BEFORE.search(before) or SHOUTED_AFTER.match(text, match.end()))


def centuries(text: str, lang: str) -> Iterator[Dress]:
    """Yield the Roman numbers of centuries, in order."""
    for match in CENTURY[lang].finditer(text) if lang in CENTURY else ():
        yield _small(match, "small-caps-century", "The number of a century stands in capitals.")


def _small(match: re.Match[str], rule: str, message: str, *, certain: bool = True) -> Dress:
    tier = Tier.AUTO if certain else Tier.SUGGEST
    confidence = 0.95 if certain else 0.6
    change = Change(*match.span(), match[0].lower(), rule, message, tier, confidence=confidence)
    return Dress(change, "SmallCaps")


def apply(prose: Prose) -> list[Finding]:
    """Set small capitals in a document, in place; return what was done and what is proposed."""
    house = House.of(prose.document.meta)
    if not house.style or not house.style.small_caps:
        return []
    runs = [run for run in prose.runs() if house.style_of(run) is house.style]
    small = frozenset(word for run in runs for word in run.text.split() if word.islower())
    waiting = []
    for run in runs:
        dresses = [] if run.kind in ("Header", "Image") else _in(run, house, small)
        waiting += [Dressed(run, dresses)] if dresses else []
    return list(dress_all(prose, waiting))


def _in(run: Run, house: House, small: frozenset[str]) -> list[Dress]:
    style = house.style
    if style is None:
        return []
    dresses: list[Dress] = []
    if "centuries" in style.small_caps:
        dresses += centuries(run.text, style.lang)
    if "abbreviations" in style.small_caps:
        dresses += capitals(run.text, Words(small, style.lang))
    return dresses


if __name__ == "__main__":
    run_alone(apply)
