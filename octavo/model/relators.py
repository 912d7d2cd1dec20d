"""The MARC relators: the codes of all parts that people have in a work, and their English names.

The list is the Library of Congress's, https://id.loc.gov/vocabulary/relators (a work of the United
States government, which has no copyright: 17 U.S.C. § 105).
"""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from pathlib import Path

TABLE = Path(__file__).parents[1] / "assets" / "relators.txt"


@cache
def relators() -> dict[str, str]:
    """Return the English name of each code."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    return dict(line.split(" ", 1) for line in lines)


OTHER_WORDS = {
    "foreword": "wfw",
    "preface": "wpr",
    "cover": "cov",
    "jacket designer": "bjd",
    "designer": "dsr",
    "typesetter": "cmt",
    "maps": "ctg",
    "copy editor": "red",
    "copyeditor": "red",
    "series editor": "pbd",
    "reader": "nrt",
}
"""Words of the trade for some of them."""


def code_of(word: str, own: Mapping[str, str]) -> str:
    """Return the code of a role that is written as a code or in English words; "" if unknown.

    `own` are words that the caller knows besides, with their codes. Capitals, hyphens and a plural
    do not matter.

    >>> code_of("Cover designers", {}), code_of("cov", {}), code_of("baker", {})
    ('cov', 'cov', '')
    """
    plain = _plain(word)
    if plain in relators():
        return plain
    known = _words() | {_plain(name): code for name, code in own.items()}
    return known.get(plain) or known.get(plain.removesuffix("s"), "")


def near(word: str, own: Mapping[str, str]) -> list[str]:
    """Return the names that are most like a word, with their codes: `translator (trl)`."""
    known = {_plain(name): code for name, code in own.items()} | _words()
    matches = get_close_matches(_plain(word), known, n=2, cutoff=0.6)
    if not matches and len(_plain(word)) <= 4:
        codes = get_close_matches(_plain(word), relators(), n=2, cutoff=0.6)
        return [f"{code} ({relators()[code].lower()})" for code in codes]
    return [f"{name} ({known[name]})" for name in matches]


def _words() -> dict[str, str]:
    return {_plain(name): code for code, name in relators().items()} | OTHER_WORDS


def _plain(word: str) -> str:
    return " ".join(word.replace("-", " ").casefold().split())
