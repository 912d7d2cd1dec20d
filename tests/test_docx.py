"""The Word edition: written, read back, checked; what it says of itself, and how it is built."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from octavo.formats import archive
from octavo.formats.docx.format import FORMAT
from octavo.formats.docx.page import page_of
from octavo.formats.docx.xml import parse
from octavo.model.artefact import Artefact, Job
from octavo.model.finding import Severity
from octavo.model.nodes import Document
from tests.docx_books import VARIED, W, canon, paragraphs, part, png, style, text, written
from tests.making import EDITION, make_job
from tests.shared import shared


@pytest.fixture(scope="module")
def varied(tmp_path_factory: pytest.TempPathFactory) -> tuple[Artefact, Job]:
    return written(tmp_path_factory.mktemp("varied"), VARIED)


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


@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=pytest.mark.long) for name in ("moby-dick", "five-hundred-lines")],
)
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
        ("After the quotation.", "BodyText"),
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


def test_a_paragraph_stands_flush_only_after_a_heading_or_where_it_goes_on(tmp_path: Path) -> None:
    artefact, _ = written(
        tmp_path,
        "# C\n\nFirst.\n\nSecond.\n\n- item\n\nThird.\n\n> Said.\n\n[]{.continued}Fourth.\n",
    )
    wanted = ("First.", "Second.", "Third.", "Fourth.")
    assert [(s, t) for s, t in paragraphs(artefact) if t in wanted] == [
        ("FirstParagraph", "First."),
        ("BodyText", "Second."),
        ("BodyText", "Third."),
        ("FirstParagraph", "Fourth."),
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


def test_an_image_in_a_note_is_related_to_the_note(tmp_path: Path) -> None:
    markdown = (
        "# A\n\nWords.[^1] More.[^2] ![In the text](dot.png)\n\n"
        "[^1]: See ![the same](dot.png) and <https://example.org>.\n\n[^2]: ![Another](two.png)\n"
    )
    artefact, job = written(tmp_path, markdown, images={"two.png": png(60, 80)})
    assert FORMAT.check(artefact, job) == []
    members = archive.read(artefact.path)
    notes = parse(members["word/_rels/footnotes.xml.rels"])
    targets = {one.get("Id"): one.get("Target") for one in notes}
    used = [
        value
        for node in parse(members["word/footnotes.xml"]).iter()
        for key, value in node.items()
        if key.endswith("}embed")
    ]
    assert len(used) == 2
    pictures = [members[f"word/{targets[identifier]}"] for identifier in used]
    assert pictures[1] == png(60, 80)
    assert pictures[0] != pictures[1]


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
