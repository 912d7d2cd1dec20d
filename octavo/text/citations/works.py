"""The works of a bibliography as the matcher of citations sees them: names, titles, years."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from octavo.text.citations.locator import plain

SMALL_WORDS = frozenset(
    re.findall(
        r"\w+",
        "the a an of and in on to for from by with de des du la le les et der die das und el los"
        " las y ed eds edn edited edition trans translated vol vols volume op cit no nr",
    )
)
TOKEN = re.compile(r"\d{4}-\d{2,4}(?!\d)|[^\W_]+(?:'[^\W_]+)*")
MAIN = re.compile(r"[^:?!.(]*(?=[:?!.(])")
"""A title without its subtitle."""

YEAR = re.compile(r"\d{4}(?:-\d{4})?[a-z]?")
PEOPLE = ("author", "editor", "translator", "container-author", "collection-editor")
PARTS = frozenset((
    "article", "article-journal", "article-magazine", "article-newspaper", "chapter", "entry",
    "entry-dictionary", "entry-encyclopedia", "paper-conference", "review", "review-book",
))  # fmt: skip
"""The types of works that stand in others: a volume is that of the whole."""

ABOUT = (
    "publisher", "publisher-place", "container-title", "edition", "collection-title",
    "volume", "issue", "number", "page", "collection-number",
)  # fmt: skip


def words(text: str) -> tuple[str, ...]:
    """Return the words that count in a name or title, without accents, case and small words."""
    tokens = (token for token in TOKEN.findall(_folded(text)) if token not in SMALL_WORDS)
    return tuple(
        _years_in_full(token) if "-" in token else token.removesuffix("'s") for token in tokens
    )


def _folded(text: str) -> str:
    text = plain(re.sub(r"<[^>]+>", "", text) if "<" in text else text)
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in text if not unicodedata.combining(c))
    return text.lower()


def _initials(given: str) -> str:
    """Return initials without points, as OSCOLA has them: `A. M.` → `am`."""
    return "".join(re.findall(r"\b[^\W\d_]", _folded(given)))


def _years_in_full(token: str) -> str:
    first, _, last = token.partition("-")
    return f"{first}-{first[: 4 - len(last)]}{last}"


@dataclass(frozen=True)
class Entry:
    """A work as the matcher sees it."""

    key: str
    item: Mapping[str, Any]

    @cached_property
    def surnames(self) -> tuple[tuple[str, ...], ...]:
        """The surnames of the authors, or of the editors where there are no authors."""
        for role in PEOPLE[:3]:
            if self.item.get(role):
                return tuple(words(_surname(name)) for name in self.item[role])
        return ()

    @cached_property
    def people(self) -> frozenset[str]:
        """All words of all names, and their initials."""
        names = [n for role in PEOPLE for n in self.item.get(role) or ()]
        parts = {w for name in names for part in name.values() for w in words(str(part))}
        parts |= {_initials(str(name["given"])) for name in names if name.get("given")} - {""}
        return frozenset(parts | {word[0] for word in parts} | {"et", "al", "others"})

    @cached_property
    def titles(self) -> tuple[frozenset[str], ...]:
        """The forms of the title: short, main, whole, and without years."""
        title, short = str(self.item.get("title", "")), str(self.item.get("title-short", ""))
        whole, main = words(title), MAIN.match(title)
        forms = [words(short), whole, words(main[0]) if main else whole]
        forms += [tuple(w for w in form if not w[:4].isdigit()) for form in forms]
        bare = [
            frozenset(w for w in form if w not in self.people) or frozenset(form) for form in forms
        ]
        return tuple(dict.fromkeys(form for form in bare if form))

    @cached_property
    def title_words(self) -> frozenset[str]:
        """All words of the title in any form."""
        return frozenset(words(f"{self.item.get('title', '')} {self.item.get('title-short', '')}"))

    @cached_property
    def years(self) -> frozenset[str]:
        """The years of publication, first and last, with the letter that tells two works apart."""
        issued = self.item.get("issued") or {}
        if not isinstance(issued, dict):
            issued = {"literal": issued}
        parts = [str(part[0]) for part in issued.get("date-parts") or () if part]
        text = f"{issued.get('raw', '')} {issued.get('literal', '')}"
        years = [*parts, *re.findall(r"\b\d{4}\b", text)]
        letter = str(self.item.get("year-suffix", ""))
        return frozenset([*years, *(f"{year}{letter}" for year in years[:1] if letter)])

    @cached_property
    def about(self) -> frozenset[str]:
        """The words that a full reference may hold beside author and title."""
        text = " ".join(str(self.item.get(field, "")) for field in ABOUT)
        pages = re.findall(r"\d+", str(self.item.get("page", "")))
        return frozenset([*words(text), *pages]) | self.years | self.span

    def abbreviates(self, word: str) -> bool:
        """Whether a word may be short for one of the name of the journal: `rev`, `l`."""
        return any(long.startswith(word) for long in self.container)

    @cached_property
    def container(self) -> frozenset[str]:
        """The words of the name of what it appeared in."""
        return frozenset(words(str(self.item.get("container-title", ""))))

    @property
    def span(self) -> frozenset[str]:
        """The years of a work that came out over several, as one word."""
        return frozenset(["-".join(sorted(self.years))])

    @property
    def has_volumes(self) -> bool:
        """Whether it can be a work in volumes: no single volume itself, no part of another work."""
        return not self.item.get("volume") and self.item.get("type") not in PARTS

    @property
    def volumes(self) -> int:
        """How many volumes it is known to have, 0 where nothing is known."""
        number = str(self.item.get("number-of-volumes", ""))
        return int(number) if number.isdigit() else 0


def _surname(name: Mapping[str, Any]) -> str:
    particle = name.get("non-dropping-particle", "")
    return f"{particle} {name.get('family') or name.get('literal') or ''}"
