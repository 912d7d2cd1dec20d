"""A build for a printer draws the cover beside the pages, by the pages that it has."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
import zxingcpp
from PIL import Image

from octavo.book.printers import printer
from octavo.formats.cover import make
from octavo.formats.pdf import format as pdf
from octavo.formats.pdf.printing import covers
from octavo.model.artefact import Artefact, Job
from octavo.model.edition import Edition
from tests.making import EDITION, make_job
from tests.test_cover_plan import picture, words

TEXT = "# One\n\n" + "Some words of a chapter, and some more of them.\n\n" * 400
BOOK = replace(EDITION, isbn={"print": "978-0-306-40615-7"}, blurb="A book.")
INCH = 72 / 25.4


def built(folder: Path, edition: Edition, *names: str) -> tuple[Job, dict[str, Artefact]]:
    folder.mkdir()
    job, _ = make_job(folder, TEXT, edition)
    for name in ("edition", "design"):
        (job.project.root / "metadata").mkdir(exist_ok=True)
        (job.project.root / f"metadata/{name}.yaml").write_text("binding: hardback\n")
    job = replace(job, printers=tuple(map(printer, names)))
    return job, {artefact.format: artefact for artefact in pdf.write(job)}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Job, dict[str, Artefact]]:
    return built(tmp_path_factory.mktemp("covers") / "a", BOOK, "kdp", "ingramspark")


def box(path: Path, key: str) -> list[float]:
    with pikepdf.open(path) as document:
        return [float(side) for side in document.pages[0].obj[key]]


@pytest.mark.parametrize(("name", "page"), [("kdp", 0.0025), ("ingramspark", 1 / 444)])
def test_the_spine_is_that_of_the_pages(
    made: tuple[Job, dict[str, Artefact]], name: str, page: float
) -> None:
    pages = made[1][f"pdf-{name}"].counts["pages"]
    cover = made[1][f"pdf-{name}-cover"].path
    left, foot, right, head = box(cover, "/TrimBox")
    spine = (right - left) / INCH - 2 * BOOK.design.trim[0]
    assert spine == pytest.approx(pages * page * 25.4, abs=0.1)
    assert (head - foot) / INCH == pytest.approx(BOOK.design.trim[1], abs=0.1)
    assert cover.name == f"a-test-book-{name}-cover.pdf"
    (read,) = zxingcpp.read_barcodes(picture(cover))
    assert read.text == "9780306406157"
    assert BOOK.title in words(cover)


def test_what_is_told_of_it_is_told_of_its_file(made: tuple[Job, dict[str, Artefact]]) -> None:
    job, artefacts = made
    rules = {finding.rule for finding in pdf.check(artefacts["pdf-kdp-cover"], job)}
    assert rules <= {"cover-paper", "cover-spine"}
    assert "cover-paper" in rules
    assert "cover-unchecked" in {
        finding.rule for finding in pdf.check(artefacts["pdf-ingramspark-cover"], job)
    }
    assert pdf.read(artefacts["pdf-kdp-cover"], job) is None


def test_the_cover_bears_the_label_of_its_printer(made: tuple[Job, dict[str, Artefact]]) -> None:
    with pikepdf.open(made[1]["pdf-ingramspark-cover"].path) as document:
        assert document.pdf_version == "1.3"
        assert str(document.docinfo["/GTS_PDFXVersion"]).startswith("PDF/X-1")
        assert str(document.docinfo["/Title"]) == BOOK.title
        assert "/OutputIntents" in document.Root


def test_the_front_is_that_of_shops(made: tuple[Job, dict[str, Artefact]]) -> None:
    front = made[1][covers.FRONT]
    assert (front.path.name, front.media_type) == ("a-test-book-cover.jpg", "image/jpeg")
    with Image.open(front.path) as shown:
        assert (shown.size, shown.format) == ((1600, 2560), "JPEG")


def test_the_same_bytes_every_time(made: tuple[Job, dict[str, Artefact]], tmp_path: Path) -> None:
    _, again = built(tmp_path / "b", BOOK, "kdp", "ingramspark")
    for name in ("pdf-kdp-cover", "pdf-ingramspark-cover", covers.FRONT):
        assert again[name].sha256 == made[1][name].sha256


def test_a_picture_of_a_screen_becomes_inks(tmp_path: Path) -> None:
    book = tmp_path / "d" / "book"
    book.mkdir(parents=True)
    Image.new("RGB", (1600, 2420), (200, 30, 40)).save(book / "front.png")
    job, _ = make_job(tmp_path / "d", TEXT, replace(BOOK, cover="front.png"))
    one = printer("ingramspark")
    path = tmp_path / "cover.pdf"
    make.write_cover(job, make.plan(job.project, one, 240), path)
    with pikepdf.open(path) as document:
        (image,) = (
            item
            for item in document.objects
            if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image"
        )
        assert image.ColorSpace == "/DeviceCMYK"


def test_a_cover_that_cannot_be_drawn_keeps_nothing_else_back(tmp_path: Path) -> None:
    job, artefacts = built(tmp_path / "c", replace(BOOK, binding="hardback"), "kdp")
    assert "pdf-kdp" in artefacts
    assert "pdf-kdp-cover" not in artefacts
    found = [one for one in pdf.check(artefacts["pdf-kdp"], job) if one.rule == "printer-cover"]
    assert [(one.severity.value, str(one.place)) for one in found] == [
        ("warning", "metadata/edition.yaml:1")
    ]
