"""How a press speaks on its pages: who printed and sells a book, when, where and for how much."""

from __future__ import annotations

import re

from octavo.manuscripts.pieces import Piece

PRESS = re.compile(
    r"\b(?:publish(?:ed|ers?|ing)|printe(?:d|rs?)|copyright|copyrighted|all rights reserved"
    r"|(?:first|new|second|third|fourth|fifth|popular|revised|limited|\w+th)\s+(?:edition|impression)"
    r"|edition \d[\d.]*|(?:edited|translated|selected|compiled) by"
    r"|(?:library|collected|complete|uniform) edition|(?:complete|collected) (?:works|writings) of"
    r"|entered according|author of|authors? of|frontispiece by|illustrat(?:ed|ions) by|trade mark"
    r"|publication number|university of|memorial library|made in u\.? ?s\.? ?a|press\b"
    r"|company|\w+ house\b(?=\W*$)|libretto|ltd|verlag|gedruckt|druck von|auflage"
    r"|imprimerie|imprimé|libraire|librairie|éditeurs?"
    r"|dépôt légal|tous droits|uitgever"
    r"|snelpersdruk|gedrukt|drukkerij|editorial|imprenta|editore|tipografia|förlag|tryckt|forlag"
    r"|afzonderlijk verkrijgbaar)|& (?:co|sons)\b",
    re.IGNORECASE,
)
"""Lines on a title page, or behind it, about those who made the book."""

PRINTER = re.compile(
    r"\W*(?:printed(?: and bound)? (?:by|at|in)|typeset by|(?:gedruckt|druck) (?:von|bei|der|in)"
    r"|imprimé (?:par|chez|en)|imprimerie|gedrukt (?:door|bij|te)|impreso (?:por|en)|stampato)\b"
    r".{1,120}|.{3,60}\W\s?printers\W{1,3}.{3,40}",
    re.IGNORECASE | re.DOTALL,
)
"""The line of a printer behind the text."""

DATE = re.compile(
    r"\W*(?:in the year\W*)?(?:M[DC][DCLMXVI .]{2,}|1[5-9]\d\d|20[0-2]\d)\W*", re.IGNORECASE
)
OFFER = re.compile(
    r"[$£]\s?\d|\bprices?\b|\bprijs\b|\bprix\b|\bpreis\b|\d\s?s\.|\b\d+ cents\b|\bcloth\b|\bnet\b"
    r"|\b(?:8|12|16|24|32)\s?(?:mo|vo)\b|\bpost-?paid\b|\bcatalogue\b|\d pages\b"
    r"|\bsole (?:makers|agents|manufacturers)\b|\bon application\b|\bestablished 1[6-9]\d\d\b"
    r"|\btelegrams\b|\bby the same author\b|\bjust published\b|\bpublications?\b|\bpublishers?\b"
    r"|(?<!\d)(?<![,-] )(?<!-)\d? ?\d\d$",
    re.IGNORECASE,
)
"""What offers a book for sale; a number behind a comma is a page of an index."""

OFFERS, SHARE = 3, 0.1
"""So many paragraphs, and such a share of them, offer books for sale where a press advertises."""

VOLUME = re.compile(r"\W*(?:volume|vol\.|band|tome|tomo|deel)\s+\w+\W*", re.IGNORECASE)
CITY = (
    r"(?:new york|london|boston|chicago|philadelphia|toronto|edinburgh|glasgow|dublin|oxford"
    r"|cambridge|melbourne|paris|leipzig|berlin|stuttgart|wien|amsterdam|milano|madrid)"
)
CITIES = re.compile(rf"\W*{CITY}(?:(?:\W|and|&)+{CITY})*\W*(?:1[5-9]\d\d\W*)?", re.IGNORECASE)
"""Where a press has its houses."""


def is_press(piece: Piece) -> bool:
    """Whether lines are a press's own, as on a title page, behind it or in a catalogue."""
    plain = piece.plain
    dated = len(piece.lines) > 1 and DATE.fullmatch(last_line(piece))
    lines = piece.replaced(bare=True).split("\n") if len(piece.lines) > 1 else []
    if any(map(CITIES.fullmatch, lines)) or dated or VOLUME.fullmatch(plain):
        return True
    return bool(PRESS.search(plain)) or len(OFFER.findall(plain)) > 1


def last_line(piece: Piece) -> str:
    """Return the words of the last line, where a date may stand."""
    return piece.replaced(bare=True).split("\n")[-1]
