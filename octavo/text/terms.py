"""The few words that the press itself adds to a book, in the book's language.

One table, `assets/terms.yaml`, serves every format: a book says *Contents* in one way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel import Locale
from babel.lists import format_list

from octavo.files import yaml

TABLE = Path(__file__).parent / "assets" / "terms.yaml"
ENGLISH = "en"
OTHER_NAMES = {"no": "nb", "nn": "nb", "iw": "he", "sh": "hr", "bs": "hr"}
"""Languages that take the words of another, by their primary subtags."""

ROLES = ("edt", "trl", "ill", "aui", "aft", "cmp", "pht")
"""MARC relator codes that a title page names, in the order in which it names them."""

RIGHT_TO_LEFT = frozenset(("ar", "arc", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"))


@dataclass(frozen=True, slots=True)
class Terms:
    """Names of the parts that no author writes, and sentences in which {0} is what is named.

    `roles` has a sentence for each of ROLES; `lang` is the language of the words.
    """

    lang: str

    contents: str
    notes: str
    bibliography: str
    cover: str
    title_page: str
    copyright: str
    start: str
    landmarks: str
    skip: str
    previous: str
    following: str
    back: str
    table: str
    published: str
    printing: str
    licence: str
    translation_of: str
    in_print: str
    roles: dict[str, str]

    def names(self, names: Sequence[str]) -> str:
        """Return names joined as the language does (CLDR): `A`, `A and B`, `A, B and C`."""
        return format_list(list(names), locale=_locale(self.lang))


KEYS = {"following": "next"}
"""The keys of the table that differ from the names of fields."""

PLAIN_ENGLISH = "en-001"
"""English of no country: without a comma before the last *and*."""


def primary(lang: str) -> str:
    """Return the primary subtag of a language tag (BCP 47)."""
    return lang.replace("_", "-").partition("-")[0].lower()


def terms_for(lang: str) -> Terms:
    """Return the press's words in a language (a BCP 47 tag); the English ones in another."""
    table = _table()
    name = OTHER_NAMES.get(primary(lang), primary(lang))
    scripted = "-".join([name, *lang.replace("_", "-").lower().split("-")[1:2]])
    return table.get(scripted) or table.get(name) or table[ENGLISH]


@cache
def _table() -> dict[str, Terms]:
    read: dict[str, dict[str, str]] = yaml.load(TABLE, TABLE.name).value
    return {lang: _terms(lang, words) for lang, words in read.items()}


def _terms(lang: str, words: dict[str, str]) -> Terms:
    fields = [name for name in Terms.__slots__ if name not in ("lang", "roles")]
    plain = {name: words[KEYS.get(name, name.replace("_", "-"))] for name in fields}
    return Terms(**plain, lang=lang, roles={role: words[role] for role in ROLES})


@cache
def _locale(lang: str) -> Locale:
    return Locale.parse(PLAIN_ENGLISH if lang == ENGLISH else lang, sep="-")


def languages() -> list[str]:
    """Return the languages of the table, by their tags."""
    return sorted(_table())


def direction(lang: str) -> str:
    """Return the direction in which a language is written: `ltr` or `rtl`."""
    return "rtl" if primary(lang) in RIGHT_TO_LEFT else "ltr"
