"""Counts what stands in bytes or in a text, three signs at a time, word by word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

DAMPED = 0.7
"""A triple that stands n times counts as n to this power: names come again and again."""


def _simple(number: int) -> int:
    """Return what a byte is weighed as: all digits are alike, and all points."""
    char = chr(number)
    if number > 127 or char.isalpha() or char in "'\"-":
        return number
    if number <= 32:
        return ord(" ")
    if char.isdigit():
        return ord("0")
    return ord("(") if char in "([{<" else ord(".")


SIMPLE = bytes(map(_simple, range(256)))
PLAINER = {number: chr(SIMPLE[number]) for number in range(128)}
FOLDED = {n: chr(n).lower() if chr(n).isalpha() else " " for n in range(128)}


@dataclass(slots=True)
class Counted:
    """What stands how often in bytes: triples with a byte beyond ASCII, triples without, bytes."""

    beyond: dict[bytes, float]
    plain: dict[str, float]
    single: dict[int, float]


def of_bytes(data: bytes) -> Counted:
    """Count triples word by word: what stands between two spaces, a space before it and behind."""
    words = Counter(data.translate(SIMPLE).split())
    beyond: Counter[bytes] = Counter()
    plain: Counter[bytes] = Counter()
    single: Counter[int] = Counter()
    for word, n in words.items():
        padded = b"  " + word + b" "
        triples = [padded[at : at + 3] for at in range(len(padded) - 2)]
        if word.isascii():
            for triple in triples:
                plain[triple] += n
            continue
        for triple in triples:
            (plain if triple.isascii() else beyond)[triple] += n
        for byte in word:
            if byte > 127:
                single[byte] += n
    return Counted(
        {t: n**DAMPED for t, n in beyond.items()},
        {t.decode("ascii"): n**DAMPED for t, n in plain.items()},
        {b: n**DAMPED for b, n in single.items()},
    )


def of_text(text: str) -> dict[str, float]:
    """Count the triples of a text that is decoded."""
    counts: Counter[str] = Counter()
    for word, n in Counter(text.translate(PLAINER).split(" ")).items():
        padded = f"  {word} "
        for at in range(len(padded) - 2):
            counts[padded[at : at + 3]] += n
    return {triple: n**DAMPED for triple, n in counts.items()}


def folded(plain: Mapping[str, float]) -> dict[str, float]:
    """Return counts of triples in ASCII with those made one that every language reads alike.

    No language has another sign of ASCII than its letters, and a space before the last sign hides
    what stands before it.
    """
    counts: dict[str, float] = {}
    for triple, n in plain.items():
        same = triple.translate(FOLDED)
        same = f"  {same[2]}" if same[1] == " " else same
        counts[same] = counts.get(same, 0.0) + n
    return counts
