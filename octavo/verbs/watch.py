"""The verb watch: build the book again whenever it changes."""

from __future__ import annotations

import gc
import sys
from pathlib import Path

import typer

from octavo.model.finding import InputError, Severity
from octavo.press import watch as press_watch
from octavo.press.prepare import TextError
from octavo.press.workers import Workers, workers
from octavo.report import terminal, verdict
from octavo.verbs.opening import TrustOption, open_book
from octavo.verbs.options import ProjectOption, host_of
from octavo.verbs.order import Order, OutOption, StrictOption, ToOption, make


def watch(
    context: typer.Context,
    to: ToOption = "",
    project: ProjectOption = Path(),
    out: OutOption = None,
    strict: StrictOption = False,
    trust: TrustOption = False,
) -> int:
    """Build the book again whenever its text, metadata or filters change, until Ctrl-C.

    A book that is watched is built in little more than half the time: what has not changed is
    still known, and EPUBCheck waits for octavo build.
    """
    open_book(project, trusted=trust)  # refuse a folder without a book at once
    order = Order(to, project, out, strict, quiet=True, draft=True)
    with workers(host_of(context), kept=True) as crew:
        print("Watching source/, metadata/ and filters/; Ctrl-C ends it.", flush=True)
        for names in press_watch.changes(project):
            if names:
                print(f"\n{', '.join(names)}", flush=True)
            build_again(crew, order)
    return 0


def build_again(crew: Workers, order: Order) -> None:
    """Build while a book is watched; report what is wrong and wait until it is mended."""
    started = crew.host.clock()
    try:
        built, _ = make(crew, order)
    except InputError as fault:
        terminal.complain(fault)
    except TextError as fault:
        terminal.refuse(fault)
    else:
        out = terminal.console()
        errors = [f for f in built.findings if f.severity is Severity.ERROR]
        terminal.show_findings(out, errors)
        seconds = crew.host.clock() - started
        out.print(f"Built in {seconds:.1f} s. {verdict.of_build(built.findings, built.missing)}.")
    sys.stdout.flush()
    gc.collect()  # nobody waits now
