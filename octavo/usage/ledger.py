"""The words that a book quotes, counted by work: what an editor asks permission by.

A displayed quotation is counted with the citation that stands in it, or in its note; one that runs
in the text, with the citation behind it, before the next quotation. Read before citeproc sets them.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence, Sized
from dataclasses import dataclass, field
from itertools import groupby

from octavo.model.finding import Finding, Tier
from octavo.model.nodes import Node, walk
from octavo.prose.prose import Change, Prose, Run
from octavo.usage.words import WORD

OPENING = re.compile(r"(?<!\w)(?P<mark>[“‘«„])(?=[\w“‘\[(…])")
CLOSING = {"“": "”", "‘": "’", "«": "»", "„": "“"}
STOPS = (*".,;:!?…)]", "\N{OBJECT REPLACEMENT CHARACTER}")
LEAST, SPEAKER = 3, 6
"""How many words a quotation has at least, and how many may part its halves: `… said Mill …`."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A quotation of some words, where it begins in a Run."""

    run: Run
    number: int
    start: int
    end: int
    words: int


@dataclass(slots=True)
class Account:
    """What is quoted of one work, by its citekey."""

    key: str
    passages: list[Passage] = field(default_factory=list)

    @property
    def words(self) -> int:
        """How many words are quoted in all."""
        return sum(passage.words for passage in self.passages)


def ledger(prose: Prose) -> list[Account]:
    """Return what is quoted of each work that is cited, in the order of the first quotation."""
    accounts: dict[str, Account] = {}
    runs = [(number, run) for number, run in enumerate(prose.runs()) if not run.note]
    for _, near in groupby(runs, key=lambda pair: (pair[1].depth > 0, pair[1].group)):
        for key, passage in _passages(list(near)):
            accounts.setdefault(key, Account(key)).passages.append(passage)
    return list(accounts.values())


def counted(passages: Sized) -> str:
    """Return in how many places a work is quoted, in words."""
    return "1 place" if len(passages) == 1 else f"{len(passages)} places"


def exceeding(prose: Prose, limit: int) -> list[Finding]:
    """Return a finding for each work of which more words are quoted than the house's limit."""
    findings = []
    for account in ledger(prose):
        if account.words > limit:
            first = account.passages[0]
            message = (
                f"{account.words} words of {account.key} are quoted in "
                f"{counted(account.passages)}; the house asks permission above {limit}."
            )
            hint = "Ask the rights holder, or note why none is needed."
            span = (first.start, first.end)
            flag = Change(*span, "", "quotation-limit", message, Tier.FLAG, hint=hint)
            findings.append(first.run.finding(flag))
    return findings


def _passages(near: Sequence[tuple[int, Run]]) -> Iterator[tuple[str, Passage]]:
    """Yield the quotations of neighbours, each with the citekey of its work."""
    if near[0][1].depth:
        keys = [key for _, run in near for _, key in _sources(run)]
        for number, run in near if keys else ():
            yield keys[-1], Passage(run, number, 0, len(run.text), _count(run.text))
        return
    for number, run in near:
        yield from _run_in(number, run)


def _run_in(number: int, run: Run) -> Iterator[tuple[str, Passage]]:
    """Yield the quotations that run in a text and have a source behind them."""
    sources = _sources(run)
    if not sources:
        return
    places = [at for at, _ in sources]
    spans = list(_spans(run.text, places))
    taken: list[tuple[str, Passage]] = []
    reach, key = len(run.text) + 1, ""
    for start, end in reversed(spans):
        behind = bisect_left(places, end)
        own = sources[behind][1] if behind < len(places) and places[behind] < reach else ""
        broken = bool(taken) and len(WORD.findall(run.text[end:reach])) <= SPEAKER
        key = own or (key if broken else "")
        if key:
            words = _count(run.text[start:end])
            taken.append((key, Passage(run, number, start, end, words)))
        reach = start
    yield from (pair for pair in reversed(taken) if pair[1].words >= LEAST)


def _spans(text: str, marks: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield each outermost quotation of a text; none goes on behind a citation."""
    at = 0
    while opening := OPENING.search(text, at):
        close = CLOSING[opening["mark"]]
        following = text.find(opening["mark"], opening.end())
        mark = bisect_right(marks, opening.end())
        limits = (following if following > 0 else len(text), *marks[mark : mark + 1])
        end = _end(text, opening.end(), min(limits), close)
        at = max(end, opening.end())
        if end > 0:
            yield opening.start(), end


def _end(text: str, start: int, last: int, close: str) -> int:
    """Return where a quotation ends at the latest; 0 where it does not.

    Of single marks, one behind a stop or before the citation is an end; another may be an
    apostrophe.
    """
    ends = [at for at in range(start, last) if text[at] == close]
    ends = [at for at in ends if not text[at + 1 : at + 2].isalnum()]
    sure = [at for at in ends if text[at - 1] in STOPS]
    beside = [at for at in ends[-1:] if not WORD.search(text, at, last)]
    chosen = sure[-1:] or beside or ends[:1]
    return chosen[0] + 1 if chosen else 0


def _count(text: str) -> int:
    return len(WORD.findall(text))


def _sources(run: Run) -> list[tuple[int, str]]:
    """Return the first work that each citation of a Run names, those in its notes too."""
    places = []
    for at, node in run.marks:
        cites = [node] if node["t"] == "Cite" else _cites(node)
        places += [(at, cite["c"][0][0]["citationId"]) for cite in cites[:1] if cite["c"][0]]
    return places


def _cites(note: Node) -> list[Node]:
    return [node for node in walk(note["c"]) if node["t"] == "Cite"]
