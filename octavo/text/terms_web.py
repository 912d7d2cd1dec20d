"""The words of the web edition's own furniture, in the book's language: search, type, citing.

They stand in `assets/terms_web.yaml`, apart from the words that every format prints.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

from octavo.files import yaml
from octavo.text.terms import ENGLISH, OTHER_NAMES, primary

TABLE = Path(__file__).parent / "assets" / "terms_web.yaml"


@dataclass(frozen=True, slots=True)
class WebTerms:
    """Names of what a reader of the web edition can do."""

    search: str
    nothing: str
    type: str
    size: str
    smaller: str
    larger: str
    face: str
    serif: str
    sans: str
    light: str
    dark: str
    system: str
    links: str
    paragraph: str
    cite: str
    whole: str
    changes: str


def web_terms(lang: str) -> WebTerms:
    """Return the words in a language (a BCP 47 tag); the English ones in another."""
    table = _table()
    tag = lang.replace("_", "-").lower()
    name = OTHER_NAMES.get(primary(tag), primary(tag))
    return table.get("-".join(tag.split("-")[:2])) or table.get(name) or table[ENGLISH]


@cache
def _table() -> dict[str, WebTerms]:
    read: dict[str, dict[str, str]] = yaml.load(TABLE, TABLE.name).value
    names = [field.name for field in fields(WebTerms)]
    return {lang: WebTerms(**{name: words[name] for name in names}) for lang, words in read.items()}
