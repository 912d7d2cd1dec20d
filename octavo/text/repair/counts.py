"""How often each piece, word and name stands in a text: what hypotheses are weighed on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from octavo.prose.prose import OBJECT
from octavo.text.lexicon import Lexicon
from octavo.text.repair.codepages import pairs

BREAK = re.compile("[\t\n\v]")
OWN = re.compile(r"(?<![^\x00-\x7f])\b[A-Za-z]{3,}\b(?![^\x00-\x7f])")
NAME = re.compile(r"\b[^\W\d_a-z][^\W\d_]{3,}")


def tokens(texts: Iterable[str]) -> Counter[str]:
    """Count what stands between spaces in texts: most of it again and again, to be read once."""
    return Counter(" ".join(texts).split(" "))


def pieces(counted: Counter[str]) -> Counter[str]:
    """Count the pieces among tokens that have anything beyond ASCII."""
    met: Counter[str] = Counter()
    for token, count in counted.items():
        if not token.isascii():
            for piece in BREAK.split(token):
                if not piece.replace(OBJECT, "").isascii():
                    met[piece] += count
    return met


def own_words(counted: Counter[str]) -> dict[str, float]:
    """Return the words that a text uses again and again and that no misreading can have touched."""
    met = _count(OWN, counted)
    total = sum(met.values()) or 1
    return {word: count / total / 3 for word, count in met.items() if count > 1}


def _count(pattern: re.Pattern[str], counted: Counter[str]) -> Counter[str]:
    """Count what a pattern finds in tokens."""
    met: Counter[str] = Counter()
    for token, count in counted.items():
        for word in pattern.findall(token):
            met[word] += count
    return met


def names(counted: Counter[str], words: Lexicon) -> frozenset[str]:
    """Return the names with a doubtful letter that a text uses consistently.

    Leave out a name with an ending (`Kutúzovís`): the name stands elsewhere without it.
    """
    suspects = re.compile(
        "[" + "".join(c for p in pairs("") if p.marks_only for c in p.table) + "]"
    )
    met = _count(NAME, counted)
    consistent: set[str] = set()
    for word, count in met.items():
        if count < 3 or word.isascii() or not word.istitle():
            continue
        parts = suspects.split(word)
        if len(parts) > 1 and parts[0] not in met:
            known = words.knows("'".join(parts)) or words.share(parts[0]) > 1e-5
            consistent.update(() if known else (word,))
    return frozenset(consistent)
