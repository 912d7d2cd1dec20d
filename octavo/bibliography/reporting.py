"""Findings on citations that lead nowhere, and on works that are not complete."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from octavo.bibliography import references
from octavo.bibliography.holdings import Holdings
from octavo.bibliography.references import Work
from octavo.model.finding import Finding, Severity, Tier
from octavo.prose.prose import Change
from octavo.text.citations.grammar import Group
from octavo.text.citations.records import Answer, Mode, write

PLACE = re.compile(r"(?:fig|tbl|tab|eq|sec|lst)[-:]", re.I)
"""How the name of a figure, a table, a formula or a section begins (filter `crossrefs`)."""


@dataclass(slots=True)
class Lost:
    """A source that no bibliography has: where it is first cited, and how often."""

    finding: Finding
    count: int = 1


def unread(group: Group, cause: str) -> Change:
    """Return the place of what leads to no work, and why."""
    return Change(group.start, group.end, "", "cite-unresolved", cause, Tier.FLAG)


def asked(group: Group, answer: Answer, lang: str) -> Change:
    """Return the change for a typed citation: Markdown in a language, done or proposed."""
    start = group.author_start if answer.cited[0].mode is Mode.AUTHOR else group.start
    named = " or ".join(answer.candidates) or " and ".join(c.key for c in answer.cited)
    if not answer.is_auto:
        message = f"This may cite {named}."
    elif answer.after_heading:
        message = f"This cites {named}, but a heading stands between."
    else:
        message = f"This cites {named}."
    return Change(
        start,
        group.end,
        write(answer.cited, lang),
        answer.rule,
        message,
        Tier.AUTO if answer.is_auto else Tier.SUGGEST,
        Severity.WARNING if answer.after_heading else Severity.INFO,
        answer.sure,
        answer.evidence,
        is_markup=True,
    )


def causes(lost: Iterable[Lost], *, named: bool) -> Iterator[Finding]:
    """Yield one finding for each source that was not found; without a bibliography, one for all."""
    sources = list(lost)
    if sources and not named:
        total = sum(source.count for source in sources)
        yield replace(
            sources[0].finding,
            severity=Severity.INFO,
            message=f"There is no bibliography for what look like typed citations ({total}).",
            hint="Name one under bibliography in edition.yaml.",
        )
        return
    for source in sources:
        yield _unresolved(source)


def _unresolved(lost: Lost) -> Finding:
    cause = lost.finding.message
    times = f", and cited {lost.count} times" if lost.count > 1 else ""
    hint = "Enter the work in the bibliography, or cite it yourself: [@key, p. 1]."
    if re.fullmatch(r"[A-Z]{2,8}", cause):
        hint = f"Say in abbreviations.yaml what {cause} stands for."
    return replace(
        lost.finding,
        severity=Severity.WARNING,
        message=f"The bibliography does not say what this cites: {cause}{times}.",
        hint=hint,
    )


def explained(finding: Finding, short: str, key: str) -> Finding:
    """Return the finding of an abbreviation that the text explains, at the place of `finding`."""
    return replace(
        finding,
        rule="cite-abbreviation",
        message=f"The text says that {short} is {key}.",
        hint=f"Write it into abbreviations.yaml: {short}: {key}",
    )


def unknown(finding: Finding, key: str, holdings: Holdings) -> Finding:
    """Return the finding of a key that no bibliography has, at the place of `finding`."""
    if PLACE.match(key):
        return replace(
            finding,
            severity=Severity.ERROR,
            message=f"@{key} refers to a place of the book, and no filter reads such references.",
            hint="List crossrefs.py in metadata/pandoc.json, before citations.py.",
        )
    if not holdings.works:
        return replace(
            finding,
            severity=Severity.WARNING,
            message=f"@{key} looks like a citation, and there is no bibliography.",
            hint=f"Name one in edition.yaml, or write \\@{key} for the signs.",
        )
    return replace(
        finding,
        severity=Severity.ERROR,
        message=f"No bibliography has the key @{key}.",
        hint=references.like(key, holdings.works) or "Enter the work, or correct the key.",
    )


def incomplete(finding: Finding, work: Work) -> Finding:
    """Return the finding of a work without date or title, at the place of `finding`."""
    lacks = [
        what
        for what, there in (("title", work.item.get("title")), ("date", work.is_dated))
        if not there
    ]
    fault = f"has no {' and no '.join(lacks)}" if lacks else "is marked as unfinished"
    return replace(
        finding,
        rule="cite-no-date",
        severity=Severity.WARNING,
        tier=Tier.FLAG,
        message=f"The work {work.key} {fault}; it is cited as far as it is known.",
        hint=f"Complete it: {work.place}.",
        before="",
        after="",
        confidence=1.0,
        evidence=(work.key,),
    )
