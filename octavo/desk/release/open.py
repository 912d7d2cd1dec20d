"""What is open in a book before a release, and the list of it that an editor works through."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from octavo.book.replay import Replay
from octavo.model.finding import Finding, Severity, Tier, in_text
from octavo.report.invisible import change, in_line, one_line

SHOWN = 6
"""So many places of one rule are listed; `octavo lint` has them all."""

LONGEST = 48
"""A longer reading is cut."""


@dataclass(frozen=True, slots=True)
class Part:
    """Findings that are answered in one way: what they are, and how that is done."""

    heading: str
    how: str
    findings: Sequence[Finding]


def is_open(finding: Finding, replay: Replay) -> bool:
    """Whether a finding must be answered before a release.

    What was changed by rule is done; information that stands at no words of the text, and so
    cannot be answered, is only shown.
    """
    if finding.severity is Severity.ERROR or finding.tier is Tier.SUGGEST:
        return True
    if finding.tier is Tier.AUTO:
        return False
    return finding.severity is Severity.WARNING or can_be_answered(finding, replay)


def can_be_answered(finding: Finding, replay: Replay) -> bool:
    """Whether `octavo decide` can keep an answer: by the words that the finding stands at."""
    has_words = finding.anchor is not None or any(finding.context)
    return has_words and bool(replay.file_of(finding))


def parts(findings: Sequence[Finding], demands: Sequence[Finding], replay: Replay) -> list[Part]:
    """Return what is open, in the order in which it is best answered."""
    open_ones = sorted((f for f in findings if is_open(f, replay)), key=in_text)
    errors = [f for f in open_ones if f.severity is Severity.ERROR]
    rest = [f for f in open_ones if f.severity is not Severity.ERROR]
    queries = [f for f in rest if f.rule == "query-open"]
    asked = [f for f in rest if f.tier is Tier.SUGGEST]
    others = [f for f in rest if f not in queries and f not in asked]
    flags = [f for f in others if can_be_answered(f, replay)]
    mended = [f for f in others if f not in flags]
    last = [f for f in demands if f.rule == "release-approval"]
    known = [f for f in demands if f not in last]
    made = (
        Part("Errors", "Mend each where it stands.", errors),
        Part("Queries", 'octavo query ID --answer "…"', queries),
        Part(
            "Suggestions",
            "octavo decide asks about them; or octavo decide ID --accept, or --reject.",
            asked,
        ),
        Part(
            "Places to look at",
            "Correct the text; or, where it is right: octavo decide ID --reject --reason “…”.",
            flags,
        ),
        Part("To mend", "Correct what is named, or take it out.", mended),
        Part("Metadata", "Write what is missing into the file that is named.", known),
        Part("Approval", "The last step.", last),
    )
    return [part for part in made if part.findings]


def lines(open_parts: Sequence[Part]) -> Iterator[str]:
    """Yield the list for the terminal: a heading for each part, its rules, their places."""
    count = sum(len(part.findings) for part in open_parts)
    yield f"Not released: {count} {'thing is' if count == 1 else 'things are'} open."
    for part in open_parts:
        yield ""
        yield f"{part.heading} ({len(part.findings)}). {part.how}"
        for rule, same in _by_rule(part.findings):
            yield from _rule(rule, same)


def _by_rule(findings: Iterable[Finding]) -> list[tuple[str, list[Finding]]]:
    met: dict[str, list[Finding]] = {}
    for finding in findings:
        met.setdefault(finding.rule, []).append(finding)
    return list(met.items())


def _rule(rule: str, same: Sequence[Finding]) -> Iterator[str]:
    for finding in same[:SHOWN]:
        yield f"  {one_line(_line(finding))}"
    if len(same) > SHOWN:
        yield f"  … and {len(same) - SHOWN} more of {rule}: octavo lint lists them all."


def _line(finding: Finding) -> str:
    """Return a finding as a line: place, words, what is asked, the name to answer it by."""
    place = finding.place or finding.format or "book"
    shown = ""
    if finding.after:
        before, after = change(finding.before, finding.after)
        shown = f" {_short(before)} → {_short(after)}:"
    elif words := in_line(finding.before.join(finding.context)).strip():
        shown = f" …{_short(words)}…:" if finding.tier is Tier.FLAG else ""
    is_named = finding.severity is not Severity.ERROR and finding.rule != "query-open"
    name = f"  [{finding.rule} {finding.id}]" if is_named else f"  [{finding.rule}]"
    hint = f" {finding.hint}" if finding.hint and not finding.after else ""
    return f"{place}:{shown} {finding.message}{hint}{name}"


def _short(words: str) -> str:
    if len(words) <= LONGEST:
        return words or "‸"
    half = LONGEST // 2
    return f"{words[:half]}…{words[-half:]}"
