"""The verbs that begin a book: new, import."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from octavo.files.names import check_folder
from octavo.manuscripts import importing
from octavo.manuscripts.folder import new
from octavo.report import terminal
from octavo.verbs.options import status_of


def new_book(
    folder: Annotated[Path, typer.Argument(help="The folder to make.")],
    title: Annotated[str, typer.Option(help="The book's title.")] = "",
) -> int:
    """Make a new book: two short chapters, ready to build and to write over."""
    check_folder(folder)
    made = new.make(folder, title or None)
    print(f"Made {folder} with {len(made)} files. Now: cd {folder} && octavo build")
    return 0


def import_(
    files: Annotated[list[Path], typer.Argument(help="Manuscripts, in the order of chapters.")],
    into: Annotated[Path, typer.Option(help="The book's folder to make.")] = Path("book"),
    lang: Annotated[str, typer.Option(help="The text's language: en-GB, fr …")] = "en-GB",
) -> int:
    """Make a book of a manuscript: txt, md, html, docx, epub, odt or rtf; nothing is mended yet.

    Examples: octavo import old.txt --into my-title --lang en-GB · octavo import 1.docx 2.docx
    """
    check_folder(into)
    done = importing.import_manuscripts(files, into, lang)
    out = terminal.console()
    for line in done.told:
        out.print(line)
    terminal.show_findings(out, list(done.findings))
    out.print(f"The book is in {into}; the list to go through is {into}/metadata/review.md.")
    return status_of(list(done.findings))
