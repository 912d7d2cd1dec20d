"""What authors of old web pages typed by hand, and what becomes of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from octavo.manuscripts.web import shapes
from octavo.manuscripts.web.divisions import listed
from tests.import_books import imported, png, sources, write

START = "*** START OF THIS PROJECT GUTENBERG EBOOK LAMPS ***"
HEADER = f"<pre>Title: Lamps\n\nAuthor: Ann Holm\n\n{START}</pre>"
CITED = "<p>So says the guide (Ole Roe, <i>Of Oil</i> (Harbour Press, 1990), p. 12.).</p>"


def test_a_comment_that_stays_open_in_a_style_sheet_hides_no_text(tmp_path: Path) -> None:
    page = (
        "<html><head><style><!-- p {color: red} </style></head><body><p>It burns.</p></body></html>"
    )
    assert "It burns." in "".join(sources(imported(tmp_path, "x.html", page)).values())


@pytest.mark.parametrize(
    ("label", "title", "same"),
    [
        ("4. OIL. THE FIRST LAMPS", "CHAPTER IV OIL: LAMPS OF OLD", True),
        ("4. OIL. THE FIRST LAMPS", "CHAPTER V OIL: LAMPS OF OLD", False),
        ("4. OIL. THE FIRST LAMPS", "4. GAS", False),
    ],
)
def test_a_list_leads_to_a_chapter_of_its_number(label: str, title: str, same: bool) -> None:
    assert listed._is_chapter_of(label, title) is same


@pytest.mark.parametrize("name", ["imgcap", "fig-cap", "caption", "imgcaption"])
def test_captions_are_known_by_their_class(name: str) -> None:
    assert shapes.CAPTION.fullmatch(name)


def test_the_line_above_notes_goes_with_them(tmp_path: Path) -> None:
    note = '<p><a name="f1" href="#m1">[1]</a> Slowly.</p>'
    page = f'<p>It burns.<a name="m1" href="#f1">[1]</a></p><p><i><b>Footnotes:</b></i></p>{note}'
    text = "".join(sources(imported(tmp_path, "x.html", page)).values())
    assert "[^1]: Slowly." in text
    assert "Footnotes" not in text


def test_a_picture_is_found_though_its_name_has_other_capitals(tmp_path: Path) -> None:
    write(tmp_path, "Lamp.png", png())
    done = imported(tmp_path, "x.md", "# Oil\n\n![A lamp](lamp.PNG)\n")
    assert (done.folder / "source" / "lamp.PNG").read_bytes() == png()


@pytest.mark.parametrize("header", [HEADER, ""])
def test_a_book_reissued_gets_no_list_of_works_that_it_never_had(
    tmp_path: Path, header: str
) -> None:
    done = imported(tmp_path, "x.html", f"<html><body>{header}<h2>Oil</h2>{CITED}</body></html>")
    drafted = "Harbour Press" in (done.folder / "metadata/references.json").read_text("utf-8")
    assert drafted is not bool(header)
