"""Marks beside numbers: feet and inches, minutes and seconds, years cut to two digits, thousands.

A measure is certain where its marks stand against their numbers; with spaces between, it is
likely. A year is certain behind the words of its language that years stand behind.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from octavo.text.lexicon import listed
from octavo.text.style.dates import names

_SPACE = "[ \N{NO-BREAK SPACE}]"
_NUMBER = r"\d+(?:[.,]\d+)?[½¼¾⅓⅔⅛⅜⅝⅞]?"
_MEASURED = re.compile(rf"[\d½¼¾⅓⅔⅛⅜⅝⅞]{_SPACE}{{0,2}}['\"]")
_FEET = re.compile(rf"(?<![\w'’]){_NUMBER}(?P<feet>'){_SPACE[:-1]}-]?{_NUMBER}(?P<inches>\"|'')")
_ANGLE = re.compile(
    rf"(?P<sign>°|(?<=\d)[º˚]|(?<=\d [º˚])){_SPACE}{{0,2}}{_NUMBER}"
    rf"(?P<gap>{_SPACE}{{0,2}})(?P<minutes>')"
    rf"(?:{_SPACE}{{0,2}}{_NUMBER}(?P<space>{_SPACE}{{0,2}})(?P<seconds>\"|''))?"
)
_BEHIND_SPACE = re.compile(r"\d|[\s.,;:)\]]|\Z")
"""What may follow the mark of minutes that stands apart from its number."""
_PLURALS = {
    "nl": "ers?",
    "de": "ern?",
    "hu": r"-[^\W\d_]+",
    "fi": r"-lu[kv][^\W\d_]+",
    "sv": r"-tal[^\W\d_]*",
    "da": "er(?:ne)?",
    "nb": r"-(?:tal|åra|årene)[^\W\d_]*",
}
"""Endings of a decade that is written in digits."""
_LEADING = {
    "nl": "jaren jaar in sinds zomer winter herfst lente voorjaar najaar begin eind",
    "af": "jare jaar in sedert",
    "de": "jahr jahre jahren jahres anno seit sommer winter herbst frühjahr frühling anfang ende",
    "sv": "år året åren sedan sommaren vintern hösten våren",
    "da": "år året årene siden sommeren vinteren efteråret foråret",
    "nb": "år året årene siden sommeren vinteren høsten våren",
    "fr": "an année années en été hiver automne printemps",
    "ca": "any anys el hivern estiu tardor primavera",
    "it": "anno anni nel dal del estate inverno autunno primavera",
    "es": "año años en del desde verano invierno otoño primavera",
    "pt": "ano anos em desde verão inverno outono primavera",
    "ro": "an ani anul anului anii anilor în din vara iarna toamna primăvara",
    "el": "έτος του το από",
    "pl": "rok roku lata lat latach",
    "cs": "rok roku léta let letech",
}
"""Words of each language that a year stands behind."""
_SAME = {"no": "nb", "nn": "nb", "gl": "pt", "sk": "cs"}
YEAR_WIDTH = 3
"""How long a year of two digits is with its mark; what is longer has the ending of a decade."""
ABBREVIATED = 3
"""A name of a month or a day with so many letters or fewer may be another word."""
_LAST_WORD = re.compile(
    r"(?P<day>\d{1,2}\.? )?(?<![\w'’-])(?:[^\W\d_]+['’])?(?P<word>[^\W\d_]+) \Z"
)
_ON = re.compile(r"\d\d(?:,| [^\W\d_]{1,3}) ")
"""What stands between the marks of two years in a row."""
_NUMERAL = re.compile(r"[\d½¼¾⅓⅔⅛⅜⅝⅞°º˚′″'\"]\s+\Z")
_DECIMAL = re.compile(r"\d+[.,]\d")
_THOUSANDS = re.compile(r"(?<![\d.,º˚°])\d{1,3}\Z")
_THOUSAND = re.compile(r"\d{3}(?!\d)")
_REACH = 32
"""How far back the words before a year are looked for."""


@dataclass(frozen=True, slots=True)
class Measures:
    """The primes of a paragraph: where each stands, and of how many characters it is made.

    `doubtful` are those that are only likely.
    """

    widths: dict[int, int] = field(default_factory=dict)
    doubtful: frozenset[int] = frozenset()

    def holds(self, at: int) -> bool:
        """Whether the mark at a place is surely a prime."""
        return at in self.widths and at not in self.doubtful


def measures_of(text: str) -> Measures:
    """Return the primes of a paragraph."""
    if not _MEASURED.search(text):
        return Measures()
    spans = [match.span(name) for match in _FEET.finditer(text) for name in ("feet", "inches")]
    doubtful = set[int]()
    for match in _ANGLE.finditer(text):
        known, likely = _primes(text, match)
        spans += [match.span(name) for name in known + likely]
        doubtful |= {match.start(name) for name in likely}
    return Measures({start: end - start for start, end in spans}, frozenset(doubtful))


def _primes(text: str, match: re.Match[str]) -> tuple[list[str], list[str]]:
    """The names of the primes of an angle that are certain, and of those that are likely."""
    seconds = ["seconds"] if match["seconds"] else []
    if match["sign"] != "°":
        return [], ["minutes", *seconds] if seconds else []
    if match["space"]:
        return ([], ["minutes", *seconds]) if match["gap"] else (["minutes"], seconds)
    if seconds or not match["gap"]:
        return ["minutes", *seconds], []
    apart = _BEHIND_SPACE.match(text, match.end("minutes"))
    return [], ["minutes"] if apart else []


def parts_thousands(text: str, at: int) -> bool:
    """Whether the mark between two digits parts the thousands of a number: `12'500`."""
    return bool(_THOUSANDS.search(text, max(0, at - 4), at) and _THOUSAND.match(text, at + 1))


def follows_number(text: str, at: int) -> bool:
    """Whether a mark before digits stands behind another number, or before a decimal."""
    return bool(_NUMERAL.search(text, max(0, at - 3), at) or _DECIMAL.match(text, at + 1))


class Years:
    """The years of a paragraph that are surely cut to two digits, met one after another."""

    def __init__(self, text: str, language: str) -> None:
        """Take the paragraph and its language."""
        self.text = text
        language = _SAME.get(language, language)
        self.names = names(language)
        self.leading = listed(_LEADING.get(language, ""))
        self.year = re.compile(rf"\d\d(?:{_PLURALS.get(language, '')})?(?![\w'’]|[.,]\d)")
        self.last = -1

    def holds(self, at: int) -> bool:
        """Whether the mark at a place stands before a year, or a decade, beyond doubt."""
        match = self.year.match(self.text, at + 1)
        if not match or follows_number(self.text, at):
            return False
        sure = match.end() - at > YEAR_WIDTH or self._is_led(at)
        if not sure and self.last >= 0:
            sure = bool(_ON.fullmatch(self.text, self.last + 1, at))
        if sure:
            self.last = at
        return sure

    def _is_led(self, at: int) -> bool:
        """Whether a word that years stand behind is what stands before a mark."""
        match = _LAST_WORD.search(self.text, max(0, at - _REACH), at)
        if not match:
            return False
        word = match["word"]
        named = match["day"] or len(word) > ABBREVIATED
        return word.lower() in self.leading or bool(named and re.fullmatch(self.names, word))
