"""The verb build: make the book in all formats, checked against the text."""

from __future__ import annotations

from pathlib import Path

import orjson
import typer

from octavo import fresh
from octavo.press.build import Built
from octavo.press.workers import workers
from octavo.system.host import Host
from octavo.verbs.opening import TrustOption
from octavo.verbs.options import ProjectOption, Style, StyleOption, host_of
from octavo.verbs.order import (
    FolderArgument,
    Order,
    OutOption,
    PrinterOption,
    StrictOption,
    ToOption,
    folder_of,
    make,
)


def build(
    context: typer.Context,
    folder: FolderArgument = None,
    to: ToOption = "",
    project: ProjectOption = Path(),
    out: OutOption = None,
    strict: StrictOption = False,
    style: StyleOption = Style.TEXT,
    trust: TrustOption = False,
    printer: PrinterOption = None,
) -> int:
    """Build the book: all formats, checked against the text, with a report of every change.

    Examples: octavo build --to epub,pdf · octavo build --printer kdp · octavo build --format json
    """
    project = folder_of(folder, project)
    with workers(host_of(context)) as crew:
        printers = fresh.names_in(",".join(printer or ()))
        order = Order(to, project, out, strict, style is Style.JSON, trust=trust, printers=printers)
        built, summary = make(crew, order)
    _prepare_next(built, crew.host)
    summary = fresh.with_report(summary, built.out)
    if style is Style.JSON:
        print(orjson.dumps(summary, option=orjson.OPT_INDENT_2).decode())
    else:
        print(summary["text"])
    return built.status


def _prepare_next(built: Built, host: Host) -> None:
    """Let Java start more quickly at the next build, where this one has made an e-book."""
    if host.kept is not None and any(one.format == "epub" for one in built.artefacts):
        from octavo.formats.epub.epubcheck import begin_quick_start

        begin_quick_start(host.kept, host.now() / 1e9)
