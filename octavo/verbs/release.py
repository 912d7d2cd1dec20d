"""The verb release: refuse while anything is open, else make the version of record."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from octavo.book import approvals
from octavo.desk import asked
from octavo.desk.release import demands, record
from octavo.desk.release import open as opened
from octavo.model.finding import Finding
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
    order = record.Release(prepare(book), number, folder, approvals.standing(book.root))
    prepared, demanded = order.prepared, demands.unmet(order.prepared, order.standing)
    if any(not demands.is_last(one) for one in demanded) or opened.of_text(prepared):
        return _refused(order, prepared.findings, demanded)
    with (
        workers(host_of(context)) as crew,
        terminal.Live() as live,
        record.made(order, crew, live) as built,
    ):
        if demanded or opened.parts(built.findings, [], prepared.replay):
            asked.keep(book.root, built.findings)
            return _refused(order, built.findings, demanded)
        done = record.settle(order, built)
    for line in done:
        print(line)
    return 0


def _refused(order: record.Release, findings: list[Finding], demanded: list[Finding]) -> int:
    """List what is open; return the exit status."""
    open_parts = opened.parts(findings, demanded, order.prepared.replay)
    out = terminal.console()
    for line in opened.lines(open_parts):
        out.print(line, markup=False)
    return 1
