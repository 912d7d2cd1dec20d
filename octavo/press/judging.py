"""Asks judges of finished files, side by side, and leads what they say to the source."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path

from octavo.model.artefact import Artefact
from octavo.model.finding import Finding, InputError, Place, Severity
from octavo.press.jobs import Watcher
from octavo.press.judges import judge, onix
from octavo.press.judges.judge import Judge
from octavo.press.judges.remark import Remark
from octavo.press.sourced import Lines
from octavo.press.workers import Workers


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question to a judge, and what it is about."""

    judge: Judge
    about: Artefact
    answer: Future[list[Remark]]


@dataclass(frozen=True, slots=True)
class Judging:
    """The questions to some judges, being answered."""

    judges: Sequence[Judge]
    questions: Sequence[_Asked]

    @classmethod
    def begin(
        cls, crew: Workers, judges: Sequence[Judge], artefacts: Sequence[Artefact], root: Path
    ) -> Judging:
        """Ask judges about the artefacts of a book, whose folder is `root`."""
        cache = root / ".octavo" / "cache"
        questions = [
            _Asked(one, about, crew.pool.submit(judge.asked, one, about.path, cache, part))
            for one in judges
            for about in _concerned(one, artefacts, root)
            for part in range(one.parts)
        ]
        return cls(judges, questions)

    def findings(self, lines: Lines, watcher: Watcher) -> list[Finding]:
        """Wait for the answers; return them as findings, sorted by judge and file."""
        findings = []
        for one in self.judges:
            answered = [
                finding
                for asked in self.questions
                if asked.judge is one
                for finding in _answered(asked, lines)
            ]
            watcher.verified(one.name, answered)
            findings += answered
        return findings


def _concerned(one: Judge, artefacts: Sequence[Artefact], root: Path) -> list[Artefact]:
    if one.of_books:
        return [Artefact(one.name, path, "application/xml") for path in onix.messages(root)]
    return [artefact for artefact in artefacts if artefact.format in one.formats]


def _answered(asked: _Asked, lines: Lines) -> list[Finding]:
    try:
        return lines.of_remarks(asked.answer.result(), asked.about)
    except (InputError, BrokenProcessPool, MemoryError) as fault:
        words = str(fault) or "The process was ended, or ran out of memory."
        message = f"{asked.judge.called} has not judged this file. {words}"
        place, made_as = Place(asked.about.path.name), asked.about.format
        return [Finding("judge-failed", message, Severity.ERROR, place=place, format=made_as)]
