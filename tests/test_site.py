"""The site: what each page says of itself, what lies beside it, and what a reader may do there."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import orjson
import pytest
from lxml import etree
from PIL import Image as Picture

from octavo.book import released
from octavo.files import redraw_widths
from octavo.formats.html import images, paragraphs, search
from octavo.formats.html.citing import ris
from octavo.formats.html.format import FORMAT
from octavo.formats.html.site import parse_page, read_pages
from octavo.formats.html.tree import parse_fragment, q
from octavo.model.edition import Image
from octavo.model.released import Released
from octavo.text.terms import languages
from octavo.text.terms_web import WebTerms, web_terms
from tests.making import EDITION, make_job
from tests.webtexts import FULL, VARIED, give_images

URL = "https://press.example/ink/"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> SimpleNamespace:
    """A site with an address, two wide pictures and an earlier release."""
    folder = tmp_path_factory.mktemp("site")
    give_images(folder)
    images_folder = folder / "book" / "source" / "images"
    wide = Picture.linear_gradient("L").resize((2400, 1200)).convert("RGB")
    wide.save(images_folder / "wide.png")
    text = (
        VARIED + "\n# Wide\n\n![A wide one](images/wide.png)\n\n![](images/wide.png){.decorative}\n"
    )
    edition = replace(FULL, url=URL, images={**FULL.images, "images/wide.png": Image(alt="Grey")})
    (folder / "book" / "metadata").mkdir()
    released.add(folder / "book", Released("1", "2025-01-01T00:00:00Z", "0" * 64))
    job, _ = make_job(folder, text, replace(edition, printing="2"))
    page, site = FORMAT.write(job)
    return SimpleNamespace(job=job, page=page, site=site, pages=read_pages(site.path))


def meta(tree: etree._Element, name: str) -> list[str]:
    return [str(v) for v in tree.xpath(f"//meta[@name='{name}' or @property='{name}']/@content")]


# --- pictures ---------------------------------------------------------------------------------


def test_pictures_are_there_in_two_widths_and_say_their_size(made: SimpleNamespace) -> None:
    image, _ = made.pages["wide.html"].xpath("//main//img")
    assert image.get("srcset") == "images/800/wide.png 800w, images/wide.png 2000w"
    assert (image.get("width"), image.get("height")) == ("2000", "1000")
    assert image.get("loading") == "lazy"
    for name, width in (("images/800/wide.png", 800), ("images/wide.png", 2000)):
        with Picture.open(made.site.path / name) as opened:
            assert opened.width == width
    small, *_ = made.pages["loomings.html"].xpath("//main//img")
    assert small.get("srcset") is None
    assert (small.get("width"), small.get("height")) == ("2", "2")


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "LA", "P", "1", "I;16"])
def test_a_smaller_width_has_the_same_colours(mode: str) -> None:
    data = io.BytesIO()
    noise = Picture.effect_noise((1600, 400), 80)
    picture = noise.convert("I").convert("I;16") if mode == "I;16" else noise.convert(mode)
    picture.save(data, "PNG")
    small = redraw_widths.narrowed(data.getvalue(), 800)
    with Picture.open(io.BytesIO(small)) as opened:
        assert opened.size == (800, 200)
    assert small == redraw_widths.narrowed(data.getvalue(), 800)
    assert redraw_widths.narrowed(small, 800) == b""


def test_what_is_no_picture_has_no_size_and_no_smaller_width() -> None:
    assert redraw_widths.size_of(b"another") == (0, 0)
    assert redraw_widths.narrowed(b"another", 800) == b""
    assert redraw_widths.narrowed(b"\x89PNG\r\n\x1a\ncut", 800) == b""


def test_the_one_page_of_a_heavy_book_shows_the_site_s_pictures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    give_images(tmp_path)
    monkeypatch.setattr(images, "HEAVIEST", 10)
    job, _ = make_job(tmp_path, "# A\n\n![a](images/square.png)\n\n# B\n\nTwo.\n")
    page, site = FORMAT.write(job)
    tree = parse_page(page.path)
    assert tree.xpath("//main//img/@src") == ["site/images/square.png"]
    assert FORMAT.check(page, job) == []
    (site.path / "images" / "square.png").unlink()
    assert {one.rule for one in FORMAT.check(page, job)} == {"missing-file"}


# --- paragraphs -------------------------------------------------------------------------------


def names_in(text: str) -> list[str]:
    root = parse_fragment(text.encode())
    paragraphs.name(root)
    return [str(paragraph.get("id")) for paragraph in root.iter(q("p"))]


def test_each_paragraph_of_the_text_has_a_name_of_its_own(made: SimpleNamespace) -> None:
    tree = made.pages["loomings.html"]
    running = tree.xpath("//main/section/p | //main/section/blockquote/p")
    running = [p for p in running if p.text and p.text.strip()]
    assert len(running) == 3
    assert all(str(p.get("id")).startswith("p-") for p in running)
    assert not tree.xpath("//*[@role='doc-endnotes']//p[@id] | //td//p[@id]")


def test_a_name_stays_when_other_paragraphs_come_and_the_end_is_rewritten() -> None:
    long = "It was the best of times, it was the worst of times, it was the age of wisdom, "
    long += "it was the age of foolishness, it was"
    (before,) = names_in(f"<p>{long} of foolishness.</p>")
    new, after = names_in(
        f"<p>Another.</p><p>\N{LEFT DOUBLE QUOTATION MARK}{long} of, well, folly.</p>"
    )
    assert before == after != new
    same = names_in("<p>So it goes.</p><p>So it goes.</p>")
    assert same == [same[0], f"{same[0]}-2"]


# --- what a page says of itself ---------------------------------------------------------------


def test_a_chapter_speaks_of_itself_to_machines(made: SimpleNamespace) -> None:
    tree = made.pages["hand.html"]
    assert tree.xpath("//link[@rel='canonical']/@href") == [f"{URL}hand.html"]
    assert meta(tree, "og:title") == meta(tree, "citation_title") == meta(tree, "DC.title")
    assert meta(tree, "og:title") == ["The Hand"]
    assert meta(tree, "og:type") == ["article"]
    assert meta(tree, "citation_inbook_title") == ["Ink & <Paper>"]
    assert meta(tree, "citation_author") == ["Dee Essayist"]
    assert meta(tree, "citation_isbn") == ["9780306406157"]
    assert meta(tree, "og:description")[0].startswith("Here is a place and the last note.")
    (data,) = tree.xpath("//script[@type='application/ld+json']/text()")
    chapter = orjson.loads(str(data))
    assert (chapter["@type"], chapter["name"]) == ("Chapter", "The Hand")
    assert chapter["author"] == [{"@type": "Person", "name": "Dee Essayist"}]
    assert chapter["isPartOf"]["@type"] == "Book"
    assert chapter["isPartOf"]["isbn"] == "9780306406157"


def test_the_first_page_is_the_book(made: SimpleNamespace) -> None:
    tree = made.pages["index.html"]
    assert tree.xpath("//link[@rel='canonical']/@href") == [URL]
    assert meta(tree, "og:type") == ["book"]
    assert meta(tree, "citation_doi") == ["10.1000/182"]
    assert meta(tree, "DC.identifier") == ["urn:isbn:9780306406157"]


def test_without_an_address_nothing_absolute_is_said(tmp_path: Path) -> None:
    job, _ = make_job(tmp_path, "# A\n\nOne.\n\n# B\n\nTwo.\n")
    _, site = FORMAT.write(job)
    tree = read_pages(site.path)["a.html"]
    assert not tree.xpath("//link[@rel='canonical']")
    assert not meta(tree, "og:url")
    assert not (site.path / "sitemap.xml").exists()


# --- how to cite ------------------------------------------------------------------------------


def test_each_chapter_says_how_it_is_cited(made: SimpleNamespace) -> None:
    (box,) = made.pages["hand.html"].xpath("//aside[@class='cite']")
    words = " ".join("".join(box.itertext()).split())
    assert (
        "Essayist, Dee. \N{LEFT SINGLE QUOTATION MARK}The Hand\N{RIGHT SINGLE QUOTATION MARK}. In"
        in words
    )
    assert f"{URL}hand.html" in words
    names = box.xpath(".//a/@href")
    assert names == ["cite/hand.bib", "cite/hand.ris", "cite/hand.json"]
    (record,) = orjson.loads((made.site.path / "cite/hand.json").read_bytes())
    assert record["author"] == [{"family": "Essayist", "given": "Dee"}]
    assert record["container-author"][0] == {"family": "Compositor", "given": "Ada"}
    assert (made.site.path / "cite/hand.bib").read_text("utf-8").startswith("@incollection{hand,")
    assert (made.site.path / "cite/book.bib").read_text("utf-8").startswith("@book{book,")


def test_chapters_of_one_author_are_cited_each_alone(made: SimpleNamespace) -> None:
    texts = [
        "".join(tree.xpath("//aside[@class='cite']//p")[0].itertext())
        for tree in made.pages.values()
    ]
    assert not [text for text in texts if "\N{EM DASH}" in text or re.search(r"2026[a-z]", text)]
    assert all(text.strip() for text in texts)


def test_ris_has_a_line_a_field() -> None:
    item = {
        "type": "chapter",
        "title": "A  B",
        "author": [{"family": "C", "given": "D"}],
        "URL": "u",
    }
    assert ris(item) == "TY  - CHAP\nAU  - C, D\nTI  - A B\nUR  - u\nER  - \n"


# --- what lies beside the pages ---------------------------------------------------------------


def test_the_whole_is_on_one_page_too_with_the_same_words(made: SimpleNamespace) -> None:
    whole = parse_page(made.site.path / "whole.html")
    assert whole.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert made.pages["index.html"].xpath("//nav[@class='more']/a[1]/@href") == ["whole.html"]
    assert FORMAT.check(made.site, made.job) == []


def test_a_whole_that_lost_a_word_is_shown(made: SimpleNamespace) -> None:
    path = made.site.path / "whole.html"
    text = path.read_text("utf-8")
    path.write_text(text.replace("A section of the preface.", "A section."), "utf-8")
    try:
        assert [one.rule for one in FORMAT.check(made.site, made.job)] == ["site-whole"]
    finally:
        path.write_text(text, "utf-8")


def test_the_markdown_of_each_page_lies_beside_it(made: SimpleNamespace) -> None:
    tree = made.pages["hand.html"]
    assert tree.xpath("//link[@type='text/markdown']/@href") == ["hand.md"]
    text = (made.site.path / "hand.md").read_text("utf-8")
    assert text.startswith("# The Hand {#hand")
    assert "[the square](loomings.md#fig:square)" in text
    assert text.rstrip().endswith("Because.")
    assert "(images/800" not in text
    assert "![A wide one](images/wide.png)" in (made.site.path / "wide.md").read_text("utf-8")
    listed = (made.site.path / "llms.txt").read_text("utf-8")
    assert listed.startswith("# Ink & <Paper>\n\n> On ink")
    assert "- [2. The Hand](hand.md)" in listed


def test_sitemap_and_feed_name_pages_and_releases(made: SimpleNamespace) -> None:
    tree = etree.parse(str(made.site.path / "sitemap.xml"))
    places = tree.xpath("//*[local-name()='loc']/text()")
    assert places[:2] == [URL, f"{URL}preface.html"]
    feed = etree.parse(str(made.site.path / "feed.xml"))
    moments = feed.xpath("//*[local-name()='entry']/*[local-name()='updated']/text()")
    assert moments == ["2026-01-15T00:00:00Z", "2025-01-01T00:00:00Z"]
    assert made.pages["index.html"].xpath("//link[@type='application/atom+xml']/@href") == [
        "feed.xml"
    ]


# --- search, and what the reader chooses ------------------------------------------------------


def test_the_index_for_search_is_of_the_chapters_alone_and_the_same_every_time(
    made: SimpleNamespace, tmp_path: Path
) -> None:
    if search.program() is None:
        pytest.skip("pagefind_bin is not installed")
    folder = made.site.path / "pagefind"
    entry = orjson.loads((folder / "pagefind-entry.json").read_bytes())
    (language,) = entry["languages"].values()
    assert language["page_count"] == len(made.pages) - 1
    assert not list(folder.glob("*-ui*"))
    _, again = FORMAT.write(make_job(tmp_path, "# A\n\nInk.\n\n# B\n\nPaper.\n")[0])
    _, other = FORMAT.write(make_job(tmp_path / "o", "# A\n\nInk.\n\n# B\n\nPaper.\n")[0])
    files = {
        p.relative_to(again.path): p.read_bytes() for p in again.path.rglob("*") if p.is_file()
    }
    assert files == {
        p.relative_to(other.path): p.read_bytes() for p in other.path.rglob("*") if p.is_file()
    }


@pytest.mark.skipif(search.program() is None, reason="pagefind_bin is not installed")
def test_a_file_of_the_book_tells_the_search_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside = tmp_path / "precious.md"
    outside.write_text("precious", encoding="utf-8")
    (tmp_path / "book").mkdir()
    setting = f"logfile: {outside}\nverbose: true\nroot_selector: h1.nothing\n"
    (tmp_path / "book" / "pagefind.yml").write_text(setting, encoding="utf-8")
    monkeypatch.chdir(tmp_path / "book")
    monkeypatch.setenv("PAGEFIND_ROOT_SELECTOR", "h1.nothing")
    job, _ = make_job(tmp_path / "book", "# A\n\nInk.\n\n# B\n\nPaper.\n")
    _, site = FORMAT.write(job)
    assert (site.path / "pagefind" / "pagefind-entry.json").is_file()
    assert outside.read_text("utf-8") == "precious"


def test_without_pagefind_a_site_has_no_search(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "program", lambda: None)
    _, site = FORMAT.write(make_job(tmp_path, "# A\n\nInk.\n\n# B\n\nPaper.\n", EDITION)[0])
    assert not read_pages(site.path)["a.html"].xpath("//form")
    assert not (site.path / "pagefind").exists()


def test_the_press_s_own_script_is_the_only_one(made: SimpleNamespace) -> None:
    script = made.site.path / "reader.js"
    data = script.read_bytes()
    script.write_bytes(data + b"alert(1);")
    try:
        assert {one.rule for one in FORMAT.check(made.site, made.job)} == {"script"}
    finally:
        script.write_bytes(data)


def test_what_needs_a_script_is_hidden_without_it(made: SimpleNamespace) -> None:
    for tree in made.pages.values():
        (tools,) = tree.xpath("//section[@class='tools']")
        assert "hidden" in tools.attrib
        assert all("hidden" in form.attrib for form in tools.iter("form"))


def test_notes_have_a_place_in_the_margin(made: SimpleNamespace) -> None:
    style = (made.site.path / "notes.css").read_text("utf-8")
    assert "#fnref3{anchor-name:--r3}" in style
    assert "top:max(anchor(--r4 top), calc(anchor(--n3 bottom, -1rem) + 0.6rem))}" in style
    links = made.pages["wide.html"].xpath("//link[@rel='stylesheet']/@href")
    assert links == ["style.css", "notes.css"]
    assert "noted" in made.pages["wide.html"].xpath("//body/@class")[0]


def test_every_language_of_the_press_has_the_words_of_the_web_edition() -> None:
    tables = {lang: web_terms(lang) for lang in languages() if lang != "en-us"}
    english = tables["en"]
    for lang, words in tables.items():
        for name in WebTerms.__slots__:
            assert getattr(words, name), (lang, name)
        assert lang == "en" or words.search != english.search
    assert web_terms("xx") == english
    assert web_terms("sr-Latn-RS") != web_terms("sr")
