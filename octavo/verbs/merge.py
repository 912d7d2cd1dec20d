"""The verb merge: take what was changed in a Word file into the text."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from octavo.desk.merge import comments_in, merging, returned
from octavo.desk.merge.merging import Choice, Merge, Proposed
from octavo.desk.merge.shown import finding_of
from octavo.desk.patch import patches
from octavo.model.counted import counted
from octavo.report import terminal
from octavo.verbs.opening import TrustOption, open_book
from octavo.verbs.options import ProjectOption


def merge(
    file: Annotated[Path, typer.Argument(help="The Word file that came back.")],
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
    """Take the changes of a Word file that was sent into the text; octavo undo takes them back.

    Examples: octavo merge back.docx --dry-run · octavo merge back.docx --reject "Ann Lee"
    · octavo merge back.docx --accept tracked
    """
    book = open_book(project, trusted=trust)
    came = returned.opened(file)
    laid = merging.lay(book, returned.sent_as(book.root, came, sent), came.leaves)
    yes, no = Choice(tuple(accept or ()), tuple(reject or ())).settle(laid)
    made, refused = laid.patches(yes)
    rejected = {id(one) for one in no}
    conflicts = [one for one in laid.conflicts if id(one) not in rejected]
    lines = [_summary(laid, yes, refused, conflicts, no)]
    talk = comments_in.taken(book, came.name, came.comments)
    lines += [talk.sentence] if talk.sentence else []
    if not dry_run:
        lines += [*_write(laid, made, no), *comments_in.write(book, talk)]
    out = terminal.console()
    findings = [one.finding for one in laid.proposed if one in yes or one in conflicts]
    terminal.show_findings(out, findings, most=500, ids=True)
    for one in refused:
        again = finding_of(one.landed, laid.sent.leaves, book.chapters)
        out.print(terminal.finding_line(again, ids=True))
    for line in lines:
        out.print(line, markup=False)
    return int(bool(conflicts or refused))


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
