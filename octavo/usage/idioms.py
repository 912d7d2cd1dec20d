"""Fixed expressions of English in which one word is a letter off: `grew to a close`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

DRAWN = "bring brings bringing brought come comes coming came draw draws drawing drew drawn"
HALTED = "bring brings bringing brought come comes coming came grind grinds grinding ground"
FIXED = (
    ("", DRAWN, " to a close"),
    ("", HALTED, " to a halt"),
    ("with ", "bated", " breath"),
    ("free ", "rein", " to"),
    ("", "toe toes toed toeing", " the line"),
    ("just ", "deserts", ""),
    ("vocal ", "cords", ""),
    ("", "sleight sleights", " of hand"),
    ("", "whet whets whetted whetting", " the appetite"),
    ("on ", "tenterhooks", ""),
    ("", "wreak wreaks wreaked wreaking", " havoc"),
)
"""What stands before a word, the forms that the word has there, and what stands after it
(Garner's Modern English Usage; Fowler's Dictionary of Modern English Usage)."""


@dataclass(frozen=True, slots=True)
class Expression:
    """A fixed expression: what it always has, where its word is, and the forms of the word."""

    fixed: str
    pattern: re.Pattern[str]
    forms: frozenset[str]


def expressions(whole: str) -> list[Expression]:
    """Return the expressions of which a text has all but the word."""
    present = [row for row in FIXED if (row[0] or row[2]) in whole and row[2] in whole]
    return [
        Expression(
            after or before,
            re.compile(rf"(?<![\w’-]){before}(?P<word>[a-z]{{3,}}){after}(?![\w’-])"),
            frozenset(forms.split()),
        )
        for before, forms, after in present
    ]


def slips(text: str, asked: Sequence[Expression]) -> Iterator[tuple[int, int, str]]:
    """Yield each word that is a letter off in a fixed expression, with what it may be meant for.

    >>> list(slips("the war grew to a close", expressions("the war grew to a close")))
    [(8, 12, 'drew')]
    """
    for expression in [one for one in asked if one.fixed in text]:
        for match in expression.pattern.finditer(text):
            word, forms = match["word"], expression.forms
            meant = sorted(form for form in forms if _is_near(word, form))
            if meant and word not in forms:
                yield (*match.span("word"), meant[0])


def _is_near(one: str, other: str) -> bool:
    """Whether two words are a letter apart: one more, one less, or one for another."""
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return False
    same = next((n for n, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), None)
    at = len(short) if same is None else same
    return long[at + 1 :] == short[at + (len(short) == len(long)) :]
