"""A page of a PDF is measured again where what it is drawn of has changed, and nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from octavo.cache import Cache
from octavo.formats.pdf import check
from octavo.formats.pdf.leaves import Opened, leaves
from octavo.formats.pdf.page import page_of
from octavo.system.remembered import kept_in

TRIM = (129.0, 198.0)
BOX = Array([0, 0, 366, 561])
OUT = b"BT /f 10 Tf -60 300 Td (Out of the measure) Tj ET"
IN = b"BT /f 10 Tf 90 300 Td (Within it) Tj ET"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Three pages of a font that they share; the second has words out of the measure."""
    path = tmp_path / "book.pdf"
    with pikepdf.new() as pdf:
        font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1))
        font.BaseFont = Name.Helvetica
        for number, data in enumerate((IN, OUT, IN)):
            leaf = pdf.add_blank_page(page_size=(366, 561))
            leaf.Contents = pdf.make_stream(data + b" %" + str(number).encode())
            leaf.Resources = Dictionary(Font=Dictionary(f=font))
        pdf.save(path)
    return path


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """The pages that PDFium was asked for."""
    asked: list[int] = []
    page = Opened.page

    def counted(self: Opened, index: int) -> object:
        asked.append(index)
        return page(self, index)

    monkeypatch.setattr(Opened, "page", counted)
    yield asked
    check._measured.forget()  # type: ignore[attr-defined]


def measured(path: Path) -> list[str]:
    """Measure a PDF as a new process does, with what earlier ones have kept beside it."""
    check._measured.forget()  # type: ignore[attr-defined]
    with kept_in(Cache(path.parent / "cache"), "1"):
        return [finding.message for finding in check._overflows(path, page_of(TRIM))]


def changed(path: Path, change: Callable[[pikepdf.Pdf], None]) -> None:
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        change(pdf)
        pdf.save(path)


def test_a_page_that_is_as_it_was_is_not_opened(book: Path, opened: list[int]) -> None:
    first = measured(book)
    assert len(first) == 1
    assert "page 2 of book.pdf" in first[0]
    assert opened == [0, 1, 2]
    assert measured(book) == first
    assert opened == [0, 1, 2]


def other_words(pdf: pikepdf.Pdf) -> None:
    pdf.pages[2].Contents = pdf.make_stream(OUT)


def other_box(pdf: pikepdf.Pdf) -> None:
    pdf.pages[2].MediaBox = Array([0, 0, 300, 561])


def other_size_of_all(pdf: pikepdf.Pdf) -> None:
    """What the group of pages says counts for each of them."""
    pdf.Root.Pages.UserUnit = 2


def other_font(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Resources.Font.f.BaseFont = Name.Courier


def one_more_before(pdf: pikepdf.Pdf) -> None:
    pdf.pages.insert(1, pdf.pages[0])


@pytest.mark.parametrize(
    ("change", "again"),
    [
        (other_words, [2]),
        (other_box, [2]),
        (other_size_of_all, [0, 1, 2]),
        (other_font, [0, 1, 2]),
        (one_more_before, [1, 2, 3]),
    ],
)
def test_a_page_whose_drawing_has_changed_is_measured_again(
    book: Path, opened: list[int], change: Callable[[pikepdf.Pdf], None], again: list[int]
) -> None:
    measured(book)
    opened.clear()
    changed(book, change)
    warm = measured(book)
    assert opened == again
    cold = book.with_name("cold") / book.name
    cold.parent.mkdir()
    cold.write_bytes(book.read_bytes())
    assert warm == measured(cold)


def test_what_refers_to_itself_is_known_by_the_whole_file(book: Path) -> None:
    def turned(pdf: pikepdf.Pdf) -> None:
        font = pdf.pages[0].Resources.Font.f
        font.Again = pdf.make_indirect(Dictionary(Font=font))

    changed(book, turned)
    with leaves(book) as pages:
        before = [leaf.drawn for leaf in pages]
    changed(book, lambda pdf: pdf.Root.__setattr__("Lang", pikepdf.String("de")))
    with leaves(book) as pages:
        assert not set(before) & {leaf.drawn for leaf in pages}
