"""Findings as the preview lists them: the gravest first, those of one kind together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from octavo.model import rules
from octavo.model.finding import Finding, InputError, Severity, Tier, faults_of
from octavo.model.rules import Rule
from octavo.report.invisible import change, in_line

KINDS = (
    ("errors", "What must be put right"),
    ("warnings", "What to look at"),
    ("waiting", "What waits for a decision"),
    ("changed", "What was changed"),
)
"""The kinds in the order in which they are listed."""

MOST = 300
"""How many findings of one rule are listed; the report has them all."""


def listed(findings: Sequence[Finding], own: Sequence[Rule] = ()) -> list[dict[str, Any]]:
    """Return the findings by kind and rule, as plain data."""
    kinds: dict[str, dict[str, list[Finding]]] = {name: {} for name, _ in KINDS}
    for finding in findings:
        kinds[_kind(finding)].setdefault(finding.rule, []).append(finding)
    return [
        {
            "kind": name,
            "heading": heading,
            "count": sum(map(len, kinds[name].values())),
            "rules": [_rule(rule, alike, own) for rule, alike in kinds[name].items()],
        }
        for name, heading in KINDS
        if kinds[name]
    ]


def of_fault(fault: InputError) -> list[Finding]:
    """Return wrong input as findings: nothing could be built."""
    return [
        Finding("input", one.message, Severity.ERROR, place=one.place, hint=one.hint)
        for one in faults_of(fault)
    ]


def _kind(finding: Finding) -> str:
    if finding.severity is Severity.ERROR:
        return "errors"
    if finding.tier is Tier.AUTO:
        return "changed"
    if finding.tier is Tier.SUGGEST:
        return "waiting"
    return "warnings"


def _rule(name: str, findings: Sequence[Finding], own: Sequence[Rule]) -> dict[str, Any]:
    known = rules.get(name, own)
    return {
        "rule": name,
        "does": known.does.replace("*", "") if known else "",
        "count": len(findings),
        "findings": [_plain(finding) for finding in findings[:MOST]],
    }


def _plain(finding: Finding) -> dict[str, Any]:
    place = finding.place
    before, after = change(finding.before, finding.after)
    return {
        "file": place.file if place else "",
        "line": place.line if place else 0,
        "place": str(place or finding.format or "the book"),
        "message": in_line(finding.message),
        "hint": in_line(finding.hint),
        "before": before if finding.before or finding.after else "",
        "after": after,
        "changes": bool(finding.after or (finding.before and finding.tier is not Tier.FLAG)),
        "left": in_line(finding.context[0]),
        "right": in_line(finding.context[1]),
    }
