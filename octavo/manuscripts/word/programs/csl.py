"""CSL items made of what programs call their fields: names, dates, locators, marked titles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from locale import windows_locale
from typing import Any, TypeAlias

from lxml import etree

from octavo.text.citations.locator import read_tail

Item: TypeAlias = dict[str, Any]

LABELS = {
    "p.": "page", "chap.": "chapter", "sec.": "section", "para.": "paragraph", "n.": "note",
    "l.": "line", "bk.": "book", "pt.": "part", "no.": "issue", "fol.": "folio", "col.": "column",
    "fig.": "figure",
}  # fmt: skip
"""What CSL calls the terms of locators."""

YEAR = re.compile(r"-?\d{1,4}")
YEARS = re.compile(r"(\d{4})\s*[-/\N{EN DASH}]\s*(\d{4}|\d{2})")
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)", re.IGNORECASE)
ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
LANGUAGES = {
    "english": "en", "german": "de", "deutsch": "de", "french": "fr", "français": "fr",
    "spanish": "es", "español": "es", "italian": "it", "italiano": "it", "dutch": "nl",
    "portuguese": "pt", "russian": "ru", "polish": "pl", "swedish": "sv", "danish": "da",
    "norwegian": "no", "finnish": "fi", "latin": "la", "greek": "el", "chinese": "zh",
    "japanese": "ja", "arabic": "ar", "hebrew": "he", "turkish": "tr", "czech": "cs",
    "hungarian": "hu", "eng": "en", "ger": "de", "deu": "de", "fre": "fr", "fra": "fr",
}  # fmt: skip
"""Names of languages that people type where a tag belongs."""

FACES = {"italic": "i", "bold": "b", "superscript": "sup", "subscript": "sub"}
"""Faces of the letters in a title, and the tags that CSL has for them."""


BODIES = re.compile(
    r"(?i)\b(?:agency|assembly|association|bank|board|bureau|cent(?:er|re)|college|commission"
    r"|committee|company|congress|corporation|council|department|federation|foundation|government"
    r"|group|inc|institut\w*|laborator\w+|ltd|minist\w+|museum|nations|network|office"
    r"|organi[sz]ation|party|press|project|secretariat|service|society|team|trust|union"
    r"|universi\w+|verein|gmbh|amt)\b"
)
"""Words that the name of a body has, and a person's has not."""


def entry(**fields: Any) -> Item:
    """Return an item without its empty fields; `_` in a name stands for a hyphen."""
    named = {name.replace("_", "-"): value for name, value in fields.items()}
    return {name: value for name, value in named.items() if value not in ("", None, [], {})}


def words(element: etree._Element) -> str:
    """Return all the words in an element."""
    return "".join(str(text) for text in element.itertext())


def clean(text: str | None) -> str:
    """Return a text with single spaces."""
    return " ".join((text or "").split())


def person(typed: str) -> dict[str, str]:
    """Return a name: `Family, Given`, `Family, Given, Jr.`, `Given Family`, or a body's.

    A body's name ends in a comma (so EndNote asks); where the comma was forgotten, it is one word,
    or has a word that no person's name has, or one in small letters.
    """
    words = clean(typed)
    parts = [part.strip() for part in words.split(",")]
    if len(parts) > 1 and not any(parts[1:]):
        return {"literal": parts[0]}
    if len(parts) == 2:
        return {"family": parts[0], "given": parts[1]}
    if len(parts) == 3:
        return {"family": parts[0], "given": parts[1], "suffix": parts[2]}
    given, _, family = words.rpartition(" ")
    is_body = BODIES.search(words) or not all(word[:1].isupper() for word in words.split())
    if len(parts) > 3 or not given or is_body or len(words.split()) > 4:
        return {"literal": words}
    return {"family": family, "given": given}


def people(typed: Iterable[str]) -> list[dict[str, str]]:
    """Return the names that are not empty."""
    return [person(one) for one in typed if one.strip(" ,")]


def date(year: str, month: str = "", day: str = "") -> Item:
    """Return a date: a year, two of a range, or the words where there is no year."""
    typed = clean(year)
    if pair := YEARS.fullmatch(typed):
        last = pair[2] if len(pair[2]) == 4 else pair[1][:2] + pair[2]
        return {"date-parts": [[int(pair[1])], [int(last)]]}
    if not YEAR.fullmatch(typed):
        return {"literal": typed} if typed else {}
    parts = [int(typed)]
    number = month_number(month)
    if number:
        parts.append(number)
        if clean(day).isdigit() and 1 <= int(clean(day)) <= 31:
            parts.append(int(clean(day)))
    return {"date-parts": [parts]}


def month_number(month: str) -> int:
    """Return the number of a month by its number or English name; 0 where it names no month."""
    typed = clean(month).casefold().rstrip(".")
    if typed.isdigit():
        return int(typed) if 1 <= int(typed) <= 12 else 0
    return MONTHS.index(typed[:3]) + 1 if typed[:3] in MONTHS else 0


def doi(typed: str) -> str:
    """Return the DOI in a text, or ""."""
    match = DOI.fullmatch(clean(typed))
    return match[1] if match else ""


def address(typed: Iterable[str]) -> str:
    """Return the first web address, or ""."""
    return next((one for one in map(clean, typed) if ADDRESS.fullmatch(one)), "")


def language(typed: str) -> str:
    """Return the tag of a language: of a tag, of Windows's number, of a name; or ""."""
    words = clean(typed)
    if words.isdigit():
        return windows_locale.get(int(words), "").replace("_", "-")
    named = LANGUAGES.get(words.casefold(), "")
    return named or (words if TAG.fullmatch(words) else "")


def cited_at(pages: str) -> Item:
    """Return the locator of a citation, as people type pages: `12`, `pp. 3-4`, `vol. 2, p. 7`."""
    typed = clean(pages).strip(" ,;")
    if not typed:
        return {}
    tail = read_tail(typed)
    if tail is None or tail.note or tail.remark or len(tail.locators) > 1:
        return {"label": "page", "locator": typed}
    volume = {"volume": tail.volume} if tail.volume else {}
    if not tail.locators:
        return volume or {"label": "page", "locator": typed}
    one = tail.locators[0]
    label = LABELS.get(one.term)
    return (
        {**volume, "label": label, "locator": one.value} if label else {"locator": typed} | volume
    )


def marked(element: etree._Element | None, faces: Mapping[str, str] = FACES) -> str:
    """Return the words of an element; stretches of another face than most stand in CSL's tags."""
    if element is None:
        return ""
    pieces = [("", element.text or "")]
    for part in element:
        pieces += [(part.get("face", ""), words(part)), ("", part.tail or "")]
    pieces = [(face, words) for face, words in pieces if words.strip() or words == " "]
    whole = {face for face, words in pieces if words.strip()}
    if len(whole) < 2:
        return clean("".join(words for _, words in pieces))
    return clean("".join(_in_tags(face, words, faces) for face, words in pieces))


def _in_tags(face: str, words: str, faces: Mapping[str, str]) -> str:
    for name in reversed([faces[one] for one in face.split() if one in faces]):
        words = f"<{name}>{words}</{name}>"
    return words
