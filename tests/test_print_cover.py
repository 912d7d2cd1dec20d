"""The printer's cover: its sheet, its spine by the printer's figures, its barcode, its type."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from octavo.book.printers import names, printer
from octavo.formats.cover import barcode, draw, finish, words, wrap
from octavo.formats.cover.check import check_words
from octavo.model.artefact import Job
from octavo.model.edition import Contributor, Edition, Project

ISBN = "978-0-306-40615-7"
BOOK = Edition(
    "The Compositor’s Hand",
    "en-GB",
    "A Short History",
    author=(Contributor("Ada Compositor"),),
    publisher="Octavo",
)
PAGES = (24, 48, 79, 80, 110, 150, 200, 240, 320, 401, 550, 828)
INCH = 25.4
COLOURED = (b" k", b" rg", b" g", b" scn")
PUBLISHED = {
    ("kdp", "white"): lambda pages: pages * 0.002252,
    ("kdp", "cream"): lambda pages: pages * 0.0025,
    ("kdp", "colour"): lambda pages: pages * 0.002347,
    ("ingramspark", "cream"): lambda pages: pages / 444,
    ("ingramspark", "white"): lambda pages: pages * 0.00211,
    ("ingramspark", "colour"): lambda pages: pages * 0.00272,
    ("lulu", "cream"): lambda pages: pages / 444 + 0.06,
    ("lulu", "coated"): lambda pages: pages / 460 + 0.06,
}
"""The width of a spine in inches, as each printer reckons it."""


@pytest.mark.parametrize(("name", "paper"), PUBLISHED)
def test_a_spine_is_as_wide_as_the_printer_says(name: str, paper: str) -> None:
    for pages in PAGES:
        made = wrap.spine_width(pages, printer(name).cover.papers[paper])
        assert made == pytest.approx(PUBLISHED[name, paper](pages) * INCH, abs=0.1)


def test_every_printer_has_papers_and_says_whether_he_publishes_them() -> None:
    made = {name: printer(name) for name in names() if name != "screen"}
    assert all(one.cover.papers and one.source for one in made.values())
    assert [name for name, one in sorted(made.items()) if one.cover.checked] == ["kdp", "lulu"]
    assert all(0 < one.cover.bleed <= one.cover.safety for one in made.values())


@pytest.mark.parametrize(
    ("currency", "amount", "figures"),
    [("USD", "18.99", "51899"), ("USD", "120", "59999"), ("CAD", "9.5", "60950"), ("EUR", "9", "")],
)
def test_the_price_of_an_add_on(currency: str, amount: str, figures: str) -> None:
    assert barcode.add_on(currency, amount) == figures


def sheet(folder: Path, design: str = "plain", pages: int = 240, *, lang: str = "en-GB") -> Path:
    """Draw a whole sheet for KDP; return its file."""
    folder.mkdir(exist_ok=True)
    kdp = printer("kdp")
    spine = wrap.spine_width(pages, kdp.cover.papers["cream"])
    is_mirrored = lang == "he"
    size = wrap.wrap_of((129, 198), pages, kdp.cover, wrap.Binding(spine, is_mirrored=is_mirrored))
    code = draw.Code(ISBN, ISBN.replace("-", ""), "51899")
    stands = draw.Sheet(size, ("A blurb of some words. " * 20,), ("Of the author.",), code=code)
    look = draw.Look(design, "blue", "cmyk")
    said = words.words_of(BOOK) | {"mirrored": is_mirrored}
    path = folder / "cover.pdf"
    path.write_bytes(draw.draw_wrap(said, look, stands, draw.Bench(folder)))
    job = Job(folder, Project(folder, (), BOOK), folder, "a", 0)
    finish.finish(path, size, kdp, job)
    return path


def picture(path: Path, scale: float = 4) -> Image.Image:
    with closing(pypdfium2.PdfDocument(path)) as document:
        return document[0].render(scale=scale).to_pil()


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sheet(tmp_path_factory.mktemp("plain"))


def test_the_barcode_is_read_from_the_page(plain: Path) -> None:
    with_price = zxingcpp.EanAddOnSymbol.Require
    (read,) = zxingcpp.read_barcodes(picture(plain), ean_add_on_symbol=with_price)
    assert (str(read.format), read.text) == ("EAN-13", f"{ISBN.replace('-', '')}51899")


def test_its_boxes_are_the_trim_and_the_bleed(plain: Path) -> None:
    with pikepdf.open(plain) as pdf:
        (page,) = pdf.pages
        media, bleed, trim = (
            [float(value) for value in page.obj[key]]
            for key in ("/MediaBox", "/BleedBox", "/TrimBox")
        )
    assert media == bleed
    assert (media[2], media[3]) == pytest.approx(
        ((258 + 240 * 0.0635) / INCH * 72 + 18, 198 / INCH * 72 + 18), abs=0.05
    )
    assert trim == pytest.approx([9, 9, media[2] - 9, media[3] - 9], abs=0.01)


def test_fonts_are_embedded_and_black_is_one_ink(plain: Path) -> None:
    with pikepdf.open(plain) as pdf:
        fonts = [
            item
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"
        ]
        content = pdf.pages[0].obj.Contents.read_bytes().split(b"\n")
    assert fonts
    assert all("/FontFile3" in font or "/FontFile2" in font for font in fonts)
    inks = {line.rsplit(b" cm ", 1)[-1] for line in content if line.endswith(COLOURED)}
    assert all(line.endswith((b" k", b" g")) for line in inks)
    assert b"0 g" in inks


@pytest.mark.parametrize("design", ["field", "plain", "label"])
def test_type_keeps_away_from_the_trim_and_the_folds(tmp_path: Path, design: str) -> None:
    path = sheet(tmp_path / design, design)
    kdp = printer("kdp")
    binding = wrap.Binding(wrap.spine_width(240, kdp.cover.papers["cream"]))
    size = wrap.wrap_of((129, 198), 240, kdp.cover, binding)
    assert check_words(path, size) == []
    (near,) = check_words(path, replace(size, safety=8.0))
    assert (near.rule, "8 mm" in near.message) == ("cover-safety", True)
    (folded,) = check_words(path, replace(size, spine_safety=5.5))
    assert "5.5 mm to a fold" in folded.message


@pytest.mark.parametrize(
    ("pages", "spine", "has_words"), [(78, 9, False), (79, 9, True), (300, 4, False)]
)
def test_a_thin_book_has_no_words_on_its_spine(pages: int, spine: float, has_words: bool) -> None:
    made = wrap.wrap_of((129, 198), pages, printer("kdp").cover, wrap.Binding(spine))
    assert made.has_spine_text is has_words


def test_a_book_read_from_the_right_has_its_front_on_the_left(tmp_path: Path) -> None:
    kdp = printer("kdp")
    plain, mirrored = (
        wrap.wrap_of((129, 198), 240, kdp.cover, wrap.Binding(15.0, is_mirrored=is_mirrored))
        for is_mirrored in (False, True)
    )
    assert (plain.back_at, plain.front_at) == (mirrored.front_at, mirrored.back_at)
    (read,) = zxingcpp.read_barcodes(picture(sheet(tmp_path, lang="he")))
    assert read.position.top_left.x > 0.5 * picture(tmp_path / "cover.pdf").width


def test_the_same_bytes_every_time(plain: Path, tmp_path: Path) -> None:
    assert sheet(tmp_path / "again").read_bytes() == plain.read_bytes()


@pytest.mark.parametrize("design", ["field", "plain", "label"])
def test_the_front_is_of_the_size_that_shops_ask_for(tmp_path: Path, design: str) -> None:
    front = draw.draw_front(words.words_of(BOOK), draw.Look(design, "red"), draw.Bench(tmp_path))
    (tmp_path / "front.png").write_bytes(front)
    with Image.open(tmp_path / "front.png") as drawn:
        assert drawn.size == (1600, 2560)
