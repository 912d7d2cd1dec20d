"""Replays an editor's decisions while the filters run, and tells which are no longer needed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeAlias

from octavo import decisions
from octavo.ast import SPACES, Node, children
from octavo.decisions import Decision, fold
from octavo.finding import Anchor, Finding, Severity, Tier
from octavo.source import Chapter

REACH = 240
"""In how many characters on either side the words around a place are looked for."""

PARAGRAPHS = frozenset(("Para", "Plain", "Header", "LineBlock", "Term"))
FEWEST = 3
"""From how many equal words on, a side that was cut short still tells a place."""

Identity: TypeAlias = tuple[str, Anchor | None, str, str]


def identity(finding: Finding) -> Identity:
    """What tells a finding from all others, as long as the source stays as it is."""
    return finding.rule, finding.anchor, finding.before, finding.after


@dataclass(slots=True)
class Words:
    """A chapter's running text as it was read, and where each of its Str begins in it.

    The words around a place are taken from here, not from what the filters made of it: so no
    decision depends on another, nor on the order of the filters.
    """

    text: str = ""
    starts: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, blocks: list[Node]) -> Words:
        """Flatten a chapter's blocks."""
        words, parts = cls(), [""]
        words._collect(blocks, parts, 0)
        words.text = "".join(parts)
        return words

    def _collect(self, nodes: list[Node], parts: list[str], at: int) -> int:
        for node in nodes:
            kind = node["t"]
            text = node["c"] if kind == "Str" else SPACES.get(kind, "")
            if kind == "Str":
                self.starts.append(at)
            if text:
                parts.append(text)
                at += len(text)
                continue
            if kind == "Note":
                parts.append("\n")
                at += 1
            for inner in children(node):
                at = self._collect(inner, parts, at)
            if kind in PARAGRAPHS:
                parts.append("\n")
                at += 1
        return at

    def around(self, anchor: Anchor) -> tuple[str, str]:
        """Give the words left and right of a place, with the marks between them and it."""
        start, end = self._offset(anchor.start), self._offset(anchor.end)
        left = self.text[max(0, start - REACH) : start]
        right = self.text[end : end + REACH]
        return decisions.words_before(left), decisions.words_after(right)

    def _offset(self, point: tuple[int, int]) -> int:
        number, inside = point
        return self.starts[number] + inside if number < len(self.starts) else len(self.text)


@dataclass(slots=True)
class Replay:
    """The decisions of a book, beside its chapters as they were read.

    `used` holds each decision that met its suggestion, and what it met; `offered` the suggestions
    that can be written by themselves.
    """

    decisions: tuple[Decision, ...] = ()
    chapters: Sequence[Chapter] = ()
    used: dict[Decision, list[Finding]] = field(default_factory=dict)
    offered: set[Identity] = field(default_factory=set)
    _words: dict[int, Words] = field(default_factory=dict)
    _asked: dict[tuple[str, str, str], list[Decision]] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Path, chapters: Sequence[Chapter]) -> Replay:
        """Read a book's decisions. Raises InputError where their file is wrong."""
        return cls(decisions.load(root), chapters)

    def __post_init__(self) -> None:
        """Sort the decisions by what they change."""
        for decision in self.decisions:
            key = (decision.rule, decision.before, decision.after)
            self._asked.setdefault(key, []).append(decision)

    def settle(self, finding: Finding) -> Finding | None:
        """Give a change that a filter asks for as it was decided; None where it was rejected.

        An accepted suggestion comes back in the automatic tier, to be written.
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
        words = f"accepted: {decision.reason}" if decision.reason else "accepted"
        evidence = (*finding.evidence, words)
        return replace(finding, tier=Tier.AUTO, confidence=1.0, evidence=evidence)

    def without_rejected(self, findings: Iterable[Finding]) -> list[Finding]:
        """Leave out what was rejected of findings that no filter asked `settle` about."""
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
        """Give the decision about a finding, where there is one."""
        asked = self._asked.get((finding.rule, finding.before, finding.after))
        if not asked:
            return None
        file, (left, right) = self.file_of(finding), self.around(finding)
        for decision in asked:
            if self._is_file(decision, file) and (
                _same(decision.left, left, -1) and _same(decision.right, right, 1)
            ):
                return decision
        return None

    def _is_file(self, decision: Decision, file: str) -> bool:
        """Whether a decision speaks of a file; one about a file that was renamed, of any.

        What a program of others gave back (`run_foreign`) has no file: it may be of any.
        """
        known = {chapter.file for chapter in self.chapters}
        return not file or decision.file == file or decision.file not in known

    def decide(self, finding: Finding, *, accept: bool, reason: str) -> Decision:
        """Make the decision about a finding."""
        left, right = self.around(finding)
        return Decision(
            accept,
            finding.rule,
            self.file_of(finding),
            left,
            finding.before,
            finding.after,
            right,
            reason,
        )

    def file_of(self, finding: Finding) -> str:
        """Give the source file that a finding is about; "" where it has no place."""
        if finding.anchor is not None:
            return self.chapters[finding.anchor.chapter].file
        return finding.place.file if finding.place else ""

    def around(self, finding: Finding) -> tuple[str, str]:
        """Give the words around a finding, as the source has them."""
        anchor = finding.anchor
        if anchor is None:
            left, right = finding.context
            return decisions.words_before(left), decisions.words_after(right)
        return self.words(anchor.chapter).around(anchor)

    def words(self, chapter: int) -> Words:
        """Give a chapter's running text; it is read when first asked for."""
        if chapter not in self._words:
            self._words[chapter] = Words.of(self.chapters[chapter].document().blocks)
        return self._words[chapter]

    def unused(self) -> list[Finding]:
        """Give a finding for each decision that met nothing: what became of its place."""
        return [self._unused(d) for d in self.decisions if d not in self.used]

    def _unused(self, decision: Decision) -> Finding:
        done = "accepted" if decision.accept else "rejected"
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
        if decision.file not in files:
            return f"{decision.file} is no source of the book.", "Mend the name, or take it out."
        text = _bare(self.words(files.index(decision.file)).text)
        left, right = _bare(decision.left), _bare(decision.right)
        if left + _bare(decision.after) + right in text and decision.accept:
            return "the text reads so already.", "Take it out."
        if left + _bare(decision.before) + right in text:
            return "nothing proposes this change any more.", "Take it out."
        return (
            "the words around it stand nowhere in the text now.",
            "Take it out; if the suggestion is made again, decide again.",
        )


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
