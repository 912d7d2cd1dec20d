"""The pages of a PDF: margins, divisions, heads, metadata, fonts."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from octavo.formats.pdf import format as pdf
from octavo.formats.pdf.page import POINTS, page_of
from octavo.formats.pdf.text import page_texts
from octavo.model.design import Design
from octavo.model.finding import InputError
from octavo.model.groups import Subject
from tests.making import EDITION
from tests.pdf_books import PARAGRAPH, RICH, Built, _is_font, build


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build(tmp_path_factory.mktemp("rich"), RICH)


# Design ------------------------------------------------------------------------------------------
@pytest.mark.parametrize("trim", [(129, 198), (111, 178), (140, 216), (152.4, 228.6), (210, 297)])
def test_margins_and_measure_suit_a_book(trim: tuple[float, float]) -> None:
    page = page_of(trim)
    bottom = page.height - page.top - page.text_height
    assert page.inside > page.outside or page.measure == page.size * 28.5
    assert bottom > page.top > 0
    assert page.inside + page.measure + page.outside == pytest.approx(page.width, abs=0.01)
    assert 50 < page.measure / (page.size * 0.44) < 70
    assert page.inside >= 12.7 * POINTS


def test_a_trim_for_no_book_is_refused() -> None:
    with pytest.raises(InputError, match=r"40 × 60 mm.*design\.yaml"):
        page_of((40, 60))


def test_divisions_open_on_rectos_after_truly_blank_versos(rich: Built) -> None:
    pages = page_texts(rich.screen.path)
    first = next(n for n, text in enumerate(pages) if text.startswith("31Loomings"))
    second = next(n for n, text in enumerate(pages) if text.lstrip("0123456789")[:6] == "Second")
    assert first % 2 == 0
    assert second % 2 == 0
    assert pages[1] == ""
    assert pages[first - 1] == ""


def test_heads_and_folios_stand_where_they_should(rich: Built) -> None:
    pages = page_texts(rich.screen.path)
    first = next(n for n, text in enumerate(pages) if text.startswith("31Loomings"))
    assert pages[first + 1].startswith("4A Test Book")
    assert pages[first + 2].startswith("Loomings5")


@pytest.mark.parametrize(
    "title",
    [
        "Premier\N{NARROW NO-BREAK SPACE}: «\N{NO-BREAK SPACE}Où\N{NO-BREAK SPACE}»",
        "Premier: « Où »",
        'X "q" y',
        "Thin\N{THIN SPACE}space, soft\N{SOFT HYPHEN}hyphen, wide\N{EM SPACE}space",
    ],
)
def test_a_title_is_found_among_the_bookmarks_whatever_its_spaces(
    title: str, tmp_path: Path
) -> None:
    built = build(tmp_path, f"# {title}\n\nUn.\n\n# Fin\n\nDeux.\n", replace(EDITION, lang="fr"))
    assert [f for f in pdf.check(built.screen, built.job) if f.rule == "pdf-opening"] == []


def test_a_title_of_hundreds_of_words_is_set(tmp_path: Path) -> None:
    built = build(tmp_path, "# " + "a title of many words " * 44 + "\n\nText.\n")
    assert pdf.characters(built.read) == pdf.characters(built.canon)
    rules = {finding.rule for finding in pdf.check(built.screen, built.job)}
    assert rules <= {"pdf-overflow", "pdf-short-page"}, (
        "a title deeper than its page is told, and nothing else"
    )


def test_chapters_may_open_on_any_page(tmp_path: Path) -> None:
    edition = replace(EDITION, design=Design(chapters_on_recto=False))
    text = "# One\n\nA.\n\n# Two\n\nB.\n\n# Three\n\nC.\n"
    loose, strict = build(tmp_path / "a", text, edition), build(tmp_path / "b", text)
    assert loose.read.pages < strict.read.pages
    assert loose.read.body == strict.read.body


def test_pages_before_the_text_are_counted_in_roman(rich: Built) -> None:
    pages = page_texts(rich.screen.path)
    first = next(n for n, text in enumerate(pages) if text.startswith("31Loomings"))
    with pikepdf.open(rich.screen.path) as book:
        labels = [page.label for page in book.pages]
    assert labels[:6] == ["i", "ii", "iii", "iv", "v", "vi"]
    assert labels[first] == "3"
    assert labels[first - 1] == "2", "a blank page is counted as the pages around it"


def test_metadata_come_from_the_edition(tmp_path: Path) -> None:
    edition = replace(
        EDITION, keywords=("type",), subjects=(Subject("thema", "AKD", "Typography"),)
    )
    built = build(tmp_path, "# One\n\nText.\n", edition)
    with pikepdf.open(built.screen.path) as book:
        assert str(book.docinfo.Title) == "A Test Book: With a Subtitle"
        assert str(book.docinfo.Author) == "Ada Compositor"
        assert str(book.docinfo.Keywords) == "type, Typography"
        assert str(book.docinfo.CreationDate) == "D:20260115000000Z"
        assert str(book.Root.Lang) == "en-GB"


def test_a_running_head_that_is_too_long_loses_its_last_words(tmp_path: Path) -> None:
    title = "A Treatise of the Longest Title That an Editor Could Ever Put on a Title Page"
    text = f"# {title} and More {{#one}}\n\n" + f"{PARAGRAPH * 3}\n\n" * 8
    built = build(tmp_path, text, replace(EDITION, title=title))
    heads = page_texts(built.screen.path)[5:7]
    assert heads[0].startswith("2A Treatise of the Longest Title That")
    assert heads[1].startswith("A Treatise of the Longest Title That")
    assert all("…" in head[:90] and title not in head for head in heads)


def test_a_book_may_have_one_chapter_and_neither_author_nor_publisher(tmp_path: Path) -> None:
    edition = replace(EDITION, contributor=(), publisher="", subtitle="", date="")
    built = build(tmp_path, "# Alone\n\nText.\n", edition)
    assert pdf.check(built.screen, built.job) == []
    assert "Contents" not in "".join(page_texts(built.screen.path))


def left_of(path: Path, words: str) -> float:
    """Where the first text that begins with some words begins, in points from the left."""
    with pypdfium2.PdfDocument(path) as book:
        for page in book:
            text = page.get_textpage()
            at = text.search(words).get_next()
            if at is not None:
                return float(text.get_charbox(at[0])[0])
    raise AssertionError(f"{words} is on no page")


def test_verse_keeps_its_indents(tmp_path: Path) -> None:
    built = build(tmp_path, "# One\n\n| Sweet fields\n|     Stand dressed\n| So to the Jews\n")
    path = built.screen.path
    indent = left_of(path, "Stand dressed") - left_of(path, "Sweet fields")
    assert indent == pytest.approx(4 * 0.5 * page_of(EDITION.design.trim).size, abs=0.6)
    assert left_of(path, "So to the") == pytest.approx(left_of(path, "Sweet"), abs=0.6)
    assert built.read.body == built.canon.body


def test_no_line_of_a_stanza_stands_alone_on_a_page(tmp_path: Path) -> None:
    """A stanza of more than ten lines may be divided: two of its lines stay together."""
    names = [f"q{number}" for number in range(10, 31)]
    stanzas = [[f"| {name} line {n}" for n in range(11)] for name in names]
    text = "\n|\n".join("\n".join(lines) for lines in stanzas)
    pages = page_texts(build(tmp_path, f"# One\n\n{text}\n").screen.path)
    counts = {name: [page.count(f"{name} line") for page in pages] for name in names}
    assert all(sum(each) == 11 for each in counts.values())
    divided = [each for each in counts.values() if 11 not in each]
    assert divided
    assert all(1 not in each for each in divided)


# The two files -----------------------------------------------------------------------------------
def test_the_screen_pdf_is_tagged_and_linked(rich: Built) -> None:
    with pikepdf.open(rich.screen.path) as book:
        assert b"<pdfuaid:part>1</pdfuaid:part>" in book.Root.Metadata.read_bytes()
        links = [a for page in book.pages for a in page.obj.get("/Annots", [])]
        targets = [str(a.A.URI) for a in links if "/A" in a and a.A.S == "/URI"]
        with book.open_outline() as outline:
            titles = [item.title for item in outline.root]
    assert "https://www.example.org/a?b=c" in targets
    assert len(links) > 10
    assert titles == ["Contents", "Preface", "Part One", "Bibliography"]


def test_the_print_pdf_is_plain_and_black(rich: Built) -> None:
    with pikepdf.open(rich.press.path) as book:
        assert not {"/Outlines", "/StructTreeRoot", "/MarkInfo", "/Names"} & set(book.Root.keys())
        for page in book.pages:
            assert "/Annots" not in page
            assert [float(v) for v in page.TrimBox] == [float(v) for v in page.mediabox]
            spaces = page.Resources.get("/ColorSpace", {})
            assert all(space == "/DeviceGray" for space in spaces.values())
        width, height = (float(value) for value in book.pages[0].mediabox[2:])
    assert (width / POINTS, height / POINTS) == pytest.approx((129, 198), abs=0.01)


def test_only_the_fonts_that_typst_brings_are_used(rich: Built) -> None:
    with pikepdf.open(rich.screen.path) as book:
        names = {str(o.FontName) for o in book.objects if _is_font(o)}
    faces = {name.partition("+")[2].partition("-")[0] for name in names}
    assert faces <= {"LibertinusSerif", "NewCMMath", "DejaVuSansMono", "NewCM10"}


def test_the_same_text_gives_the_same_bytes(
    rich: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Asia/Kathmandu")
    monkeypatch.setenv("LC_ALL", "tr_TR.UTF-8")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    monkeypatch.chdir(tmp_path)
    if hasattr(time, "tzset"):
        time.tzset()
    again = build(tmp_path / "elsewhere", RICH)
    assert again.screen.path.read_bytes() == rich.screen.path.read_bytes()
    assert again.press.path.read_bytes() == rich.press.path.read_bytes()


def test_nothing_is_left_behind(rich: Built) -> None:
    names = sorted(path.name for path in rich.job.work.iterdir())
    assert names == ["a-test-book-print.pdf", "a-test-book-screen.pdf"]
