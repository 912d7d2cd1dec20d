"""The verb import: make a book of a manuscript."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from octavo.files.names import check_folder
from octavo.manuscripts import again as made_again
from octavo.manuscripts.importing import Imported, import_manuscripts
from octavo.manuscripts.spoken import language_of
from octavo.model.finding import InputError
from octavo.report import grouped, terminal
from octavo.verbs.options import status_of


def import_(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Manuscripts, in the order of chapters.")
    ] = None,
    into: Annotated[Path, typer.Option(help="The book's folder to make.")] = Path("book"),
    lang: Annotated[
        str,
        typer.Option(help="The text's language: en-GB, fr …; else what the file names, or en-GB."),
    ] = "",
    styles: Annotated[
        list[str] | None,
        typer.Option(help="What a Word style means: 'Name of it=heading 1'. May be repeated."),
    ] = None,
    encoding: Annotated[
        str,
        typer.Option(help="The code page of a plain text, if you know it: 'DOS 850', KOI8-R …"),
    ] = "",
    again: Annotated[
        bool, typer.Option("--again", help="Make source/ anew by metadata/import.yaml.")
    ] = False,
) -> int:
    """Make a book of a manuscript: txt, md, html, docx, epub, odt or rtf; nothing is mended yet.

    Examples: octavo import old.txt --into my-title --lang en-GB · octavo import 1.docx 2.docx

    In the book's folder: octavo import --again
    """
    if again:
        return _again(files or [], [*(styles or []), *([encoding] if encoding else [])])
    check_folder(into)
    spoken = lang or language_of(files or [])
    return _shown(import_manuscripts(files or [], into, spoken, styles or [], encoding))


def _again(files: list[Path], styles: list[str]) -> int:
    """Make the source anew of the book in this folder."""
    if files or styles:
        hint = "Write what a style means into metadata/import.yaml, in the book's folder."
        raise InputError("--again takes no manuscripts, styles or encoding.", hint=hint)
    done = made_again.again(Path())
    if isinstance(done, made_again.Renewed):
        return _shown(done.imported, made_again.way_of(done))
    print(done.difference, end="")
    raise InputError(
        f"Edited since the import, and not made anew: {', '.join(done.names)}.",
        hint="Nothing was changed. Make these changes by hand, or import into another folder.",
    )


def _shown(done: Imported, way_back: str = "") -> int:
    """Show what an import did, in few lines, and the way back; return the exit status."""
    out = terminal.console()
    findings = list(done.findings)
    for line in grouped.lines(done.descriptions, findings):
        out.print(line)
    out.print(f"The book is in {done.folder}; the list to go through is metadata/review.md there.")
    if way_back:
        out.print(way_back)
    return status_of(findings)
