"""What kind of word a word is, by the forms that English has of it: no dictionary of kinds is kept.

A noun has a plural and no past tense that is met as often. What may be either is called neither.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from octavo.text.lexicon import Lexicon, listed
from octavo.usage.compounds import ADJECTIVES, GRAMMAR

ABSTRACT = re.compile(
    r"[a-z]{2,}(?:[st]ion|ment|ness|ity|ism|ist|ship|hood|ance|ence|dom|acy|logy|cracy|tude|ture)"
)
"""How nouns end that are made of verbs, adjectives and other nouns."""
NOT_NOUNS = listed(
    "rose felt saw lay fell bore wound shot cut put set hit cost spoke bent found ground left lit "
    "met rent shed sought stuck swung thought bound bid broke dove drove froze hid rode shook "
    "shone shot slid stole strove took woke wore wove wrote began came did gave got grew held kept "
    "knew made meant paid ran said sat sent slept sold stood swore told went won must may might "
    "who whom whose this these those there here then than thus only just even still yet ever never "
    "always often all both each every either neither none some any many much few more most less "
    "several such other another same own one two three four five six seven eight nine ten "
    "perhaps like us them him her me it its his their our your my you she he they we do does done "
    "does has was is as across gives goes says sees comes always perhaps besides sometimes towards "
    "off away up down out over back ago later earlier apart distant "
    "afterwards upwards downwards backwards forwards overseas indoors outdoors nevertheless unless"
)
"""Words that have the look of a noun or of its plural, and seldom are one in this place."""
IRREGULAR = listed(
    "man men woman women child children people foot feet tooth teeth life wife police "
    "gentleman gentlemen workman workmen family society news"
)
"""Nouns whose plural has another form, or none."""
MET, OTHER = 2e-7, 0.3
"""From which share on a plural is in use, and what part of it a past tense may have."""
VOWELS = "aeiou"


@dataclass
class Forms:
    """The kinds of the words of one language, each asked once."""

    words: Lexicon
    _nouns: dict[str, bool] = field(default_factory=dict)

    def is_noun(self, word: str) -> bool:
        """Whether a word is a noun, singular or plural, and hardly a verb or an adjective.

        >>> from octavo.text.lexicon import lexicon
        >>> forms = Forms(lexicon("en"))
        >>> [word for word in "party rose reaction careerists great walked".split()
        ...  if forms.is_noun(word)]
        ['party', 'reaction', 'careerists']
        """
        if word not in self._nouns:
            self._nouns[word] = self._is_noun(word)
        return self._nouns[word]

    def is_one(self, word: str) -> bool:
        """Whether a word is a noun in the singular."""
        return not word.endswith("s") and self.is_noun(word)

    def may_be_noun(self, word: str) -> bool:
        """Whether a word has a plural, or is one, whatever else it may be: *hold*, *camps*."""
        stems = (word, word[:-1]) if word.endswith("s") else (word,)
        in_use = any(self.words.share(plural_of(stem)) >= MET for stem in stems)
        return (in_use and word.islower() and word not in NOT_NOUNS) or self.is_noun(word)

    def _is_noun(self, word: str) -> bool:
        if len(word) < 3 or not word.islower() or not word.isalpha():
            return False
        if word in NOT_NOUNS or word in GRAMMAR or word in ADJECTIVES or word.endswith("ly"):
            return False
        if word in IRREGULAR or ABSTRACT.fullmatch(word):
            return True
        return self._has_plural(word) or self._is_plural(word)

    def _is_plural(self, word: str) -> bool:
        if not word.endswith("s") or word.endswith(("ss", "us", "is", "ous")):
            return False
        stems = [word[:-1]]
        if word.endswith("es"):
            stems.append(word[:-2])
        if word.endswith("ies"):
            stems.append(word[:-3] + "y")
        return any(
            stem not in NOT_NOUNS
            and (stem.endswith("ing") or ABSTRACT.fullmatch(stem) or self._has_plural(stem))
            for stem in stems
        )

    def _has_plural(self, word: str) -> bool:
        share = self.words.share
        plural = share(plural_of(word))
        if plural < MET or word.endswith(("ing", "ed")):
            return False
        verb = sum(share(form) for form in verbal(word))
        compared = share(word + ("st" if word.endswith("e") else "est"))
        adverb = share(word + "ly")
        return verb < OTHER * plural and max(compared, adverb) < OTHER * plural


def plural_of(word: str) -> str:
    """Return the plural of a noun, as most nouns have it."""
    if word.endswith("y") and word[-2:-1] not in VOWELS:
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "z", "ch", "sh")) else "s")


def verbal(word: str) -> tuple[str, ...]:
    """Return the forms that a word has if it is a verb."""
    if word.endswith("e"):
        return word + "d", word[:-1] + "ing"
    if word.endswith("y") and word[-2:-1] not in VOWELS:
        return word[:-1] + "ied", word + "ing"
    return word + "ed", word + "ing", word + word[-1] + "ed", word + word[-1] + "ing"
