"""Spaced hyphens that stand in one sentence are certain together, or not at all."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, pairwise

from octavo.model.finding import Tier
from octavo.prose.prose import Change
from octavo.text.style.house import Style
from octavo.text.style.hyphens import SPACE

SENTENCE = re.compile(r"[.!?…]['’”\"»)]*[ \n]|\v")
FEW = 3
"""A step of a way has fewer words."""
SERIES = 3
"""So many hyphens that are not certain make the others of a paragraph doubtful."""
WHY = {
    "span": "the ends of a range may stand beside it",
    "names": "it may join two names",
    "parts": "it may be a hyphen",
    "clause": "nothing beside it shows that a clause ends or begins",
    "address": "an address stands beside it",
    "speech": "nothing shows that it is said",
    "said": "in this text what is said begins with such a dash",
    "letters": "letters may be left out",
    "resumed": "it may be an option of a program",
}
"""Why a dash is not certain."""


def together(text: str, made: list[Change], style: Style) -> Iterator[Change]:
    """Yield changes: two spaced hyphens of a sentence are certain together, or not at all.

    One alone, behind no quotation, may as well join two words where a house leaves the spaces as
    they are: the dash of its language is closed on one side. Nor is one certain in a paragraph of
    many, most of which are not: they may be speech, a list or the columns of a table.
    """
    ends = [match.end() for match in SENTENCE.finditer(text)]
    sentences: dict[int, list[Change]] = {}
    for change in made:
        if change.end - change.start == 1 or text[change.start : change.end].strip(SPACE) == "-":
            sentences.setdefault(bisect_right(ends, change.start), []).append(change)
        else:
            yield change
    for group in sentences.values():
        _promote(text, group)
    doubtful = sum(map(_is_doubtful, chain.from_iterable(sentences.values())))
    series = doubtful >= SERIES and 2 * doubtful > sum(map(len, sentences.values()))
    for group in sentences.values():
        sure = sum(change.tier is Tier.AUTO for change in group)
        alone = style.dash_spacing == "typed" and len(group) != 2
        first = group[0].start
        listed = len(group) > 2 and text[max(0, first - 2) : first].rstrip(SPACE).endswith(":")
        mixed = listed or any(map(_is_doubtful, group)) or _is_path(text, group)
        for change in group:
            word = text[max(0, change.start - 2) : change.start].strip(SPACE)[-1:] not in ("”", "»")
            waits = sure and (series or mixed or (alone and word))
            yield proposed(change, "parts") if waits else change


def _is_path(text: str, group: list[Change]) -> bool:
    """Whether hyphens part the steps of a way, a word or two each: `Extra - Options - General`."""
    gaps = [text[one.end : two.start] for one, two in pairwise(group)]
    return len(gaps) > 1 and all(len(gap.split()) < FEW for gap in gaps)


def _is_doubtful(change: Change) -> bool:
    """Whether nothing proves that a hyphen parts clauses."""
    return change.evidence == (WHY["clause"],)


def _promote(text: str, group: list[Change]) -> None:
    """Make the second hyphen of a pair certain where the other is, and words stand between."""
    if len(group) != 2 or sum(change.tier is Tier.AUTO for change in group) != 1:
        return
    if len(text[group[0].end : group[1].start].split()) < 2:
        return
    for number, change in enumerate(group):
        if _is_doubtful(change):
            group[number] = replace(change, tier=Tier.AUTO, confidence=1.0, evidence=())


def proposed(change: Change, kind: str) -> Change:
    """Return a change that waits for an editor, since the mark may join what stands beside it."""
    return replace(change, tier=Tier.SUGGEST, confidence=0.5, evidence=(WHY[kind],))
