"""Settles suggestions: which of them, whether they are accepted, and what that leaves on disk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from octavo.book import asked, decisions, mapped, questions
from octavo.book.book import Book
from octavo.book.replay import Replay, identity
from octavo.desk import answers, imported
from octavo.desk import asked as seen
from octavo.desk.patch import patches
from octavo.model import rules
from octavo.model.design import Design
from octavo.model.finding import Finding, InputError, Severity, Tier, in_text, told_apart
from octavo.press.prepare import StyleError, prepare

SHORTEST = 4
"""From how many characters on the beginning of an identifier stands for the whole."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is decided: accept, reject or (for a reason) leave, and why."""

    accept: bool
    reason: str = ""
    is_left: bool = False

    @property
    def done(self) -> str:
        """The answer as it is reported."""
        return "accepted" if self.accept else "left" if self.is_left else "rejected"


class NothingWaitsError(InputError):
    """Nothing of a rule can be decided so. With `is_open`, something of it waits all the same."""

    def __init__(self, message: str, *, hint: str = "", is_open: bool = False) -> None:
        """Take the sentence, what to do, and whether something still waits."""
        super().__init__(message, hint=hint)
        self.is_open = is_open


@dataclass(frozen=True, slots=True)
class Named:
    """The findings of the rules that a call names; `without` says of which rules there are none."""

    findings: list[Finding]
    without: list[NothingWaitsError]


@dataclass(slots=True)
class Desk:
    """The desk of an editor: the findings of a book, and the decisions about them.

    `open` waits for a decision, or may have one: suggestions, flags and automatic changes, and
    what was last seen in the files of the edition; `settled` has been decided. All have their
    places.
    """

    book: Book
    replay: Replay
    open: list[Finding]
    settled: list[Finding]

    @classmethod
    def of(cls, book: Book) -> Desk:
        """Filter a book and replay its decisions. Raises InputError where a file is wrong."""
        try:
            prepared = prepare(book)
        except StyleError:  # lint says so; the answers do not depend on it
            book = book.with_style(Design().citation_style)
            prepared = prepare(book)
        replay = prepared.replay
        met = [finding for findings in replay.used.values() for finding in findings]
        known = {identity(finding) for finding in met}
        built = replay.without_rejected(seen.kept(book.root))
        open_ones = [f for f in [*prepared.findings, *built] if identity(f) not in known]
        settled = mapped.place(met, prepared.chapters, book.project.cache)
        numbered = told_apart([*open_ones, *settled])
        return cls(book, replay, numbered[: len(open_ones)], numbered[len(open_ones) :])

    @property
    def suggestions(self) -> list[Finding]:
        """The suggestions that wait, in the order of the text."""
        return sorted((f for f in self.open if f.tier is Tier.SUGGEST), key=in_text)

    @property
    def waiting(self) -> list[Finding]:
        """All that is open and can be answered, in the order of the text."""
        kinds = (Tier.SUGGEST, Tier.FLAG)
        mine = (f for f in self.open if f.tier in kinds and f.severity is not Severity.ERROR)
        return sorted((f for f in mine if f.rule != "decision-unused"), key=in_text)

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
        near = get_close_matches(name, by_id, n=1)
        hint = f"Did you mean {near[0]}?" if near else "`octavo lint` prints them, after the rule."
        raise InputError(f"No finding has the identifier {name}.", hint=hint)

    def of_rules(self, names: Sequence[str], *, accept: bool) -> Named:
        """Return what waits of several rules, and why some have nothing to be decided so.

        Raises InputError where a rule is unknown.
        """
        findings: list[Finding] = []
        why: list[NothingWaitsError] = []
        for name in names:
            try:
                findings += self.of_rule(name, accept=accept)
            except NothingWaitsError as fault:
                why.append(fault)
        return Named(findings, why)

    def of_rule(self, rule: str, *, accept: bool) -> list[Finding]:
        """Return what waits of a rule: suggestions, and (to be rejected or left) flags.

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
            return NothingWaitsError(f"Nothing of {rule} waits for a decision.", hint=hint)
        if findings:
            hint = "There is no reading to accept: correct the text, or leave it as it is: --leave."
            return NothingWaitsError(f"{rule} only shows places.", hint=hint, is_open=True)
        own = (one.name for one in self.book.chain.own_rules())
        known = sorted({*rules.table(), *own, *(f.rule for f in self.open)})
        if rule in known:
            return NothingWaitsError(f"Nothing of {rule} waits for a decision.")
        near = get_close_matches(rule, known, n=1)
        hint = f"Did you mean {near[0]}?" if near else "`octavo lint --explain` lists them."
        return InputError(f"There is no rule {rule}.", hint=hint)

    def settle(self, findings: Sequence[Finding], verdict: Verdict) -> list[str]:
        """Decide about findings and write the decisions; return sentences about what was done.

        Raises InputError, and writes nothing, where one of them cannot be decided so.
        """
        for finding in findings:
            self._check(finding, verdict)
        about_import = [f for f in findings if imported.is_proposal(f)]
        lines = imported.settle(self.book.root, about_import, accept=verdict.accept)
        changing = [f for f in findings if verdict.accept and answers.can_answer(f)]
        lines += self._answer(changing) if changing else []
        others = [f for f in findings if f not in changing and f not in about_import]
        return [*lines, *(self._decide(others, verdict) if others else ())]

    def _decide(self, findings: Sequence[Finding], verdict: Verdict) -> list[str]:
        """Write decisions about findings; one takes the place of any that was about the same."""
        made = [
            self.replay.decide(
                finding, accept=verdict.accept, reason=verdict.reason, is_left=verdict.is_left
            )
            for finding in findings
        ]
        chosen = {identity(finding) for finding in findings}
        about = {
            decision
            for decision, met in self.replay.used.items()
            if all(identity(finding) in chosen for finding in met)
        }
        old = decisions.load(self.book.root)
        kept = decisions.merged([decision for decision in old if decision not in about], made)
        decisions.save(self.book.root, kept)
        new = {(decision.rule, decision.answer, decision.reason) for decision in made}
        changed = [d for d in old if d not in kept and (d.rule, d.answer, d.reason) not in new]
        line = f"{len(findings)} {verdict.done}. {decisions.FILE} holds {_number(len(kept))}."
        return [*map(_replaced, changed), line]

    def _answer(self, findings: Sequence[Finding]) -> list[str]:
        """Write answers that are changes into the source, with the way back."""
        by_file: dict[str, list[Finding]] = {}
        for finding in findings:
            by_file.setdefault(self.replay.file_of(finding), []).append(finding)
        chapters = {chapter.file: chapter for chapter in self.replay.chapters}
        made = [answers.patch(chapters[file], asked) for file, asked in by_file.items()]
        with patches.writing(made, self.book.root) as way_back:
            pass
        path = way_back.relative_to(self.book.root).as_posix()
        changes = "1 change" if len(findings) == 1 else f"{len(findings)} changes"
        files = ", ".join(patch.file for patch in made)
        return [f"{files}: {changes} written. The way back: octavo undo {path}."]

    def prune(self) -> list[str]:
        """Take out the decisions and questions that are not needed; tell which."""
        unused = {f.place.line for f in self.replay.unused() if f.place}
        old = decisions.load(self.book.root)
        gone = [decision for decision in old if decision.line in unused]
        lines = [f"{d.place}: “{d.answer}” ({d.rule}, {d.file}) taken out." for d in gone]
        if gone:
            decisions.save(self.book.root, [d for d in old if d not in gone])
        lines += self._prune_questions()
        return lines or ["There is nothing that is not needed."]

    def _prune_questions(self) -> list[str]:
        known = self.book.questions or ()
        prose = self.book.text(cite=False).prose
        still, answered = asked.settled(prose, known, self.book.edition)
        if answered:
            questions.save(self.book.root, still)
        return [f"{q.place}: answered by the text, taken out ({q.rule})." for q in answered]

    def can_be_written(self, finding: Finding) -> bool:
        """Whether a suggestion, once accepted, is written into the text by itself."""
        if imported.is_proposal(finding):
            return True
        return identity(finding) in self.replay.offered or not self._why_not(finding)

    def _why_not(self, finding: Finding) -> str:
        """Return why an answer cannot be written into the source; "" where it can."""
        if not answers.can_answer(finding):
            return "cannot be written by itself"
        file = self.replay.file_of(finding)
        chapter = next((c for c in self.replay.chapters if c.file == file), None)
        return answers.fault(chapter, finding) if chapter else "stands in no chapter"

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
            return "is about a decision", "`octavo decide --prune` takes it out."
        if not verdict.accept or finding in self.settled or imported.is_proposal(finding):
            return None
        return self._unacceptable(finding)

    def _unacceptable(self, finding: Finding) -> tuple[str, str] | None:
        if finding.tier is Tier.AUTO:
            return "is made already", "An automatic change can only be rejected."
        if finding.tier is Tier.FLAG:
            return "has no reading to accept", "Correct the text, or leave it and say why: --leave."
        if identity(finding) in self.replay.offered:
            return None
        why = self._why_not(finding)
        return (why, MAKE_IT) if why else None


MAKE_IT = "Make the change in the source, or leave it and say why: --leave."


def _replaced(decision: decisions.Decision) -> str:
    """Say that an earlier decision was replaced, and what it was."""
    answer = decision.answer
    change = f"“{decision.before}” → “{decision.after}”" if decision.after else "a finding"
    return f"{decision.place}: replaced “{answer}” for {change} ({decision.rule})."


def _number(count: int) -> str:
    return "1 decision" if count == 1 else f"{count} decisions"


def verdict_of(*, accept: bool, reject: bool, leave: str | None, reason: str) -> Verdict:
    """Give the verdict that a call asks for.

    Raises InputError where it asks for none, or for several, or leaves something for no reason.
    """
    if accept + reject + (leave is not None) != 1:
        message = "Say one of --accept, --reject and --leave."
        raise InputError(message, hint="`octavo decide` alone asks.")
    if leave is None:
        return Verdict(accept, " ".join(reason.split()))
    because = " ".join(leave.split()).removeprefix("because ")
    if not because:
        message = "What is left has a reason."
        raise InputError(message, hint='Say it: --leave "because …".')
    return Verdict(accept=False, reason=because, is_left=True)
