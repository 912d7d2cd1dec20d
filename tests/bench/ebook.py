"""Measures the gate of the e-book and the web edition: `make bench-ebook`.

`python -m tests.bench.ebook [--judges] [--lines] [--speed] [BOOK…]`; without an option, all three.

- judges: what EPUBCheck, Ace, Nu, axe (in nine modes and widths) and the links say of the books:
  the sample, books and a manuscript of ../shared, an e-book that was imported, and the folders of
  books that are named (a Markdown book, another e-book);
- lines: each fault of tests/ebook_mutations.py that has a line in the text is put into finished
  files, which are then verified by all judges: the share that is shown at its line;
- speed: EPUBCheck on the Java that stays beside a cold one; how long a single build waits for it;
  and what share of a rebuild under `octavo watch` goes into verification.

Judges that are not installed are left out, and named (`make judges`); the variable JUDGES
chooses some of them. ROUNDS says how often times are taken.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch

from octavo.book.book import Book
from octavo.desk.gate import Silent
from octavo.formats import archive
from octavo.model.finding import Finding, Severity
from octavo.press import build as pipeline
from octavo.press import manifest, standing
from octavo.press.jobs import Press
from octavo.press.judges import judge
from octavo.press.judges.judge import JUDGES, Judge
from octavo.press.workers import Workers, workers
from octavo.system.host import Host
from tests.bench.ebook_behind import behind
from tests.bench.tables import Row, show
from tests.bench.whole_books import sample, usual
from tests.ebook_mutations import EPUB, SITE, TEXT, Mutation
from tests.pictures import png
from tests.running import ROOT, octavo
from tests.shared import SHARED

HOST = Host(time.perf_counter, time.time_ns)
NAMES = tuple(os.environ.get("JUDGES", "ace,nu,axe,links").split(","))
ROUNDS = int(os.environ.get("ROUNDS", "5"))
EDITION = """\
title: A Test Book
subtitle: With a Subtitle
lang: en-GB
author: {name: Ada Compositor, file-as: "Compositor, Ada"}
publisher: Octavo
date: 2026-01-15
identifier: urn:uuid:6ba7b811-9dad-51d1-80b4-00c04fd430c8
outputs: [epub, html]
"""


def books(room: Path) -> Iterator[tuple[str, Path]]:
    """Make the books."""
    yield from usual(room)
    for number, epub in enumerate(sorted((SHARED / "manuscripts/backlist/epub").glob("*.epub"))):
        folder = room / f"epub{number}"
        octavo(room, "import", str(epub), "--into", str(folder))
        yield epub.stem, folder


def installed() -> list[Judge]:
    """Return the judges that are here, and say which are not."""
    missing = [name for name in NAMES if not judge.is_there(JUDGES[name])]
    if missing:
        print(f"not installed, and left out: {', '.join(missing)} (make judges)")
    return [JUDGES[name] for name in NAMES if name not in missing]


def judged(crew: Workers, folder: Path, judges: Sequence[Judge]) -> Iterator[Row]:
    """Build a book for shops and the web, and count what judges say of it."""
    done = octavo(folder, "build", "--to", "epub,html")
    if done.returncode:
        yield Row("built", "", (done.stderr.strip() or done.stdout.strip())[-120:])
        return
    book, out = Book.open(folder), folder / "dist"
    known = manifest.read(out) or manifest.Manifest()
    pages = {one.format: one.counts.get("pages", 0) for one in known.artefacts}
    yield Row("pages of the site", "", str(pages.get("site", 0)))
    findings = standing.verify(crew, book, out, Silent(), standing.Asked(judges=judges))
    faults = [one for one in findings if one.severity is not Severity.INFO]
    for name in ("epubcheck", *(one.name for one in judges)):
        own = [one for one in faults if one.rule.startswith(("link", name)[name != "links"])]
        kinds = Counter(one.rule for one in own)
        shown = ", ".join(f"{rule} {count}" for rule, count in kinds.most_common(4))
        yield Row(f"{name}: messages", "0", f"{len(own)} {shown}".strip())


@dataclass(slots=True)
class Score:
    """How many faults are reported, how many at their line, and the messages at other lines."""

    faults: int = 0
    reported: int = 0
    placed: int = 0
    by_judge: Counter[tuple[str, bool]] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


def lines(crew: Workers, room: Path, judges: Sequence[Judge]) -> Iterator[Row]:
    """Put each fault with a line into the files of a small book, and see where it is reported."""
    folder = room / "lines"
    (folder / "source").mkdir(parents=True)
    (folder / "metadata").mkdir()
    (folder / "source" / "01.md").write_text(TEXT, encoding="utf-8")
    (folder / "source" / "dot.png").write_bytes(png())
    (folder / "metadata" / "edition.yaml").write_text(EDITION, encoding="utf-8")
    shutil.copyfile(ROOT / "metadata" / "pandoc.json", folder / "metadata" / "pandoc.json")
    done = octavo(folder, "build")
    assert done.returncode == 0, done.stderr
    score = Score()
    for name, mutations in (("epub", EPUB), ("site", SITE)):
        for mutation in (one for one in mutations if one.line):
            findings = spoilt(crew, folder, name, mutation, judges)
            if findings is not None:
                count(score, mutation, findings)
    yield Row("faults with a line in the text", "", str(score.faults))
    yield Row("reported as errors", "100 %", f"{score.reported / score.faults:.1%}")
    yield Row("shown at their line", ">= 95 %", f"{score.placed / score.faults:.1%}")
    for name in sorted({name for name, _ in score.by_judge}):
        right, other = score.by_judge[name, True], score.by_judge[name, False]
        yield Row(f"messages of {name} at the line, elsewhere", "", f"{right}, {other}")
    print("\n".join(score.wrong))


def spoilt(
    crew: Workers, folder: Path, made_as: str, mutation: Mutation, judges: Sequence[Judge]
) -> list[Finding] | None:
    """Verify a book with one fault in a file; None where the fault cannot be put in."""
    known = manifest.read(folder / "dist") or manifest.Manifest()
    path = next(one.path for one in known.artefacts if one.format == made_as)
    if made_as == "site":
        path /= mutation.file
    before = path.read_bytes()
    if made_as == "epub":
        members = archive.read(path)
        text = members[mutation.file].decode()
        members[mutation.file] = text.replace(mutation.before, mutation.after).encode()
    else:
        text = before.decode()
    if mutation.before not in text:
        return None
    try:
        if made_as == "epub":
            archive.write(path, members, 0)
        else:
            path.write_text(text.replace(mutation.before, mutation.after), "utf-8")
        asked = standing.Asked(judges=judges)
        return standing.verify(crew, Book.open(folder), folder / "dist", Silent(), asked)
    finally:
        path.write_bytes(before)


OF_FILES = ("file-changed", "epub-claim", "package-differs", "site-whole")
"""Rules of a file as a whole: they name no place in the text."""


def count(score: Score, mutation: Mutation, findings: Sequence[Finding]) -> None:
    """Count a fault, and each message about it."""
    typed = TEXT.splitlines()
    errors = [one for one in findings if one.severity is Severity.ERROR]
    errors = [one for one in errors if one.rule not in OF_FILES]
    score.faults += 1
    score.reported += bool(errors)
    rights = []
    for one in errors:
        place = one.place
        at = place.line if place and place.file.startswith("source/") else 0
        right = bool(at) and mutation.line in typed[at - 1]
        rights.append(right)
        head = one.rule.partition("-")[0]
        who = head if head in ("epubcheck", "ace", "nu", "axe", "link") else "octavo"
        score.by_judge[who, right] += 1
        if not right:
            score.wrong.append(f"  {mutation.name}: {one.place} {one.message[:90]} [{one.rule}]")
    score.placed += any(rights)
    if not errors:
        score.wrong.append(f"  {mutation.name}: no error")


def speed(room: Path) -> Iterator[Row]:
    """Time EPUBCheck, and what verification costs where a book is written."""
    folder = room / "speed"
    sample(folder)
    done = octavo(folder, "build", "--to", "epub")
    assert done.returncode == 0, done.stderr
    [epub] = (folder / "dist").glob("*.epub")
    yield from second_check(epub)
    yield from behind(folder, lambda: cold(epub)[0])
    yield from share(folder)


STAYING = """
import resource, sys, time
from pathlib import Path
from octavo.formats.epub import epubcheck, staying
epubcheck.start()
for _ in range(int(sys.argv[2])):
    wall, cpu = time.perf_counter(), time.process_time()
    staying.examine(Path(sys.argv[1]))
    print(time.perf_counter() - wall, time.process_time() - cpu)
"""


def cold(epub: Path) -> tuple[float, float]:
    """Time one cold Java, in wall seconds and in seconds of CPU."""
    from octavo.formats.epub import epubcheck

    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    epubcheck._run_once(epub)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - usage.ru_utime - usage.ru_stime
    return wall, spent


def second_check(epub: Path) -> Iterator[Row]:
    """Time the second check of a process beside a cold Java."""
    walls, spents, colds = [], [], []
    for _ in range(ROUNDS):
        colds.append(cold(epub))
        command = [sys.executable, "-c", STAYING, str(epub), "2"]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        wall, spent = map(float, done.stdout.splitlines()[-1].split())
        walls.append(wall / colds[-1][0])
        spents.append(spent / colds[-1][1])
    middle = [statistics.median(each) for each in zip(*colds, strict=True)]
    yield Row("a cold Java: wall, CPU (s)", "", ", ".join(f"{one:.1f}" for one in middle))
    yield Row("second check, of cold: wall", "<= .15", f"{statistics.median(walls):.2f}")
    yield Row("second check, of cold: CPU", "<= .15", f"{statistics.median(spents):.2f}")


def share(folder: Path) -> Iterator[Row]:
    """Measure which share of the CPU of a rebuild goes into verification, a word being changed."""
    for formats in (("epub", "html"), ("epub", "html", "docx", "pdf")):
        with workers(HOST, kept=True) as crew:
            spent = {True: [], False: []}
            for number in range(2 * ROUNDS + 2):
                checks = number % 2 == 0
                seconds = rebuilt(crew, folder, formats, number, checks=checks)
                if number > 1:
                    spent[checks].append(seconds)
        whole, without = (statistics.median(spent[checks]) for checks in (True, False))
        what = f"verification in a rebuild ({','.join(formats)})"
        yield Row(what, "<= 25 %", f"{1 - without / whole:.0%} of {whole:.1f} s")


def rebuilt(
    crew: Workers, folder: Path, formats: tuple[str, ...], number: int, *, checks: bool
) -> float:
    """Change a word of a chapter and build a draft; return the seconds of CPU of all processes."""
    chapter = sorted((folder / "source").glob("*.md"))[2]
    text = chapter.read_text("utf-8")
    marked = f" printer{number} "
    chapter.write_text(text.replace(" printer ", marked, 1), "utf-8")
    options = pipeline.Options(formats, folder / "dist", draft=True)
    before = _spent(crew)
    try:
        if checks:
            pipeline.build_with(crew, Book.open(folder), options, Silent())
        else:
            with patch.object(Press, "verify", lambda *_: None):
                pipeline.build_with(crew, Book.open(folder), options, Silent())
    finally:
        chapter.write_text(text, "utf-8")
    return _spent(crew) - before


def _spent(crew: Workers) -> float:
    """Return the seconds of CPU of this process, of the workers and of what these have run."""
    ticks = os.sysconf("SC_CLK_TCK")
    pids = [os.getpid()]
    for pool in (crew.pool, crew.setter, crew.checker):
        pids += [process.pid for process in getattr(pool, "_processes", {}).values()]
    total = 0.0
    for pid in set(pids):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        total += sum(map(int, fields[11:15])) / ticks
    return total


def main() -> None:
    """Print the tables that are asked for."""
    parser = argparse.ArgumentParser()
    for name in ("judges", "lines", "speed"):
        parser.add_argument(f"--{name}", action="store_true")
    parser.add_argument("books", nargs="*", type=Path)
    asked = parser.parse_args()
    every = not (asked.judges or asked.lines or asked.speed)
    with tempfile.TemporaryDirectory() as folder:
        room = Path(folder)
        if asked.judges or every:
            judges = installed()
            with workers(HOST, kept=True) as crew:
                named = [(path.name, path) for path in asked.books]
                for name, book in [*([] if named and not every else books(room)), *named]:
                    show(name, judged(crew, book, judges))
        if asked.lines or every:
            with workers(HOST, kept=True) as crew:
                crew.start_java(("epub",))
                show("faults at their lines", lines(crew, room, installed()))
        if asked.speed or every:
            show("EPUBCheck, and what verification costs", speed(room))
    print(f"load average at the end: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


if __name__ == "__main__":
    main()
