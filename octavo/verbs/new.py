"""The verb new: make a new book."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from octavo.files.names import check_folder
from octavo.manuscripts.folder.new import make
from octavo.model.counted import counted


def new(
    folder: Annotated[Path, typer.Argument(help="The folder to make.")],
    title: Annotated[str, typer.Option(help="The book's title.")] = "",
) -> int:
    """Make a new book: two short chapters, ready to build and to write over."""
    check_folder(folder)
    made = make(folder, title or None)
    print(f"Made {folder} with {counted(len(made), 'file')}. Now: octavo build {folder}")
    return 0
