"""The verb send: write the text as a Word file for a person who works in it."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from octavo.desk import send as desk
from octavo.model.finding import InputError
from octavo.report import terminal
from octavo.verbs.opening import TrustOption, open_book
from octavo.verbs.options import ProjectOption, status_of


class Variant(StrEnum):
    """How the file looks."""

    PAGE = "page"
    MANUSCRIPT = "manuscript"


def send(
    to: Annotated[str, typer.Option(help="Who gets it.")] = "",
    variant: Annotated[
        Variant, typer.Option(help="As the edition looks, or double-spaced on office paper.")
    ] = Variant.PAGE,
    lines: Annotated[bool, typer.Option("--lines", help="Count a manuscript's lines.")] = False,
    out: Annotated[Path | None, typer.Option(help="The file to write, else in sent/.")] = None,
    project: ProjectOption = Path(),
    trust: TrustOption = False,
) -> int:
    """Write the text as a Word file for a person to work in; octavo merge takes it back.

    Examples: octavo send --to "Ann Lee" --variant manuscript · octavo send --out review.docx
    """
    if lines and variant is Variant.PAGE:
        hint = "Say --variant manuscript, or leave --lines out."
        raise InputError("The lines of the edition's pages are not counted.", hint=hint)
    book = open_book(project, trusted=trust)
    posted = desk.send(book, desk.Parcel(to.strip(), variant.value, lines, out))
    console = terminal.console()
    terminal.show_findings(console, posted.findings)
    for line in posted.messages:
        console.print(line, markup=False)
    return status_of(posted.findings)
