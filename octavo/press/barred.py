"""Formats that an error keeps from being written, while the others are.

An error of the text stops a build. An error that concerns one format alone, such as a character
that the PDF's fonts lack, stops only that format.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from octavo.model.finding import Finding, InputError, Place, Severity, Tier, faults_of
from octavo.model.rules import severity


def by_format(findings: Iterable[Finding]) -> frozenset[str]:
    """Return the formats that some findings keep from being written."""
    errors = (finding for finding in findings if finding.severity is Severity.ERROR)
    return frozenset(name for finding in errors for name in finding.formats)


def concerning(findings: Iterable[Finding], formats: Sequence[str]) -> list[Finding]:
    """Return the findings of the text, and those of some formats."""
    return [f for f in findings if not f.formats or not {*formats}.isdisjoint(f.formats)]


def unwritten(name: str, fault: InputError) -> list[Finding]:
    """Return what a format's writer refused, as errors of that format."""
    return [
        Finding(
            "format-unwritten",
            one.message,
            severity("format-unwritten"),
            Tier.FLAG,
            place=one.place,
            hint=one.hint,
            format=name,
        )
        for one in faults_of(fault)
    ]


def in_sources(findings: Sequence[Finding], texts: Mapping[str, str]) -> list[Finding]:
    """Give findings without a place the first line of the text that has their words.

    `texts` are the chapters by their files. A word that is written as an entity is in none of them:
    its finding keeps no line.
    """
    return [
        finding
        if finding.place or finding.anchor or not finding.before
        else finding.at(_place_of(finding.before, texts))
        for finding in findings
    ]


def _place_of(words: str, texts: Mapping[str, str]) -> Place | None:
    for file, text in texts.items():
        start = text.find(words)
        if start >= 0:
            line = text.count("\n", 0, start) + 1
            column = start - text.rfind("\n", 0, start)
            return Place(file, line, column, start, start + len(words))
    return None
