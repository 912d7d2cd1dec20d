"""Matches what is typed before a page, author and title, with the works of a bibliography."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import dropwhile, takewhile
from typing import Any

from octavo.text.citations.locator import VOLUME, Locator, Tail, expand, plain, volume_number
from octavo.text.citations.works import YEAR, Entry, words

AUTO = 0.9
"""From here on a citation is made without asking."""

REVIEW = 0.6
"""From here on a citation is proposed."""

BY_LIST = "so the text's own list of works has it"
"""How the evidence begins where the text says itself which work an author and a year mean."""

LETTERED = re.compile(r"\d{4}[a-z]")
LISTED = re.compile(
    r"(?P<names>[^\W\d_][^()\d]{2,200}?)[\s,.(]+(?P<year>(?:1[4-9]|20)\d\d[a-z]?)[).,:;]"
)
"""How an entry of a list by author and year begins: `Gibbon, E. (1776a).`"""


@dataclass(frozen=True, slots=True)
class Match:
    """A work that a head may mean, how sure that is (0 to 1), and why.

    `weight` tells two works apart that are equally sure: how many words of the title were typed.
    """

    key: str
    confidence: float
    evidence: str
    weight: int = 0
    volume: str = ""


class Shelf:
    """The works that citations are matched with, and the abbreviations of some of them."""

    def __init__(self, items: Iterable[Mapping[str, Any]], short: Mapping[str, str]) -> None:
        """Take CSL items, and abbreviations with the keys that they stand for."""
        self.entries = {str(item["id"]): Entry(str(item["id"]), item) for item in items}
        self.short = {self._unpointed(name): key for name, key in short.items()}
        self._matched: dict[str, list[Match]] = {}
        self._listed: dict[tuple[str, str], list[Match]] = {}
        self._in_order = list(self.entries.values())
        self._index: dict[str, list[int]] = {}
        for number, entry in enumerate(self._in_order):
            for word in entry.title_words | entry.people:
                self._index.setdefault(word, []).append(number)

    def match(self, head: str) -> list[Match]:
        """Return the works that a head may mean, the surest first; a text repeats its heads."""
        if head not in self._matched:
            self._matched[head] = self._match(plain(head))
        return self._matched[head]

    def _match(self, head: str) -> list[Match]:
        short = self._shortened(head)
        if short:
            return [short]
        typed = words(head)
        listed = self._listed.get((typed[0], typed[-1]), []) if len(typed) > 1 else []
        if len(listed) == 1 and set(typed[:-1]) <= self.entries[listed[0].key].people:
            return listed
        matches = [m for entry in self._near(typed) if (m := _weigh(entry, typed, head))]
        matches = _without_doubles(matches)
        return sorted(matches, key=lambda m: (-m.confidence, -m.weight, m.key))

    def enlist(self, text: str) -> None:
        """Learn from an entry of the text's own list of works which one `Gibbon 1776a` is."""
        listed = LISTED.match(text)
        if listed is None:
            return
        typed, name = words(text), words(listed["names"])
        entries = [
            entry
            for entry in self._near(typed)
            if _has_author(entry, name) and listed["year"][:4] in entry.years
            if any(form <= set(typed) for form in entry.titles)
        ]
        if len(entries) == 1:
            volume = VOLUME.search(plain(text), listed.end())
            number = volume_number(volume["number"]) if volume and entries[0].has_volumes else ""
            evidence = f"{BY_LIST}: {listed[0].strip()}"
            match = Match(entries[0].key, 0.95, evidence, 0, number)
            known = self._listed.setdefault((name[0], listed["year"]), [])
            known += [] if match in known else [match]
            self._matched.clear()

    def define(self, name: str, work: str) -> str:
        """Learn an abbreviation that the text explains; return its key, or "" if none is sure."""
        matches = self.match(work)
        if not matches or matches[0].confidence < AUTO or self._unpointed(name) in self.short:
            return ""
        self.short[self._unpointed(name)] = matches[0].key
        self._matched.clear()
        return matches[0].key

    def by_author(self, head: str) -> list[str]:
        """Return the keys of the works whose author's name the head is."""
        typed = words(head)
        return [
            entry.key
            for entry in self._near(typed)
            if _has_author(entry, typed) and set(typed) <= entry.people
        ]

    def of_author(self, head: str) -> list[str]:
        """Return the keys of an author's works; a year in the head tells which: `Mill (1859)`."""
        years = {word for word in words(head) if _is_year(word)}
        works = self.by_author(re.sub(r"\(?(?:1[4-9]|20)\d\d[a-z]?\)?", "", head))
        return [key for key in works if not years or years & self.entries[key].years]

    def parent(self, key: str) -> str:
        """Return the work that a key such as `lenin-cw-27` is a volume of, or the key itself."""
        if key not in self.entries:
            stem, _, number = key.rpartition("-")
            if number.isdigit() and stem in self.entries:
                return stem
        return key

    def volume(self, key: str, number: str) -> str:
        """Return a name for a volume of a work; the work's key where it is that volume already.

        It is the key of the volume's own entry, where the bibliography has one.
        """
        entry = self.entries.get(key)
        if not number or entry is None or not entry.has_volumes:
            return key
        return f"{key}-{number}"

    def whole(self, key: str) -> str:
        """Return the work that an entry such as `lenin-cw-27` is a volume of, or the key itself."""
        stem, _, number = key.rpartition("-")
        entry = self.entries.get(key)
        is_volume = entry is not None and str(entry.item.get("volume", "")) == number != ""
        return stem if is_volume and stem in self.entries else key

    def has_volume(self, key: str, number: str) -> bool:
        """Whether a work can have a volume of this number, as far as is known."""
        entry = self.entries[self.parent(key)]
        if not number:
            return True
        if not entry.has_volumes:
            is_article = str(entry.item.get("type")).startswith("article")
            known = entry.item.get("volume", number if is_article else "")
            return str(known).lower() == number
        return not entry.volumes or int(number) <= entry.volumes

    def cited(self, key: str, head: str, tail: Tail) -> tuple[Locator, ...]:
        """Return the places that a tail cites, without those that only say where a part stands.

        A full reference (it names the journal or book) gives the volume and the pages of the part
        itself: `(1950) 59 Mind 433, 448` cites page 448.
        """
        item = self.entries[key].item
        pages = expand(str(item.get("page", "")))
        first = tail.locators[0].value.split(", ") if tail.bare and tail.locators else []
        is_own = len(first) > 1 and first[0] == pages.partition("-")[0]
        if not is_own and not self.entries[key].container & set(words(head)):
            return tail.locators
        own = {pages, *([pages.partition("-")[0], str(item.get("volume"))] if tail.bare else ())}
        kept = (_without(place, own) if place.term == "p." else place for place in tail.locators)
        return tuple(place for place in kept if place.value)

    def _near(self, typed: tuple[str, ...]) -> Iterable[Entry]:
        """Return the works that share a word with a head, in the order of the bibliography."""
        near = {number for w in typed if len(w) > 1 for number in self._index.get(w, ())}
        return (self._in_order[number] for number in sorted(near))

    @staticmethod
    def _unpointed(name: str) -> str:
        return name.replace(".", "").strip()

    def _shortened(self, head: str) -> Match | None:
        """An abbreviation, alone or after its author's name."""
        author, _, last = head.rpartition(",")
        for text, before in ((head, ""), (last, author)):
            key = self.short.get(self._unpointed(text))
            if key and (not before or set(words(before)) <= self.entries[key].people):
                evidence = f"{text.strip()} is the abbreviation of {key}"
                return Match(key, 0.98, evidence, 100)
        return None


def _without(place: Locator, own: set[str]) -> Locator:
    values = list(dropwhile(lambda value: value in own, place.value.split(", ")))
    return Locator(place.term, ", ".join(values))


def _has_author(entry: Entry, typed: tuple[str, ...]) -> bool:
    """Whether the first author's surname is among the words that open a head."""
    if not entry.surnames or not entry.surnames[0]:
        return False
    opening = " ".join(takewhile(lambda w: w in entry.people, typed))
    return f" {' '.join(entry.surnames[0])} " in f" {opening} "


def _weigh(entry: Entry, typed: tuple[str, ...], head: str) -> Match | None:
    """Return how surely a head means a work; None where too little speaks for it."""
    distinct = frozenset(typed)
    author = _has_author(entry, typed)
    grade = _title(entry, distinct, author=author) or _year_or_name(entry, distinct, author=author)
    if grade is None:
        return None
    sure, why, weight = grade
    rest = distinct - entry.people if author else distinct
    rest -= {word for word in rest if LETTERED.fullmatch(word) and word[:4] in entry.years}
    unknown = rest - entry.title_words - entry.about - entry.people - _imprint(entry, head)
    unknown -= {word for word in unknown if entry.abbreviates(word)}
    if any(map(_is_year, unknown)) and any(map(_is_year, entry.title_words)):
        return None
    if unknown and weight == 1 and not author:
        return None
    if unknown:
        sure, why = min(sure, 0.65), f"{why} (but nothing explains {', '.join(sorted(unknown))})"
    return Match(entry.key, sure, f"{why} match {entry.key}", weight)


def _title(entry: Entry, typed: frozenset[str], *, author: bool) -> tuple[float, str, int] | None:
    """Weigh the words of the title: a whole form of it, or with the author's name a part."""
    whole = max((form for form in entry.titles if form <= typed), key=len, default=frozenset())
    if whole:
        weight = len(whole) + bool(entry.years & typed)
        if author:
            return 0.97, "author and title", weight
        return (0.92 if len(whole) > 1 else 0.75), "title", weight
    part = (typed - entry.people) & entry.title_words
    if not author or part <= entry.years:
        return None
    longest = max((len(form) for form in entry.titles), default=0)
    sure = 0.9 if 2 * len(part) >= longest and len(part) > 1 else 0.75
    return sure, "author and part of the title", len(part)


def _year_or_name(
    entry: Entry, typed: frozenset[str], *, author: bool
) -> tuple[float, str, int] | None:
    if author and (entry.years | entry.span) & typed:
        return 0.93, "author and year", 0
    if author and entry.years & _lettered(typed):
        return 0.75, "author and year", 0
    if author and typed <= entry.people:
        return 0.7, "author", 0
    return None


def _lettered(typed: frozenset[str]) -> set[str]:
    """The years that were typed with a letter, without it: two works share them."""
    return {word[:4] for word in typed if LETTERED.fullmatch(word)}


def _is_year(word: str) -> bool:
    return YEAR.fullmatch(word) is not None


def _imprint(entry: Entry, head: str) -> frozenset[str]:
    """The place and publisher typed in brackets, where the year among them is the work's own."""
    inner = re.search(r"\(([^()]*)\)", head)
    bracketed = frozenset(words(inner[1])) if inner else frozenset()
    return bracketed if entry.years & bracketed else frozenset()


def _without_doubles(matches: list[Match]) -> list[Match]:
    """Two works that a partial title, a year or a name fits equally well are neither sure."""
    sure = [m for m in matches if m.confidence >= AUTO]
    if len(sure) < 2:
        return matches
    best = max(m.weight for m in sure)
    tops = [m for m in sure if m.weight == best]
    keep = tops[0].key if len(tops) == 1 else None
    return [
        m if m.key == keep or m.confidence < AUTO else Match(m.key, 0.75, m.evidence, m.weight)
        for m in matches
    ]
