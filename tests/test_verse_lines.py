"""Each line of verse is an element of its own; words typed in capitals are small where they should.

What goes over of a line is indented, and no line that begins (New Hart's Rules, 9.4.2).
"""

from __future__ import annotations

from pathlib import Path

import pytest

from octavo.formats.html.finish import finish
from octavo.formats.html.format import FORMAT
from octavo.formats.html.tree import parse_fragment, to_html
from octavo.model.reading import is_capitals
from tests.making import make_job


def test_each_line_of_verse_stands_by_itself() -> None:
    stanza = '<div class="line-block">One<br/>\n<em>two</em> more<br/>\n<br/>\nthree</div>'
    root = parse_fragment(stanza.encode())
    finish(root)
    lines = [element for element in root.iter() if element.get("class") == "line"]
    assert ["".join(map(str, line.itertext())) for line in lines] == [
        "One",
        "two more",
        "",
        "three",
    ]
    assert to_html(root).count("<br") == 3


def test_verse_is_read_back_as_it_was(tmp_path: Path) -> None:
    job, _ = make_job(tmp_path, "# One\n\n| Mind *the*\n| *paint*, and\n|   see.\n|\n| So.\n")
    page, _ = FORMAT.write(job)
    read = FORMAT.read(page, job)
    assert read is not None
    assert read.body[-6:] == ("Mind", "the", "paint,", "and", "see.", "So.")


@pytest.mark.parametrize(
    ("text", "capitals"),
    [("ROPER.", True), ("NATO", True), ("Roper", False), ("M.", False), ("12", False)],
)
def test_capitals_that_are_marked_are_meant_small(text: str, capitals: bool) -> None:
    assert is_capitals(text) is capitals


def test_capitals_are_small_on_the_web(tmp_path: Path) -> None:
    job, _ = make_job(tmp_path, "# One\n\n[ROPER.]{.smallcaps} No. [Lily.]{.smallcaps} Yes.\n")
    page, _ = FORMAT.write(job)
    text = page.path.read_text("utf-8")
    assert '<span class="smallcaps capitals">ROPER.</span>' in text
    assert '<span class="smallcaps">Lily.</span>' in text
