"""Measures what comes back of a file that nobody edited, as it is and re-saved by LibreOffice.

`python -m tests.bench.word_unedited [BOOK …] [--variant NAME]`: of each book, in each variant, the
changes that a merge sees, and whether the chapters keep their bytes; 0 and all is what should be.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from octavo.book.book import Book
from octavo.desk import send
from octavo.desk.merge import merging, returned, sent
from tests.bench.whole_books import FIVE, MOBY, STALINISM, imported, sample
from tests.bench.word_merge import resaved

BOOKS: dict[str, Callable[[Path], Path]] = {
    "sample": sample,
    "stalinism": lambda folder: imported(folder, "en-GB", STALINISM),
    "five-hundred-lines": lambda folder: imported(folder, "en-GB", FIVE),
    "moby-dick": lambda folder: imported(folder, "en-US", MOBY),
}
VARIANTS = ("page", "manuscript", "blind")


@dataclass(frozen=True)
class Row:
    """What one file gave: paragraphs, changes that a merge sees, chapters with other bytes."""

    book: str
    variant: str
    way: str
    leaves: int
    changes: list[str]
    other: int
    seconds: float

    @property
    def line(self) -> str:
        """The row as text."""
        return (
            f"{self.book:20} {self.variant:11} {self.way:9} {self.leaves:5} paragraphs "
            f"{len(self.changes):3} changes  {self.other:2} chapters of other bytes "
            f"{self.seconds:5.1f} s"
        )


def rows_of(name: str, book: Book, variants: Sequence[str], room: Path) -> Iterator[Row]:
    """Send a book in each variant, let LibreOffice save the files, and merge all of them."""
    posted = {}
    for variant in variants:
        parcel = send.Parcel(variant=variant, out=room / f"{name}-{variant}.docx")
        posted[variant] = send.send(Book.open(book.root), parcel)
    ways = {"as it is": {variant: one.path for variant, one in posted.items()}}
    if shutil.which("soffice"):
        paths = resaved([one.path for one in posted.values()], room / "again")
        ways["re-saved"] = dict(zip(posted, paths, strict=True))
    for way, files in ways.items():
        for variant, path in files.items():
            yield merged(name, variant, way, Book.open(book.root), path)


def merged(name: str, variant: str, way: str, book: Book, path: Path) -> Row:
    """Merge a file that nobody edited."""
    started = time.process_time()
    came = returned.opened(path)
    laid = merging.lay(book, sent.load(book.root, came.id), came.leaves)
    patches, _ = laid.patches(laid.open)
    findings = [one.finding for one in laid.proposed]
    seen = [f"{one.rule}: {one.before} → {one.after}" for one in findings]
    seconds = time.process_time() - started
    return Row(name, variant, way, len(laid.sent.leaves), seen, len(patches), seconds)


def main() -> int:
    """Print a row for each file; return 1 where a merge sees anything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("books", nargs="*", default=["sample"], metavar="BOOK")
    parser.add_argument("--variant", action="append", choices=VARIANTS)
    asked = parser.parse_args()
    faults = 0
    for name in asked.books:
        if name not in BOOKS:
            parser.error(f"no book is called {name}: {', '.join(BOOKS)}")
        with tempfile.TemporaryDirectory() as temporary:
            room = Path(temporary)
            book = Book.open(BOOKS[name](room / "book"))
            for row in rows_of(name, book, asked.variant or VARIANTS, room):
                print(row.line, flush=True)
                for change in row.changes:
                    print(f"  {change[:200]}", flush=True)
                faults += len(row.changes) + row.other
    return min(faults, 1)


if __name__ == "__main__":
    sys.exit(main())
