"""The e-book and the web edition list the pages of the print PDF, each exact to the word."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree

from octavo.formats import archive
from octavo.formats.epub.page_list import breaks
from octavo.formats.epub.page_list import put_pages as put_into_epub
from octavo.formats.html.page_marks import breaks as breaks_of_web
from octavo.formats.html.page_marks import put_pages as put_into_web
from octavo.model import reading
from octavo.model.artefact import Artefact, Job
from octavo.model.pages import PageStart, Printed
from octavo.press import pages_json, paging
from tests.docx_books import paragraphs
from tests.making import EDITION, make_job
from tests.running import call, make_book
from tests.test_ebook_wounds import EPUB, HTML, give_dot
from tests.test_epub import X
from tests.webtexts import VARIED, give_images

pytestmark = pytest.mark.long

ISBN = "978-0-306-40615-7"
SENTENCE = "The compositor set *the whole* of it, line by line, and read `each line` once more. "
LONG = (
    f"# One\n\n{SENTENCE * 60}\n\n## Within\n\n{SENTENCE * 60}[^n]\n\n"
    f"# Two\n\n{SENTENCE * 60}\n\n[^n]: Another.\n"
)


def pages_at(job: Job, *words: int, within: int = 0) -> Printed:
    starts = [PageStart(n, str(n), word, within) for n, word in enumerate(words, 1)]
    return Printed(tuple(starts), (), "urn:isbn:9780306406157")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Job, list[Artefact]]:
    folder = tmp_path_factory.mktemp("made")
    give_images(folder)
    job, _ = make_job(folder, VARIED, EDITION)
    return job, [*EPUB.write(job), *HTML.write(job)]


def test_a_page_may_begin_with_any_word_of_the_text(made: tuple[Job, list[Artefact]]) -> None:
    """Nothing else of the file is touched, and what a reader meets stays as it is."""
    job, artefacts = made
    words = reading.canon(job.document).body
    every = pages_at(job, *range(len(words)))
    for artefact in artefacts:
        put, read, form = (
            (put_into_epub, breaks, EPUB)
            if artefact.format == "epub"
            else (put_into_web, breaks_of_web, HTML)
        )
        put(artefact, job, every)
        assert read(artefact) == [(str(n), word) for n, word in enumerate(range(len(words)), 1)]
        assert form.read(artefact, job) == reading.canon(job.document)
        assert form.check(artefact, job) == []


def epub(folder: Path, text: str) -> tuple[Job, Artefact]:
    job, _ = make_job(folder, text, EDITION)
    (artefact,) = EPUB.write(job)
    return job, artefact


def page_of(artefact: Artefact, name: str = "ch001") -> str:
    return archive.read(artefact.path)[f"EPUB/text/{name}.xhtml"].decode()


def test_a_word_that_a_page_parts_stays_with_its_beginning(tmp_path: Path) -> None:
    job, artefact = epub(tmp_path, "# One\n\nHere is a *wonderful* word.\n")
    put_into_epub(artefact, job, pages_at(job, 4, within=3))
    assert re.search(r"wonderful</em> <span [^>]*></span>word\.", page_of(artefact))


OPENED = '# One\n\nText.\n\n![A dot.](dot.png){alt="A dot"}\n\n## Two & three\n\n|A|\n|-|\n|B|\n'


def test_a_page_begins_above_its_heading_and_above_the_picture_of_its_caption(
    tmp_path: Path,
) -> None:
    give_dot(tmp_path)
    job, artefact = epub(tmp_path, OPENED)
    words = reading.canon(job.document).body
    at = [words.index(word) for word in ("One", "A", "Two")]
    put_into_epub(artefact, job, pages_at(job, *at, len(words) - 2))
    text = page_of(artefact)
    for label, tag in enumerate(("h1", "figure", "h2", "table"), 1):
        assert re.search(rf'aria-label="{label}"></span><{tag}[ >]', text), label


def test_a_page_without_words_begins_where_the_next_one_does(tmp_path: Path) -> None:
    job, artefact = epub(tmp_path, "# One\n\nText.\n\n# Two\n\nMore.\n")
    starts = (PageStart(1, "i"), PageStart(2, "1", 0), PageStart(3, "2"), PageStart(4, "3", 2))
    last = PageStart(5, "4")
    printed = Printed((*starts, last), ("A Test Book Ada Compositor",), "urn:isbn:9780306406157")
    put_into_epub(artefact, job, printed)
    members = archive.read(artefact.path)
    nav = etree.fromstring(members["EPUB/nav.xhtml"])
    lines = nav.findall(".//h:nav[@id='page-list']//h:a", X)
    assert [(line.get("href"), line.text) for line in lines] == [
        ("text/titlepage.xhtml#page-i", "i"),
        ("text/ch001.xhtml#page-1", "1"),
        ("text/ch002.xhtml#page-2", "2"),
        ("text/ch002.xhtml#page-3", "3"),
        ("text/ch002.xhtml#page-4", "4"),
    ]
    for line in lines:
        name, _, place = str(line.get("href")).partition("#")
        assert f'id="{place}"'.encode() in members[f"EPUB/{name}"]


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = make_book(tmp_path_factory.mktemp("paged"), "html, epub, docx, pdf")
    (folder / "source" / "02-two.md").unlink()
    (folder / "source" / "01-one.md").write_text(LONG, encoding="utf-8")
    record = folder / "metadata" / "edition.yaml"
    record.write_text(f'{record.read_text("utf-8")}isbn: {{print: "{ISBN}"}}\n', "utf-8")
    done = call(folder, "build")
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.mark.long
def test_a_build_lists_the_pages_of_its_pdf(book: Path) -> None:
    starts = pages_json.load(book / "dist" / "pages.json").starts()
    expected = [(one.label, one.word) for one in starts if one.word is not None]
    assert len(expected) > 3
    made = Artefact("epub", book / "dist" / "a-book.epub", "")
    labels = {label for label, _ in expected}
    for found in (breaks(made), breaks_of_web(Artefact("site", book / "dist" / "site", ""))):
        assert [one for one in found if one[0] in labels] == expected
    opf = archive.read(made.path)["EPUB/content.opf"].decode()
    assert '<dc:source id="page-source">urn:isbn:9780306406157</dc:source>' in opf
    assert '<meta property="pageBreakSource">urn:isbn:9780306406157</meta>' in opf
    assert ">pageNavigation</meta>" in opf
    site = (book / "dist" / "site" / "one.html").read_text("utf-8")
    assert re.search(r'<a class="page-link" href="#page-1"[^>]*>p\. 1</a>', site)
    index = (book / "dist" / "site" / "index.html").read_text("utf-8")
    assert '<a href="one.html#page-1">1</a>' in index


def test_the_contents_of_the_word_file_have_the_pages_of_the_pdf(book: Path) -> None:
    file = book / "dist" / "a-book.docx"
    pages = pages_json.load(book / "dist" / "pages.json")
    words = " ".join((*["One"], *SENTENCE.split() * 60, "Within", *SENTENCE.split() * 60)).split()
    spots = [pages.of_word(0), pages.of_word(words.index("Within")), pages.of_word(len(words))]
    lines = [text for name, text in paragraphs(Artefact("docx", file, "")) if name[:3] == "TOC"]
    labels = [spot.label for spot in spots if spot]
    assert lines[1:] == [
        f"{name}{label}" for name, label in zip(("1One", "Within", "2Two"), labels, strict=True)
    ]


def test_other_files_alone_have_the_pages_of_the_pdf_that_stands(
    book: Path, tmp_path: Path
) -> None:
    """The same bytes as in a whole build; where no PDF of this text stands, there is no list."""
    files = [book / "dist" / f"a-book.{kind}" for kind in ("epub", "docx")]
    before = [file.read_bytes() for file in files]
    assert call(book, "build", "--to", "epub,docx").returncode == 0
    assert [file.read_bytes() for file in files] == before
    job, _ = make_job(tmp_path, LONG)
    assert paging.standing({"epub": job}, book / "dist") is None, "it has another text"
    assert paging.standing({"epub": job}, tmp_path) is None


def test_a_page_that_begins_elsewhere_is_an_error_at_its_line(book: Path, tmp_path: Path) -> None:
    file = book / "dist" / "a-book.epub"
    before = file.read_bytes()
    members = archive.read(file)
    name = next(n for n in members if b'aria-label="2"></span>' in members[n])
    text = members[name].decode()
    [mark] = re.findall(r'<span [^>]*aria-label="2"></span>', text)
    at = text.index(mark)
    later = text.replace(mark, "")
    at = later.index(" ", at) + 1
    members[name] = (later[:at] + mark + later[at:]).encode()
    archive.write(file, members, 0)
    done = call(book, "verify", str(file))
    file.write_bytes(before)
    assert done.returncode == 1
    assert re.search(
        r"source/01-one.md:\d+:\d+: error: Page 2 does not begin at “.+”, as in the PDF\.",
        done.stdout,
    ), done.stdout
