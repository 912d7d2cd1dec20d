"""Titles and foreign words that may have lost their italics (English)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import cache

from octavo.text.lexicon import Lexicon, lexicon, listed

CAPITAL = r"[A-ZÀ-Þ][\w’-]*"
MINOR = r"(?:of|and|or|the|a|an|in|on|to|for|from|with|at|by)"
TITLE = rf"(?:(?:The|A|An|On)[ \n])?{CAPITAL}(?:[ \n](?:{MINOR}[ \n]){{0,2}}{CAPITAL})*"
BOOKS = listed("publication book novel play poem pamphlet treatise opera film novella memoir")
PERIODICALS = listed("journal newspaper magazine periodical weekly monthly quarterly")
NAMED = re.compile(
    r"(?:[’']s|s[’']|(?<!\w)(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Oo]ur|[Mm]y))[ \n]"
    rf"(?:[a-z]+[ \n])?(?P<kind>{'|'.join(sorted(BOOKS | PERIODICALS))})[ \n](?P<title>{TITLE})"
)
HEADED = re.compile(rf"(?:The|A|An|On)[ \n]{CAPITAL}|.*[ \n](?:{MINOR})[ \n]", re.DOTALL)
"""What shows that capitals are a title: an article before them, or small words among them."""
ALONE = re.compile(r"(?:The|A|An|On|In|Of|Mr|Mrs|Ms|Miss|Dr|Sir|Lord|Lady|Captain|I|He|She|We|It)")
CREDITED = re.compile(rf"(?P<title>{TITLE})[ \n]\((?P<name>{CAPITAL})\)")
BODIES = listed(
    "party bank university college school ministry department institute society church army union "
    "council committee court house king queen duke earl bishop battle treaty province republic"
)
"""What is called like a title, and is an institution, a rank or an event."""
SERIES, ELSEWHERE = 2, 2
"""How many titles with their authors make a series; how often an author stands elsewhere."""


def kinds(met: Collection[str]) -> list[str]:
    """Return the words for what has a title that a book has, of all its words."""
    return sorted((BOOKS | PERIODICALS).intersection(met))


def titles(text: str, whole: str, named: Collection[str]) -> Iterator[tuple[int, int]]:
    """Yield the titles in a text that are set as any other words; `whole` is all of the book.

    `named` are the words for what has a title (`novel`) that the book has.

    A title follows what it is (`his book The Lessons of October`), or stands in a series of titles
    with the names of their authors behind them.
    """
    for match in NAMED.finditer(text) if any(map(text.__contains__, named)) else ():
        title, periodical = match["title"], match["kind"] in PERIODICALS
        if HEADED.match(title) or (periodical and not ALONE.fullmatch(title.split()[0])):
            yield match.span("title")
    if text.count("(") >= SERIES:
        credited = [m for m in CREDITED.finditer(text) if HEADED.match(m["title"])]
        known = [match for match in credited if _is_credited(match, whole)]
        yield from (match.span("title") for match in known if len(known) >= SERIES)


def _is_credited(match: re.Match[str], whole: str) -> bool:
    name = re.escape(match["name"])
    is_body = not BODIES.isdisjoint(match["title"].lower().split())
    elsewhere = re.findall(rf"(?<!\()\b{name}\b(?!\))", whole)
    return not is_body and len(elsewhere) >= ELSEWHERE


OFTEN = 2
"""How often words must be in italics to be so by habit, and no less often than not."""
LETTERED = re.compile(r"[^\W\d_]+")


def by_habit(slanted: Mapping[str, int], whole: str, words: Lexicon) -> list[str]:
    """Return the titles and foreign words that a book has in italics by habit, the longest first.

    `slanted` says how often each stretch of words stands in italics, `whole` is all of the book.
    A single English word, or several in small letters, may be in italics for their stress.
    """
    often = {phrase: count for phrase, count in slanted.items() if count >= OFTEN}
    fit = (phrase for phrase in often if _is_title(phrase) or _is_foreign(phrase, words))
    habitual = [
        phrase for phrase in fit if 2 * often[phrase] >= len(re.findall(_word(phrase), whole))
    ]
    return sorted(habitual, key=lambda phrase: (-len(phrase), phrase))


def again(text: str, known: Collection[str]) -> Iterator[tuple[int, int]]:
    """Yield where `known` words stand in a text, in italics or not."""
    near = [phrase for phrase in known if phrase in text]
    for match in re.finditer("|".join(map(_word, near)), text) if near else ():
        yield match.span()


def _word(phrase: str) -> str:
    return rf"(?<![\w’-]){re.escape(phrase)}(?![\w’-])"


def _is_title(phrase: str) -> bool:
    capitals = re.findall(CAPITAL, phrase)
    return (
        len(capitals) > 1 and re.fullmatch(TITLE, phrase) is not None and bool(HEADED.match(phrase))
    )


def _is_foreign(phrase: str, words: Lexicon) -> bool:
    parts = LETTERED.findall(phrase)
    strange = all(words.share(part.lower()) <= UNKNOWN for part in parts)
    return strange and len(phrase) >= SHORTEST and phrase[:1].islower()


LATIN = "shch sch zh kh ts ch sh yu ya iu ia yo ye a b v g d e z i j k l m n o p r s t u f h y c ’"
LETTERS = "щ щ ж х ц ч ш ю я ю я ё е а б в г д е з и й к л м н о п р с т у ф х ы ц ь"
CYRILLIC = tuple(zip(LATIN.split(), LETTERS.split(), strict=True))
"""How Russian is written in Latin letters (BGN/PCGN 1947; the older English way)."""
SHORTEST, UNKNOWN, COMMON = 5, 6e-8, 3e-6
"""How long a foreign word is at least; up to which share English does not know a word, and from
which on its own language does."""
NAME = re.compile(r".*(?:ov|ev|in|sky|skii|skiy|ski|ich|ova|eva|ina|aya|vna|ko|uk)$")
"""How Russian names end."""
PERSON = re.compile(r"[A-Z][a-z]+(?:ov|ev|sky|skii|skaya|ovich|evich|ovna|evna)")
PERSONS = 3
"""How Russian names surely end, and how many show that a text speaks of Russia."""
SMALL = re.compile(rf"(?<![\w’-])[a-z]{{{SHORTEST},}}(?![\w’-])")
PHRASE = re.compile(r"(?<![\w’-])[A-Z][a-z]+(?:[ \n][A-Z][a-z]+){1,2}(?![\w’-])")


def transliterated(word: str) -> str:
    """Return a word in Cyrillic letters; "" where it has a letter that Russian is not written with.

    >>> transliterated("apparat"), transliterated("kolkhoz")
    ('аппарат', 'колхоз')
    """
    word, out = word.lower(), ""
    while word:
        latin, letter = next((pair for pair in CYRILLIC if word.startswith(pair[0])), ("", ""))
        if not latin:
            return ""
        out, word = out + letter, word[len(latin) :]
    return out


def strangers(met: Mapping[str, int], words: Lexicon) -> set[str] | None:
    """Return the words of a text, in small letters, that are Russian and not English.

    None where the text does not speak of persons with Russian names.
    """
    if sum(PERSON.fullmatch(word) is not None for word in met) < PERSONS:
        return None
    plain = (w for w in met if len(w) >= SHORTEST and w.isascii() and w.isalpha())
    unknown = [w for w in plain if w.islower() and words.share(w) <= UNKNOWN]
    return {w for w in unknown if w.title() not in met and _is_russian(w)}


@cache
def _is_russian(word: str) -> bool:
    return lexicon("ru", "small").share(transliterated(word)) >= COMMON


def foreign(text: str, known: Collection[str] | None, words: Lexicon) -> Iterator[tuple[int, int]]:
    """Yield the foreign words of a text: those `known` to be, and names of things in Russian."""
    if known is None:
        return
    for match in SMALL.finditer(text) if known else ():
        if match[0] in known:
            yield match.span()
    for match in PHRASE.finditer(text):
        parts = match[0].lower().split()
        strange = not any(words.share(part) > UNKNOWN or NAME.match(part) for part in parts)
        if strange and any(_is_russian(part) for part in parts):
            yield match.span()
