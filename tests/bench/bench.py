"""Measures a build against the naive way, side by side in one run: `make bench`.

The book is ../shared/books/moby-dick (100,000 words, 302 notes), brought in with `octavo import`.
Naive is what a Makefile does: four pandoc runs one after another, each with citeproc and panflute
filters of the same effect (repair, typography, typed citations), then Typst. It is measured with
its typography alone too, as one who repairs nothing would have it. Ours makes a site and a second
PDF beside, places every change and reads all of it back; that is in its time. EPUBCheck is outside
the timing: cold and changed builds are made without it, the others have its verdict. Seconds are
wall seconds of whole processes; trust the ratios, and measure on a machine that does nothing else.
"""

from __future__ import annotations

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from octavo import pandoc

ROOT = Path(__file__).parents[2]
BOOK = ROOT.parent / "shared" / "books" / "moby-dick"
NAIVE = Path(__file__).parent / "naive"
TYPOGRAPHY = ("typography.py",)
SAME_EFFECT = ("mojibake.py", "typography.py", "citations.py")
IDLE = 3
"""Seconds in which a watched book rests between two changes, as a person reads what was built."""

ROUNDS = int(os.environ.get("ROUNDS", "3"))


def main() -> None:
    """Print the table of medians and ratios."""
    if not BOOK.is_dir():
        sys.exit(f"The book to measure with is not at {BOOK}.")
    with tempfile.TemporaryDirectory() as folder:
        book = make_book(Path(folder) / "book")
        octavo(book)  # EPUBCheck's verdict is now in the cache
        rows = measure(book, Path(folder) / "naive")
    show(rows)


def make_book(folder: Path) -> Path:
    """Import the book with its images and bibliography."""
    run(
        [sys.executable, "-m", "octavo.cli", "import", str(BOOK / "book.md"), "--into", str(folder)]
    )
    for image in (BOOK / "img").iterdir():
        (folder / "source" / "img").mkdir(exist_ok=True)
        shutil.copy(image, folder / "source" / "img")
    shutil.copy(BOOK / "refs.bib", folder / "metadata")
    edition = folder / "metadata" / "edition.yaml"
    text = edition.read_text(encoding="utf-8")
    kept = [line for line in text.splitlines() if not line.startswith("bibliography")]
    edition.write_text("\n".join([*kept, "bibliography: refs.bib", ""]), encoding="utf-8")
    return folder


def measure(book: Path, naive: Path) -> dict[str, list[float]]:
    """Time each kind of build in turn, so that the machine's moods touch all alike."""
    rows: dict[str, list[float]] = {}
    kinds: dict[str, Callable[[], float]] = {
        "naive": lambda: naive_build(naive, SAME_EFFECT),
        "naive, typography alone": lambda: naive_build(naive, TYPOGRAPHY),
        "naive EPUB alone": lambda: single_writer(naive),
        "cold": lambda: cold(book),
        "cold, PDF alone": lambda: cold(book, "pdf"),
        "nothing changed": lambda: unchanged(book),
        "one word changed": lambda: edited(book),
        "… while it is watched": lambda: watched(book),
    }
    for _ in range(ROUNDS):
        for name, work in kinds.items():
            rows.setdefault(name, []).append(work())
    return rows


def show(rows: dict[str, list[float]]) -> None:
    """Print medians, and ratios pair by pair."""
    for name, seconds in rows.items():
        print(f"{name:<24} {statistics.median(seconds):7.2f} s   {[round(s, 2) for s in seconds]}")
    pairs = (
        ("naive", "cold", "cold build faster than naive, target 5, at least 3"),
        ("naive, typography alone", "cold", "… than the naive way that repairs nothing"),
        ("cold", "cold, PDF alone", "cold over its own slowest writer alone, at most 1.5"),
        ("cold", "naive EPUB alone", "… over the naive way's EPUB alone"),
        ("one word changed", "cold", "one word changed over cold, at most 0.5"),
        ("… while it is watched", "cold", "… while `octavo watch` runs"),
    )
    for one, other, words in pairs:
        ratios = [a / b for a, b in zip(rows[one], rows[other], strict=True)]
        print(f"{statistics.median(ratios):6.2f}  {words}   {[round(r, 2) for r in ratios]}")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{peak:6.0f}  MiB, the largest process (at most 1536)")


def timed(work: Callable[[], None]) -> float:
    """Give the wall seconds of some work."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def octavo(book: Path, formats: str = "html,epub,docx,pdf") -> None:
    """Build the book with ours."""
    run([sys.executable, str(ROOT / "build.py"), "--to", formats], book)


def outside(book: Path, formats: str = "html,epub,docx,pdf") -> None:
    """Build the book with ours, EPUBCheck apart."""
    run([sys.executable, "-m", "tests.bench.outside", str(book), formats], ROOT)


def cold(book: Path, formats: str = "html,epub,docx,pdf") -> float:
    """Build with every cache gone but EPUBCheck's verdicts."""
    shutil.rmtree(book / "dist", ignore_errors=True)
    (book / ".octavo" / "state.json").unlink(missing_ok=True)
    for path in (book / ".octavo" / "cache").iterdir():
        if path.name != "epubcheck":
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    return timed(lambda: outside(book, formats))


def unchanged(book: Path) -> float:
    """Build twice; time the second."""
    octavo(book)
    return timed(lambda: octavo(book))


def edited(book: Path) -> float:
    """Change one word in one chapter, build, and change it back."""
    chapter, text, changed = versions(book)
    for version in (changed, text):  # the verdicts on both EPUBs are in the cache
        chapter.write_bytes(version)
        octavo(book)
    chapter.write_bytes(changed)
    seconds = timed(lambda: outside(book))
    chapter.write_bytes(text)
    octavo(book)
    return seconds


def watched(book: Path) -> float:
    """Change one word of a book under `octavo watch`; time until it is built and read back."""
    chapter, text, changed = versions(book)
    command = [
        sys.executable,
        str(ROOT / "build.py"),
        "watch",
        "--no-browser",
        "--to",
        "html,epub,docx,pdf",
    ]
    with subprocess.Popen(command, cwd=book, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        said = iter(running.stdout)
        next(line for line in said if line.startswith("Built"))
        seconds = []
        for version in (changed, text, changed, text):
            time.sleep(IDLE)
            started = time.perf_counter()
            chapter.write_bytes(version)
            next(line for line in said if line.startswith("Built"))
            seconds.append(time.perf_counter() - started)
        running.terminate()
    return statistics.median(seconds)


def versions(book: Path) -> tuple[Path, bytes, bytes]:
    """Give a chapter, its bytes, and its bytes with one word changed."""
    word = b" whale "
    chapter = next(p for p in sorted((book / "source").glob("*.md")) if word in p.read_bytes())
    text = chapter.read_bytes()
    return chapter, text, text.replace(word, b" shark ", 1)


def naive_command(target: str, filters: tuple[str, ...]) -> list[str]:
    """Give the command line of one naive pandoc run."""
    return [
        pandoc.program(),
        str(BOOK / "book.md"),
        "--standalone",
        "--toc",
        *(f"--filter={NAIVE / name}" for name in filters),
        "--citeproc",
        f"--bibliography={BOOK / 'refs.bib'}",
        f"--resource-path={BOOK}",
        "-o",
        target,
    ]


def naive_build(folder: Path, filters: tuple[str, ...]) -> float:
    """Run the naive Makefile's commands."""
    folder.mkdir(exist_ok=True)
    for image in BOOK.iterdir():
        if image.is_dir():
            shutil.copytree(image, folder / image.name, dirs_exist_ok=True)

    def work() -> None:
        for name in ("book.html", "book.epub", "book.docx", "book.typ"):
            run(naive_command(name, filters), folder)
        code = "import typst; typst.compile('book.typ', output='book.pdf')"
        run([sys.executable, "-c", code], folder)

    return timed(work)


def single_writer(folder: Path) -> float:
    """Time the naive EPUB alone: the slowest of pandoc's writers."""
    return timed(lambda: run(naive_command("book.epub", TYPOGRAPHY), folder))


def run(command: list[str], folder: Path | None = None) -> None:
    """Run a command; stop the bench where it fails."""
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, env=environment
    )
    if done.returncode > 1:
        sys.exit(f"{command[:3]} failed: {done.stderr[-2000:]}")


if __name__ == "__main__":
    main()
