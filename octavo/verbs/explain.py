"""The verb explain: say what rules do."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from octavo.report import explain as report_explain
from octavo.verbs.completing import completed_rules
from octavo.verbs.opening import TrustOption, open_if_book
from octavo.verbs.options import ProjectOption


def explain(
    rules: Annotated[
        list[str] | None,
        typer.Argument(help="Rules; none: a list of all.", autocompletion=completed_rules),
    ] = None,
    project: ProjectOption = Path(),
    trust: TrustOption = False,
) -> int:
    """Say what a rule does, why, and on whose authority; without a name, list all rules."""
    print(report_explain.text(rules or [], open_if_book(project, trusted=trust)))
    return 0
