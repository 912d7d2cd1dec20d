"""Settles suggestions: which of them, whether they are accepted, and what that leaves on disk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from octavo.book import decisions, source
from octavo.book.book import Book
from octavo.book.replay import Replay, identity
from octavo.desk.release import asked
from octavo.model import rules
from octavo.model.finding import Finding, InputError, Severity, Tier, in_text, told_apart
from octavo.press.prepare import prepare

SHORTEST = 4
"""From how many characters on the beginning of an identifier stands for the whole."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A decision to be made: accept or reject, and why."""

    accept: bool
    reason: str = ""


@dataclass(slots=True)
class Desk:
    """The desk of an editor: the findings of a book, and the decisions about them.

    `open` waits for a decision, or may have one: suggestions, flags and automatic changes;
    `settled` has been decided. All have their places.
    """

    book: Book
    replay: Replay
    open: list[Finding]
    settled: list[Finding]

    @classmethod
    def of(cls, book: Book) -> Desk:
        """Filter a book and replay its decisions. Raises InputError where a file is wrong."""
        prepared = prepare(book, cite=False)
        replay = prepared.replay
        met = [finding for findings in replay.used.values() for finding in findings]
        known = {identity(finding) for finding in met}
        open_ones = [f for f in prepared.findings if identity(f) not in known]
        settled = source.place(met, prepared.chapters, book.project.cache)
        numbered = told_apart([*open_ones, *settled])
        return cls(book, replay, numbered[: len(open_ones)], numbered[len(open_ones) :])

    @property
    def suggestions(self) -> list[Finding]:
        """The suggestions that wait, in the order of the text."""
        return sorted((f for f in self.open if f.tier is Tier.SUGGEST), key=in_text)

    def named(self, ids: Sequence[str]) -> list[Finding]:
        """Return the findings with these identifiers, or with these beginnings of one.

        Raises InputError for one that is unknown, or that begins several.
        """
        return list({id(f): f for name in ids for f in self._named(name.lower())}.values())

    def _named(self, name: str) -> list[Finding]:
        by_id: dict[str, list[Finding]] = {}
        for finding in [*self.open, *self.settled]:
            by_id.setdefault(finding.id, []).append(finding)
        if name in by_id:
            return by_id[name]
        fits = [i for i in by_id if len(name) >= SHORTEST and i.startswith(name)]
        if len(fits) == 1:
            return by_id[fits[0]]
        if fits:
            raise InputError(f"{name} begins several findings: {', '.join(fits)}.")
        asked_before = asked.kept(self.book.root)  # by a release, of citations and files
        if name in asked_before:
            return [asked_before[name]]
        near = get_close_matches(name, by_id, n=1)
        hint = f"Did you mean {near[0]}?" if near else "`octavo lint` prints them, after the rule."
        raise InputError(f"No finding has the identifier {name}.", hint=hint)

    def of_rule(self, rule: str, *, accept: bool) -> list[Finding]:
        """Return what waits of a rule: suggestions, and (to be rejected) flags.

        Raises InputError where the rule is unknown, or nothing of it waits.
        """
        tiers = (Tier.SUGGEST,) if accept else (Tier.SUGGEST, Tier.FLAG)
        findings = [f for f in self.open if f.rule == rule]
        waiting = [f for f in findings if f.tier in tiers and f.severity is not Severity.ERROR]
        if not waiting:
            raise self._nothing(rule, findings)
        return waiting

    def _nothing(self, rule: str, findings: list[Finding]) -> InputError:
        """Return the error that explains why nothing of a rule waits for a decision."""
        if any(finding.tier is Tier.AUTO for finding in findings):
            hint = "Its changes are automatic: name one by its identifier to reject it."
            return InputError(f"Nothing of {rule} waits for a decision.", hint=hint)
        if findings:
            hint = "A flag has no reading to accept: correct the text, or reject the flag."
            return InputError(f"{rule} only shows places.", hint=hint)
        own = (one.name for one in self.book.chain.own_rules())
        known = sorted({*rules.table(), *own, *(f.rule for f in self.open)})
        if rule in known:
            return InputError(f"Nothing of {rule} waits for a decision.")
        near = get_close_matches(rule, known, n=1)
        hint = f"Did you mean {near[0]}?" if near else "`octavo lint --explain` lists them."
        return InputError(f"There is no rule {rule}.", hint=hint)

    def settle(self, findings: Sequence[Finding], verdict: Verdict) -> list[str]:
        """Decide about findings and write the decisions; return sentences about what was done.

        Raises InputError, and writes nothing, where one of them cannot be decided so.
        """
        for finding in findings:
            self._check(finding, verdict)
        made = [
            self.replay.decide(finding, accept=verdict.accept, reason=verdict.reason)
            for finding in findings
        ]
        old = decisions.load(self.book.root)
        kept = decisions.merged(old, made)
        decisions.save(self.book.root, kept)
        done = "accepted" if verdict.accept else "rejected"
        replaced = [_replaced(decision) for decision in decisions.replaced(old, made)]
        return [*replaced, f"{len(findings)} {done}. {decisions.FILE} holds {_number(len(kept))}."]

    def can_be_written(self, finding: Finding) -> bool:
        """Whether a suggestion, once accepted, is written into the text by itself."""
        return identity(finding) in self.replay.offered

    def _check(self, finding: Finding, verdict: Verdict) -> None:
        """Raise InputError where a finding cannot be decided."""
        fault = self._fault(finding, verdict)
        if fault:
            words, hint = fault
            message = f"{finding.id} ({finding.rule}) {words}."
            raise InputError(message, place=finding.place, hint=hint)

    def _fault(self, finding: Finding, verdict: Verdict) -> tuple[str, str] | None:
        if finding.severity is Severity.ERROR:
            return "is an error", finding.hint or "Mend the text."
        if finding.rule == "decision-unused":
            return "is about a decision", "Take the entry out of the file."
        words = finding.anchor is not None or any(finding.context)
        if not words or not self.replay.file_of(finding):
            return "has no words in the text to be known by again", finding.hint or "Mend it."
        if not verdict.accept or finding in self.settled:
            return None
        return self._unacceptable(finding)

    def _unacceptable(self, finding: Finding) -> tuple[str, str] | None:
        if finding.tier is Tier.AUTO:
            return "is made already", "An automatic change can only be rejected."
        if finding.tier is Tier.FLAG:
            return "has no reading to accept", "Correct the text, or reject the flag."
        if not self.can_be_written(finding):
            return "cannot be written by itself", "Make the change in the source, or reject it."
        return None


def _replaced(decision: decisions.Decision) -> str:
    """Return the sentence that an earlier decision was replaced, and which it was."""
    answer = decisions.ANSWERS[not decision.accept]
    change = f"“{decision.before}” → “{decision.after}”" if decision.after else "a finding"
    return f"{decision.place}: replaced “{answer}” for {change} ({decision.rule})."


def _number(count: int) -> str:
    return "1 decision" if count == 1 else f"{count} decisions"


def verdict_of(*, accept: bool, reject: bool, reason: str) -> Verdict:
    """Return the verdict that a call asks for. Raises InputError unless it asks for just one."""
    if accept == reject:
        raise InputError("Say one of --accept and --reject.", hint="`octavo decide` alone asks.")
    return Verdict(accept, " ".join(reason.split()))
