"""What a text shows at a glance: whether anything in it may be damaged, and its own language."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice
from unicodedata import normalize

from octavo.text.letters.statistics import is_letter
from octavo.text.lexicon import ENDLESS, Lexicon
from octavo.text.repair import macroman, mojibake, typesetting
from octavo.text.repair.alphabets import native, ordinary, written

LOST = re.compile("\N{REPLACEMENT CHARACTER}+")
WORD = re.compile(r"[^\W\d_]{2,}")
ODD_PLACE = re.compile(r"[a-zß-öø-ÿšžœ](?:[À-ÖØ-ÞŠŽŒŸ]|[„“”«»‚‹›…•†‡§][a-zß-öø-ÿ])")
SAMPLE, ENOUGH, COVERED = 4000, 12, 0.75
"""How many words are asked whether the text is in its language, from how many, and how many of
them a lexicon must know."""
LOOSE = 0.55
"""How many of them, in a language with endless endings."""
MANY = 3
"""How many odd characters call for a verdict on the whole text."""


def is_odd(texts: list[str], language: str) -> bool:
    """Whether enough characters of a text are not of its language, or stand in odd places."""
    whole = "\n".join(texts)
    if whole.isascii():
        return False
    own, usual = written(language), ordinary(language)
    odd = sum(
        whole.count(char)
        for char in set(whole)
        if not char.isascii()
        and char not in usual
        and not (is_letter(char) if own is None else char in own)
    )
    return odd >= MANY or len(ODD_PLACE.findall(whole)) > 1


def is_suspicious(text: str, language: str) -> bool:
    """Whether anything stands in a passage that damage may have made."""
    if typesetting.LEFTOVER.search(text) is not None:
        return True
    return not text.isascii() and (
        macroman.looks_mac(text, language)
        or mojibake.looks_encoded(text)
        or LOST.search(text) is not None
    )


def trusted(words: Lexicon, texts: Iterable[str]) -> Lexicon:
    """A lexicon that knows most words of the text; else an empty one."""
    own = native(words.language)
    latin = own is not None and not any(char > "\u0370" for char in own)
    met = (
        word
        for text in texts
        for word in WORD.findall(normalize("NFC", text))
        if (word.isascii() if latin else own is None or word[0] in own)
    )
    sample = list(islice(met, SAMPLE))
    least = LOOSE if words.language in ENDLESS else COVERED
    if len(sample) < ENOUGH or words.coverage(sample) >= least:
        return words
    return Lexicon(words.language, {})
