"""The verbs without a book: normalise, cite, where."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from octavo import pandoc
from octavo.book import paths
from octavo.desk import cite as surveying
from octavo.desk import normalise as normalising
from octavo.model.finding import InputError
from octavo.press import records
from octavo.report import terminal
from octavo.text.style.language import check_language
from octavo.verbs.options import Style, StyleOption, status_of


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
    """Send a text through the filters to standard output, with the automatic changes made.

    Example: octavo normalise --only mojibake --lang fr --from plain old.txt
    """
    check_language(lang)
    request = normalising.Request(lang, source, normalising.chosen(only), bibliography)
    text, found = normalising.normalise(_read(file), request, _name(file))
    sys.stdout.buffer.write(text)
    if findings:
        records.write_text(findings, records.findings_json(found))
    return status_of(found)


def _read(file: Path) -> bytes:
    if file == Path("-"):
        return sys.stdin.buffer.read()
    paths.check_name(file)
    try:
        return file.read_bytes()
    except OSError as fault:
        raise InputError(f"{file} cannot be read: {fault.strerror}.") from fault


def _name(file: Path) -> str:
    return "standard input" if file == Path("-") else file.as_posix()


def cite(
    files: Annotated[list[Path], typer.Argument(help="Texts in Markdown, in reading order.")],
    bibliography: Annotated[
        list[Path] | None, typer.Option(help="CSL JSON or YAML, BibTeX, BibLaTeX or RIS.")
    ] = None,
    abbreviations: Annotated[
        Path | None, typer.Option(help="YAML, lines such as LCW: lenin-cw.")
    ] = None,
    lang: Annotated[str, typer.Option(help="The texts' language.")] = "en-GB",
    style: StyleOption = Style.TEXT,
    scan: Annotated[
        bool, typer.Option("--scan", help="Draft the bibliography instead, as CSL JSON.")
    ] = False,
    into: Annotated[Path | None, typer.Option(help="With --scan: a new file for it.")] = None,
) -> int:
    """List the citations typed in texts, with the work and page that each means; change nothing.

    Examples: octavo cite text.md --scan --into works.json · octavo cite 1.md 2.md
    --bibliography works.json
    """
    check_language(lang)
    for file in files:
        paths.check_name(file)
    if scan:
        return _scan(files, lang, into)
    if into:
        raise InputError("--into is for the draft that --scan makes.")
    request = surveying.Request(bibliography or [], abbreviations, lang)
    read = surveying.survey(files, request)
    if style is Style.JSON:
        sys.stdout.buffer.write(surveying.citations_json(read.readings, lang))
    else:
        terminal.show_citations(terminal.console(), read.readings, read.findings)
    return status_of(read.findings)


def _scan(files: list[Path], lang: str, into: Path | None) -> int:
    """Draft a bibliography: to standard output or a file; what it lacks, to standard error."""
    draft = surveying.scan(files, lang)
    if into:
        surveying.write_draft(draft, into)
    else:
        sys.stdout.buffer.write(surveying.drafted_json(draft))
        sys.stdout.flush()
    terminal.show_draft(terminal.console(stderr=True), draft.findings, draft.abbreviations)
    return 0


def where() -> int:
    """Print the folder for pandoc's --data-dir: the built-in filters and the reader."""
    print(pandoc.data_dir())
    return 0
