"""Measures the preview on a book of 100,000 words: `python -m tests.bench.preview`.

The book is that of `make bench`. In Chromium, with `octavo watch` running: from saving a chapter
until the changed words stand on the web page, until the PDF's spread is drawn anew, and until the
whole book is built and checked again; beside a cold build, and one of a new process after a changed
word, both without EPUBCheck, and a cold build with it. Wall seconds are those of the machine as it
is: the load is printed, and the build's own seconds of CPU beside; trust the ratios.
"""

from __future__ import annotations

import os
import resource
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from tests.bench import bench

ROUNDS = int(os.environ.get("ROUNDS", "5"))
CHAPTER = "39-the-mast-head.md"
PATIENCE = 600.0
"""Seconds until anything must have happened."""

REST = 3.0
"""Seconds between two changes, in which a person looks at what was built."""


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        book = bench.make_book(Path(folder) / "book")
        rows = built(book)
        with watched(book) as page:
            rows |= seen(page, book)
    cold = statistics.median(rows["cold build"])
    print(f"{'':34}{'median s':>9}{'least s':>9}{'of cold':>9}")
    for name, seconds in rows.items():
        middle = statistics.median(seconds)
        print(f"{name:34}{middle:9.2f}{min(seconds):9.2f}{middle / cold:9.2f}")
    print(f"load average at the end: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


def built(book: Path) -> dict[str, list[float]]:
    """Time builds of new processes, in wall seconds and in seconds of CPU."""
    rows: dict[str, list[float]] = {}
    chapter, *versions = bench.versions(book)
    for text in versions:  # EPUBCheck's verdicts on both are then in the cache
        chapter.write_bytes(text)
        bench.octavo(book)
    for number in range(ROUNDS):
        for name, work in (
            ("cold build", bench.cold),
            ("new process, one word changed", again),
            ("cold build, with EPUBCheck", checked),
        ):
            before = used()
            rows.setdefault(name, []).append(work(book))
            rows.setdefault(f"{name}, CPU", []).append(used() - before)
            chapter.write_bytes(versions[number % 2])
    return rows


def again(book: Path) -> float:
    """Build in a new process; return its wall seconds."""
    return bench.timed(lambda: bench.outside(book))


def checked(book: Path) -> float:
    """Build with every cache gone, EPUBCheck's verdicts too; return its wall seconds."""
    shutil.rmtree(book / ".octavo")
    return bench.timed(lambda: bench.octavo(book))


def used() -> float:
    """Return the seconds of CPU that the processes which have ended took."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def change(book: Path, word: str) -> None:
    """Change one word in a paragraph of a chapter."""
    path = book / "source" / CHAPTER
    lines = path.read_text(encoding="utf-8").split("\n")
    number = [n for n, line in enumerate(lines) if len(line) > 300][4]
    words = lines[number].split(" ")
    words[6] = word
    lines[number] = " ".join(words)
    path.write_text("\n".join(lines), encoding="utf-8")


@contextmanager
def watched(book: Path) -> Iterator[Any]:
    """Watch a book, and yield the page of its preview."""
    command = [sys.executable, "-m", "octavo.cli", "watch", "--no-browser"]
    with (
        subprocess.Popen(command, cwd=book, stdout=subprocess.PIPE, text=True) as running,
        sync_playwright() as driver,
    ):
        assert running.stdout is not None
        address = running.stdout.readline().split()[-1]
        threading.Thread(target=running.stdout.read, daemon=True).start()
        program = shutil.which("chromium") or shutil.which("google-chrome")
        browser = driver.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(address)
        page.wait_for_selector("#status.built", timeout=PATIENCE * 1000)
        try:
            yield page
        finally:
            browser.close()
            running.send_signal(signal.SIGINT)
            running.wait(60)


def seen(page: Any, book: Path) -> dict[str, list[float]]:
    """Time what a person sees after saving a chapter."""
    words = "document.querySelector('#web iframe:not(.waiting)').contentDocument.body.textContent"
    rows: dict[str, list[float]] = {
        "saved to changed page": [],
        "saved to changed spread": [],
        "saved to whole book": [],
    }
    for number in range(ROUNDS):
        rest(page)
        started = time.perf_counter()
        change(book, f"Web{number}x")
        until(page, f"{words}.includes('Web{number}x')")
        rows["saved to changed page"].append(time.perf_counter() - started)
        page.wait_for_selector("#status.built", timeout=PATIENCE * 1000)
        rows["saved to whole book"].append(time.perf_counter() - started)
    page.keyboard.press("2")
    page.wait_for_selector(".leaf .mark", timeout=PATIENCE * 1000)
    for number in range(ROUNDS):
        rest(page)
        before = page.get_attribute(".leaf img", "src")
        started = time.perf_counter()
        change(book, f"Leaf{number}x")
        until(page, f"document.querySelector('.leaf img')?.getAttribute('src') !== {before!r}")
        rows["saved to changed spread"].append(time.perf_counter() - started)
        page.wait_for_selector("#status.built", timeout=PATIENCE * 1000)
    return rows


def rest(page: Any) -> None:
    """Wait until nothing is being built, and a little longer."""
    page.wait_for_selector("#status.built", timeout=PATIENCE * 1000)
    page.wait_for_timeout(REST * 1000)


def until(page: Any, condition: str) -> None:
    """Ask a page again and again until something is so."""
    ends = time.monotonic() + PATIENCE
    while not page.evaluate(condition):
        if time.monotonic() > ends:
            sys.exit(f"It did not come to be: {condition}")
        time.sleep(0.02)


if __name__ == "__main__":
    main()
