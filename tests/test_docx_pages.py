"""The pages of a DOCX: sections, contents, running heads."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from lxml import etree

from octavo.formats import archive
from octavo.formats.docx.format import FORMAT
from octavo.model.artefact import Artefact, Job
from octavo.model.design import Design
from tests.docx_books import VARIED, W, canon, paragraphs, part, style, text, written
from tests.making import EDITION


@pytest.fixture(scope="module")
def varied(tmp_path_factory: pytest.TempPathFactory) -> tuple[Artefact, Job]:
    return written(tmp_path_factory.mktemp("varied"), VARIED)


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
