"""Finds lines that look as headings do, but whose neighbours show that they are none.

A line within a frame, the title of a figure below its number, an item of a list of what follows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby, pairwise

from octavo.manuscripts.word.structure import lines, numbers
from octavo.manuscripts.word.structure.seen import Seen, Usual

FRAMED = 3
"""So many lines with a rule, one below the other, stand in a frame."""

ITEMS = 3
"""So many lines that stand again later, one below the other, say what follows."""

BARE_CAPTION = re.compile(rf"(?i)(?:{numbers.phrases('caption')})\s*[\d.:IVX]+\W*")
"""The number of a figure or table, alone in its line."""


def find(seen: Sequence[Seen], filled: Sequence[int], usual: Usual) -> frozenset[int]:
    """Return the lines that are no headings. `filled` are the places of those that have words."""
    return frozenset(
        (*_framed(seen), *_titles_of_figures(seen, filled), *_items(seen, filled, usual))
    )


def _framed(seen: Sequence[Seen]) -> list[int]:
    """Return the lines within frames; the first line of a frame may be its heading."""
    within: list[int] = []
    for ruled, run in groupby(range(len(seen)), key=lambda number: seen[number].ruled):
        row = list(run)
        if ruled and len(row) >= FRAMED:
            within += [number for number in row if seen[number].text][1:]
    return within


def _titles_of_figures(seen: Sequence[Seen], filled: Sequence[int]) -> list[int]:
    """Return the lines between the number of a figure or table and what is drawn."""
    titles: list[int] = []
    for place, (above, number) in enumerate(pairwise(filled), 1):
        if BARE_CAPTION.fullmatch(seen[above].text) and seen[above].in_body:
            below = filled[place + 1 : place + 2]
            drawn = any(seen[n].drawn or seen[n].leaf.tables for n in (number, *below))
            titles += [number] if drawn else []
    return titles


def _items(seen: Sequence[Seen], filled: Sequence[int], usual: Usual) -> list[int]:
    """Return the lines of lists whose items stand again later, set apart, as headings."""
    last: dict[str, int] = {}
    for number in filled:
        one = seen[number]
        if one.in_body and not one.listed and lines.stands_out(one, usual):
            last[title(one.text)] = number
    items: list[int] = []
    for place, number in enumerate(filled):
        one = seen[number]
        is_item = one.listed or not lines.stands_out(one, usual)
        if is_item and last.get(title(one.text), 0) > number and not lines.is_prose(one):
            items.append(place)
    return [filled[place] for row in _runs(items) if len(row) >= ITEMS for place in row]


def _runs(places: list[int]) -> list[list[int]]:
    """Return places that stand together; one line between two of them may be another."""
    runs: list[list[int]] = []
    for place in places:
        if not runs or place - runs[-1][-1] > ITEMS:
            runs.append([])
        runs[-1].append(place)
    return runs


def title(text: str) -> str:
    """Return the words of a line, without a number before them and a stop behind them."""
    return (numbers.read(text).words or text).casefold().strip(" .:")
