"""Quotations that run in a paragraph and are long enough to be displayed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

LONG = 50
"""From how many words on a quotation is displayed: New Hart's Rules, 2nd ed., 9.2.1."""

LONG_AMERICAN = 100
"""The Chicago Manual of Style, 17th ed., 13.10: a hundred words or more."""

AMERICAN = ("en-US", "en-CA", "en-PH")

INTERRUPTION = 6
"""How many words, at most, interrupt a quotation to say whose it is."""

PAIRS = {
    '"': '"',
    "\N{LEFT DOUBLE QUOTATION MARK}": "\N{RIGHT DOUBLE QUOTATION MARK}",
    "\N{LEFT SINGLE QUOTATION MARK}": "\N{RIGHT SINGLE QUOTATION MARK}",
    "\N{DOUBLE LOW-9 QUOTATION MARK}": "\N{LEFT DOUBLE QUOTATION MARK}",
    "\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}": (
        "\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}"
    ),
    "\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}": (
        "\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}"
    ),
}
"""Opening marks and their closing ones. A straight single mark is more often an apostrophe."""

INSIDE = {
    opening: re.compile(
        rf"{re.escape(opening)}(?P<words>[^{re.escape(opening + closing)}]+){re.escape(closing)}"
    )
    for opening, closing in PAIRS.items()
}
INSIDE["‘"] = re.compile(r"‘(?P<words>(?:[^‘’]|’(?=\w))+)’(?!\w)")
"""What stands between two marks of a pair; an apostrophe in a word ends nothing."""


VERB = (
    r"(?:said|says|remarked|remarks|wrote|writes|observed|observes|noted|notes|added|adds|"
    r"explained|explains|argued|argues|continued|continues|declared|declares|commented|comments|"
    r"warned|warns|concluded|concludes|stated|states)"
)
WHO = r"(?:[Hh]e|[Ss]he|[Tt]hey|[^\W\d_a-z][\w.’'-]*(?:\s+[^\W\d_a-z][\w.’'-]*){0,3}?)"
SPEAKER = re.compile(
    rf"\s*(?:(?P<verb>{VERB})\s+(?P<who>{WHO})|(?P<first>{WHO})\s+(?P<then>{VERB}))\.\s*"
)
"""Who says a quotation, and by what word, between its two parts: the first is a sentence."""


@dataclass(frozen=True, slots=True)
class Long:
    """A long quotation, marks included: the characters `start:end`, and how many words it has.

    `is_whole` says that no words of others, such as the name of its speaker, interrupt it.
    """

    start: int
    end: int
    words: int
    is_whole: bool


def limit_of(locale: str) -> int:
    """Return from how many words on a house displays a quotation."""
    return LONG_AMERICAN if locale in AMERICAN else LONG


def is_dialogue(paragraphs: Sequence[str]) -> bool:
    """Find fiction: in dialogue, many paragraphs begin with speech, which is never displayed."""
    spoken = sum(text.lstrip()[:1] in PAIRS for text in paragraphs)
    return spoken > max(4, len(paragraphs) // 6)


def long_ones(text: str, limit: int = LONG) -> list[Long]:
    """Return the quotations of a paragraph that are long enough to be displayed."""
    runs = outermost(text)
    apart = list(_interrupted(text, runs, limit))
    longer = [*apart]
    for start, end in runs:
        inside = any(one.start <= start < one.end for one in apart)
        words = len(text[start:end].split())
        if not inside and words >= limit:
            longer.append(Long(start, end, words, is_whole=True))
    return sorted(longer, key=lambda one: one.start)


def joined(text: str) -> tuple[str, str] | None:
    """Return a quotation that its speaker interrupts in one piece, behind the speaker's name.

    The words that interrupt it must end a sentence: then so did what stood before them. Where that
    is not plain, return None.

    >>> joined("“It is so,” remarked Ada. “It was so.”")
    ('Ada remarked:', 'It is so. It was so.')
    >>> joined("“It is,” remarked Ada, “and it was.”")
    """
    runs = outermost(text)
    if len(runs) != PARTS or runs[0][0] != 0 or runs[1][1] != len(text):
        return None
    (_, middle), (again, _) = runs
    speaker = SPEAKER.fullmatch(text, middle, again)
    first, second = text[1 : middle - 1], text[again + 1 : -1]
    if speaker is None or first[-1:] != "," or not second[:1].isupper():
        return None
    who = speaker["who"] or speaker["first"]
    intro = f"{who[:1].upper()}{who[1:]} {speaker['verb'] or speaker['then']}:"
    return intro, f"{first[:-1]}. {second}"


PARTS = 2
"""Of so many parts is a quotation that is interrupted once."""


def outermost(text: str) -> list[tuple[int, int]]:
    """Return where quotations stand, marks included, the outermost of them."""
    spans = sorted(m.span() for pattern in INSIDE.values() for m in pattern.finditer(text))
    outer: list[tuple[int, int]] = []
    for span in spans:
        if not outer or span[0] >= outer[-1][1]:
            outer.append(span)
    return outer


def _interrupted(text: str, runs: list[tuple[int, int]], limit: int) -> Iterable[Long]:
    """Yield the long quotations that their speaker's name interrupts, as `…,” he said. “…`."""
    for (start, middle), (again, end) in pairwise(runs):
        between = text[middle:again].split()
        words = len(text[start:middle].split()) + len(text[again:end].split())
        joined = text[middle - 2 : middle - 1] in ",;" and 0 < len(between) <= INTERRUPTION
        if joined and words >= limit:
            yield Long(start, end, len(text[start:end].split()), is_whole=False)
