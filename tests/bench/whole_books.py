"""Whole books for measurements: the sample edition, and texts of ../shared that are brought in."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from octavo.book.book import Book
from octavo.model.finding import Severity
from octavo.press.prepare import Means, prepare
from octavo.system.host import stopped
from tests.bench.bench import run
from tests.bench.raw_markup import mend
from tests.running import ROOT
from tests.shared import SHARED

STALINISM = "manuscripts/the-rise-of-stalinism.txt"
FIVE = "books/five-hundred-lines/[01]*"
MOBY = "books/moby-dick/book.md"


def sample(folder: Path) -> Path:
    """Copy the sample edition into a folder; return it."""
    for part in ("source", "metadata", "filters", "custom"):
        shutil.copytree(ROOT / part, folder / part, dirs_exist_ok=True)
    return folder


def imported(folder: Path, lang: str, pattern: str) -> Path:
    """Bring the files of ../shared that fit a pattern into a folder; return it.

    Errors of the text itself are mended, so that the book can be built.
    """
    files = [str(path) for path in sorted(SHARED.glob(pattern))]
    command = [sys.executable, "-m", "octavo.cli", "import", *files]
    run([*command, "--into", str(folder), "--lang", lang])
    images = SHARED.joinpath(pattern).parent / "img"
    if images.is_dir():
        shutil.copytree(images, folder / "source" / "img", dirs_exist_ok=True)
    for _ in range(3):  # the mended text may have errors of its own
        prepared = prepare(Book.open(folder), Means(clock=stopped, formats=("pdf",)))
        errors = [one for one in prepared.findings if one.severity is Severity.ERROR and one.place]
        if not errors:
            break
        mend(folder, errors)
    return folder


def usual(room: Path) -> Iterator[tuple[str, Path]]:
    """Make the books that e-book and web edition are measured on; yield each with its name."""
    yield "sample", sample(room / "sample")
    yield "moby-dick", imported(room / "moby", "en-US", MOBY)
    yield "five-hundred-lines", imported(room / "five", "en-GB", FIVE)
    yield "the-rise-of-stalinism", imported(room / "stalinism", "en-GB", STALINISM)
