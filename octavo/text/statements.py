"""The sentences of a statement of accessibility, in the language of the book or in English."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from octavo.files import yaml
from octavo.text.terms import ENGLISH, OTHER_NAMES, primary

TABLE = Path(__file__).parent / "assets" / "statements.yaml"


def sentences_for(lang: str) -> tuple[str, dict[str, str]]:
    """Return the sentences by their names, and the language that they are in.

    It is the book's own tag where the table has its language, else English.
    """
    table = _table()
    tag = lang.replace("_", "-").lower()
    for name in ("-".join(tag.split("-")[:2]), OTHER_NAMES.get(primary(tag), primary(tag))):
        if name in table:
            return lang, table[name]
    return ENGLISH, table[ENGLISH]


@cache
def _table() -> dict[str, dict[str, str]]:
    read: dict[str, dict[str, str]] = yaml.load(TABLE, TABLE.name).value
    return read
