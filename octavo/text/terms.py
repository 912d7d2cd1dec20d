"""The few words that the press itself adds to a book, in the book's language.

One table, `assets/terms.yaml`, serves every format: a book says *Contents* in one way.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale
from babel.lists import format_list

from octavo.files import yaml
from octavo.model.relators import relators

TABLE = Path(__file__).parent / "assets" / "terms.yaml"
ENGLISH = "en"
OTHER_NAMES = {"no": "nb", "nn": "nb", "iw": "he", "sh": "hr", "bs": "hr"}
"""Languages that take the words of another, by their primary subtags."""

ROLES = ("edt", "trl", "ill", "aui", "aft", "com", "pht")
"""MARC relator codes that a title page names in a sentence, in the order in which it names them."""

SAME = {"wac": "cmm", "cwt": "cmm", "dub": "aut"}
"""MARC relators that take the words of another."""

RIGHT_TO_LEFT = frozenset(("ar", "arc", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"))


@dataclass(frozen=True, slots=True)
class Terms:
    """Names of the parts that no author writes, and sentences in which {0} is what is named.

    `roles` has a sentence for each of ROLES, `credits` a noun for other MARC relators; `editions`
    and `printings` have a sentence for each category of ordinals (CLDR: one, two, few, many, other)
    or for a number itself. `lang` is the language of the words.
    """

    lang: str

    contents: str
    notes: str
    bibliography: str
    index: str
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
    pages: str
    page: str
    proof: str
    published: str
    licence: str
    translation_of: str
    in_print: str
    first_published: str
    moral_rights: str
    reserved: str
    mining: str
    eu_responsible: str
    catalogue: str
    legal_deposit: str
    printed_by: str
    typeface: str
    funded: str
    paperback: str
    hardback: str
    audiobook: str
    roles: dict[str, str]
    credits: dict[str, str]
    editions: dict[str, str]
    printings: dict[str, str]
    colon: str

    def names(self, names: Sequence[str]) -> str:
        """Return names joined as the language does (CLDR): `A`, `A and B`, `A, B and C`."""
        return format_list(list(names), locale=_locale(self.lang))

    def credit(self, role: str, names: str) -> str:
        """Return the line that says what people did; "" where the language has no word for it.

        English has the Library of Congress's name of every relator.
        """
        role = SAME.get(role, role)
        if role in self.roles:
            return self.roles[role].format(names)
        noun = self.credits.get(role, "")
        if not noun and primary(self.lang) == ENGLISH:
            noun = relators().get(role, "")
        return f"{noun}{self.colon} {names}" if noun else ""

    def edition(self, number: int) -> str:
        """Return the words for an edition by its number: `2nd edition`."""
        return self._numbered(self.editions, number)

    def printing(self, number: int) -> str:
        """Return the words for a printing by its number."""
        return self._numbered(self.printings, number)

    def _numbered(self, sentences: dict[str, str], number: int) -> str:
        category = _locale(self.lang).ordinal_form(number)
        sentence = sentences.get(str(number)) or sentences.get(category) or sentences["other"]
        return sentence.format(number)


KEYS = {"following": "next"}
"""The keys of the table that differ from the names of fields."""

PLAIN_ENGLISH = "en-001"
"""English of no country: without a comma before the last *and*."""


def primary(lang: str) -> str:
    """Return the primary subtag of a language tag (BCP 47)."""
    return lang.replace("_", "-").partition("-")[0].lower()


def language_named(name: str) -> str:
    """Return the tag of a language by its English name (CLDR); "" for one that is not known.

    >>> language_named("French"), language_named("Gibberish")
    ('fr', '')
    """
    names = {str(code): str(words) for code, words in _locale(ENGLISH).languages.items()}
    codes = [code for code, words in names.items() if words.casefold() == name.casefold()]
    return min(codes, key=len, default="")


def language_name(tag: str) -> str:
    """Return the English name of a language (CLDR); the tag itself where there is none.

    >>> language_name("pl")
    'Polish'
    """
    names = _locale(ENGLISH).languages
    return str(names.get(tag.replace("-", "_"), names.get(primary(tag), tag)))


def terms_for(lang: str) -> Terms:
    """Return the press's words in a language (a BCP 47 tag); the English ones in another."""
    table = _table()
    name = OTHER_NAMES.get(primary(lang), primary(lang))
    scripted = "-".join([name, *lang.replace("_", "-").lower().split("-")[1:2]])
    return table.get(scripted) or table.get(name) or table[ENGLISH]


@cache
def _table() -> dict[str, Terms]:
    read: dict[str, dict[str, Any]] = yaml.load(TABLE, TABLE.name).value
    return {lang: _terms(lang, read.get(primary(lang), {}) | words) for lang, words in read.items()}


GROUPS = ("lang", "roles", "credits", "editions", "printings", "colon")
"""Fields that are no word of the table by their own name."""


def _terms(lang: str, words: dict[str, Any]) -> Terms:
    fields = [name for name in Terms.__slots__ if name not in GROUPS]
    plain = {name: words[KEYS.get(name, name.replace("_", "-"))] for name in fields}
    return Terms(
        **plain,
        lang=lang,
        roles={role: words[role] for role in ROLES},
        credits=words["credits"],
        editions=_numbered(words["edition"]),
        printings=_numbered(words["printing"]),
        colon=words.get("colon", ":"),
    )


def _numbered(words: Any) -> dict[str, str]:
    return {"other": words} if isinstance(words, str) else words


@cache
def _locale(lang: str) -> Locale:
    return Locale.parse(PLAIN_ENGLISH if lang == ENGLISH else lang, sep="-")


def is_reservation(text: str) -> bool:
    """Whether a text says, in any language of the table, that rights are reserved.

    That is a statement of rights, and no licence. The first word of *All rights reserved* does not
    matter: some may be reserved, or all for a country.

    >>> is_reservation("Alle Rechte an diesem Buch vorbehalten."), is_reservation("CC BY 4.0")
    (True, False)
    """
    words = set(_words(text))
    return any(needed <= words for needed in _reservations())


@cache
def _reservations() -> frozenset[frozenset[str]]:
    return frozenset(frozenset(_words(terms.reserved)[1:]) for terms in _table().values())


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def languages() -> list[str]:
    """Return the languages of the table, by their tags."""
    return sorted(_table())


def direction(lang: str) -> str:
    """Return the direction in which a language is written: `ltr` or `rtl`."""
    return "rtl" if primary(lang) in RIGHT_TO_LEFT else "ltr"
