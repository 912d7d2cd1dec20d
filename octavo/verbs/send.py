"""The verb send: write the text as a Word file, or as a proof, for a person who works in it."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from octavo.book.entries import day_fault
from octavo.desk import send as desk
from octavo.desk.send_proof import send_proof
from octavo.files.names import shortened
from octavo.model.finding import InputError
from octavo.report import terminal
from octavo.verbs.opening import TrustOption, open_book
from octavo.verbs.options import ProjectOption, host_of, status_of, today


class Variant(StrEnum):
    """How the file looks."""

    PAGE = "page"
    MANUSCRIPT = "manuscript"
    BLIND = "blind"
    PROOF = "proof"


class Paper(StrEnum):
    """The sheet of a manuscript."""

    A4 = "a4"
    LETTER = "letter"


def send(
    context: typer.Context,
    to: Annotated[str, typer.Option(help="Who gets it.")] = "",
    variant: Annotated[
        Variant,
        typer.Option(
            help="As the edition looks, double-spaced on office paper, without names, "
            "or a PDF to mark."
        ),
    ] = Variant.PAGE,
    lines: Annotated[bool, typer.Option("--lines", help="Count a manuscript's lines.")] = False,
    paper: Annotated[
        Paper | None, typer.Option(help="A manuscript's paper, else that of the text's country.")
    ] = None,
    date: Annotated[str, typer.Option(help="The day on a proof, else today's.")] = "",
    out: Annotated[Path | None, typer.Option(help="The file to write, else in sent/.")] = None,
    project: ProjectOption = Path(),
    trust: TrustOption = False,
) -> int:
    """Write the text as a Word file, or a proof, to work in; octavo merge takes it back.

    Examples: octavo send --to "Ann Lee" --variant manuscript · octavo send --out review.docx
    · octavo send --variant proof --date 2026-11-29
    """
    _check(variant, lines=lines, paper=paper, date=date)
    book = open_book(project, trusted=trust)
    parcel = desk.Parcel(to.strip(), variant.value, lines, out, paper.value if paper else "")
    if variant is Variant.PROOF:
        posted = send_proof(book, parcel, date or today(context), host_of(context))
    else:
        posted = desk.send(book, parcel)
    console = terminal.console()
    terminal.show_findings(console, posted.findings)
    for line in posted.messages:
        console.print(line, markup=False)
    return status_of(posted.findings)


def _check(variant: Variant, *, lines: bool, paper: Paper | None, date: str) -> None:
    """Raise InputError where an option does not fit the variant."""
    if lines and variant is not Variant.MANUSCRIPT:
        hint = "Say --variant manuscript, or leave --lines out."
        is_proof = variant is Variant.PROOF
        message = "The lines of the edition's pages are not counted."
        raise InputError("A proof's lines are always counted." if is_proof else message, hint=hint)
    if paper and variant is not Variant.MANUSCRIPT:
        hint = "Say --variant manuscript, or leave --paper out."
        raise InputError("Only a manuscript is set on office paper.", hint=hint)
    if date and (variant is not Variant.PROOF or day_fault(date)):
        hint = "Write it so: octavo send --variant proof --date 2026-11-29."
        message = "Only a proof is dated." if variant is not Variant.PROOF else ""
        raise InputError(message or f"“{shortened(date)}” is not a date.", hint=hint)
