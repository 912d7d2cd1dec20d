"""The report, dist/report.html: one page that shows an editor every change before she trusts it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from octavo.formats.html.templates import Markup, escaped, fill
from octavo.model import rules
from octavo.model.artefact import Artefact
from octavo.model.counted import counted
from octavo.model.finding import Finding, Severity, Tier, open_ones
from octavo.model.rules import Rule
from octavo.press.build import Built
from octavo.report import invisible

ASSETS = Path(__file__).parent / "assets"

SINGULAR = {"entries": "entry"}
"""Things that are counted whose singular is not the plural without its s."""

MERGED = "merge-"
"""How the rules begin of what people changed in files that came back."""

OPEN = 12
"""How many findings of a rule stand open; the others are behind a click."""


@dataclass(frozen=True, slots=True)
class Group:
    """The findings of one rule; `is_shared`: whether one sentence serves them all."""

    name: str
    about: Rule | None
    findings: list[Finding]
    is_shared: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the report."""

    name: str
    heading: str
    lead: str
    findings: list[Finding]
    groups: list[Group]


@dataclass(frozen=True, slots=True)
class Row:
    """One artefact in the report."""

    name: str
    target: str
    size: str
    counts: str
    errors: int
    digest: str


def page(
    built: Built,
    own: Sequence[Rule] = (),
    standing: str = "",
    merged: Sequence[Finding] = (),
) -> str:
    """Return the report as HTML; `own` are the rules that the book's own filters bring.

    `standing` is what the edition is: a draft, with what is open in it, unless it says otherwise.
    `merged` is what people changed in files that came back.
    """
    standing = standing or draft(built.findings)
    findings = [*built.findings, *merged]
    return set_page(built.title, findings, built.artefacts, own, standing)


def set_page(
    title: str,
    findings: list[Finding],
    artefacts: Sequence[Artefact],
    own: Sequence[Rule] = (),
    standing: str = "",
) -> str:
    """Return the report on some findings and files as HTML."""
    return fill(
        ASSETS / "report.html",
        title=title,
        standing=standing or draft(findings),
        style=Markup((ASSETS / "report.css").read_text("utf-8")),
        parts=_parts(findings, own),
        rows=[_row(artefact, findings) for artefact in artefacts],
        open=OPEN,
        counted=counted,
        in_line=invisible.in_line,
        shown=invisible.change,
        emphasised=_emphasised,
    )


def draft(findings: Sequence[Finding]) -> str:
    """Say that an edition is a draft, and how much is open in it."""
    count = len(open_ones(findings))
    waits = f"{count:,} open: octavo lint lists them, octavo decide answers them."
    return f"Draft. {waits if count else 'Nothing is open.'}"


def _parts(findings: list[Finding], own: Sequence[Rule]) -> list[Part]:
    errors = [f for f in findings if f.severity is Severity.ERROR]
    waiting = [f for f in findings if f.severity is not Severity.ERROR and f.tier is not Tier.AUTO]
    done = [f for f in findings if f.severity is not Severity.ERROR and f.tier is Tier.AUTO]
    merged = [f for f in done if f.rule.startswith(MERGED)]
    changes = [f for f in done if not f.rule.startswith(MERGED)]
    parts = (
        ("errors", "What failed", "Nothing should leave the house with these.", errors),
        (
            "waiting",
            "What waits for a decision",
            "Nothing was changed here: a person must look.",
            waiting,
        ),
        (
            "changes",
            "What was changed",
            "Every change, before and after, in its context. The source keeps the old reading "
            "until you run octavo lint --fix.",
            changes,
        ),
        (
            "merged",
            "What came back",
            "Every change that was merged from a file that was sent, with its author and date. It "
            "stands in the source; octavo undo takes a merge back.",
            merged,
        ),
    )
    return [Part(*part, _grouped(part[-1], own)) for part in parts]


def _row(artefact: Artefact, findings: list[Finding]) -> Row:
    name = artefact.path.name
    return Row(
        name,
        f"{name}/index.html" if artefact.format == "site" else name,
        f"{artefact.bytes / 1000:,.0f} kB",
        ", ".join(_extents(artefact)),
        sum(artefact.format in f.formats and f.severity is Severity.ERROR for f in findings),
        artefact.sha256[:16],
    )


def _extents(artefact: Artefact) -> list[str]:
    """Return what a file has of each thing that is counted: 1 page, 300 words."""
    return [
        counted(count, SINGULAR.get(things, things.removesuffix("s")), things)
        for things, count in artefact.counts.items()
        if count
    ]


def _grouped(findings: list[Finding], own: Sequence[Rule]) -> list[Group]:
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.rule, []).append(finding)
    return [
        Group(name, rules.get(name, own), same, _is_shared(same)) for name, same in groups.items()
    ]


def _is_shared(findings: list[Finding]) -> bool:
    """Whether all findings of a group, several that each show a change, say the same."""
    sentences = {(finding.message, finding.hint) for finding in findings}
    shown = all(finding.before or finding.after for finding in findings)
    return shown and len(findings) > 1 and len(sentences) == 1


def _emphasised(words: str) -> Markup:
    """Return the words of a rule, in which examples stand between asterisks, as HTML."""
    return Markup(re.sub(r"\*([^*]+)\*", r"<em>\1</em>", str(escaped(words))))
