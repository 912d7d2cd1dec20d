"""Measures what is found in spoilt files for printers, spines, and barcodes of covers.

`python -m tests.bench.printer_faults`: the ten faults of `test_preflight` are put one by one into a
file for a printer; of each the line is shown at which it is found. The spines of 12 numbers of
pages are held against the printers' published figures. A cover is drawn for each printer, paper
and number of pages, and its barcode decoded by ZXing.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import zxingcpp

from octavo.book.printers import names, printer
from octavo.formats.cover import make, wrap
from octavo.formats.cover.check import check_words
from octavo.formats.pdf import format as pdf
from tests import test_cover_plan, test_preflight
from tests.printed_books import printed
from tests.test_print_cover import INCH, PAGES, PUBLISHED

Fault = Callable[[pikepdf.Pdf], int]

OF_PICTURES: list[tuple[Fault, str, str]] = [
    (test_preflight.in_rgb, "printer-colour", "ingramspark"),
    (test_preflight.coarse, "printer-resolution", "ingramspark"),
    (test_preflight.clear, "printer-transparency", "ingramspark"),
    (test_preflight.soaked, "printer-ink", "inks"),
]
OF_PAGES: list[tuple[Fault, str, str]] = [
    (test_preflight.without_font, "printer-font", "ingramspark"),
    (test_preflight.cut_wrongly, "printer-box", "ingramspark"),
    (test_preflight.odd, "printer-pages", "ingramspark"),
    (test_preflight.into_the_gutter, "printer-gutter", "ingramspark"),
    (test_preflight.annotated, "printer-extras", "ingramspark"),
    (test_preflight.too_high, "printer-safety", "ingramspark"),
]
ISBN = "9780306406157"
MOST = 0.1
"""How far a spine may be from the printer's figure, in millimetres."""


def main() -> None:
    """Print what is found; the exit status is 1 where anything is missed."""
    with tempfile.TemporaryDirectory() as folder:
        whole = [_faults(Path(folder)), _spines(), _barcodes(Path(folder))]
    sys.exit(not all(whole))


def _faults(folder: Path) -> bool:
    asked = (test_preflight.INGRAM, test_preflight.INKS)
    book = printed(folder / "faults", *asked, markdown=test_preflight.TEXT)
    false = [one for made in asked for one in pdf.check(book.files[made.name], book.job)]
    found = 0
    for fault, rule, name in OF_PICTURES + OF_PAGES:
        page, findings = test_preflight.found(book, folder, fault, name)
        ours = [one for one in findings if one.rule == rule]
        lines = sorted({one.place.line for one in ours if one.place and one.place.line})
        exact = {test_preflight.PICTURE} if (fault, rule, name) in OF_PICTURES else set()
        right = exact or (test_preflight.lines_of(book, page) if page else set(lines))
        is_found = bool(lines) and set(lines) <= right
        found += is_found
        where = f"line {lines[0]}" + (" (exact)" if exact else "") if lines else "no line"
        others = sorted({one.rule for one in findings} - {rule})
        print(f"{fault.__name__:16} {rule:22} {where if is_found else 'NOT FOUND'} {others or ''}")
    print(f"planted faults: {found} of 10; in the clean files {len(false)} findings", flush=True)
    return found == len(OF_PICTURES + OF_PAGES) and not false


def _spines() -> bool:
    papers = {key: printer(key[0]).cover.papers[key[1]] for key in PUBLISHED}
    off = max(
        abs(wrap.spine_width(pages, papers[key]) - inches(pages) * INCH)
        for key, inches in PUBLISHED.items()
        for pages in PAGES
    )
    print(f"spines: {len(PAGES)} numbers of pages × {len(papers)} papers, {off:.4f} mm off at most")
    return off <= MOST


def _covers() -> Iterator[tuple[str, str, int]]:
    for name in names():
        if name != "screen":
            for paper in printer(name).cover.papers:
                yield from ((name, paper, pages) for pages in PAGES)


def _barcodes(folder: Path) -> bool:
    edition = replace(test_cover_plan.BOOK, price={"USD": "18.99"})
    covers = decoded = faults = 0
    for covers, (name, paper, pages) in enumerate(_covers(), 1):
        job = test_cover_plan.book(folder / f"{covers}", edition, trim=(129, 198), paper=paper)
        plan = make.plan(job.project, printer(name), pages)
        path = folder / f"{covers}.pdf"
        make.write_cover(job, plan, path)
        faults += len(check_words(path, plan.wrap))
        decoded += [one.text for one in _read(path)] == [ISBN]
    print(f"barcodes: {decoded} of {covers} covers decoded; type too near in {faults}")
    return decoded == covers and not faults


def _read(path: Path) -> list[zxingcpp.Barcode]:
    with closing(pypdfium2.PdfDocument(path)) as document:
        return list(zxingcpp.read_barcodes(document[0].render(scale=3).to_pil()))


if __name__ == "__main__":
    main()
