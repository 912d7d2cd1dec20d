"""The works that fields of Word files cite: one library for all manuscripts of a book.

Each work has a key that an author can type, the same wherever it is cited, whatever number
the program on some author's desk had for it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from octavo.files.slugs import FreeNames
from octavo.manuscripts.word.programs.csl import Item
from octavo.manuscripts.word.structure.structure import Structure
from octavo.manuscripts.works.stubs import key_of

CITEKEY = re.compile(r"[^\W\d_]\w*(?:[:.#$%&+?<>~/-]\w+)*")
"""A key that pandoc's Markdown reads without braces, and no number of some program's own."""

PARTS = ("container-title", "volume", "issue", "number", "page", "edition")
"""What two works may differ in that have one author, title and year."""


@dataclass(slots=True)
class Library:
    """The works that fields cite: CSL items by key, and keys by what the files call them.

    A key means one work. `lang` is the language in which locators are written, `structure` what was
    taken for what in the files, `places` the identifiers in all that was read so far; `alone` says
    whether the book has one manuscript only.
    """

    lang: str
    structure: Structure = field(default_factory=Structure)
    items: dict[str, Item] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    places: set[str] = field(default_factory=set)
    alone: bool = True
    _names: FreeNames = field(init=False)
    _shelves: dict[str, set[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._names = FreeNames(self.items)

    def key(self, item: Item) -> str:
        """Return the key of the work that an item of a field cites; take it in where it is new.

        Two libraries mean one work where DOI or ISBN and title agree, or author, title and date;
        in one library an author has told two works apart.
        """
        data = item.get("itemData") or {}
        own = [*_addresses(item)] or [json.dumps({**data, "id": str(item.get("id", ""))})]
        alike = list(_identities(data))
        shelf = _shelf(own[0])
        key = self._known(own, alike, shelf, data)
        if not key:
            key = self._names.free(_preferred_key(item, data))
            self.items[key] = _entry(data, key)
        elif data.get("title") and not self.items[key].get("title"):
            self.items[key] = _entry(data, key)
        for name in (*own, *alike):
            self.keys.setdefault(name, key)
        self._shelves.setdefault(key, set()).add(shelf)
        return key

    def _known(self, own: list[str], alike: list[str], shelf: str, data: Item) -> str:
        """Return the key that a work has already, or ""."""
        for name in own:
            if name in self.keys:
                return self.keys[name]
        keys = (self.keys[name] for name in alike if name in self.keys)
        others = (key for key in keys if shelf not in self._shelves[key])
        return next((key for key in others if _same_day(self.items[key], data)), "")


def _shelf(address: str) -> str:
    """Return the library that an address is of; works without one are of one list, as Word's."""
    return "" if address.startswith("{") else re.sub(r"[^/:]*$", "", address)


def _identities(data: Item) -> Iterator[str]:
    """Yield what a work is known by in any program."""
    title = folded(data.get("title"))
    if not title:
        return
    if data.get("DOI"):
        yield f"doi:{str(data['DOI']).casefold()}:{title}"
    if data.get("ISBN"):
        isbn = re.sub(r"[^0-9X]", "", str(data["ISBN"]).upper())
        yield f"isbn:{isbn}:{title}:{folded(data.get('volume'))}"
    names, day = people(data), _day(data)
    if names and day:
        more = ":".join(folded(data.get(name)) for name in PARTS)
        yield f"work:{folded(names[0])}:{title}:{day[0]}:{more}"


def _day(data: Item) -> list[str]:
    """Return the year, month and day of a work, as many as are known."""
    days = data.get("issued", {}).get("date-parts") or [[]]
    return [str(part) for part in (days[0] if days else [])]


def _same_day(one: Item, other: Item) -> bool:
    """Whether two works may be of one day: one may know less of it."""
    return all(a == b for a, b in zip(_day(one), _day(other), strict=False))


def folded(text: object) -> str:
    """Return a text without signs, tags and capital letters."""
    return re.sub(r"\W+", " ", re.sub(r"<[^<>]*>", "", str(text or ""))).strip().casefold()


def people(data: Item) -> list[str]:
    """Return the family names of a work's authors, or else of its editors."""
    named = data.get("author") or data.get("editor") or []
    return [str(one.get("family") or one.get("literal") or "") for one in named]


def _addresses(item: Item) -> list[str]:
    given = item.get("uris") or item.get("uri") or []
    return [str(one) for one in ([given] if isinstance(given, str) else given)]


def _preferred_key(item: Item, data: Item) -> str:
    """Return the key that a work is to have: its own, or one made of name and title."""
    own = str(data.get("citation-key") or ("" if _addresses(item) else data.get("id", "")))
    if CITEKEY.fullmatch(own):
        return own
    name = next(iter(people(data)), "")
    title = str(data.get("title-short") or data.get("title") or "work")
    return key_of(name, re.sub(r"<[^<>]*>", "", title))


def _entry(data: Item, key: str) -> Item:
    """Return a work's entry for the bibliography."""
    kept = {name: value for name, value in data.items() if name not in ("citation-key", "id")}
    if not kept.get("title"):
        kept["note"] = "stub: the Word file says nothing of this work"
    return {"id": key, "type": "book", **kept}
