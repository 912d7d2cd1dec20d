"""Tells the levels of the entries of a list of contents, by their indents and their looks."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from octavo.manuscripts.plain.contents import sections

LEAST = 3
"""So many groups have a line in capitals above them, and so many entries each."""

SHARE = 0.6
"""The share of entries with numbers, or more, where indents show no levels."""

STEP, STEPS = 2, 4
"""So many columns further in stands what is below the entry above it, in so many steps at most."""


def levels(words: Sequence[str], indents: Sequence[int], bare: Sequence[str]) -> list[int]:
    """Return the level of each entry: one that is indented is below, where there are few steps.

    `bare` are the words without a number. Numbers that stand flush right, and lines that are
    centred, show no levels.
    """
    depths = _depths(words, indents, bare)
    steps = sorted({*depths})
    numbered = sum(a != b and a[0] != "§" for a, b in zip(words, bare, strict=True))
    grouped = _groups(words)
    if grouped:
        return grouped
    stepped = 1 < len(steps) <= STEPS and depths[0] < steps[0] + STEP
    if not stepped or numbered >= SHARE * len(words):
        inner = sections.within(words)
        return [2 if n in inner else 1 for n in range(len(words))]
    return [1 if depth < steps[0] + STEP else 2 for depth in depths]


def _depths(words: Sequence[str], indents: Sequence[int], bare: Sequence[str]) -> list[int]:
    """Return the indents of entries; numbers that stand flush right have that of the longest."""
    made: list[int] = []
    rows = zip(words, indents, bare, strict=True)
    for counts, run in groupby(rows, key=lambda row: row[0] != row[2]):
        here = [*run]
        depths = [indent for _, indent, _ in here]
        starts = {indent + len(whole) - len(rest) for whole, indent, rest in here}
        made += [min(depths)] * len(here) if counts and len(starts) == 1 else depths
    return made


def _groups(words: Sequence[str]) -> list[int]:
    """Return the levels of a list whose groups have a line in capitals above their entries."""
    upper = [one.isupper() for one in words]
    groups = sum(upper)
    many = groups >= LEAST and len(words) >= LEAST * groups
    return [1 if one else 2 for one in upper] if many and upper[0] else []
