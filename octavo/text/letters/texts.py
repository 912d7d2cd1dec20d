"""What a decoded text costs in a language: for pages of several bytes a character, and Unicode."""

from __future__ import annotations

from octavo.text.letters import signs
from octavo.text.letters.counting import folded, of_text
from octavo.text.letters.pages import UNICODE, CodePage
from octavo.text.letters.statistics import Language, is_letter, languages

EASY, SEEN = 7.5, 20_000
"""What a sign costs at most on the average, and how many are read, where UTF-16 has no mark."""
UNSEEN = frozenset(map(chr, {*range(32), 0xFFFD} - {9, 10, 12, 13}))


def unmarked(data: bytes) -> CodePage | None:
    """Return the form of UTF-16 or UTF-32 that bytes are in which have no mark; None in none.

    What is text in one of them is rare signs or none in all others; so one must be easy to read.
    """
    easiest, page = EASY, None
    for one in UNICODE:
        width = 4 if "32" in one.codec else 2
        if len(data) % width:
            continue
        text = data[: SEEN * width].decode(one.codec, "replace")
        if "\0" in text or any("\ud7ff" < c < "\ue000" or c in UNSEEN for c in set(text)):
            continue
        scripts = [c for c in languages().values() if _shares(c, text)]
        for language in scripts:
            strain = text_cost(text, language)[1]
            if strain < easiest:
                easiest, page = strain, one
    return page


def _shares(language: Language, text: str) -> bool:
    """Whether at least half of the letters of a text are a language's."""
    letters = [c for c in text if is_letter(c)]
    return 2 * sum(c.lower() in language.ones or c.isascii() for c in letters) >= len(letters)


def text_cost(text: str, language: Language) -> tuple[float, float]:
    """Return what a text costs in a language, and what a sign of it beyond ASCII does."""
    counts = of_text(text)
    whole = language.plain(folded({t: n for t, n in counts.items() if t.isascii()}))
    beyond = size = 0.0
    for triple, weight in counts.items():
        if not triple.isascii():
            beyond += weight * _cost(triple, language)
            size += weight
    return whole + beyond, beyond / (size or 1.0)


def _cost(triple: str, language: Language) -> float:
    first, second, last = triple[0], triple[1], triple[2]
    cost = language.cost(triple) + signs.case(first, second, last)
    if not second.isascii() and not is_letter(second):
        cost += signs.cost(first, second, last, language.code)
    return cost + signs.beside(second, last)
