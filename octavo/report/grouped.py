"""Findings in few lines for the terminal: an import's by rule, the warnings of a build by kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rich.text import Text

from octavo.model import rules
from octavo.model.counted import counted
from octavo.model.finding import Finding, Severity, Tier
from octavo.report.terminal import COLOURS, finding_line

MOST = 19
"""So many lines an import prints, before the one that says where the book is."""

APART = ("import-style-proposed", "import-heading-proposed", "import-language-proposed")
"""Rules whose findings are each about a kind, and not about one place."""

ORDER = list(COLOURS)
TIERS = (Tier.SUGGEST, Tier.FLAG, Tier.AUTO)


def lines(descriptions: Sequence[str], findings: Sequence[Finding]) -> Iterator[Text | str]:
    """Yield the lines that an import prints: its manuscripts, and a line for each rule."""
    room = MOST - min(len(descriptions), 3)
    yield from descriptions[:3] if len(descriptions) <= 3 else descriptions[:2]
    if len(descriptions) > 3:
        yield f"… and {counted(len(descriptions) - 2, 'other manuscript')}."
    groups = _groups(findings)
    shown = groups if len(groups) <= room else groups[: room - 1]
    for group in shown:
        yield _line(group)
    if len(groups) > len(shown):
        rest = sum(len(group) for group in groups[len(shown) :])
        yield f"… and {counted(rest, 'other finding')}: metadata/review.md has all of them."


def _groups(findings: Sequence[Finding]) -> list[list[Finding]]:
    """Return findings by rule, the gravest first; proposals for a kind each alone."""
    by_rule: dict[tuple[object, ...], list[Finding]] = {}
    for finding in findings:
        alone = finding.message if finding.rule in APART else ""
        by_rule.setdefault((finding.severity, finding.tier, finding.rule, alone), []).append(
            finding
        )
    return sorted(by_rule.values(), key=lambda group: _weight(group[0]))


def _weight(finding: Finding) -> tuple[int, int]:
    return ORDER.index(finding.severity), TIERS.index(finding.tier)


def _line(group: list[Finding]) -> Text:
    """Return the line of the first finding of a group, and how many more there are."""
    line = finding_line(group[0])
    if len(group) > 1:
        style = COLOURS[group[0].severity] if group[0].severity is not Severity.INFO else "dim"
        line.append(f" … and {len(group) - 1} more such, in metadata/review.md", style=style)
    return line


PLACES = 3
"""So many places of a kind of warning a build shows; the report has them all."""

KINDS = 12
"""So many kinds of warning a build shows."""


def is_loss(finding: Finding) -> bool:
    """Whether a finding says that something the author gave is in no edition."""
    return finding.tier is Tier.FLAG and rules.loses(finding.rule)


def warnings(findings: Sequence[Finding], report: str) -> Iterator[Text | str]:
    """Yield the lines that show the warnings of a build by kind, what is lost first.

    Each kind has its number and its first places; `report` is where the others stand.
    """
    by_rule: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.severity is Severity.WARNING and finding.tier is not Tier.AUTO:
            by_rule.setdefault(finding.rule, []).append(finding)
    kinds = sorted(by_rule.values(), key=lambda kind: not is_loss(kind[0]))
    for kind in kinds[:KINDS]:
        yield from _kind(kind, report)
    if len(kinds) > KINDS:
        rest = sum(map(len, kinds[KINDS:]))
        other = counted(len(kinds) - KINDS, "other kind")
        yield f"… and {counted(rest, 'warning')} of {other}, in {report}"
    if kinds:
        count = sum(map(len, kinds))
        stops = "this warning" if count == 1 else f"these {count:,} warnings"
        yield f"octavo build --strict stops on {stops}."


def _kind(kind: list[Finding], report: str) -> Iterator[Text | str]:
    if len(kind) == 1:
        yield finding_line(kind[0])
        return
    rule = rules.get(kind[0].rule)
    head = Text(f"{counted(len(kind), 'warning')} of {kind[0].rule}", COLOURS[Severity.WARNING])
    head.append(f": {rule.does.replace('*', '')}" if rule else "", style="dim")
    yield head
    hint = ""
    for finding in kind[:PLACES]:
        shown = finding if finding.hint != hint else replace(finding, hint="")
        hint = finding.hint
        yield Text("  ").append_text(finding_line(shown))
    if len(kind) > PLACES:
        yield f"  … and {len(kind) - PLACES} more, in {report}"
