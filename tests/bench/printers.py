"""Measures the files for printers: what two preflights say of five books, and what they cost.

`python -m tests.bench.printers [BOOK…] [--printer NAME…]`: the books are those of `print_page`. For
each printer our own preflight reads the file; the interior of IngramSpark is also read by
`ingram-check` (ingram-checker), which other hands have made. Coarse pictures are the book's own
fault and are counted apart. CPU is that of writing the format: plain, and with the printers' files,
once with pictures to convert and once with these in the cache.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from time import process_time

import pikepdf

from octavo.book import printers
from octavo.formats.pdf import format as pdf
from octavo.formats.pdf.printing.drawings import placed
from octavo.formats.pdf.printing.paints import paints
from octavo.model.artefact import Artefact, Job
from octavo.model.finding import Finding, Severity
from octavo.model.trims import TRIMS
from tests.bench.print_page import _books, prepared

PAGES = ("kdp", "ingramspark")
JUDGE = Path(sys.executable).with_name("ingram-check")
COARSE = ("printer-resolution", "resolution")


def main() -> None:
    """Print a row for each book and printer, and one for what the files cost."""
    wanted = _arguments()
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        for name, book in _books([Path(one) for one in wanted.book], Path(folder)):
            failed |= _measure(name, book, Path(folder), wanted.printer or list(PAGES))
    sys.exit(int(failed))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("book", nargs="*")
    parser.add_argument("--printer", nargs="*")
    return parser.parse_args()


def _measure(name: str, book: Path, folder: Path, names: list[str]) -> bool:
    job = prepared(book, folder / f"{name}-work")
    design = replace(job.project.edition.design, trim=TRIMS["6x9in"])
    project = replace(job.project, edition=replace(job.project.edition, design=design))
    job = replace(job, project=project)
    plain, _ = _written(job, folder / f"{name}-plain")
    job = replace(job, printers=printers.chosen(names, ()))
    first, _ = _written(job, folder / f"{name}-first")
    again, made = _written(job, folder / f"{name}-again")
    of_one = (again - plain) / len(names) + plain
    print(
        f"{name:18} CPU plain {plain:5.1f} s, with {len(names)} printers {again:5.1f} s "
        f"(one: {of_one / plain:.2f}×), pictures once {first - again:5.1f} s",
        flush=True,
    )
    return any([_judged(name, made[printer], replace(job, work=folder)) for printer in names])  # noqa: C419 - each is to be printed


def _written(job: Job, work: Path) -> tuple[float, dict[str, Artefact]]:
    """Write the PDFs in a process of their own: Typst keeps in one what it has set before."""
    work.mkdir()
    context = get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        made, seconds = pool.submit(_write, replace(job, work=work)).result()
    return seconds, {one.format.removeprefix("pdf-"): one for one in made}


def _write(job: Job) -> tuple[list[Artefact], float]:
    started = process_time()
    made = pdf.write(job)
    return made, process_time() - started


def _judged(name: str, made: Artefact, job: Job) -> bool:
    """Print what the preflights say of a file; return whether one of them finds a fault."""
    own = [one for one in pdf.check(made, job) if one.rule != "printer-cover"]
    faults = [one for one in own if one.rule not in COARSE]
    other = _other(made.path) if made.path.stem.endswith("ingramspark") else {}
    wrong = {one: count for one, count in other.items() if one[0] not in ("pass", "skip")}
    left = {one: count for one, count in wrong.items() if one[1] not in COARSE}
    print(
        f"{name:18} {made.path.stem.rpartition('-')[2]:12} {made.counts['pages']:4} pages, "
        f"ours: {_counted(faults)}, {len(own) - len(faults)} coarse pictures; {_black(made.path)}"
        + (f"; ingram-check: {left or 'PASS'}" if other else ""),
        flush=True,
    )
    for one in faults[:5]:
        print("   ", one.message)
    return any(one.severity is Severity.ERROR for one in faults) or bool(left)


def _counted(findings: list[Finding]) -> str:
    errors = sum(one.severity is Severity.ERROR for one in findings)
    return f"{errors} FAIL, {len(findings) - errors} WARN"


def _black(path: Path) -> str:
    """Return whether any operator or picture has another ink than black, and whether fonts lack."""
    with pikepdf.open(path) as book:
        inked = Counter(str(one.parts) for one in paints(book) if not one.is_black)
        spaces = {str(one.image.get("/ColorSpace")) for one in placed(book)} - {"/DeviceGray"}
    return "C = M = Y = 0" if not inked and not spaces else f"colours: {dict(inked)} {spaces}"


def _other(path: Path) -> Counter[tuple[str, str]]:
    """Return how often another's preflight says what of which check."""
    if not JUDGE.is_file():
        return Counter({("missing", "pip install ingram-checker"): 1})
    call = [str(JUDGE), "interior", str(path), "-c", "bw", "--format", "json"]
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    start = done.stdout.find("{")  # its library may speak first
    if start < 0:
        return Counter({("unread", done.stderr[-120:]): 1})
    checks = json.loads(done.stdout[start:])["checks"]
    return Counter((one["status"], one["check_name"]) for one in checks)


if __name__ == "__main__":
    main()
