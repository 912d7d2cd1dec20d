"""The verb compare: what differs between two states of the text, as tracked changes or a page."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from octavo.desk.compare import compare as desk
from octavo.report import terminal
from octavo.verbs.opening import TrustOption, open_book
from octavo.verbs.options import ProjectOption

STATE = "a folder (. is today), what was sent, a release, or a revision of git."


def compare(
    older: Annotated[str, typer.Argument(help=f"The older state: {STATE}")],
    newer: Annotated[str, typer.Argument(help="The newer state: named in the same way.")] = ".",
    to: Annotated[
        desk.To, typer.Option("--to", help="A Word file with tracked changes, or a web page.")
    ] = desk.To.DOCX,
    output: Annotated[Path | None, typer.Option(help="The file to write.")] = None,
    author: Annotated[str, typer.Option(help="The author of the changes.")] = desk.AUTHOR,
    date: Annotated[str, typer.Option(help="The date of the changes, else the edition's.")] = "",
    project: ProjectOption = Path(),
    trust: TrustOption = False,
) -> int:
    """Write what differs between two states of the text, with tracked changes.

    Examples: octavo compare 18ddf0c5c5a2 . · octavo compare v1 v2 --to html --output changes.html
    """
    open_book(project, trusted=trust)
    order = desk.Order(older, newer, to, output, author.strip() or desk.AUTHOR, date.strip())
    for line in desk.compare(project, order).messages:
        terminal.console().print(line, markup=False)
    return 0
