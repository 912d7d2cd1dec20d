"""Takes off the numbers of lines that stand in the margin of verse, every fifth or tenth.

They are surely such where they count up by one step, and as many lines stand between them. They
belong to the page: an editor who wants them has them counted anew.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise

from octavo.manuscripts.pieces import Line, Note, Piece, finding_at
from octavo.manuscripts.typed.reports import many
from octavo.model.finding import Finding, Tier

NUMBER = re.compile(r"(?P<words>\S.*?)(?P<gap>\s{2,}|\s*\[(?=\d))(?P<number>\d{1,5})\]?\s*$")
"""A line, and its number behind a gap or in brackets."""

STEPS = (4, 5, 10, 20)
"""By so many lines authors and typists count."""

LEAST, SHARE = 4, 0.75
"""So many numbers count on, and such a share of all numbers at ends of lines."""

SLACK = 1
"""Half lines, and lines that are left out, put a number off by so many."""


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A line with a number: where it stands, among the lines that are not empty, and both ends."""

    at: int
    line: int
    number: int
    end: int


def without(file: str, lines: list[Line]) -> tuple[list[Line], list[Finding]]:
    """Return lines without the numbers in their margin, and a finding that shows them."""
    seen = list(_numbered(lines))
    step = _step(seen)
    if not step:
        return lines, []
    sure = {two.at: two for pair in pairwise(seen) if _counts(*pair, step) for two in pair}
    if len(sure) < max(LEAST, SHARE * len(seen)):
        return lines, []
    kept = [line.cut(0, sure[n].end) if n in sure else line for n, line in enumerate(lines)]
    return kept, [_finding(file, [lines[n] for n in sorted(sure)])]


def _numbered(lines: list[Line]) -> list[_Numbered]:
    seen: list[_Numbered] = []
    full = 0
    for at, line in enumerate(lines):
        full += not line.blank
        match = NUMBER.match(line.text.lstrip()) if not line.blank else None
        if match:
            indent = len(line.text) - len(line.text.lstrip())
            seen.append(_Numbered(at, full, int(match["number"]), indent + match.end("words")))
    return seen


def _step(seen: list[_Numbered]) -> int:
    """Return by how many most numbers count up; 0 where they do not."""
    steps = Counter(b.number - a.number for a, b in pairwise(seen))
    best = max(STEPS, key=lambda step: steps[step])
    return best if steps[best] >= LEAST - 1 else 0


def _counts(one: _Numbered, two: _Numbered, step: int) -> bool:
    """Whether a number counts on from the one before it, by as many lines."""
    by = two.number - one.number
    return by in (step, 2 * step) and abs(two.line - one.line - by) <= SLACK * (by // step) + SLACK


def _finding(file: str, lines: list[Line]) -> Finding:
    count = many(len(lines), "number of a line", "numbers of lines")
    message = f"{count} in the margin left out."
    hint = "Where a note or an index names lines, put them back."
    note = Note("import-line-number", message, hint, Tier.AUTO)
    finding = finding_at(file, Piece((lines[0],)), note)
    return replace(finding, before="\n".join(NUMBERS.sub(r"\1", line.text) for line in lines))


NUMBERS = re.compile(r"^.*?\[?(\d{1,5})\]?\s*$")
