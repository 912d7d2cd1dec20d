"""The verb lint: list what is wrong and what would change; write the changes on demand."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from octavo.desk import lint as desk_lint
from octavo.desk import query
from octavo.press import records
from octavo.report import explain as report_explain
from octavo.report import terminal, verdict
from octavo.verbs.opening import TrustOption, open_book, open_if_book
from octavo.verbs.options import LintStyle, ProjectOption, status_of, today

FORMAT = "For people, for machines (json), or for what reads SARIF."


def lint(
    context: typer.Context,
    files: Annotated[
        list[Path] | None, typer.Argument(help="Files; none: all of the book.")
    ] = None,
    project: ProjectOption = Path(),
    fix: Annotated[
        bool, typer.Option("--fix", help="Write the automatic changes into the source.")
    ] = False,
    style: Annotated[LintStyle, typer.Option("--format", help=FORMAT)] = LintStyle.TEXT,
    explain: Annotated[
        bool, typer.Option("--explain", help="Say what the rules named do; none named: list all.")
    ] = False,
    trust: TrustOption = False,
) -> int:
    """List what the filters would change and what is wrong, without writing anything.

    With --fix the automatic changes go into the source; .octavo/undo/ keeps the way back.
    """
    if explain:
        rules = [str(rule) for rule in files or []]
        print(report_explain.text(rules, open_if_book(project, trusted=trust)))
        return 0
    book = open_book(project, trusted=trust, unstyled=True)
    result = desk_lint.lint(book, files or [], fix=fix)
    if fix:
        result.messages += query.settle(book.again(), today(context))
    if style is LintStyle.JSON:
        sys.stdout.buffer.write(records.findings_json(result.findings))
    elif style is LintStyle.SARIF:
        sys.stdout.buffer.write(records.findings_sarif(result.findings, book.chain.own_rules()))
    else:
        out = terminal.console()
        terminal.show_findings(out, result.findings, ids=True)
        if result.findings or not fix:
            out.print(f"{verdict.of_lint(result.findings)}.")
        for line in result.messages:
            out.print(line)
    return status_of(result.findings)
