"""A text of one division is no book: what a pamphlet and an article have, in every format."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from lxml import etree

from octavo.book import metadata
from octavo.book.book import Book
from octavo.formats import FORMATS, load
from octavo.formats.html.format import FORMAT as WEB
from octavo.formats.imprint import broken
from octavo.manuscripts.folder import folder as project
from octavo.manuscripts.importing import import_manuscripts
from octavo.model.design import Design
from octavo.model.edition import Contributor, Copyright, Edition
from octavo.model.finding import InputError, Severity
from octavo.press import verify
from octavo.press.prepare import prepare
from tests.making import make_job
from tests.running import make_book

PARAGRAPH = (
    "It was a small garden, and nobody who came by could say what grew there; the man who had "
    "looked at it for forty years could not either, and he did not mind. "
)
TEXT = "# The Garden\n\n" + f"{PARAGRAPH * 5}\n\n> {PARAGRAPH}\n\nNew words. {PARAGRAPH}\n\n" * 4
WORKS = "# Works {.backmatter}\n\nA work.\n"
GARDEN = Edition(
    title="The Garden",
    lang="en-GB",
    author=(Contributor("Ada Compositor"),),
    publisher="The Press",
    date="2026-05-01",
    copyright=Copyright("2026", "Ada Compositor"),
    identifier="urn:x",
    design=Design(chapter_numbers=False),
)


PAMPHLET, ARTICLE = (replace(GARDEN, form=form) for form in ("pamphlet", "article"))


def book(folder: Path, edition: Edition, text: str = TEXT) -> Path:
    """Write a short book in all formats, and check them; return the folder."""
    job, _ = make_job(folder, f"{text}\n\n{WORKS}", edition)
    for name in FORMATS:
        artefacts = load(name).write(job)
        found = verify.verify(artefacts, job)
        assert [f for f in found if f.severity is Severity.ERROR] == []
    return job.work


@pytest.fixture(scope="module")
def pamphlet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return book(tmp_path_factory.mktemp("pamphlet"), PAMPHLET)


@pytest.fixture(scope="module")
def article(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return book(tmp_path_factory.mktemp("article"), ARTICLE)


def pages(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as document:
        texts = [page.get_textpage().get_text_range() for page in document]
    return [" ".join(text.replace("\x02", "").split()) for text in texts]


def names(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as archive:
        listed = [name for name in archive.namelist() if re.search(r"(html|xml|opf|ncx)$", name)]
        return {name: archive.read(name).decode() for name in listed}


def spine(path: Path) -> list[str]:
    root = etree.fromstring(names(path)["EPUB/content.opf"].encode())
    return [item.get("idref") for item in root.iter("{*}itemref")]


# --- the pamphlet ---------------------------------------------------------------------------


def test_a_pamphlets_pages(pamphlet: Path) -> None:
    """A title page, its verso, the text with its heads; the works run on; whole sheets."""
    screen, press = (pages(pamphlet / f"a-test-book-{name}.pdf") for name in ("screen", "print"))
    assert screen[0] == "The Garden Ada Compositor The Press"
    assert screen[1].startswith("© 2026 Ada Compositor")
    assert screen[2].startswith("3 The Garden It was a small garden")
    assert screen[3].startswith("4 Ada Compositor")
    assert screen[4].startswith("The Garden 5")
    assert "Works A work." in screen[-1]
    assert not screen[-1].startswith("Works")
    assert len(press) % 4 == 0
    assert press[: len(screen)] == screen
    assert set(press[len(screen) :]) <= {""}
    assert not any("Contents" in page for page in screen)


def test_the_blank_pages_have_the_trim(pamphlet: Path) -> None:
    with pikepdf.open(pamphlet / "a-test-book-print.pdf") as pdf:
        boxes = {tuple(float(x) for x in page.trimbox) for page in pdf.pages}
    assert len(boxes) == 1


def test_a_pamphlets_epub_has_its_contents_out_of_the_reading_order(pamphlet: Path) -> None:
    listed = spine(pamphlet / "a-test-book.epub")
    front = ["page-cover", "page-titlepage", "page-copyright-page"]
    assert listed == [*front, "page-ch001", "page-ch002"]
    nav = names(pamphlet / "a-test-book.epub")["EPUB/nav.xhtml"]
    assert nav.count("<li><a href=") == 2
    assert 'epub:type="toc" href' not in nav


def test_a_pamphlets_text_begins_below_its_title_on_the_web(pamphlet: Path) -> None:
    page = (pamphlet / "a-test-book.html").read_text(encoding="utf-8")
    assert "title-page" not in page.partition("</style>")[2]
    assert '<nav id="_contents"' not in page
    body = re.sub(r"\s+", " ", page.partition("<main")[2])
    head = '</h1><header class="title-head"> <p class="author">Ada Compositor</p></header>'
    assert head.replace(" ", "") in body.replace(" ", "")
    assert sorted(path.name for path in (pamphlet / "site").glob("*.html")) == ["index.html"]


def test_a_pamphlet_in_word(pamphlet: Path) -> None:
    parts = names(pamphlet / "a-test-book.docx")
    document = parts["word/document.xml"]
    assert "oddPage" not in document
    assert "TOCHeading" not in document
    assert "lowerRoman" not in document
    assert document.count("<w:sectPr>") == 3
    assert '"RunonHeading"' in document
    assert "Ada Compositor" in parts["word/header-verso.xml"]
    assert "The Garden" in parts["word/header-recto-1.xml"]


def test_what_is_asked_for_is_there(tmp_path: Path) -> None:
    out = book(tmp_path, replace(PAMPHLET, design=Design(half_title=True, contents=True)))
    screen = pages(out / "a-test-book-screen.pdf")
    assert screen[0] == "The Garden"
    assert screen[4].startswith("5 Contents")
    assert "nav" in spine(out / "a-test-book.epub")
    assert '<nav id="_contents"' in (out / "a-test-book.html").read_text(encoding="utf-8")
    assert "TOCHeading" in names(out / "a-test-book.docx")["word/document.xml"]


def test_a_pamphlet_of_several_chapters(tmp_path: Path) -> None:
    """Each begins a page, none waits for a recto; its site has a page each."""
    text = TEXT.replace("The Garden", "One") + "# Two\n\n## A part of it\n\n" + PARAGRAPH
    out = book(tmp_path, PAMPHLET, text)
    screen = pages(out / "a-test-book-screen.pdf")
    assert "" not in screen
    assert any(re.match(r"\d+ 2 Two", page) for page in screen)
    assert len(list((out / "site").glob("*.html"))) == 5  # three pages, the first, and the whole


# --- the article ----------------------------------------------------------------------------


def test_an_articles_pages(article: Path) -> None:
    screen = pages(article / "a-test-book-screen.pdf")
    assert screen[0].startswith("1 The Garden Ada Compositor It was a small")
    assert "© 2026 Ada Compositor" in screen[0]
    assert screen[1].startswith("2 Ada Compositor")


def test_an_articles_epub_begins_with_the_text(article: Path) -> None:
    listed = spine(article / "a-test-book.epub")
    assert listed == ["page-cover", "page-ch001", "page-ch002", "page-copyright-page"]
    first = names(article / "a-test-book.epub")["EPUB/text/ch001.xhtml"]
    assert re.search(r'</h1>\s*<header class="title-head"><p class="author">Ada Compositor', first)


def test_an_article_in_word(article: Path) -> None:
    document = names(article / "a-test-book.docx")["word/document.xml"]
    styles = re.findall(r'<w:pStyle w:val="(\w+)"', document)
    assert styles[:3] == ["ArticleTitle", "Author", "FirstParagraph"]
    assert styles[-1] == "Copyright"
    assert document.count("<w:sectPr>") == 1


def test_an_article_whose_first_heading_is_not_its_title(tmp_path: Path) -> None:
    text = TEXT.replace("# The Garden", "# Spring")
    out = book(tmp_path, replace(ARTICLE, subtitle="And its Owner"), text)
    screen = pages(out / "a-test-book-screen.pdf")
    assert screen[0].startswith("1 The Garden And its Owner Ada Compositor Spring")
    page = (out / "a-test-book.html").read_text(encoding="utf-8")
    assert re.search(r'<header class="title-head">\s*<h1>The Garden</h1>', page)
    first = names(out / "a-test-book.epub")["EPUB/text/ch001.xhtml"]
    assert first.index("The Garden</p>") < first.index("Spring</h1>")
    document = names(out / "a-test-book.docx")["word/document.xml"]
    styles = re.findall(r'<w:pStyle w:val="(\w+)"', document)
    assert styles[:4] == ["Title", "Subtitle", "Author", "RunonHeading"]


# --- what is asked, and proposed ------------------------------------------------------------


def test_a_form_that_there_is_not(tmp_path: Path) -> None:
    make_book(tmp_path)
    with (tmp_path / "metadata/edition.yaml").open("a", encoding="utf-8") as file:
        file.write("form: leaflet\n")
    with pytest.raises(InputError) as fault:
        metadata.load(tmp_path)
    assert "pamphlet" in f"{fault.value} {fault.value.hint}"


@pytest.mark.parametrize(
    ("words", "headings", "form"),
    [(200, 0, "article"), (4000, 0, "pamphlet"), (4000, 3, ""), (20_000, 0, "")],
)
def test_import_proposes_a_form_by_length_and_divisions(
    tmp_path: Path, words: int, headings: int, form: str
) -> None:
    sentence = "It was a small garden and nobody could say what grew there. "
    body = "\n\n".join([sentence * 10] * (words // 120))
    chapters = "\n\n".join(f"Chapter {n}\n\n{body}" for n in range(1, headings + 1)) or body
    manuscript = tmp_path / "garden.txt"
    manuscript.write_text(f"The Garden\n\n{chapters}\n", encoding="utf-8")
    imported = import_manuscripts([manuscript], tmp_path / "book", "en-GB")
    edition = metadata.load(tmp_path / "book").edition
    assert edition.form == (form or "book")
    rules = [finding.rule for finding in imported.findings]
    assert rules.count("import-form") == bool(form)
    assert project.edition_yaml({"form": form, "title": "x"}).count("form:") == bool(form)


def test_a_long_text_that_cites_is_asked_for_headings_until_it_has_one(tmp_path: Path) -> None:
    sentence = "It was a small garden and nobody could say what grew there. "
    paragraphs = "\n\n".join([sentence * 10] * 28)
    cited = f"{paragraphs} (Evelyn, Kalendarium Hortense, p. 12.)"
    asked = {}
    for name, text in (("argument", cited), ("story", paragraphs)):
        manuscript = tmp_path / f"{name}.txt"
        manuscript.write_text(f"The Garden\n\n{text}\n", encoding="utf-8")
        imported = import_manuscripts([manuscript], tmp_path / name, "en-GB")
        asked[name] = [f for f in imported.findings if f.rule == "import-no-headings"]
    assert [len(asked["argument"]), len(asked["story"])] == [1, 0]
    root = tmp_path / "argument"
    assert "import-no-headings" in {f.rule for f in prepare(Book.open(root)).findings}
    [chapter] = (root / "source").glob("01-*.md")
    whole = chapter.read_text(encoding="utf-8")
    head, _, rest = whole.partition(sentence)
    chapter.write_text(f"{head}{sentence}\n\n## The gate\n\n{rest}", encoding="utf-8")
    assert "import-no-headings" not in {f.rule for f in prepare(Book.open(root)).findings}


def test_import_proposes_the_mark_of_a_paragraph_that_goes_on(tmp_path: Path) -> None:
    text = f'A Title\n\nHe said:\n\n"{PARAGRAPH}"\n\nand went on. {PARAGRAPH}\n\nNew. {PARAGRAPH}\n'
    (tmp_path / "plain.txt").write_text(text, encoding="utf-8")
    html = f"<h1>A Title</h1><p>So:</p><blockquote><p>{PARAGRAPH}</p></blockquote><p>and on.</p>"
    (tmp_path / "page.html").write_text(html, encoding="utf-8")
    for name, before in (("plain.txt", "and went on."), ("page.html", "and on.")):
        imported = import_manuscripts([tmp_path / name], tmp_path / name[:4], "en-GB")
        [finding] = [f for f in imported.findings if f.rule == "import-continued"]
        assert finding.before.startswith(before)
        assert finding.after.startswith("[]{.continued}and")
        review = (tmp_path / name[:4] / "metadata/review.md").read_text(encoding="utf-8")
        assert "[]{.continued}" in review.partition("To decide")[2]


# --- titles ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("The Rise of Stalinism", ["The Rise of Stalinism"]),
        (
            "An Inquiry into the Nature and Causes of the Wealth of Nations",
            ["An Inquiry into the Nature and", "Causes of the Wealth of Nations"],
        ),
        ("Donau" * 20, ["Donau" * 20]),
        ("", []),
    ],
)
def test_the_lines_of_a_title(title: str, lines: list[str]) -> None:
    assert broken(title) == lines


def test_a_long_title_breaks_alike_in_every_format(tmp_path: Path) -> None:
    title = "An Inquiry into the Nature and Causes of the Wealth of Nations"
    out = book(tmp_path, replace(GARDEN, title=title), "# One\n\nWords.\n")
    first, second = broken(title)
    with pypdfium2.PdfDocument(out / "a-test-book-screen.pdf") as document:
        words = document[2].get_textpage().get_text_range()
    assert f"{first}\n{second}" in words.replace("\r", "")
    spans = f'<span class="line">{first}</span> <span class="line">{second}</span>'
    assert spans in (out / "a-test-book.html").read_text(encoding="utf-8")
    assert spans in names(out / "a-test-book.epub")["EPUB/text/titlepage.xhtml"]
    word = names(out / "a-test-book.docx")["word/document.xml"]
    assert re.search(f"{first}</w:t></w:r><w:r><w:br/></w:r><w:r><w:t[^>]*>{second}", word)


@pytest.mark.parametrize("title", ["Contents", "Text", "Pages"])
def test_a_chapter_may_be_called_as_a_part_of_the_page_is(tmp_path: Path, title: str) -> None:
    job, _ = make_job(tmp_path, f"# {title}\n\nWords.\n\n# More\n\nMore words.\n")
    for artefact in WEB.write(job):
        assert WEB.check(artefact, job) == []
