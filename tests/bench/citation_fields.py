"""Entries of lists of works, labelled by others: are their fields read as they were labelled?

Reads the references of AnyStyle that are kept beside this project; of each three the third is kept
aside, and no rule was tuned on it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from octavo.text.citation_entry import Parts, parts

FIELDS = {
    "author": "author", "title": "title", "date": "year", "journal": "container",
    "container-title": "container", "editor": "editor", "volume": "volume", "pages": "page",
    "publisher": "publisher", "location": "place", "doi": "doi", "url": "url",
}  # fmt: skip
"""AnyStyle's labels, and ours."""


BESIDE = frozenset(("and", "und", "et", "al", "eds", "ed", "in", "hrsg", "by", "edited"))
"""Words beside the names of a field, which are no part of them."""


def entries(files: list[Path], *, held_out: bool) -> Iterator[tuple[str, dict[str, str]]]:
    """Give each reference with its fields, of those kept aside or of the others."""
    for file in files:
        for number, sequence in enumerate(etree.parse(file).getroot()):
            if (number % 3 == 2) == held_out:
                gold: dict[str, str] = {}
                for field in sequence:
                    if field.tag in FIELDS:
                        gold.setdefault(FIELDS[field.tag], field.text or "")
                yield " ".join((field.text or "").strip() for field in sequence), gold


def same(field: str, told: str, gold: str) -> bool:
    """Whether a field says the same: letters and digits; of a year and a volume their number."""
    if field == "year":
        years = re.findall(r"(?:1[5-9]|20)\d\d", gold)
        return told[:4] in years or (not told and not years)
    if field in ("doi", "url"):
        return _letters(field, told) in _letters(field, gold)
    if field == "volume":
        return told in re.findall(r"\d+|[IVXLC]+", gold)
    if field == "page":
        return re.findall(r"\d+", told) == re.findall(r"\d+", gold)
    return _letters(field, told) == _letters(field, gold)


def _letters(field: str, text: str) -> str:
    words = re.findall(r"[^\W_]+", text.lower())
    if field in ("author", "editor"):
        words = [
            w
            for w in words
            if w not in ("and", "und", "et", "al", "eds", "ed", "in", "hrsg", "by", "edited")
        ]
    if field == "container" and words[:1] == ["in"]:
        words = words[1:]
    return "".join(words)


def measure(files: list[Path], *, held_out: bool) -> dict[str, float]:
    """Give the F1 of each field, and of all fields together (under "")."""
    right, told, gold = Counter[str](), Counter[str](), Counter[str]()
    for text, labelled in entries(files, held_out=held_out):
        read = parts(text)
        for field in dict.fromkeys(FIELDS.values()):
            value = getattr(read, field)
            for name in ("", field):
                told[name] += bool(value)
                gold[name] += field in labelled
                right[name] += (
                    bool(value) and field in labelled and same(field, value, labelled[field])
                )
    return {name: 2 * right[name] / max(1, told[name] + gold[name]) for name in gold}


def wrong(files: list[Path], field: str) -> Iterator[tuple[str, str, str, Parts]]:
    """Give the references of the tuned part whose field is read otherwise, to look at."""
    for text, labelled in entries(files, held_out=False):
        read = parts(text)
        value, gold = getattr(read, field), labelled.get(field, "")
        if (value or gold) and not same(field, value, gold):
            yield text, value, gold, read
