"""Commas: whether the last item of a list has one before *and* or *or* (English)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from octavo.text.lexicon import listed
from octavo.usage.words import Entry, Forms, Text

HEADING = "Commas"
ITEM = r"[\w’'-]+(?:[ \n\u00a0][\w’'-]+){0,2}?"
LIST = re.compile(
    rf",[ \n](?P<middle>{ITEM})(?P<comma>,?)[ \n]"
    r"(?:and|or)[ \n](?:(?:the|a|an|his|her|its|their|our|all|other)[ \n])*(?P<last>[\w’'-]+)"
)
BREAK = re.compile(r"[.;:!?()“”\ufffc]")
REACH = 240
"""How far back a sentence is looked at, in characters."""

OPENERS = listed(
    "in on at by for from with without after before when while whilst where if as since until "
    "although though because unless under over during despite to then thus however therefore "
    "moreover furthermore nevertheless meanwhile instead finally first secondly indeed of course "
    "yet but and so now here there once later today yes no not only even whatever whether"
)
"""A clause that begins with one of these may end at the first comma: no list."""

CLAUSE = listed(
    "he she it they we you i this that these those which who whom whose where when what there is "
    "was are were be been has have had will would could should may might must can did does do not"
)
"""An item with one of these is a clause of its own."""

PHRASES = listed("sooner more time again once now one over far up there")
"""`Sooner or later`, `more or less`, `time and again` are one thing."""

WITH, WITHOUT = "a, b, and c", "a, b and c"


def serial(texts: Sequence[Text]) -> list[Entry]:
    """Return the lists of three and more with the serial comma, and those without it."""
    forms: Forms = {}
    for text in texts:
        for start, end, form in _lists(text):
            if not text.is_quoted(start):
                forms.setdefault(form, []).append(text.seen(start, end))
    if not forms:
        return []
    if len(forms) == 1:
        note = "serial comma throughout" if WITH in forms else "no serial comma"
        return [Entry(HEADING, forms, note)]
    return [Entry(HEADING, forms, "the serial comma now and then", unsettled=True)]


def _lists(text: Text) -> Iterator[tuple[int, int, str]]:
    """Yield the end of each list: from its last item but one to its last; and its form."""
    for match in LIST.finditer(text.text):
        before = text.text[max(0, match.start() - REACH) : match.start()]
        if _is_list(BREAK.split(before)[-1], match):
            form = WITH if match["comma"] else WITHOUT
            yield match.start("middle"), match.end("last"), form


def _is_list(head: str, match: re.Match[str]) -> bool:
    """Whether words with a comma between them are items, and no clauses."""
    item = head.rsplit(",", maxsplit=1)[-1].split()
    middle, last = match["middle"].split(), match["last"]
    if not item or middle[0] in PHRASES or middle[0].lower() in OPENERS:
        return False
    if CLAUSE.intersection(word.lower() for word in (*middle, last)):
        return False
    if "," not in head and _may_be_none(item, match):
        return False
    return _shape(item[-1]) == _shape(middle[-1]) == _shape(last)


def _may_be_none(words: list[str], match: re.Match[str]) -> bool:
    """Whether two things may follow words that lead into a sentence, or are a new construction."""
    if len(words) == 1 or match["comma"]:
        return len(words) == 1
    return words[0].lower() in OPENERS or " " in match["middle"]


def _shape(word: str) -> str:
    """Digits, a name or a word: the items of a list are of one kind."""
    letters = word.strip("’'-“‘—–")
    if letters[:1].isdigit():
        return "0"
    return "A" if letters[:1].isupper() else "a"
