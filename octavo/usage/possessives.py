"""Possessives of nouns whose plural has no s: `men’s`, `People’s Commissar`."""

from __future__ import annotations

import re
from collections.abc import Iterator

PLURALS = r"(?:[a-z]*[Mm]en|[Cc]hildren|[Ff]eet|[Tt]eeth|[Gg]eese|[Mm]ice|[Oo]xen|[Bb]rethren)"
DOUBLED = re.compile(rf"(?<![\w’-])(?P<noun>[A-Z]?{PLURALS})(?P<end>s’)(?=[ \n][\w“‘])")
PEOPLES = re.compile(r"(?<![\w’-])(?P<noun>[Pp]eople)(?P<end>s’)[ \n](?P<owned>[A-Z][\w-]+)")
PEOPLE = re.compile(r"(?<![\w’-])[Pp]eople’s[ \n](?P<owned>[A-Z][\w-]+)")
ALIKE = 5
"""In how many first letters two words are of one family: `Commissar`, `Commissariat`."""


def institutions(whole: str) -> set[str]:
    """Return how the names of what is the People's begin in a text."""
    return {match["owned"][:ALIKE] for match in PEOPLE.finditer(whole)}


def doubled(text: str, names: set[str]) -> Iterator[tuple[int, int]]:
    """Yield each ending `s’` that should be `’s`.

    The plural has its own form already; *peoples* are meant, except in a name that the text has
    with *People's* elsewhere: `names` are the beginnings of those.

    >>> list(doubled("the mens’ room; the Peoples’ Commissar", {"Commi"}))
    [(7, 9), (26, 28)]
    """
    for match in DOUBLED.finditer(text):
        yield match.span("end")
    for match in PEOPLES.finditer(text) if names else ():
        if match["owned"][:ALIKE] in names:
            yield match.span("end")
