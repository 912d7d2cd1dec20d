"""A build as the user orders it, for the verbs build and watch: made, reported and remembered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from io import StringIO
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from octavo import fresh
from octavo.book import chain, printers
from octavo.book.book import Book
from octavo.book.spare import Spare
from octavo.cache import Cache
from octavo.desk import asked
from octavo.desk.merge import merged
from octavo.files import files
from octavo.formats import FORMATS
from octavo.model.finding import InputError, Severity
from octavo.model.near import meant
from octavo.model.nodes import Document
from octavo.model.printers import Printer
from octavo.press import build as pipeline
from octavo.press import pages_json, place, records, source_map
from octavo.press.manifest import REPORTS
from octavo.press.workers import Workers
from octavo.report import grouped, terminal, verdict
from octavo.report.page import page
from octavo.system import programs
from octavo.verbs.completing import completed_formats, completed_printers
from octavo.verbs.opening import open_book

FolderArgument = Annotated[
    Path | None, typer.Argument(help="The book's folder, else the one you are in.")
]
ToOption = Annotated[
    str,
    typer.Option(
        help=f"Formats, with commas: {','.join(FORMATS)}.", autocompletion=completed_formats
    ),
]
PrinterOption = Annotated[
    list[str] | None,
    typer.Option(
        "--printer",
        help=f"A printer who gets a file of the pages: {', '.join(printers.names())}.",
        autocompletion=completed_printers,
    ),
]
OutOption = Annotated[
    Path | None, typer.Option(help="The folder of the finished files, else dist.")
]
StrictOption = Annotated[bool, typer.Option("--strict", help="Warnings stop the build.")]


def folder_of(folder: Path | None, project: Path) -> Path:
    """Return the book's folder, named alone or behind --project. Raises InputError for both."""
    if folder is not None and project != Path():
        raise InputError("The book's folder is named twice.", hint="Leave --project out.")
    return folder or project


@dataclass(frozen=True, slots=True)
class Order:
    """The order of a call: formats by name, the book's folder, that of the finished files."""

    to: str
    project: Path
    out: Path | None
    strict: bool
    quiet: bool = False
    draft: bool = False
    trust: bool = False
    printers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Before:
    """The files of a book before a build, and the time of that in nanoseconds."""

    inputs: dict[str, fresh.Fact]
    time: int


def make(
    crew: Workers,
    order: Order,
    standing: Callable[[pipeline.Built], None] | None = None,
    expected: Document | None = None,
    spare: Spare | None = None,
) -> tuple[pipeline.Built, dict[str, object]]:
    """Build, write the records of it, and remember it unless it is a draft.

    `standing` is called when the files are in their places, and not yet checked. `expected` is the
    document that the text will likely give, where that is known; `spare` what was read of it.
    Returns the build, and its summary in words and data, without the path of its report.
    """
    book = replace(open_book(order.project, trusted=order.trust), spare=spare or Spare())
    before = Before(fresh.facts(order.project, fresh.INPUTS), crew.host.now())
    formats = _formats(order.to, book.edition.outputs)
    out = order.out or order.project / "dist"
    options = pipeline.Options(
        formats, out, order.strict, order.draft, _printers(order.printers, formats, book)
    )
    with terminal.Live(quiet=order.quiet, also=standing) as live:
        built = pipeline.build_with(crew, book, options, live, expected)
    summary = _finish(built)
    asked.keep(book.root, built.findings)
    Cache(book.project.cache).trim(crew.host.now() / 1e9)
    if not order.draft:
        _remember(order, built, before, summary)
    return built, summary


MADE_BY = {
    **dict.fromkeys(("print", "screen"), "Print and screen are both made by pdf."),
    **dict.fromkeys(("kindle", "mobi", "azw3", "kobo"), "All shops take the EPUB: epub."),
    "word": "The Word file is docx.",
    **dict.fromkeys(("web", "site"), "The web edition is html."),
}
"""What people call a file, and the format that makes it."""


def _formats(to: str, outputs: tuple[str, ...]) -> tuple[str, ...]:
    formats = fresh.names_in(to) or outputs
    for name in formats:
        if name not in FORMATS:
            known = f"One of {', '.join(FORMATS)}."
            made = MADE_BY.get(name.casefold())
            hint = f"{known} {made}" if made else meant(name, FORMATS, known)
            raise InputError(f"“{name}” is no format.", hint=hint)
    return formats


def _printers(
    asked: tuple[str, ...], formats: tuple[str, ...], book: Book
) -> tuple[Printer, ...] | None:
    """Return the printers that a call names, None where it names none."""
    if not asked:
        return None
    if "pdf" not in formats:
        hint = "Add `--to pdf`, or leave --printer out."
        raise InputError("A printer's file is a PDF, and no PDF is built.", hint=hint)
    return printers.chosen(asked, book.edition.design.printers)


def _finish(built: pipeline.Built) -> dict[str, object]:
    """Write findings, report and manifest; return the build in words and data."""
    reports = {
        "findings.json": records.findings_json(built.findings),
        "report.html": page(
            built, built.book.chain.own_rules(), merged=merged.of_book(built.book.root)
        ).encode("utf-8"),
        **source_map.as_report(built.sources),
        **pages_json.as_report(built.pages),
    }
    place.put_reports(built, reports)
    return {
        "title": built.title,
        "artefacts": [
            {**records.artefact_record(artefact), "seconds": artefact.seconds}
            for artefact in built.artefacts
        ],
        "seconds": built.seconds,
        "status": built.status,
        "missing": list(built.missing),
        "text": _text(built),
    }


def _text(built: pipeline.Built) -> str:
    out = terminal.console()
    paper = Console(
        file=StringIO(),
        force_terminal=out.is_terminal,
        width=max(out.width, 100),
        highlight=False,
        soft_wrap=True,
    )
    errors = [f for f in built.findings if f.severity is Severity.ERROR]
    paper.print(terminal.artefact_table(built.artefacts, built.findings))
    paper.print()
    terminal.show_findings(paper, errors)
    for line in grouped.warnings(built.findings, "report.html"):
        paper.print(line)
    if built.missing:
        paper.print(terminal.not_written(built.missing), style="bold red")
    last = verdict.of_build(built.findings, built.missing)
    paper.print(f"{last}.", style="bold green" if last.endswith("good") else "bold")
    return str(paper.file.getvalue()).rstrip()  # type: ignore[attr-defined]


def _remember(
    order: Order, built: pipeline.Built, before: Before, summary: dict[str, object]
) -> None:
    """Keep the state of a build, unless its text changed while it was made."""
    root = built.book.root
    if any(_is_newer(path, before.time) for path in built.used):
        return
    listed = built.book.chain
    inputs = fresh.hashes(root, fresh.INPUTS, {chain.DEFAULTS: files.digest_of(listed.data)})
    if fresh.facts(root, fresh.INPUTS) != before.inputs:
        return
    made = [*(a.path for a in built.artefacts), built.out / "manifest.json"]
    outputs = [*made, *(built.out / name for name in REPORTS if (built.out / name).is_file())]
    libraries = programs.libraries()
    state = fresh.State(
        fresh.Call.of(order.project, order.out, order.to, order.printers, strict=order.strict),
        libraries,
        programs.digest(libraries),
        inputs,
        fresh.digests(root, [fresh.name_of(root, path) for path in built.used]),
        fresh.digests(root, [fresh.name_of(root, path) for path in outputs]),
        built.status,
        summary,
    )
    fresh.record(root, state)


def _is_newer(path: Path, time_ns: int) -> bool:
    return not path.exists() or path.stat().st_mtime_ns >= time_ns
