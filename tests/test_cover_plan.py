"""What an editor should know of a printed cover, and what stands on it: pictures, prices, flaps."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from octavo.book.printers import printer as printer_of
from octavo.files.redraw_covers import size_and_mode
from octavo.formats.cover import make
from octavo.formats.cover.check import check_words
from octavo.formats.epub import cover as front
from octavo.model.artefact import Job
from octavo.model.edition import Edition, Project
from octavo.model.finding import InputError
from tests.making import EDITION

ISBN = {"print": "0306406152"}
BOOK = replace(
    EDITION,
    isbn=ISBN,
    blurb="What the book is about, in a few words.\nAnd why.",
    author_note="Ada Compositor lives in Leeds.",
    price={"GBP": "12.99", "USD": "18.99"},
)
FACE = (129 + 3.175, 198 + 2 * 3.175)
"""The size of a front that runs over the trim of KDP at three sides, in millimetres."""


def book(folder: Path, edition: Edition = BOOK, **design: Any) -> Job:
    """Return the job of a book's folder, with its two files of metadata."""
    (folder / "metadata").mkdir(parents=True, exist_ok=True)
    (folder / "metadata/edition.yaml").write_text("title: A\nbinding: hardback\n", encoding="utf-8")
    (folder / "metadata/design.yaml").write_text("trim: 129x198\npaper: x\n", encoding="utf-8")
    (folder / "work").mkdir(exist_ok=True)
    whole = replace(edition, design=replace(edition.design, **design))
    return Job(folder / "none", Project(folder, (), whole), folder / "work", "a", 0)


def rules(job: Job, printer: str = "kdp", pages: int = 240) -> dict[str, str]:
    """Return what is told of a cover, by rule."""
    made = make.plan(job.project, printer_of(printer), pages)
    return {finding.rule: finding.message for finding in make.notices(job.project, made)}


def drawn(job: Job, printer: str = "kdp", pages: int = 240) -> Path:
    path = job.work / f"a-{printer}-cover.pdf"
    made = make.plan(job.project, printer_of(printer), pages)
    make.write_cover(job, made, path)
    assert check_words(path, made.wrap) == []
    return path


def words(path: Path) -> str:
    with closing(pypdfium2.PdfDocument(path)) as document:
        return " ".join(str(document[0].get_textpage().get_text_range()).split())


def picture(path: Path) -> Image.Image:
    with closing(pypdfium2.PdfDocument(path)) as document:
        return document[0].render(scale=3).to_pil()


def paint(path: Path, size: tuple[float, float], *, ppi: float = 300, mode: str = "CMYK") -> None:
    """Write a picture for a size in millimetres."""
    pixels = tuple(round(side / 25.4 * ppi) for side in size)
    Image.new(mode, pixels, 90 if mode == "L" else tuple(90 for _ in mode)).save(path)


def test_all_that_the_edition_says_stands_on_it(tmp_path: Path) -> None:
    path = drawn(book(tmp_path, paper="cream"))
    said = words(path)
    for expected in ("in a few words", "And why.", "lives in Leeds", "£12.99", "US$18.99"):
        assert expected in said
    assert "ISBN 978-0-306-40615-7" in said
    (read,) = zxingcpp.read_barcodes(picture(path))
    assert read.text == "9780306406157"


def test_the_description_is_the_blurb_where_there_is_none(tmp_path: Path) -> None:
    bare = replace(BOOK, blurb="", description="What shops say.")
    assert "What shops say." in words(drawn(book(tmp_path, bare)))


def test_a_long_blurb_is_told_where_it_must_be_very_small(tmp_path: Path) -> None:
    long = replace(BOOK, blurb="A blurb that goes on, and praises the book at length. " * 60)
    job = book(tmp_path, long, paper="white")
    made = make.plan(job.project, printer_of("kdp"), 240)
    path = tmp_path / "long.pdf"
    make.write_cover(job, made, path)
    (small,) = check_words(path, made.wrap)
    assert (small.rule, "points" in small.message) == ("cover-small", True)


@pytest.mark.parametrize(
    ("changes", "printer", "pages", "expected"),
    [
        ({}, "kdp", 240, {"cover-paper"}),
        ({"paper": "white"}, "kdp", 240, set()),
        ({"paper": "white"}, "kdp", 78, {"cover-spine"}),
        ({"paper": "white"}, "ingramspark", 240, {"cover-unchecked"}),
        ({"spine": "21.5"}, "ingramspark", 240, set()),
    ],
)
def test_what_was_taken_for_granted_is_told(
    tmp_path: Path, changes: Mapping[str, Any], printer: str, pages: int, expected: set[str]
) -> None:
    assert set(rules(book(tmp_path, **changes), printer, pages)) == expected


def test_a_book_without_an_isbn_has_no_barcode(tmp_path: Path) -> None:
    job = book(tmp_path, replace(BOOK, isbn={}), paper="white")
    assert "no barcode" in rules(job)["cover-isbn"]
    path = drawn(job)
    assert not zxingcpp.read_barcodes(picture(path))
    assert "cover-isbn" not in rules(book(tmp_path, replace(BOOK, isbn={}), barcode=False))


def test_a_description_in_letters_that_no_face_has_is_left_out(tmp_path: Path) -> None:
    bare = replace(BOOK, blurb="", description="A tale: 源氏物語.")
    job = book(tmp_path, bare, paper="white")
    assert "description" in rules(job)["cover-letters"]
    assert "A tale" not in words(drawn(job))


def test_a_paper_that_the_printer_has_not(tmp_path: Path) -> None:
    with pytest.raises(InputError) as fault:
        rules(book(tmp_path, paper="creme"))
    assert str(fault.value.place) == "metadata/design.yaml:2"
    assert "no paper “creme”" in str(fault.value)
    assert "cream" in fault.value.hint


def test_a_hardback_has_a_case_and_with_flaps_a_jacket(tmp_path: Path) -> None:
    hard = replace(BOOK, binding="hardback", description="For shops.")
    case = make.plan(book(tmp_path, hard).project, printer_of("offset"), 240).wrap
    assert (case.outer, case.hinge, case.flap, case.height) == (18, 8, 0, 204)
    job = book(tmp_path, hard, flaps="85")
    jacket = make.plan(job.project, printer_of("offset"), 240).wrap
    assert (jacket.outer, jacket.flap) == (3, 85)
    assert jacket.width == pytest.approx(2 * (3 + 85 + 132) + jacket.spine)
    said = words(drawn(job, "offset"))
    assert "For shops." in said
    assert "lives in Leeds" in said
    with pytest.raises(InputError, match="hardback’s case is not known") as fault:
        rules(book(tmp_path, hard))
    assert str(fault.value.place) == "metadata/edition.yaml:2"


def test_a_picture_is_measured_at_its_size_with_the_bleed(tmp_path: Path) -> None:
    pictured = replace(BOOK, cover="front.jpg")
    job = book(tmp_path, pictured, paper="white")
    paint(tmp_path / "front.jpg", FACE)
    assert rules(job) == {}
    paint(tmp_path / "front.jpg", FACE, ppi=133)
    assert "133 pixels to the inch" in rules(job)["cover-ppi"]
    paint(tmp_path / "front.jpg", FACE, mode="RGB")
    assert set(rules(job)) == {"cover-colour"}
    assert rules(job, "lulu") == {}
    paint(tmp_path / "front.jpg", (FACE[0] * 1.2, FACE[1]))
    assert "17% of it are cut off at its sides" in rules(job)["cover-shape"]


def test_pictures_of_front_and_back_leave_room_for_the_barcode(tmp_path: Path) -> None:
    pictured = replace(BOOK, cover="front.jpg", cover_back="back.jpg")
    for name in ("front.jpg", "back.jpg"):
        paint(tmp_path / name, FACE)
    path = drawn(book(tmp_path, pictured, paper="white"))
    assert zxingcpp.read_barcodes(picture(path))
    assert "a few words" not in words(path)
    assert BOOK.title in words(path)  # on the spine


def test_a_picture_of_the_whole_has_what_it_has(tmp_path: Path) -> None:
    pictured = replace(BOOK, cover_wrap="whole.jpg")
    job = book(tmp_path, pictured, paper="white")
    size = make.plan(job.project, printer_of("kdp"), 240).wrap
    paint(tmp_path / "whole.jpg", (size.width, size.full_height))
    assert rules(job) == {}
    assert words(drawn(job)) == ""
    (tmp_path / "other").mkdir()
    again = book(tmp_path / "other", pictured, paper="white", barcode=True)
    paint(tmp_path / "other/whole.jpg", (size.width, size.full_height))
    assert zxingcpp.read_barcodes(picture(drawn(again)))


def test_shops_see_the_front_of_a_picture_of_the_whole(tmp_path: Path) -> None:
    pictured = replace(BOOK, cover_wrap="whole.png")
    job = book(tmp_path, pictured)
    whole = Image.new("RGB", (2800, 2043), "red")  # ten pixels to the millimetre, near enough
    whole.paste("blue", (2800 - 1322, 0, 2800, 2043))
    whole.save(tmp_path / "whole.png")
    file = front.cover_file(job.project, job.work)
    width, height, _ = size_and_mode(file)
    assert width / height == pytest.approx(129 / 198, abs=0.01)
    with Image.open(file) as shown:
        assert all(shown.getpixel((x, 5))[2] > 200 for x in (5, width // 2, width - 5))


@pytest.mark.parametrize(("key", "name"), [("cover_back", "back.gif"), ("logo", "gone.svg")])
def test_a_picture_that_cannot_be_taken(tmp_path: Path, key: str, name: str) -> None:
    (tmp_path / "back.gif").write_bytes(b"GIF89a")
    job = book(tmp_path, replace(BOOK, **{key: name}))
    (fault,) = front.check(job.project)
    assert fault.rule == "cover-file"
    assert name in fault.message
