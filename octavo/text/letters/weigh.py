"""Which code page bytes were kept in: each is tried on all of them with each language, and weighed.

What a reading costs is the negative logarithm of its likelihood (in nats): its letters by the
statistics of a language, its signs by their place, its capitals by theirs. Readings that give the
same text are one, called by its commonest name. The least cost wins; how far the next is off says
how sure that is.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from octavo.text.letters import signs
from octavo.text.letters.counting import Counted, folded, of_bytes
from octavo.text.letters.pages import PAGES, UNDEFINED, WIDE, CodePage, characters
from octavo.text.letters.statistics import Language, is_letter, languages
from octavo.text.letters.texts import text_cost

MOST = 400_000
"""So many bytes are read of the lines that have others than ASCII."""
PAIRS, EACH = 40, 3
"""So many pairs of page and language are weighed by triples, and of each page so many at least."""
SWITCH = 12.0
"""What it costs at most that the words with letters beyond ASCII are in another language."""
GUEST = 9.0
"""What a language costs that was not written in a page."""
ASKED = 3.0
"""By how much the stated language of a manuscript costs less."""
LOST = 500
"""Of so many characters one may be lost, in a page of several bytes a character."""
CERTAIN, STRAINED = 99.0, 6.0
"""The margin of a reading without a rival; the strain of one that makes no words."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A page and a language, and what the bytes cost when read so.

    `image` is alike where the text is; `strain` is the cost of a sign beyond ASCII, on the average.
    """

    page: CodePage
    language: str
    cost: float
    image: object = None
    strain: float = 0.0


@dataclass(frozen=True, slots=True)
class Choice:
    """The best reading, the best that gives another text, and how sure it is (0 to 1)."""

    best: Reading
    second: Reading | None
    margin: float


@lru_cache(maxsize=2)
def choose(data: bytes, lang: str = "") -> Choice:
    """Return the page and language that make the bytes likeliest; `lang` is the stated language."""
    sample = _sample(data)
    weighed = sorted(
        [*readings(sample, lang), *_wide(sample, lang)], key=lambda reading: reading.cost
    )
    best = weighed[0]
    second = next((r for r in weighed if r.image != best.image), None)
    return Choice(best, second, second.cost - best.cost if second else CERTAIN)


def confidence(choice: Choice) -> float:
    """Return how sure a choice is, 0 to 1: by its margin, and by how natural it reads."""
    strained = 0.3 if choice.best.strain > STRAINED else 0.0
    return round(max(0.0, 1 - 0.6 * math.exp(-choice.margin / 10) - strained), 2)


def read_in(data: bytes, codec: str) -> str:
    """Decode bytes in a page; what it has nothing for is lost, but in Windows-1252 a control."""
    if any(page.codec == codec for page in WIDE):
        return data.decode(codec, "replace")
    table = characters(codec)
    lost = {c: "\N{REPLACEMENT CHARACTER}" for c in table if UNDEFINED <= ord(c) < UNDEFINED + 256}
    text = "".join([lost.get(table[byte], table[byte]) for byte in data])
    return unicodedata.normalize("NFC", text) if codec == "cp1258" else text


def _sample(data: bytes) -> bytes:
    """Return the lines that tell, from all of the text, where there are too many."""
    if len(data) <= MOST:
        return data
    lines = [line for line in data.splitlines(keepends=True) if not line.isascii()]
    size = sum(map(len, lines))
    step = max(1, size // MOST)
    return b"".join(lines[::step])


def readings(data: bytes, lang: str) -> Iterator[Reading]:
    """Yield the readings in pages of one byte a character, equal ones but once."""
    counts = of_bytes(data)
    known = {c: language for c, language in languages().items() if not language.is_ideographic}
    words = folded(counts.plain)
    plain = _linked({c: one.plain(words) for c, one in known.items()})
    size = sum(counts.beyond.values()) or 1.0
    asked = {_code(lang), min(plain, key=lambda code: plain[code])}
    for page, image, codes in _worth(counts, known, plain, asked):
        rows, shared = _shared(counts, page)
        for code in codes:
            language, cost = known[code], shared
            for triple, sign, n in rows:
                placed = signs.cost(triple[0], triple[1], triple[2], code) if sign else 0.0
                cost += n * (language.cost(triple) + placed)
            whole = cost + plain[code] + page.rare + _prior(page, code, lang)
            yield Reading(page, code, whole, image, cost / size)


def _worth(
    counts: Counted, known: Mapping[str, Language], plain: Mapping[str, float], asked: set[str]
) -> Iterator[tuple[CodePage, tuple[str, ...], list[str]]]:
    """Yield the pages that give different texts, each with the languages worth weighing.

    Those that are asked for are, in every page: the text's own, and the one that its words in ASCII
    are in. With few other letters their neighbours may all be easier to write.
    """
    images: dict[tuple[str, ...], CodePage] = {}
    for page in PAGES:
        table = characters(page.codec)
        images.setdefault(tuple(table[byte] for byte in sorted(counts.single)), page)
    rough = []
    for image, page in images.items():
        table = characters(page.codec)
        for code, language in known.items():
            cost = sum(n * _of(language, table[b]) for b, n in counts.single.items())
            rough.append((cost + plain[code], page.codec, code, image))
    rough.sort(key=lambda row: row[:3])
    codes: dict[tuple[str, ...], list[str]] = {}
    for at, (_, _, code, image) in enumerate(rough):
        mine = codes.setdefault(image, [])
        if at < PAIRS or len(mine) < EACH or code in asked:
            mine.append(code)
    for image, chosen in codes.items():
        yield images[image], image, chosen


def _linked(costs: Mapping[str, float]) -> dict[str, float]:
    """Bound what words in ASCII say against a language: it may be a guest in a text of another."""
    least = min(costs.values())
    return {code: least + min(cost - least, SWITCH) for code, cost in costs.items()}


def _of(language: Language, char: str) -> float:
    return language.of(char) if is_letter(char) else signs.cost(" ", char, " ")


def _prior(page: CodePage, code: str, lang: str) -> float:
    guest = GUEST if page.languages and code not in page.languages else 0.0
    return guest - ASKED * (_code(lang) == _code(code))


def _code(tag: str) -> str:
    return tag.partition("-")[0].lower()


def _shared(counts: Counted, page: CodePage) -> tuple[list[tuple[str, bool, float]], float]:
    """Read the triples in a page; return them, whether a sign is amid, and what the case costs."""
    table = characters(page.codec)
    rows, whole = [], 0.0
    for triple, n in counts.beyond.items():
        first, second, last = (table[byte] for byte in triple)
        sign = triple[1] > 127 and not is_letter(second)
        rows.append((first + second + last, sign, n))
        whole += n * (signs.case(first, second, last) + signs.beside(second, last))
    return rows, whole


def _wide(data: bytes, lang: str) -> Iterator[Reading]:
    """Yield the readings in pages of several bytes a character."""
    for page in WIDE:
        text = data.decode(page.codec, "replace")
        lost = text.count("\N{REPLACEMENT CHARACTER}")
        if lost <= len(text) // LOST:
            for code in page.languages:
                cost, strain = text_cost(text, languages()[code])
                yield Reading(page, code, cost + page.rare + _prior(page, code, lang), text, strain)
