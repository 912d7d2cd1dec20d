"""Words that English writes with an apostrophe in front or behind, and how sure each of them is.

The sets are closed classes of the language: clipped pronouns and prepositions, weak forms in
dialogue, dropped prefixes. A word that is also a word without its apostrophe costs more.
"""

from __future__ import annotations

from dataclasses import dataclass

CERTAIN = frozenset(
    "tis tisn't twas twasn't twere twill twould twouldn't twon't tain't twixt em bout spose "
    "n cept ceptin ceptin' twarn't twan't".split()
)
LIKELY = frozenset(
    "t'other twain er ave ad ud un ee cause neath gainst til nuff cept cordin fraid sides scuse "
    "deed fore lowed lowance stead mongst pears bliged tween cello coon possum gator scape lection "
    "lections prentice prentices kase cuz taint twarn tain ouse ome eart igh ope opes orse orses "
    "ard ead eads ristocracy longside specially pon shun tention nother nary zactly cording im "
    "erself imself isself arf alf eard eld eaven ell elp ere's e's e'd e'll ow's".split()
)
POSSIBLE = frozenset(
    "and old ear ears ot e ere long round way ware change course most cross till special low "
    "phone phones bus plane planes gin hood fess gree all burn air and's as is it eel old's "
    "stute stonished pology shamed".split()
)
CLIPPED = frozenset(
    "o th an ol wi mo fo po fa gi wid wud nex las tho thro an' jes jus bes lan han don roun tha "
    "de un t' ha' tak mak ma' wi' ye' i' o' wan' s'pos d wit hol tol col le ev'".split()
)
CLIPPED_WORDS = frozenset("a i to t d l m mos in lo".split())


@dataclass(frozen=True, slots=True)
class Elisions:
    """The elisions of a language; without any, the lexicon alone speaks."""

    certain: frozenset[str] = frozenset()
    likely: frozenset[str] = frozenset()
    possible: frozenset[str] = frozenset()
    clipped: frozenset[str] = frozenset()
    clipped_words: frozenset[str] = frozenset()

    def leading(self, word: str) -> float | None:
        """The cost of an apostrophe in front of a word; None where the word is in no set."""
        stem = word.split("'")[0]
        for cost, words in ((0.2, self.certain), (0.9, self.likely), (1.6, self.possible)):
            if word in words or stem in words:
                return cost
        return None

    def trailing(self, word: str) -> float | None:
        """The cost of an apostrophe behind a word; None where the word is in no set."""
        if word in self.clipped:
            return 0.5
        return 1.2 if word in self.clipped_words else None


ENGLISH = Elisions(CERTAIN, LIKELY, POSSIBLE, CLIPPED, CLIPPED_WORDS)
ELISIONS = {"en": ENGLISH}
