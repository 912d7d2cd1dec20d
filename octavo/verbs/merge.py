"""The verb merge: take what was changed in a Word file, or marked on a proof, into the text."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from octavo.desk.merge import came as came_back
from octavo.desk.merge import comments_in, merging, returned
from octavo.desk.merge.came import Laid
from octavo.desk.merge.merging import Choice, Merge, Proposed
from octavo.desk.merge.shown import not_written
from octavo.desk.patch import patches
from octavo.model.counted import counted
from octavo.report import terminal
from octavo.verbs.opening import TrustOption, open_book
from octavo.verbs.options import ProjectOption


def merge(
    files: Annotated[list[Path], typer.Argument(help="Word files and proofs that came back.")],
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
    · octavo merge ann.docx ben.docx --accept tracked · octavo merge proof.pdf
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
    laid, talk = came.merge, came.talk
    yes, no = choice.settle(laid)
    made, refused = laid.patches(yes)
    rejected = {id(one) for one in no}
    conflicts = [one for one in laid.conflicts if id(one) not in rejected]
    lines = [_summary(laid, yes, refused, conflicts, no), *came.notices]
    lines += _write(laid, made, no) if not dry_run else []
    out = terminal.console()
    unwritten = {one.finding.id: one for one in refused}
    written = [one for one in yes if one.finding.id not in unwritten]
    findings = [one.finding for one in (*written, *conflicts)]
    findings += [not_written(one.finding, one.landed.why) for one in refused]
    terminal.show_findings(out, findings, most=500, ids=True)
    _print(lines)
    # A comment that cannot be taken stops here: what was written is said already.
    _print([talk.sentence] if talk.sentence else [])
    _print(comments_in.write(laid.book, talk) if not dry_run else [])
    return int(bool(conflicts or refused))


def _print(lines: list[str]) -> None:
    for line in lines:
        terminal.console().print(line, markup=False)


def _write(laid: Merge, made: list[patches.Patch], no: list[Proposed]) -> list[str]:
    lines = []
    if no:
        merging.reject(laid.book.root, laid.sent.id, no)
    if made:
        with patches.writing(made, laid.book.root) as way_back:
            pass
        path = way_back.relative_to(laid.book.root).as_posix()
        lines += [f"{one.file}: {counted(len(one.applied), 'change')} written." for one in made]
        lines.append(f"The way back: octavo undo {path}.")
    return lines


def _summary(
    laid: Merge,
    yes: list[Proposed],
    refused: list[Proposed],
    conflicts: list[Proposed],
    no: list[Proposed],
) -> str:
    there = len(laid.proposed) - len(laid.open) - len(laid.conflicts)
    parts = [
        counted(len(laid.proposed), "change"),
        f"{len(yes) - len(refused)} can be written" if yes else "",
        f"{len(refused) + len(conflicts)} must be made by hand" if refused or conflicts else "",
        f"{there} {'stands' if there == 1 else 'stand'} in the text already" if there else "",
        f"{len(no)} rejected" if no else "",
    ]
    return f"{laid.sent.id}: {', '.join(part for part in parts if part)}."
