"""The verb import: make a book of a manuscript."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from octavo.files.names import check_folder
from octavo.manuscripts.importing import import_manuscripts
from octavo.report import terminal
from octavo.verbs.options import status_of


def import_(
    files: Annotated[list[Path], typer.Argument(help="Manuscripts, in the order of chapters.")],
    into: Annotated[Path, typer.Option(help="The book's folder to make.")] = Path("book"),
    lang: Annotated[str, typer.Option(help="The text's language: en-GB, fr …")] = "en-GB",
) -> int:
    """Make a book of a manuscript: txt, md, html, docx, epub, odt or rtf; nothing is mended yet.

    Examples: octavo import old.txt --into my-title --lang en-GB · octavo import 1.docx 2.docx
    """
    check_folder(into)
    done = import_manuscripts(files, into, lang)
    out = terminal.console()
    for line in done.descriptions:
        out.print(line)
    terminal.show_findings(out, list(done.findings))
    out.print(f"The book is in {into}; the list to go through is {into}/metadata/review.md.")
    return status_of(list(done.findings))
