"""Headings that only their look, their numbers and their place show, and what is none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree

from octavo.book import imports
from octavo.manuscripts import again
from octavo.manuscripts.importing import import_manuscripts
from octavo.manuscripts.word.structure import counts, numbers, series
from octavo.manuscripts.word.structure.kinds import ASKED
from octavo.manuscripts.word.structure.seen import Seen
from octavo.ooxml.leaf import Leaf
from octavo.ooxml.styles import NONE
from tests.styled_files import CENTRED, PROSE, P, bold, docx

SMALL = '<w:i/><w:sz w:val="16"/>'
LAW = "The harbour is free."


def made(tmp_path: Path, paragraphs: list[P], styles: dict[str, str] | None = None) -> str:
    """Import paragraphs; return the source and, behind it, what import.yaml proposes."""
    file = docx(
        tmp_path / "a.docx", [P(PROSE), P(f"So {PROSE}"), P(f"And {PROSE}"), *paragraphs], styles
    )
    book = import_manuscripts([file], tmp_path / "book", "en-GB").folder
    texts = [path.read_text("utf-8") for path in sorted((book / "source").glob("*.md"))]
    return "\n".join([*texts, (book / imports.FILE).read_text("utf-8")])


def test_a_law_has_a_heading_above_each_sentence(tmp_path: Path) -> None:
    law = []
    for article in ("ARTICLE I: OF THE HARBOUR", "ARTICLE II: OF THE ICE"):
        law += [bold(article, 0, CENTRED)]
        for n in (1, 2, 3):
            law += [bold(f"Section {n} - Of boats{article[-12:].lower()}"), P(f"{PROSE} {LAW}")]
    text = made(tmp_path, law)
    assert "\n# ARTICLE I: OF THE HARBOUR\n" in text
    assert text.count("\n## Section") == 6


@pytest.mark.parametrize(
    ("lines", "proposed"),
    [
        (["Task 1 - Nets", "Task 2 - Oars", "Task 3 - Lamps"], "numbered “task 1”"),
        (["Response to Reviewer 1.", "Response to Reviewer 2."], "numbered “response to"),
        (["(1) Nets", "(2) Oars", "(3) Lamps"], "numbered (a)"),
        (["Size", "Loose coupling", "Upkeep"], "short, above running text"),
        (["22 July 2016", "5 August", "12 Aug 2016: on the boats"], "a day alone"),
        (["References"], "a word such as “References” alone"),
    ],
)
def test_plain_lines_are_proposed_by_numbers_and_place(
    tmp_path: Path, lines: list[str], proposed: str
) -> None:
    text = made(tmp_path, [p for line in lines for p in (P(line), P(PROSE))])
    assert proposed in text
    assert f"\n# {lines[0]}\n" not in text


@pytest.mark.parametrize(
    "line",
    [
        P("“STAY ON THE WALL!”", rpr="<w:b/>"),
        P("[BUYER’S NAME]", rpr="<w:b/>"),
        P("• Nets and oars", rpr="<w:b/>"),
        P("SQL, PHP"),
        P("Grimm, Children’s Tales", rpr=SMALL),
        P("NESS, 2019", ppr=CENTRED),
        P("Gambar 3.1 Nets", ppr=CENTRED),
        P("جدول1 السفن", rpr="<w:b/>"),
        P("Ida Ness,1 Ole Brodie2* and Bo Ice1", ppr=CENTRED, rpr="<w:b/>"),
        P("We went, as the pilots of the harbour did in the years of the ice:", rpr="<w:b/>"),
    ],
    ids=lambda line: line.text,
)
def test_one_line_of_another_kind_is_not_proposed(tmp_path: Path, line: P) -> None:
    assert "heading" not in made(tmp_path, [line, P(PROSE)]).partition("\nheadings:")[2]


def test_what_looks_like_a_headings_style_is_proposed_at_its_level(tmp_path: Path) -> None:
    level = '<w:pPr><w:outlineLvl w:val="1"/></w:pPr><w:rPr><w:i/></w:rPr>'
    paragraphs = [P("base:", "Sub"), P("Oats."), P("dry:", rpr="<w:i/>"), P("Salt.")]
    text = made(tmp_path, paragraphs, {"Sub": level})
    assert "italic, ending in a colon: heading 2?" in text
    assert "by its look and place; or heading 1, heading 3, no heading)" in text


def test_a_chapter_in_two_lines_far_above_its_text(tmp_path: Path) -> None:
    lines = [bold("CHAPTER IV", 32, CENTRED), bold("THE ICE", 32, CENTRED)]
    short = [P(f"Lamp {word}.") for word in ("one", "two", "three", "four", "five", "six")]
    file = docx(tmp_path / "a.docx", [*lines, *short, P(PROSE)])
    book = import_manuscripts([file], tmp_path / "book", "en-GB").folder
    answers = (book / imports.FILE).read_text("utf-8")
    assert "capitals, centred, numbered Chapter 1: heading 1?" in answers


def test_a_name_on_a_page_before_the_text_is_not_proposed(tmp_path: Path) -> None:
    lines = [P("Faculty of Boats", ppr=CENTRED), P("Anna Holm", ppr=CENTRED), P("Ness, in May")]
    file = docx(tmp_path / "a.docx", [*lines, P(PROSE), P(PROSE)])
    book = import_manuscripts([file], tmp_path / "book", "en-GB").folder
    assert "heading" not in (book / imports.FILE).read_text("utf-8").partition("\nheadings:")[2]


def test_numbers_behind_a_word_count_up() -> None:
    texts = ["Task 1", "Task 2: Nets", "May 5", "May 9", "Route 66", "Lamp 1 and 2"]
    assert series.find(enumerate(texts)).keys() == {0, 1}
    assert numbers.read("B2. Ability").values == (2, 2)
    assert numbers.read("A4 paper").kind == ""


def test_numbers_of_one_scheme_follow_one_another_at_any_level() -> None:
    texts = [
        "4. Boats",
        "4.1 Nets. We mend them.",
        "4.2 Oars",
        "5. Ice",
        "7. Salt",
        "5.1 Wall",
        "9",
    ]
    assert series.scheme(enumerate(texts)) == {0, 1, 2, 3}
    assert series.scheme(enumerate(["1. Boats", "2. Nets", "2.1 Oars", "3. Ice"])) == {0, 1, 2, 3}
    assert series.scheme(enumerate(["1 Boats", "1.1.1 Nets", "12.3 Oars"])) == set()


@pytest.mark.parametrize(
    ("text", "kind", "values"),
    [
        ("CAPÍTULO SEGUNDO", "chapter", (2,)),
        ("Artigo 3: Do porto", "section", (3,)),
        ("الفصل الأول", "chapter", (1,)),
        ("פרק ב", "chapter", (2,)),
        ("BAB IV", "chapter", (4,)),
        ("CHƯO\N{COMBINING HORN}NG 2: TA\N{COMBINING GRAVE ACCENT}I", "chapter", (2,)),
        ("２．業務目的", "decimal", (2,)),
        ("二、港", "han", (2,)),
        ("（三）船", "small", (3,)),
        ("Works cited", "named", ()),
        ("ACTS", "", ()),
        ("PARTY", "", ()),
    ],
)
def test_numbers_of_many_languages_are_read(text: str, kind: str, values: tuple[int, ...]) -> None:
    read = numbers.read(text)
    assert (read.kind, read.values) == (kind, values)


def counted(lines: list[str]) -> list[str]:
    """Return which lines a count of headings goes on over text with."""
    here = [
        Seen(Leaf("main", n, etree.Element("p"), NONE, 0), NONE, t) for n, t in enumerate(lines)
    ]
    return [lines[n] for n in counts.over_text(here, range(len(here)), {})]


def test_a_count_goes_on_behind_a_list_that_begins_anew() -> None:
    items = ["1.Nets", "2.Oars", "3.Lamps"]
    lines = ["1. Ice", PROSE, "2. Boats", *items, PROSE, "3: Salt", "Text.", "4. The wall", PROSE]
    assert counted(lines) == ["1. Ice", "2. Boats", "3: Salt", "4. The wall"]
    assert counted(["1 spoon", "salt", "2 oars", "ice", "3 nets"]) == []


def test_headings_of_a_count_with_gaps_are_proposed(tmp_path: Path) -> None:
    items = ["1.Nets", "2.Oars and the lamps of boats", "3.Lamps"]
    lines = ["1. Ice", PROSE, "2. Boats", *items, PROSE, "3: Salt", PROSE, "4. The wall", PROSE]
    text = made(tmp_path, [P(line) for line in [*lines, "5. Spring", PROSE, "6. Summer", PROSE]])
    assert "“1. Ice”" in text.partition("\nheadings:")[2]


def test_the_label_of_each_answer_is_no_heading(tmp_path: Path) -> None:
    under = '<w:u w:val="single"/>'
    words = ["Answer:", "Answer: ice", "Answer:", "Answer:", "Answer: nets"]
    lines = [P(line, rpr=under) for line in words]
    text = made(tmp_path, [p for line in lines for p in (line, P(PROSE))])
    assert "Answer" not in text.partition("\nheadings:")[2]


LIMITS = (
    "Limits. You may not mend, lend or sell the boats, but for what the law of the harbour says."
)


def test_numbers_of_one_scheme_are_proposed_between_paragraphs_that_go_on(tmp_path: Path) -> None:
    lines = ["4. Rights and Duties.", f"All. {PROSE}", f"4.1 {LIMITS}", f"4.2 {LIMITS} So it is."]
    lines += ["4.3 Boats of the Harbour.", f"So. {PROSE}", "4.4 Ice Pilots (SPRING ONLY)", PROSE]
    text = made(tmp_path, [p for line in lines for p in (P(""), P(line))])
    assert "numbered 1.1: heading 2?  # 2 times, “4.3 Boats" in text


@pytest.mark.parametrize(
    "line",
    [
        P("On the nets of the harbour", rpr='<w:u w:val="single"/><w:sz w:val="18"/>'),
        P("On the nets (12.03.24) and", rpr='<w:u w:val="single"/>'),
        P("on the nets of the harbour", rpr='<w:u w:val="single"/>'),
    ],
    ids=lambda line: line.text,
)
def test_a_line_that_looks_nearly_as_headings_do_is_one_of_them(tmp_path: Path, line: P) -> None:
    under = '<w:u w:val="single"/>'
    lines = [P(words, rpr=under) for words in ("The Ice", "The Oars", "The Wall")]
    text = made(tmp_path, [p for one in [*lines, line] for p in (P(""), one, P(PROSE))])
    assert "underlined: heading 1?  # 4 times" in text


def test_headings_in_the_style_of_a_footer_are_not_left_out(tmp_path: Path) -> None:
    lines = [P("2 NETS", "footer", rpr="<w:b/>"), P(PROSE), P("3 OARS", rpr="<w:b/>"), P(PROSE)]
    text = made(tmp_path, [P("1 ICE", rpr="<w:b/>"), P(PROSE), *lines])
    assert "\n# 2 NETS\n" in text
    assert "footer: left out?" in text


def test_a_title_style_that_comes_again_and_again_is_one_of_headings(tmp_path: Path) -> None:
    lines = [P("Meeting One", "Title"), P("Meeting Two", "Title"), P("Meeting Three", "Title")]
    styles = {"Title": '<w:rPr><w:sz w:val="56"/></w:rPr>'}
    file = docx(tmp_path / "a.docx", [p for line in lines for p in (line, P(PROSE))], styles)
    book = import_manuscripts([file], tmp_path / "book", "en-GB").folder
    source = "".join(path.read_text("utf-8") for path in (book / "source").glob("*.md"))
    assert "Meeting One" in source
    assert "28 pt: heading 1" in (book / imports.FILE).read_text("utf-8")


def test_a_title_and_another_one_below_stay_titles(tmp_path: Path) -> None:
    lines = [P("The Ice", "Title"), P(PROSE), P("Notes", "Title"), P(PROSE)]
    book = import_manuscripts([docx(tmp_path / "a.docx", lines)], tmp_path / "book", "en-GB").folder
    assert "title: The Ice" in (book / "metadata" / "edition.yaml").read_text("utf-8")


def many_looks() -> list[P]:
    looks = [f'<w:b/><w:sz w:val="{size}"/>' for size in range(28, 70, 4)]
    looks += [f'<w:u w:val="single"/><w:sz w:val="{size}"/>' for size in range(28, 70, 8)]
    letters = "abcdefghijklmnopqr"
    return [
        p
        for rpr, letter in zip(looks, letters, strict=False)
        for p in (P(f"Ice and nets {letter}", rpr=rpr), P(PROSE))
    ]


def test_no_more_than_six_kinds_are_asked_about_and_an_answer_is_for_all_of_a_kind(
    tmp_path: Path,
) -> None:
    book = import_manuscripts(
        [docx(tmp_path / "a.docx", many_looks())], tmp_path / "b", "en"
    ).folder
    answers = (book / imports.FILE).read_text("utf-8")
    kinds = re.findall(r"  (.*): (heading \d)\?  # (\d+) times", answers.partition("headings:")[2])
    assert 0 < len(kinds) <= ASKED
    name, meaning, count = max(kinds, key=lambda kind: int(kind[2]))
    changed = answers.replace(f"{name}: {meaning}?", f"{name}: heading 2")
    (book / imports.FILE).write_text(changed, "utf-8")
    assert isinstance(again.again(book), again.Renewed)
    source = "".join(path.read_text("utf-8") for path in sorted((book / "source").glob("*.md")))
    assert len(re.findall(r"(?m)^#+ Ice and nets", source)) >= int(count) > 1


@pytest.mark.parametrize(("style", "top"), [("ChapterTitle", "# The Lamp"), ("BookTop", "# Oil")])
def test_a_style_called_that_of_chapters_is_no_title_of_a_book(
    tmp_path: Path, style: str, top: str
) -> None:
    level = '<w:pPr><w:outlineLvl w:val="{}"/></w:pPr>'
    styles = {style: level.format(0), "HeadA": level.format(1)}
    text = [
        P("The Lamp", style),
        P(PROSE),
        P("Oil", "HeadA"),
        P(PROSE),
        P("Wick", "HeadA"),
        P(PROSE),
    ]
    file = docx(tmp_path / "a.docx", text, styles)
    book = import_manuscripts([file], tmp_path / "book", "en-GB").folder
    source = "\n".join(one.read_text("utf-8") for one in sorted((book / "source").glob("*.md")))
    assert top in source.splitlines()
    assert ("## Oil" in source) == (style == "ChapterTitle")


@pytest.mark.parametrize(
    ("text", "kind", "values"),
    [
        ("1. The wall", "decimal", (1,)),
        ("2.10 Ice", "decimal", (2, 10)),
        ("CHAPTER ONE", "chapter", (1,)),
        ("Kapitel 3", "chapter", (3,)),
        ("Der zweite Teil", "part", (2,)),
        ("第十二章 海", "chapter", (12,)),
        ("Глава 3. Море", "chapter", (3,)),
        ("IV.", "roman", (4,)),
        ("Part of it", "", ()),
        ("I was here", "", ()),
        ("3 men", "", ()),
    ],
)
def test_typed_numbers_are_read(text: str, kind: str, values: tuple[int, ...]) -> None:
    read = numbers.read(text)
    assert (read.kind, read.values) == (kind, values)
