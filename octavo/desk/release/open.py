"""What is open in a book before a release, and the list of it that an editor works through."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from octavo.book.replay import Replay
from octavo.desk.release.demands import is_last
from octavo.model.finding import Finding, Severity, Tier, in_text
from octavo.press.prepare import Prepared
from octavo.report.invisible import change, in_line, one_line

SHOWN = 6
"""So many places of one rule are listed; `octavo lint` has them all."""

LONGEST, AROUND = 48, 18
"""A longer reading is cut; so many characters are shown on either side of a place."""

COVERED = {
    "release-metadata": "import-metadata-missing",
    "release-stub": "import-citation-stub",
}
"""What a release demands itself, for all books, and what an import has asked about the same."""

MARK = "‸"
"""Stands for a place without words."""


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


def of_text(prepared: Prepared) -> list[Finding]:
    """Return what is open in a text before any file is made of it."""
    return [finding for finding in prepared.findings if is_open(finding, prepared.replay)]


def parts(findings: Sequence[Finding], demands: Sequence[Finding], replay: Replay) -> list[Part]:
    """Return what is open, in the order in which it is best answered."""
    named = {COVERED.get(finding.rule) for finding in demands}
    mine = (f for f in findings if f.rule not in named and is_open(f, replay))
    open_ones = sorted(mine, key=in_text)
    errors = [f for f in open_ones if f.severity is Severity.ERROR]
    rest = [f for f in open_ones if f.severity is not Severity.ERROR]
    queries = [f for f in rest if f.rule == "query-open"]
    asked = [f for f in rest if f.tier is Tier.SUGGEST]
    others = [f for f in rest if f not in queries and f not in asked]
    flags = [f for f in others if can_be_answered(f, replay)]
    mended = [f for f in others if f not in flags]
    last = [f for f in demands if is_last(f)]
    known = [f for f in demands if f not in last]
    made = (
        Part("Errors", "Mend each where it stands.", errors),
        Part(
            "Queries", "Each is answered by its id, or in the text: {>>AQ: … || answer<<}.", queries
        ),
        Part(
            "Suggestions",
            "octavo decide asks about them; octavo decide ID --accept, or --rule RULE for all.",
            asked,
        ),
        Part(
            "Places to look at",
            'Correct the text; or, where it is right: octavo decide ID --leave "because …".',
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
    """Yield a rule with its places; one sentence that holds for all stands once."""
    sentences = {_sentence(finding) for finding in same}
    shared = len(same) > 1 and len(sentences) == 1
    if shared:
        yield f"  {rule} ({len(same)}): {one_line(sentences.pop())}"
    for finding in same[:SHOWN]:
        words, sentence = _words(finding), "" if shared else _sentence(finding)
        colon = ":" if words and sentence else ""
        name = _name(finding, alone=shared)
        parts = (f"{_place(finding)}:", f"{words}{colon}", sentence, name)
        indent = "    " if shared else "  "
        yield indent + one_line(" ".join(part for part in parts if part))
    if len(same) > SHOWN:
        yield f"  … and {len(same) - SHOWN} more of {rule}: octavo lint lists them all."


def _place(finding: Finding) -> str:
    return str(finding.place or finding.format or "book")


def _sentence(finding: Finding) -> str:
    return f"{finding.message} {finding.hint}".rstrip()


def _name(finding: Finding, *, alone: bool) -> str:
    """Return the name by which `octavo decide` knows a finding, where it does, with its rule."""
    is_named = finding.severity is not Severity.ERROR and finding.rule != "query-open"
    names = ("" if alone else finding.rule, finding.id if is_named else "")
    shown = " ".join(name for name in names if name)
    return f"[{shown}]" if shown else ""


def _words(finding: Finding) -> str:
    """Return the words that a finding is about: a change, or what stands at a place of the text."""
    if finding.after:
        before, after = change(finding.before, finding.after)
        return f"{_short(before)} → {_short(after)}"
    left, right = (in_line(side) for side in finding.context)
    words = _short(in_line(finding.before)) if finding.before else ""
    if not (left or right or words):
        return ""
    return f"…{left[-AROUND:]}{words or MARK}{right[:AROUND]}…"


def _short(words: str) -> str:
    if len(words) <= LONGEST:
        return words or MARK
    half = LONGEST // 2
    return f"{words[:half]}…{words[-half:]}"
