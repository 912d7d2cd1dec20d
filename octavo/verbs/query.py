"""The verb query: list, ask and answer queries to the author."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from octavo.book import changes as tracked
from octavo.book import queries
from octavo.book.book import Book
from octavo.desk import query as desk
from octavo.model.finding import InputError
from octavo.report.terminal import console
from octavo.verbs.opening import TrustOption, open_book
from octavo.verbs.options import ProjectOption, today


def query(
    context: typer.Context,
    where: Annotated[str, typer.Argument(help="An id, or a place such as FILE:12.")] = "",
    text: Annotated[str, typer.Argument(help="What is asked about the place.")] = "",
    answer: Annotated[str | None, typer.Option(help="The answer to the query of this id.")] = None,
    by: Annotated[str, typer.Option(help="Who asks, or answers.")] = "",
    at: Annotated[str, typer.Option(help="The words of the line that are asked about.")] = "",
    everything: Annotated[bool, typer.Option("--all", help="List answered ones too.")] = False,
    changes: Annotated[
        bool, typer.Option("--changes", help="List the manuscript's tracked changes.")
    ] = False,
    project: ProjectOption = Path(),
    trust: TrustOption = False,
) -> int:
    """List the open queries; ask one about a place, or answer one by its id.

    Examples: octavo query · octavo query source/01-one.md:12 "Is this the year?" --by Ann
    · octavo query 3f2a1b --answer "It is."
    """
    book = open_book(project, trusted=trust)
    out = console()
    if changes:
        lines = _changes(book)
    elif answer is not None:
        if not where or text or at:
            raise InputError("Say which query is answered.", hint="`octavo query` lists the ids.")
        lines = desk.answer(book, where, desk.Reply(answer, by, today(context)))
    elif text:
        made = desk.ask(book, desk.Asked(where, at, text, by, today(context)))
        lines = [f"{made.place}: query {made.id} about “{made.at}” is kept in {queries.FILE}."]
    elif where:
        lines = desk.lines_of([desk.named(book, where)], answered=True)
    else:
        every = queries.every(book.root, book.chapters)
        count = sum(one.is_open for one in every)
        lines = [*desk.lines_of(every, answered=everything), f"{count or 'No'} open."]
    for line in lines:
        out.print(line, markup=False)
    return 0


def _changes(book: Book) -> list[str]:
    """Return a line for each tracked change of the manuscript, and how many there are."""
    listed = tracked.listed(book.root, book.chapters)
    many = "1 change" if len(listed) == 1 else f"{len(listed) or 'No'} changes"
    return [*desk.lines_of(listed, answered=True), f"{many}."]
