"""The screen PDF is PDF/A-2a beside PDF/UA-1; blank pages are labelled as they are counted."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image as Picture

from octavo.formats.pdf.archive import archive_findings, colours_of_screens
from octavo.formats.pdf.ua.reader import failures_of
from tests.making import EDITION
from tests.pdf_books import Built, build

TEXT = """# Preface {.frontmatter}

Some words.

# Part One {.part}

# One

A picture in inks:

![Four inks](images/inks.jpg)

# Two

The end.
"""


def inks() -> bytes:
    data = io.BytesIO()
    Picture.new("CMYK", (60, 80), (200, 20, 120, 10)).save(data, "JPEG")
    return data.getvalue()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("archive")
    images = folder / "book" / "source" / "images"
    images.mkdir(parents=True)
    for path in (images / "inks.jpg", images.parent / "cover.jpg"):
        path.write_bytes(inks())
    return build(folder, TEXT, replace(EDITION, cover="cover.jpg"))


def test_pictures_in_inks_are_left_as_they_were(tmp_path: Path) -> None:
    (tmp_path / "0001.jpg").write_bytes(inks())
    with colours_of_screens(tmp_path):
        assert (tmp_path / "0001.jpg").read_bytes() != inks()
    assert (tmp_path / "0001.jpg").read_bytes() == inks()


def colours(path: Path) -> set[str]:
    with pikepdf.open(path) as pdf:
        images = [item for item in pdf.objects if isinstance(item, pikepdf.Stream)]
        spaces = [one.ColorSpace for one in images if one.get("/Subtype") == "/Image"]
        return {str(one[0]) if isinstance(one, Array) else str(one) for one in spaces}


def test_it_claims_both_and_breaks_neither(built: Built) -> None:
    with pikepdf.open(built.screen.path) as pdf:
        metadata = pdf.Root.Metadata.read_bytes()
    assert b"<pdfaid:part>2</pdfaid:part>" in metadata
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in metadata
    assert b"<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert archive_findings(built.screen.path) == []
    assert failures_of(built.screen.path) == []


def test_pictures_in_inks_are_drawn_anew_for_the_screen_alone(built: Built) -> None:
    assert "/DeviceCMYK" not in colours(built.screen.path)
    assert "/DeviceCMYK" in colours(built.press.path)


def test_a_blank_page_is_labelled_as_the_pages_around_it(built: Built) -> None:
    with pikepdf.open(built.press.path) as pdf:
        press = [page.label for page in pdf.pages]
    with pikepdf.open(built.screen.path) as pdf:
        screen = [page.label for page in pdf.pages]
    assert press == ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "1", "2", "3", "4", "5", "6"]
    assert screen == ["Cover", *press[:-1]], "the print PDF has whole leaves"


@pytest.mark.parametrize("key", ["/OutputIntents", "/Metadata"])
def test_what_is_not_for_archives_is_told(built: Built, tmp_path: Path, key: str) -> None:
    path = tmp_path / "a-screen.pdf"
    with pikepdf.open(built.screen.path) as pdf:
        del pdf.Root[key]
        pdf.save(path)
    [finding] = archive_findings(path)
    assert finding.rule == "pdf-archive"


def test_a_program_in_the_file_is_told(built: Built, tmp_path: Path) -> None:
    path = tmp_path / "a-screen.pdf"
    with pikepdf.open(built.screen.path) as pdf:
        pdf.Root.OpenAction = pdf.make_indirect(Dictionary(S=Name.JavaScript, JS=b"1"))
        pdf.save(path)
    assert "JavaScript" in archive_findings(path)[0].message
