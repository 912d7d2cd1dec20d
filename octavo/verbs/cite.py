"""The verb cite: list the citations typed in texts, or draft a bibliography of them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from octavo.book import paths
from octavo.desk import cite as desk_cite
from octavo.model.finding import InputError
from octavo.report import terminal
from octavo.text.style.language import check_language
from octavo.verbs.options import Style, StyleOption, status_of


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
    request = desk_cite.Request(bibliography or [], abbreviations, lang)
    read = desk_cite.survey(files, request)
    if style is Style.JSON:
        sys.stdout.buffer.write(desk_cite.citations_json(read.readings, lang))
    else:
        terminal.show_citations(terminal.console(), read.readings, read.findings)
    return status_of(read.findings)


def _scan(files: list[Path], lang: str, into: Path | None) -> int:
    """Draft a bibliography: to standard output or a file; what it lacks, to standard error."""
    draft = desk_cite.scan(files, lang)
    if into:
        desk_cite.write_draft(draft, into)
    else:
        sys.stdout.buffer.write(desk_cite.drafted_json(draft))
        sys.stdout.flush()
    terminal.show_draft(terminal.console(stderr=True), draft.findings, draft.abbreviations)
    return 0
