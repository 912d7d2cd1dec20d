"""Reads the number that a heading begins with: `1.2`, `IV.`, `Chapter One`, `第一章`."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from octavo.manuscripts.numerals import is_numeral, value_of
from octavo.manuscripts.word.structure.spelt import NUMERAL, WORD, WORDS, Worded, value_of_words
from octavo.text.any_of import any_of


def phrases(key: str) -> str:
    """Return the pattern of the words and phrases of a row of the asset."""
    return any_of(word.replace("_", " ") for word in WORDS[key].split())


PARTS, CHAPTERS, SECTIONS = (any_of(WORDS[k].split()) for k in ("part", "chapter", "section"))
CHINESE = re.compile(
    "第\\s*(?P<number>[〇零一二三四五六七八九十百千\\d０-９]{1,5})\\s*"
    "(?P<kind>[部卷編编篇章回节節条條])\\s*(?P<words>.*)"
)
KOREAN = re.compile(r"제\s*(?P<number>\d{1,3})\s*(?P<kind>[부장절조])\s*(?P<words>.*)")
DIVISION = Worded(
    rf"(?P<kind>(?P<part>{PARTS})|(?P<chapter>{CHAPTERS})|(?P<section>{SECTIONS}))(?:\s+|(?=\d))"
    rf"(?:(?:the|der|die|das|el|la|il|the)\s+)?(?P<number>{NUMERAL})\b[.:)]?"
    r"(?:\s*[.:\N{EN DASH}\N{EM DASH}-]?\s*)(?P<words>.*)"
)
ORDINAL_FIRST = Worded(
    rf"(?:the\s+|der\s+|das\s+|die\s+)?(?P<number>{WORD}|\d{{1,2}}\.|\d{{1,2}}(?:st|nd|rd|th))\s+"
    rf"(?P<kind>(?P<part>{PARTS})|(?P<chapter>{CHAPTERS}))\b[.:]?\s*(?P<words>.*)"
)
DECIMAL = re.compile(
    r"(?P<number>\d{1,3}(?:\.\d{1,3}){0,4})(?P<end>[.):、]?)(?:\s+[–—-]|)[\s\t]*(?P<words>.*)"
)
ROMAN = re.compile(r"(?P<number>[IVXLC]{1,8})(?P<end>[.):]|(?=\s|$))\s*(?P<words>.*)")
LETTER = re.compile(r"(?P<number>[A-Z])(?P<end>[.):])\s+(?P<words>.*)")
SMALL = re.compile(
    r"(?:\(?(?P<bracketed>[a-z]|[ivx]{1,5}|\d{1,2})\)|(?P<roman>[ivx]{1,5})\.)\s*(?P<words>.*)"
)
LETTERED = re.compile(
    r"(?P<letter>[A-Z])(?P<number>\d{1,2}|(?:\.\d{1,2}){1,3})[.):]?\s+(?P<words>.*)"
)
HAN_NUMBER = re.compile(
    r"(?:(?P<plain>[一二三四五六七八九十]{1,3})(?P<end>[、.])"
    r"|\((?P<bracketed>[一二三四五六七八九十]{1,3})\))\s*(?P<words>.*)"
)
WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
"""Signs of the width of a Chinese one, and the same signs of the usual width."""
NAMED = re.compile(rf"(?:{phrases('named')})\s*[.:]?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Numbered:
    """The number at the beginning of a heading: its kind, its values by level, words behind it.

    The kinds: `part`, `chapter`, `section` (a word and a number), `decimal`, `roman`, `letter`,
    `han` (`一、`), `lettered` (`A1`, `B.2`), `small` (a letter or number in brackets), `named` (a
    chapter that needs no number), "".
    """

    kind: str = ""
    values: tuple[int, ...] = ()
    words: str = ""

    @property
    def depth(self) -> int:
        """How many levels the number has: 2 for 1.2."""
        return len(self.values)


NONE = Numbered()


def read(text: str) -> Numbered:
    """Return the number that a text begins with."""
    text = unicodedata.normalize("NFC", text).translate(WIDE)
    if NAMED.fullmatch(text):
        return Numbered("named", (), text)
    for match in (CHINESE.fullmatch(text), KOREAN.fullmatch(text)):
        if match:
            kind = "part" if match["kind"] in "部卷編编篇부" else "chapter"
            kind = "section" if match["kind"] in "节節条條절조" else kind
            return Numbered(kind, (value(match["number"]),), match["words"])
    division = DIVISION.fullmatch(text) or ORDINAL_FIRST.fullmatch(text)
    if division and _begins(division["words"]):
        kinds = ("part", "chapter", "section")
        kind = next(k for k in kinds if division.groupdict().get(k))
        return Numbered(kind, (value(division["number"]),), division["words"])
    return _plain(text)


def word(text: str) -> str:
    """Return the word before the number of a division: `section` for `Section 2`; "" for none."""
    division = DIVISION.fullmatch(text) or ORDINAL_FIRST.fullmatch(text)
    return division["kind"].casefold() if division else ""


def _begins(words: str) -> bool:
    """Whether words may be those of a title: they begin as one does."""
    return not words or not words[0].islower()


def _plain(text: str) -> Numbered:
    """Return a number without a word for what it numbers."""
    if (match := DECIMAL.fullmatch(text)) and _is_title(match):
        return Numbered("decimal", tuple(map(int, match["number"].split("."))), match["words"])
    if (match := ROMAN.fullmatch(text)) and (match["end"] or not match["words"]):
        return Numbered("roman", (value(match["number"]),), match["words"])
    if match := HAN_NUMBER.fullmatch(text):
        kind = "han" if match["end"] else "small"
        return Numbered(kind, (_han(match["plain"] or match["bracketed"]),), match["words"])
    return _lettered(text)


def _lettered(text: str) -> Numbered:
    """Return a number that has a letter, or is one in brackets."""
    if (match := LETTERED.fullmatch(text)) and _begins(match["words"]):
        values = (ord(match["letter"]) - 64, *map(int, match["number"].strip(".").split(".")))
        return Numbered("lettered", values, match["words"])
    if match := LETTER.fullmatch(text):
        return Numbered("letter", (ord(match["number"]) - 64,), match["words"])
    if match := SMALL.fullmatch(text):
        number = match["bracketed"] or match["roman"]
        return Numbered("small", (value(number),), match["words"])
    return NONE


def _is_title(match: re.Match[str]) -> bool:
    """Whether a number is that of a heading, and not of a date or an amount."""
    words = match["words"]
    if not words:
        return True
    apart = (
        bool(match["end"]) or "." in match["number"] or match.string[match.end("number")].isspace()
    )
    return (apart and words[0].isalpha() and not words[0].islower()) or words[0] in "«“„\"'‘(¿¡"


HAN = {sign: value for value, sign in enumerate("〇一二三四五六七八九")} | {"零": 0}


def value(number: str) -> int:
    """Return the value of a number in figures, letters, words or Chinese signs; 0 for none."""
    text = number.strip(".").casefold()
    spelt = value_of_words(text)
    if spelt:
        return spelt
    figures = re.match(r"\d+", text)
    if figures:
        return int(figures[0])
    if is_numeral(number):
        return value_of(number)
    if number[0] in HAN or number[0] in "十百千":
        return _han(number)
    return ord(text[0]) - 96 if len(text) == 1 and "a" <= text <= "z" else 0


def _han(number: str) -> int:
    total, digit = 0, 0
    for sign in number:
        if sign in "十百千":
            total += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[sign]
            digit = 0
        else:
            digit = HAN.get(sign, 0)
    return total + digit
