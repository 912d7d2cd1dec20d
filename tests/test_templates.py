"""What is put into a page is escaped, whatever it is; what is missing is an error."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError
from lxml import etree, html

from octavo.formats.epub.front import BLOCKS as EPUB_BLOCKS
from octavo.formats.epub.package import Point
from octavo.formats.html.frame import BLOCKS as HTML_BLOCKS
from octavo.formats.html.templates import Markup, block, escaped, fill

SHARP = '<b>it\'s</b> & "that"</title><script>'
WORDS = st.text(st.characters(categories=("L", "P", "S", "N", "Zs")))


def test_text_is_escaped_and_markup_stays(tmp_path: Path) -> None:
    (tmp_path / "x.html").write_text("{{ text }}{{ markup }}\n", "utf-8")
    made = fill(tmp_path / "x.html", text=SHARP, markup=Markup("<br>"))
    assert "<script" not in made
    assert html.fragment_fromstring(f"<p>{made}</p>").text == SHARP
    assert made.endswith("<br>\n")


def test_a_missing_value_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "x.html").write_text("{{ text }}", "utf-8")
    with pytest.raises(UndefinedError):
        fill(tmp_path / "x.html")


@given(WORDS)
def test_what_is_escaped_reads_back(words: str) -> None:
    assert html.fragment_fromstring(f"<p>{escaped(words)}</p>").text_content() == words


@given(WORDS, WORDS.filter(bool))
def test_no_word_of_an_edition_becomes_markup(title: str, line: str) -> None:
    people = [("author", line)]
    page = block(HTML_BLOCKS, "title_block", title=title, subtitle=line, people=people)
    assert [e.tag for e in html.fragment_fromstring(page).iter()] == ["header", "h1", "p", "p"]


@given(st.lists(st.tuples(WORDS, st.integers(0, 3)), min_size=1, max_size=9))
def test_the_contents_of_an_epub_are_nested_by_depth(lines: list[tuple[str, int]]) -> None:
    points: list[Point] = []
    for words, depth in lines:
        points.append(Point("a", words, min(depth, points[-1].depth + 1 if points else 0)))
    page = block(
        EPUB_BLOCKS, "navigation", contents="C", landmarks="L", points=points, marks=[], lists=[]
    )
    root = etree.fromstring(f'<div xmlns:epub="urn:x">{page}</div>')
    links = root.findall(".//a")
    assert [link.text or "" for link in links] == [point.label for point in points]
    assert [len(list(link.iterancestors("ol"))) - 1 for link in links] == [
        point.depth for point in points
    ]
