"""Which line of the source a paragraph of a page is, and on which page a line is."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from octavo.desk.server.changed import Lines, lines_of
from octavo.desk.server.editor import command_of
from octavo.desk.server.letters import Places, letters_of
from octavo.desk.server.pages import placed_page
from octavo.files import xml
from octavo.model.finding import InputError
from tests.preview_books import places_of, write_book

PAGE = """<html><body><nav><li><a>One</a></li></nav><main><section>
<h2><span class="division-number">1</span> One</h2>
<p><span>It was a dark night,</span> and ‘nobody’ was abroad.<a role="doc-noteref">1</a></p>
<ul><li>a list</li><li><p>of two</p></li></ul>
<h3>A part of it</h3>
<p>The same words stand here – and 1450–55.</p>
<p>The same words stand here.</p>
<p>What the press adds.</p>
<section role="doc-endnotes"><ol><li><p>A note of its own.<a role="doc-backlink">↩</a></p></li></ol>
</section></section></main></body></html>"""


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Places:
    return places_of(write_book(tmp_path_factory.mktemp("book")))


def test_each_paragraph_of_a_page_has_its_line(places: Places) -> None:
    root = xml.parse_html(placed_page(PAGE.encode(), places))
    main = next(root.iter("main"))
    lines = {
        " ".join("".join(one.itertext()).split())[:22]: one.get("data-line")
        for one in main.iter()
        if one.get("data-file") == "source/01.md"
    }
    assert lines == {
        "1 One": "1",
        "It was a dark night, a": "3",
        "a list": "5",
        "of two": "6",
        "A part of it": "8",
        "The same words stand h": "12",
        "A note of its own.↩": "14",
    }
    first = next(one for one in main.iter("p") if "1450" in "".join(one.itertext()))
    assert first.get("data-line") == "10"


def test_a_point_of_a_page_is_found_by_the_letters_around_it(places: Places) -> None:
    spot = places.around(letters_of("nobody was abroad. 1 a list of two"), "")
    assert spot is not None
    assert spot.line == 3
    spot = places.around("", letters_of("The same words stand here – and 1450–55."))
    assert spot is not None
    assert spot.line == 10
    assert places.around("zzzzzzzzzzzz", "") is None


def test_a_line_between_two_paragraphs_is_the_one_before(places: Places) -> None:
    assert [spot.line for n in (1, 4, 9, 99) if (spot := places.at("source/01.md", n))] == [
        1,
        3,
        8,
        14,
    ]
    assert places.at("source/none.md", 1) is None


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [
        ("a\nb\nc\n", "a\nb\nc\n", None),
        ("a\nb\nc\n", "a\nB\nc\n", Lines(2, 3, 3)),
        ("a\nc\n", "a\nb\nc\n", Lines(2, 2, 3)),
        ("a\nb\nc\n", "a\nc\n", Lines(2, 3, 2)),
        ("", "a", Lines(1, 2, 2)),
        ("a\na\n", "a\na\na\n", Lines(3, 3, 4)),
    ],
)
def test_the_lines_that_have_changed(old: str, new: str, lines: Lines | None) -> None:
    assert lines_of(old, new) == lines


def program(folder: Path, name: str) -> str:
    path = folder / name
    path.write_text("#!/bin/sh\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def test_an_editor_is_told_the_line_in_its_own_way(tmp_path: Path) -> None:
    code, other = program(tmp_path, "code"), program(tmp_path, "other")
    assert command_of(f"{code} -g {{file}}:{{line}}", {}) == [code, "-g", "{file}:{line}"]
    assert command_of(code, {}) == [code, "-g", "{file}:{line}"]
    assert command_of(None, {"VISUAL": code, "EDITOR": "vi"}) == [code, "-g", "{file}:{line}"]
    assert command_of(other, {}) == [other, "{file}"]
    assert command_of(None, {"EDITOR": f"{other} --wait"}) == [other, "--wait", "{file}"]


def test_an_editor_in_the_terminal_is_not_opened_over_the_watch() -> None:
    assert command_of(None, {"EDITOR": "vim"}) == []
    assert command_of(None, {"VISUAL": "/usr/bin/nano -w"}) == []
    assert command_of(None, {}) == []


def test_an_editor_that_is_not_there_is_said_at_once() -> None:
    with pytest.raises(InputError, match="There is no program no-such-editor"):
        command_of("no-such-editor {file}", dict(os.environ))
    with pytest.raises(InputError, match="--editor cannot be read"):
        command_of("code '", {})
