"""Captions that begin with a number typed by hand: it gives way to the one that is counted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from octavo.book.crossrefs.numbers import NUMBERED
from octavo.book.crossrefs.targets import Target, caption_of
from octavo.model.finding import Finding, Severity, Tier
from octavo.prose.prose import Change, Prose
from octavo.text.any_of import any_of
from octavo.text.labels import Labels, labels_for

RULE = "caption-number"
NUMBER = r"(?P<number>(?:(?-i:[A-Z])[.\-\u2013])?\d{1,3}(?:[.\-\u2013]\d{1,3})*)"
END = r"(?:\s*[.:\u2013\u2014-]\s*|\s+|$)"
SHORT = {"figure": ("fig", "figs"), "table": ("tab",), "listing": (), "equation": ()}
"""How a kind is called in short, in most languages."""


EN = labels_for("en")


def take_out(prose: Prose, every: Iterable[Target], labels: Labels) -> list[Finding]:
    """Take typed numbers out of captions that are numbered, in place; return what was done.

    One that differs from the number that is counted is only proposed to be taken out: the text may
    refer to it.
    """
    captions = dict(_captions(every))
    patterns = {kind: _pattern(kind, labels) for kind in NUMBERED}
    findings: list[Finding] = []
    for run in prose.runs() if captions else ():
        target = captions.get(id(run.parts[0][2])) if run.parts else None
        match = patterns[target.kind].match(run.text) if target else None
        if target and match:
            findings += run.change([_change(match, target)])
    return findings


def _captions(every: Iterable[Target]) -> Iterator[tuple[int, Target]]:
    """Yield the list of inlines with which each numbered caption begins."""
    for target in every:
        blocks = caption_of(target) if target.number and target.kind in NUMBERED else []
        if blocks and blocks[0]["t"] in ("Para", "Plain") and not target.is_part:
            yield id(blocks[0]["c"]), target


def _pattern(kind: str, labels: Labels) -> re.Pattern[str]:
    """Return how a typed number begins a caption, in the language of the book and in English."""
    words = {*SHORT[kind], *labels.words(kind), *labels_for("en").words(kind)}
    named = any_of(words)
    return re.compile(
        rf"(?:{named}\.?\s*{NUMBER}|{NUMBER.replace('number', 'first')}\.?\s*{named}){END}",
        re.IGNORECASE,
    )


def typed_number(text: str, kind: str, labels: Labels) -> str:
    """Return the number in words that are only the name of a thing: *Table 1*; "" in others.

    >>> typed_number("Fig. 3", "figure", labels_for("de")), typed_number("the map", "figure", EN)
    ('3', '')
    """
    match = _pattern(kind, labels).fullmatch(text.strip())
    return _number(match) if match else ""


def _number(match: re.Match[str]) -> str:
    return (match["number"] or match["first"]).replace("\N{EN DASH}", ".").replace("-", ".")


def _change(match: re.Match[str], target: Target) -> Change:
    same = _number(match) == target.number
    message = f"The {target.kind} is numbered {target.number}: the number in its caption goes."
    if not same:
        message = f"The caption says {match[0].strip()}, and the {target.kind} is {target.number}."
    return Change(
        match.start(),
        match.end(),
        "",
        RULE,
        message,
        Tier.AUTO if same else Tier.SUGGEST,
        Severity.INFO if same else Severity.WARNING,
        hint="" if same else "If the text refers to it by the old number, write @ and its name.",
    )
