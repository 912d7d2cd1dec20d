"""How long a single build waits for EPUBCheck, from when the EPUB is whole, beside a cold Java.

A build is a process of its own, as `octavo build` is: what this bench has loaded is not in its
way. It is measured as it is the first time, and with what the first build leaves for the next ones.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.bench.tables import Row

ROUNDS = int(os.environ.get("ROUNDS", "5"))
FORMATS = ("epub", "epub,html,docx,pdf")

SINGLE = """
import sys, time
from pathlib import Path

def main(folder, formats, kept):
    from octavo.book.book import Book
    from octavo.desk.gate import Silent
    from octavo.press import build
    from octavo.press.jobs import Press
    from octavo.press.workers import workers
    from octavo.system.host import Host

    times = {}
    validate = Press._validate

    def given(press, path, cache):
        times["given"] = time.perf_counter()
        validate(press, path, cache)

    class Stopwatch(Silent):
        def verified(self, name, findings):
            times[name] = time.perf_counter()

    Press._validate = given
    began = time.perf_counter()
    host = Host(time.perf_counter, time.time_ns, kept=Path(kept) if kept else None)
    options = build.Options(tuple(formats.split(",")), Path(folder, "dist"), printers=())
    with workers(host) as crew:
        build.build_with(crew, Book.open(Path(folder)), options, Stopwatch())
    print(times["given"] - began, times["epubcheck"] - times["given"])

main(*sys.argv[1:])
"""

MAKE = """
import sys
from pathlib import Path
from octavo.formats.epub import epubcheck, quick_start

quick_start.make(quick_start.Kit.of(Path(sys.argv[1]), epubcheck._java_home(), epubcheck._jar()))
"""


def behind(folder: Path, cold: Callable[[], float]) -> Iterator[Row]:
    """Time the wait for EPUBCheck in single builds of a book; `cold` times a Java of its own."""
    kept = folder.with_name("kept")
    subprocess.run([sys.executable, "-c", MAKE, str(kept)], check=True, capture_output=True)
    size = sum(path.stat().st_size for path in kept.rglob("*") if path.is_file())
    yield Row("what a first build leaves (MB)", "", f"{size / 1e6:.0f}")
    waits: dict[tuple[str, str], list[tuple[float, float]]] = {}
    for _ in range(ROUNDS):
        before = cold()
        for formats in FORMATS:
            for which in ("", str(kept)):
                until, wait = single(folder, formats, which)
                after = cold()
                peer = (before + after) / 2
                waits.setdefault((formats, which), []).append((until / peer, wait / peer))
                before = after
    for (formats, which), ratios in waits.items():
        until, wait = (statistics.median(each) for each in zip(*ratios, strict=True))
        what = "a later build" if which else "a first build"
        row = f"{formats}, {what}: wait for EPUBCheck, of cold (EPUB whole after)"
        yield Row(row, "<= .3", f"{wait:.2f} ({until:.2f})")


def single(folder: Path, formats: str, kept: str) -> tuple[float, float]:
    """Return the seconds until the EPUB is whole in a build without a cache, and those behind."""
    copy = folder.with_name("single")
    shutil.copytree(folder, copy, ignore=shutil.ignore_patterns("dist", ".octavo"))
    command = [sys.executable, "-c", SINGLE, str(copy), formats, kept]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    shutil.rmtree(copy)
    until, wait = map(float, done.stdout.split())
    return until, wait
