"""The verbs that make and prove artefacts: build, watch, verify."""

from __future__ import annotations

import gc
import sys
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Annotated

import orjson
import typer
from rich.console import Console

from octavo import fresh
from octavo.book import chain
from octavo.cache import Cache
from octavo.files import files
from octavo.formats import FORMATS
from octavo.model.finding import InputError, Severity
from octavo.press import build as pipeline
from octavo.press import place, records
from octavo.press import watch as watching
from octavo.press.prepare import TextError
from octavo.press.workers import Workers, workers
from octavo.report import terminal
from octavo.report.page import page
from octavo.system import programs
from octavo.verbs.opening import TrustOption, open_book
from octavo.verbs.options import ProjectOption, Style, StyleOption, host_of, status_of

ToOption = Annotated[str, typer.Option(help=f"Formats, with commas: {','.join(FORMATS)}.")]
OutOption = Annotated[Path | None, typer.Option(help="The folder of artefacts, else dist.")]
StrictOption = Annotated[bool, typer.Option("--strict", help="Warnings stop the build.")]


@dataclass(frozen=True, slots=True)
class Order:
    """What a call asks for: formats by name, the book's folder, that of the artefacts."""

    to: str
    project: Path
    out: Path | None
    strict: bool
    quiet: bool = False
    draft: bool = False
    trust: bool = False


def build(
    context: typer.Context,
    to: ToOption = "",
    project: ProjectOption = Path(),
    out: OutOption = None,
    strict: StrictOption = False,
    style: StyleOption = Style.TEXT,
    trust: TrustOption = False,
) -> int:
    """Build the book: all formats, read back and compared, with a report of every change.

    Examples: octavo build --to epub,pdf · octavo build --strict · octavo build --format json
    """
    with workers(host_of(context)) as crew:
        order = Order(to, project, out, strict, style is Style.JSON, trust=trust)
        built, summary = _make(crew, order)
    summary = fresh.with_report(summary, built.out)
    if style is Style.JSON:
        print(orjson.dumps(summary, option=orjson.OPT_INDENT_2).decode())
    else:
        print(summary["text"])
    return built.status


def watch(
    context: typer.Context,
    to: ToOption = "",
    project: ProjectOption = Path(),
    out: OutOption = None,
    strict: StrictOption = False,
    trust: TrustOption = False,
) -> int:
    """Build the book again whenever its text, metadata or filters change, until Ctrl-C.

    A book that is watched is built in little more than half the time: what has not changed is
    still known, and EPUBCheck waits for octavo build.
    """
    open_book(project, trusted=trust)  # refuse a folder without a book at once
    order = Order(to, project, out, strict, quiet=True, draft=True)
    with workers(host_of(context), kept=True) as crew:
        print("Watching source/, metadata/ and filters/; Ctrl-C ends it.", flush=True)
        for names in watching.changes(project):
            if names:
                print(f"\n{', '.join(names)}", flush=True)
            _once_more(crew, order)
    return 0


def _once_more(crew: Workers, order: Order) -> None:
    """Build while a book is watched: what is wrong is told, and waits to be mended."""
    started = crew.host.clock()
    try:
        built, _ = _make(crew, order)
    except InputError as fault:
        terminal.complain(fault)
    except TextError as fault:
        terminal.refuse(fault)
    else:
        out = terminal.console()
        errors = [f for f in built.findings if f.severity is Severity.ERROR]
        terminal.show_findings(out, errors)
        seconds = crew.host.clock() - started
        out.print(f"Built in {seconds:.1f} s. {terminal.summary(built.findings)}.")
    sys.stdout.flush()
    gc.collect()  # nobody waits now


@dataclass(frozen=True, slots=True)
class Before:
    """What a book's folders held before a build, and when that was, in nanoseconds."""

    inputs: dict[str, fresh.Fact]
    time: int


def _make(crew: Workers, order: Order) -> tuple[pipeline.Built, dict[str, object]]:
    """Build, write what tells of it, and remember it unless it is a draft.

    Returns the build, and it in words and data, without the way to its report.
    """
    book = open_book(order.project, trusted=order.trust)
    before = Before(fresh.facts(order.project, fresh.INPUTS), crew.host.now())
    formats = _formats(order.to, book.edition.outputs)
    out = order.out or order.project / "dist"
    options = pipeline.Options(formats, out, order.strict, order.draft)
    with terminal.Live(quiet=order.quiet) as live:
        built = pipeline.build_with(crew, book, options, live)
    summary = _finish(built)
    Cache(book.project.cache).trim(crew.host.now() / 1e9)
    if not order.draft:
        _remember(order, built, before, summary)
    return built, summary


def _formats(to: str, outputs: tuple[str, ...]) -> tuple[str, ...]:
    wanted = fresh.names_in(to) or outputs
    for name in wanted:
        if name not in FORMATS:
            raise InputError(f"“{name}” is no format.", hint=f"One of {', '.join(FORMATS)}.")
    return wanted


def _finish(built: pipeline.Built) -> dict[str, object]:
    """Write findings, report and manifest; return the build in words and data."""
    reports = {
        "findings.json": records.findings_json(built.findings),
        "report.html": page(built, built.book.chain.own_rules()).encode("utf-8"),
    }
    manifest = place.put_reports(built, reports, built.seconds)
    kept = ("title", "artefacts", "seconds")
    return {**{key: manifest[key] for key in kept}, "status": built.status, "text": _text(built)}


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
    paper.print(f"{terminal.summary(built.findings)}.")
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
    outputs = [*made, built.out / "findings.json", built.out / "report.html"]
    libraries = programs.libraries()
    state = fresh.State(
        fresh.Call.of(order.project, order.out, order.to, strict=order.strict),
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


def verify(
    context: typer.Context,
    files: Annotated[list[Path] | None, typer.Argument(help="Artefacts, else all.")] = None,
    project: ProjectOption = Path(),
    style: StyleOption = Style.TEXT,
    trust: TrustOption = False,
) -> int:
    """Read the artefacts in dist/ back: validators, links, and the same text in all of them.

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
        out.print("The artefacts agree with the text." if agree else "They do not agree.")
    return status_of(findings)
