"""What figures, tables and divisions are called by their numbers, in the language of a book.

A caption begins with the name and a sign, *Figure 2.3.*; running text has the name alone, as it
stands within a sentence of the language: *Figure 2.3*, *figure 2.3*, *2.3. ábra*. The number and
its word are never parted at the end of a line.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from octavo.files import yaml
from octavo.text.terms import terms_for

TABLE = Path(__file__).parent / "assets" / "labels.yaml"
KINDS = ("figure", "table", "listing", "equation", "part", "chapter", "appendix")
"""What has a number: the keys of the table."""

NO_BREAK = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class Labels:
    """The names of one language.

    `names` and `captions` have a sentence for each kind, `lists` the title of a list of each kind
    that can have one; `end` stands behind the number in a caption.
    """

    names: Mapping[str, str]
    captions: Mapping[str, str]
    lists: Mapping[str, str]
    end: str

    def name(self, kind: str, number: str, *, capital: bool = False) -> str:
        r"""Return what running text calls a thing by its number; `capital` begins a sentence.

        >>> labels_for("fr").name("figure", "2.3", capital=True)
        'Figure\xa02.3'
        """
        return _set(self.names[kind], number, capital=capital)

    def caption(self, kind: str, number: str) -> str:
        """Return the name as a caption or a heading begins with it, without the sign behind it."""
        return _set(self.captions[kind], number, capital=True)

    def words(self, kind: str) -> set[str]:
        """Return the words by which a kind is called, folded, without full stops."""
        sentences = (self.names[kind], self.captions[kind])
        return {sentence.replace("{0}", "").strip(" .").casefold() for sentence in sentences}


def _set(sentence: str, number: str, *, capital: bool) -> str:
    words = sentence.format(number).replace(" ", NO_BREAK)
    return words[:1].upper() + words[1:] if capital else words


def labels_for(lang: str) -> Labels:
    """Return the names in a language (a BCP 47 tag); the English ones in another."""
    table = _table()
    tag = terms_for(lang).lang
    return table.get(tag) or table[tag.partition("-")[0]]


def labelled_languages() -> list[str]:
    """Return the languages of the table, by their tags."""
    return sorted(_table())


@cache
def _table() -> dict[str, Labels]:
    read: dict[str, dict[str, Any]] = yaml.load(TABLE, TABLE.name).value
    return {lang: _labels(row) for lang, row in read.items()}


def _labels(row: dict[str, Any]) -> Labels:
    names = {kind: row[kind] for kind in KINDS}
    lists = {"figure": row["figures"], "table": row["tables"]}
    return Labels(names, names | row.get("captions", {}), lists, row.get("end", "."))
