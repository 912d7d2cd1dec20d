"""Plays in print: a name stays with what is spoken below it, speeches in verse have one edge."""

from __future__ import annotations

from pathlib import Path

import pytest

from octavo.formats.pdf import format as pdf
from octavo.formats.pdf.page import page_of
from octavo.formats.pdf.text import page_texts
from tests.making import EDITION
from tests.pdf_books import build
from tests.test_pdf_pages import left_of


def test_a_name_above_verse_stays_with_its_first_lines(tmp_path: Path) -> None:
    names = [f"Q{number}" for number in range(10, 60)]
    song = "".join(f"| NAME line {n}\n" for n in range(11))
    said = "[OLE.]{.smallcaps} So.\n\n"
    parts = [
        said * (n % 3) + f"[{name}.]{{.smallcaps}} [*sings*]\n\n" + song.replace("NAME", name)
        for n, name in enumerate(names)
    ]
    built = build(tmp_path, "# One\n\n" + "\n".join(parts))
    pages = page_texts(built.screen.path)
    assert built.read.body == built.canon.body
    for name in names:
        at = next(n for n, page in enumerate(pages) if f"{name}." in page)
        assert f"{name} line 1" in pages[at]


def test_speeches_in_verse_begin_at_one_edge_without_space_between_them(tmp_path: Path) -> None:
    speech = (
        "| [ANNA.]{.smallcaps} The tide is late\n| And low\n\n| [OLE.]{.smallcaps} So is the lamp\n"
    )
    built = build(tmp_path, f"# One\n\n{speech}\n*Enter a ferryman.*\n\n| Who calls\n")
    path = built.screen.path
    em = page_of(EDITION.design.trim).size
    assert left_of(path, "OLE") == pytest.approx(left_of(path, "ANNA"), abs=0.8)
    assert left_of(path, "And low") == pytest.approx(left_of(path, "ANNA") + 1.5 * em, abs=0.8)
    assert left_of(path, "Who calls") == pytest.approx(left_of(path, "And low"), abs=0.8)
    assert built.read.body == built.canon.body


def test_a_list_of_persons_is_no_speech(tmp_path: Path) -> None:
    names = "| [Anna]{.smallcaps}\n| [A Ferryman]{.smallcaps}\n|\n| [Two Sailors]{.smallcaps}\n"
    path = build(tmp_path, f"# One\n\n{names}\nWords of the text.\n").screen.path
    assert left_of(path, "Anna") > left_of(path, "Words of") + 10


def test_half_a_line_that_was_typed_far_to_the_right_ends_at_the_measure(tmp_path: Path) -> None:
    """Typists set it behind the half before it, in spaces that are wider than the letters."""
    half = f"| {' ' * 56}And who is there?\n"
    text = f"| I heard a step upon the quay, and said:\n{half}| And nobody was there at all.\n"
    built = build(tmp_path, f"# One\n\n{text}")
    path, font = built.screen.path, page_of(EDITION.design.trim).size
    assert "pdf-overflow" not in {one.rule for one in pdf.check(built.screen, built.job)}
    assert left_of(path, "And who is") > left_of(path, "I heard a step") + 8 * font
