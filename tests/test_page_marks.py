"""An edition may list the pages of an earlier book, where the text marks them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from octavo.formats import archive
from octavo.formats.epub.page_list import breaks
from octavo.formats.html.page_marks import breaks as breaks_of_web
from octavo.model.artefact import Artefact
from octavo.model.nodes import Document
from octavo.pandoc import run
from octavo.press.page_marks import in_blocks
from tests.running import call, make_book

pytestmark = pytest.mark.long

ISBN = "978-0-306-40615-7"
TEXT = """\
# One

[]{.page n=xii}The compositor set *the []{.page n=1} whole* of it.[^n]

Line by won[]{.page n=2}derful line, and then[]{#p3 .page n="3"}

## Within

a new page; see [page 3](#p3).

[^n]: Another.
"""
EXPECTED = [("xii", 1), ("1", 5), ("2", 11), ("3", 14)]


def marked(folder: Path, text: str, more: str = "", outputs: str = "html, epub") -> Path:
    book = make_book(folder, outputs)
    (book / "source" / "02-two.md").unlink()
    (book / "source" / "01-one.md").write_text(text, encoding="utf-8")
    record = book / "metadata" / "edition.yaml"
    record.write_text(f"{record.read_text('utf-8')}pages: marks\n{more}", "utf-8")
    return book


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("marked")
    made = marked(folder, TEXT, f'pages-of: "{ISBN}"\n')
    done = call(made, "build")
    assert done.returncode == 0, done.stdout + done.stderr
    return made


def test_the_marked_pages_are_listed_with_what_they_are_of(book: Path) -> None:
    epub = book / "dist" / "a-book.epub"
    assert breaks(Artefact("epub", epub, "")) == EXPECTED
    assert breaks_of_web(Artefact("html", book / "dist" / "a-book.html", "")) == EXPECTED
    members = archive.read(epub)
    opf = members["EPUB/content.opf"].decode()
    assert '<dc:source id="page-source">urn:isbn:9780306406157</dc:source>' in opf
    assert '<meta property="pageBreakSource">urn:isbn:9780306406157</meta>' in opf
    for feature in ("pageBreakMarkers", "printPageNumbers", "pageNavigation"):
        assert f">{feature}</meta>" in opf
    nav = members["EPUB/nav.xhtml"].decode()
    assert re.findall(r'#(page-\w+)">(\w+)</a>', nav) == [
        (f"page-{label}", label) for label, _ in EXPECTED
    ]
    page = (book / "dist" / "a-book.html").read_text("utf-8")
    assert re.search(r'<a class="page-link" href="#page-3"[^>]*>p\. 3</a>', page)


@pytest.mark.long
def test_a_list_of_marked_pages_is_verified(book: Path) -> None:
    """A mark that stands elsewhere in the file is an error; so is a claim without a list."""
    file = book / "dist" / "a-book.epub"
    before = file.read_bytes()
    members = archive.read(file)
    name = next(one for one in members if b'aria-label="1"></span>' in members[one])
    text = members[name].decode()
    [mark] = re.findall(r'<span [^>]*aria-label="1"></span>', text)
    members[name] = text.replace(mark, "").replace("<em>", f"{mark}<em>", 1).encode()
    archive.write(file, members, 0)
    done = call(book, "verify", str(file))
    file.write_bytes(before)
    assert done.returncode == 1
    assert "Page 1 does not begin at “whole of it. Line”, where its mark stands." in done.stdout
    assert call(book, "verify").returncode == 0


@pytest.mark.long
def test_without_a_source_the_pages_are_of_the_title(tmp_path: Path) -> None:
    made = marked(tmp_path, TEXT, outputs="epub")
    assert call(made, "build").returncode == 0
    opf = archive.read(made / "dist" / "a-book.epub")["EPUB/content.opf"].decode()
    assert '<meta property="pageBreakSource">A Book</meta>' in opf


WRONG = """\
# One

[]{.page n=4}Four []{.page n=3}three.

[]{.page n=4}Once more []{.page}and none.[^n]

[^n]: In a []{.page n=9}note.
"""


def test_all_wrong_marks_are_refused_at_once_and_nothing_is_written(tmp_path: Path) -> None:
    made = marked(tmp_path, WRONG)
    done = call(made, "build")
    output = done.stdout + done.stderr
    assert done.returncode == 2, output
    for line in (
        "source/01-one.md:3:32: Page 3 is marked behind page 4.",
        "source/01-one.md:5:14: Page 4 is marked twice.",
        "source/01-one.md:5:33: This mark of a page has no number: []{.page n=12} has one.",
        "source/01-one.md:5:41: The mark of page 9 stands in a note: a page begins in the text.",
    ):
        assert line in output, output
    assert not (made / "dist").exists()


def test_an_edition_that_lists_marks_has_some(tmp_path: Path) -> None:
    made = marked(tmp_path, "# One\n\nText.\n")
    done = call(made, "build")
    assert done.returncode == 2
    output = done.stdout + done.stderr
    assert re.search(r"metadata/edition\.yaml:\d+: The edition lists the pages", output), output


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a b[]{.page n=7} c", (2, 0)),
        ("a []{.page n=7}b", (1, 0)),
        ("a wor[]{.page n=7}d", (1, 3)),
        ("a b[]{.page n=7}", (None, 0)),
        ("a ![b c](x.png) []{.page n=7}d", (1, 0)),
        ("> a\n\n- []{.page n=7}b", (1, 0)),
    ],
)
def test_a_mark_stands_before_a_word(text: str, expected: tuple[int | None, int]) -> None:
    [mark] = in_blocks(Document.loads(run(["-t", "json"], text.encode())).blocks)
    assert (mark.word, mark.within) == expected
