"""Spelling: words that a text spells in two ways, and whether it writes -ise or -ize (English).

Words in quotations are left out: they are spelt as their author spelt them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from octavo.text.lexicon import Lexicon, listed
from octavo.usage.words import Entry, Forms, Text, add, by_name

HEADING = "Spelling"
ISE = re.compile(
    r"(\w{3,}?)(is|iz|ys|yz)(e[sd]?|ers?|ing|ation|ations|ational|ationally|able|ability)"
)
ONLY_IZE = listed("prize prized prizes size sized sizes seize maize assizes capsize capsized gizes")
ONLY_ISE = re.compile(
    r"(?:adv|advert|appr|ar|chast|circumc|compr|comprom|dem|desp|dev|disgu|.*franch|exc|exerc|exorc|"
    r"improv|inc|prec|merchand|prem|prom|rev|superv|surm|surpr|telev|otherw|.*ra|.*pra|.*no|ka|"
    r"cru|bru|treat|parad|expert|pract|conc|mort|lik|clockw)"
)
"""The stems of words whose -ise is no suffix of Greek (New Hart's Rules, 2nd ed., 3.1)."""
SHARE = 0.03
"""From which share of the other spelling on a word is one that is spelt both ways."""

RULES = tuple(
    (re.compile(pattern), other)
    for pattern, other in (
        (r"(\w{3,})our(|s|ed|ing|able|ful|ite|less|er|ers)$", r"\1or\2"),
        (r"(\w{3,})tre(|s)$", r"\1ter\2"),
        (r"(\w{3,})ogue(|s)$", r"\1og\2"),
        (r"(\w{4,})ll(ed|ing|er|ers|or|ors)$", r"\1l\2"),
        (r"(\w{2,})gement(|s)$", r"\1gment\2"),
        (r"(def|off|pret)ence(|s)$", r"\1ense\2"),
        (r"(\w*)ae(\w{4,})$", r"\1e\2"),
        (r"(burn|learn|spel|spil|spoil|smel|dream|lean|leap|kneel)t$", r"\1ed"),
        (r"grey(|s|ed|er|ish)$", r"gray\1"),
        (r"(while|among|amid)st$", r"\1"),
        (r"whilst$", r"while"),
        (r"(to|after)wards$", r"\1ward"),
        (r"connexion(|s)$", r"connection\1"),
        (r"percent$", r"per cent"),
        (r"program(|s)$", r"programme\1"),
        (r"enquir(y|ies|e|ed)$", r"inquir\1"),
    )
)
"""Spellings of which a book has one: what the pattern says, and the other."""


def spellings(texts: Sequence[Text], lexicon: Lexicon) -> list[Entry]:
    """Return the words that are spelt in two ways, in English."""
    if lexicon.language != "en":
        return []
    words = _words(texts)
    return [*_endings(words, lexicon), *by_name(_pairs(words)), *by_name(_accents(words))]


def _words(texts: Sequence[Text]) -> Forms:
    """Return every word outside quotations, in small letters, and where it is met."""
    words: Forms = {}
    for text in texts:
        for token in text.tokens:
            if not text.is_quoted(token.start):
                seen = text.seen(token.start, token.end)
                words.setdefault(token.word.lower(), []).append(seen)
    return words


def _endings(words: Forms, lexicon: Lexicon) -> Iterator[Entry]:
    """Yield the words in -ise and in -ize, as one line."""
    with_s: Forms = {}
    with_z: Forms = {}
    for word, places in sorted(words.items()):
        match = ISE.fullmatch(word)
        if match and _is_spelt_both_ways(word, match, lexicon):
            (with_z if match[2][1] == "z" else with_s)[word] = places
    if with_s and with_z:
        note = "both -ise and -ize"
        yield Entry(HEADING, {**with_s, **with_z}, note, unsettled=True)
    elif with_s or with_z:
        yield Entry(HEADING, with_s or with_z, "-ise throughout" if with_s else "-ize throughout")


def _is_spelt_both_ways(word: str, match: re.Match[str], lexicon: Lexicon) -> bool:
    """Whether the other spelling of a word is in use too: not of `advise`, not of `prize`."""
    if word in ONLY_IZE:
        return False
    turned = match[2][0] + ("s" if match[2][1] == "z" else "z")
    other = match[1] + turned + match[3]
    return lexicon.share(other) > SHARE * lexicon.share(word) > 0


def other_suffix(word: str, lexicon: Lexicon) -> str:
    """Return a word in -ise with -ize and the reverse; "" where it has one spelling alone.

    >>> from octavo.text.lexicon import lexicon
    >>> other_suffix("realised", lexicon("en")), other_suffix("advise", lexicon("en"))
    ('realized', '')
    """
    match = ISE.fullmatch(word)
    if not match or match[2][0] == "y" or ONLY_ISE.fullmatch(match[1]):
        return ""
    if not _is_spelt_both_ways(word, match, lexicon):
        return ""
    return match[1] + ("is" if match[2] == "iz" else "iz") + match[3]


def _pairs(words: Forms) -> Iterator[Entry]:
    for word, places in words.items():
        for pattern, replacement in RULES:
            other = pattern.sub(replacement, word) if pattern.match(word) else word
            if other != word and other in words:
                forms = {word: places, other: words[other]}
                yield Entry(HEADING, forms, "one word, two spellings", unsettled=True)


def _accents(words: Forms) -> Iterator[Entry]:
    """Yield the words that are met with their accents and without (`rôle`, `role`)."""
    forms: dict[str, Forms] = {}
    for word, places in words.items():
        for seen in places:
            add(forms, _bare(word), word, seen)
    for by_form in forms.values():
        if len(by_form) > 1 and all(len(word) > 3 for word in by_form):
            yield Entry(HEADING, by_form, "with accents and without", unsettled=True)


def _bare(word: str) -> str:
    parts = unicodedata.normalize("NFD", word)
    return "".join(sign for sign in parts if not unicodedata.combining(sign))
