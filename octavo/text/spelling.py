"""Slips of the typing hand: `nothng`, `recieve`. They are suggested, never made.

A slip is a word that no list has, met once in the text, that one letter more, less, other or moved
makes into one common word and no second. Names, dialect, words of other languages and what stands
between quotation marks are left alone: who spells there is not the author.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from octavo.prose.prose import OBJECT
from octavo.text.lexicon import Lexicon, known_anywhere

WORD = re.compile(r"(?<![\w'’@#/.\\-])[^\W\d_]{5,}(?![\w@/\\-]|['’]\w|\.\w)")

SINGLE = re.compile(r"(?<!\w)‘.+?(?<=[\w.,!?…])’(?!\w)")
COMMON, CLEAR = 1e-5, 20.0
"""From which share on a word is what may have been meant, and how much commoner it must be than
the next one that it may be."""
SELDOM, FAR = 6e-8, 1000.0
"""Lists made from the web hold slips too: up to which share a word may be one, and how much
commoner what it stands for must be."""
LONGEST = 40
"""In a word of more letters no slip is sought: at each of them it would be tried apart."""

LETTERS = "abcdefghijklmnopqrstuvwxyz"
RARE_KINDS = 8.0
"""In a text with more words unknown to any list than this among a thousand, none is suggested:
it is in dialect, or full of terms."""
FEW, LONG = 1, 150_000
"""How many such words a short text may have; how long a list must be that words can lack in."""
ENDINGS = ("s", "es", "ed", "d", "er", "ers", "ing", "ly", "ness", "less", "like", "ish", "able")
FRONTS = ("un", "re", "out", "over", "under", "non", "pre", "fore", "mis", "sub", "inter", "co")


@dataclass(frozen=True, slots=True)
class Slip:
    """The characters `start:end` may be meant as `after`."""

    start: int
    end: int
    after: str


def unknown(texts: Iterable[str], words: Lexicon) -> dict[str, int]:
    """Return the words in small letters that texts have but once and that no list knows.

    With each stands the number of its text. Empty where there are so many of them that it is no
    slip to have one.
    """
    if len(words.shares) < LONG:
        return {}
    tokens: Counter[str] = Counter()
    place: dict[str, int] = {}
    for number, text in enumerate(texts):
        pieces = text.split()
        tokens.update(pieces)
        place.update(dict.fromkeys(pieces, number))
    met: Counter[str] = Counter()
    where: dict[str, int] = {}
    for token, count in tokens.items():
        for word in WORD.findall(token):
            met[word] += count
            where[word] = place[token]
    rare = (w for w, n in met.items() if n == 1 and len(w) <= LONGEST)
    once = {w for w in rare if w.islower() and words.share(w) <= SELDOM}
    doubted = {w: where[w] for w in once if met[w.title()] == 0 and not _is_made(w, words)}
    return doubted if len(doubted) <= max(FEW, RARE_KINDS * met.total() / 1000) else {}


def slips(text: str, doubted: Collection[str], words: Lexicon) -> Iterator[Slip]:
    """Yield the slips in a text, outside its quotations."""
    for match in WORD.finditer(text):
        if match[0] in doubted and not is_quoted(text, match.start()):
            meant = correction(match[0], words)
            if meant and (words.knows(match[0]) or not known_anywhere(match[0], words)):
                yield Slip(*match.span(), meant)


def correction(word: str, words: Lexicon) -> str:
    """Return the one common word that a slip may stand for, or an empty string.

    >>> from octavo.text.lexicon import lexicon
    >>> correction("nothng", lexicon("en")), correction("apparat", lexicon("en"))
    ('nothing', '')
    """
    letters = LETTERS + "".join(sorted({c for c in word if c not in LETTERS}))
    ranked = sorted(
        ((words.share(near), near) for near in _near(word, letters)), key=lambda row: row[0]
    )[-2:]
    if not ranked or ranked[-1][0] < COMMON:
        return ""
    second = ranked[0][0] if len(ranked) > 1 else 0.0
    clear = ranked[-1][0] >= max(CLEAR * second, FAR * words.share(word))
    return ranked[-1][1] if clear else ""


def _near(word: str, letters: str) -> set[str]:
    """What one letter more, less or moved makes of a word; the first letter stays."""
    cuts = [(word[:at], word[at:]) for at in range(1, len(word) + 1)]
    more = {a + c + b for a, b in cuts for c in letters}
    less = {a + b[1:] for a, b in cuts if b}
    moved = {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    return (more | less | moved) - {word}


def _is_made(word: str, words: Lexicon) -> bool:
    """Whether a word is made of ones that the list knows: a compound, an inflection."""
    ended = any(
        word.endswith(e) and words.knows(word[: -len(e)]) for e in ENDINGS if len(word) > len(e) + 2
    )
    begun = any(word.startswith(f) and words.knows(word[len(f) :]) for f in FRONTS)
    return (
        ended
        or begun
        or any(
            words.share(word[:at]) > 1e-6 and words.share(word[at:]) > 1e-6
            for at in range(3, len(word) - 2)
        )
    )


def is_quoted(text: str, at: int) -> bool:
    """Whether a place stands between quotation marks, or may do so."""
    before = text[:at]
    if before.count('"') % 2 or OBJECT in text[at - 1 : at]:
        return True
    opened = sum(map(before.count, "“«„")) - sum(map(before.count, "”»"))
    return opened > 0 or any(m.start() < at < m.end() for m in SINGLE.finditer(text))
