"""The verb decide: accept or reject suggestions."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from octavo.desk import ask
from octavo.desk.decide import Desk, verdict_of
from octavo.model.finding import InputError
from octavo.verbs.opening import TrustOption, open_book
from octavo.verbs.options import ProjectOption


def decide(
    ids: Annotated[
        list[str] | None, typer.Argument(help="Identifiers, as octavo lint prints them.")
    ] = None,
    rule: Annotated[str, typer.Option(help="All that waits of this rule.")] = "",
    accept: Annotated[bool, typer.Option("--accept", help="The text is to change so.")] = False,
    reject: Annotated[bool, typer.Option("--reject", help="The text stays as it is.")] = False,
    reason: Annotated[str, typer.Option(help="Why: kept with the decision.")] = "",
    project: ProjectOption = Path(),
    trust: TrustOption = False,
) -> int:
    """Accept or reject suggestions; alone, it asks about them one by one.

    Decisions are kept in metadata/decisions.yaml and replayed at every build.
    """
    book = open_book(project, trusted=trust)
    if not ids and not rule:
        _refuse_no_terminal(accept=accept, reject=reject)
        for line in ask.ask_all(Desk.of(book), input, print, reason):
            print(line)
        return 0
    verdict = verdict_of(accept=accept, reject=reject, reason=reason)
    desk = Desk.of(book)
    findings = desk.named(ids or [])
    findings += desk.of_rule(rule, accept=accept) if rule else []
    for line in desk.settle(findings, verdict):
        print(line)
    if accept:
        print("octavo build sets it so; octavo lint --fix writes it into the source.")
    return 0


def _refuse_no_terminal(*, accept: bool, reject: bool) -> None:
    hint = "Name them: `octavo decide ID… --accept`, or `--rule RULE --reject`."
    if accept or reject:
        raise InputError("Say what is to be decided.", hint=hint)
    if not sys.stdin.isatty():
        raise InputError("There is no terminal here to ask in.", hint=hint)
