"""The verb verify: check the files of the last build, or a version of record."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from octavo.desk import gate
from octavo.desk.release import again
from octavo.model.finding import InputError
from octavo.press import records, standing
from octavo.press.judges.judge import JUDGES, chosen
from octavo.press.workers import workers
from octavo.report import terminal
from octavo.system.host import Host
from octavo.verbs.opening import TrustOption, open_book
from octavo.verbs.options import ProjectOption, Style, StyleOption, host_of, status_of
from octavo.verbs.verifying import verify_all


def verify(
    context: typer.Context,
    files: Annotated[
        list[Path] | None, typer.Argument(help="Files, else all; or the folder of a release.")
    ] = None,
    project: ProjectOption = Path(),
    style: StyleOption = Style.TEXT,
    trust: TrustOption = False,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Build a release again, and compare the bytes.")
    ] = False,
    judges: Annotated[
        str,
        typer.Option(
            help=f"Further judges to ask, with commas: {','.join(JUDGES)}; all: those installed."
        ),
    ] = "",
    every: Annotated[
        bool,
        typer.Option("--all", help="Every edition and release below the folders that are named."),
    ] = False,
) -> int:
    """Check the files in dist/ against the text: validators, links, the same words in all.

    The folder of a release is validated as a bag, and its files compared with the text in it. With
    --all there is a line for each edition; one that has not changed since is not read again.

    Examples: octavo verify · octavo verify dist/my-book.epub · octavo verify release/my-book-2026 ·
    octavo verify --all books
    """
    if every:
        return _all(host_of(context), files or [project], style, rebuild=rebuild, judges=judges)
    order = _order(files or [], rebuild=rebuild, trusted=trust)
    book = None if order else open_book(project, trusted=trust)
    host = host_of(context)
    with workers(host) as crew, terminal.Live(quiet=style is Style.JSON) as live:
        if order:
            findings = again.verify(order, crew, live)
        elif book:
            asked = standing.Asked(files or [], chosen(judges))
            findings = standing.verify(crew, book, project / "dist", live, asked)
    if style is Style.JSON:
        sys.stdout.buffer.write(records.findings_json(findings))
    else:
        out = terminal.console()
        terminal.show_findings(out, findings)
        agree = status_of(findings) == 0
        out.print(_verdict(order, agree=agree))
    return status_of(findings)


def _all(host: Host, folders: list[Path], style: Style, *, rebuild: bool, judges: str) -> int:
    """Verify all editions below some folders. Raises InputError with --rebuild."""
    if rebuild:
        hint = "Name one folder below release/, without --all."
        raise InputError("A version of record is built again alone.", hint=hint)
    return verify_all(host, folders, gate.Order(open_book, chosen(judges)), style)


def _order(files: list[Path], *, rebuild: bool, trusted: bool) -> again.Order | None:
    """Return what to verify where a release is named; None for files of the last build.

    Raises InputError where a release is named with other files, or is to be built and none is.
    """
    records_named = [file for file in files if again.is_record(file)]
    hint = "Name one folder below release/."
    if len(files) > 1 and records_named:
        raise InputError("A version of record is verified alone.", hint=hint)
    if rebuild and not records_named:
        raise InputError("Only a version of record is built again to be compared.", hint=hint)
    if not records_named:
        return None
    return again.Order(files[0], partial(open_book, trusted=trusted), rebuild)


def _verdict(order: again.Order | None, *, agree: bool) -> str:
    if order is None:
        return "The files agree with the text." if agree else "They do not agree."
    if not agree:
        return "The version of record is not as it was released, or not whole."
    again_made = " Built again, they have the same bytes." if order.rebuild else ""
    return f"The version of record is valid; its files agree with the text in it.{again_made}"
