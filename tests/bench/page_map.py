"""Measures the page map: does each page begin with the word that it names? `make bench-print`.

`python -m tests.bench.page_map [BOOK…]`: BOOK is the folder of a book; without one five are
measured: two of ../shared/books, the sample edition, verse and German of ../shared/corpora.

The pages are read a second way: PDFium gives the letters that stand in the area of the text, and
these are held against the text from the named word on. Places in the source are held against the
source itself: the word that stands there is the word of the text.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
import unicodedata
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pypdfium2

from octavo.book.book import Book
from octavo.formats.pdf.page import page_of
from octavo.model import reading
from octavo.model.artefact import Reading
from octavo.model.finding import Severity
from octavo.model.pages import PageMap
from octavo.press import pages_json
from octavo.press.build import Options, make_jobs
from octavo.press.page_map import digest
from octavo.press.prepare import Means, prepare
from octavo.system.host import stopped
from tests.bench.bench import make_book, run
from tests.bench.raw_markup import mend
from tests.bench.tables import Row, show

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
ALIKE = 16
"""So many letters in a row must be the same for a page to begin where the map says."""

FEWEST = 5
"""So many are enough at the end of a page, and in a line that a formula goes on in."""

BEFORE = 14
"""So many letters may stand before them at the head of a division: its number."""

OTHER = re.compile(r"[\W\d_]")
"""What is not compared: all but letters. PDFium reads the marks and numbers of notes too."""

MOVED = 400
"""So many words before it what stands above the first word may come from: a figure's, a table's."""

WORD = re.compile(r"[^\W_]+")


@dataclass(slots=True)
class Measured:
    """What was counted in one book; `wrong` has the pages whose beginning is another."""

    pages: int = 0
    right: int = 0
    bare: int = 0
    moved: int = 0
    places: int = 0
    placed: int = 0
    bytes: int = 0
    wrong: list[str] = field(default_factory=list)


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as room:
        given = {Path(name).name: Path(name) for name in sys.argv[1:]}
        books = given or dict(made(Path(room)))
        every = {name: measure(folder) for name, folder in books.items()}
    for name, one in every.items():
        for line in one.wrong:
            print(f"{name}: {line}")
    show("The page map", list(rows(every)))


def rows(every: dict[str, Measured]) -> Iterator[Row]:
    """Yield the rows of the table."""
    for name, one in every.items():
        share = f"{100 * one.right / one.pages:.2f} % of {one.pages}"
        yield Row(f"{name}: page starts placed to the word", "≥ 99.5 %", share)
    pages, right = sum(o.pages for o in every.values()), sum(o.right for o in every.values())
    yield Row("all: page starts placed to the word", "≥ 99.5 %", f"{100 * right / pages:.2f} %")
    for name, one in every.items():
        share = f"{100 * one.placed / max(one.places, 1):.2f} % of {one.places}"
        yield Row(f"{name}: lines whose first word stands at its place", "", share)
        yield Row(f"{name}: pages whose text begins below what was moved", "", str(one.moved))
        yield Row(f"{name}: pages.json", "", f"{one.bytes / 1000:.0f} kB")


def made(room: Path) -> Iterator[tuple[str, Path]]:
    """Make the five books."""
    yield "moby-dick", make_book(room / "moby-dick")
    yield "five-hundred-lines", _imported(room / "five", "en-GB", "books/five-hundred-lines/[01]*")
    yield "verse", _imported(room / "verse", "en-US", "corpora/se_leaves-of-grass.txt")
    yield "German", _imported(room / "german", "de-DE", "corpora/git_de_verwandlung.txt")
    sample = room / "sample"
    for part in ("source", "metadata", "filters", "custom"):
        shutil.copytree(ROOT / part, sample / part)
    yield "sample", sample


def _imported(folder: Path, lang: str, pattern: str) -> Path:
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


def measure(folder: Path) -> Measured:
    """Build a book's PDF and hold its page map against its pages."""
    run([sys.executable, "-m", "octavo.cli", "build", str(folder), "--to", "pdf"])
    [path] = (folder / "dist").glob("*-print.pdf")
    pages = pages_json.load(path.with_name("pages.json"))
    book = Book.open(folder)
    with tempfile.TemporaryDirectory() as room:
        prepared = prepare(book, Means(clock=stopped, formats=("pdf",)))
        job = make_jobs(prepared, Options(("pdf",), Path(room)), Path(room))["pdf"]
        canon = reading.canon(job.document)
    if digest(canon) != pages.text:
        sys.exit(f"{folder.name}: the page map is of another text.")
    counted = Measured(bytes=path.with_name("pages.json").stat().st_size)
    _hold(pages, canon, _drawn(path, page_of(book.edition.design.trim).top), counted)
    _places(pages, canon.body, book, counted)
    return counted


def _drawn(path: Path, top: float) -> list[list[str]]:
    """Return the letters of each page below its running head, by lines."""
    texts = []
    with closing(pypdfium2.PdfDocument(path)) as pdf:
        for page in pdf:
            width, height = page.get_size()
            with closing(page.get_textpage()) as text:
                box = {"left": 0, "bottom": 0, "right": width, "top": height - top + 2}
                lines = map(_letters, text.get_text_bounded(**box).splitlines())
                texts.append([line for line in lines if line])
    return texts


def _letters(text: str) -> str:
    return OTHER.sub("", unicodedata.normalize("NFKC", text)).casefold()


def _hold(pages: PageMap, canon: Reading, drawn: list[list[str]], counted: Measured) -> None:
    heads = tuple(_letters(heading)[:ALIKE] for heading in canon.headings)
    for start, lines in zip(pages.starts(), drawn, strict=False):
        if start.word is None:
            counted.bare += 1
            continue
        words = canon.body[start.word : start.word + 40]
        named = _letters("".join(words)[start.within :])
        near = canon.body[max(0, start.word - MOVED) : start.word + MOVED]
        around = _letters("".join(near))
        above = _above(named, _letters(words[0])[:FEWEST], lines)
        counted.pages += 1
        counted.moved += bool(above)
        if above is not None and all(
            line in around or (len(line) <= BEFORE and named.startswith(heads)) for line in above
        ):
            counted.right += 1
        else:
            shown = "".join(lines)[:60]
            counted.wrong.append(f"page {start.number} ({start.label}): {named[:40]}, not {shown}")


def _above(named: str, first: str, lines: list[str]) -> list[str] | None:
    """Return the lines above the one that begins with some letters; None where none does.

    In a line with a formula other letters stand between: those of the first word are enough.
    """
    for number in range(len(lines)):
        text = "".join(lines[number:])
        if text.startswith(named[:ALIKE]) or (len(text) >= FEWEST and named.startswith(text)):
            return lines[:number]
    for number, line in enumerate(lines):
        if first and first in line[: 2 * FEWEST]:
            return lines[:number]
    return None


def _places(pages: PageMap, words: tuple[str, ...], book: Book, counted: Measured) -> None:
    """Count the lines whose first word stands where the map says that it does."""
    texts = [(book.root / name).read_text(encoding="utf-8").split("\n") for name in pages.sources]
    for page in pages.pages:
        for line in page.lines:
            if line.at is None or line.begins >= len(words):
                continue
            file, row, column = line.at
            counted.places += 1
            there = WORD.search(texts[file][row - 1], column - 1)
            word = WORD.search(words[line.begins])
            counted.placed += bool(word is None or (there and word[0][:3] == there[0][:3]))


if __name__ == "__main__":
    main()
