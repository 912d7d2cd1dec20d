"""Measures the page map: does each page begin with the word that it names? `make bench-print`.

`python -m tests.bench.page_map [BOOK…]`: BOOK is the folder of a book; without one five are
measured: two of ../shared/books, the sample edition, verse and German of ../shared/corpora.

The pages are read a second way: PDFium gives the letters that stand in the area of the text, and
these are held against the text from the named word on. A formula before it, by its font, must be
known too. Places in the source are held against the source itself: the word that stands there is
the word of the text.
"""

from __future__ import annotations

import ctypes
import re
import sys
import tempfile
import unicodedata
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from octavo.book.book import Book
from octavo.formats.pdf.page import page_of
from octavo.model import reading
from octavo.model.artefact import Reading
from octavo.model.nodes import Document, stringify, walk
from octavo.model.pages import Page, PageMap, PageStart
from octavo.press import pages_json
from octavo.press.build import Options, make_jobs
from octavo.press.page_map import digest
from octavo.press.prepare import Means, prepare
from octavo.system.host import stopped
from tests.bench.bench import make_book, run
from tests.bench.tables import Row, show
from tests.bench.whole_books import FIVE, imported, sample

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
ALIKE = 16
"""So many letters in a row must be the same for a page to begin where the map says."""

FEWEST = 5
"""So many are enough at the end of a page."""

FORMULAS = b"NewCMMath"
"""Part of the name of the font of formulas, which have no letters in the text."""

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
    formulas: int = 0
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
        yield Row(f"{name}: pages that begin with a formula", "", str(one.formulas))
        yield Row(f"{name}: pages.json", "", f"{one.bytes / 1000:.0f} kB")


def made(room: Path) -> Iterator[tuple[str, Path]]:
    """Make the five books."""
    yield "moby-dick", make_book(room / "moby-dick")
    yield "five-hundred-lines", imported(room / "five", "en-GB", FIVE)
    yield "verse", imported(room / "verse", "en-US", "corpora/se_leaves-of-grass.txt")
    yield "German", imported(room / "german", "de-DE", "corpora/git_de_verwandlung.txt")
    yield "sample", sample(room / "sample")


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
        text = Text.of(canon, Document.loads(job.document.read_bytes()))
    if digest(canon) != pages.text:
        sys.exit(f"{folder.name}: the page map is of another text.")
    counted = Measured(bytes=path.with_name("pages.json").stat().st_size)
    _hold(pages, text, _drawn(path, page_of(book.edition.design.trim).top), counted)
    _places(pages, canon.body, book, counted)
    return counted


@dataclass(frozen=True, slots=True)
class Drawn:
    """A line as PDFium reads it: its letters without those of formulas; whether one begins it."""

    letters: str
    with_formula: bool


def _drawn(path: Path, top: float) -> list[list[Drawn]]:
    """Return the lines of each page below its running head."""
    pages = []
    with closing(pypdfium2.PdfDocument(path)) as pdf:
        for page in pdf:
            head = page.get_height() - top + 2
            with closing(page.get_textpage()) as text:
                lines = [_line(signs) for signs in _lines(text, head)]
            pages.append([line for line in lines if line.letters or line.with_formula])
    return pages


def _lines(text: Any, head: float) -> Iterator[list[tuple[str, bool]]]:
    """Yield the signs of each line below the head of a page; and whether each is of a formula."""
    signs: list[tuple[str, bool]] = []
    x, y = ctypes.c_double(), ctypes.c_double()
    name = ctypes.create_string_buffer(80)
    for at in range(text.count_chars()):
        sign = chr(pdfium.FPDFText_GetUnicode(text.raw, at))
        if sign in "\r\n":
            yield signs
            signs = []
            continue
        pdfium.FPDFText_GetCharOrigin(text.raw, at, x, y)
        if y.value < head and not sign.isspace():
            pdfium.FPDFText_GetFontInfo(text.raw, at, name, len(name), ctypes.c_int())
            signs.append((sign, FORMULAS in name.value))
    yield signs


def _line(signs: list[tuple[str, bool]]) -> Drawn:
    words = "".join(sign for sign, is_formula in signs if not is_formula)
    firsts = (is_formula for sign, is_formula in signs if is_formula or _letters(sign))
    return Drawn(_letters(words), next(firsts, False))


def _letters(text: str) -> str:
    return OTHER.sub("", unicodedata.normalize("NFKC", text)).casefold()


def _hold(pages: PageMap, text: Text, drawn: list[list[Drawn]], counted: Measured) -> None:
    for start, lines in zip(pages.starts(), drawn, strict=False):
        if start.word is None:
            counted.bare += 1
            continue
        named = text.named(start)
        at = _named_line(named, text.first_line(start, pages.pages[start.number - 1]), lines)
        counted.pages += 1
        above = [line.letters for line in lines[: at or 0] if line.letters]
        counted.moved += bool(above)
        if (
            at is not None
            and bool(start.formulas) == any(line.with_formula for line in lines[: at + 1])
            and text.explains(above, start.word, named)
        ):
            counted.right += 1
            counted.formulas += bool(start.formulas)
        else:
            shown = "".join(line.letters for line in lines)[:60]
            counted.wrong.append(
                f"page {start.number} ({start.label}): {named[:40]} behind {start.formulas} "
                f"formulas, not {shown}"
            )


@dataclass(frozen=True, slots=True)
class Text:
    """The words of a book; the letters of its headings, and of the heads of its tables."""

    words: tuple[str, ...]
    headings: tuple[str, ...]
    heads: str

    @classmethod
    def of(cls, canon: Reading, document: Document) -> Text:
        """Read them from a document."""
        tables = (node for node in walk(document.blocks) if node["t"] == "Table")
        rows = [row[1] for node in tables for row in node["c"][3][1]]
        cells = [[_letters(stringify(cell[4])) for cell in row] for row in rows]
        heads = ["".join(row) for row in cells] + [cell for row in cells for cell in row]
        headings = tuple(_letters(heading)[:ALIKE] for heading in canon.headings)
        return cls(canon.body, headings, "|".join(heads))

    def named(self, start: PageStart) -> str:
        """Return the letters from the word on with which a page begins."""
        word = start.word or 0
        return _letters("".join(self.words[word : word + 40])[start.within :])

    def first_line(self, start: PageStart, page: Page) -> str:
        """Return the letters of a page's first line, where others stand beside it: in a table."""
        line = next(one for one in page.lines if one.word == start.word and not one.is_formula)
        if sum(one.number == line.number for one in page.lines) < 2:
            return ""
        return _letters("".join(self.words[line.word : line.end])[line.within :])

    def explains(self, above: list[str], word: int, named: str) -> bool:
        """Whether the lines above a page's first are those of a figure or a head, or a number."""
        around = _letters("".join(self.words[max(0, word - MOVED) : word + MOVED]))
        return all(
            line in around
            or line in self.heads
            or (len(line) <= BEFORE and named.startswith(self.headings))
            for line in above
        )


def _named_line(named: str, first: str, lines: list[Drawn]) -> int | None:
    """Return the number of the line that begins with some letters; None where none does.

    `first` are those of the first line in a table's cell: the next cell's stand behind them.
    """
    for number, line in enumerate(lines):
        if first and line.letters.startswith(first):
            return number
    for number in range(len(lines)):
        text = "".join(line.letters for line in lines[number:])
        if lines[number].letters and (
            text.startswith(named[:ALIKE]) or (len(text) >= FEWEST and named.startswith(text))
        ):
            return number
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
