"""Whether the name by which a list sorts a person can be known from the name on the title page."""

from __future__ import annotations

import re

INITIAL = re.compile(r"\w\.?|(?:\w\.)+")
"""An initial, or several that are typed together: `J.`, `J.R.R.`"""

IDEOGRAPHS = re.compile(
    "[\N{HIRAGANA LETTER SMALL A}-\N{KATAKANA LETTER SMALL RE}"
    "\N{HANGUL SYLLABLE GA}-\N{HANGUL SYLLABLE HIH}"
    "\N{CJK UNIFIED IDEOGRAPH-3400}-\N{CJK UNIFIED IDEOGRAPH-9FFF}]"
)
"""Letters of languages in which the name of the family stands first, and there is no space."""

FAMILY_FIRST = ("hu", "ja", "ko", "vi", "zh")
"""Languages in which the name of the family stands first, at least in part."""


def is_sorted_surely(name: str, lang: str) -> bool:
    """Return whether a name in a book of some language can be sorted in one way only.

    A given name or initials and a family's name can; one word is sorted as it stands. Several words
    may be given names or a double name of the family, a small word may belong to it or not, and
    elsewhere the family stands first.

    >>> [is_sorted_surely(name, "en-GB") for name in ("Jane Austen", "J. R. R. Tolkien", "Colette")]
    [True, True, True]
    >>> [is_sorted_surely(name, "en") for name in ("Gabriel García Márquez", "Daphne du Maurier")]
    [False, False]
    """
    words = name.split()
    if IDEOGRAPHS.search(name):
        return False
    if len(words) < 2 or "," in name:
        return True
    if lang.partition("-")[0] in FAMILY_FIRST or any(word[0].islower() for word in words):
        return False
    return all(INITIAL.fullmatch(word) for word in words[1:-1])
