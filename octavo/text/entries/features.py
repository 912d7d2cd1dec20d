"""Features of each word of an entry, by which a model says which part it belongs to.

The features are those of the field (ParsCit, GROBID, AnyStyle): the word, its beginning and end,
its shape, marks and case, numbers, words that tell (*ed.*, *vol.*, *Press*), the words beside it,
and where it stands: in quotation marks or brackets, in which sentence, before or behind the first
year and the names at the start.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from octavo.text.citations.names import ROLE
from octavo.text.entries.words import WIDE, Span, Word, look

QUOTED = re.compile(
    r"“[^“”]{3,}”|(?<!\w)‘.{3,400}?’(?!\w)|«[^«»]{3,}»|(?<!\w)\"[^\"]{3,}\"(?!\w)|``.{3,400}?''"
    r"|„[^„“”]{3,}[“”]"
)
BRACKETED = re.compile(r"\([^()]+\)")
DIVIDED = re.compile(r"[:,]\s")
DIGITS = re.compile(r"[0-9]{4}")
ROLED = re.compile(ROLE)
HALVES = re.compile(r"[\ud800-\udfff]")
"""Halves of surrogate pairs, which stand alone and are no characters: CRFsuite reads UTF-8."""

Rows = list[list[str]]


def features(text: str, spans: list[Span], names: int) -> Rows:
    """Return the features of each word of an entry.

    `spans` are its words' places, `names` where the names at its start end.
    """
    text = HALVES.sub("\N{REPLACEMENT CHARACTER}", text)
    words = [look(text[start:end]) for start, end in spans]
    rows = [[*_own(word), *place] for word, place in zip(words, _places(words), strict=True)]
    _beside(words, rows)
    _of_sentences(words, rows)
    wide = text.translate(WIDE)
    for row, feature in zip(rows, _quoted(wide, spans), strict=True):
        row.append(feature)
    for row, feature in zip(rows, _imprinted(wide, spans), strict=True):
        row.append(feature)
    for row, feature in zip(rows, _to_colon(words), strict=True):
        row.append(feature)
    roled = bool(names) and ROLED.match(text, names) is not None
    _from_names(names, spans, words, rows, roled=roled)
    return rows


@lru_cache(maxsize=4096)
def _own(word: Word) -> tuple[str, ...]:
    low = word.letters
    return (
        f"w={low}", f"s={word.shape}", f"e={word.behind}", f"b={word.before}",
        f"n={word.number}", f"k={word.kind}", f"f={word.share}", f"c={word.case}",
        f"p2={low[:2]}", f"p3={low[:3]}", f"s2={low[-2:]}", f"s3={low[-3:]}", f"s4={low[-4:]}",
    )  # fmt: skip


@lru_cache(maxsize=16384)
def _seen(word: Word, offset: int) -> tuple[str, ...]:
    """Return the features of a word for one that stands so many words away."""
    traits: tuple[str, ...] = (
        f"{offset}e={word.behind}", f"{offset}n={word.number}", f"{offset}k={word.kind}",
        f"{offset}c={word.case}",
    )  # fmt: skip
    if offset == 1:
        traits += (f"1b={word.before}",)
    if abs(offset) == 1:
        traits += (
            f"{offset}w={word.letters}",
            f"{offset}s={word.shape}",
            f"{offset}f={word.share}",
        )
    return traits


def _beside(words: list[Word], rows: Rows) -> None:
    """Add what the two words before and behind tell, and how a word follows another."""
    last = len(words) - 1
    for at, row in enumerate(rows):
        for offset in (-2, -1, 1, 2):
            inside = 0 <= at + offset <= last
            row.extend(_seen(words[at + offset], offset) if inside else (f"{offset}none",))
        if at:
            row.extend(_pair(words[at - 1], words[at]))
        if at < last:
            row.extend(_ahead(words[at], words[at + 1]))


@lru_cache(maxsize=8192)
def _pair(one: Word, two: Word) -> tuple[str, ...]:
    return (
        f"ee={one.behind}|{two.behind}", f"ec={one.behind}|{two.case}{two.before}",
        f"kk={one.kind}|{two.kind}", f"en={one.behind}|{two.number}",
        f"cece={one.case}{one.behind}|{two.case}{two.behind}",
    )  # fmt: skip


@lru_cache(maxsize=8192)
def _ahead(one: Word, two: Word) -> tuple[str, ...]:
    return (
        f"cec={one.case}{one.behind}|{two.case}", f"en+={one.behind}|{two.number}",
        f"ek+={one.behind}|{two.kind}",
    )  # fmt: skip


# --- where a word stands --------------------------------------------------------------------------


@dataclass(slots=True)
class _State:
    """What was read so far: open quotation marks and brackets, a year, ends of sentences."""

    quoted: bool = False
    brackets: int = 0
    dated: bool = False
    stops: int = 0

    def pass_by(self, word: Word) -> None:
        self.quoted = (self.quoted or word.opens) and not word.closes
        if '"' in word.raw:
            self.quoted ^= bool(word.raw.count('"') % 2)
        self.brackets = max(0, self.brackets + word.depth)
        self.dated |= word.number == "year"
        self.stops += word.behind[:1] in (".", "?", "!") and len(word.letters) > 3


def _places(words: list[Word]) -> Iterator[list[str]]:
    """Yield for each word where it stands in its entry."""
    count = len(words)
    year = next((at for at, word in enumerate(words) if word.number == "year"), count)
    early = "early" if year < min(25, count / 2) else "late"
    quotes = any(word.opens or '"' in word.before for word in words)
    part_of = any(word.kind == "in" and word.case == "capital" for word in words)
    whole = f"{quotes:d}{part_of:d}"
    style = "" if year == count else f"{'(' in words[year].raw:d}"
    state = _State()
    for at, word in enumerate(words):
        quoted = state.quoted or word.opens or '"' in word.before
        bracketed = bool(state.brackets) or word.inside
        dated = f"{state.dated:d}{early}"
        yield [
            f"q={quoted:d}{bracketed:d}", f"st={min(state.stops, 6)}",
            f"ya={state.dated:d}{early}{style}", f"pos={10 * at // count}", f"i={min(at, 5)}",
            f"r={min(count - 1 - at, 4)}",
            f"qg={quoted:d}{whole}", f"cyn={word.case}{state.dated:d}{word.number}",
            f"ye={dated}{word.behind}",
        ]  # fmt: skip
        state.pass_by(word)


def _quoted(text: str, spans: list[Span]) -> Iterator[str]:
    """Yield for each word whether it stands between quotation marks that belong together."""
    marks = [match.span() for match in QUOTED.finditer(text)]
    at = 0
    for start, end in spans:
        while at < len(marks) and marks[at][1] <= start:
            at += 1
        if at == len(marks) or marks[at][0] >= end:
            yield f"qs={'behind' if at else 'before' if marks else 'none'}"
        else:
            opened, closed = marks[at]
            yield f"qs={min(at, 1)}{'B' * (start <= opened)}{'E' * (closed <= end)}"


def _imprinted(text: str, spans: list[Span]) -> Iterator[str]:
    """Yield for each word its place by the last imprint in brackets: `(London: Sage, 1994)`."""
    opened, closed = -1, -1
    for bracket in BRACKETED.finditer(text):
        divided = DIVIDED.search(bracket[0])
        if divided and DIGITS.search(bracket[0], divided.end()):
            opened, closed = bracket.span()
    for start, end in spans:
        if opened < 0:
            yield "im=none"
        else:
            yield f"im={'before' if end <= opened + 1 else 'in' if start < closed else 'behind'}"


def _to_colon(words: list[Word]) -> Iterator[str]:
    """Yield for each word how many words on a colon stands, up to the end of its sentence."""
    far = 9
    traits: list[str] = []
    for word in reversed(words):
        far = 0 if word.behind[-1:] == ":" else 9 if word.ends else min(far + 1, 9)
        traits.append(f"col={far if far < 5 else 'far'}{word.case}")
    return reversed(traits)


def _from_names(
    names: int, spans: list[Span], words: list[Word], rows: Rows, *, roled: bool
) -> None:
    """Add where each word stands by the names at the start, and how long the way is to a number.

    `roled` says that the names are followed by their role: `(eds)`.
    """
    behind = [at for at, (_, end) in enumerate(spans) if end > names]
    first = next((at for at in behind if words[at].number not in ("-", "roman")), len(words))
    between = words[behind[0] : first] if behind else []
    way = f"{min(len(between), 6)}{all(word.raw[-1:] == '.' for word in between):d}"
    for row, (start, end) in zip(rows, spans, strict=True):
        if not names:
            row.append("a=none")
            continue
        side = "in" if end <= names else "out"
        edge = "last" if end <= names < end + 3 else "next" if start >= names > start - 3 else "-"
        row.extend((f"a={side}{roled:d}", f"ae={edge}", f"aw={edge}{way}"))


# --- sentences ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence in brief: how long, which words that tell, how it is written."""

    length: str = "-"
    case: str = "-"
    kinds: str = ""
    digits: str = ""
    first: str = ""
    end: str = ""
    initials: bool = False

    @property
    def form(self) -> str:
        return self.length + self.case + self.digits


NONE = _Sentence()
SILENT = frozenset(("-", "and", "particle", "page", "volume"))


def _of_sentences(words: list[Word], rows: Rows) -> None:
    """Add to each word the features of its sentence, and of the sentences around."""
    parts = list(_sentences(words))
    briefs = [NONE, *(_in_brief([words[at] for at in part]) for part in parts), NONE]
    for number, part in enumerate(parts):
        back, here, ahead = briefs[number : number + 3]
        common = [
            f"L={here.form}", f"K={here.kinds}", f"KE={here.kinds}{here.end}",
            f"j={min(number, 7)}", f"J={min(len(parts) - 1 - number, 5)}", f"nx={ahead.first}",
            f"nL={here.length}{here.case}|{ahead.form}", f"pL={back.form}|{here.form}",
            f"nK={ahead.kinds}", f"pK={back.kinds}", f"fx={here.first}",
            f"I={here.initials:d}{here.length}{here.case}",
        ]  # fmt: skip
        for place, at in enumerate(part):
            rows[at] += common
            rows[at] += (f"p={min(place, 3)}", f"pp={min(place, 2)}{here.length}{here.case}")


def _sentences(words: list[Word]) -> Iterator[range]:
    """Part an entry at the ends of sentences, and before what opens a quotation or a bracket."""
    start = 0
    for at, word in enumerate(words):
        if at > start and word.before[:1] in tuple('“‘«"„(['):
            yield range(start, at)
            start = at
        if word.ends:
            yield range(start, at + 1)
            start = at + 1
    if start < len(words):
        yield range(start, len(words))


LENGTHS = ((1, "1"), (2, "2"), (4, "4"), (8, "8"))


def _in_brief(words: list[Word]) -> _Sentence:
    small = sum(word.case == "small" for word in words)
    capitals = sum(word.case in ("capital", "capitals", "initial") for word in words)
    case = "T" if not small else "S" if capitals <= 1 else "M" if small > capitals else "t"
    return _Sentence(
        length=next((name for limit, name in LENGTHS if len(words) <= limit), "9"),
        case=case,
        kinds="+".join(sorted({word.kind for word in words} - SILENT))[:24],
        digits="d" if any(word.number != "-" for word in words) else "",
        first=words[0].number + words[0].kind,
        end=words[-1].behind[:2],
        initials=any(word.case == "initial" for word in words),
    )
