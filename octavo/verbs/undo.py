"""The verb undo: take back what lint --fix, merge or import --again wrote."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from octavo.desk import lint as desk_lint
from octavo.verbs.options import ProjectOption


def undo(
    patch: Annotated[Path, typer.Argument(help="A patch, or a folder, of .octavo/undo/.")],
    project: ProjectOption = Path(),
) -> int:
    """Take back what lint --fix, merge or import --again wrote: all is as it was before."""
    for name in desk_lint.undo(patch, project):
        print(f"{name} is as it was.")
    return 0
