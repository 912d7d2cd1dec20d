"""E-books and web pages: titles, notes, pages, front and back matter (tests/cases/web*.yaml)."""

from __future__ import annotations

import base64
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from octavo.files import yaml
from octavo.manuscripts.spoken import language_of
from tests.ebook_files import ebook
from tests.import_books import imported, of_rule, png, sources

FILES = sorted((Path(__file__).parent / "cases").glob("web*.yaml"))
ON_METADATA = ("import-metadata-missing", "import-metadata-embedded", "import-form",
               "import-title-missing", "import-language")  # fmt: skip


@cache
def cases() -> list[dict[str, Any]]:
    return [case for file in FILES for case in yaml.load(file, file.name).value]


@pytest.mark.parametrize("case", cases(), ids=[case["name"] for case in cases()])
def test_e_books_and_pages_become_markdown(tmp_path: Path, case: dict[str, Any]) -> None:
    if "pages" in case:
        done = imported(tmp_path, "b.epub", ebook(case["pages"], case.get("contents", "")))
    else:
        text = case["page"].replace("base64,PNG", f"base64,{base64.b64encode(png()).decode()}")
        page = f"<html><head><title>Kettles</title></head><body>{text}</body></html>"
        done = imported(tmp_path, "b.html", page)
    text = "\n".join(sources(done).values())
    assert text.replace("| \n", "|\n") == case["out"]
    assert [f.rule for f in done.findings if f.rule not in ON_METADATA] == case["findings"]
    assert not [f for f in done.findings if f.severity == "error"]


PACKAGE = """
<dc:title id="t">Kettles</dc:title><meta refines="#t" property="title-type">main</meta>
<dc:title id="s">A Treatise</dc:title><meta refines="#s" property="title-type">subtitle</meta>
<dc:creator id="a">Ann Example</dc:creator>
<meta refines="#a" property="file-as">Example, Ann</meta>
<meta refines="#a" property="role" scheme="marc:relators">aut</meta>
<dc:contributor id="b">Ben Other</dc:contributor>
<meta refines="#b" property="role" scheme="marc:relators">trl</meta>
<dc:contributor id="c">Cy Maker</dc:contributor>
<meta refines="#c" property="role" scheme="marc:relators">bkp</meta>
<dc:contributor opf:role="ill" opf:file-as="Ink, Dee">Dee Ink</dc:contributor>
<dc:language>en-GB</dc:language><dc:identifier>urn:uuid:1</dc:identifier>
<dc:identifier>urn:isbn:9780306406157</dc:identifier>
<dc:description>&lt;p&gt;A &lt;i&gt;short&lt;/i&gt; book.&lt;/p&gt;
&lt;p&gt;Two.&lt;/p&gt;</dc:description>
<dc:subject id="u">Kettles -- History</dc:subject>
<meta refines="#u" property="authority">LCSH</meta><meta refines="#u" property="term">sh1</meta>
<dc:subject>Tea</dc:subject>
<dc:source>A shelf</dc:source>
<dc:source id="p">urn:isbn:9781861978769</dc:source>
<meta refines="#p" property="source-of">pagination</meta>
"""


def test_the_package_says_who_made_what(tmp_path: Path) -> None:
    more = {"c.png": ('media-type="image/png" properties="cover-image"', png())}
    done = imported(tmp_path, "b.epub", ebook({"a.xhtml": "<p>Words.</p>"}, "", PACKAGE, more))
    edition = yaml.load(done.folder / "metadata" / "edition.yaml", "edition.yaml").value
    assert edition["title"] == "Kettles"
    assert edition["subtitle"] == "A Treatise"
    assert edition["author"] == [{"name": "Ann Example", "file-as": "Example, Ann"}]
    assert edition["translator"] == [{"name": "Ben Other"}]
    assert edition["illustrator"] == [{"name": "Dee Ink", "file-as": "Ink, Dee"}]
    assert edition["description"] == "A short book. Two."
    assert edition["subjects"] == [{"scheme": "lcsh", "code": "sh1", "name": "Kettles -- History"}]
    assert edition["keywords"] == ["Tea"]
    assert edition["pages-of"] == "9781861978769"
    assert edition["cover"] == "images/c.png"
    assert "9780306406157" in of_rule(done, "import-identifier")[0].hint
    assert (done.folder / "source" / "images" / "c.png").read_bytes() == png()


def test_a_library_that_gives_books_away_is_no_publisher_of_the_edition(tmp_path: Path) -> None:
    package = (
        "<dc:title>Kettles</dc:title><dc:publisher>Standard Ebooks</dc:publisher>"
        "<dc:rights>Nobody has any: [the dedication](https://rights.example/zero).</dc:rights>"
    )
    done = imported(tmp_path, "b.epub", ebook({"a.xhtml": "<p>Words.</p>"}, "", package))
    edition = yaml.load(done.folder / "metadata" / "edition.yaml", "edition.yaml").value
    assert edition["rights"] == "Nobody has any: the dedication (https://rights.example/zero)."
    assert "publisher" not in edition
    assert "given away by Standard Ebooks" in of_rule(done, "import-identifier")[0].message


def test_links_between_pages_lead_to_their_headings(tmp_path: Path) -> None:
    pages = {
        "one.xhtml": '<h2 id="x">One</h2><p>See <a href="two.xhtml">two</a>, '
        '<a href="two.xhtml#x">its section</a>, <a href="gone.xhtml">gone</a>.</p>',
        "two.xhtml": '<h2>Two</h2><p>Words.</p><h3 id="x">Sections</h3><p>More.</p>',
    }
    done = imported(tmp_path, "b.epub", ebook(pages))
    one, two = sources(done).values()
    assert "See [two](#two), [its section](#x-2), gone." in one
    assert two.startswith("# Two\n")
    assert "## Sections {#x-2}" in two
    assert "gone.xhtml" in of_rule(done, "import-dead-link")[0].message


def test_a_damaged_page_is_read_as_a_browser_reads_it(tmp_path: Path) -> None:
    done = imported(tmp_path, "b.epub", ebook({"a.xhtml": "<h2>One</h2><p>Fish & chips<br>."}))
    assert "Fish & chips" in "".join(sources(done).values())


def test_a_slip_in_a_tag_or_an_attribute_is_no_name(tmp_path: Path) -> None:
    done = imported(tmp_path, "b.html", '<h2>One</h2><p>Fish</p><p<p>and <b x<y="1">chips</b>.</p>')
    assert "and **chips**." in "".join(sources(done).values())


def test_words_of_a_note_are_not_lost_where_two_marks_call_it(tmp_path: Path) -> None:
    body = (
        '<h2>One</h2><p>A<a epub:type="noteref" href="#n">*</a> and '
        'b<a epub:type="noteref" href="#n">*</a>.</p>'
        '<aside epub:type="footnote" id="n"><p>* Twice.</p></aside>'
    )
    text = "".join(sources(imported(tmp_path, "b.epub", ebook({"a.xhtml": body}))).values())
    assert text.count("Twice.") == 2
    assert "* Twice" not in text


def test_a_cover_that_is_a_drawing_is_drawn(tmp_path: Path) -> None:
    svg = (
        b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="60">'
        b'<rect width="40" height="60" fill="red"/></svg>'
    )
    more = {"c.svg": ('media-type="image/svg+xml" properties="cover-image"', svg)}
    done = imported(tmp_path, "b.epub", ebook({"a.xhtml": "<p>Words.</p>"}, "", PACKAGE, more))
    edition = yaml.load(done.folder / "metadata" / "edition.yaml", "edition.yaml").value
    assert (done.folder / "source" / edition["cover"]).read_bytes().startswith(b"\xff\xd8\xff")


def test_a_small_picture_gives_way_to_the_larger_one_that_it_leads_to(tmp_path: Path) -> None:
    (tmp_path / "large.png").write_bytes(png())
    (tmp_path / "small.png").write_bytes(png())
    page = (
        "<html><body><h1>Lamps</h1><p>They burn.</p>"
        '<div class="figure"><a href="large.png"><img src="small.png" alt="A lamp"></a></div>'
        '<div class="figure"><a href="gone.png"><img src="small.png" alt="A wick"></a>'
        '<p class="caption">A dry wick</p></div></body></html>'
    )
    done = imported(tmp_path, "b.html", page)
    text = "\n".join(sources(done).values())
    assert '![](images/large.png){alt="A lamp"}' in text
    assert '![A dry wick](images/small.png){alt="A wick"}' in text
    assert of_rule(done, "import-image-larger")
    assert not of_rule(done, "import-lost-link")


def test_the_picture_of_a_cover_before_all_text_is_the_cover(tmp_path: Path) -> None:
    (tmp_path / "cover.png").write_bytes(png())
    page = (
        "<html><body><p>&nbsp;</p><hr>"
        '<p><img src="cover.png" alt="A lamp"></p><p>&nbsp;</p><h1>Lamps</h1><p>They burn.</p>'
        "<h1>Wicks</h1><p>They are dry.</p></body></html>"
    )
    done = imported(tmp_path, "b.html", page)
    edition = yaml.load(done.folder / "metadata" / "edition.yaml", "edition.yaml").value
    assert edition["cover"] == "images/cover.png"
    assert "cover.png" not in "\n".join(sources(done).values())
    assert of_rule(done, "import-cover")
    assert not of_rule(done, "import-lost-image")


@pytest.mark.parametrize(
    ("named", "read_as"),
    [("fr", "fr"), ("en-US", "en-US"), ("en", "en-GB"), ("eng", "en-GB"), ("", "en-GB")],
)
def test_an_e_book_is_read_in_the_language_that_its_package_names(
    tmp_path: Path, named: str, read_as: str
) -> None:
    more = f"<dc:language>{named}</dc:language>" if named else ""
    book = tmp_path / "b.epub"
    book.write_bytes(ebook({"one.xhtml": "<h2>One</h2><p>It boiled.</p>"}, "", more))
    assert language_of([book]) == read_as
    book.write_bytes(b"no archive")
    assert language_of([book]) == "en-GB"
