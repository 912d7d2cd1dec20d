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

FORMS = [
    re.compile(form, re.IGNORECASE)
    for form in (
        r"\{(?:p(?:age|g)?\.?\s?)?(\d{1,4}|[ivxlc]+)\}",
        r"\[p(?:age|g)?\.?\s?(\d{1,4}|[ivxlc]+)\]",
    )
]
"""A number alone in square brackets is not among them: it may be the mark of a note."""

LEAST, SHARE = 20, 0.95
"""So many numbers count up, and such a share of them follow on the one before."""


def without(file: str, lines: list[Line]) -> tuple[list[Line], list[Finding]]:
    """Return lines without the numbers of pages, and a finding that shows them."""
    findings: list[Finding] = []
    typed = [n for n, line in enumerate(lines) if "[" in line.text or "{" in line.text]
    for form in FORMS:
        seen = [(n, match) for n in typed for match in form.finditer(lines[n].text)]
        numbers = [(n, int(match[1])) for n, match in seen if match[1].isdigit()]
        if _count_up(numbers) and _inside(lines, seen):
            words = [match[0] for _, match in seen]
            findings.append(_finding(file, lines[seen[0][0]], words))
            return _without(lines, {n for n, _ in seen}, form), findings
    return lines, findings


def _without(lines: list[Line], at: set[int], form: re.Pattern[str]) -> list[Line]:
    """Return lines without what `form` matches, and without those that were nothing else."""
    between = re.compile(rf"(?<=\s)(?:{form.pattern})\s|\s?(?:{form.pattern})", re.IGNORECASE)
    kept: list[Line] = []
    bare = False
    for n, line in enumerate(lines):
        made = replace(line, text=between.sub("", line.text)) if n in at else line
        if n in at and made.blank:
            bare = not kept or kept[-1].blank
            continue
        if not (bare and line.blank):
            kept.append(made)
        bare = False
    return kept


def _inside(lines: list[Line], seen: list[tuple[int, re.Match[str]]]) -> bool:
    """Whether most numbers stand inside paragraphs: notes begin with theirs."""
    inside = sum(
        bool(match.string[: match.start()].strip()) or (n > 0 and not lines[n - 1].blank)
        for n, match in seen
    )
    return inside * 2 >= len(seen)


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
