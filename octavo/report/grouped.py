"""Findings of an import in few lines for the terminal: one a rule, with how many there are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.text import Text

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
        yield f"… and {len(descriptions) - 2} more manuscripts."
    groups = _groups(findings)
    shown = groups if len(groups) <= room else groups[: room - 1]
    for group in shown:
        yield _line(group)
    if len(groups) > len(shown):
        rest = sum(len(group) for group in groups[len(shown) :])
        yield f"… and {rest} more findings: metadata/review.md has all of them."


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
