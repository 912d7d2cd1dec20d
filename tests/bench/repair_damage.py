"""The ways in which a text comes to harm: written in one code page, read in another.

A damage is a function from a character to what became of it, so that both texts keep their words
in the same order and a benchmark can count what came back.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import ftfy.bad_codecs  # noqa: F401  (it names the sloppy code pages)

from octavo.text.lexicon import listed

MARKS = frozenset("…“”‘’–—«»„‚‹›\N{NO-BREAK SPACE}")
PLAIN = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'", "–": "-"}
    | {"—": "--", "…": "...", "\N{WORD JOINER}": None, "œ": "oe", "Œ": "Oe"}
)
"""What someone types who has no such marks, as on DOS."""
CURLS = {"fr": "«»", "it": "«»", "es": "«»", "ru": "«»", "uk": "«»", "el": "«»", "de": "„“"}
CURLS |= {"cs": "„“", "sk": "„“", "pl": "„”", "hu": "„”", "bg": "„“", "ro": "„”"}


@dataclass(frozen=True, slots=True)
class Damage:
    """One kind of damage. `only` holds the languages that are written in such a code page."""

    name: str
    group: str
    change: Callable[[str], str]
    only: frozenset[str] = frozenset()
    plain: str = ""
    marks: bool = False


def misread(right: str, wrong: str, times: int = 1) -> Callable[[str], str]:
    """Give the damage of writing in one code page and reading in another, once or twice."""

    @cache
    def change(char: str) -> str:
        for _ in range(times):
            try:
                char = char.encode(right).decode(wrong)
            except UnicodeError:
                return char
        return char

    return change


def _marks(change: Callable[[str], str]) -> Callable[[str], str]:
    return lambda char: change(char) if char in MARKS else char


WEST = listed("en fr de es pt it nl sv da fi ca nb")
CENTRAL = listed("cs sk pl hu hr sl")
ACCENTS = WEST - {"en"}
SLOPPY = "sloppy-windows-1252"
MAC, CP = "mac_roman", SLOPPY


def _pair(name: str, right: str, wrong: str, only: frozenset[str], plain: bool = False) -> Damage:
    page = right if plain else ""
    return Damage(name, "whole, single-byte", misread(right, wrong), only, page)


def _utf(name: str, wrong: str, times: int = 1) -> Damage:
    return Damage(name, "utf-8 and C1", misread("utf-8", wrong, times))


def _typed(name: str, right: str, wrong: str, only: frozenset[str] = frozenset()) -> Damage:
    return Damage(name, "marks only", _marks(misread(right, wrong)), only, marks=True)


DAMAGES = (
    _pair("mac>cp1252", MAC, CP, WEST),
    _pair("mac>latin-1", MAC, "latin-1", WEST),
    _pair("cp1252>mac", CP, MAC, WEST),
    _pair("cp1252>cp437", CP, "cp437", WEST),
    _pair("cp1252>cp850", CP, "cp850", WEST),
    _pair("cp437>cp1252", "cp437", CP, ACCENTS - listed("pt da nb ca"), plain=True),
    _pair("cp850>cp1252", "cp850", CP, ACCENTS, plain=True),
    _pair("cp1250>cp1252", "cp1250", CP, CENTRAL),
    _pair("cp1251>cp1252", "cp1251", CP, frozenset(("ru", "uk", "bg"))),
    _pair("cp1253>cp1252", "cp1253", CP, frozenset(("el",))),
    _utf("utf-8>cp1252", SLOPPY),
    _utf("utf-8>latin-1", "latin-1"),
    _utf("utf-8>mac", MAC),
    _utf("utf-8>cp437", "cp437"),
    _utf("utf-8>cp1252 twice", SLOPPY, 2),
    _utf("utf-8>mac twice", MAC, 2),
    _utf("utf-8>cp437 twice", "cp437", 2),
    Damage("cp1252>latin-1 (C1)", "utf-8 and C1", misread("cp1252", "latin-1"), WEST),
    _typed("mac>cp1252 marks", MAC, CP),
    _typed("cp1252>mac marks", CP, MAC, WEST),
    _typed("utf-8>cp1252 marks", "utf-8", SLOPPY),
    _typed("cp1252>latin-1 marks", "cp1252", "latin-1"),
)


def typed(paragraph: str, page: str) -> str:
    """Give a paragraph as someone types it on a machine that has only one code page."""
    text = paragraph.translate(PLAIN)
    return "".join(c if _fits(c, page) else unicodedata.normalize("NFD", c)[0] for c in text)


@cache
def _fits(char: str, page: str) -> bool:
    return char.encode(page, "ignore") != b""


def curled(paragraph: str, lang: str) -> str:
    """Curl what was typed straight, roughly, so that there are marks to damage."""
    opening, closing = CURLS.get(lang.partition("-")[0], "“”")
    text = re.sub(r"(?<=\w)'(?=\w)", "’", paragraph)
    text = re.sub(r'(?<![\w.,;:!?…)])"(?=[\w¿¡«„“‘])', opening, text)
    return re.sub(r'(?<=[\w.,;:!?…)])"(?!\w)', closing, text)
