"""Measures pages of print: is each line of the text on the grid, how near to the trim is ink?

`python -m tests.bench.print_page [BOOK…] [--trim NAME…] [--ink] [--pages FOLDER]`: BOOK is a folder
made by `octavo new` or `import`, or a text; without one the five books of `make bench-print` are
measured: two of ../shared/books, the sample edition, verse and German of ../shared/corpora.

A line of the text is one of which half the letters at least have the text's size; heads, folios,
title pages, displayed formulas and the headings of sections (which have two lines to stand in) are
none. It is on the grid where it stands within 0.6 points of a line of a full page. Ink is
looked for on the rendered page, at 144 dots in an inch.
"""

from __future__ import annotations

import argparse
import ctypes
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import process_time
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import ImageChops

from octavo.bibliography import csl
from octavo.book.book import Book
from octavo.formats.pdf.format import proof
from octavo.formats.pdf.interior import title_pages
from octavo.formats.pdf.page import POINTS, Page, page_of
from octavo.model import reading
from octavo.model.artefact import Job
from octavo.model.trims import TRIMS, trim_of
from octavo.press.build import Options, make_jobs
from octavo.press.prepare import Means, prepare
from octavo.system.host import stopped
from tests.bench.bench import make_book, run

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
OFF = 0.6
"""Points by which a line may stand beside the grid."""

WORD = re.compile(r"[^\W\d]{2}(?<![\U0001d400-\U0001d7ff])")
"""What a line of a displayed formula has none of."""

DOTS = 144
NAMES = [name for name in TRIMS if name != "b-format"]
"""The trims, each once."""


@dataclass(slots=True)
class Measured:
    """What the pages of one PDF show. `off` has pages and baselines beside the grid."""

    pages: int = 0
    lines: int = 0
    off: list[tuple[int, float, str]] = field(default_factory=list)
    ink: tuple[float, int, str] = (999.0, 0, "")

    @property
    def on_grid(self) -> float:
        """The share of lines on the grid, in hundredths."""
        return 100 * (1 - len(self.off) / max(1, self.lines))


def main() -> None:
    """Print a row for each book and trim."""
    wanted = _arguments()
    with tempfile.TemporaryDirectory() as folder:
        for name, book in _books([Path(one) for one in wanted.book], Path(folder)):
            job = prepared(book, Path(folder) / f"{name}-work")
            for trim in wanted.trim or NAMES:
                started = process_time()
                data = pages(job, trim_of(trim), Path(folder))
                seconds = process_time() - started
                if wanted.pages:
                    Path(wanted.pages, f"{name}-{trim}.pdf").write_bytes(data)
                show(
                    name, trim, measure(data, page_of(trim_of(trim)), job, ink=wanted.ink), seconds
                )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("book", nargs="*")
    parser.add_argument("--trim", nargs="*")
    parser.add_argument("--ink", action="store_true")
    parser.add_argument("--pages", help="a folder that keeps the PDFs")
    return parser.parse_args()


def _books(given: list[Path], folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield names of books and their folders; texts are imported."""
    if given:
        for path in given:
            yield path.stem, path if path.is_dir() else _imported(path, folder)
        return
    if not SHARED.is_dir():
        sys.exit(f"The books to measure with are not at {SHARED}.")
    yield "moby-dick", make_book(folder / "moby-dick")
    yield "five-hundred-lines", five_hundred_lines(folder / "five-hundred-lines")
    yield "sample", ROOT
    yield "verse", _imported(SHARED / "corpora" / "se_leaves-of-grass.txt", folder)
    yield "german", _imported(SHARED / "corpora" / "git_de_verwandlung.txt", folder)


def _imported(path: Path, folder: Path) -> Path:
    into = folder / path.stem
    run([sys.executable, "-m", "octavo.cli", "import", str(path), "--into", str(into)])
    return into


def five_hundred_lines(folder: Path) -> Path:
    """Make a book of the chapters on programming, whose last file is no chapter."""
    book = SHARED / "books" / "five-hundred-lines"
    run([sys.executable, "-m", "octavo.cli", "new", str(folder)])
    source = folder / "source"
    for path in source.glob("*.md"):
        path.unlink()
    for path in sorted(book.glob("[0-8]*.md")):
        shutil.copy(path, source)
    shutil.copytree(book / "img", source / "img")
    shutil.copy(book / "refs.bib", folder / "metadata")
    edition = folder / "metadata" / "edition.yaml"
    lines = edition.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith(("bibliography", "images", "cover"))]
    edition.write_text("\n".join([*kept, "bibliography: refs.bib", ""]), encoding="utf-8")
    return folder


def prepared(book: Path, work: Path) -> Job:
    """Return a book's text as it is handed to the PDF's writer."""
    with ThreadPoolExecutor(2) as pool:
        means = Means(lambda *_: None, pool, stopped, ("pdf",))
        text = prepare(Book.open(book, csl.style), means)
    work.mkdir()
    return make_jobs(text, Options(("pdf",), work), work)["pdf"]


def pages(job: Job, trim: tuple[float, float], folder: Path) -> bytes:
    """Return the pages of a text on a trim."""
    edition = job.project.edition
    design = replace(edition.design, trim=trim)
    project = replace(job.project, edition=replace(edition, design=design))
    with tempfile.TemporaryDirectory(dir=folder) as work:
        return proof(replace(job, project=project, work=Path(work)))


def measure(data: bytes, page: Page, job: Job, *, ink: bool = False) -> Measured:
    """Look at every page of a PDF."""
    result = Measured()
    before = title_pages(job.project.edition)
    headings = _headings(job)
    with closing(pypdfium2.PdfDocument(data)) as document:
        result.pages = len(document)
        for number, leaf in enumerate(document, 1):
            for baseline, words in text_lines(leaf, page):
                if number <= before or words in headings:
                    continue
                result.lines += 1
                if abs((baseline + page.grid / 2) % page.grid - page.grid / 2) >= OFF:
                    result.off.append((number, baseline, words))
            if ink:
                result.ink = min(result.ink, (*nearest(leaf, number),))
            leaf.close()
    return result


def _headings(job: Job) -> str:
    """Return the words of all headings, without white space, to look a line's up in."""
    document = reading.document(job.document)
    return "|".join("".join(heading.split()) for heading in reading.read(document).headings)


def text_lines(leaf: Any, page: Page) -> Iterator[tuple[float, str]]:
    """Yield the text's lines of a page: how far below the first line of a full one, and words."""
    first = page.height - page.top - 0.8 * page.size
    below = first - (page.lines - 0.5) * page.grid
    rows: dict[float, list[tuple[float, str]]] = {}
    for y, size, sign in _signs(leaf):
        if below < y < first + page.grid / 2:
            rows.setdefault(round(y, 1), []).append((size, sign))
    for y, signs in _joined(rows):
        of_text = sum(abs(size - page.size) < 0.3 for size, _ in signs)
        words = "".join(sign for _, sign in signs)
        if of_text >= max(2, len(signs) / 2) and WORD.search(words):
            yield first - y, words[:50]


def _joined(rows: dict[float, list[tuple[float, str]]]) -> Iterator[tuple[float, list[Any]]]:
    """Yield rows from the head down; what stands within half a point is one."""
    last, signs = None, []
    for y in sorted(rows, reverse=True):
        if last is not None and last - y > 0.45:
            yield last, signs
            last, signs = y, []
        last = y if last is None else last
        signs += rows[y]
    if last is not None:
        yield last, signs


def _signs(leaf: Any) -> Iterator[tuple[float, float, str]]:
    """Yield height, size and sign of all that has a shape on a page."""
    text = leaf.get_textpage()
    x, y = ctypes.c_double(), ctypes.c_double()
    for at in range(text.count_chars()):
        sign = chr(pdfium.FPDFText_GetUnicode(text.raw, at))
        if sign.isspace() or sign in "\x00\x02\N{ZERO WIDTH SPACE}\N{WORD JOINER}":
            continue
        pdfium.FPDFText_GetCharOrigin(text.raw, at, x, y)
        yield y.value, pdfium.FPDFText_GetFontSize(text.raw, at), sign
    text.close()


def nearest(leaf: Any, number: int) -> tuple[float, int, str]:
    """Return the distance of a page's ink from the trim, in millimetres, with page and side."""
    image = leaf.render(scale=DOTS / 72, grayscale=True).to_pil().convert("L")
    box = ImageChops.invert(image).point(lambda grey: 255 if grey > 60 else 0).getbbox()
    if box is None:
        return 999.0, number, ""
    left, top, right, bottom = box
    sides = (left, image.width - right) if number % 2 else (image.width - right, left)
    names = ("inside", "outside", "head", "foot")
    distances = (*sides, top, image.height - bottom)
    near, side = min(zip(distances, names, strict=True))
    return near / DOTS * 25.4, number, side


def show(name: str, trim: str, result: Measured, seconds: float) -> None:
    """Print the row of a book on a trim."""
    ink = (
        ""
        if result.ink[1] == 0
        else f"  ink {result.ink[0]:5.1f} mm ({result.ink[2]}, p. {result.ink[1]})"
    )
    pages_off = Counter(number for number, _, _ in result.off)
    page = page_of(trim_of(trim))
    margins = "/".join(f"{side / POINTS:.1f}" for side in (page.inside, page.outside))
    print(
        f"{name:<20} {trim:<10} {result.pages:4} pp  margins {margins} mm  on grid "
        f"{result.on_grid:6.2f} % of {result.lines}{ink}  {seconds:.1f} s  "
        f"off on {list(pages_off)[:12]}",
        flush=True,
    )


if __name__ == "__main__":
    main()
