"""What is read together, so that no line may break in it: patterns made of a language's data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from octavo.system.remembered import remembered
from octavo.text.any_of import any_of
from octavo.text.lexicon import listed
from octavo.text.style.locales import Holding

SPACE = r"(?P<space>[ \n])"
TAKES_ROMAN = listed("vol vols ch chap fig art pt bk sect fol col para pl t cap bd kap p")
"""What may stand before a Roman number in capitals."""


@cache
def _titles(titles: str) -> tuple[str, ...]:
    """What a text holds in which a title can be found."""
    return tuple(title + end for title in titles.split() for end in (". ", " ", ".\n", "\n"))


WORDS = listed("chap fig art sect cap para")
"""Those of them that are words too: a point and *I* behind one may begin a sentence."""


POINT_NUMBER = re.compile(r"\.[ \n][\divxlcIVXLC]|\d[ \n]|[^\w\s.,;:][ \n]\d")


@remembered
def held(text: str, holding: Holding) -> Iterator[tuple[int, str]]:
    """Yield each space of a text at which no line may break, and what it holds together.

    >>> from octavo.text.style.locales import ENGLISH
    >>> [at for at, _ in held("see p. 5 of Dr Who", ENGLISH)]
    [6, 14]
    """
    numbers = POINT_NUMBER.search(text) or holding.parts
    if not numbers and not any(title in text for title in _titles(holding.titles)):
        return
    for pattern, what in patterns(holding):
        for match in pattern.finditer(text):
            yield match.start("space"), what


def unparted(text: str, holding: Holding) -> Iterator[int]:
    """Yield where an abbreviation of several words has no space between them.

    >>> from octavo.text.style.locales import GERMAN
    >>> list(unparted("das gilt z.B. hier", GERMAN))
    [11]
    """
    pattern = _unparted(holding.parts)
    for match in pattern.finditer(text) if pattern else ():
        yield match.start() + match[0].index(".") + 1


@cache
def _unparted(parts: str) -> re.Pattern[str] | None:
    """Abbreviations of two words, typed in one; None for a language that has none."""
    pairs = [part.replace(" ", "") for part in parts.split("|") if part.count(" ") == 1]
    return re.compile(rf"(?<![\w.]){any_of(pairs)}(?![\w-])") if pairs else None


@cache
def patterns(holding: Holding) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return patterns, each with a group `space` where no line may break, and what it holds."""
    pairs = [*_numbers(holding), *_names(holding), *_parts(holding)]
    return tuple((re.compile(pattern), what) for pattern, what in pairs)


def _numbers(holding: Holding) -> Iterator[tuple[str, str]]:
    what = "an abbreviation and its number"
    words = holding.before_number.split()
    if words:
        yield rf"(?<![\w.-])(?:{_either(words)})\.{SPACE}(?=\d)", what
        roman = [word for word in words if word in TAKES_ROMAN]
        sure = [word for word in roman if word not in WORDS] or ["p"]
        worded = [word for word in roman if word in WORDS] or ["art"]
        yield rf"(?<![\w.-])(?:{_either(sure)})\.{SPACE}(?=[IVXLC]+\b)", what
        yield rf"(?<![\w.-])(?:{_either(worded)})\.{SPACE}(?=(?!I\b)[IVXLC]+\b)", what
        yield rf"(?<![\w.-])pp?\.{SPACE}(?=[ivxlc]+\b)", what
    if holding.signs:
        yield rf"(?<!\w){any_of(holding.signs.split())}+{SPACE}(?=\d)", what
    if holding.units:
        yield (
            rf"(?<![#'’]\d)(?<=\d){SPACE}(?=(?:{_units(holding.units)})(?!['’-]?\w))",
            "a number and its unit",
        )


def _names(holding: Holding) -> Iterator[tuple[str, str]]:
    if holding.titles:  # `P. D.` is a postscript
        titles = any_of(holding.titles.split())
        title = rf"(?<![\w.-])(?<!P\.\s)(?:{titles})\.?"
        yield rf"{title}{SPACE}(?=[^\W\d_a-z][\w’'])", "a title and its name"


def _parts(holding: Holding) -> Iterator[tuple[str, str]]:
    """`z. B.`: the space between the parts, whichever it is."""
    for part in filter(None, holding.parts.split("|")):
        first, second = part.split(" ", 1)
        if " " not in second:
            pattern = rf"(?<![\w.]){re.escape(first)}{SPACE}(?={re.escape(second)})"
            yield pattern, "the parts of an abbreviation"


def _either(words: list[str]) -> str:
    """Any of some words, with a small first letter or a capital one where it is long enough."""
    return any_of([*words, *(word.capitalize() for word in words if len(word) > 1)])


def _units(units: str) -> str:
    """Units are patterns, parted by spaces; a `_` in one is a space."""
    return "|".join(units.split()).replace("_", r"[ \n]")
