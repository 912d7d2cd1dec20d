"""Faults that are put into a PDF are found."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Name

from octavo.formats.pdf import format as pdf
from octavo.formats.pdf.text import page_texts
from octavo.model.artefact import Artefact, Job
from octavo.model.finding import Finding, Severity
from tests.pdf_books import RICH, Built, _is_font, build


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build(tmp_path_factory.mktemp("rich"), RICH)


# Checks ------------------------------------------------------------------------------------------
def test_a_good_book_has_no_findings(rich: Built) -> None:
    assert pdf.check(rich.screen, rich.job) == []
    assert pdf.check(rich.press, rich.job) == []


def wrong_trim(book: pikepdf.Pdf) -> None:
    book.pages[2].obj["/MediaBox"] = Array([0, 0, 400, 600])


def untagged(book: pikepdf.Pdf) -> None:
    del book.Root["/StructTreeRoot"]


def no_language(book: pikepdf.Pdf) -> None:
    del book.Root["/Lang"]


def no_claim(book: pikepdf.Pdf) -> None:
    book.Root["/Metadata"] = book.make_stream(b"<x/>")


def no_fonts(book: pikepdf.Pdf) -> None:
    for item in book.objects:
        if _is_font(item):
            if "/FontFile3" in item:
                del item["/FontFile3"]
            if "/FontFile2" in item:
                del item["/FontFile2"]


def dead_link(book: pikepdf.Pdf) -> None:
    for page in book.pages:
        for annotation in page.obj.get("/Annots", []):
            for key in ("/Dest", "/A"):
                if key in annotation:
                    del annotation[key]


def on_a_verso(book: pikepdf.Pdf) -> None:
    book.pages.insert(4, book.pages[1])


SCREEN_FAULTS: list[tuple[Callable[[pikepdf.Pdf], None], str]] = [
    (wrong_trim, "pdf-trim"),
    (untagged, "pdf-untagged"),
    (no_language, "pdf-language"),
    (no_claim, "pdf-ua"),
    (no_fonts, "pdf-font-embedded"),
    (dead_link, "pdf-dead-link"),
    (on_a_verso, "pdf-opening"),
]


def spoilt(
    artefact: Artefact, job: Job, folder: Path, fault: Callable[[pikepdf.Pdf], None]
) -> list[Finding]:
    path = folder / "spoilt.pdf"
    with pikepdf.open(artefact.path) as book:
        fault(book)
        book.save(path)
    return pdf.check(replace(artefact, path=path), job)


@pytest.mark.parametrize(("fault", "rule"), SCREEN_FAULTS)
def test_a_fault_in_the_screen_pdf_is_found(
    rich: Built, tmp_path: Path, fault: Callable[[pikepdf.Pdf], None], rule: str
) -> None:
    findings = spoilt(rich.screen, rich.job, tmp_path, fault)
    assert rule in {finding.rule for finding in findings}
    others = [finding for finding in findings if finding.rule != "pdf-archive"]
    assert all(finding.severity is Severity.ERROR for finding in others)


def coloured(book: pikepdf.Pdf) -> None:
    book.pages[2].contents_add(b"1 0 0 rg 0 0 1 1 re f")


def profiled(book: pikepdf.Pdf) -> None:
    book.pages[4].Resources.ColorSpace["/c0"] = Array([Name.ICCBased, book.make_stream(b"", N=1)])


def outlined(book: pikepdf.Pdf) -> None:
    with book.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("Extra", 0))


@pytest.mark.parametrize(
    ("fault", "rule"),
    [
        (coloured, "pdf-print-colour"),
        (profiled, "pdf-print-colour"),
        (outlined, "pdf-print-extras"),
        (wrong_trim, "pdf-trim"),
    ],
)
def test_a_fault_in_the_print_pdf_is_found(
    rich: Built, tmp_path: Path, fault: Callable[[pikepdf.Pdf], None], rule: str
) -> None:
    findings = spoilt(rich.press, rich.job, tmp_path, fault)
    assert rule in {finding.rule for finding in findings}


def test_text_out_of_the_measure_is_found(tmp_path: Path) -> None:
    built = build(tmp_path, f"# One\n\n## {'immeasurable' * 6}\n\nText.\n")
    findings = pdf.check(built.screen, built.job)
    assert {finding.rule for finding in findings} == {"pdf-overflow"}
    assert "measurable" in findings[0].message


def test_long_code_and_addresses_stay_in_the_measure(tmp_path: Path) -> None:
    code = "g.v('Thor').out().as('parent').out().as('grandparent').out().unique().take(10).run()"
    address = "https://www.example.org/" + "long-path/" * 12 + "end?query=" + "x" * 50
    text = f"# One\n\n    {code}\n    {'#' + '-' * 90}\n\n`{code}` and {address}^[{address}]\n"
    built = build(tmp_path, text)
    assert pdf.check(built.screen, built.job) == []
    assert built.read.body == built.canon.body


def test_text_below_the_last_line_is_found(rich: Built, tmp_path: Path) -> None:
    pages = page_texts(rich.screen.path)
    number = next(n for n, text in enumerate(pages) if text.startswith("4A Test Book"))

    def lowered(book: pikepdf.Pdf) -> None:
        book.pages[number].contents_add(b"1 0 0 1 0 -40 cm", prepend=True)

    (finding,) = spoilt(rich.screen, rich.job, tmp_path, lowered)
    assert finding.rule == "pdf-overflow"
    assert re.search(r"stands \d+ points below the last line", finding.message)


def test_a_last_page_of_fewer_than_five_lines_is_reported_for_screen_and_print(
    tmp_path: Path,
) -> None:
    books = [build(tmp_path / str(n), "# One\n\n" + "Line.\n\n" * n) for n in range(22, 30)]
    found = [pdf.check(book.screen, book.job) for book in books]
    rules = [[finding.rule for finding in findings] for findings in found]
    assert rules.count(["pdf-short-page"]) == 4, rules
    short = [(f.rule, f.message, f.context) for findings in found for f in findings]
    printed = [f for book in books for f in pdf.check(book.press, book.job)]
    assert [(f.rule, f.message, f.context) for f in printed] == short
    told = printed[0]
    assert told.severity is Severity.INFO
    assert "(page 6 of" in told.message
