"""Faults that are put into a printer's file are found, at the line of the text they concern."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from octavo.book import printers
from octavo.formats.pdf import format as pdf
from octavo.formats.pdf.text import page_texts
from octavo.model.finding import Finding
from octavo.press.verify import placed
from tests.printed_books import Printed, printed

INGRAM = printers.printer("ingramspark")
INKS = replace(INGRAM, name="inks", over="ingramspark", colour="cmyk")
WORDS = "oak ash elm yew fir lime plum pear quince medlar sloe hazel alder birch"


def paragraph(number: int) -> str:
    """A paragraph like no other."""
    trees = WORDS.split()
    chosen = [trees[byte % len(trees)] for byte in hashlib.sha512(f"{number}".encode()).digest()]
    sign = chr(97 + number % 26) + chr(97 + number // 26)
    return " ".join(f"{tree}{sign}" for tree in [*chosen, *chosen[::-2]]) + f" {number}."


TEXT = (
    "# One\n\n"
    + "\n\n".join(paragraph(number) for number in range(12))
    + "\n\n![A photograph.](images/photo.jpg){width=90%}\n\n"
    + "\n\n".join(paragraph(number) for number in range(20, 60))
    + "\n"
)
PICTURE = next(n for n, line in enumerate(TEXT.splitlines(), 1) if "photo.jpg" in line)


@dataclass(frozen=True)
class Chapter:
    """The text as its places are looked for."""

    file: str
    text: str


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    return printed(tmp_path_factory.mktemp("preflight"), INGRAM, INKS, markdown=TEXT)


def found(
    book: Printed, folder: Path, fault: Callable[[pikepdf.Pdf], int], name: str = "ingramspark"
) -> tuple[int, list[Finding]]:
    """Put a fault into a file; give the page it is on, and what preflight finds, at its place."""
    path = folder / "spoilt.pdf"
    with pikepdf.open(book.files[name].path) as made:
        page = fault(made)
        made.save(path, force_version="1.3")
    findings = pdf.check(replace(book.files[name], path=path), book.job)
    return page, placed(findings, [Chapter("source/01.md", TEXT)])


def test_a_clean_file_has_no_findings(book: Printed) -> None:
    assert pdf.check(book.files["ingramspark"], book.job) == []
    assert pdf.check(book.files["inks"], book.job) == []


def picture(made: pikepdf.Pdf) -> tuple[int, pikepdf.Stream]:
    for number, page in enumerate(made.pages, 1):
        for image in page.Resources.get("/XObject", {}).values():
            return number, image
    raise AssertionError


def in_rgb(made: pikepdf.Pdf) -> int:
    number, image = picture(made)
    image.write(b"\x80\x20\x40" * (image.Width * image.Height))
    image.ColorSpace = Name.DeviceRGB
    return number


def coarse(made: pikepdf.Pdf) -> int:
    """A picture of 133 pixels to the inch."""
    number, image = picture(made)
    width = round(image.Width * 133 / 332)
    height = round(image.Height * width / image.Width)
    image.write(b"\x80" * (width * height))
    image.Width, image.Height = width, height
    return number


def clear(made: pikepdf.Pdf) -> int:
    number, image = picture(made)
    mask = made.make_stream(b"\x80" * 4)
    for key, value in (("/Width", 2), ("/Height", 2), ("/BitsPerComponent", 8)):
        mask[key] = value
    mask["/Type"], mask["/Subtype"], mask["/ColorSpace"] = (
        Name.XObject,
        Name.Image,
        Name.DeviceGray,
    )
    image["/SMask"] = mask
    return number


def soaked(made: pikepdf.Pdf) -> int:
    number, image = picture(made)
    image.write(b"\xff\xff\xff\xff" * (image.Width * image.Height))
    image.ColorSpace = Name.DeviceCMYK
    if "/Decode" in image:
        del image["/Decode"]
    return number


@pytest.mark.parametrize(
    ("fault", "rule", "name"),
    [
        (in_rgb, "printer-colour", "ingramspark"),
        (coarse, "printer-resolution", "ingramspark"),
        (clear, "printer-transparency", "ingramspark"),
        (soaked, "printer-ink", "inks"),
    ],
)
def test_a_fault_of_a_picture_is_found_at_its_line(
    book: Printed, tmp_path: Path, fault: Callable[[pikepdf.Pdf], int], rule: str, name: str
) -> None:
    number, findings = found(book, tmp_path, fault, name)
    (finding,) = (one for one in findings if one.rule == rule)
    assert finding.place is not None
    assert (finding.place.file, finding.place.line) == ("source/01.md", PICTURE)
    assert f"page {number} of" in finding.message
    assert "photo.jpg" in finding.message


PAGE = 11


def move(made: pikepdf.Pdf, right: float, up: float) -> int:
    page = made.pages[PAGE - 1]
    own = page.obj.Contents
    start = made.make_stream(f"q 1 0 0 1 {right} {up} cm\n".encode())
    parts = list(own) if isinstance(own, Array) else [own]
    page.obj.Contents = Array([start, *parts, made.make_stream(b"\nQ")])
    return PAGE


def into_the_gutter(made: pikepdf.Pdf) -> int:
    return move(made, -30, 0)


def too_high(made: pikepdf.Pdf) -> int:
    """A head .49 in from the trim."""
    return move(made, 0, 21)


def without_font(made: pikepdf.Pdf) -> int:
    for item in made.objects:
        if isinstance(item, Dictionary) and "/FontFile3" in item:
            del item["/FontFile3"]
    return 0


def cut_wrongly(made: pikepdf.Pdf) -> int:
    made.pages[PAGE - 1].obj.TrimBox = Array([0, 0, 400, 600])
    return PAGE


def odd(made: pikepdf.Pdf) -> int:
    """The blank page at the end is gone: the line is that of the last page with words."""
    del made.pages[-1]
    return 0


def annotated(made: pikepdf.Pdf) -> int:
    note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([0, 0, 9, 9]))
    made.pages[PAGE - 1].obj.Annots = Array([made.make_indirect(note)])
    return PAGE


def painted(made: pikepdf.Pdf) -> int:
    made.pages[PAGE - 1].contents_add(b"1 0 0 rg 90 90 40 40 re f")
    return PAGE


def lines_of(book: Printed, number: int) -> set[int]:
    """The lines of the text that stand on a page."""
    words = "".join(page_texts(book.files["ingramspark"].path)[number - 1].split())
    lines = enumerate(TEXT.splitlines(), 1)
    pieces = ((at, line.split()) for at, line in lines if line)
    return {
        at
        for at, parts in pieces
        if any("".join(parts[n : n + 6]) in words for n in range(0, len(parts), 3))
    }


@pytest.mark.parametrize(
    ("fault", "rule"),
    [
        (into_the_gutter, "printer-gutter"),
        (too_high, "printer-safety"),
        (without_font, "printer-font"),
        (cut_wrongly, "printer-box"),
        (odd, "printer-pages"),
        (annotated, "printer-extras"),
    ],
)
def test_a_fault_of_a_page_is_found_at_a_line_of_it(
    book: Printed, tmp_path: Path, fault: Callable[[pikepdf.Pdf], int], rule: str
) -> None:
    number, findings = found(book, tmp_path, fault)
    ours = [one for one in findings if one.rule == rule]
    assert ours, [one.message for one in findings]
    lines = lines_of(book, number) if number else set(range(len(TEXT)))
    assert all(one.place and one.place.file == "source/01.md" for one in ours)
    assert all(one.place and one.place.line in lines for one in ours)


def test_a_colour_of_a_line_is_found(book: Printed, tmp_path: Path) -> None:
    number, findings = found(book, tmp_path, painted)
    (finding,) = (one for one in findings if one.rule == "printer-colour")
    assert f"page {number}" in finding.message
    assert "RGB" in finding.message


def unlabelled(made: pikepdf.Pdf) -> int:
    del made.docinfo["/GTS_PDFXVersion"]
    del made.Root["/OutputIntents"]
    return 1


def test_a_label_that_is_gone_is_found(book: Printed, tmp_path: Path) -> None:
    _, findings = found(book, tmp_path, unlabelled)
    said = [one.message for one in findings if one.rule == "printer-label"]
    assert len(said) == 2


def test_one_rule_for_each_fault(book: Printed, tmp_path: Path) -> None:
    """A fault is not said twice: a page that is too high is not also in the gutter."""
    _, findings = found(book, tmp_path, too_high)
    assert {one.rule for one in findings} == {"printer-safety"}
    assert len(findings) == 1
