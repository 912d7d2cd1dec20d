"""The words of an entry in a list of works: how each one looks, which distinguishes the parts.

A word is what stands between spaces; it is cut where authors leave a space out: `59(236):433`, and
around the marks of Chinese and Japanese, which have none.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from octavo.text.lexicon import lexicon

Span = tuple[int, int]
"""Where a word begins and ends."""

ADDRESS = re.compile(r"https?://|www\.|10\.\d{4,}/|doi:", re.I)
CUT = re.compile(
    r"(?<=[\d)]:)(?=[A-Za-z]?\d)|(?<=\w)(?=\(\d)|(?<=[》」』，。：；、（）])|(?=[《「『（])"
)
SHORT = 24
"""The looks of a word longer than this are those of its first letters."""

WIDE = str.maketrans("，。：；、（）《》「」『』", ",.:;,()“”“”“”")
"""Chinese and Japanese marks, as the marks that do the same in Latin script."""

MARKS = ".,:;()[]“”‘’«»„\"'?!`<>"
KINDS = {
    "editor": "ed eds edited editor editors hrsg hg hgg herausgegeben éd dir red curatore ред",
    "translator": "trans translated translator übers traduction traduit trad tr пер",
    "in": "in dans //",
    "volume": "vol vols volume bd band tome t v no nr n° number issue heft т вып",
    "page": "p pp pages s seiten page pag с стр",
    "and": "and & und et y e и",
    "others": "al others",
    "edition": "edition edn aufl auflage rev revised изд",
    "genre": "thesis dissertation phd ph.d report master technical tech rep dvd film picture"
    " communication manuscript diss",
    "series": "series studies lecture notes texts library collection monographs bibliothèque reihe"
    " collana schriften beiträge",
    "publisher": "press verlag publishers publisher books university univ publishing publications"
    " éditions edizioni editorial wiley springer elsevier routledge academic inc sons company co"
    " издательство",
    "meeting": "proceedings proc conference symposium workshop international annual meeting",
    "journal": "journal review quarterly annals transactions letters bulletin zeitschrift revue"
    " archives magazine журнал вестник",
    "city": "amsterdam barcelona basel berlin bologna bruxelles cambridge chicago firenze frankfurt"
    " genève hamburg leiden leipzig lisboa london lyon madrid milano moscow москва м л münchen"
    " oxford paris roma rome stuttgart torino tübingen wien zürich 北京 上海 東京 京都",
    "junior": "jr sr iii",
    "access": "retrieved available accessed online from at http url",
    "particle": "van von de der den la le du da di del",
    "month": "january february march april may june july august september october november"
    " december jan feb mar apr jun jul aug sep sept oct nov dec januar februar märz mai juni juli"
    " oktober dezember janvier février mars avril juin juillet août septembre octobre novembre"
    " décembre",
}
KIND = {word: kind for kind, words in KINDS.items() for word in words.split()}
HOUSE = ("出版社", "出版", "书局", "書局", "書店", "书店", "印书馆", "書房")
YEAR = re.compile(r"(?:1[5-9]|20)\d\d(?:[a-z年г]|年)?")
RANGE = re.compile(r"\d[-–—‑]\w?\d")
INITIALS = re.compile(r"[^\W\d_]\.?(?:-?[^\W\d_]\.?)?")


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """A word: its letters, the marks before and behind them, and what it may be.

    `ends` says that a sentence ends behind it, `opens` and `closes` that a quotation does, `inside`
    that it has an opening bracket, `depth` how many more brackets are open behind it.
    """

    raw: str
    letters: str
    before: str
    behind: str
    shape: str
    number: str
    kind: str
    share: str
    case: str
    ends: bool
    opens: bool
    closes: bool
    inside: bool
    depth: int


def cut(text: str) -> Iterator[Span]:
    """Yield where each word of a text begins and ends."""
    for match in re.finditer(r"\S+", text):
        start = match.start()
        cuts = () if ADDRESS.search(match[0]) else CUT.finditer(match[0])
        for place in (match.start() + gap.start() for gap in cuts):
            if place > start:
                yield start, place
                start = place
        yield start, match.end()


@lru_cache(maxsize=4096)
def look(raw: str) -> Word:
    """See how a word looks."""
    plain = raw.translate(WIDE)
    core = plain.strip(MARKS)
    letters = core.lower()[:SHORT]
    before = plain[: len(plain) - len(plain.lstrip(MARKS))] if core else plain
    behind = plain[len(plain.rstrip(MARKS)) :] if core else plain
    case = _case(core)
    return Word(
        raw=plain,
        letters=letters,
        before=before[:2],
        behind=behind[:3],
        shape=_shape(plain[:SHORT]),
        number=_number(core, plain),
        kind="publisher" if letters.endswith(HOUSE) else KIND.get(letters or plain, "-"),
        share=_share(letters),
        case=case,
        ends=_ends(plain, letters, case),
        opens=any(mark in before for mark in "“«„‘`"),
        closes=any(mark in behind for mark in "”»’"),
        inside="(" in plain or "[" in plain,
        depth=sum(map(plain.count, "([")) - sum(map(plain.count, ")]")),
    )


def _ends(raw: str, letters: str, case: str) -> bool:
    """Whether a sentence ends behind a word: an initial or a short word is only shortened."""
    bare = raw.rstrip('”’»")]')
    if bare[-1:] in (".", "?", "!"):
        return case != "initial" and not (bare[-1] == "." and len(letters) <= 3)
    return bare != raw and raw[-1] in '”»"'


def _shape(text: str) -> str:
    """Write A for capital letters, a for small ones, 0 for digits; of a run but one.

    >>> _shape("McDonald's,"), _shape("(1950)")
    ("AaAa'a,", '(0)')
    """
    kinds = (
        "A" if c.isupper() else "a" if c.isalpha() else "0" if c.isdigit() else c for c in text
    )
    return re.sub(r"(.)\1+", r"\1", "".join(kinds))[:12]


def _number(core: str, raw: str) -> str:
    if YEAR.fullmatch(core):
        return "year"
    if RANGE.search(raw):
        return "range"
    if core.isdecimal():
        return f"{min(len(core), 5)} digits"
    if any(character.isdigit() for character in raw):
        return "mixed"
    return "roman" if core and not core.strip("IVXLC") else "-"


def _share(letters: str) -> str:
    """Return in powers of ten how rare a word is where it is met most: names are rare."""
    share = max(words.get(letters, 0.0) for words in _common())
    return str(int(-math.log10(share))) if share else "rare"


@cache
def _common() -> tuple[dict[str, float], ...]:
    return tuple(dict(lexicon(language, "small").shares) for language in ("en", "de", "fr"))


def _case(core: str) -> str:
    if INITIALS.fullmatch(core) and core.isupper():
        return "initial"
    if core.isupper():
        return "capitals"
    return "capital" if core[:1].isupper() else "small" if core[:1].islower() else "other"
