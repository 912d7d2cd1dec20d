"""Widths of columns that were typed hold where the words fit them."""

from __future__ import annotations

import pytest

from octavo.book.columns import settle_widths
from octavo.model.nodes import Document
from octavo.pandoc import run

LONG = "Rotates the colour of the chosen node through the list of colours, forwards or backwards."


def widths(text: str) -> list[float]:
    document = Document.loads(run(["-f", "markdown", "-t", "json"], text.encode()))
    settle_widths(document.blocks)
    columns = document.blocks[0]["c"][2]
    return [width.get("c", 0.0) for _, width in columns]


@pytest.mark.parametrize(
    ("dashes", "kept"),
    [
        ("|:--------|:------------|:---|", False),
        ("|:---|:---|:---|", False),
        ("|:---|:---|:---------------|", True),
    ],
)
def test_dashes_that_nobody_counted_are_no_widths(dashes: str, kept: bool) -> None:
    text = f"|Call|Values|Purpose|\n{dashes}\n|turn|yes or no|{LONG}|\n|scale|up|{LONG}|\n"
    assert any(widths(text)) is kept


def test_widths_of_even_columns_and_of_a_drawn_table_hold() -> None:
    even = f"|A|B|\n|----|----|\n|{LONG}|{LONG}|\n"
    assert widths(even) == [0.5, 0.5]
    drawn = (
        "+--------+----------------+\n| a      | b              |\n+--------+----------------+\n"
    )
    assert all(widths(drawn))


def test_a_table_without_widths_stays_as_it_is() -> None:
    assert widths("|A|B|\n|-|-|\n|1|2|\n") == [0.0, 0.0]
