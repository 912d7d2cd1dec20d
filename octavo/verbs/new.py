"""The verb new: make a new book."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from octavo.files.names import check_folder
from octavo.manuscripts.folder.new import make
from octavo.manuscripts.folder.templates import NAMES
from octavo.model.counted import counted
from octavo.verbs.completing import completed_templates


def new(
    folder: Annotated[Path, typer.Argument(help="The folder to make.")],
    title: Annotated[str, typer.Option(help="The book's title.")] = "",
    template: Annotated[
        str,
        typer.Option(
            help=f"A book of a kind: {', '.join(NAMES)}.",
            autocompletion=completed_templates,
        ),
    ] = "",
) -> int:
    """Make a new book: two short chapters, or a book of a kind, ready to build and to write over.

    Examples: octavo new my-book · octavo new my-novel --template novel --title "The Tide"
    """
    check_folder(folder)
    made = make(folder, title or None, template)
    print(f"Made {folder} with {counted(len(made), 'file')}. Now: octavo build {folder}")
    return 0
