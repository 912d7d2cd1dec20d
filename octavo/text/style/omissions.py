"""Letters that an author left out: `Mr B--`, `G--d`, `the town of Pr---t`, `in 18--`.

The rule stands for what is not to be read, closed up to what is (New Hart's Rules, 2nd ed., 4.11;
The Chicago Manual of Style, 17th ed., 6.93). No clause ends there: a dash with spaces would part
one word.
"""

from __future__ import annotations

import re

from octavo.text.lexicon import has_lexicon, language_of, lexicon

REACH = 40
"""How many characters on either side are read."""
STUMP = 3
"""The longest beginning or end that may be left of a word, where no list knows either."""
COMMON = 1e-5
"""Below this share of all words, a few letters are no word that a sentence ends or begins with."""
ALONE = frozenset("aàáâäåæeèéêiíoòóôöøőuúùyýæωοηиіїєаяоуюэ")
"""Letters that are words by themselves, in one language or another."""
SLAVIC = frozenset(["cs", "sk", "pl", "sl", "hr", "sr", "bg", "mk", "ru", "uk", "be"])
PREPOSITIONS = frozenset("kosvzuiwaкосвзуийбж")
"""Letters that are words in Slavic languages only."""
LEFT = re.compile(r"(?<![\w’'-])[^\W\d_]+$")
RIGHT = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]{2,})?(?![\w-])")
CALLS = frozenset(["ay", "aye", "nay", "yea", "lo", "ha", "hah", "heh", "hem", "pah", "bah", "tut"])
"""Short words with which a sentence of English begins anew: what stands before them is whole."""
INITIAL = re.compile(r"(?:^|(?<=[\s(\[“‘„«\"']))[^\W\d_a-zß-ÿ]$")
CENTURY = re.compile(r"(?<!\w)1\d$")
BEHIND = re.compile(r"[’']?s?(?:[\s,.;:!?)\]”’\"'»]|$)")
COUNTY = re.compile(r"shire\b")
NUMBERED = re.compile(
    r"\b(?:chap(?:ter|\.)?|part|book|vol(?:ume|\.)?|act|scene|canto|letter|section|lesson|lecture"
    r"|kapitel|teil|buch|akt|szene|chapitre|partie|livre|acte|scène|capítulo|parte|libro|capitolo"
    r"|hoofdstuk|deel|kapittel|rozdział|kapitola|глава|часть)\s+[IVXLC]+$",
    re.IGNORECASE,
)
"""The number of a division, in Roman figures: what stands behind it is its title."""


def omitted(text: str, start: int, end: int, tag: str) -> bool:
    """Return whether a dash, or the hyphens typed for one, may stand for what was left out.

    `text[start:end]` is the mark, without spaces; `tag` the language of the text.

    >>> [omitted(text, 2, 4, "en") for text in ("St--g was", "so--then", "18-- was", "He--a man")]
    [True, False, True, False]
    >>> [omitted(text, 1, 3, "en") for text in ("B-- said", "I-- well", "d--n it", "W--shire")]
    [True, False, True, True]
    >>> omitted("CHAPTER V--THE LAMP", 9, 11, "en")
    False
    >>> omitted("the hemlocks--ay, all", 12, 14, "en"), omitted("Glo--ay", 3, 5, "en")
    (False, True)
    """
    before, behind = text[max(0, start - REACH) : start], text[end : end + REACH]
    left, right = LEFT.search(before), RIGHT.match(behind)
    if NUMBERED.search(before) and behind[:1].strip():
        return False
    if left and right:
        return _parts_one_word(left[0], right[0], language_of(tag))
    if BEHIND.match(behind):
        initial = INITIAL.search(before)
        return bool((initial and initial[0] != "I") or CENTURY.search(before))
    return before[-1:].isspace() and bool(COUNTY.match(behind))


def halting(text: str, start: int, end: int, tag: str) -> bool:
    """Return whether a dash stands where a voice halts in a word, or draws it out.

    The word begins anew (`n--no`, `wh--what`), or the same sound comes twice (`Sh--sh`). One letter
    twice may be a word that is not to be read (`d--d`).

    >>> texts = ("N--no!", 1), ("Sh--sh!", 2), ("d--d it", 1), ("I--it is", 1)
    >>> [halting(text, at, at + 2, "en") for text, at in texts]
    [True, True, False, False]
    """
    left = LEFT.search(text[max(0, start - REACH) : start])
    right = RIGHT.match(text[end : end + REACH])
    if left is None or right is None or len(right[0]) < 2:
        return False
    begun, language = left[0].casefold(), language_of(tag)
    if len(begun) > STUMP or not right[0].casefold().startswith(begun) or not has_lexicon(language):
        return False
    return (
        not _is_word(begun, language)
        if len(begun) == 1
        else lexicon(language).share(begun) < COMMON
    )


def _parts_one_word(left: str, right: str, language: str) -> bool:
    """Whether a mark between letters stands inside one word: no word ends or begins beside it."""
    if any(len(part) == 1 and not _is_word(part, language) for part in (left, right)):
        return True
    if min(len(left), len(right)) > STUMP or not has_lexicon(language):
        return False
    called = language == "en" and len(left) > STUMP and right in CALLS
    if called or (right[0].isupper() and left[1:].islower()):  # a word begins there
        return False
    words = lexicon(language)
    return max(words.share(left), words.share(right)) < COMMON


def _is_word(letter: str, language: str) -> bool:
    small = letter.lower()
    return small in ALONE or (language in SLAVIC and small in PREPOSITIONS)
