"""Takes off the numbers of a printed book's pages that a typist kept inside the text.

`the tide {37} turned`, `[Pg 37]`: they are surely such where they count up through the whole file,
each once, and a page lies between two. They belong to the pages of another edition.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from octavo.manuscripts.pieces import Line, Note, Piece, finding_at
from octavo.manuscripts.plain.shape.pages import PAGE, STEP
from octavo.manuscripts.typed.reports import many
from octavo.model.finding import Finding, Tier

NUMBER = re.compile(
    r"\{(?:p(?:age|g)?\.?\s?)?(?P<braced>\d{1,4}|[ivxlc]+)\}"
    r"|\[p(?:age|g)?\.?\s?(?P<named>\d{1,4}|[ivxlc]+)\]",
    re.IGNORECASE,
)
BARE = re.sub(r"\?P<\w+>", "?:", NUMBER.pattern)
WITH_BLANK = re.compile(rf"(?<=\s)(?:{BARE})\s|\s?(?:{BARE})", re.IGNORECASE)
LEAST, SHARE = 20, 0.95
"""So many numbers count up, and such a share of them follow on the one before."""


def without(file: str, lines: list[Line]) -> tuple[list[Line], list[Finding]]:
    """Return lines without the numbers of pages, and a finding that shows them."""
    seen = [(n, m) for n, line in enumerate(lines) if "[" in line.text or "{" in line.text
            for m in NUMBER.finditer(line.text)]  # fmt: skip
    if not _count_up([(n, int(_label(m))) for n, m in seen if _label(m).isdigit()]):
        return lines, []
    kept: list[Line] = []
    bare = False
    at = {n for n, _ in seen}
    for n, line in enumerate(lines):
        made = replace(line, text=WITH_BLANK.sub("", line.text)) if n in at else line
        if n in at and made.blank:
            bare = not kept or kept[-1].blank
            continue
        if not (bare and line.blank):
            kept.append(made)
        bare = False
    return kept, [_finding(file, lines[seen[0][0]], [m[0] for _, m in seen])]


def _label(match: re.Match[str]) -> str:
    return match["braced"] or match["named"]


def _count_up(numbers: list[tuple[int, int]]) -> bool:
    """Whether numbers, each with its line, are those of pages one after another."""
    if len(numbers) < LEAST or len({number for _, number in numbers}) < SHARE * len(numbers):
        return False
    steps = [two - one for (_, one), (_, two) in pairwise(numbers)]
    on = sum(0 < step <= STEP for step in steps)
    return on >= SHARE * len(steps) and numbers[-1][0] - numbers[0][0] >= PAGE * len(numbers)


def _finding(file: str, line: Line, typed: list[str]) -> Finding:
    message = f"{many(len(typed), 'number of a page', 'numbers of pages')} of the printed book,"
    message += " typed inside the text, left out."
    note = Note("import-running-head", message, tier=Tier.AUTO)
    finding = finding_at(file, Piece((line,)), note)
    return replace(finding, before="\n".join(typed))
