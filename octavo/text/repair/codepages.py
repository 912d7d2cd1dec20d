"""Code pages that were taken for one another: what each character seen was written as."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property

from octavo.text.lexicon import listed

WEST = listed("en fr de es pt it nl sv da fi ca nb is id gl ms fil")
CENTRAL = listed("cs sk pl hu hr sl ro sh")
MARKS = frozenset("…“”‘’–—«»‹›„‚•\N{NO-BREAK SPACE}")
"""What a program sets by itself, in texts whose letters are otherwise good."""


BALTIC = listed("lt lv")
OTHERS = listed("ru el")
"""Languages with other alphabets than ours."""


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
    def is_whole(self) -> bool:
        """Whether no letter is right as it is seen: another alphabet was written."""
        return not self.only.isdisjoint(OTHERS)

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
    "Windows-1254": "cp1254",
    "Windows-1257": "cp1257",
    "Latin-1": "latin-1",
    "Latin-2": "iso8859_2",
    "ISO 8859-4": "iso8859_4",
    "ISO 8859-5": "iso8859_5",
    "ISO 8859-7": "iso8859_7",
    "ISO 8859-13": "iso8859_13",
    "ISO 8859-16": "iso8859_16",
    "KOI8-R": "koi8_r",
    "KOI8-U": "koi8_u",
    "Mac Central European": "mac_latin2",
    "Mac Croatian": "mac_croatian",
    "Mac Cyrillic": "mac_cyrillic",
    "Mac Greek": "mac_greek",
    "Mac Romanian": "mac_romanian",
    "Mac Turkish": "mac_turkish",
    "DOS 437": "cp437",
    "DOS 737": "cp737",
    "DOS 775": "cp775",
    "DOS 850": "cp850",
    "DOS 852": "cp852",
    "DOS 857": "cp857",
    "DOS 866": "cp866",
}
CYRILLIC = listed("ru uk be bg mk sr")
ASKED = ("Windows-1252", "Latin-1", "Mac Roman")
"""What programs take for granted, and so read a text in."""
_FAMILIES = (
    ("Mac Roman", "Windows-1252", WEST),
    ("Mac Roman", "Latin-1", WEST),
    ("Windows-1252", "Mac Roman", WEST),
    ("Windows-1252", "Latin-1", frozenset[str]()),
    ("Windows-1252", "DOS 437", WEST),
    ("Windows-1252", "DOS 850", WEST),
    *((right, wrong, WEST) for right in ("DOS 437", "DOS 850") for wrong in ASKED),
    *(
        (right, wrong, only)
        for pages, only in (
            (("Windows-1250", "Latin-2", "DOS 852", "Mac Central European"), CENTRAL),
            (("Mac Croatian",), listed("hr sl sh")),
            (("Mac Romanian", "ISO 8859-16"), frozenset({"ro"})),
            (("Windows-1257", "ISO 8859-13", "ISO 8859-4", "DOS 775"), BALTIC),
            (("Windows-1254", "DOS 857", "Mac Turkish"), frozenset({"tr"})),
            (("Windows-1251", "ISO 8859-5", "DOS 866", "Mac Cyrillic"), CYRILLIC),
            (("KOI8-R", "KOI8-U"), CYRILLIC),
            (("Windows-1253", "ISO 8859-7", "DOS 737", "Mac Greek"), frozenset({"el"})),
        )
        for right in pages
        for wrong in ASKED
    ),
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
    """Return the pairs of code pages that texts in a language come to harm between."""
    candidates = [
        Pair(right, wrong, _table(right, wrong), only)
        for right, wrong, only in _FAMILIES
        if not only or language in only
    ]
    for right, wrong in _MARKED:
        table = {s: m for s, m in _table(right, wrong).items() if m in MARKS and s not in TYPED}
        candidates.append(Pair(right, wrong, table, marks_only=True))
    table = {s: m for s, m in _table("Windows-1252", "Mac Roman").items() if m in MARKS}
    candidates.append(Pair("Windows-1252", "Mac Roman", table, marks_only=True))
    return tuple(candidates)
