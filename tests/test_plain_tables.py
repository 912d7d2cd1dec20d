"""Tables that were drawn with strokes, or set by spaces; and lines that only look so."""

from __future__ import annotations

import pytest

from octavo.manuscripts.guard import guard
from octavo.manuscripts.kinds import Format
from octavo.manuscripts.plain import read as plain
from tests.test_plain_matter import PROSE

DRAWN = """________________________________
|       | Length in yards |      |
|       |-----------------| Year |
| Boat  | Least. | Most.  |      |
|-------+--------+--------+------|
| Heron |    3·5 |    4·1 | 1880 |
| Gull  |    2   |    2·2 | 1901 |
| Tern  |    4   |    5   |   -- |
--------------------------------
"""
APART = """            Length      Time of a crossing.
  Name.    in yards.    min.    sec.

  Heron       12          7      30
  Gull         8         11       2
"""
LEADERS = """  Rope of hemp ........... 12 shillings
  Rope of wire ............ 9 shillings
  Oil for the lamp .......  3 shillings
"""
YEARS = """           1880    1881    1882
  Boats      12      14      15
  Lamps       3       3       4
"""


def written(block: str) -> str:
    text = f"CHAPTER I.\n\n{PROSE}\n{block}\n{PROSE}"
    made = plain.read(text.encode(), "x.txt", "en-GB")
    assert not guard.check(text.encode(), Format.PLAIN, made, "en-GB")
    return made.chapters[0].markdown


def table(block: str) -> list[list[str]]:
    lines = [line for line in written(block).split("\n") if line.startswith("| ")]
    return [[cell.strip() for cell in line[1:].rstrip("| ").split("|")] for line in lines]


def test_strokes_part_columns_and_a_line_below_the_head() -> None:
    head, ruled, *rows = table(DRAWN)
    assert head == ["Boat", "Length in yards Least.", "Most.", "Year"]
    assert ruled[1] == "--:"
    assert [row[0] for row in rows] == ["Heron", "Gull", "Tern"]
    assert rows[0][1:] == ["3·5", "4·1", "1880"]


def test_a_head_apart_stands_above_the_columns_that_its_words_stand_over() -> None:
    head, _, *rows = table(APART)
    assert head == ["Name.", "Length in yards.", "Time of a crossing. min.", "sec."]
    assert rows == [["Heron", "12", "7", "30"], ["Gull", "8", "11", "2"]]


def test_leaders_part_two_columns_and_years_are_a_head() -> None:
    assert table(LEADERS)[2] == ["Rope of hemp", "12 shillings"]
    text = written(YEARS)
    assert "|  | 1880 | 1881 | 1882 |\n| --- | --: | --: | --: |\n| Boats | 12 | 14 | 15 |" in text


@pytest.mark.parametrize(
    "lines",
    [
        "  The rope is new,     the boat is old,\n  the lamp is lit,     the bell is cold.\n"
        "  They row at night,   they sing by day.\n",
        "     Harbour & Sons\n  12 Quay Street\n     Port 3\n",
        "  HERON  =  GULL\n         |\n    +----+----+\n    |         |\n  Tern      Rook\n",
    ],
)
def test_verse_addresses_and_pedigrees_are_no_tables(lines: str) -> None:
    assert "| --" not in written(lines)


def test_a_poem_behind_a_list_is_no_member_of_it() -> None:
    names = (
        "  Ida Holm         Port Quay\n  Ole Roe          Lamp Hill\n  Ann Lee          Old Bell\n"
    )
    poem = "          The rope is new, the boat is old,\n"
    poem += "            the lamp is lit, the bell is cold,\n"
    poem += "          they row at night, they sing by day,\n"
    text = written(f"List of Helpers\n\n{names}\n{poem}")
    assert "- Ann Lee Old Bell\n" in text
    assert "they sing by day" not in text.partition("Old Bell\n")[0]


def test_a_signature_at_the_right_is_no_verse() -> None:
    signed = f"{' ' * 40}Faithfully yours,\n{' ' * 44}IDA M. HOLM\n"
    assert "| Faithfully" not in written(f"{PROSE}\n{signed}")
    assert "Faithfully yours,\\\nIDA M. HOLM" in written(f"{PROSE}\n{signed}")


def test_a_note_in_a_table_stands_in_its_cell_and_signs_of_two_cells_are_no_italics() -> None:
    drawn = "\n".join(
        ["+-----------+-----------------+", "|Kind       |Length           |",
         "+-----------+-----------------+", "|Rope,[A] x |5 yards =5 ells  |",
         "|Oil        |= 1 quart        |", "+-----------+-----------------+"]
    )  # fmt: skip
    text = written(f"{drawn}\n\n[Note A: As bought.]\n\nIt is =so= and =so=.\n")
    assert "| Rope,[^1] x | 5 yards =5 ells |" in text
    assert "[^1]: As bought." in text
    assert "**so**" in text
