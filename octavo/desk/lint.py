"""Lint: what the filters would change and what is wrong; with `fix`, the automatic part done."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from octavo.book import asked
from octavo.book.book import Book
from octavo.desk import fix as desk_fix
from octavo.model.design import Design
from octavo.model.edition import Project
from octavo.model.finding import Finding, InputError, Severity, open_ones
from octavo.model.near import meant
from octavo.press.prepare import StyleError, prepare

ASKS = "Answer what is open with `octavo decide`: it asks about each, or takes names and rules."


PRUNES = "`octavo decide --prune` names and clears what is not needed."

OF_THE_STYLE = ("cite-placement",)
"""Rules of what the style of citations does to a sentence: never written into the source."""

BY_THE_STYLE = (
    *("cite-placement", "cite-lacks", "cite-no-date"),
    *("cite-page-lost", "cite-kind-lost", "cite-volume-lost", "cite-volume-shown"),
)
"""Rules that depend on what the style of citations prints: they say nothing of another style."""


@dataclass(slots=True)
class Result:
    """The findings of lint, and sentences about what it did."""

    findings: list[Finding]
    messages: list[str] = field(default_factory=list)


def lint(book: Book, files: list[Path], *, fix: bool) -> Result:
    """Find what there is to find in a book's sources, or in some of them.

    With `fix`, write the automatic changes into the source and keep an undo patch. Raises
    InputError where a file is not a source file of the book.
    """
    names = {_name(book.project, file) for file in files}
    if fix:
        desk_fix.recover(book.root)
    book, faults = _styled(book, fix=fix)
    findings = faults + [
        finding
        for finding in prepare(book, cite=not fix).findings
        if not names or (finding.place and finding.place.file in names)
        if fix or finding.rule not in OF_THE_STYLE
        if not (faults and finding.rule in BY_THE_STYLE)
    ]
    if not fix:
        return Result(findings, [*_answered(book), *([ASKS] if open_ones(findings) else ())])
    fixed = desk_fix.fix(book, findings)
    return Result(fixed.findings, fixed.messages)


def _styled(book: Book, *, fix: bool) -> tuple[Book, list[Finding]]:
    """Return a book whose style of citations can be used, and what is wrong with its own.

    The usual style stands in for one that cannot be used, so that all else is looked at.
    """
    try:
        prepare(book, cite=not fix)
    except StyleError as fault:
        rule, words = "citation-style", fault.message
        error = Finding(rule, words, Severity.ERROR, place=fault.place, hint=fault.hint)
        return book.with_style(Design().citation_style), [error]
    return book, []


def _answered(book: Book) -> list[str]:
    """Say how many questions of the import have no words in the text any more."""
    if not book.questions:
        return []
    prose = book.text(cite=False).prose
    _, answered = asked.settled(prose, book.questions, book.edition)
    if not answered:
        return []
    rules = ", ".join(dict.fromkeys(question.rule for question in answered))
    count = "1 question" if len(answered) == 1 else f"{len(answered)} questions"
    is_are = "is" if len(answered) == 1 else "are"
    return [f"{count} of the import {is_are} answered by the text ({rules}): {PRUNES}"]


def _name(project: Project, file: Path) -> str:
    names = {path.resolve(): path.relative_to(project.root) for path in project.sources}
    name = names.get(file.resolve())
    if name is None:
        raise InputError(
            f"{file} is not a source file of this book.",
            hint=meant(
                Path(file).name, [path.name for path in project.sources], "Name a file of source/."
            ),
        )
    return name.as_posix()


def undo(patch: Path, project_root: Path) -> list[str]:
    """Restore the bytes that a patch of `lint --fix` changed; return the files' names."""
    desk_fix.recover(project_root)
    return desk_fix.undo(patch, project_root)
