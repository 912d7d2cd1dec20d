"""Writes the review list: what an editor has to decide, what to look at, what was done."""

from __future__ import annotations

from collections.abc import Sequence

from octavo.model.finding import Finding, Tier

PARTS = (
    (
        Tier.FLAG,
        "To look at",
        "Only a person can say what is right here. `octavo lint` asks until it is answered.",
    ),
    (Tier.SUGGEST, "To decide", "Proposed, not done. `octavo decide` takes the answers."),
    (Tier.AUTO, "Done", "Done already; the manuscript in source/original/ is as it was."),
)
LONGEST = 160
PLACES = 40
"""So many places of one kind are listed."""


def review(title: str, descriptions: Sequence[str], findings: Sequence[Finding]) -> str:
    """Return the list as Markdown, by tiers: each entry has its place, words and what to do."""
    lines = [f"# Review of {title}", "", *(f"* {line}" for line in descriptions), ""]
    for tier, heading, words in PARTS:
        chosen = [finding for finding in findings if finding.tier is tier]
        if chosen:
            lines += [f"## {heading} ({len(chosen)})", "", words, ""]
            for group in _kinds(chosen):
                lines += [_entry(group[0])] if len(group) == 1 else _joined(group)
            lines.append("")
    return "\n".join(lines).rstrip("\n") + "\n"


def _kinds(findings: Sequence[Finding]) -> list[list[Finding]]:
    """Return findings of one kind together: those that say the same of several places."""
    kinds: dict[tuple[str, ...], list[Finding]] = {}
    for finding in findings:
        kinds.setdefault((finding.rule, finding.message, finding.hint), []).append(finding)
    return list(kinds.values())


def _joined(group: list[Finding]) -> list[str]:
    """Return one entry for findings of a kind, and below it a box for each of its places."""
    first = group[0]
    hint = f" {first.hint}" if first.hint else ""
    lines = [f"- {first.message}{hint} ({len(group)}) *{first.tier}, {first.rule}*"]
    box = "x" if first.tier is Tier.AUTO else " "
    for finding in group:
        words = finding.before or finding.before.join(finding.context)
        becomes = finding.after.strip() and finding.tier is not Tier.FLAG
        after = f" becomes {_code(finding.after)}" if becomes else ""
        where = f"`{finding.place}`: " if finding.place else ""
        lines.append(f"  - [{box}] {where}{_code(words) if words.strip() else ''}{after}")
    return lines


def _entry(finding: Finding) -> str:
    where = f"`{finding.place}`: " if finding.place else ""
    box = "x" if finding.tier is Tier.AUTO else " "
    parts = [f"- [{box}] {where}{finding.message}"]
    if finding.before.strip():
        parts.append(f"      {_code(finding.before)}")
    elif any(side.strip() for side in finding.context):
        parts.append(f"      {_code(finding.before.join(finding.context))}")
    if finding.after.strip() and finding.tier is not Tier.FLAG:
        parts.append(f"      becomes {_code(finding.after)}")
    if finding.hint:
        parts.append(f"      {finding.hint}")
    if len(finding.evidence) > 1:
        parts.append(f"      {_places(finding.evidence)}")
    parts[-1] += f" *{finding.tier}, {finding.rule}*"
    return "\\\n".join(parts)


def _places(places: Sequence[str]) -> str:
    """Show where a kind stands, as far as a person reads on."""
    more = f" and {len(places) - PLACES} more" if len(places) > PLACES else ""
    return "; ".join(places[:PLACES]) + more


def _code(text: str) -> str:
    """Show words as code, with as many backquotes as they need; long ones are cut."""
    words = " ".join(text.split())
    if len(words) > LONGEST:
        half = LONGEST // 2
        words = f"{words[:half]} \N{HORIZONTAL ELLIPSIS} {words[-half:]}"
    fence = "`"
    while fence in words:
        fence += "`"
    pad = " " if "`" in words else ""
    return f"{fence}{pad}{words}{pad}{fence}"
