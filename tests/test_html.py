"""The web page and the site: the same words as the text, whole links, notes that run on."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import orjson
import pytest
from lxml import html as lxml_html

from octavo.formats import imprint
from octavo.formats.html import frame as html_frame
from octavo.formats.html import site
from octavo.formats.html.format import FORMAT
from octavo.formats.html.frame import Entry
from octavo.formats.html.tree import make
from octavo.model import reading
from octavo.model.artefact import Artefact, Job
from octavo.model.finding import InputError
from octavo.model.nodes import Document
from tests.making import EDITION, make_job
from tests.webtexts import FULL, PLAIN, VARIED, give_images, shared_book


def build(folder: Path, text: str = VARIED, edition=FULL) -> tuple[Job, Artefact, Artefact]:
    if text == VARIED:
        give_images(folder)
    job, findings = make_job(folder, text, edition)
    assert not [f.message for f in findings if f.severity == "error"]
    page, pages = FORMAT.write(job)
    return job, page, pages


def canonical(job: Job):
    return reading.read(Document.loads(job.document.read_bytes()))


def parsed(path: Path):
    return lxml_html.fromstring(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("text", [VARIED, PLAIN, "Only a paragraph.[^n]\n\n[^n]: And a note.\n"])
def test_page_and_site_say_what_the_text_says(tmp_path: Path, text: str) -> None:
    job, *artefacts = build(tmp_path, text)
    for artefact in artefacts:
        assert FORMAT.read(artefact, job) == canonical(job)
        assert FORMAT.check(artefact, job) == []


@pytest.mark.long  # in `make test` the EPUB's, whose pages are written in the same way
@pytest.mark.parametrize("name", ["moby-dick", "five-hundred-lines"])
def test_whole_books_keep_every_word(tmp_path: Path, name: str) -> None:
    job, _ = make_job(tmp_path, shared_book(name, tmp_path))
    for artefact in FORMAT.write(job):
        assert FORMAT.read(artefact, job) == canonical(job)
        assert {f.rule for f in FORMAT.check(artefact, job)} <= {"formula", "heading-order"}


def test_counts_are_those_of_the_text(tmp_path: Path) -> None:
    job, page, _ = build(tmp_path)
    said = canonical(job)
    assert page.counts == {"words": len(said.body), "notes": 9, "images": 4}


def test_same_bytes_every_time(tmp_path: Path) -> None:
    _, page, folder = build(tmp_path / "a")
    _, other, other_folder = build(tmp_path / "b")
    assert page.path.read_bytes() == other.path.read_bytes()
    names = sorted(p.relative_to(folder.path) for p in folder.path.rglob("*.*"))
    assert names == sorted(p.relative_to(other_folder.path) for p in other_folder.path.rglob("*.*"))
    for name in names:
        assert (folder.path / name).read_bytes() == (other_folder.path / name).read_bytes()


# --- the one page -------------------------------------------------------------------------------


def test_page_fetches_nothing(tmp_path: Path) -> None:
    _, page, _ = build(tmp_path)
    tree = parsed(page.path)
    sources = tree.xpath("//img/@src")
    assert len(sources) == 4
    assert all(source.startswith("data:image/png;base64,") for source in sources)
    assert not tree.xpath("//link | //script[not(@type='application/ld+json')] | //iframe")
    assert "url(" not in page.path.read_text(encoding="utf-8")


def test_notes_stand_at_the_end_of_their_division_and_run_on(tmp_path: Path) -> None:
    _, page, _ = build(tmp_path)
    tree = parsed(page.path)
    marks = [mark.text_content() for mark in tree.xpath("//a[@role='doc-noteref']")]
    assert marks == [str(number) for number in range(1, 10)]
    starts = [
        (
            section.getparent().get("id"),
            section.find("ol").get("start", "1"),
            len(section.find("ol")),
        )
        for section in tree.xpath("//section[@role='doc-endnotes']")
    ]
    assert starts == [
        ("preface", "1", 1),
        ("part-one", "2", 1),
        ("loomings", "3", 6),
        ("hand", "9", 1),
    ]
    assert tree.xpath("//section[@id='part-one']/section/@class")[0] == "notes"


def test_headings_begin_below_the_title(tmp_path: Path) -> None:
    _, page, _ = build(tmp_path)
    tree = parsed(page.path)
    assert [h.text_content() for h in tree.xpath("//h1")] == ["Ink & <Paper>"]
    levels = [
        int(h.tag[1])
        for h in tree.xpath("//main//*[self::h1 or self::h2 or self::h3 or self::h4 or self::h5]")
    ]
    assert levels == [2, 3, 2, 3, 4, 3, 2]


def test_chapters_are_numbered_and_the_contents_say_so(tmp_path: Path) -> None:
    _, page, _ = build(tmp_path)
    tree = parsed(page.path)
    numbers = tree.xpath("//span[@class='division-number']/text()")
    assert numbers == ["1", "2"]
    lines = [" ".join(a.text_content().split()) for a in tree.xpath("//nav//a")]
    assert lines == ["Preface", "Part One", "1 Loomings & More", "2 The Hand", "Bibliography"]
    nested = tree.xpath("//nav//li[@class='part']/ol/li/a/@href")
    assert nested == ["#loomings", "#hand"]


def test_metadata_is_found_and_harmless(tmp_path: Path) -> None:
    _, page, _ = build(tmp_path)
    tree = parsed(page.path)
    (data,) = tree.xpath("//script[@type='application/ld+json']/text()")
    book = orjson.loads(str(data))
    assert book["@type"] == "Book"
    assert book["name"] == "Ink & <Paper>"
    assert book["description"] == "On ink </script> and paper."
    assert [author["name"] for author in book["author"]] == ["Ada Compositor", "Ben Printer"]
    assert book["author"][0]["sameAs"] == "https://orcid.org/0000-0002-1825-0097"
    assert book["isbn"] == "9780306406157"
    assert tree.xpath("//meta[@property='og:type']/@content") == ["book"]
    assert tree.get("lang") == "en-GB"


def test_copyright_block_says_what_the_edition_says(tmp_path: Path) -> None:
    _, page, _ = build(tmp_path)
    (foot,) = parsed(page.path).xpath("//footer[@class='copyright']")
    words = foot.text_content()
    assert "© 2026 Ada Compositor" in words
    assert "ISBN 978-0-306-40615-7 (EPUB, HTML)" in words


def test_cells_that_head_say_what_they_head(tmp_path: Path) -> None:
    _, page, _ = build(tmp_path)
    scopes = parsed(page.path).xpath("//th/@scope")
    assert scopes == ["col"] * 5


def test_long_formulas_scroll_by_themselves(tmp_path: Path) -> None:
    _, page, _ = build(tmp_path)
    boxes = parsed(page.path).xpath("//span[starts-with(@class, 'formula')]")
    assert [box.get("class") for box in boxes] == ["formula display"]
    assert boxes[0].get("tabindex") == "0"


# --- the site -----------------------------------------------------------------------------------


def test_site_has_a_page_a_division_in_order(tmp_path: Path) -> None:
    _, _, folder = build(tmp_path)
    assert list(site.read_pages(folder.path)) == [
        "index.html",
        "preface.html",
        "part-one.html",
        "loomings.html",
        "hand.html",
        "bibliography.html",
    ]


def test_each_page_leads_to_the_one_before(tmp_path: Path) -> None:
    _, _, folder = build(tmp_path)
    pages = site.read_pages(folder.path)
    names = list(pages)
    for before, name in pairwise(names):
        assert pages[name].xpath("//link[@rel='prev']/@href") == [before]
        assert pages[name].xpath("//nav[@class='ways']/a[@rel='prev']/@href") == [before]


def test_links_lead_to_the_page_of_their_target(tmp_path: Path) -> None:
    _, _, folder = build(tmp_path)
    pages = site.read_pages(folder.path)
    links = pages["loomings.html"].xpath("//main//a/@href")
    assert "hand.html" in links
    assert "hand.html#place" in links
    back = pages["hand.html"].xpath("//main/section/p//a[not(@role)]/@href")
    assert back == ["loomings.html#fig:square", "loomings.html#tbl:members"]


def test_each_page_has_its_own_notes_and_one_title(tmp_path: Path) -> None:
    _, _, folder = build(tmp_path)
    pages = site.read_pages(folder.path)
    found = {name: page.xpath("//li[starts-with(@id, 'fn')]/@id") for name, page in pages.items()}
    assert found["preface.html"] == ["fn1"]
    assert found["part-one.html"] == ["fn2"]
    assert found["loomings.html"] == [f"fn{number}" for number in range(3, 9)]
    assert found["hand.html"] == ["fn9"]
    assert all(len(page.xpath("//h1")) == 1 for page in pages.values())


def test_images_of_one_name_are_kept_apart(tmp_path: Path) -> None:
    give_images(tmp_path)
    source = tmp_path / "book" / "source"
    (source / "other").mkdir()
    (source / "other" / "Square.png").write_bytes(b"another")
    images = ("images/square.png", "other/Square.png", "images/square.png")
    text = "# A\n\n" + "\n\n".join(f"![a picture]({image})" for image in images)
    _, _, folder = build(tmp_path, text, EDITION)
    sources = site.read_pages(folder.path)["a.html"].xpath("//main//img/@src")
    assert sources == ["images/square.png", "images/Square-2.png", "images/square.png"]
    assert (folder.path / "images" / "Square-2.png").read_bytes() == b"another"


def test_page_names_are_clean_and_free() -> None:
    wanted = ["the-hand", "index", "CON", "fig:x", "the-hand", "!", "été", "com1", "λόγος"]
    wanted += ["premier-où-«", "straße-œuvre"]
    listed = [Entry("", "", "chapter", name, 0, make("section")) for name in wanted]
    assert site.page_names(listed) == [
        "the-hand.html",
        "index-2.html",
        "con-2.html",
        "fig-x.html",
        "the-hand-2.html",
        "page-6.html",
        "ete.html",
        "com1-2.html",
        "logos.html",
        "premier-ou.html",
        "strasse-oeuvre.html",
    ]


def test_page_names_are_short_enough_for_every_file_system(tmp_path: Path) -> None:
    title = " ".join(["Incomprehensibilities"] * 220)
    text = f"# {title}\n\n[There](#x).\n\n# {title}\n\nMore.\n\n# End {{#x}}\n\nLast.\n"
    job, _, folder = build(tmp_path, text)
    names = sorted(path.name for path in folder.path.glob("*.html"))
    stem = "incomprehensibilities-incomprehensibilities"
    assert names == [f"{stem}-2.html", f"{stem}.html", "index.html", "whole.html", "x.html"]
    assert all(len(name) <= site.LONGEST for name in names)
    assert FORMAT.read(folder, job) == canonical(job)
    assert FORMAT.check(folder, job) == []


def test_a_word_longer_than_a_file_name_is_cut() -> None:
    listed = [Entry("", "", "chapter", "x" * 300, 0, make("section")) for _ in range(3)]
    names = site.page_names(listed)
    assert len(set(names)) == 3
    assert all(name.isascii() and len(name) <= site.LONGEST for name in names)


def test_an_image_of_which_the_text_says_nothing_is_told_by_the_source_alone(
    tmp_path: Path,
) -> None:
    give_images(tmp_path)
    text = "# A\n\n![](images/square.png) and ![x](images/square.png)\n"
    job, page, folder = build(tmp_path, text)
    assert FORMAT.check(page, job) == FORMAT.check(folder, job) == []
    markup = page.path / f"{job.slug}.html" if page.path.is_dir() else page.path
    markup.write_text(markup.read_text("utf-8").replace('alt="x"', 'alt=""'), "utf-8")
    assert {finding.rule for finding in FORMAT.check(page, job)} == {"image-alt"}


@pytest.mark.parametrize(
    ("rights", "licence", "said"),
    [
        ("Under the Creative Commons Attribution-ShareAlike 4.0 licence.", "CC BY-SA 4.0", True),
        ("Creative Commons Attribution 4.0 International", "CC BY-SA 4.0", False),
        ("Creative Commons Attribution-ShareAlike 3.0", "CC BY-SA 4.0", False),
        ("Creative Commons Attribution-Non-Commercial 4.0", "CC BY-NC 4.0", True),
        ("Some text is licensed CC-BY-4.0.", "CC BY 4.0", True),
        ("Licensed CC BY-SA 4.0.", "CC BY", False),
        ("All rights reserved.", "CC BY 4.0", False),
        ("", "MIT", False),
        ("Published under MIT.", "MIT", True),
    ],
)
def test_the_licence_is_said_once(rights: str, licence: str, said: bool) -> None:
    lines = imprint.copyright_lines(replace(EDITION, rights=rights, licence=licence))
    assert (f"Licence: {licence}" not in lines) is said


def test_there_is_no_copyright_page_where_nothing_is_known() -> None:
    bare = replace(EDITION, publisher="", contributor=())
    assert imprint.copyright_lines(bare) == []
    assert html_frame.copyright_block(bare) == ""


# --- faults -------------------------------------------------------------------------------------

DEFECTS = [
    ("dead-link", 'href="#hand"', 'href="#nowhere"'),
    ("dead-link", 'href="#hand"', 'href="gone.html"'),
    ("duplicate-id", 'id="hand"', 'id="loomings"'),
    ("image-alt", 'alt="inside"', 'alt=""'),
    ("image-alt", ' alt="" role="presentation"', ' alt=""'),
    ("remote-resource", "</main>", '<img alt="x" src="https://example.org/x.png"></main>'),
    ("script", 'href="#hand"', 'href="javascript:alert(1)"'),
    ("dead-link", 'href="#hand"', 'href="site/index.html"'),
    ("missing-file", "</main>", '<img alt="x" src="x.png"></main>'),
    ("script", "</main>", "<script>alert(1)</script></main>"),
    ("note-mark", 'role="doc-backlink"', 'role="none"'),
    ("note-number", "<sup>9</sup>", "<sup>8</sup>"),
]


@pytest.mark.parametrize(("rule", "good", "bad"), DEFECTS)
def test_check_finds_each_defect(tmp_path: Path, rule: str, good: str, bad: str) -> None:
    job, page, _ = build(tmp_path)
    markup = page.path.read_text(encoding="utf-8")
    assert good in markup
    page.path.write_text(markup.replace(good, bad), encoding="utf-8")
    findings = FORMAT.check(page, job)
    assert rule in {finding.rule for finding in findings}
    mild = rule == "image-alt"
    assert {finding.severity for finding in findings} == {"warning" if mild else "error"}


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("images/gone.png", "not there"),
        ("https://example.org/a.png", "nothing is fetched"),
        ("//example.org/a.png", "nothing is fetched"),
        ("../../outside.png", "outside"),
        ("images/scan.xcf", "type"),
    ],
)
def test_images_that_no_book_can_hold(tmp_path: Path, url: str, words: str) -> None:
    give_images(tmp_path)
    (tmp_path / "book" / "source" / "images" / "scan.xcf").write_bytes(b"II*")
    (tmp_path / "outside.png").write_bytes(b"x")
    job, _ = make_job(tmp_path, f"# A\n\n![x]({url})\n")
    with pytest.raises(InputError, match=words):
        FORMAT.write(job)


def test_what_is_no_formula_is_told(tmp_path: Path) -> None:
    job, page, _ = build(tmp_path, "# A\n\nA formula $\\frac{1$ that is none.\n", EDITION)
    assert [finding.rule for finding in FORMAT.check(page, job)] == ["formula"]


def test_a_control_character_is_named(tmp_path: Path) -> None:
    job, _ = make_job(tmp_path, "# A\n\nText\x01 with a control character.\n")
    with pytest.raises(InputError, match="control character"):
        FORMAT.write(job)


# --- style and words ----------------------------------------------------------------------------


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = digits if len(digits) == 6 else "".join(d * 2 for d in digits)
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_every_scheme_has_the_contrast_of_wcag_aa() -> None:
    style = html_frame.asset("style.css")
    schemes = [
        dict(re.findall(r"--(\w+): (#\w+);", block))
        for block in re.findall(r":root[^{]*\{([^}]*)\}", style)
    ]
    coloured = [scheme for scheme in schemes if "paper" in scheme]
    assert len(coloured) == 4
    for scheme in coloured:
        for ground in ("paper", "tint"):
            for ink in ("ink", "quiet", "accent"):
                assert contrast(scheme[ink], scheme[ground]) >= 4.5, (scheme, ink, ground)


def test_the_press_speaks_the_language_of_the_book(tmp_path: Path) -> None:
    _, page, _ = build(tmp_path, PLAIN, replace(EDITION, lang="de-AT"))
    assert parsed(page.path).xpath("//nav/@aria-label") == ["Inhalt"]
