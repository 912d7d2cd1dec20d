"""The file of a book for a printer: its page, boxes, pictures, label, and that it has the words."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from octavo.book import metadata, printers
from octavo.files import svg
from octavo.formats.pdf import format as pdf
from octavo.formats.pdf.page import POINTS, page_of
from octavo.formats.pdf.printing import colours, covers
from octavo.formats.pdf.printing.boxes import is_blank
from octavo.formats.pdf.printing.fit import fitted, gutter_of, is_set_alike
from octavo.formats.pdf.printing.make import Set, settled
from octavo.formats.pdf.printing.named import Files
from octavo.formats.pdf.printing.paints import paints
from octavo.formats.pdf.printing.preflight import preflight
from octavo.model import reading
from octavo.model.declaration import key_of
from octavo.model.finding import FaultsError
from octavo.model.printers import Cover
from octavo.model.trims import TRIMS
from tests import running
from tests.printed_books import LOREM, Printed, printed

KDP, INGRAM, OFFSET = (printers.printer(name) for name in ("kdp", "ingramspark", "offset"))
WIDE = replace(INGRAM, safety=16.0)
"""A printer whose margins leave the text no room: it is set anew."""

INCH = 72


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    return printed(tmp_path_factory.mktemp("printed"), KDP, INGRAM, OFFSET)


# Profiles ----------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", printers.names())
def test_each_profile_names_its_guide_and_keeps_its_label(name: str) -> None:
    printer = printers.printer(name)
    assert printer.title
    assert printer.source
    assert list(printers.claims(printer, Path())) == []
    assert list(printer.gutter) == sorted(printer.gutter)
    keys = {key_of(each.name) for each in fields(printer)}
    assert set(printer.unchecked) <= keys
    assert printer.looked_up or printer.unchecked


def test_a_profile_without_a_guide_says_so(books: Printed) -> None:
    bookvault = printers.printer("bookvault")
    path = books.files["kdp"].path
    page = page_of(TRIMS["6x9in"])

    def said(printer: printers.Printer) -> list[str]:
        faults = preflight(path, printer, page, Files([]))
        return [one.message for one in faults if one.rule == "printer-unchecked"]

    [message] = said(bookvault)
    assert "safety" in message
    assert said(KDP) == said(replace(bookvault, looked_up="2026-12-01")) == []


def design(folder: Path, text: str) -> metadata.nouns.Design:
    (folder / "metadata").mkdir()
    (folder / "metadata" / "edition.yaml").write_text("title: T\nlang: en-GB\n")
    (folder / "metadata" / "design.yaml").write_text(text)
    (folder / "source").mkdir()
    (folder / "source" / "01.md").write_text("# One\n")
    return metadata.load(folder).edition.design


def test_a_house_changes_some_keys_of_a_profile(tmp_path: Path) -> None:
    text = "printers:\n  - kdp\n  - {name: ours, over: offset, bleed: 0.2 in, multiple: 16}\n"
    kdp, ours = design(tmp_path, text).printers
    assert kdp == KDP
    asked = replace(OFFSET, name="ours", over="offset", bleed=5.08, multiple=16)
    assert ours == asked


def test_one_printer_needs_no_list(tmp_path: Path) -> None:
    assert design(tmp_path, "printers: lulu\n").printers == (printers.printer("lulu"),)


def test_all_that_is_wrong_with_printers_is_said_at_once_with_its_line(tmp_path: Path) -> None:
    text = (
        "printers:\n  - kpd\n  - {over: offset}\n  - {name: ours, over: offset, colour: grey}\n"
        "  - {name: more, over: offset, label: PDF/X-4}\n  - {name: cover}\n  - kdp\n"
        "  - {name: kdp}\n"
    )
    with pytest.raises(FaultsError) as raised:
        design(tmp_path, text)
    assert {fault.place.line for fault in raised.value.faults if fault.place} == {2, 3, 4, 6, 8}
    assert "There is no printer “kpd”. Did you mean “kdp”?" in str(raised.value)


def test_a_label_is_held_against_the_keys(tmp_path: Path) -> None:
    text = "printers:\n  - {name: ours, over: offset,\n     label: PDF/X-4}\n"
    with pytest.raises(FaultsError) as raised:
        design(tmp_path, text)
    assert {fault.place.line for fault in raised.value.faults if fault.place} == {3}


def test_a_profile_that_is_no_press_is_refused(tmp_path: Path) -> None:
    (tmp_path / "rgb.icc").write_bytes(b"\0" * 200)
    own = replace(OFFSET, profile="rgb.icc")
    (key, fault), *_ = printers.claims(own, tmp_path)
    assert (key, fault.message) == ("profile", "This is not the ICC profile of a press (CMYK).")
    (_, missing), *_ = printers.claims(replace(OFFSET, profile="../a.icc"), tmp_path)
    assert missing.message == "There is no ICC profile of this name."


# The page ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("pages", "inches"), [(24, 0.375), (150, 0.375), (151, 0.5), (301, 0.625), (828, 0.875)]
)
def test_the_gutter_grows_with_the_book(pages: int, inches: float) -> None:
    assert gutter_of(KDP, pages) == pytest.approx(inches * INCH)


@pytest.mark.parametrize("trim", TRIMS)
@pytest.mark.parametrize("printer", [KDP, INGRAM, OFFSET], ids=lambda one: one.name)
def test_every_page_keeps_the_printers_distances(printer: printers.Printer, trim: str) -> None:
    base = page_of(TRIMS[trim])
    page = fitted(base, printer, 400)
    safety = printer.safety * POINTS
    assert page.inside >= gutter_of(printer, 400)
    assert page.outside >= safety
    assert page.inside + page.measure + page.outside == pytest.approx(page.width, abs=0.01)
    assert page.top - page.head - page.size >= safety - 0.01
    foot = page.height - page.top - page.text_height - page.drop - page.size
    assert foot >= safety - 0.01


def test_what_has_room_is_moved_and_not_set_anew() -> None:
    base = page_of(TRIMS["6x9in"])
    assert is_set_alike(fitted(base, KDP, 600), base)
    assert not is_set_alike(fitted(page_of(TRIMS["a-format"]), INGRAM, 600), base)


def test_gutter_and_number_of_pages_agree_in_the_end(tmp_path: Path) -> None:
    """A page that gets narrower makes more pages, which ask for more: until both agree."""
    base, tries = page_of(TRIMS["a-format"]), []

    def set_anew(page: object, _: str) -> Path:
        tries.append(page)
        path = tmp_path / f"{len(tries)}.pdf"
        with pikepdf.new() as made:
            for _ in range(498 if len(tries) == 1 else 510):
                made.add_blank_page(page_size=(base.width, base.height))
            made.save(path)
        return path

    asked = replace(KDP, safety=12.7, gutter={1: 15.0, 499: 22.0})
    done, page = settled(asked, Set(base, tmp_path, 480), set_anew)
    assert page.inside >= gutter_of(asked, done.pages)
    assert len(tries) <= 3


# The file ----------------------------------------------------------------------------------------
def test_a_good_file_has_no_findings(books: Printed) -> None:
    for name in ("kdp", "ingramspark", "offset"):
        found = pdf.check(books.files[name], books.job)
        assert [one.message for one in found if one.rule != "printer-pages"] == []


def test_the_words_are_those_of_the_screen(books: Printed) -> None:
    for name in ("kdp", "ingramspark", "offset"):
        assert pdf.read(books.files[name], books.job) is None


def test_a_page_without_its_words_is_found(books: Printed, tmp_path: Path) -> None:
    screen = books.files["screen"].path
    (tmp_path / screen.name).write_bytes(screen.read_bytes())
    path = tmp_path / "spoilt.pdf"
    with pikepdf.open(books.files["kdp"].path) as book:
        book.pages[6].obj["/Contents"] = book.make_stream(b"")
        book.save(path)
    assert pdf.read(replace(books.files["kdp"], path=path), books.job) is not None


def test_boxes_bleed_and_marks(books: Printed) -> None:
    width, height = 6 * INCH, 9 * INCH
    with pikepdf.open(books.files["ingramspark"].path) as book:
        for page in book.pages:
            for box in ("/MediaBox", "/TrimBox", "/BleedBox"):
                assert [float(side) for side in page.obj[box]] == [0, 0, width, height]
    with pikepdf.open(books.files["offset"].path) as book:
        page = book.pages[0]
        trim, bleed = ([float(side) for side in page.obj[box]] for box in ("/TrimBox", "/BleedBox"))
        assert trim[2] - trim[0] == pytest.approx(width, abs=0.01)
        assert trim[0] - bleed[0] == pytest.approx(3 * POINTS, abs=0.01)
        marks = page.Contents[-1].read_bytes()
        assert marks.count(b" l") == 8


def test_the_number_of_pages_is_the_printers(books: Printed) -> None:
    with pikepdf.open(books.files["ingramspark"].path) as book:
        assert len(book.pages) % 2 == 0
        assert is_blank(book.pages[-1])
    with pikepdf.open(books.files["offset"].path) as book:
        assert len(book.pages) % 4 == 0


def test_a_black_book_has_greys_alone(books: Printed) -> None:
    for name in ("kdp", "ingramspark", "offset"):
        with pikepdf.open(books.files[name].path) as book:
            assert list(paints(book)) == []
            images = [one for one in book.objects if is_image(one)]
            assert {str(one.ColorSpace) for one in images} == {"/DeviceGray"}
            assert not any("/SMask" in one for one in images)


def is_image(item: object) -> bool:
    return isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image"


def test_a_drawing_that_may_be_seen_through_is_a_picture_and_others_stay_lines(
    books: Printed,
) -> None:
    with pikepdf.open(books.files["kdp"].path) as book:
        assert sum(map(is_image, book.objects)) == 4  # photo, clear.png, inks, and clear.svg
        assert not list(colours.see_through(book))
        assert any("/Pattern" in page.Resources for page in book.pages), "a gradient of greys"
    assert svg.is_clear(b'<svg><g style="opacity: .4"/></svg>')
    assert not svg.is_clear(b'<svg><g opacity="1"/><g opacity="1.0"/></svg>')


def test_no_colour_is_seen_on_a_rendered_page(books: Printed) -> None:
    """What `gs -sDEVICE=inkcov` would say: no cyan, magenta or yellow on any page."""
    with pypdfium2.PdfDocument(books.files["ingramspark"].path) as document:
        for page in document:
            data = bytes(page.render(scale=0.5).buffer)
            assert data[0::3] == data[1::3] == data[2::3]


def test_labels_versions_and_what_the_file_tells(books: Printed) -> None:
    with pikepdf.open(books.files["ingramspark"].path) as book:
        assert book.pdf_version == "1.3"
        assert str(book.docinfo["/GTS_PDFXVersion"]) == "PDF/X-1:2001"
        assert str(book.docinfo["/GTS_PDFXConformance"]) == "PDF/X-1a:2001"
        assert str(book.Root.OutputIntents[0].OutputConditionIdentifier) == "CGATS TR 001"
    with pikepdf.open(books.files["offset"].path) as book:
        assert str(book.docinfo["/GTS_PDFXVersion"]) == "PDF/X-1a:2003"
        assert str(book.docinfo["/Trapped"]) == "/False"
    with pikepdf.open(books.files["kdp"].path) as book:
        assert "/Author" not in book.docinfo
        assert "/Metadata" not in book.Root


def test_pictures_are_no_finer_than_of_use(tmp_path: Path) -> None:
    coarse = replace(KDP, finest=300)
    book = printed(tmp_path, coarse, markdown="# One\n\n![A.](images/photo.jpg){width=30%}\n")
    with pikepdf.open(book.files["kdp"].path) as made:
        (image,) = (one for one in made.objects if is_image(one))
        assert int(image.Width) < 500


@pytest.mark.long
def test_pages_in_colour(tmp_path: Path) -> None:
    inks = replace(INGRAM, name="inks", over="ingramspark", colour="cmyk")
    screen = replace(KDP, name="rgb", over="kdp", colour="rgb")
    book = printed(tmp_path, inks, screen)
    with pikepdf.open(book.files["inks"].path) as made:
        spaces = {str(one.ColorSpace) for one in made.objects if is_image(one)}
        assert spaces == {"/DeviceCMYK"}
        assert all(paint.is_black or paint.parts == 4 for paint in paints(made))
    assert not [one for one in pdf.check(book.files["inks"], book.job) if "pages" not in one.rule]
    assert not [one for one in pdf.check(book.files["rgb"], book.job) if "pages" not in one.rule]


def test_a_book_that_is_set_anew_has_its_words_and_the_same_bytes(tmp_path: Path) -> None:
    text = f"# One\n\nA note,[^a] page [Two](#two){{.pageref}}. {LOREM * 40}\n\n[^a]: The note.\n"
    text += "\n# Two {#two}\n\nText.\n"
    made = [printed(tmp_path / name, WIDE, markdown=text, trim=TRIMS["a-format"]) for name in "ab"]
    book = made[0]
    press = book.files["ingramspark"]
    assert press.sha256 == made[1].files["ingramspark"].sha256
    read = pdf.read(press, book.job)
    assert read is not None
    assert (
        read == reading.canon(book.job.document)
        or read.body == reading.canon(book.job.document).body
    )
    for path in book.job.work.glob("*-tagged.pdf"):
        path.unlink()
    assert pdf.read(press, book.job) == read, "it is set once more where only the file is there"


def test_each_printer_gets_a_cover_whose_spine_is_that_of_its_pages(books: Printed) -> None:
    for name, printer in (("kdp", KDP), ("offset", OFFSET)):
        cover = books.files[f"{name}-cover"]
        pages = books.files[name].counts["pages"]
        asked = covers.plan_of(books.job, printer, pages)
        assert asked is not None
        with pikepdf.open(cover.path) as made:
            width = float(made.pages[0].mediabox[2])
        assert width == pytest.approx(asked.wrap.width * POINTS, abs=0.5)
        assert pdf.read(cover, books.job) is None
        assert {one.rule for one in pdf.check(cover, books.job)} <= {
            "cover-isbn",
            "cover-paper",
            "cover-spine",
            "cover-unchecked",
        }


def test_where_nothing_is_known_of_covers_none_is_made_and_it_is_said(tmp_path: Path) -> None:
    own = replace(KDP, name="ours", cover=Cover())
    book = printed(tmp_path, own, markdown="# One\n\nWords.\n")
    assert "ours-cover" not in book.files
    assert "printer-cover" in {one.rule for one in pdf.check(book.files["ours"], book.job)}


# The command -------------------------------------------------------------------------------------
def test_the_command_makes_lists_and_verifies_the_file(tmp_path: Path) -> None:
    running.make_book(tmp_path, "pdf")
    done = running.call(tmp_path, "build", "--printer", "lulu")
    assert done.returncode == 1, "six pages are no book for a printer"
    assert "a-book-lulu.pdf" in done.stdout
    assert "printer-pages" in done.stdout
    listed = json.loads((tmp_path / "dist" / "manifest.json").read_text())
    made = {one["format"] for one in listed["artefacts"]}
    assert {"pdf-lulu", "pdf-lulu-cover"} <= made
    assert "The cover for Lulu has no barcode" in done.stdout
    assert ".pdf/metadata" not in done.stdout, "what the metadata lack stands in the metadata"
    again = running.call(tmp_path, "verify")
    assert "printer-pages" in again.stdout
    plain = running.call(tmp_path, "build")
    assert plain.returncode == 0, plain.stdout
    assert not (tmp_path / "dist" / "a-book-lulu.pdf").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--printer", "kpd"), "There is no printer “kpd”. Did you mean “kdp”?"),
        (("--printer", "kdp", "--to", "html"), "A printer's file is a PDF, and no PDF is built."),
    ],
)
def test_a_wrong_call_says_what_is_right(
    tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    running.make_book(tmp_path, "pdf, html")
    done = running.call(tmp_path, "build", *arguments)
    assert done.returncode == 2
    assert words in done.stderr
    assert not (tmp_path / "dist").exists()
