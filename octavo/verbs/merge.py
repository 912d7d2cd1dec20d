"""The verb merge: take what was changed in a Word file, or marked on a proof, into the text."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from octavo.desk.merge import came as came_back
from octavo.desk.merge import returned
from octavo.desk.merge.came import Laid
from octavo.desk.merge.merging import Choice
from octavo.desk.merge.taking import Taking
from octavo.report import terminal
from octavo.verbs.opening import TrustOption, open_book
from octavo.verbs.options import ProjectOption


def merge(
    files: Annotated[
        list[Path], typer.Argument(help="Word files, proofs, FDF and XFDF that came back.")
    ],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="List the changes, and write nothing.")
    ] = False,
    accept: Annotated[
        list[str] | None,
        typer.Option(help="Only these: an id, a kind, an author, tracked or untracked."),
    ] = None,
    reject: Annotated[
        list[str] | None, typer.Option(help="Not these, and never again: named in the same way.")
    ] = None,
    sent: Annotated[str, typer.Option(help="What it was sent as, if it has lost its name.")] = "",
    project: ProjectOption = Path(),
    trust: TrustOption = False,
) -> int:
    """Take the changes of files that were sent, of Word or marked PDFs, into the text.

    octavo undo takes them back.

    Examples: octavo merge back.docx --dry-run · octavo merge back.docx --reject "Ann Lee"
    · octavo merge ann.docx ben.docx --accept tracked · octavo merge proof.pdf comments.xfdf
    """
    open_book(project, trusted=trust)
    choice = Choice(tuple(accept or ()), tuple(reject or ()))
    came = [returned.opened(file) for file in files]
    known = [returned.sent_as(project, one, sent) for one in came]
    pairs = list(zip(came, known, strict=True))
    if choice.names:
        book = open_book(project)
        choice.check([came_back.lay(book, as_sent, one).merge for one, as_sent in pairs])
    status = 0
    for one, as_sent in pairs:
        book = open_book(project)  # as the file before has left it
        status |= _one(came_back.lay(book, as_sent, one), choice, dry_run=dry_run)
    return status


def _one(came: Laid, choice: Choice, *, dry_run: bool) -> int:
    """Merge one file; return the exit status."""
    taking = Taking.of(came, choice)
    lines = [taking.summary, *came.notices]
    lines += [came.talk.sentence] if came.talk.sentence else []
    terminal.show_findings(terminal.console(), taking.findings, most=500, ids=True)
    _print(lines)
    _print(taking.write() if not dry_run else [])
    return int(taking.waits)


def _print(lines: list[str]) -> None:
    for line in lines:
        terminal.console().print(line, markup=False)
