"""Follows numbers that count on over the text between them, as those of headings do.

The items of a list stand one below the other; between the headings of a document stands text.
Where a list begins anew at 1 below a heading, the count of the headings goes on behind it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, pairwise
from statistics import median

from octavo.manuscripts.word.structure import numbers
from octavo.manuscripts.word.structure.seen import Seen

STOPPED = re.compile(r"\d+\s?[.:)\N{IDEOGRAPHIC COMMA}\N{FULLWIDTH FULL STOP}]")

LONG = 90
"""Half of the lines of a count of headings have no more characters."""


def over_text(
    seen: Sequence[Seen], filled: Iterable[int], labels: Mapping[int, str]
) -> dict[int, float]:
    """Return how far lines count on over text: the share of gaps of their count that have some.

    `labels` are the numbers that Word sets; a bullet is none.

    Counts of one line, and of lines that are sentences, have none.
    """
    places = [number for number in filled if seen[number].in_body]
    texts = list(accumulate(_is_text(seen[number]) for number in places))
    shares: dict[int, float] = {}
    for count in (*_typed(seen, places), *_listed(seen, places, labels)):
        lengths = [len(seen[places[at]].text) for at in count]
        if len(count) > 1 and median(lengths) <= LONG:
            share = _share(texts, count)
            shares |= {places[at]: share for at in count if share}
    return shares


def _share(texts: Sequence[int], count: list[int]) -> float:
    """Return the share of gaps between the lines of a count that have text of no list in them.

    `texts` says how many such paragraphs there are up to each place, itself among them.
    """
    gaps = [texts[b - 1] > texts[a] for a, b in pairwise(count)]
    return sum(gaps) / len(gaps)


def _is_text(one: Seen) -> bool:
    return not one.listed and not numbers.read(one.text).kind


def _typed(seen: Sequence[Seen], places: list[int]) -> list[list[int]]:
    """Return the counts of typed numbers, 1, 2, 3; one that begins anew interrupts another.

    Of two counts that may go on with a number, the one that was last heard of does.
    """
    waiting: dict[int, list[list[int]]] = defaultdict(list)
    counts: list[list[int]] = []
    for at, number in enumerate(places):
        value = _value(seen[number])
        if value == 1:
            counts.append([at])
            waiting[2].append(counts[-1])
        elif waiting[value]:
            count = waiting[value].pop()
            count.append(at)
            waiting[value + 1].append(count)
    return counts


def _value(one: Seen) -> int:
    """Return the number and stop that a paragraph begins with, of one level; 0 for none."""
    numbered = numbers.read(one.text)
    is_one = numbered.kind == "decimal" and numbered.depth == 1 and bool(numbered.words)
    return numbered.values[0] if is_one and STOPPED.match(one.text) and not one.listed else 0


def _listed(
    seen: Sequence[Seen], places: list[int], labels: Mapping[int, str]
) -> Iterable[list[int]]:
    """Return the counts of numbers that Word sets: each level of a list is one."""
    counts: dict[tuple[str, int], list[int]] = defaultdict(list)
    for at, number in enumerate(places):
        one = seen[number]
        label = labels.get(one.leaf.number, "")
        if one.listed and one.list_name and any(map(str.isalnum, label)):
            counts[one.list_name, one.list_level].append(at)
    return counts.values()
