"""The verbs of the command, one function each."""

from __future__ import annotations

import sys
from enum import StrEnum
from io import StringIO
from pathlib import Path
from typing import Annotated

import orjson
import typer
from rich.console import Console

from octavo import (
    fresh,
    linting,
    metadata,
    new,
    normalising,
    pandoc,
    pipeline,
    records,
    terminal,
    verbs_desk,
)
from octavo.finding import Finding, InputError, Severity
from octavo.formats import FORMATS
from octavo.manuscripts import importing
from octavo.preparing import TextError, rules_of
from octavo.report import write_report

app = typer.Typer(
    name="octavo",
    help="One canonical text becomes an EPUB, a Word file, a web edition and a PDF. "
    "Without a verb, octavo builds the book in this folder.",
    epilog="Exit status: 0 done · 1 findings at error level · 2 the input or the call is wrong.",
    add_completion=False,
    no_args_is_help=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


WRONG_CALL: type[Exception] = typer.BadParameter.__mro__[1]
"""A wrong option or argument: of this kind Typer names only the children."""


class Style(StrEnum):
    """How a build is told."""

    TEXT = "text"
    JSON = "json"


class LintStyle(StrEnum):
    """How findings are printed."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"


ProjectOption = Annotated[Path, typer.Option("--project", help="The book's folder.")]
StyleOption = Annotated[Style, typer.Option("--format", help="For people or for machines.")]
Files = Annotated[list[Path] | None, typer.Argument(help="Files; none: all of the book.")]


def run(arguments: list[str]) -> int:
    """Run a verb; give the exit status. Wrong input is told in one line, status 2."""
    if not arguments or (arguments[0].startswith("-") and arguments[0] not in ("-h", "--help")):
        arguments = ["build", *arguments]
    try:
        result = app(arguments, standalone_mode=False)
    except WRONG_CALL as fault:
        print(f"octavo: {getattr(fault, 'message', fault)} See `octavo --help`.", file=sys.stderr)
        return 2
    except InputError as fault:
        terminal.complain(fault)
        return 2
    except TextError as fault:
        terminal.show_findings(terminal.console(stderr=True), fault.findings, most=100)
        print("octavo: Nothing was written: the text has errors.", file=sys.stderr)
        return 2
    except (KeyboardInterrupt, typer.Abort):
        print("octavo: stopped.", file=sys.stderr)
        return 130
    return result if isinstance(result, int) else 0


@app.command()
def build(
    to: Annotated[str, typer.Option(help=f"Formats, with commas: {','.join(FORMATS)}.")] = "",
    project: ProjectOption = Path(),
    out: Annotated[Path | None, typer.Option(help="The folder for the artefacts [dist].")] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings stop the build.")] = False,
    style: StyleOption = Style.TEXT,
) -> int:
    """Build the book: all formats, read back and compared, with a report of every change."""
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
    root = built.project.root
    if root.resolve() != Path.cwd().resolve() or not built.out.resolve().is_relative_to(
        root.resolve()
    ):
        return
    kept = [*(a.path for a in built.artefacts), built.out / "manifest.json"]
    outputs = {
        path.resolve().relative_to(root.resolve()).as_posix(): fresh.digest(path)
        for path in [*kept, built.out / "findings.json", built.out / "report.html"]
    }
    call = [argument for argument in sys.argv[1:] if argument != "build"]
    inputs = fresh.hashes(root, fresh.INPUTS)
    state = fresh.State(call, fresh.code(), inputs, outputs, built.status, summary)
    fresh.record(root, state)


@app.command()
def lint(
    files: Files = None,
    project: ProjectOption = Path(),
    fix: Annotated[
        bool, typer.Option("--fix", help="Write the automatic changes into the source.")
    ] = False,
    style: Annotated[LintStyle, typer.Option("--format")] = LintStyle.TEXT,
    explain: Annotated[
        bool, typer.Option("--explain", help="Say what the rules named do; none named: list all.")
    ] = False,
) -> int:
    """List what the filters would change and what is wrong, without writing anything.

    With --fix the automatic changes go into the source; .octavo/undo/ keeps the way back.
    """
    if explain:
        verbs_desk.show_rules([str(rule) for rule in files or []], project)
        return 0
    book = metadata.load(project)
    result = linting.lint(book, files or [], fix=fix)
    if style is LintStyle.JSON:
        sys.stdout.buffer.write(records.findings_json(result.findings))
    elif style is LintStyle.SARIF:
        sys.stdout.buffer.write(records.findings_sarif(result.findings))
    else:
        out = terminal.console()
        terminal.show_findings(out, result.findings, ids=True)
        out.print(f"{terminal.summary(result.findings)}.")
        for line in result.told:
            out.print(line)
    return int(any(f.severity is Severity.ERROR for f in result.findings))


app.command()(verbs_desk.decide)
app.command()(verbs_desk.explain)
app.command(name="stylesheet")(verbs_desk.style_sheet)


@app.command()
def undo(
    patch: Annotated[Path, typer.Argument(help="A file below .octavo/undo/.")],
    project: ProjectOption = Path(),
) -> int:
    """Take back what lint --fix wrote: the source has its old bytes again."""
    for name in linting.undo(patch, project):
        print(f"{name} is as it was.")
    return 0


@app.command(name="new")
def new_book(
    folder: Annotated[Path, typer.Argument(help="The folder to make.")],
    title: Annotated[str, typer.Option(help="The book's title.")] = "",
) -> int:
    """Make a new book: two short chapters, ready to build and to write over."""
    made = new.make(folder, title or None)
    print(f"Made {folder} with {len(made)} files. Now: cd {folder} && octavo build")
    return 0


@app.command(name="import")
def import_(
    files: Annotated[list[Path], typer.Argument(help="Manuscripts, in the order of chapters.")],
    into: Annotated[Path, typer.Option(help="The book's folder to make.")] = Path("book"),
    lang: Annotated[str, typer.Option(help="The text's language: en-GB, fr …")] = "en-GB",
) -> int:
    """Make a book of a manuscript: txt, md, html, docx, epub, odt or rtf; nothing is mended yet."""
    done = importing.import_manuscripts(files, into, lang)
    out = terminal.console()
    for line in done.told:
        out.print(line)
    terminal.show_findings(out, list(done.findings))
    out.print(f"The book is in {into}; the list to go through is {into}/metadata/review.md.")
    return 0


@app.command()
def normalise(
    file: Annotated[Path, typer.Argument(help="A text, or - for standard input.")] = Path("-"),
    only: Annotated[str, typer.Option(help="Filters, with commas: mojibake,quotations.")] = "",
    lang: Annotated[str, typer.Option(help="The text's language.")] = "en-GB",
    source: Annotated[
        str, typer.Option("--from", help="markdown, or plain: a paragraph a line.")
    ] = "markdown",
    bibliography: Annotated[Path | None, typer.Option(help="For citations.")] = None,
    findings: Annotated[Path | None, typer.Option(help="Write findings here, as JSON.")] = None,
) -> int:
    """Send a text through the filters to standard output, with the automatic changes made."""
    request = normalising.Request(lang, source, normalising.chosen(only), bibliography)
    text, found = normalising.normalise(_read(file), request, _name(file))
    sys.stdout.buffer.write(text)
    if findings:
        records.write_text(findings, records.findings_json(found))
    return _status(found)


def _read(file: Path) -> bytes:
    if file == Path("-"):
        return sys.stdin.buffer.read()
    try:
        return file.read_bytes()
    except OSError as fault:
        raise InputError(f"{file} cannot be read: {fault.strerror}.") from fault


def _name(file: Path) -> str:
    return "standard input" if file == Path("-") else file.as_posix()


def _status(findings: list[Finding]) -> int:
    return int(any(f.severity is Severity.ERROR for f in findings))


@app.command()
def verify(project: ProjectOption = Path(), style: StyleOption = Style.TEXT) -> int:
    """Read the artefacts in dist/ back: validators, links, and the same text in all of them."""
    book = metadata.load(project)
    with terminal.Live(quiet=style is Style.JSON) as live:
        findings = pipeline.verify(book, project / "dist", live)
    if style is Style.JSON:
        sys.stdout.buffer.write(records.findings_json(findings))
    else:
        out = terminal.console()
        terminal.show_findings(out, findings)
        out.print("The artefacts agree with the text." if not findings else "They do not agree.")
    return _status(findings)


@app.command()
def where() -> int:
    """Print the folder for pandoc's --data-dir: the built-in filters and the reader."""
    print(pandoc.data_dir())
    return 0
