"""The verb verify: check the files of the last build against the text."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from octavo.press import build as pipeline
from octavo.press import records
from octavo.press.workers import workers
from octavo.report import terminal
from octavo.verbs.opening import TrustOption, open_book
from octavo.verbs.options import ProjectOption, Style, StyleOption, host_of, status_of


def verify(
    context: typer.Context,
    files: Annotated[
        list[Path] | None, typer.Argument(help="Files of the edition, else all.")
    ] = None,
    project: ProjectOption = Path(),
    style: StyleOption = Style.TEXT,
    trust: TrustOption = False,
) -> int:
    """Check the files in dist/ against the text: validators, links, the same words in all.

    Examples: octavo verify · octavo verify dist/my-book.epub
    """
    book = open_book(project, trusted=trust)
    host = host_of(context)
    with workers(host) as crew, terminal.Live(quiet=style is Style.JSON) as live:
        findings = pipeline.verify(crew, book, project / "dist", live, files or [])
    if style is Style.JSON:
        sys.stdout.buffer.write(records.findings_json(findings))
    else:
        out = terminal.console()
        terminal.show_findings(out, findings)
        agree = status_of(findings) == 0
        out.print("The files agree with the text." if agree else "They do not agree.")
    return status_of(findings)
