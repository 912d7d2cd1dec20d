"""The verbs of an editor's desk: lint, decide, undo, explain, stylesheet."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from octavo.book import metadata
from octavo.book.book import Book
from octavo.desk import ask, stylesheet
from octavo.desk import lint as linting
from octavo.desk.decide import Desk, verdict_of
from octavo.model.finding import InputError
from octavo.press import records
from octavo.report import explain as explaining
from octavo.report import terminal
from octavo.verbs.opening import TrustOption, open_book
from octavo.verbs.options import LintStyle, ProjectOption, status_of

Files = Annotated[list[Path] | None, typer.Argument(help="Files; none: all of the book.")]


def lint(
    files: Files = None,
    project: ProjectOption = Path(),
    fix: Annotated[
        bool, typer.Option("--fix", help="Write the automatic changes into the source.")
    ] = False,
    style: Annotated[LintStyle, typer.Option("--format")] = LintStyle.TEXT,
    explain: Annotated[
        bool, typer.Option("--explain", help="Say what the rules named do; none named: list all.")
    ] = False,
    trust: TrustOption = False,
) -> int:
    """List what the filters would change and what is wrong, without writing anything.

    With --fix the automatic changes go into the source; .octavo/undo/ keeps the way back.
    """
    if explain:
        show_rules([str(rule) for rule in files or []], _book(project, trusted=trust))
        return 0
    book = open_book(project, trusted=trust)
    result = linting.lint(book, files or [], fix=fix)
    if style is LintStyle.JSON:
        sys.stdout.buffer.write(records.findings_json(result.findings))
    elif style is LintStyle.SARIF:
        sys.stdout.buffer.write(records.findings_sarif(result.findings, book.chain.own_rules()))
    else:
        out = terminal.console()
        terminal.show_findings(out, result.findings, ids=True)
        out.print(f"{terminal.summary(result.findings)}.")
        for line in result.told:
            out.print(line)
    return status_of(result.findings)


def undo(
    patch: Annotated[Path, typer.Argument(help="A file below .octavo/undo/.")],
    project: ProjectOption = Path(),
) -> int:
    """Take back what lint --fix wrote: the source has its old bytes again."""
    for name in linting.undo(patch, project):
        print(f"{name} is as it was.")
    return 0


def decide(
    ids: Annotated[
        list[str] | None, typer.Argument(help="Identifiers, as octavo lint prints them.")
    ] = None,
    rule: Annotated[str, typer.Option(help="All that waits of this rule.")] = "",
    accept: Annotated[bool, typer.Option("--accept", help="The text is to change so.")] = False,
    reject: Annotated[bool, typer.Option("--reject", help="The text stays as it is.")] = False,
    reason: Annotated[str, typer.Option(help="Why: kept with the decision.")] = "",
    project: ProjectOption = Path(),
    trust: TrustOption = False,
) -> int:
    """Accept or reject suggestions; alone, it asks about them one by one.

    Decisions are kept in metadata/decisions.yaml and replayed at every build.
    """
    book = open_book(project, trusted=trust)
    if not ids and not rule:
        _refuse_no_terminal(accept=accept, reject=reject)
        for line in ask.ask_all(Desk.of(book), input, print, reason):
            print(line)
        return 0
    verdict = verdict_of(accept=accept, reject=reject, reason=reason)
    desk = Desk.of(book)
    findings = desk.named(ids or [])
    findings += desk.of_rule(rule, accept=accept) if rule else []
    for line in desk.settle(findings, verdict):
        print(line)
    if accept:
        print("octavo build sets it so; octavo lint --fix writes it into the source.")
    return 0


def _refuse_no_terminal(*, accept: bool, reject: bool) -> None:
    hint = "Name them: `octavo decide ID… --accept`, or `--rule RULE --reject`."
    if accept or reject:
        raise InputError("Say what is to be decided.", hint=hint)
    if not sys.stdin.isatty():
        raise InputError("There is no terminal here to ask in.", hint=hint)


def explain(
    rules: Annotated[list[str] | None, typer.Argument(help="Rules; none: a list of all.")] = None,
    project: ProjectOption = Path(),
    trust: TrustOption = False,
) -> int:
    """Say what a rule does, why, and on whose authority; without a name, list all rules."""
    show_rules(rules or [], _book(project, trusted=trust))
    return 0


def show_rules(rules: list[str], book: Book | None) -> None:
    """Print what rules do; without a book, those of the built-in filters."""
    parts = [explaining.explain(rule, book) for rule in rules] or [explaining.all_rules(book)]
    print("\n\n".join("\n".join(lines) for lines in parts))


def _book(project: Path, *, trusted: bool) -> Book | None:
    is_book = (project / metadata.EDITION).is_file()
    return open_book(project, trusted=trusted) if is_book else None


def style_sheet(project: ProjectOption = Path(), trust: TrustOption = False) -> int:
    """Print the book's own style sheet: spellings, capitals, hyphens, commas, abbreviations."""
    print(stylesheet.page(open_book(project, trusted=trust)), end="")
    return 0
