"""Quotations without a source, in a text that gives the source of most of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from octavo.usage.words import WORD

MARKED = re.compile(r"(?P<open>[“‘«„])(?P<words>[^“‘«„]*?[^\s“‘«„])(?P<close>[”’»])(?!\w)")
SOURCE = re.compile(r"\([^()]*(?:\d|[Ii]bid\.|[Oo]p\. cit\.)[^()]*\)")
"""A citation as it is typed: the number of a page or a year in brackets."""
SOMEBODY = (
    r"(?:they|we|you|one|people|some|many|others|critics|opponents|sceptics|skeptics|cynics|"
    r"everyone|everybody|someone|somebody)(?:\s+people)?"
)
OFTEN = (
    r"(?:(?:will|would|may|might|could|can|often|always|sometimes|usually|still|also|then|now|"
    r"like to|love to|tend to)\s+){0,2}"
)
SAY = (
    r"(?:say|ask|argue|claim|object|reply|answer|cry|shout|exclaim|think|insist|protest|complain|"
    r"tell (?:us|you|me|them|people))s?(?:\s+to\s+(?:us|you|me|themselves|each other))?"
)
TOLD = (
    rf"(?:(?:we|you)\s+are\s+{OFTEN}told|it\s+is\s+{OFTEN}(?:said|objected|argued|claimed)|"
    r"as\s+the\s+saying\s+goes)"
)
IMAGINED = rf"(?:{SOMEBODY}\s+{OFTEN}{SAY}|{TOLD})"
BEFORE = re.compile(rf"(?<![\w’'-]){IMAGINED}(?:\s+that)?[:,]?\s*\Z", re.IGNORECASE)
BEHIND = re.compile(rf",?\s*(?:{IMAGINED}|{SAY}\s+{SOMEBODY})(?![\w’'-])")
"""Speech of nobody in particular, now: what `they say to us` has no page to be cited from. A past
(`they said`) or a written word (`they write`) may have."""
NEAR = 80
"""In how many characters beside a quotation its speaker is looked for."""

LONG, SPEAKER = 5, 6
"""From how many words on a quotation wants a source, and between two of how many at most its
speaker is named (`… remarked Trotsky …`)."""
ENOUGH = 3
"""So many quotations with a source show that the text gives them."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation of some words, the characters `start:end` of a text; whether it is sourced."""

    start: int
    end: int
    sourced: bool


def count(text: str) -> int:
    """How many sources may be typed in a text."""
    return len(SOURCE.findall(text)) if "(" in text else 0


def quotations(text: str, marks: Sequence[int]) -> list[Quoted]:
    """Return the longer quotations of a text; `marks` are the offsets of its citations and notes.

    A source stands behind its quotation, before the next one; one that is broken off by the name
    of its speaker has one source for both parts.

    >>> [q.sourced for q in quotations("‘It is a long way home’, they said. (Mill, p. 3.)", ())]
    [True]
    """
    spans = [
        match.span()
        for match in MARKED.finditer(text)
        if len(WORD.findall(match["words"])) >= LONG and not _is_imagined(text, *match.span())
    ]
    places = sorted([*marks, *(match.start() for match in SOURCE.finditer(text))])
    quotes: list[Quoted] = []
    reach = len(text)
    sourced = False
    for start, end in reversed(spans):
        broken = bool(quotes) and len(WORD.findall(text[end : quotes[0].start])) <= SPEAKER
        own = any(end <= at <= reach for at in places)
        sourced = own or (broken and sourced)
        quotes.insert(0, Quoted(start, end, sourced))
        reach = start
    return quotes


def _is_imagined(text: str, start: int, end: int) -> bool:
    """Whether a quotation is what nobody in particular says, and so has no source.

    >>> [q.sourced for q in quotations("They say to us: ‘it is a very nice idea’.", ())]
    []
    """
    before = text[max(0, start - NEAR) : start]
    return bool(BEFORE.search(before) or BEHIND.match(text, end, end + NEAR))


def unsourced(texts: Sequence[list[Quoted]]) -> list[list[Quoted]]:
    """Return for each text its quotations without a source; none if most have none."""
    every = [quoted for quotes in texts for quoted in quotes]
    sourced = sum(quoted.sourced for quoted in every)
    if sourced < ENOUGH or 2 * sourced < len(every):
        return [[] for _ in texts]
    return [[quoted for quoted in quotes if not quoted.sourced] for quotes in texts]
