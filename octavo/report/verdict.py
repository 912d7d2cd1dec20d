"""The last line of a build: what was changed, what waits, what was left out; whether it is good.

*Good* is said only where nothing is lost and nothing waits.
"""

from __future__ import annotations

from collections.abc import Sequence

from octavo.model.counted import counted
from octavo.model.finding import Finding, Severity, Tier, open_ones
from octavo.report.grouped import is_loss

GOOD = "nothing waits, nothing was left out: good"


def of_build(findings: Sequence[Finding], missing: Sequence[str] = ()) -> str:
    """Return what became of a build, as a sentence without its full stop.

    `missing` are the files that could not be written.
    """
    words = _sums(findings, "made")
    if open_ones(findings) or missing:
        return words
    return f"{words or 'No change was needed'}; {GOOD}"


def of_lint(findings: Sequence[Finding]) -> str:
    """Return what a build would change, and what waits, as a sentence without its full stop."""
    accepted = sum(finding.is_accepted for finding in findings)
    made = f"to make ({accepted:,} accepted)" if accepted else "to make"
    return _sums(findings, made) or "No findings"


def _sums(findings: Sequence[Finding], made: str) -> str:
    errors = [f for f in findings if f.severity is Severity.ERROR]
    others = [f for f in findings if f.severity is not Severity.ERROR]
    lost = [f for f in others if is_loss(f)]
    looks = [f for f in others if f.tier is Tier.FLAG and not is_loss(f)]
    done, waiting = (sum(f.tier is tier for f in others) for tier in (Tier.AUTO, Tier.SUGGEST))
    parts = [
        errors and counted(len(errors), "error"),
        done and f"{counted(done, 'change')} {made}",
        waiting and counted(waiting, "suggestion waits", "suggestions wait"),
        looks and counted(len(looks), "place to look at", "places to look at"),
        lost and f"{counted(len(lost), 'thing')} left out",
    ]
    words = ", ".join(part for part in parts if part)
    unanswered = open_ones(findings)
    return f"{words}; {len(unanswered):,} open" if unanswered else words
