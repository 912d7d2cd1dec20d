"""What the lines of a title page and an imprint say: book, people, press, place and year."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from octavo.manuscripts.plain.outer import contributors
from octavo.manuscripts.plain.outer.gutenberg import TYPED
from octavo.manuscripts.plain.outer.press import DATE, OFFER, PRESS, VOLUME
from octavo.manuscripts.web import tree
from octavo.manuscripts.web.book import Web
from octavo.manuscripts.word.structure import numbers

LEAST = 3
"""A title or a name of so few letters says nothing."""

LONGEST = 300
"""A block with more letters is text, not a line of a title page."""

A_SENTENCE = 120
"""So many letters below a heading are text, where they end as a sentence does."""

BY = re.compile(
    r"\W*(?:(?:written|told|retold|edited|compiled|collected|arranged|adapted|translated|described"
    r"|illustrated|decorated|pictured|painted|drawn|designed|music|words|pictures|introduction) )?"
    r"(?:by|von|par|por|di|door|af|av)\b.{0,60}",
    re.IGNORECASE,
)
IMPRINT = re.compile(
    r"\b(?:re-?printed|first published|(?:and|et|und) co\b|ltd\b|limited\b|editors? of"
    r"|edition\b.{0,60}\b1[5-9]\d\d|with \w+ illustrations|profusely illustrated|u\. ?s\. ?a\b)"
    r"|\b\d+\b.{0,40}\b(?:street|row|avenue|square|lane|strand)\b.{0,20}$",
    re.IGNORECASE,
)
"""What a press says of a book besides, on the pages before it."""

CITY = re.compile(
    r"(?i:London|New York|Boston|Philadelphia|Chicago|Edinburgh|Glasgow|Dublin|Oxford|Cambridge"
    r"|Toronto|Sydney|Melbourne|Paris|Berlin|Leipzig|Stuttgart|Wien|Amsterdam)"
)
PLACE = re.compile(rf"{CITY.pattern}(?:\W+(?:(?:and|et|und)\s+)?(?:[A-Z][\w.&'-]*|\d+)){{0,12}}\W*")
"""A line that begins with a city where books are published, and has no day of a letter."""

YEAR = re.compile(r"\b1[5-9]\d\d\W*$")

MONTH = re.compile(
    r"\b(?:jan|feb|march|april|may|june|july|aug|sept|oct|nov|dec)\w*\W+\d", re.IGNORECASE
)
DISPLAYED = 20
"""So many words with capitals between two lines of a title page are one of them."""

NAMED = 12
"""A line with the last name of an author has no more words."""

SMALL = 3
"""A word of so few letters has no capital within a line of a title page."""

SOURCE = re.compile(
    r"transcribed from|this (?:e-?book|e-?text|file) was|produced by"
    r"|images of the original pages",
    re.IGNORECASE,
)


HONOUR = re.compile(
    r"\W*(?:(?:the )?(?:sir|dame|lord|lady|dr|prof(?:essor)?|mr|mrs|miss|rev(?:erend)?)\b\.?\s+)+",
    re.IGNORECASE,
)
"""What stands before a name on a title page."""


class Names:
    """Title and people of a book, as its title page may have them."""

    def __init__(self, web: Web) -> None:
        """Take the names from what the header of a page says."""
        roles = ("author", "editor", "translator", "illustrator", "compiler")
        people: list[object] = []
        for role in roles:
            known = web.embedded.get(role)
            people += known if isinstance(known, list) else [known]
        whole = [web.embedded.get("title"), web.embedded.get("subtitle"), *people]
        self.title = tree.letters(str(web.embedded.get("title") or ""))
        self.whole = [
            one for known in whole if known and len(one := tree.letters(str(known))) > LEAST
        ]
        last = [str(one).split()[-1] for one in people if one and str(one).split()]
        self.last = [tree.letters(one) for one in last if len(tree.letters(one)) > LEAST]

    def begin(self, words: str) -> bool:
        """Whether a line begins with the title or somebody's name."""
        own = tree.letters(HONOUR.sub("", words, count=1))
        return len(own) < LONGEST and any(_begins(own, one) for one in self.whole)

    def touch(self, words: str) -> bool:
        """Whether a line is a piece of them, or has the last name of somebody."""
        own = tree.letters(HONOUR.sub("", words, count=1))
        parts = words.split()
        has_last = any(tree.letters(part) in self.last for part in parts)
        piece = len(own) > LEAST and any(own in one for one in self.whole)
        return piece or (has_last and len(parts) <= NAMED and is_displayed(words))


def _begins(own: str, known: str) -> bool:
    """Whether letters begin with known ones, or are these but for a slip of the typist."""
    if own.startswith(known):
        return True
    near = min(len(own), len(known)) >= LONG and abs(len(own) - len(known)) <= LEAST
    return near and SequenceMatcher(None, own, known).ratio() >= ALIKE


LONG, ALIKE = 8, 0.9
"""Titles of so many letters are one where this share of them agree."""


def is_displayed(words: str) -> bool:
    """Whether all longer words of a line begin with a capital or a number."""
    parts = [part for part in re.findall(r"\w[\w'-]*", words) if len(part) > SMALL]
    return len(words.split()) <= DISPLAYED and all(not part[0].islower() for part in parts)


def of_press(words: str) -> bool:
    """Whether a line says who made or sells a book, when and where, or who typed it."""
    if numbers.read(words).kind in ("chapter", "named"):
        return False
    says = PRESS.search(words) or DATE.fullmatch(words) or VOLUME.fullmatch(words)
    says = says or BY.fullmatch(words) or SOURCE.search(words) or TYPED.search(words)
    if says or is_place(words) or (len(words) <= LONGEST and IMPRINT.search(words)):
        return True
    return len(OFFER.findall(words)) > 1 or bool(contributors.named(words))


def is_place(words: str) -> bool:
    """Whether a line begins with the city of a press, and bears no day."""
    short = len(words) <= A_SENTENCE and not MONTH.search(words)
    return short and bool(PLACE.fullmatch(words) or (CITY.match(words) and YEAR.search(words)))
