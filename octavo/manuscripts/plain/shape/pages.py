"""Takes off what belongs to a page and not to the text: running heads, folios, form feeds.

A line alone is one where it has a folio, and the folios of such lines count up; or where it stands
at the top of page after page. What it had cut runs on.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from octavo.manuscripts.pieces import Line, Note, Piece, finding_at
from octavo.manuscripts.plain.shape.stretches import SENTENCE_END, begins_small
from octavo.manuscripts.typed.reports import many
from octavo.model.finding import Finding, Tier

FEED = "\f"
HEAD = re.compile(
    r"\s*(?:(?P<left>\d{1,4})(?:\s{2,}|\t)(?P<verso>\S.{0,70}?)"
    r"|(?P<recto>\S.{0,70}?)(?:\s{2,}|\t)(?P<right>\d{1,4})"
    r"|[\[(\N{EN DASH}\N{EM DASH}-]?\s*(?:p(?:age)?\.?\s*)?(?P<alone>\d{1,4})"
    r"\s*[\])\N{EN DASH}\N{EM DASH}-]?)\s*",
    re.IGNORECASE,
)
"""A folio at the outer edge beside the head, or alone, in brackets or between dashes."""

STEP = 4
"""Folios of pages that follow one another differ by so many at most: plates have none."""

OFTEN = 3
"""A line that stands so often at the top of a page is its head."""


PAGE = 10
"""A page has so many lines on average, or more."""

MOST = 0.8
"""The share of pages whose head is one of two."""


@dataclass(frozen=True, slots=True)
class _Head:
    """A line that may be a running head: its number in the file, its folio, its words."""

    at: int
    folio: int
    cuts: bool
    words: str


def without(file: str, lines: list[Line]) -> tuple[list[Line], list[Finding]]:
    """Return lines without what belongs to pages, and a finding that shows it."""
    fed = [n for n, line in enumerate(lines) if FEED in line.text]
    plain = [replace(line, text=line.text.replace(FEED, " ").rstrip(" ")) for line in lines]
    plain = [replace(line, text=line.text[1:], start=line.start + 1) if _fed(old) else line
             for line, old in zip(plain, lines, strict=True)]  # fmt: skip
    gone = _folios(plain, fed) | _repeated(plain, fed)
    breaks = gone | set(fed)
    if not breaks:
        return lines, []
    joined = _joined(plain, gone, fed)
    return joined, _findings(file, [plain[n] for n in sorted(gone)])


def _fed(line: Line) -> bool:
    return line.text.startswith(FEED)


def _folios(lines: list[Line], fed: list[int]) -> set[int]:
    """Return the lines alone that have folios which count up."""
    feeds = set(fed)
    matches = {at: match for at, line in enumerate(lines) if (match := HEAD.fullmatch(line.text))}
    often = Counter(map(_words, matches.values()))
    heads = []
    for at, match in matches.items():
        words = _words(match)
        if _alone(lines, at, feeds) or (words and often[words] >= 2 * OFTEN):
            folio = int(match["left"] or match["right"] or match["alone"])
            heads.append(_Head(at, folio, _cuts(lines, at) or _beside(at, feeds), words))
    runs: list[list[_Head]] = []
    for head in heads:
        if runs and 0 < head.folio - runs[-1][-1].folio <= STEP:
            runs[-1].append(head)
        else:
            runs.append([head])
    sure = [run for run in runs if _cut_text(run) or _say_the_same(run)]
    return {head.at for run in sure for head in run}


def _words(match: re.Match[str]) -> str:
    return "".join(filter(str.isalpha, match["verso"] or match["recto"] or ""))


def _cut_text(run: list[_Head]) -> bool:
    return len(run) > 1 and sum(head.cuts for head in run) * 2 >= len(run)


def _say_the_same(run: list[_Head]) -> bool:
    """Whether pages have one head, or one on each side, even where they end with a sentence."""
    usual = Counter(head.words for head in run if head.words).most_common(2)
    same = sum(number for _, number in usual) >= MOST * len(run)
    return same and len(run) >= 2 * OFTEN and run[-1].at - run[0].at >= PAGE * len(run)


def _alone(lines: list[Line], at: int, feeds: set[int]) -> bool:
    above = at == 0 or lines[at - 1].blank or at in feeds
    below = at + 1 == len(lines) or lines[at + 1].blank or at + 1 in feeds
    return above and below


def _beside(at: int, feeds: set[int]) -> bool:
    return bool(feeds & {at, at + 1, at + 2})


def _cuts(lines: list[Line], at: int) -> bool:
    """Whether a line stands amid a sentence."""
    above = next((lines[n] for n in range(at - 1, -1, -1) if not lines[n].blank), None)
    below = next((line for line in lines[at + 1 :] if not line.blank), None)
    return above is not None and below is not None and _goes_on(above, below)


def _goes_on(above: Line, below: Line) -> bool:
    """Whether a sentence goes on over a page's end."""
    text = above.text.rstrip()
    if text.endswith("-"):
        return True
    return begins_small(below) and not re.search(r"[.!?:]\W*$", text)


def _repeated(lines: list[Line], fed: list[int]) -> set[int]:
    """Return the lines that stand, but for numbers, at the top of page after page."""
    tops = {}
    for at in fed:
        top = next((n for n in range(at, min(at + 3, len(lines))) if not lines[n].blank), -1)
        if top >= 0:
            tops[top] = re.sub(r"\W*\d+\W*", "", lines[top].text).strip()
    often = Counter(tops.values())
    return {at for at, words in tops.items() if words and often[words] >= OFTEN}


def _joined(lines: list[Line], gone: set[int], fed: list[int]) -> list[Line]:
    """Return the lines that stay; where a page cut a sentence, no blank line stays there."""
    cut = gone | set(fed)
    kept: list[Line] = []
    waiting: list[Line] = []
    broken = False
    for at, line in enumerate(lines):
        broken = broken or at in cut
        if line.blank or at in gone:
            waiting += [] if at in gone else [line]
            continue
        if broken and kept and _goes_on(kept[-1], line):
            waiting = []
        elif broken and kept and not waiting and not _wraps(kept[-1]):
            waiting = [Line("", line.number, line.start)]
        kept += [*waiting, line]
        waiting, broken = [], False
    return kept + waiting


def _wraps(line: Line) -> bool:
    return not SENTENCE_END.search(line.text.rstrip())


def _findings(file: str, lines: list[Line]) -> list[Finding]:
    if not lines:
        return []
    message = f"{many(len(lines), 'line', 'lines')} of pages (running heads and folios) left out;"
    message += " what they had cut runs on."
    note = Note("import-running-head", message, tier=Tier.AUTO)
    finding = finding_at(file, Piece((lines[0],)), note)
    return [replace(finding, before="\n".join(line.text.strip() for line in lines))]
