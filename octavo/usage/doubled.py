"""Words that stand twice: `the the garden`.

Each language has words that rightly do: those stand in a table, and a language without a row there
is left alone. In English a word of grammar that never doubles is proposed once; all else is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from octavo.model.finding import Tier
from octavo.prose.prose import Change
from octavo.system.remembered import remembered
from octavo.text.lexicon import listed
from octavo.usage.words import LETTER

DOUBLED = re.compile(
    rf"(?<![\w’'-])(?P<word>{LETTER}+)(?P<gap>[ \n\u00a0]+)(?P<again>(?P=word))(?![\w’'-])",
    re.IGNORECASE,
)
ONCE = listed(
    "a an the and or but nor of from with at for as by into than if when where which while because "
    "although though unless until this these those my your his its our their was were are be been "
    "am he she we they i would could should may might can cannot not"
)
"""Words of English that never stand twice where nothing stands between."""
OFTEN = listed(
    "had that is very really so too much many far long more no yes never ever again now there here "
    "well ha ho oh ah hey hi bye knock night hush tut pooh boo hoo chop clip clop cha tick tock "
    "ding dong rat tat tap thump drip drop quick slow slowly up down on out in over round around "
    "you her who what do will have one two by old little big deep dear good poor sweet alone all "
    "gone only far wide way time day years mile miles same step please come go look wait stop run "
    "quack moo woof bang boom pit pat ta da la na ya di do re mi fa so blah bla etcetera etc "
    "et hear agar pawn johnny duran couscous beri tom aye nay mama papa bon"
)
"""Words of English that may stand twice: in their grammar, for stress, as sounds."""
GRAMMAR_ELSEWHERE = {
    "de": "des eine einen einem einer und oder aber dass daß wenn weil nicht auch nur wir ich für",
    "fr": "le les un une des du de au aux et ou mais dans par pour sur avec sans sous qui ce cette "
    "ces son sa ses je il ils elle ne pas",
    "nl": "de het een en of maar van naar wij ik niet zijn haar hun heeft",
    "es": "el la los las un una de al y o con por sin sobre su sus",
    "it": "il la gli un una di del della dei delle e o in con per alla nel nella",
    "pt": "o os um uma de e ou em com por ao à seu sua",
    "sv": "en ett och eller men hon vi jag inte",
    "da": "et og eller men hun vi jeg ikke",
    "nb": "et og eller men hun vi jeg ikke",
}
"""The words of grammar of each language that stand twice by a slip. Others may do so by right, and
are not here: German *die die* and *der der* (a relative pronoun before an article), *ein ein* and
*an an* (a prefix before its like), Dutch *dat dat*, French *nous nous* and *vous vous*, Portuguese
*se se* and *do do* (that of the), and every *is* that ends a clause (*ce qui est est*)."""
ELSEWHERE = {lang: listed(words) for lang, words in GRAMMAR_ELSEWHERE.items()}
SHORTEST = 2
"""How many letters a word has at least that is no sound or sign."""


@remembered
def doubled(text: str, language: str) -> Iterator[Change]:
    """Yield each word of a text that stands twice by a slip.

    >>> [(c.start, c.end, str(c.tier)) for c in doubled("It had had the the rain rain.", "en")]
    [(11, 18, 'suggest'), (19, 28, 'flag')]
    """
    if language != "en" and language not in ELSEWHERE:
        return
    for match in DOUBLED.finditer(text):
        word, again = match["word"], match["again"]
        low = word.casefold()
        if language == "en":
            if low in OFTEN or not again.islower() or (word != again and low not in ONCE):
                continue
            if low in ONCE:
                yield replace(_flag(match), after=word, tier=Tier.SUGGEST, confidence=0.9)
            elif not _goes_on(text, match):
                yield _flag(match)
        elif low in ELSEWHERE[language] and again.islower():
            yield _flag(match)


def _flag(match: re.Match[str]) -> Change:
    message = f"“{match['word']}” stands twice."
    return Change(*match.span(), "", "word-doubled", message, Tier.FLAG)


def _goes_on(text: str, match: re.Match[str]) -> bool:
    """Whether a word is no word, or stands more often than twice: a sound, a refrain."""
    word, (start, end) = match["word"].casefold(), match.span()
    before, after = text[max(0, start - 40) : start].split(), text[end : end + 40].split()
    beside = [*before[-1:], *after[:1]]
    return len(word) < SHORTEST or any(word in near.casefold() for near in beside)
