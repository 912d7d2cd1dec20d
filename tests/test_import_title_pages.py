"""Title pages and typed contents: their lines are no headings, whatever style or look they have."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from octavo.book import imports
from octavo.manuscripts.importing import import_manuscripts
from octavo.manuscripts.word.structure import pages
from octavo.manuscripts.word.structure.seen import Seen
from octavo.ooxml.leaf import Leaf
from octavo.ooxml.names import W
from octavo.ooxml.styles import NONE
from tests.styled_files import CENTRED, PROSE, P, bold, docx

MANUS = {"Heading 2 (Manus)": "<w:pPr>" + CENTRED + "</w:pPr>"}


def made(tmp_path: Path, paragraphs: list[P], styles: dict[str, str] | None = None) -> str:
    """Import paragraphs; return the source and, behind it, import.yaml."""
    file = docx(tmp_path / "a.docx", paragraphs, styles)
    book = import_manuscripts([file], tmp_path / "book", "en-GB").folder
    texts = [path.read_text("utf-8") for path in sorted((book / "source").glob("*.md"))]
    return "\n".join([*texts, (book / imports.FILE).read_text("utf-8")])


HANDED_IN = [
    "Presented to the Faculty of the",
    "College of Harbour Studies",
    "In Partial Fulfillment of the Requirements",
    "Engr. Ness Brodie",
    "Adviser",
]


def test_a_style_named_heading_makes_no_heading_of_a_title_pages_line(tmp_path: Path) -> None:
    lines = [P(line, "Heading 2 (Manus)") for line in HANDED_IN]
    text = made(tmp_path, [*lines, P("The Ice", "Heading 2 (Manus)"), P(PROSE)], MANUS)
    assert "# The Ice" in text
    assert not [line for line in HANDED_IN if f"# {line}" in text]


def test_lines_of_a_title_page_are_not_proposed_with_the_headings_they_look_like(
    tmp_path: Path,
) -> None:
    page = ["KEMENTERIAN PELABUHAN", "UNIVERSITAS NESS", "FAKULTAS ES", "BANJARBARU", "2021"]
    chapters = [P("BAB I", ppr=CENTRED, rpr="<w:b/>"), bold("PENDAHULUAN", 0, CENTRED), P(PROSE)]
    chapters += [P("BAB II", ppr=CENTRED, rpr="<w:b/>"), bold("HASIL", 0, CENTRED), P(PROSE)]
    text = made(tmp_path, [*(bold(line, 0, CENTRED) for line in page), *chapters])
    asked = text.partition("\nheadings:")[2]
    assert "2 times, “PENDAHULUAN”" in asked or "# PENDAHULUAN" in text


def seen(text: str, page: int = 0, *, centred: bool = False) -> Seen:
    return Seen(
        Leaf("main", 0, etree.Element(f"{W}p"), NONE, 0), NONE, text, page=page, centred=centred
    )


def aside(lines: list[Seen]) -> list[str]:
    return [lines[n].text for n in sorted(pages.title_page(lines) | pages.contents(lines))]


CONTENTS = ["The Ice", "The Boats", "Nets and Oars", "The Long Wall", "Salt"]


@pytest.mark.parametrize(
    "front",
    [
        [
            seen(words, centred=True)
            for words in ("NESS", "A Report", "Ida Brodie", "Harbour, 2019")
        ],
        [seen(words, centred=True) for words in ("The Ice", "Ida Brodie", "The Pilots", "Spring")],
        [
            seen(line)
            for line in ["Выполнил: студент Ива Нес", "Руководитель: О. Лед", "Кафедра льда"]
        ],
    ],
    ids=["a year", "a page of centred lines", "who hands in, at the left"],
)
def test_a_page_before_the_text_is_a_title_page(front: list[Seen]) -> None:
    text = [seen("The Ice", 1), seen(PROSE, 1)]
    assert aside([*front, *text]) == [one.text for one in front]


@pytest.mark.parametrize(
    "lines",
    [
        ["Ida Brodie", "Education", "University of Ness", "Work", "Pilot", "Harbour"],
        ["Ingredients", "Salt", "Method", "Boil", "Ingredients", "Ice", "Method", "Boil it long"],
        ["Chapter 1", "The Ice", "Chapter 2", "The Boats", "Chapter 3", "Nets"],
    ],
    ids=["a career", "labels that come again", "chapters"],
)
def test_headings_of_short_texts_are_no_title_page_and_no_contents(lines: list[str]) -> None:
    assert aside([seen(line) for line in lines]) == []


def test_lines_that_stand_again_as_headings_are_contents() -> None:
    text = [seen(line) for title in CONTENTS for line in (title, PROSE, PROSE, PROSE)]
    assert aside([seen("What is in it"), *map(seen, CONTENTS), *text]) == CONTENTS


def test_lines_that_end_in_rising_pages_are_contents() -> None:
    lines = [f"{n}. {title} {n * 4}" for n, title in enumerate(CONTENTS, 1)]
    assert aside([*map(seen, lines), seen("The pilots"), seen(PROSE)]) == lines


def test_a_chapter_in_typed_contents_is_marked_once(tmp_path: Path) -> None:
    heads = [f"CHAPTER {number}: {title.upper()}" for number, title in enumerate(CONTENTS, 1)]
    lines = [bold(line) for line in heads]
    text = [p for line in lines for p in (line, P(PROSE), P(PROSE), P(PROSE), P(PROSE))]
    source = made(tmp_path, [P(PROSE), *lines, *text]).partition("\nheadings:")[0]
    assert source.count("# CHAPTER 1: THE ICE") == 1
