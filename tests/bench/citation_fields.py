"""Entries of lists of works, labelled by others: are their fields read as they were labelled?

Reads the references of AnyStyle that are kept beside this project; of each three the third is kept
aside, and no rule was tuned on it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from octavo.text.entries.entry import Parts, parts

FIELDS = {
    "author": "author", "title": "title", "date": "year", "journal": "container",
    "container-title": "container", "editor": "editor", "volume": "volume", "pages": "page",
    "publisher": "publisher", "location": "place", "doi": "doi", "url": "url",
}  # fmt: skip
"""AnyStyle's labels, and ours."""


BESIDE = frozenset(
    ("and", "und", "et", "al", "eds", "ed", "in", "hrsg", "by", "edited", "editor", "editors")
)
"""Words beside the names of a field, which are no part of them."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference as it was labelled: its fields in their order, by AnyStyle's names."""

    fields: tuple[tuple[str, str], ...]

    @property
    def text(self) -> str:
        """The reference as it was typed."""
        return " ".join(text for _, text in self.fields)

    @property
    def gold(self) -> dict[str, str]:
        """Its fields by our names, of each the first."""
        return {FIELDS[name]: text for name, text in reversed(self.fields) if name in FIELDS}


def references(files: list[Path], *, held_out: bool) -> Iterator[Reference]:
    """Give each reference of those kept aside, or of the others."""
    for file in files:
        for number, reference in enumerate(labelled(file)):
            if (number % 3 == 2) == held_out:
                yield reference


def labelled(file: Path) -> Iterator[Reference]:
    """Give each reference of a file."""
    for sequence in etree.parse(file).getroot().iter("sequence"):
        fields = ((field.tag, " ".join((field.text or "").split())) for field in sequence)
        yield Reference(tuple((name, text) for name, text in fields if text))


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
        words = [word for word in words if word not in BESIDE]
    if field == "container" and words[:1] == ["in"]:
        words = words[1:]
    return "".join(words)


@dataclass(slots=True)
class Tally:
    """Fields that are right, those read, and those of the gold; "" counts them all together."""

    right: Counter[str] = field(default_factory=Counter)
    told: Counter[str] = field(default_factory=Counter)
    gold: Counter[str] = field(default_factory=Counter)

    def add(self, read: Parts, labelled: dict[str, str]) -> None:
        """Count an entry in."""
        if "doi" not in labelled and read.doi and read.doi in labelled.get("url", ""):
            read.url, read.doi = labelled["url"], ""  # a DOI that was typed as an address
        for name in dict.fromkeys(FIELDS.values()):
            value = getattr(read, name)
            right = bool(value) and name in labelled and same(name, value, labelled[name])
            for key in ("", name):
                self.told[key] += bool(value)
                self.gold[key] += name in labelled
                self.right[key] += right

    def scores(self) -> dict[str, float]:
        """Give the F1 of each field, and of all fields together (under "")."""
        return {
            name: 2 * self.right[name] / max(1, self.told[name] + self.gold[name])
            for name in self.gold
        }


def measure(files: list[Path], *, held_out: bool) -> dict[str, float]:
    """Give the F1 of each field, and of all fields together (under "")."""
    tally = Tally()
    for reference in references(files, held_out=held_out):
        tally.add(parts(reference.text), reference.gold)
    return tally.scores()


def wrong(files: list[Path], name: str) -> Iterator[tuple[str, str, str, Parts]]:
    """Give the references of the tuned part whose field is read otherwise, to look at."""
    for reference in references(files, held_out=False):
        read = parts(reference.text)
        value, gold = getattr(read, name), reference.gold.get(name, "")
        if (value or gold) and not same(name, value, gold):
            yield reference.text, value, gold, read
