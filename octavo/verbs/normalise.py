"""The verb normalise: send a text without a book through the filters."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from octavo.book import paths
from octavo.desk import normalise as desk_normalise
from octavo.model.finding import InputError
from octavo.press import records
from octavo.text.style.language import check_language
from octavo.verbs.options import status_of


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
    request = desk_normalise.Request(lang, source, desk_normalise.chosen(only), bibliography)
    text, reported = desk_normalise.normalise(_read(file), request, _name(file))
    sys.stdout.buffer.write(text)
    if findings:
        records.write_text(findings, records.findings_json(reported))
    return status_of(reported)


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
