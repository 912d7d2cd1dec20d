"""A whole text that was read in a wrong page: judged by letters, where no list has its words.

The text is turned back into the bytes that it was read from, and these are weighed like those of
any old file (`octavo/text/letters`). What then reads far better in the text's own language than
the text as it stands does in any, was misread.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from octavo.prose.prose import OBJECT
from octavo.system.remembered import remembered_by_book
from octavo.text.letters.pages import PAGES, UNDEFINED, CodePage, characters
from octavo.text.letters.statistics import Language, languages
from octavo.text.letters.texts import text_cost
from octavo.text.letters.weigh import Reading, readings
from octavo.text.lexicon import Lexicon
from octavo.text.repair.codepages import Pair
from octavo.text.repair.mojibake import Repair

WRONG = {
    "cp1252": "Windows-1252",
    "mac_roman": "Mac Roman",
    "cp1250": "Windows-1250",
    "cp1251": "Windows-1251",
    "cp437": "DOS 437",
    "cp850": "DOS 850",
}
"""What programs take for granted, and so read a text in."""
PIECE = re.compile(f"[^ \t\n\v{OBJECT}]*[^\x00-\x7f{OBJECT}][^ \t\n\v{OBJECT}]*")
WORD = re.compile(r"[^\W\d_]{2,}")
MIXED = 0.1
"""Which part of the words of a text a list may know as they stand, where all of it was misread."""
GAIN, EASIER = 30.0, 1.0
"""By how many nats a reading must be likelier than the text as it stands, in all and a sign."""
STRAIN = 6.0
"""What a sign may cost at most, on the average, in a text that is rightly read."""
NEARLY = 0.97
"""Which part of the signs beyond ASCII a page must have that all of a text was read in."""
SLACK, SURE, MORE = 4.0, 100.0, 12.0
"""How much less likely a piece may become in a text that all came the same way; more where the
text gains as many nats as SURE."""
CALLED = {"no": "nb", "bs": "hr", "sh": "hr", "fil": "tl"}


@dataclass(frozen=True, slots=True)
class Misread:
    """A text's pages, the one it was kept in and the one it was read in, and its language.

    `gain` is by how many nats it is likelier so than as it stands.
    """

    pair: Pair
    language: Language
    gain: float

    @property
    def slack(self) -> float:
        """How much less likely a piece may become."""
        return MORE if self.gain > SURE else SLACK

    def repairs(self, text: str) -> Iterator[Repair]:
        """Yield the repairs of a text, character by character; a piece that is good stays."""
        table = self.pair.table
        for match in PIECE.finditer(text):
            piece = match[0]
            read = "".join([table.get(char, char) for char in piece])
            if read == piece or self._cost(read) > self._cost(piece) + self.slack:
                continue
            for at, (seen, meant) in enumerate(zip(piece, read, strict=True), match.start()):
                if seen != meant:
                    yield Repair(at, at + 1, meant, self.pair.rule, f"{self.pair}, by its letters")

    def _cost(self, piece: str) -> float:
        return text_cost(piece, self.language)[0]


def misread(texts: list[str], language: str) -> Misread | None:
    """Return how a whole text was misread; None where it is best as it stands.

    None, too, for a language whose letters nobody has counted, and one of ideographs.
    """
    known = languages().get(CALLED.get(language, language))
    if known is None or known.is_ideographic:
        return None
    pieces = "\n".join(piece for text in texts for piece in PIECE.findall(text))
    for page, wrong, loss in _weighed(pieces, known.code):
        pair = _pair(next(one for one in PAGES if one.codec == page), wrong)
        return Misread(pair, known, -loss)
    return None


def is_mixed(way: Misread, texts: list[str], words: Lexicon) -> bool:
    """Whether a part of a text is good as it stands, by a list of words: not all was misread.

    Then each place is judged by itself, which leaves good accents as they are.
    """
    asked = {word for text in texts for word in WORD.findall(text) if not word.isascii()}
    table = way.pair.table
    pairs = [(word, "".join([table.get(char, char) for char in word])) for word in asked]
    changed = [(word, read) for word, read in pairs if word != read]
    good = sum(words.share(word) > words.share(read) for word, read in changed)
    return good > MIXED * len(changed)


@remembered_by_book
def _weighed(joined: str, code: str) -> Iterator[tuple[str, str, float]]:
    """Yield the page that the pieces of a text were kept in, the one they were read in, the loss.

    The loss is below nothing, as the text becomes likelier. A line is a piece. Yield nothing where
    the text is best as it stands.
    """
    pieces = joined.split("\n")
    beyond = [char for char in joined if not char.isascii()]
    tried = [
        (reading.cost - stays, wrong, reading)
        for wrong in WRONG
        if sum(char in _numbers(wrong) for char in beyond) >= NEARLY * len(beyond)
        for stays, reading in _best(pieces, wrong, code)
    ]
    if tried:
        loss, wrong, best = min(tried, key=lambda row: row[0])
        yield best.page.codec, wrong, loss


def _best(pieces: list[str], wrong: str, code: str) -> Iterator[tuple[float, Reading]]:
    """Yield the best reading in a language, with what the text costs as it stands in any."""
    numbers = _numbers(wrong)
    table = str.maketrans({char: chr(number) for char, number in numbers.items()})
    kept = (piece for piece in pieces if all(c.isascii() or c in numbers for c in piece))
    data = "\n".join(kept).translate(table).encode("latin-1")
    stands = tuple(characters(wrong)[byte] for byte in sorted({b for b in data if b > 127}))
    weighed = list(readings(data, code))
    own = [r for r in weighed if r.language == code in r.page.languages and r.image != stands]
    stay = [r for r in weighed if r.image == stands]
    if not own or not stay:
        return
    best, still = min(own, key=_cost), min(stay, key=_cost)
    if (
        best.cost + GAIN < still.cost
        and best.strain + EASIER < still.strain
        and best.strain < STRAIN
    ):
        yield still.cost, best


def _cost(reading: Reading) -> float:
    return reading.cost


@cache
def _numbers(page: str) -> dict[str, int]:
    """Return the byte of each character of a page beyond ASCII, with the controls of Latin-1."""
    table = characters(page)
    controls = {chr(n): n for n in range(0x80, 0xA0)} if page == "cp1252" else {}
    return controls | {table[n]: n for n in range(0x80, 0x100) if not _is_open(table[n])}


def _is_open(char: str) -> bool:
    return UNDEFINED <= ord(char) < UNDEFINED + 256


def _pair(page: CodePage, wrong: str) -> Pair:
    """Return the pair of pages, with the table that leads back from what is seen."""
    meant = characters(page.codec)
    table = {char: meant[n] for char, n in _numbers(wrong).items() if not _is_open(meant[n])}
    return Pair(page.name, WRONG[wrong], {s: m for s, m in table.items() if s != m}, page.languages)
