"""The cover that an edition names is the first page of the screen PDF, and is never printed."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from octavo.formats.pdf import format as pdf
from octavo.model.edition import Image
from tests.making import EDITION
from tests.pdf_books import Built, build
from tests.pictures import png

COVERED = replace(EDITION, cover="cover.png")
TEXT = "# One\n\nSome words.[^1]\n\n## A section\n\nMore.\n\n# Two\n\nThe end.\n\n[^1]: A note.\n"


def covered(folder: Path, text: str = TEXT, edition=COVERED, size=(300, 460)) -> Built:
    (folder / "book" / "source").mkdir(parents=True)
    (folder / "book" / "source" / "cover.png").write_bytes(png(*size))
    return build(folder, text, edition)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return covered(tmp_path_factory.mktemp("covered"))


def labels(path: Path) -> list[str]:
    with closing(pypdfium2.PdfDocument(path)) as document:
        return [document.get_page_label(number) for number in range(len(document))]


def corners(path: Path) -> list[bool]:
    """Return of each corner of the first page whether it is blank."""
    with closing(pypdfium2.PdfDocument(path)) as document:
        drawn = document[0].render(rev_byteorder=True)
        ends = [0, (drawn.width - 1) * drawn.n_channels]
        rows = [0, (drawn.height - 1) * drawn.stride]
        return [drawn.buffer[row + end] > 250 for row in rows for end in ends]


def test_it_is_the_first_page_and_the_others_are_named_as_in_print(built: Built) -> None:
    screen, press = labels(built.screen.path), labels(built.press.path)
    pages = built.screen.counts["pages"] - 1
    assert screen == ["Cover", *press[:pages]]
    assert built.press.counts["pages"] == pages + pages % 2, "whole leaves"


def test_it_fills_the_page_to_its_trim(built: Built) -> None:
    with closing(pypdfium2.PdfDocument(built.screen.path)) as document:
        sizes = [document[number].get_size() for number in (0, 1)]
    assert sizes[0] == pytest.approx(sizes[1], abs=0.1)
    assert corners(built.screen.path) == [False] * 4


@pytest.mark.parametrize(("size", "is_whole"), [((400, 400), True), ((300, 480), False)])
def test_an_image_of_another_shape_is_shown_whole(
    tmp_path: Path, size: tuple[int, int], *, is_whole: bool
) -> None:
    assert corners(covered(tmp_path, size=size).screen.path) == [is_whole] * 4


def test_it_has_words_a_bookmark_and_no_folio(built: Built, tmp_path: Path) -> None:
    with pikepdf.open(built.screen.path) as document:
        figure = document.Root.StructTreeRoot.K[0].K[0]
        assert (figure.S, figure.Pg.objgen) == ("/Figure", document.pages[0].obj.objgen)
        assert str(figure.Alt) == f"Cover: {EDITION.title} · {EDITION.authors[0].name}"
        key = int(document.pages[0].obj.StructParents)
        tree = pikepdf.NumberTree(document.Root.StructTreeRoot.ParentTree)
        assert tree[key][0].objgen == figure.objgen
        others = [page.obj.get("/StructParents") for page in document.pages[1:]]
        assert key not in others, "no page has the tags of another"
        first = document.Root.Outlines.First
        assert (str(first.Title), first.Dest[0].objgen) == ("Cover", document.pages[0].obj.objgen)
    with closing(pypdfium2.PdfDocument(built.screen.path)) as document:
        assert document[0].get_textpage().get_text_range() == ""
    images = {"cover.png": Image(alt="Bread and a key")}
    own = covered(tmp_path, edition=replace(COVERED, images=images)).screen.path
    with pikepdf.open(own) as document:
        assert str(document.Root.StructTreeRoot.K[0].K[0].Alt) == "Bread and a key"


def test_readers_and_checks_meet_the_text_behind_it(built: Built) -> None:
    assert pdf.characters(built.read) == pdf.characters(built.canon)
    assert built.read.headings == built.canon.headings
    assert built.read.images == built.canon.images == ()
    assert pdf.read(built.press, built.job) is None, "each page is that of the screen"
    assert pdf.check(built.screen, built.job) == pdf.check(built.press, built.job)


def test_the_print_pdf_is_what_it_is_without_a_cover(built: Built, tmp_path: Path) -> None:
    bare = build(tmp_path, TEXT, EDITION)
    assert bare.press.sha256 == built.press.sha256
    named = labels(bare.screen.path)
    assert named == labels(bare.press.path)[: len(named)]


def test_the_same_bytes_and_a_text_without_headings(built: Built, tmp_path: Path) -> None:
    assert covered(tmp_path / "a").screen.sha256 == built.screen.sha256
    plain = covered(tmp_path / "b", "Only words.\n")
    assert pdf.characters(plain.read) == pdf.characters(plain.canon)
    with closing(pypdfium2.PdfDocument(plain.screen.path)) as document:
        assert [mark.get_title() for mark in document.get_toc()] == ["Cover"]
