"""Reads the name of a style: what presses, Word and LibreOffice mean by it.

The names stand in `assets/word_styles.toml`. A name that has more words than one of these is a
likely one: `Ness Chapter Title` ends in `Chapter Title`.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from octavo.model import meanings
from octavo.model.meanings import Meaning

LETTERS = "abcde"
"""The letters that presses give their levels below a chapter: A is the first."""

ALPHABETS = {"{n}": "123456", "{a}": LETTERS}

SHORTEST = 4
"""A word of a name that stands for the whole has so many letters at least: `ct` has too few."""

VARIANTS = re.compile(r"(?:first|last|middle|mid|cont|continued|single|only|alt)$")
"""The last word of a name that says where a paragraph stands, and not what it is."""

WORDS = re.compile(r"[^\W\d_]+|\d+")
CAMEL = re.compile(r"(?<=[a-zß-ÿ])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


@dataclass(frozen=True, slots=True)
class Named:
    """What a name says: a meaning, whether the name is known as a whole, whether others read it.

    `kept` names are known to pandoc or to another part of the import, which reads them. What is
    `doubtful` is only proposed.
    """

    meaning: Meaning | None = None
    whole: bool = False
    kept: bool = False
    doubtful: bool = False


UNKNOWN = Named()


def of_paragraph(name: str) -> Named:
    """Return what the name of a paragraph style says."""
    known, kept = _paragraphs(), _kept()
    for form in _forms(name):
        if form in known:
            return Named(known[form], whole=True, doubtful=form in _doubtful())
        if form in kept:
            return Named(whole=True, kept=True)
    return _within(name, known, kept)


def of_character(name: str) -> Named:
    """Return what the name of a character style says."""
    known = _characters()
    for form in _forms(re.sub(r"(?i)\s+(?:char|zchn|zeichen|car|carattere)$", "", name)):
        if form in known:
            return Named(known[form], whole=True)
    return UNKNOWN


def compact(name: str) -> str:
    """Return the letters and digits of a name: two names with the same ones are one name."""
    text = unicodedata.normalize("NFKC", name).casefold()
    return "".join(sign for sign in text if sign.isalnum() or unicodedata.combining(sign))


def _forms(name: str) -> list[str]:
    """Return the forms under which a name may be known: without numbers and places around it.

    Word writes other names of a style behind commas (ECMA-376, part 1, 17.7.4.1).
    """
    forms: list[str] = []
    for alias in name.split(","):
        whole = compact(alias)
        bare = re.sub(r"^\d+|(?<=\D)\d+$", "", whole)
        forms += [whole, re.sub(r"^\d+", "", whole), bare, VARIANTS.sub("", bare)]
    return [form for form in dict.fromkeys(forms) if form]


def _within(name: str, known: dict[str, Meaning], kept: frozenset[str]) -> Named:
    """Return what the last words of a name say, or the first: the more words the better."""
    words = [
        compact(word) for word in WORDS.findall(CAMEL.sub(" ", name.split(",", maxsplit=1)[0]))
    ]
    ends = [words[start:] for start in range(1, len(words))]
    begins = [words[:end] for end in range(len(words) - 1, 0, -1)]
    for part in (*ends, *begins):
        form = "".join(part)
        if len(form) >= SHORTEST or (len(part) > 1 and len(form) > 1):
            if form in kept:
                return Named(kept=True)
            if form in known:
                return Named(known[form])
    return UNKNOWN


@cache
def _tables() -> dict[str, dict[str, list[str]]]:
    text = files("octavo").joinpath("assets", "word_styles.toml").read_text("utf-8")
    tables: dict[str, dict[str, list[str]]] = tomllib.loads(text)
    return tables


@cache
def _paragraphs() -> dict[str, Meaning]:
    table: dict[str, Meaning] = {}
    for words, names in _tables()["paragraph"].items():
        for name in names:
            for form, level in _spelt(name):
                table.setdefault(compact(form), _meaning(words, level))
    return table


def _spelt(name: str) -> list[tuple[str, int]]:
    """Return a name with each level that it may have, and the level; 0 where it has none."""
    for sign, alphabet in ALPHABETS.items():
        if sign in name:
            return [(name.replace(sign, letter), n) for n, letter in enumerate(alphabet, 1)]
    return [(name, 0)]


def _meaning(words: str, level: int) -> Meaning:
    """Return the meaning that a table is about, at a level."""
    words = words.removesuffix("?")
    kind = words.split(" {")[0]
    if kind == "section":
        return Meaning("heading", min(level + 1, meanings.LEVELS["heading"]))
    if level and kind in meanings.LEVELS:
        return Meaning(kind, min(level, meanings.LEVELS[kind]))
    meaning = meanings.paragraph(words)
    if meaning is None:
        raise ValueError(words)
    return meaning


@cache
def _doubtful() -> frozenset[str]:
    rows = _tables()["paragraph"].items()
    names = (name for words, names in rows if words.endswith("?") for name in names)
    return frozenset(compact(form) for name in names for form, _ in _spelt(name))


@cache
def _kept() -> frozenset[str]:
    return frozenset(compact(name) for name in _tables()["kept"]["names"])


@cache
def _characters() -> dict[str, Meaning]:
    return {
        compact(name): Meaning(words)
        for words, names in _tables()["character"].items()
        for name in names
    }
