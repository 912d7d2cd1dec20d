"""Options that several verbs share."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from octavo.model.finding import Finding, Severity
from octavo.system.host import Host


class Style(StrEnum):
    """How a build is reported."""

    TEXT = "text"
    JSON = "json"


class LintStyle(StrEnum):
    """How findings are printed."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"


ProjectOption = Annotated[Path, typer.Option("--project", help="The book's folder.")]
StyleOption = Annotated[Style, typer.Option("--format", help="For people or for machines.")]


def status_of(findings: list[Finding]) -> int:
    """Return the exit status: 1 where a finding is an error."""
    return int(any(finding.severity is Severity.ERROR for finding in findings))


def host_of(context: typer.Context) -> Host:
    """Return the program that runs the verb, as the command has handed it in."""
    return context.ensure_object(Host)


def today(context: typer.Context) -> str:
    """Return the day on which the verb is called, by the clock of its host, in UTC."""
    return datetime.fromtimestamp(host_of(context).now() / 1e9, UTC).date().isoformat()
