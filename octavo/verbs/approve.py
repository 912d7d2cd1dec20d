"""The verb approve: keep who found the text as it is good to be published."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from octavo.book import approvals
from octavo.model.finding import InputError
from octavo.verbs.opening import open_book
from octavo.verbs.options import ProjectOption, today


def approve(
    context: typer.Context,
    by: Annotated[str, typer.Option(help="Who approves the text.")] = "",
    note: Annotated[str, typer.Option(help="What is kept with it.")] = "",
    project: ProjectOption = Path(),
) -> int:
    """Approve the text as it is, by its hash; alone, say who has approved it.

    A release wants one approval of the text that is released. When the text changes, its approvals
    are outdated.
    """
    root = open_book(project).root
    if by.strip():
        text = approvals.text_digest(root)
        made = approvals.Approval(
            " ".join(by.split()), text, today(context), " ".join(note.split())
        )
        approvals.add(root, made)
    elif note:
        raise InputError("Say who approves.", hint="`octavo approve --by NAME --note …`.")
    standing = approvals.standing(root)
    print(f"The text is {standing.text}.")
    for one in standing.valid:
        print(f"  approved by {one.by}, {one.date}{f': {one.note}' if one.note else ''}")
    for one in standing.outdated:
        print(f"  outdated: {one.by}, {one.date}, approved another text")
    if not standing.valid:
        print("  Nobody has approved it: octavo approve --by NAME.")
    return 0
