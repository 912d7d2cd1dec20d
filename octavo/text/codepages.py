"""Code pages that were taken for one another: what each character seen was written as."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property

from octavo.text.lexicon import listed

WEST = listed("en fr de es pt it nl sv da fi ca nb is id gl ms fil")
CENTRAL = listed("cs sk pl hu hr sl ro sh")
MARKS = frozenset("…“”‘’–—«»‹›„‚•\N{NO-BREAK SPACE}")
"""What a program sets by itself, in texts whose letters are otherwise good."""


@dataclass(frozen=True)
class Pair:
    """Text written in one code page and read in another: `table` leads from what is seen back.

    `only` holds the languages that were ever written in that page; none means all of them.
    `marks_only` is for texts in which nothing but the punctuation came to harm.
    """

    right: str
    wrong: str
    table: dict[str, str]
    only: frozenset[str] = frozenset()
    marks_only: bool = False

    @cached_property
    def suspects(self) -> frozenset[str]:
        """What is seen where something else was written."""
        return frozenset(self.table)

    @property
    def rule(self) -> str:
        """The rule under which its repairs are reported."""
        if self.wrong == "Latin-1" and self.right == "Windows-1252":
            return "mojibake-control"
        return "mojibake-mac-roman" if self.right == "Mac Roman" else "mojibake-code-page"

    def __str__(self) -> str:
        return f"written in {self.right}, read in {self.wrong}"


TYPED = frozenset("´ª")
"""Signs that people type for an apostrophe or an ordinal, and so no sign of damage."""
_NAMES = {
    "Mac Roman": "mac_roman",
    "Windows-1252": "cp1252",
    "Windows-1250": "cp1250",
    "Windows-1251": "cp1251",
    "Windows-1253": "cp1253",
    "Latin-1": "latin-1",
    "DOS 437": "cp437",
    "DOS 850": "cp850",
}
_FAMILIES = (
    ("Mac Roman", "Windows-1252", WEST),
    ("Mac Roman", "Latin-1", WEST),
    ("Windows-1252", "Mac Roman", WEST),
    ("Windows-1252", "Latin-1", frozenset[str]()),
    ("Windows-1252", "DOS 437", WEST),
    ("Windows-1252", "DOS 850", WEST),
    ("DOS 437", "Windows-1252", WEST),
    ("DOS 850", "Windows-1252", WEST),
    ("Windows-1250", "Windows-1252", CENTRAL),
    ("Windows-1251", "Windows-1252", listed("ru uk be bg mk sr")),
    ("Windows-1253", "Windows-1252", frozenset({"el"})),
)
_MARKED = (("Mac Roman", "Windows-1252"), ("Windows-1252", "Mac Roman"))


def _decoded(number: int, page: str) -> str:
    """The character that a byte is; where Windows has none, a C1 control, as on the web."""
    return bytes([number]).decode(_NAMES[page], "ignore") or chr(number)


def _table(right: str, wrong: str) -> dict[str, str]:
    table = {_decoded(n, wrong): _decoded(n, right) for n in range(0x80, 0x100)}
    return {seen: meant for seen, meant in table.items() if seen != meant}


@cache
def pairs(language: str) -> tuple[Pair, ...]:
    """Give the pairs of code pages that texts in a language come to harm between."""
    found = [
        Pair(right, wrong, _table(right, wrong), only)
        for right, wrong, only in _FAMILIES
        if not only or language in only
    ]
    for right, wrong in _MARKED:
        table = {s: m for s, m in _table(right, wrong).items() if m in MARKS and s not in TYPED}
        found.append(Pair(right, wrong, table, marks_only=True))
    table = {s: m for s, m in _table("Windows-1252", "Mac Roman").items() if m in MARKS}
    found.append(Pair("Windows-1252", "Mac Roman", table, marks_only=True))
    return tuple(found)
