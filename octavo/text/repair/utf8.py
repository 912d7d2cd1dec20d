"""UTF-8 that was read byte by byte: found where the bytes spell characters again and again.

Bytes beyond ASCII that are UTF-8 by chance are rare, and rarer the more of them there are. So the
whole text is asked how many of its characters beyond ASCII take part in such spellings, in each
page that they may have been read in. Where nearly all of them do, or where what they spell is
what the language writes, they are read anew, layer by layer; single words are left to ftfy.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from octavo.text.repair.alphabets import ordinary, written
from octavo.text.repair.mojibake import CHUNK, Repair, is_picture, trimmed

PAGES = {
    "Windows-1252": ("cp1252", "latin-1"),
    "Mac Roman": ("mac_roman",),
    "DOS 437": ("cp437",),
    "DOS 850": ("cp850",),
}
"""What UTF-8 is misread in; a browser reads Latin-1 as Windows-1252, other programs do not."""
BEYOND = re.compile(r"[^\x00-\x7f]{2}")
"""What stands wherever UTF-8 was misread, and seldom elsewhere."""
LAYERS = 3
ENOUGH, MOST, FEW = 3, 0.9, 40
"""How many spellings prove a page where they spell what the language writes (one of three bytes is
enough); which part of the characters beyond ASCII must take part in them where we cannot say, and
how many at least."""
MARKS = frozenset(
    "…“”‘’–—«»‹›„‚•™€°·×½¼¾²³¹§©®£¥¿¡ºª†‡′″−→←\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"
)
MARKS |= frozenset("\N{SOFT HYPHEN}\N{WORD JOINER}\N{ZERO WIDTH SPACE}\N{THIN SPACE}\N{HAIR SPACE}")
AMID = frozenset("’‘'-–—·\N{SOFT HYPHEN}")
"""Signs that may stand between two letters."""
WESTERN = frozenset(map(chr, [*range(0xC0, 0xD7), *range(0xD8, 0xF7), *range(0xF8, 0x100)]))


@dataclass(frozen=True)
class Page:
    """A page that UTF-8 was read in: how to find spellings, and how to read them.

    `glance` finds the first two characters of one, and costs less.
    """

    name: str
    glance: re.Pattern[str]
    spelling: re.Pattern[str]
    numbers: dict[str, int]

    def read(self, spelt: str) -> str:
        """Return the character that a spelling stands for; the spelling itself if it is not one."""
        try:
            return bytes([self.numbers[char] for char in spelt]).decode("utf-8")
        except UnicodeDecodeError:
            return spelt

    def unread(self, text: str) -> str:
        """Return a text with all its spellings read."""
        return self.spelling.sub(lambda spelt: self.read(spelt[0]), text)


@cache
def pages() -> tuple[Page, ...]:
    """Return the pages, with their patterns."""
    return tuple(_page(name, codecs) for name, codecs in PAGES.items())


def _page(name: str, codecs: tuple[str, ...]) -> Page:
    numbers: dict[str, int] = {}
    for number in range(0x80, 0x100):
        for codec in codecs:
            char = bytes([number]).decode(codec, "ignore")
            numbers[char or chr(number)] = number

    def some(first: int, last: int) -> str:
        return "[" + re.escape("".join(c for c, n in numbers.items() if first <= n <= last)) + "]"

    after = some(0x80, 0xBF)
    spelling = (
        f"{some(0xC2, 0xDF)}{after}|{some(0xE0, 0xEF)}{after}{{2}}|{some(0xF0, 0xF4)}{after}{{3}}"
    )
    glance = some(0xC2, 0xF4) + after
    return Page(name, re.compile(glance), re.compile(spelling), numbers)


def may_be(text: str) -> bool:
    """Whether anything in a text may be UTF-8 that was read byte by byte."""
    return BEYOND.search(text) is not None and any(
        page.glance.search(text) and page.spelling.search(text) for page in pages()
    )


def layers(texts: list[str], language: str) -> tuple[Page, ...]:
    """Return the pages that UTF-8 was read in, in a whole text, the outermost first; often none.

    Where one layer is proven, a single spelling is enough for another beneath it.
    """
    read_in: list[Page] = []
    while len(read_in) < LAYERS and (page := _outermost(texts, language, 1 if read_in else ENOUGH)):
        read_in.append(page)
        texts = _unread(texts, page)
    return tuple(read_in) or _two(texts, language)


def _two(texts: list[str], language: str) -> tuple[Page, ...]:
    """Two layers, where the outer one spells nothing that anyone writes."""
    for page in pages():
        inner = _outermost(_unread(texts, page), language, ENOUGH)
        if inner is not None:
            return (page, inner)
    return ()


def _unread(texts: list[str], page: Page) -> list[str]:
    return [page.unread(text) for text in texts]


def is_plausible(text: str, repair: Repair, language: str) -> bool:
    """Whether a repair of a single place makes what may stand in a language.

    Only `Â` goes where a sign was spelt with itself behind it (`Â£5`). A letter of another country
    may stand in a name, where what is seen for it has a sign amid letters (`RÄ«ga`).
    """
    if not repair.after:
        return _is_lead(text, repair, language)
    strange = [c for c in repair.after if not (c.isascii() or _is_written(c, language))]
    return not strange or (
        all("\u0100" <= char <= "\u017f" for char in strange)
        and _has_sign_amid(text, repair.start, repair.end, written(language))
    )


def _is_lead(text: str, repair: Repair, language: str) -> bool:
    """Whether an `Â` stands before a sign, and behind no letter in a language that writes it."""
    before, after = text[: repair.start][-1:], text[repair.end : repair.end + 1]
    own = written(language) or frozenset()
    stays = before.isalpha() and "Â" in own
    return text[repair.start : repair.end] == "Â" and after in MARKS and not stays


def _has_sign_amid(text: str, start: int, end: int, own: frozenset[str] | None) -> bool:
    """Whether no letter here is the language's own, and a sign stands between two letters."""
    if own is None or not own.isdisjoint(text[start:end]):
        return False
    return any(
        not text[at].isalnum()
        and text[at] not in AMID
        and text[at - 1 : at].isalpha()
        and text[at + 1 : at + 2].isalpha()
        for at in range(start, end)
    )


def _outermost(texts: list[str], language: str, enough: int) -> Page | None:
    best, most = None, 0
    beyond = Counter("".join(texts))
    for page in pages():
        spelt = Counter(s for text in texts for s in _spelt(text, page, language))
        read = {s: page.read(s) for s in spelt}
        length = sum(n * len(s) for s, n in spelt.items() if read[s] != s)
        if length > most and (
            _is_language(spelt, read, language, enough)
            or FEW <= length >= MOST * _count(beyond, page)
        ):
            best, most = page, length
    return best


def _spelt(text: str, page: Page, language: str) -> Iterator[str]:
    """Yield the spellings in a text, but no capital of the language that ends such a word."""
    own = written(language) or frozenset()
    for match in page.spelling.finditer(text):
        before = text[match.start() - 1 : match.start()]
        if not (match[0][0] in own and before.isupper()):
            yield match[0]


def _count(beyond: Counter[str], page: Page) -> int:
    return sum(n for char, n in beyond.items() if char in page.numbers)


def _is_language(spelt: Counter[str], read: dict[str, str], language: str, enough: int) -> bool:
    """Whether nearly all spellings are of what the language writes."""
    good = {s: n for s, n in spelt.items() if _is_written(read[s], language)}
    telling = sum(n * (ENOUGH if len(s) > 2 else 1) for s, n in good.items())
    return telling >= enough and sum(good.values()) >= MOST * spelt.total()


def _is_written(char: str, language: str) -> bool:
    """Whether a language writes a character, even in a name from next door."""
    own = written(language) or frozenset()
    if len(char) != 1:
        return False
    western = char in WESTERN and not any(c > "\u0180" for c in own)
    return char in MARKS or is_picture(char) or char in ordinary(language) or char in own or western


def repairs(text: str, read_in: tuple[Page, ...]) -> Iterator[Repair]:
    """Yield the repairs of a text that was read in pages, one for each piece that changes."""
    for match in CHUNK.finditer(text):
        piece = read = match[0]
        for page in read_in if not piece.isascii() else ():
            read = page.unread(read)
        if read != piece:
            why = "written in UTF-8, read in " + ", then in ".join(page.name for page in read_in)
            yield trimmed(Repair(match.start(), match.end(), read, "mojibake-utf-8", why), piece)
