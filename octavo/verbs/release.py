"""The verb release: refuse while anything is open, else make the version of record."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from octavo.book import approvals
from octavo.desk.release import demands, record
from octavo.desk.release import open as opened
from octavo.press.prepare import prepare
from octavo.press.workers import workers
from octavo.report import terminal
from octavo.verbs.opening import TrustOption, open_book
from octavo.verbs.options import ProjectOption, host_of


def release(
    context: typer.Context,
    printing: Annotated[int | None, typer.Option(help="The number of this printing.")] = None,
    project: ProjectOption = Path(),
    trust: TrustOption = False,
) -> int:
    """Publish the edition: when nothing is open, its version of record is written below release/.

    Else it lists what is open, where, and how each is answered; then the exit status is 1.
    """
    book = open_book(project, trusted=trust)
    number = record.as_printing(printing, book.edition)
    folder = record.folder_of(book, number)
    standing = approvals.standing(book.root)
    prepared = prepare(book)
    open_parts = opened.parts(prepared.findings, demands.unmet(prepared, standing), prepared.replay)
    if open_parts:
        return _refused(open_parts)
    order = record.Release(prepared, number, folder, standing)
    with (
        workers(host_of(context)) as crew,
        terminal.Live() as live,
        record.made(order, record.without_time(crew), live) as built,
    ):
        open_parts = opened.parts(built.findings, [], prepared.replay)
        done = [] if open_parts else record.settle(order, built)
    if open_parts:
        return _refused(open_parts)
    for line in done:
        print(line)
    return 0


def _refused(open_parts: list[opened.Part]) -> int:
    out = terminal.console()
    for line in opened.lines(open_parts):
        out.print(line, markup=False)
    return 1
