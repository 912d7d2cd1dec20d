"""The verb decide: accept or reject suggestions."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from octavo.desk import answers, ask, imported
from octavo.desk.decide import Desk, Verdict, verdict_of
from octavo.model.finding import InputError, refuse_all
from octavo.verbs.opening import TrustOption, open_book
from octavo.verbs.options import ProjectOption


def decide(
    ids: Annotated[
        list[str] | None, typer.Argument(help="Identifiers, as octavo lint prints them.")
    ] = None,
    rule: Annotated[
        list[str] | None, typer.Option(help="All that waits of this rule; may be given again.")
    ] = None,
    accept: Annotated[bool, typer.Option("--accept", help="The text is to change so.")] = False,
    reject: Annotated[bool, typer.Option("--reject", help="The text stays as it is.")] = False,
    leave: Annotated[
        str | None, typer.Option(help="Leave it, for this reason: kept with the decision.")
    ] = None,
    prune: Annotated[
        bool, typer.Option("--prune", help="Take out decisions that are not needed any more.")
    ] = False,
    reason: Annotated[str, typer.Option(help="Why: kept with the decision.")] = "",
    project: ProjectOption = Path(),
    trust: TrustOption = False,
) -> int:
    """Answer what is open: accept, reject or leave it; alone, it asks about each in turn.

    Decisions are kept in metadata/decisions.yaml and replayed at every build. What is a change of
    paragraphs is written into the source at once; octavo undo takes it back. Rules of which nothing
    waits are named; the exit status is 1 where one of them wants another answer.
    """
    book = open_book(project, trusted=trust)
    if prune:
        for line in Desk.of(book).prune():
            print(line)
        return 0
    if not ids and not rule:
        _refuse_no_terminal(is_answer=accept or reject or leave is not None)
        for line in ask.ask_all(Desk.of(book), input, print, reason):
            print(line)
        return 0
    verdict = verdict_of(accept=accept, reject=reject, leave=leave, reason=reason)
    return _settle(Desk.of(book), ids or [], rule or [], verdict, accept=accept)


def _settle(desk: Desk, ids: list[str], rules: list[str], verdict: Verdict, *, accept: bool) -> int:
    """Answer what is named by identifier or rule; return the exit status."""
    of_rules = desk.of_rules(rules, accept=accept)
    findings = [*desk.named(ids), *of_rules.findings]
    if not findings:
        refuse_all(of_rules.without)
    for line in (*map(str, of_rules.without), *desk.settle(findings, verdict)):
        print(line)
    at_once = [f for f in findings if answers.can_answer(f) or imported.is_proposal(f)]
    if accept and len(at_once) < len(findings):
        print("octavo build sets it so; octavo lint --fix writes it into the source.")
    return int(any(fault.is_open for fault in of_rules.without))


def _refuse_no_terminal(*, is_answer: bool) -> None:
    hint = "Name them: `octavo decide ID… --accept`, or `--rule RULE --reject`."
    if is_answer:
        raise InputError("Say what is to be decided.", hint=hint)
    if not sys.stdin.isatty():
        raise InputError("There is no terminal here to ask in.", hint=hint)
