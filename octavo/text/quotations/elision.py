"""Words that English writes with an apostrophe in front or behind, and how sure each of them is.

The sets are closed classes of the language: clipped pronouns and prepositions, weak forms in
dialogue, dropped prefixes (the Oxford English Dictionary marks them "aphetic"). A word that is
also a word without its apostrophe costs more.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from octavo.text.lexicon import RARE, Lexicon, listed

CERTAIN = listed(
    "tis tisn't twas twasn't twere twill twould twouldn't twon't tain't twixt em bout spose "
    "n cept ceptin ceptin' twarn't twan't"
)
LIKELY = listed(
    "uz nuther stid bove cus low t'other twain er ave ad ud ee cause ca'se coz neath gainst til "
    "nuff cept cordin fraid sides scuse deed fore lowed lowance stead mongst pears bliged tween "
    "cello coon possum gator scape lection lections prentice prentices kase cuz taint twarn "
    "tain ouse ome eart igh ope opes orse orses ard ead eads ristocracy longside specially "
    "pon shun tention nother nary zactly cording im slife sblood sdeath frisco mid midst "
    "appen ow ook ooked ut erself imself isself arf alf eard eld eaven ell elp ere's e's "
    "e'd e'll ow's d ll re ve um mong liza pinion pinions casion quaintance"
)
POSSIBLE = listed(
    "and old ear ears ot e ere long round way ware change course most cross till special low "
    "phone phones bus plane planes gin hood fess gree all burn air and's as is it eel old's "
    "stute stonished pology shamed un less member pear pears longs longed longing count cute cuter "
    "tack tacked lone live at ole board"
)
CLIPPED = listed(
    "o th an ol wi fro mo fo po fa gi wid wud nex las tho thro an' jes jis jus bes lan han don "
    "roun tha de un t' ha' tak mak ma' wi' ye' i' o' wan' s'pos d wit hol tol col le ev' lor "
    "natur creatur pictur futur"
)
CLIPPED_WORDS = listed("a i to t d l m mos in lo yo min ha sin blame")
COMMON = listed("tis twas twere twill twould till til bout neath gainst mid mongst mongst em n")
"""Elisions of every kind of English: they are no sign of a dialect."""


@dataclass(frozen=True, slots=True)
class Elisions:
    """The elisions of a language; without any, the lexicon alone speaks."""

    certain: frozenset[str] = frozenset()
    likely: frozenset[str] = frozenset()
    possible: frozenset[str] = frozenset()
    clipped: frozenset[str] = frozenset()
    clipped_words: frozenset[str] = frozenset()
    common: frozenset[str] = frozenset()
    behind: re.Pattern[str] | None = None
    """Words behind which an apostrophe may stand, whatever their letters."""

    def leading(self, word: str) -> float | None:
        """The cost of an apostrophe in front of a word; None where the word is in no set."""
        stem = word.partition("'")[0]
        for cost, words in ((0.2, self.certain), (0.9, self.likely), (1.6, self.possible)):
            if word in words or stem in words:
                return cost
        return None

    def trailing(self, word: str) -> float | None:
        """The cost of an apostrophe behind a word; None where the word is in no set."""
        if word in self.clipped:
            return 0.5
        return 1.2 if word in self.clipped_words else None

    def knows_before(self, word: str) -> bool:
        """Whether a word is in a set of those that are written without their beginning."""
        return word.lower().partition("'")[0] in self.certain

    def knows_behind(self, word: str) -> bool:
        """Whether a word is one that is written without its end, or takes an apostrophe."""
        fits = self.behind is not None and self.behind.fullmatch(word)
        return bool(fits) or word.lower() in self.clipped


ENGLISH = Elisions(CERTAIN, LIKELY, POSSIBLE, CLIPPED, CLIPPED_WORDS, COMMON)
ELISIONS = {"en": ENGLISH}
PREFIXES = tuple(
    sorted(listed("a ac al ap as at be com con de di dis e en es ex im in o ob oc per re un"))
)
"""Beginnings that English swallows: `'lowed`, `'spectable`, `'scription`."""
ENDS = ("t", "d", "re", "ll")
"""What speech leaves out at the end of words that lack their beginning: `'mos'`, `'roun'`."""
FREQUENT = 1e-4
"""A word as common as this is not what is left of another: `'an'` opens before `an'`."""
LISTED, UNLISTED = 0.3, 5.0
"""In other languages than English: what an apostrophe costs beside a word of a set, and another."""
FOREIGN = 5.0
"""What an apostrophe before or behind a foreign word costs."""
OFTEN = 10
"""In a dialect: how much commoner a word is with its beginning than one that looks whole."""
ROMANCE = re.compile(r"(?:[cdjlmnst]|\w*qu|\w*[aeo]ll|un)'[aeiouyhà-ÿœ]")
"""French and Italian leave a vowel out before another: such a word lacks no beginning."""
FOLLOWING = re.compile(r"\w+(?:['’][^\W\d_]+){0,3}")
CUT = re.compile(r"\w+(?:['’][^\W\d_]+){0,3}['’]?(?!\w)")
LONGEST = 60
"""No word that is looked up has more characters: runs of letters and marks are no words."""


def word_after(text: str, at: int) -> str:
    """The word that begins after a mark, with the apostrophes inside it."""
    match = FOLLOWING.match(text, at + 1, at + LONGEST)
    return match[0] if match else ""


def head_after(text: str, at: int) -> str:
    """The same, with the apostrophe that ends it, if there is one."""
    match = CUT.match(text, at + 1, at + LONGEST)
    return match[0] if match else ""


def word_before(text: str, at: int) -> str:
    """The word that ends before a mark, with the apostrophes in it."""
    start = at
    while start and at - start < LONGEST and (text[start - 1].isalnum() or text[start - 1] in "'’"):
        start -= 1
    return text[start:at]


def leading_cost(word: str, elisions: Elisions, words: Lexicon, dialect: int = 0) -> float:
    """What an apostrophe in front of a word costs: `'tis`, `'ead`, `'mos'`.

    `dialect` counts the words of the paragraph that surely lack their beginning or end. A word
    that ends with an apostrophe lacks its end too.
    """
    if words.language != "en":
        return LISTED if elisions.knows_before(word) else UNLISTED
    lower = word.lower().replace("’", "'")
    if is_foreign(lower):
        return FOREIGN
    cost = elisions.leading(lower)
    if cost is None and lower.endswith("'"):
        lower = lower[:-1]
        cost = _cut_twice(lower, elisions, words)
    stem = lower.partition("'")[0]
    dropped = min(_dropped(form, words, dialect) for form in {stem, lower})
    if cost is None:
        return dropped
    return min(cost - 0.4 * min(dialect, 2) if cost > 1 else cost, dropped)


def _cut_twice(word: str, elisions: Elisions, words: Lexicon) -> float | None:
    """What an apostrophe before a word costs that has another behind; None where it is whole."""
    if words.share(word) > FREQUENT:
        return None
    costs = (elisions.leading(word + end) for end in ENDS)
    return min((cost for cost in costs if cost is not None), default=None)


def is_foreign(word: str) -> bool:
    """Whether the shape of a word says that it is not English: `d'abord`, `tête`.

    >>> [is_foreign(word) for word in ("d'abord", "tête", "t'other", "ma'am")]
    [True, True, False, False]
    """
    return not word.isascii() or (word not in LIKELY and bool(ROMANCE.match(word)))


def _dropped(word: str, words: Lexicon, dialect: int) -> float:
    """A word that lacks its h (`'ead`, `'ittin`), or any unknown word, may be cut in front."""
    share, whole = words.share(word), _with_h(word, words)
    prefixed = _with_prefix(word, words)
    if share < 5 * RARE and prefixed > OFTEN * RARE:
        return 0.8
    if share < RARE and whole > 5 * RARE:
        return 0.6
    if prefixed > OFTEN * max(share, RARE):
        return 1.2 if dialect else 2.2
    if share < RARE:
        return 2.5 - min(dialect, 2) / 2
    if whole > 5 * RARE:
        often = 1.6 if whole > OFTEN * share else 2.2 if whole > share / 50 else 3.4
        return max(1.0, often - 0.8 * dialect)
    return 4.2 - min(dialect, 2) / 2


def _with_prefix(word: str, words: Lexicon) -> float:
    """How often a word of four letters and more is met with the beginning that speech swallows."""
    if len(word) < 4:
        return 0.0
    ends = (word, word + "g") if word.endswith("in") else (word,)
    whole = max(words.share(prefix + end) for prefix in PREFIXES for end in ends)
    return max(whole, words.share("ex" + word[1:])) if word[0] == "s" else whole


def _lacks_its_end(word: str, words: Lexicon) -> bool:
    """Whether a rare word becomes a common one with the letter that speech swallows."""
    share = words.share(word)
    ends: tuple[str, ...] = ("t", "d", "ld") if word[-1:] in tuple("nslcpkof") else ()
    ends += ("re", "r", "or") if word.endswith("o") else ()
    return any(words.share(word + end) > max(10 * share, 10 * RARE) for end in ends)


def _with_g(word: str, words: Lexicon) -> float:
    """How often a word in -in is met with its g, and with an h before it."""
    return max(words.share(word + "g"), words.share(f"h{word}g"))


def _with_h(word: str, words: Lexicon) -> float:
    """How often a word is met with an h before it, and whole at its end."""
    whole = words.share("h" + word)
    return max(whole, words.share(f"h{word}g")) if word.endswith("in") else whole


def drops_its_head(word: str, elisions: Elisions, words: Lexicon) -> bool:
    """Whether a word after an apostrophe is no word, but would be one with an h; or is listed."""
    cost = elisions.leading(word)
    if cost is not None:
        return cost < 1 and word not in elisions.common
    return words.share(word) < 5 * RARE < _with_h(word, words)


def trailing_cost(word: str, elisions: Elisions, words: Lexicon) -> float:
    """What an apostrophe behind a word costs: `the dogs'`, `ol'`, `sittin'`."""
    if words.language != "en":
        return 2 * LISTED if elisions.knows_behind(word.lstrip("'’")) else UNLISTED
    lower = word.lower().replace("’", "'").lstrip("'")
    cost = elisions.trailing(lower)
    if cost is not None:
        return cost
    if is_foreign(lower):
        return FOREIGN
    return 0.5 if _speech_cuts(lower, words) else _cut_behind(lower, words)


def _cut_behind(word: str, words: Lexicon) -> float:
    """A plural takes an apostrophe; a rare word may lack its end, or be anything."""
    if len(word) > 2 and word.endswith("s"):
        return 1.3
    if len(word) > 3 and word.endswith("in") and not words.knows(word):
        return 1.25
    if _lacks_its_end(word, words):
        return 1.0
    if word.endswith(("z", "x", "ce", "sh")):
        return 3.5
    return 1.5 if words.share(word) < RARE else 4.0


def _speech_cuts(word: str, words: Lexicon) -> bool:
    """Whether speech says a word without its g or its t: `sittin'`, `didn'`."""
    if len(word) > 3 and word.endswith("in"):
        return _with_g(word, words) > RARE / 2
    return word.endswith("n") and words.share(word + "'t") > 5 * RARE
