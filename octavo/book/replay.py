"""Replays an editor's decisions while the filters run, and finds those no longer needed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from octavo.book import decisions
from octavo.book.chapter import Chapter
from octavo.book.decisions import Decision, fold, topic_of
from octavo.book.moved import Moved
from octavo.book.surroundings import Words
from octavo.model import rules
from octavo.model.finding import ACCEPTED, Anchor, Finding, Severity, Tier

FEWEST = 3
"""The fewest equal words by which a side that was cut short still identifies a place."""

FILES = ("checking the files", "web and e-book pages", "e-book", "Word", "PDF")
"""The parts of the program that raise rules of files, as the table of rules names them."""

ANY, EVERY, ALL = "", "*", ""
"""In place of a file's name: a file that the book has no more; all files. All occurrences."""

Identity: TypeAlias = tuple[str, Anchor | None, str, str]
Question: TypeAlias = tuple[str, str, str, str, str]
"""Rule, before, after, and the nearest words on either side: how decisions are looked up."""
Key: TypeAlias = tuple[str, str, str, str, str, str, str]
"""A file, a question about it, and the occurrence."""


Message: TypeAlias = tuple[str, str, str, str]
"""Rule, file, words before, and message of a finding that has no words around it."""

OF_CITATIONS = ("cite-", "bibliography-")
"""How the names of rules begin that may be raised only where citations are set."""

PRUNE = "`octavo decide --prune` takes out what is not needed."


def where(finding: Finding) -> str:
    """Return what a finding without words is about: a file, else a format, else the book."""
    return finding.place.file if finding.place else finding.format or "book"


def is_wordless(finding: Finding) -> bool:
    """Whether a finding has no words in the text to be known by: its message must do."""
    return finding.anchor is None and not any(finding.context)


def identity(finding: Finding) -> Identity:
    """What tells a finding from all others, as long as the source stays as it is."""
    if finding.anchor is None:
        return finding.rule, None, finding.before, f"{finding.after}\0{finding.message}"
    return finding.rule, finding.anchor, finding.before, finding.after


@dataclass(slots=True)
class Replay:
    """The decisions of a book, beside its chapters as they were read.

    `used` holds each decision that met its suggestion, and what it met; `offered` the suggestions
    that can be written by themselves. One that `is_exact` finds no place beside which a word was
    edited.
    """

    decisions: tuple[Decision, ...] = ()
    chapters: Sequence[Chapter] = ()
    is_exact: bool = False
    used: dict[Decision, list[Finding]] = field(default_factory=dict)
    offered: set[Identity] = field(default_factory=set)
    _words: dict[int, Words] = field(default_factory=dict)
    _asked: dict[Key, list[Decision]] = field(default_factory=dict)
    _changes: set[tuple[str, str, str]] = field(default_factory=set)
    _bare: dict[int, str] = field(default_factory=dict)
    _by_message: dict[Message, Decision] = field(default_factory=dict)
    _moved: Moved = field(default_factory=Moved)

    def __post_init__(self) -> None:
        """Sort the decisions by the words that they are about."""
        known = {chapter.file for chapter in self.chapters}
        self._moved.is_exact = self.is_exact
        for decision in self.decisions:
            self._changes.add(topic_of(decision.rule, decision.before, decision.after))
            if decision.message:
                message = (decision.rule, decision.file, decision.before, decision.message)
                self._by_message[message] = decision
                continue
            self._moved.add(decision)
            file = decision.file if decision.file in known else ANY
            for name in {file, EVERY}:
                key = (name, *_question(decision), decision.occurrence)
                self._asked.setdefault(key, []).append(decision)

    def settle(self, finding: Finding) -> Finding | None:
        """Return a change that a filter proposes, as it was decided; None where it was rejected.

        An accepted suggestion comes back in the automatic tier, to be written: what there is to
        do about it was done.
        """
        if finding.tier is Tier.SUGGEST:
            self.offered.add(identity(finding))
        decision = self.of_finding(finding)
        if decision is None or finding.severity is Severity.ERROR:
            return finding
        if decision.accept and finding.tier is Tier.FLAG:
            return finding
        self.used.setdefault(decision, []).append(finding)
        if not decision.accept:
            return None
        words = f"{ACCEPTED}: {decision.reason}" if decision.reason else ACCEPTED
        evidence = (*finding.evidence, words)
        return replace(finding, tier=Tier.AUTO, confidence=1.0, evidence=evidence, hint="")

    def without_rejected(self, findings: Iterable[Finding]) -> list[Finding]:
        """Leave out rejected findings of those that no filter has sent through `settle`."""
        return [finding for finding in findings if not self._is_rejected(finding)]

    def _is_rejected(self, finding: Finding) -> bool:
        if finding.tier is Tier.AUTO or finding.severity is Severity.ERROR:
            return False
        decision = self.of_finding(finding)
        if decision is None or decision.accept:
            return False
        self.used.setdefault(decision, []).append(finding)
        return True

    def of_finding(self, finding: Finding) -> Decision | None:
        """Return the decision about a finding, where there is one.

        One about this occurrence of its words goes before one about all of them. A decision about
        a file that was renamed may be about any file; so may one about a finding without a file,
        as a program of others gives back.
        """
        if topic_of(finding.rule, finding.before, finding.after) not in self._changes:
            return None
        if is_wordless(finding):
            key = (finding.rule, where(finding), finding.before, finding.message)
            return self._by_message.get(key)
        file, (left, right) = self.file_of(finding), self.around(finding)
        question = _ends(finding.rule, finding.before, finding.after, left, right)
        for occurrence in self._occurrences(finding):
            for name in (file, ANY) if file else (EVERY,):
                asked = self._asked.get((name, *question, occurrence), ())
                for decision in sorted(asked, key=lambda one: _is_other(one, finding)):
                    if _same(decision.left, left, -1) and _same(decision.right, right, 1):
                        return decision
        if finding.anchor is None:
            return None
        texts = (self.words(number).text for number in range(len(self.chapters)))
        return self._moved.find(finding, (left, right), texts)

    def _occurrences(self, finding: Finding) -> Iterator[str]:
        """Yield the occurrences under which a decision about a finding may stand."""
        if finding.anchor is not None:
            number, _ = self.words(finding.anchor.chapter).occurrence(finding.anchor)
            yield str(number)
        yield ALL

    def decide(
        self, finding: Finding, *, accept: bool, reason: str, is_left: bool = False
    ) -> Decision:
        """Return the decision about a finding: this one, where its words stand several times."""
        if is_wordless(finding):
            return Decision(
                accept,
                finding.rule,
                where(finding),
                before=finding.before,
                after=finding.after,
                reason=reason,
                message=finding.message,
                format=finding.format,
                is_left=is_left,
            )
        left, right = self.around(finding)
        number = ALL
        if finding.anchor is not None:
            turn, count = self.words(finding.anchor.chapter).occurrence(finding.anchor)
            number = str(turn) if count > 1 else ALL
        return Decision(
            accept,
            finding.rule,
            self.file_of(finding),
            left,
            finding.before,
            finding.after,
            right,
            number,
            reason,
            format=finding.format,
            is_left=is_left,
        )

    def file_of(self, finding: Finding) -> str:
        """Return the source file that a finding is about; "" where it has no place."""
        if finding.anchor is not None:
            return self.chapters[finding.anchor.chapter].file
        return finding.place.file if finding.place else ""

    def around(self, finding: Finding) -> tuple[str, str]:
        """Return the words around a finding, as the source has them."""
        anchor = finding.anchor
        if anchor is None:
            left, right = finding.context
            return decisions.words_before(left), decisions.words_after(right)
        return self.words(anchor.chapter).around(anchor)

    def words(self, chapter: int) -> Words:
        """Return a chapter's running text; it is read at the first call."""
        if chapter not in self._words:
            self._words[chapter] = Words.of(self.chapters[chapter].document().blocks)
        return self._words[chapter]

    def rejected(self) -> list[Finding]:
        """Return the findings that were met and rejected."""
        return [f for decision, met in self.used.items() if not decision.accept for f in met]

    def unused(self, *, cited: bool = True) -> list[Finding]:
        """Return a finding for each decision without effect, with what became of its place.

        One about a file that a build makes waits for a build that makes it; where no citations are
        set, so does one about citations.
        """
        return [
            self._unused(decision)
            for decision in self.decisions
            if decision not in self.used and not decision.format and not _of_files(decision)
            if cited or not decision.rule.startswith(OF_CITATIONS)
        ]

    def _unused(self, decision: Decision) -> Finding:
        done = {"accept": "accepted", "reject": "rejected", "leave": "left"}[decision.answer]
        change = f"“{decision.before}” → “{decision.after}”" if decision.after else "a finding"
        why, hint = self._why(decision)
        return Finding(
            "decision-unused",
            f"A decision of the rule {decision.rule} ({change}, {done}) is not needed: {why}",
            Severity.WARNING,
            place=decision.place,
            context=(decision.left, decision.right),
            hint=hint,
        )

    def _why(self, decision: Decision) -> tuple[str, str]:
        files = [chapter.file for chapter in self.chapters]
        if decision.message:
            return "nothing says this any more.", PRUNE
        if decision.file not in files:
            return (
                f"{decision.file} is not a source file of the book.",
                f"Correct the name. {PRUNE}",
            )
        text = self._text(files.index(decision.file))
        left, right = _bare(decision.left), _bare(decision.right)
        if decision.accept and left + _bare(decision.after) + right in text:
            return "the text reads so already.", PRUNE
        count = text.count(left + _bare(decision.before) + right)
        if 0 < count < int(decision.occurrence or 1):
            return "its words stand there fewer times now.", f"Decide again. {PRUNE}"
        if count:
            return "nothing proposes this change any more.", PRUNE
        return (
            "the words around it stand nowhere in the text now.",
            f"If the suggestion is made again, decide again. {PRUNE}",
        )

    def _text(self, chapter: int) -> str:
        """Return a chapter's text as `_why` compares it; it is made at the first call."""
        if chapter not in self._bare:
            self._bare[chapter] = _bare(self.words(chapter).text)
        return self._bare[chapter]


def _is_other(decision: Decision, finding: Finding) -> bool:
    """Whether a decision is about another wording, or rule, than a finding's."""
    return (decision.rule, decision.before) != (finding.rule, finding.before)


def _of_files(decision: Decision) -> bool:
    """Whether a decision is about something that shows only in the files of an edition."""
    rule = rules.table().get(decision.rule)
    return rule is not None and rule.raised_by in FILES


def _question(decision: Decision) -> Question:
    return _ends(decision.rule, decision.before, decision.after, decision.left, decision.right)


def _ends(rule: str, before: str, after: str, left: str, right: str) -> Question:
    """Return what is equal for a decision and each finding that `_same` could say it is about."""
    near, far = (decisions.WORD.findall(fold(side)) for side in (left, right))
    change = topic_of(rule, before, after)
    return *change, " ".join(near[1 - FEWEST :]), " ".join(far[: FEWEST - 1])


def _bare(text: str) -> str:
    return re.sub(r"\s", "", fold(text))


def _same(one: str, other: str, side: int) -> bool:
    """Whether two stretches of words are alike, counted from the place; `side` is -1 or 1.

    One of them may be cut short, at the edge of a chapter, but not below a few words.
    """
    one, other = fold(one), fold(other)
    if one == other:
        return True
    fewest = min(_count(one), _count(other))
    if fewest < FEWEST or _count(one) == _count(other):
        return False
    return one.endswith(other) or other.endswith(one) if side < 0 else _opens(one, other)


def _opens(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def _count(text: str) -> int:
    return len(decisions.WORD.findall(text))
