"""Prints progress, tables and findings on the terminal; in colour only on a real terminal."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from octavo.model import rules
from octavo.model.artefact import Artefact
from octavo.model.counted import counted, listed
from octavo.model.finding import Finding, InputError, Severity, TextError, Tier, faults_of
from octavo.press.judges.judge import JUDGES
from octavo.report.invisible import change, in_line, one_line
from octavo.text.citations.records import Reading

if TYPE_CHECKING:  # verbs that build nothing begin a third sooner without it
    from octavo.press.build import Built

COLOURS = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "dim"}
STAGES = {
    "read": "Reading",
    "filter": "Putting in order",
    "place": "Finding the places",
    "cite": "Setting the citations",
}
NAMES = {
    "html": "Web page",
    "site": "Web site",
    "epub": "EPUB",
    "epubcheck": "EPUBCheck",
    "docx": "Word",
    "pdf": "PDF",
    "pdf-screen": "PDF, screen",
    "pdf-print": "PDF, print",
    "pdf-cover": "Cover, shops",
    **{name: one.called for name, one in JUDGES.items()},
}
LONGEST = 60
"""A longer reading is cut in the middle: the report has it whole."""

SHOWN = 20
"""How many findings of one kind the terminal lists; the report has them all."""


def console(*, stderr: bool = False) -> Console:
    """Return a console that folds nothing where its output goes to a file."""
    return Console(stderr=stderr, highlight=False, soft_wrap=True)


class Live:
    """Shows a build as it goes; on no terminal, one line a step."""

    def __init__(self, quiet: bool = False, also: Callable[[Built], None] | None = None) -> None:
        """Take whether to be quiet: then it shows nothing; `also` receives the files too."""
        self.also = also
        self.console = console(stderr=True)
        self.quiet = quiet
        self.progress = Progress(
            SpinnerColumn(finished_text="✓"),
            TextColumn("{task.description}"),
            TimeElapsedColumn(),
            console=self.console,
            transient=True,
            disable=quiet or not self.console.is_terminal,
        )
        self.task = self.progress.add_task("Starting", total=None)

    def __enter__(self) -> Live:
        self.progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.progress.stop()

    def stage(self, name: str, about: str) -> None:
        """A stage of the text begins."""
        words = f"{STAGES.get(name, name)}{': ' if about else ''}{about}"
        self.progress.update(self.task, description=words)
        if name == "cite":
            self.progress.update(self.task, description=words + ", then writing the formats")

    def wrote(self, name: str, seconds: float) -> None:
        """A format is written."""
        self._say(f"  written   {NAMES.get(name, name):<12} {seconds:6.2f} s")

    def standing(self, built: Built) -> None:
        """The files are in dist/; verification begins."""
        if self.also:
            self.also(built)
        where = f"{built.out.name}/"
        files = counted(len(built.artefacts), "file is", "files are")
        self._say(f"{files} in {where}, and checked against the text:")
        self.progress.update(self.task, description="Verifying")

    def verified(self, name: str, findings: list[Finding]) -> None:
        """A format has been checked against the text."""
        bad = sum(f.severity is Severity.ERROR for f in findings)
        fine = "finds nothing wrong" if name in ("epubcheck", *JUDGES) else "agrees with the text"
        words = counted(bad, "error") if bad else fine
        self._say(f"  checked   {_called(name):<12} {words}")

    def _say(self, line: str) -> None:
        if not self.quiet:
            self.progress.console.print(line, style="dim")


def artefact_table(artefacts: list[Artefact], findings: list[Finding]) -> Table:
    """Draw the table of what was built."""
    table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0))
    for name in ("Format", "File", "Size", "Extent", "Seconds", "Findings"):
        table.add_column(name, justify="left" if name in ("Format", "File") else "right")
    per_format = Counter(name for f in findings for name in f.formats)
    for artefact in artefacts:
        name = artefact.format
        table.add_row(
            _called(name),
            artefact.path.name + ("/" if name == "site" else ""),
            _size(artefact.bytes),
            _extent(artefact),
            f"{artefact.seconds:.1f}",
            str(per_format[name]),
        )
    return table


def _called(name: str) -> str:
    """Return what a kind of file is called: a printer's file by the printer's name."""
    part = name.removeprefix("pdf-")
    printer = part.removesuffix("-cover")
    return NAMES.get(name) or f"{'PDF' if printer == part else 'Cover'}, {printer}"


def _size(count: int) -> str:
    return f"{count / 1000:,.0f} kB" if count < 1_000_000 else f"{count / 1_000_000:,.1f} MB"


def _extent(artefact: Artefact) -> str:
    pages = artefact.counts.get("pages")
    if pages:
        return counted(pages, "page")
    return counted(artefact.counts.get("words", 0), "word")


def not_written(formats: tuple[str, ...]) -> str:
    """Return the sentence that names the formats which a build could not make."""
    names = listed([NAMES[name] for name in formats])
    return f"Not written: {names}. The other files are whole."


def _number(count: int, one: str, many: str) -> str:
    return counted(count, one, many) if count else ""


def show_findings(
    out: Console, findings: list[Finding], most: int = SHOWN, *, ids: bool = False
) -> None:
    """List findings a line each, the gravest first; of one rule no more than `most`.

    `ids`: whether to print the identifiers by which `octavo decide` knows them.
    """
    order = list(COLOURS)
    counted: Counter[str] = Counter()
    for finding in sorted(findings, key=lambda f: order.index(f.severity)):
        counted[finding.rule] += 1
        if counted[finding.rule] <= most:
            out.print(finding_line(finding, ids=ids))
    for rule, count in counted.items():
        if count > most:
            known = rules.get(rule)
            does = f": {known.does.replace('*', '')}" if known else ""
            out.print(f"… and {count - most} more of {rule}{does}", style="dim")


def finding_line(finding: Finding, *, ids: bool = False) -> Text:
    """Return a finding as a line: place, what, before and after, rule."""
    line = Text()
    line.append(f"{one_line(str(finding.place or finding.format or 'book'))}: ", style="cyan")
    line.append(f"{finding.severity}: " if finding.severity is not Severity.INFO else "")
    line.stylize(COLOURS[finding.severity])
    line.append("accepted: " if finding.is_accepted else "")
    line.append(one_line(finding.message))
    if finding.after or (finding.before and finding.tier is not Tier.FLAG):
        left, right = (in_line(part) for part in finding.context)
        before, after = change(finding.before, finding.after)
        line.append(f"  …{left[-18:]}")
        line.append(_short(before) or "‸", style="red strike")
        line.append(" → ")
        line.append(_short(after), style="green")
        line.append(f"{right[:18]}…")
    if finding.hint:
        line.append(f" {one_line(finding.hint)}")
    name = f" {finding.id}" if ids and finding.severity is not Severity.ERROR else ""
    line.append(f"  [{finding.rule}{name}]", style="dim")
    return line


def show_citations(out: Console, readings: list[Reading], findings: list[Finding]) -> None:
    """List citations as they were read, a line each; then what stands in the way, once a cause."""
    for reading in readings:
        out.print(_citation_line(reading))
    show_findings(out, findings)
    tiers = Counter(reading.finding.tier for reading in readings)
    parts = (
        _number(tiers[Tier.AUTO], "citation is certain", "citations are certain"),
        _number(tiers[Tier.SUGGEST], "is proposed", "are proposed"),
        _number(tiers[Tier.FLAG], "leads to no work", "lead to no work"),
    )
    out.print(f"{', '.join(part for part in parts if part) or 'No citation was found'}.")


def show_draft(out: Console, findings: list[Finding], abbreviations: Mapping[str, str]) -> None:
    """Say what each stub of a drafted bibliography lacks, and which abbreviations to enter."""
    show_findings(out, findings, most=500)
    if abbreviations:
        out.print("The abbreviations of the text, for metadata/abbreviations.yaml:")
    for short, key in abbreviations.items():
        out.print(f"{short}: {key}")


def _citation_line(reading: Reading) -> Text:
    """Return a citation as a line: place, tier, confidence, what was typed and what it means."""
    finding, answer = reading.finding, reading.answer
    flagged = finding.tier is Tier.FLAG
    line = Text()
    line.append(f"{finding.place or 'text'}: ", style="cyan")
    line.append(f"{finding.tier} " + ("" if flagged else f"{finding.confidence:.2f} "))
    line.append(_short(" ".join(one_line(finding.before).split())))
    if finding.after:
        line.append(" → ")
        style = "yellow" if finding.tier is Tier.SUGGEST else "green"
        line.append(one_line(finding.after), style=style)
    if answer.candidates:
        line.append(f" (perhaps {' or '.join(answer.candidates)})")
    line.append(f"  [{finding.rule}]", style="dim")
    return line


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:28]} … {text[-16:]}"


MOST = 100
"""The most faults that are shown; no person has written a file with more."""


def complain(fault: InputError) -> None:
    """Print what is wrong with the input on standard error, each fault in a line."""
    faults = faults_of(fault)
    for single in faults[:MOST]:
        print(f"octavo: {one_line(str(single))}", file=sys.stderr)
    if len(faults) > MOST:
        rest = len(faults) - MOST
        many = "is 1 more fault" if rest == 1 else f"are {rest} more faults"
        print(f"octavo: There {many}.", file=sys.stderr)


def refuse(fault: TextError) -> None:
    """Print the errors of a text on standard error."""
    show_findings(console(stderr=True), fault.findings, most=100)
    why = "the text has errors"
    if fault.strict:
        why = f"--strict stops on {counted(len(fault.findings), 'warning')}"
    print(f"octavo: Nothing was written: {why}.", file=sys.stderr)
