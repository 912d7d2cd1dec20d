"""The verbs that make and prove artefacts: build, watch, verify."""

from __future__ import annotations

import gc
import sys
import time
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Annotated

import orjson
import typer
from rich.console import Console

from octavo import fresh, pipeline, records, terminal, watching
from octavo.chain import rules_of
from octavo.finding import InputError, Severity
from octavo.formats import FORMATS
from octavo.preparing import TextError
from octavo.report import write_report
from octavo.verbs.opening import TrustOption, open_book
from octavo.verbs.options import ProjectOption, Style, StyleOption, status_of
from octavo.workers import Workers, workers

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
    with workers() as crew:
        order = Order(to, project, out, strict, style is Style.JSON, trust=trust)
        built, summary = _make(crew, order)
    if style is Style.JSON:
        print(orjson.dumps(summary, option=orjson.OPT_INDENT_2).decode())
    else:
        print(summary["text"])
    return built.status


def watch(
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
    open_book(project, trusted=trust)  # a folder that holds no book is told at once
    order = Order(to, project, out, strict, quiet=True, draft=True)
    with workers(kept=True) as crew:
        print("Watching source/, metadata/ and filters/; Ctrl-C ends it.", flush=True)
        for names in watching.changes(project):
            if names:
                print(f"\n{', '.join(names)}", flush=True)
            _once_more(crew, order)
    return 0


def _once_more(crew: Workers, order: Order) -> None:
    """Build while a book is watched: what is wrong is told, and waits to be mended."""
    started = time.perf_counter()
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
        seconds = time.perf_counter() - started
        out.print(f"Built in {seconds:.1f} s. {terminal.summary(built.findings)}.")
    sys.stdout.flush()
    gc.collect()  # nobody waits now


def _make(crew: Workers, order: Order) -> tuple[pipeline.Built, dict[str, object]]:
    """Build, and write what tells of it; give that in words and data too."""
    book = open_book(order.project, trusted=order.trust)
    formats = _formats(order.to, book.edition.outputs)
    out = order.out or order.project / "dist"
    options = pipeline.Options(formats, out, order.strict, order.draft)
    with terminal.Live(quiet=order.quiet) as live:
        built = pipeline.build_with(crew, book, options, live)
    summary = _finish(built)
    if not order.draft:
        _remember(built, summary)
    return built, summary


def _formats(to: str, outputs: tuple[str, ...]) -> tuple[str, ...]:
    wanted = tuple(name.strip() for name in to.split(",") if name.strip()) or outputs
    for name in wanted:
        if name not in FORMATS:
            raise InputError(f"“{name}” is no format.", hint=f"One of {', '.join(FORMATS)}.")
    return wanted


def _finish(built: pipeline.Built) -> dict[str, object]:
    """Write manifest, findings and report; give the build in words and data."""
    manifest = {
        "title": built.project.edition.title,
        "artefacts": [records.artefact_record(a) for a in built.artefacts],
        "seconds": built.seconds,
    }
    records.write(built.out / "manifest.json", manifest)
    records.write_text(built.out / "findings.json", records.findings_json(built.findings))
    write_report(built, built.out / "report.html", rules_of(built.project))
    return {**manifest, "status": built.status, "text": _text(built)}


def _text(built: pipeline.Built) -> str:
    out = terminal.console()
    paper = Console(
        file=StringIO(),
        force_terminal=out.is_terminal,
        width=max(out.width, 100),
        highlight=False,
    )
    errors = [f for f in built.findings if f.severity is Severity.ERROR]
    paper.print(terminal.artefact_table(built.artefacts, built.findings))
    paper.print()
    terminal.show_findings(paper, errors)
    paper.print(f"{terminal.summary(built.findings)}. Read them in {_shown(built.out)}/report.html")
    return str(paper.file.getvalue()).rstrip()  # type: ignore[attr-defined]


def _shown(path: Path) -> str:
    return path.as_posix() if not path.is_absolute() else path.name


def _remember(built: pipeline.Built, summary: dict[str, object]) -> None:
    root, call = fresh.call_of(sys.argv[1:], Path.cwd())
    if not built.out.resolve().is_relative_to(root.resolve()):
        return
    kept = [*(a.path for a in built.artefacts), built.out / "manifest.json"]
    outputs = {
        path.resolve().relative_to(root.resolve()).as_posix(): fresh.digest(path)
        for path in [*kept, built.out / "findings.json", built.out / "report.html"]
    }
    inputs = fresh.hashes(root, fresh.INPUTS)
    state = fresh.State(call, fresh.code(), inputs, outputs, built.status, summary)
    fresh.record(root, state)


def verify(
    files: Annotated[list[Path] | None, typer.Argument(help="Artefacts, else all.")] = None,
    project: ProjectOption = Path(),
    style: StyleOption = Style.TEXT,
    trust: TrustOption = False,
) -> int:
    """Read the artefacts in dist/ back: validators, links, and the same text in all of them.

    Examples: octavo verify · octavo verify dist/my-book.epub
    """
    book = open_book(project, trusted=trust)
    with terminal.Live(quiet=style is Style.JSON) as live:
        findings = pipeline.verify(book, project / "dist", live, files or [])
    if style is Style.JSON:
        sys.stdout.buffer.write(records.findings_json(findings))
    else:
        out = terminal.console()
        terminal.show_findings(out, findings)
        agree = status_of(findings) == 0
        out.print("The artefacts agree with the text." if agree else "They do not agree.")
    return status_of(findings)
