"""The Word edition: written, read back, checked; what it says of itself, and how it is built."""

from __future__ import annotations

import re
import shutil
import struct
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree

from octavo import pandoc
from octavo.formats import archive
from octavo.formats.docx.format import FORMAT
from octavo.formats.docx.page import page_of
from octavo.formats.docx.xml import disordered, parse, put_in_order
from octavo.model import reading
from octavo.model.artefact import Artefact, Job, Reading
from octavo.model.edition import Copyright, Design, Edition, Image, Series, Subject
from octavo.model.finding import InputError, Severity
from octavo.model.nodes import Document, stringify, walk
from tests.making import EDITION, make_job
from tests.shared import shared

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

VARIED = """\
# Preface {.frontmatter}

::: epigraph
> A line to begin with.
>
> \N{EM DASH} A Writer, *A Book*
:::

In the preface.[^p]

[^p]: The first note.

# Part One {#one .part}

# A *first* chapter {#first}

Words with *emphasis, **strong *and again* here***, [small capitals]{.smallcaps}, H~2~O, 2^10^,
~~struck~~, `code --here`, $e^{i\\pi}$,
a [Greek word, \u03bb\u03cc\u03b3\u03bf\u03c2]{lang=el}.[^a]
A line\\
broken, a [link to the second](#second), one to the [figure](#fig-a), <https://example.org/>.
Inline ![a small *mark* $x$](dot.png), ![words](dot.png){alt="other words"}
and ![](dot.png){.decorative}.

[^a]: Note with *two* paragraphs.

    The second of them, with `code`.

    > And a quotation.

- one
- two

    1. first of two

        with a second paragraph

    2. second

- three

Term
:   Its definition.

    In two paragraphs.

Another *term*
:   Defined.[^d]

[^d]: A note in a definition.

| Year | Members | Note |
|-----:|--------:|:-----|
| 1917 | 8,000   | February |
| 1921 | 200,000 | end of the civil war |
| 1922 | 600,000 | before the purge[^t] |

: Party membership.[^c]

[^t]: A note inside a table.
[^c]: A note in a caption.

![A caption with *emphasis*.](dot.png){#fig-a alt="What the figure shows"}

## A section {#section}

::: verse
| The limerick packs laughs anatomical
|   In space that is quite economical.
:::

> A block quotation.
>
> Its second paragraph.

After the quotation.

* * *

$$\\sum_{k=1}^{n} k = \\begin{pmatrix} a & b \\\\ c & d\\end{pmatrix}$$

``` python
def f(x):
    return x  # two  spaces

    y = 1
```

# The second[^h] {#second}

[^h]: A note in a heading.

::: {lang=fr}
Bonjour le monde.
:::

Back to [the first](#first), and to a [source](#ref-a).

# Bibliography {.backmatter}

::: {#refs}
::: {#ref-a}
Author, A. *A Title*. Place, 1999.
:::
:::
"""


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    rows = b"".join(b"\0" + b"\x80" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    signature = b"\x89PNG\r\n\x1a\n"
    return (
        signature + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    )


def written(folder: Path, markdown: str, edition: Edition = EDITION) -> tuple[Artefact, Job]:
    job, _ = make_job(folder, markdown, edition)
    (job.project.source / "dot.png").write_bytes(png(900, 1600))
    [artefact] = FORMAT.write(job)
    return artefact, job


@pytest.fixture(scope="module")
def varied(tmp_path_factory: pytest.TempPathFactory) -> tuple[Artefact, Job]:
    return written(tmp_path_factory.mktemp("varied"), VARIED)


def part(artefact: Artefact, name: str) -> etree._Element:
    return parse(archive.read(artefact.path)[name])


def style(element: etree._Element) -> str:
    found = element.find(f"{W}pPr/{W}pStyle")
    return "" if found is None else found.get(f"{W}val", "")


def text(element: etree._Element) -> str:
    return "".join(piece.text or "" for piece in element.iter(f"{W}t"))


def paragraphs(artefact: Artefact) -> list[tuple[str, str]]:
    return [(style(p), text(p)) for p in part(artefact, "word/document.xml").iter(f"{W}p")]


def canon(job: Job) -> Reading:
    return reading.read(Document.loads(job.document.read_bytes()))


# --- the words ------------------------------------------------------------------------------


def test_what_is_read_back_is_the_canonical_text(varied: tuple[Artefact, Job]) -> None:
    artefact, job = varied
    read, wanted = FORMAT.read(artefact, job), canon(job)
    assert read.body == wanted.body
    assert read.notes == wanted.notes
    assert read.headings == wanted.headings
    assert read.images == wanted.images
    assert read.images == ("a small mark", "other words", "", "What the figure shows")


def test_the_counts_are_those_of_the_text(varied: tuple[Artefact, Job]) -> None:
    artefact, job = varied
    wanted = canon(job)
    assert artefact.counts == {
        "words": len(wanted.body),
        "notes": 6,
        "headings": 6,
        "images": 4,
    }
    assert (
        f"<Words>{len(wanted.body)}</Words>".encode()
        in archive.read(artefact.path)["docProps/app.xml"]
    )


@pytest.mark.parametrize("name", ["moby-dick", "five-hundred-lines"])
def test_a_whole_book_reads_back_the_same(name: str, tmp_path: Path) -> None:
    folder = shared("books", name)
    chapters = [f for f in sorted(folder.glob("*.md")) if not f.name.startswith("91-")]
    markdown = "\n\n".join(chapter.read_text(encoding="utf-8") for chapter in chapters)
    job, _ = make_job(tmp_path, markdown)
    shutil.copytree(folder / "img", job.project.source / "img")
    [artefact] = FORMAT.write(job)
    assert FORMAT.read(artefact, job) == canon(job)
    assert [f for f in FORMAT.check(artefact, job) if f.severity is Severity.ERROR] == []


# --- the look -------------------------------------------------------------------------------


def test_divisions_have_styles_of_their_own(varied: tuple[Artefact, Job]) -> None:
    found = [(s, t) for s, t in paragraphs(varied[0]) if s in ("Part", "Chapter", "Heading1")]
    assert found == [
        ("Heading1", "Preface"),
        ("Part", "Part One"),
        ("Chapter", "A first chapter"),
        ("Chapter", "The second"),
        ("Heading1", "Bibliography"),
    ]


def test_the_navigation_pane_finds_the_right_levels(varied: tuple[Artefact, Job]) -> None:
    styles = docx.Document(str(varied[0].path)).styles.element
    levels = {
        s.get(qn("w:styleId")): s.find(".//" + qn("w:outlineLvl")).get(qn("w:val"))
        for s in styles.style_lst
        if s.find(".//" + qn("w:outlineLvl")) is not None
    }
    assert levels["Heading1"] == "0"
    assert levels["Chapter"] == levels["Heading2"] == "1"
    assert levels["TOCHeading"] == "9"
    based = {s.get(qn("w:styleId")): s.basedOn_val for s in styles.style_lst}
    assert based["Part"] == "Heading1"
    assert based["Chapter"] == "Heading2"


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("A line to begin with.", "Epigraph"),
        ("\N{EM DASH} A Writer, A Book", "EpigraphSource"),
        ("In the preface.", "FirstParagraph"),
        ("After the quotation.", "FirstParagraph"),
        ("A block quotation.", "BlockText"),
        ("Party membership.", "TableCaption"),
        ("February", "TableText"),
        ("Members", "TableHeading"),
        ("A caption with emphasis.", "ImageCaption"),
        ("Another term", "DefinitionTerm"),
        ("one", "ListParagraph"),
        ("Author, A. A Title. Place, 1999.", "Bibliography"),
    ],
)
def test_paragraphs_have_the_styles_of_their_kinds(
    varied: tuple[Artefact, Job], words: str, wanted: str
) -> None:
    assert (wanted, words) in paragraphs(varied[0])


def test_verse_keeps_its_lines(varied: tuple[Artefact, Job]) -> None:
    body = part(varied[0], "word/document.xml")
    [verse] = [p for p in body.iter(f"{W}p") if style(p) == "Verse"]
    assert len(list(verse.iter(f"{W}br"))) == 1
    assert text(verse).endswith("economical.")


def test_only_a_paragraph_after_running_text_is_indented(tmp_path: Path) -> None:
    artefact, _ = written(tmp_path, "# C\n\nFirst.\n\nSecond.\n\n- item\n\nThird.\n\nFourth.\n")
    found = [(s, t) for s, t in paragraphs(artefact) if t in ("First.", "Second.", "Third.")]
    assert found == [
        ("FirstParagraph", "First."),
        ("BodyText", "Second."),
        ("FirstParagraph", "Third."),
    ]


def test_a_thematic_break_is_an_ornament_and_no_word(varied: tuple[Artefact, Job]) -> None:
    [ornament] = [t for s, t in paragraphs(varied[0]) if s == "ThematicBreak"]
    assert ornament.replace("\N{NO-BREAK SPACE}", " ").split() == ["*", "*", "*"]
    assert "*" not in FORMAT.read(*varied).body


def test_chapters_are_numbered_by_word_itself(varied: tuple[Artefact, Job]) -> None:
    body = part(varied[0], "word/document.xml")
    numbers = {
        text(p): p.find(f"{W}pPr/{W}numPr") is not None
        for p in body.iter(f"{W}p")
        if style(p) in ("Chapter", "Part", "Heading1")
    }
    assert numbers == {
        "Preface": False,
        "Part One": False,
        "A first chapter": True,
        "The second": True,
        "Bibliography": False,
    }


def test_counting_starts_anew_where_a_number_does_not_follow(tmp_path: Path) -> None:
    job, _ = make_job(tmp_path, "# One\n\nText.\n\n# Five\n\nText.\n\n# Six\n\nText.\n")
    document = Document.loads(job.document.read_bytes())
    for block, number in zip(document.blocks[::2], ("1", "5", "6"), strict=True):
        block["c"][1][2] = [["number", number]]
    job.document.write_bytes(document.dumps())
    [artefact] = FORMAT.write(job)
    used = [
        p.find(f"{W}pPr/{W}numPr/{W}numId").get(f"{W}val")  # type: ignore[union-attr]
        for p in part(artefact, "word/document.xml").iter(f"{W}p")
        if style(p) == "Heading1"
    ]
    starts = {
        n.get(f"{W}numId"): n.find(f".//{W}startOverride").get(f"{W}val")  # type: ignore[union-attr]
        for n in part(artefact, "word/numbering.xml").iter(f"{W}num")
        if n.get(f"{W}numId") in used and n.find(f".//{W}startOverride") is not None
    }
    assert [starts[number] for number in used] == ["1", "5", "5"]
    assert used[1] == used[2] != used[0]


def test_rows_hold_together_and_columns_fit_the_page(varied: tuple[Artefact, Job]) -> None:
    [table] = part(varied[0], "word/document.xml").iter(f"{W}tbl")
    rows = table.findall(f"{W}tr")
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True] + [False] * 3
    widths = [int(c.get(f"{W}w", "0")) for c in table.iter(f"{W}gridCol")]
    assert 0 < sum(widths) <= page_of(EDITION.design.trim).measure * 20 + 3
    assert widths[2] > widths[0]


def test_a_short_table_stays_on_one_page_and_stands_clear_of_the_text(tmp_path: Path) -> None:
    markdown = "# C\n\n| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n\n: Caption {#t}\n\nText.\n"
    artefact, _ = written(tmp_path, markdown)
    found = {
        text(p): {str(child.tag).removeprefix(W) for child in p.iterfind(f"{W}pPr/*")}
        for p in part(artefact, "word/document.xml").iter(f"{W}p")
    }
    assert "keepNext" in found["1"]
    assert "keepNext" not in found["4"]
    assert "spacing" in found["Text."]


def test_a_table_too_broad_for_the_page_is_brought_to_its_measure(tmp_path: Path) -> None:
    cells = "| " + " | ".join(["many words in every cell of this row"] * 4) + " |\n"
    artefact, _ = written(tmp_path, "# C\n\n| a | b | c | d |\n|--|--|--|--|\n" + cells)
    widths = [
        int(c.get(f"{W}w", "0")) for c in part(artefact, "word/document.xml").iter(f"{W}gridCol")
    ]
    assert sum(widths) == pytest.approx(page_of(EDITION.design.trim).measure * 20, abs=4)


def test_images_fit_the_page_and_say_what_they_show(varied: tuple[Artefact, Job]) -> None:
    shapes = docx.Document(str(varied[0].path)).inline_shapes
    page = page_of(EDITION.design.trim)
    for shape in shapes:
        assert shape.width.pt <= page.measure + 0.1
        assert shape.height.pt <= page.depth * 0.8 + 0.1
        assert shape.height / shape.width == pytest.approx(1600 / 900, rel=0.01)
    raw = archive.read(varied[0].path)["word/document.xml"].decode()
    assert raw.count("decorative") == raw.count("adec:decorative ") + raw.count("/decorative")
    assert len(re.findall(r'adec:decorative [^>]*val="1"', raw)) == 1
    assert "dot.png" not in raw
    assert "octavo:" not in raw


def test_foreign_words_keep_their_language(varied: tuple[Artefact, Job]) -> None:
    body = part(varied[0], "word/document.xml")
    marked = {
        text(run): lang.get(f"{W}val")
        for run in body.iter(f"{W}r")
        if (lang := run.find(f"{W}rPr/{W}lang")) is not None
    }
    assert marked["Greek word, \u03bb\u03cc\u03b3\u03bf\u03c2"] == "el"
    assert marked["Bonjour le monde."] == "fr"
    defaults = part(varied[0], "word/styles.xml").find(f".//{W}rPrDefault//{W}lang")
    assert defaults is not None
    assert defaults.get(f"{W}val") == "en-GB"


# --- pages ----------------------------------------------------------------------------------


def test_every_division_opens_a_section_on_the_trimmed_page(varied: tuple[Artefact, Job]) -> None:
    sections = docx.Document(str(varied[0].path)).sections
    sizes = {(s.page_width, s.page_height) for s in sections}
    assert [tuple(round(side.mm) for side in size if side) for size in sizes] == [(129, 198)]
    assert len(sections) == 8  # title, copyright, contents, and five divisions
    heads = [s.header.paragraphs[0].text.strip() for s in sections][2:]
    assert heads == [
        "Contents",
        "Preface",
        "Part One",
        "A first chapter",
        "The second",
        "Bibliography",
    ]
    assert [s.different_first_page_header_footer for s in sections] == [False] * 2 + [True] * 6
    assert {s.even_page_header.paragraphs[0].text for s in sections[2:]} == {"A Test Book"}


def test_prelims_count_in_roman_figures_and_the_text_begins_with_page_1(
    varied: tuple[Artefact, Job],
) -> None:
    numbering = [
        (n.get(f"{W}fmt"), n.get(f"{W}start"))
        for n in part(varied[0], "word/document.xml").iter(f"{W}pgNumType")
    ]
    assert numbering == [
        ("lowerRoman", "1"),
        *[("lowerRoman", None)] * 3,
        ("decimal", "1"),
        *[("decimal", None)] * 3,
    ]


@pytest.mark.parametrize(("on_recto", "wanted"), [(True, "oddPage"), (False, "nextPage")])
def test_the_design_says_where_chapters_open(tmp_path: Path, on_recto: bool, wanted: str) -> None:
    edition = replace(EDITION, design=Design(trim=(148, 210), chapters_on_recto=on_recto))
    artefact, job = written(tmp_path, "# One\n\nText.\n\n# Two\n\nText.\n", edition)
    last = list(part(artefact, "word/document.xml").iter(f"{W}sectPr"))[-1]
    assert last.find(f"{W}type").get(f"{W}val") == wanted  # type: ignore[union-attr]
    assert FORMAT.check(artefact, job) == []


def test_a_text_without_headings_is_still_a_book(tmp_path: Path) -> None:
    artefact, job = written(tmp_path, "Only words.\n")
    assert FORMAT.read(artefact, job).body == ("Only", "words.")
    assert FORMAT.check(artefact, job) == []


def test_a_chapter_that_ends_with_a_table_ends_its_section(tmp_path: Path) -> None:
    markdown = "# One\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n# Two\n\nText.\n"
    artefact, job = written(tmp_path, markdown)
    assert len(docx.Document(str(artefact.path)).sections) == 5
    assert FORMAT.read(artefact, job) == canon(job)


# --- contents -------------------------------------------------------------------------------


def test_the_contents_are_there_before_word_makes_them(varied: tuple[Artefact, Job]) -> None:
    entries = [(s, t) for s, t in paragraphs(varied[0]) if re.fullmatch(r"TOC\d", s)]
    assert entries == [
        ("TOC1", "Preface"),
        ("TOC1", "Part One"),
        ("TOC2", "1A first chapter"),
        ("TOC2", "2The second"),
        ("TOC1", "Bibliography"),
    ]
    raw = archive.read(varied[0].path)["word/document.xml"].decode()
    assert 'TOC \\o "1-2"' in raw
    assert raw.count('fldCharType="begin"') == raw.count('fldCharType="end"')


def test_no_leader_leads_to_a_number_that_is_not_known(varied: tuple[Artefact, Job]) -> None:
    """Word makes the lines anew by their styles, which have one."""
    for line in part(varied[0], "word/document.xml").iter(f"{W}p"):
        if re.fullmatch(r"TOC\d", style(line)):
            [tab] = line.iterfind(f"{W}pPr/{W}tabs/{W}tab")
            assert (tab.get(f"{W}val"), tab.get(f"{W}leader")) == ("right", "none")
            [stop] = _right_tabs(varied[0], style(line))
            assert (stop.get(f"{W}pos"), stop.get(f"{W}leader")) == (tab.get(f"{W}pos"), "dot")


def _right_tabs(artefact: Artefact, name: str) -> list[etree._Element]:
    styles = part(artefact, "word/styles.xml").iter(f"{W}style")
    [found] = [style for style in styles if style.get(f"{W}styleId") == name]
    return [tab for tab in found.iter(f"{W}tab") if tab.get(f"{W}val") == "right"]


def test_nothing_is_blank_behind_a_title_without_imprint(tmp_path: Path) -> None:
    bare = replace(EDITION, publisher="", contributor=())
    artefact, job = written(tmp_path, "# One\n\nText.\n", bare)
    kinds = [
        section.find(f"{W}type").get(f"{W}val")  # type: ignore[union-attr]
        for section in part(artefact, "word/document.xml").iter(f"{W}sectPr")
    ]
    assert kinds == ["nextPage", "nextPage", "oddPage"]
    assert "Copyright" not in {name for name, _ in paragraphs(artefact)}
    assert FORMAT.check(artefact, job) == []


def test_a_long_title_leaves_a_running_head_of_one_line(tmp_path: Path) -> None:
    title = " ".join(["Incomprehensibilities"] * 220)
    artefact, job = written(tmp_path, f"# {title}\n\nText.\n", replace(EDITION, title=title))
    members = archive.read(artefact.path)
    heads = [text(part(artefact, name)) for name in members if name.startswith("word/header-")]
    assert max(map(len, heads)) < 70
    assert any(head.endswith("\N{HORIZONTAL ELLIPSIS}") for head in heads)
    marks = part(artefact, "word/document.xml").iter(f"{W}bookmarkStart")
    assert all(len(mark.get(f"{W}name", "")) <= 40 for mark in marks), "Word's limit"
    assert FORMAT.read(artefact, job) == canon(job)
    assert FORMAT.check(artefact, job) == []


def test_no_warning_greets_the_reader(varied: tuple[Artefact, Job]) -> None:
    members = archive.read(varied[0].path)
    assert b"updateFields" not in members["word/settings.xml"]
    assert b"dirty" not in members["word/document.xml"]


# --- what the file says of itself -----------------------------------------------------------


def test_properties_come_from_the_edition_alone(tmp_path: Path) -> None:
    edition = replace(
        EDITION,
        subjects=(Subject("thema", "AKD", "Typography"),),
        keywords=("type", "books"),
        description="About & around.",
        series=Series("Small Books", "3"),
        isbn={"docx": "978-0-306-40615-7"},
        bibliography=("refs.json",),
        copyright=Copyright("2026", "A. Holder"),
    )
    artefact, _ = written(tmp_path, VARIED, edition)
    core = docx.Document(str(artefact.path)).core_properties
    assert core.title == "A Test Book: With a Subtitle"
    assert core.author == "Ada Compositor"
    assert core.subject == "Typography"
    assert core.keywords == "type, books"
    assert core.comments == "About & around."
    assert core.category == "Small Books"
    assert core.identifier.split("; ")[0] == "urn:isbn:9780306406157"
    assert core.language == "en-GB"
    assert core.created == core.modified
    assert core.modified is not None
    assert core.modified.isoformat() == "2026-01-15T00:00:00+00:00"
    members = archive.read(artefact.path)
    assert not {"docProps/custom.xml", "word/comments.xml"} & set(members)
    whole = b"".join(members.values())
    for private in (b"refs.json", b"rsid", b"python-docx", b"lastModifiedBy", bytes(tmp_path)):
        assert private not in whole


def test_the_same_book_gives_the_same_bytes(tmp_path: Path) -> None:
    one, _ = written(tmp_path / "one", VARIED)
    two, _ = written(tmp_path / "another" / "place", VARIED)
    assert one.path.read_bytes() == two.path.read_bytes()
    assert [p.name for p in one.path.parent.iterdir()] == ["a-test-book.docx"]


# --- the checks -----------------------------------------------------------------------------


def test_a_good_file_has_no_faults(varied: tuple[Artefact, Job]) -> None:
    assert FORMAT.check(*varied) == []


def change(name: str, old: str, new: str) -> Callable[[dict[str, bytes]], None]:
    def apply(members: dict[str, bytes]) -> None:
        before = members[name]
        members[name] = re.sub(old.encode(), new.encode(), before, count=1)
        assert members[name] != before, "the mutation must change the file"

    return apply


def custom_properties(members: dict[str, bytes]) -> None:
    members["docProps/custom.xml"] = b'<Properties><property name="desk"/></Properties>'


def no_media(members: dict[str, bytes]) -> None:
    del members[next(name for name in members if name.startswith("word/media/"))]


DOCUMENT = "word/document.xml"
MUTATIONS = {
    "docx-link": change(DOCUMENT, r'w:name="second"', 'w:name="elsewhere"'),
    "docx-link ": change(DOCUMENT, r'w:name="second"', 'w:name="First"'),
    "docx-link  ": change(DOCUMENT, r'w:name="_Toc\d+"', 'w:name="_gone"'),
    "docx-field": change(DOCUMENT, r'w:fldCharType="end"', 'w:fldCharType="begin"'),
    "docx-field ": change(DOCUMENT, r'w:fldCharType="begin"', 'w:fldCharType="end"'),
    "docx-note": change(DOCUMENT, r"<w:footnoteReference [^>]*/>", ""),
    "docx-note ": change("word/footnotes.xml", r'w:id="(\d\d)"', r'w:id="9\1"'),
    "docx-style": change(DOCUMENT, r'w:pStyle w:val="Verse"', 'w:pStyle w:val="Poem"'),
    "docx-style ": change("word/header-verso.xml", r'"Header"', '"Other"'),
    "docx-page": change(DOCUMENT, r'(<w:pgSz w:w=)"\d+"', r'\1"12240"'),
    "docx-schema": change(DOCUMENT, r"<w:i/><w:iCs/>", "<w:iCs/><w:i/>"),
    "docx-schema ": change(DOCUMENT, r"<w:i/><w:iCs/>", "<w:i/><w:iCs/><w:i/>"),
    "docx-schema  ": change(DOCUMENT, r"(<m:count [^>]*/>)(<m:mcJc [^>]*/>)", r"\2\1"),
    "docx-alt": change(DOCUMENT, r'descr="What the figure shows"', 'descr=""'),
    "docx-private": custom_properties,
    "docx-private ": change(DOCUMENT, r'name="Image 1"', 'name="C:\\\\\\\\work\\\\\\\\dot.png"'),
    "docx-private  ": change("docProps/app.xml", r"<Company>", "<Template>x</Template><Company>"),
    "docx-package": no_media,
    "docx-package ": change(DOCUMENT, r'r:embed="\w+"', 'r:embed="rId999"'),
    "docx-package  ": change(
        "[Content_Types].xml", r'PartName="/word/styles.xml"', 'PartName="/word/no.xml"'
    ),
    "docx-package   ": change(DOCUMENT, r"</w:body>", ""),
    "docx-formula": change(
        DOCUMENT,
        r"<m:oMath>",
        '<w:r><w:rPr><w:rStyle w:val="Formula"/></w:rPr><w:t>\\\\\\\\foo</w:t></w:r><m:oMath>',
    ),
}


@pytest.mark.parametrize("rule", MUTATIONS)
def test_each_fault_is_found(rule: str, varied: tuple[Artefact, Job], tmp_path: Path) -> None:
    artefact, job = varied
    members = archive.read(artefact.path)
    MUTATIONS[rule](members)
    broken = replace(artefact, path=tmp_path / "broken.docx")
    archive.write(broken.path, members, job.epoch)
    rules = {finding.rule for finding in FORMAT.check(broken, job)}
    assert rule.strip() in rules


def test_pandoc_reads_back_headings_and_notes(varied: tuple[Artefact, Job]) -> None:
    """What an editor sends back is read by pandoc: numbers must not make lists of headings."""
    found = Document.loads(pandoc.run(["-f", "docx", "-t", "json", str(varied[0].path)]))
    nodes = list(walk(found.blocks))
    headings = [
        (n["c"][0], n["c"][1][1], stringify(n["c"][2])) for n in nodes if n["t"] == "Header"
    ]
    assert headings == [
        (1, [], "Preface"),
        (1, ["Part"], "Part One"),
        (2, ["Chapter"], "A first chapter"),
        (3, [], "A section"),
        (2, ["Chapter"], "The second"),
        (1, [], "Bibliography"),
    ]
    assert sum(n["t"] == "Note" for n in nodes) == 6


def test_a_file_that_is_no_archive_is_told(varied: tuple[Artefact, Job], tmp_path: Path) -> None:
    artefact, job = varied
    broken = replace(artefact, path=tmp_path / "broken.docx")
    broken.path.write_bytes(b"no archive")
    [finding] = FORMAT.check(broken, job)
    assert finding.rule == "docx-package"
    with pytest.raises(InputError, match="no Word file"):
        FORMAT.read(broken, job)


def test_an_image_is_told_only_where_its_words_were_lost(tmp_path: Path) -> None:
    markdown = "# C\n\nWords ![](dot.png) and words.\n"
    artefact, job = written(tmp_path / "one", markdown)
    assert FORMAT.check(artefact, job) == [], "the check of the source tells it"
    artefact, job = written(tmp_path / "three", "# C\n\nWords ![a dot](dot.png) and words.\n")
    members = archive.read(artefact.path)
    change(DOCUMENT, r'descr="a dot"', 'descr=""')(members)
    archive.write(artefact.path, members, job.epoch)
    [finding] = FORMAT.check(artefact, job)
    assert (finding.rule, finding.severity) == ("docx-alt", Severity.WARNING)
    ornament = replace(EDITION, images={"dot.png": Image(decorative=True)})
    artefact, job = written(tmp_path / "two", markdown, ornament)
    assert FORMAT.check(artefact, job) == []


def test_a_formula_that_cannot_be_set_is_told_and_is_no_word(tmp_path: Path) -> None:
    artefact, job = written(tmp_path, "# C\n\nBefore $\\notacommand{x$ after.\n")
    assert FORMAT.read(artefact, job) == canon(job)
    assert [f.rule for f in FORMAT.check(artefact, job)] == ["docx-formula"]


def test_order_is_restored_and_doubles_dropped() -> None:
    names = f'xmlns:w="{W[1:-1]}"'
    root = parse(f"<w:r {names}><w:rPr><w:i/><w:b/><w:i/><w:rStyle/></w:rPr></w:r>".encode())
    assert list(disordered(root))
    put_in_order(root)
    assert [child.tag.removeprefix(W) for child in root[0]] == ["rStyle", "b", "i"]
    assert not list(disordered(root))


def test_text_read_back_follows_the_order_of_the_marks(tmp_path: Path) -> None:
    markdown = "# C\n\nOne[^b] two[^a].\n\n[^a]: Note a.\n[^b]: Note b, ![seen](dot.png).\n"
    artefact, job = written(tmp_path, markdown)
    read = FORMAT.read(artefact, job)
    assert read.notes == (("Note", "b,", "."), ("Note", "a."))
    assert read == canon(job)
