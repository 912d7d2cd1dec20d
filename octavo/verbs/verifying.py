"""Many editions as `octavo verify --all` tells of them: a line each, or all of it as JSON."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import orjson
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.text import Text

from octavo.desk import gate
from octavo.desk.gate import Order, Sorted, Verdict
from octavo.model.counted import counted
from octavo.model.finding import Finding, Severity
from octavo.press import records
from octavo.press.workers import workers
from octavo.report import terminal
from octavo.report.invisible import one_line
from octavo.system.host import Host
from octavo.verbs.options import Style

WORDS = ("good", "errors", "refused")
COLOURS = ("green", "bold red", "bold red")


def verify_all(host: Host, folders: Sequence[Path], order: Order, style: Style) -> int:
    """Verify the editions below some folders; return the exit status, the worst of them."""
    shelf = gate.shelf(folders)
    out = terminal.console()
    with workers(host, kept=True) as crew:
        in_order = _in_order(gate.verify(crew, shelf.editions, order), shelf, style)
        verdicts = [_shown(out, verdict, style) for verdict in in_order]
    if style is Style.JSON:
        sys.stdout.buffer.write(orjson.dumps(list(map(_record, verdicts)), option=records.OPTIONS))
    else:
        out.print(_last(verdicts, shelf.unbuilt))
    return max(verdict.status for verdict in verdicts)


def _in_order(verdicts: Iterable[Verdict], shelf: gate.Shelf, style: Style) -> Iterator[Verdict]:
    """Yield verdicts in the order of the editions, and show on a terminal how many are there."""
    stderr = terminal.console(stderr=True)
    waiting = Sorted(shelf.editions)
    columns = (TextColumn("Verifying"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    hidden = style is Style.JSON or not stderr.is_terminal
    with Progress(*columns, console=stderr, transient=True, disable=hidden) as progress:
        task = progress.add_task("", total=len(shelf.editions))
        for verdict in verdicts:
            progress.advance(task)
            yield from waiting.take(verdict)


def _shown(out: Console, verdict: Verdict, style: Style) -> Verdict:
    if style is not Style.JSON:
        out.print(_line(verdict))
    return verdict


def _line(verdict: Verdict) -> Text:
    line = Text()
    line.append(f"{WORDS[verdict.status]:<8}", style=COLOURS[verdict.status])
    line.append(f"{one_line(verdict.edition.name)}  ", style="cyan")
    if verdict.fault:
        line.append(one_line(verdict.fault))
        return line
    parts = [counted(verdict.files, "file"), *_counts(verdict.findings)]
    line.append(", ".join(parts))
    if worst := _first(verdict.findings):
        line.append(f": {one_line(str(worst.place or worst.format))}: {one_line(worst.message)}")
        line.append(f"  [{worst.rule}]", style="dim")
    if verdict.is_known:
        line.append("  unchanged since it was verified", style="dim")
    return line


def _counts(findings: Sequence[Finding]) -> Iterator[str]:
    for severity, noun in ((Severity.ERROR, "error"), (Severity.WARNING, "warning")):
        count = sum(finding.severity is severity for finding in findings)
        if count:
            yield counted(count, noun)


def _first(findings: Sequence[Finding]) -> Finding | None:
    """Return the first error."""
    return next((one for one in findings if one.severity is Severity.ERROR), None)


def _last(verdicts: Sequence[Verdict], unbuilt: Sequence[str]) -> str:
    good = sum(verdict.status == 0 for verdict in verdicts)
    whole = counted(len(verdicts), "edition")
    words = f"{whole}: all good." if good == len(verdicts) else f"{good} of {whole} are good."
    if good < len(verdicts):
        words += " All that is wrong in one: `octavo verify --project FOLDER`."
    if unbuilt:
        words += f" Not built: {', '.join(map(one_line, unbuilt))}."
    return words


def _record(verdict: Verdict) -> dict[str, object]:
    record: dict[str, object] = {
        "edition": verdict.edition.name,
        "verdict": WORDS[verdict.status],
        "files": verdict.files,
        "findings": [records.finding_record(finding) for finding in verdict.findings],
    }
    return {**record, "fault": verdict.fault} if verdict.fault else record
