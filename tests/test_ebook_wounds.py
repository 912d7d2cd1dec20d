"""What a reader of an e-book or a web page stumbled over: marks, widths, levels, descriptions."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree
from lxml import html as lxml_html

from octavo.book.images import check
from octavo.formats.epub.format import FORMAT as EPUB
from octavo.formats.html.format import FORMAT as HTML
from octavo.model.reading import document
from octavo.model.structure import HEADING, of_document
from octavo.prose.prose import Prose
from tests.making import EDITION, make_job
from tests.test_divisions import join
from tests.test_epub import Book, X
from tests.webtexts import png

LONG_WORD = "averylongidentifier" * 6
WIDE = f"""# Wide

So $a_1+a_2+a_3+a_4+a_5+a_6+a_7+a_8+a_9+a_{{10}}+a_{{11}}$ is long, $a$ is short.

$$x = \\frac{{b_1+b_2+b_3}}{{c}}$$

| A | B |
|---|---|
| 1 | 2 |

| A | B | C |
|---|---|---|
| {LONG_WORD} | 2 | 3 |
"""


def pages(folder: Path, text: str) -> Book:
    job, _ = make_job(folder, text, EDITION)
    (artefact,) = EPUB.write(job)
    assert EPUB.check(artefact, job) == []
    return Book(artefact.path)


def test_what_is_wider_than_a_telephone_is_moved_by_itself(tmp_path: Path) -> None:
    """A formula and a wide table have a box; a table that fits may still be parted by pages."""
    book, page = pages(tmp_path, WIDE), "EPUB/text/ch001.xhtml"
    assert book.ask(page, "count(//h:span[@class='formula']/*)") == 1
    assert book.ask(page, "count(//h:span[@class='formula display']/*)") == 1
    assert book.ask(page, "count(//h:table)") == 2
    boxes = book.ask(page, "//h:div[@class='table']")
    assert [box.get("tabindex") for box in boxes] == ["0"]
    assert LONG_WORD in "".join(boxes[0].itertext())


NOTED = "# One\n\nA word.[^n]\n\n[^n]: A note.\n"


def test_notes_stand_in_the_division_that_they_belong_to(tmp_path: Path) -> None:
    book = pages(tmp_path, NOTED)
    inside = "//h:section[@role='doc-chapter']/h:section[@class='notes']/h:aside"
    assert book.ask("EPUB/text/ch001.xhtml", f"count({inside})") == 1


def test_each_link_to_a_work_says_that_it_is_one(tmp_path: Path) -> None:
    """Pandoc calls those in notes no citations; they look the same for all that."""
    works = "# One\n\nA [x](#ref-a).[^n]\n\n[^n]: See [y](#ref-a).\n\n# Works\n\n"
    entry = "::: {#ref-a .csl-entry}\nA work.\n:::\n"
    made = pages(tmp_path / "made", works + entry)
    roles = made.ask("EPUB/text/ch001.xhtml", "//h:a[contains(@href, '#ref-a')]/@role")
    assert roles == ["doc-biblioref", "doc-biblioref"]


def test_the_only_way_into_a_book_is_open(tmp_path: Path) -> None:
    """No style sheet opens it: a browser that does not know the style shows it all the same."""
    job, _ = make_job(tmp_path, "# One\n\nText.\n\n# Two\n\nText.\n", EDITION)
    page, site = HTML.write(job)
    for file in (page.path, site.path / "index.html"):
        contents = lxml_html.parse(str(file)).find(".//nav[@id='_contents']/details")
        assert contents is not None
        assert "open" in contents.attrib
    chapter = lxml_html.parse(str(site.path / "one.html")).find(".//nav[@id='_contents']/details")
    assert chapter is not None
    assert "open" not in chapter.attrib
    assert "pointer-events" not in (site.path / "style.css").read_text("utf-8")


QUOTED = """# A chapter

> #### Deep
>
> Words.
>
> ###### Deeper
>
> More words.

- # In a list

  Other words.

## A section

Text.
"""


def test_a_heading_that_is_quoted_skips_no_level(tmp_path: Path) -> None:
    joined, findings = join(QUOTED)
    assert [(f.rule, f.severity) for f in findings] == [("heading-quoted", "info")] * 2
    assert all(finding.anchor for finding in findings)
    marks = [mark for mark in of_document(joined) if mark.kind == HEADING]
    assert [(mark.words, mark.level) for mark in marks] == [
        ("A chapter", 1),
        ("Deep", 2),
        ("Deeper", 3),
        ("In a list", 2),
        ("A section", 2),
    ]
    job, _ = make_job(tmp_path, QUOTED, EDITION)
    for form in (EPUB, HTML):
        for artefact in form.write(job):
            read = form.read(artefact, job)
            assert read is not None
            expected = of_document(document(job.document))
            assert [(m.kind, m.words, m.depth) for m in read.marks] == [
                (m.kind, m.words, m.depth) for m in expected
            ]


def test_a_quoted_heading_of_a_book_in_parts_goes_down_with_its_chapter() -> None:
    text = "# Part {.part}\n\n# One\n\n> ## Quoted\n>\n> Words.\n"
    joined, findings = join(text)
    assert findings == []
    assert [mark.level for mark in of_document(joined) if mark.kind == HEADING] == [1, 2, 3]


def give_dot(folder: Path) -> None:
    file = folder / "book" / "source" / "dot.png"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(png(0))


PICTURES = (
    '# One\n\n![](dot.png)\n\n![A dot.](dot.png){alt="A red dot"}\n\n![](dot.png){.decorative}\n'
)


def test_a_picture_that_nobody_has_described_is_not_called_an_ornament(tmp_path: Path) -> None:
    give_dot(tmp_path)
    job, _ = make_job(tmp_path, PICTURES, EDITION)
    (epub,) = EPUB.write(job)
    _, site = HTML.write(job)
    tree = etree.fromstring(Book(epub.path).files["EPUB/text/ch001.xhtml"])
    described = [image.get("alt") for image in tree.iterfind(".//h:img", X)]
    assert described == [None, "A red dot", ""]
    images = lxml_html.parse(str(site.path / "one.html")).iter("img")
    assert [image.get("alt") for image in images] == [None, "A red dot", ""]


@pytest.mark.parametrize(
    ("more", "rules"),
    [
        ("", {"image-alt-caption"}),
        ('{alt="A black dot on white"}', set()),
        ("{.decorative}", set()),
    ],
)
def test_a_description_that_repeats_the_caption_is_shown(
    tmp_path: Path, more: str, rules: set[str]
) -> None:
    give_dot(tmp_path)
    job, _ = make_job(tmp_path, f"# One\n\n![A dot.](dot.png){more}\n", EDITION)
    findings = check(Prose(document(job.document)), job.project)
    assert {finding.rule for finding in findings} == rules
