"""The verbs that make and prove artefacts: build, verify."""

from __future__ import annotations

import sys
from io import StringIO
from pathlib import Path
from typing import Annotated

import orjson
import typer
from rich.console import Console

from octavo import fresh, metadata, pipeline, records, terminal
from octavo.finding import InputError, Severity
from octavo.formats import FORMATS
from octavo.preparing import rules_of
from octavo.report import write_report
from octavo.verbs.options import ProjectOption, Style, StyleOption, status_of


def build(
    to: Annotated[str, typer.Option(help=f"Formats, with commas: {','.join(FORMATS)}.")] = "",
    project: ProjectOption = Path(),
    out: Annotated[Path | None, typer.Option(help="The folder of artefacts, else dist.")] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings stop the build.")] = False,
    style: StyleOption = Style.TEXT,
) -> int:
    """Build the book: all formats, read back and compared, with a report of every change.

    Examples: octavo build --to epub,pdf · octavo build --strict · octavo build --format json
    """
    book = metadata.load(project)
    options = pipeline.Options(_formats(to, book.edition.outputs), out or project / "dist", strict)
    with terminal.Live(quiet=style is Style.JSON) as live:
        built = pipeline.build(book, options, live)
    summary = _finish(built)
    if style is Style.JSON:
        print(orjson.dumps(summary, option=orjson.OPT_INDENT_2).decode())
    else:
        print(summary["text"])
    _remember(built, summary)
    return built.status


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
) -> int:
    """Read the artefacts in dist/ back: validators, links, and the same text in all of them.

    Examples: octavo verify · octavo verify dist/my-book.epub
    """
    book = metadata.load(project)
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
