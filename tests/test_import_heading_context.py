"""Lines that their neighbours, or the other lines of their text, show to be headings or none."""

from __future__ import annotations

from pathlib import Path

import pytest

from octavo.manuscripts.word.structure import numbers, series
from tests.styled_files import CENTRED, PROSE, P, bold
from tests.test_import_headings import made

UNDER = '<w:u w:val="single"/>'
FRAME = '<w:pBdr><w:top w:val="single"/><w:bottom w:val="single"/></w:pBdr>'


def proposals(tmp_path: Path, paragraphs: list[P]) -> str:
    """Return what import.yaml says of headings."""
    return made(tmp_path, paragraphs).partition("\nheadings:")[2]


def over_text(lines: list[P]) -> list[P]:
    """Return lines, each with an empty line above it and running text below it."""
    return [p for line in lines for p in (P(""), line, P(PROSE))]


def test_stars_around_all_words_are_bold_type(tmp_path: Path) -> None:
    lines = ["1. **Of the nets**", "2. **Of the oars**:", "3. **Of the wall**", "**Of ice**"]
    headings = proposals(tmp_path, over_text([P(line) for line in lines]))
    assert "bold, numbered 1: heading 1" in headings
    assert "Of ice" in headings


def test_stars_around_some_words_are_none(tmp_path: Path) -> None:
    lines = ["We **mend** nets of **boats**.", "So **much** of ice."]
    assert "bold" not in proposals(tmp_path, over_text([P(line) for line in lines]))


def test_a_heading_in_capitals_may_begin_with_a_dash(tmp_path: Path) -> None:
    look = f"<w:b/>{UNDER}"
    lines = [P(f"-{words}", rpr=look) for words in ("NETS OF ICE", "OARS AND MASTS", "THE WALL")]
    assert "-NETS OF ICE" in proposals(tmp_path, over_text(lines))


def test_an_item_in_bold_type_begins_with_a_dash_as_well(tmp_path: Path) -> None:
    items = [P(f"- {words}", rpr="<w:b/>") for words in ("Nets of ice", "Oars", "The wall")]
    assert "Nets" not in proposals(tmp_path, over_text(items))


@pytest.mark.parametrize(
    ("lines", "count"),
    [
        (["Minutes of Meeting # 1", "Minutes of Meeting #2", "Minutes of Meeting # 3"], 3),
        (["Session No. 1", "Session No. 2: Nets"], 2),
        (["WEEK I", "WEEK II", "WEEK III: Ice"], 3),
        (["Task 1", "Task 2", "Task 2", "Task 4"], 4),
        (["Route 1", "Route 66", "Route 66"], 0),
        (["Should I mend", "Should I row"], 0),
        (["Mother C", "Mother I"], 0),
    ],
)
def test_a_series_has_a_sign_a_roman_number_or_a_mistake(lines: list[str], count: int) -> None:
    assert len(series.find(enumerate(lines))) == count


def test_the_odd_one_of_a_series_of_headings_is_one(tmp_path: Path) -> None:
    weeks = [bold(f"WEEK {n}") for n in ("I", "II", "III")] + [P("WEEK IV"), bold("WEEK V")]
    headings = proposals(tmp_path, [p for week in weeks for p in (P(""), week, P("Nets."))])
    assert "“WEEK IV”" in headings or "5 times" in headings


def test_lines_in_a_frame_are_no_headings_but_the_first(tmp_path: Path) -> None:
    heads = [P(f"The {word}", rpr=UNDER) for word in ("Ice", "Oars", "Wall")]
    words = ("Data", "Begin", "End")
    frame = [p for word in words for p in (P(word, ppr=FRAME, rpr=UNDER), P(PROSE, ppr=FRAME))]
    text = made(tmp_path, [*over_text(heads), P(PROSE, ppr=FRAME), *frame])
    assert "3 times" in text.partition("\nheadings:")[2]
    assert "\n# Begin" not in text


def test_a_list_of_what_follows_is_no_heading(tmp_path: Path) -> None:
    words = ["Step 1: Mend the nets", "Step 2: Row the boats", "Step 3: Light the lamps"]
    lines = [P(word) for word in words] + over_text([bold(word) for word in words])
    text = made(tmp_path, lines)
    assert all(text.count(f"\n# {word}\n") == 1 for word in words)
    assert "numbered “step 1”" in text
    assert "10 pt, numbered" not in text.partition("\nheadings:")[2]


def test_questions_of_a_form_are_no_headings(tmp_path: Path) -> None:
    words = ["1. How old is your boat?", "2. Do you mend nets?", "3. Is the ice thick?"]
    assert "boat" not in proposals(tmp_path, [p for w in words for p in (P(w), P(PROSE))])


def test_the_label_of_a_caption_may_have_a_sign_before_its_number(tmp_path: Path) -> None:
    lines = [P(f"Tabla N° {n}: Los barcos", ppr=CENTRED, rpr="<w:b/>") for n in (1, 2, 3)]
    assert "barcos" not in proposals(tmp_path, over_text(lines))


def test_an_appendix_is_named_in_chinese() -> None:
    assert numbers.read("附录：").kind == "named"
