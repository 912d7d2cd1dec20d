"""What a press printed before the text of a web page goes; dedications, mottoes, captions stay."""

from __future__ import annotations

import base64
from pathlib import Path

from tests.import_books import imported, png, sources
from tests.test_web_fore import LONG, PAGE, PROSE, heads

FIRST = PAGE[: PAGE.index("<p>Transcribed")]
END = "<p>*** END OF THIS PROJECT GUTENBERG EBOOK THE FERRY ***</p></body></html>"
TEXT = f"<h2>THE QUAY</h2>{LONG}{PROSE}<h2>THE ROPE</h2>{LONG}"
SHOWN = f'<img src="data:image/png;base64,{base64.b64encode(png()).decode()}" alt="ALT"/>'


def _of(page: str, tmp_path: Path, first: str = FIRST) -> str:
    done = imported(tmp_path, "m.html", f"{first}{page}{END}")
    assert not any(one.rule.startswith("import-lost") for one in done.findings)
    return "\n".join(sources(done).values())


def test_lines_of_a_press_go_whatever_their_size_and_the_people_beside_the_author(
    tmp_path: Path,
) -> None:
    lines = (
        "<h2>Handbooks of Harbour</h2><h1>THE FERRY</h1><h4>BY</h4><h3>Mrs. I. HOLM, F.R.S.</h3>"
        "<p>Fellow of the Society of Boats, Member of the Club of Oars</p><hr/>"
        "<h4>With 3 Plans &amp; a Map</h4><hr/><h3>LONDON</h3><h3>HARBOUR, LIMITED</h3>"
        "<h3>1902</h3>"
        "<p>First published in . . . . 1900</p><p>Reprinted March 1901; June 1902</p>"
    )
    whole = _of(lines + TEXT, tmp_path)
    assert heads(whole) == ["THE QUAY", "THE ROPE"]
    gone = ("Handbooks", "HOLM", "Fellow", "Plans", "LONDON", "LIMITED", "Reprinted", "1902")
    assert not [word for word in gone if word in whole]


def test_a_book_of_an_editor_has_a_title_page_too(tmp_path: Path) -> None:
    first = FIRST.replace("Author: Ida Holm", "Editor: Ida Holm").replace(", by Ida Holm", "")
    lines = "<h2>THE</h2><h1>FERRY</h1><h4>SELECTED BY</h4><h2>IDA HOLM</h2><h2>EDITOR OF OARS</h2>"
    whole = _of(
        f"{lines}<h3>BOSTON</h3><h3>HARBOUR, 7 QUAY</h3><h3>1902</h3>{TEXT}", tmp_path, first
    )
    assert heads(whole) == ["THE QUAY", "THE ROPE"]
    assert "HARBOUR" not in whole


def test_a_dedication_that_is_a_heading_heads_no_chapter(tmp_path: Path) -> None:
    page = f"<h1>THE FERRY</h1><h3>by IDA HOLM</h3><h2>“To My Mother”</h2>{TEXT}"
    whole = _of(page, tmp_path)
    assert heads(whole) == ["THE QUAY", "THE ROPE"]
    assert "To My Mother" in whole


def test_a_part_that_begins_with_to_stays_a_heading(tmp_path: Path) -> None:
    chapters = f"<h3>Chapter I</h3>{LONG}<h3>Chapter II</h3>{LONG}"
    other = f"<h2>From the Quay</h2><h3>Chapter I</h3>{LONG}<h3>Chapter II</h3>{LONG}"
    page = f"<h1>THE FERRY</h1><h3>by IDA HOLM</h3><h2>To the Quay</h2>{chapters}{other}"
    assert heads(_of(page, tmp_path))[0] == "To the Quay"


def test_a_motto_keeps_its_source_and_a_picture_its_caption(tmp_path: Path) -> None:
    motto = f"<p>{'What the river takes it gives again to him who waits. ' * 3}</p><p>Old Song</p>"
    page = (
        f"<h1>THE FERRY</h1><p>By IDA HOLM</p>{motto}<div>{SHOWN.replace('ALT', 'A quay')}"
        f"<p>The Quay at Noon</p></div><p>LONDON<br/>HARBOUR<br/>1902</p>{TEXT}"
    )
    whole = _of(page, tmp_path)
    assert "Old Song" in whole
    assert "The Quay at Noon" in whole
    assert "HARBOUR" not in whole


def test_the_picture_of_a_title_page_goes_and_a_note_of_the_publishers_stays(
    tmp_path: Path,
) -> None:
    note = "Holm published these letters in a paper of the town before they became this book. " * 2
    page = f"<p>{SHOWN.replace('ALT', 'Title Page')}</p><h1>THE FERRY</h1><p>By IDA HOLM</p>"
    whole = _of(f"{page}<h3>PUBLISHERS' NOTE</h3><p>{note}</p>{TEXT}", tmp_path)
    assert heads(whole) == ["PUBLISHERS' NOTE", "THE QUAY", "THE ROPE"]
    assert "Title Page" not in whole
    assert "letters in a paper" in whole


def test_an_introduction_by_a_translator_and_a_chapter_with_a_word_of_the_title_stay(
    tmp_path: Path,
) -> None:
    first = FIRST.replace("Author: Ida Holm", "Author: Ida Holm\n\nTranslator: Per Strand")
    page = f"<h1>THE FERRY</h1><p>By IDA HOLM</p><h2>INTRODUCTION by Per Strand</h2>{LONG}"
    whole = _of(f"{page}<h2>Ferry</h2><pre>Row, row\n  to the quay</pre>{LONG}", tmp_path, first)
    assert [head.split(" by")[0] for head in heads(whole)] == ["INTRODUCTION", "Ferry"]


def test_a_heading_without_words_in_a_stack_is_no_line(tmp_path: Path) -> None:
    assert heads(_of(f"<h4><br/></h4><hr/>{TEXT}", tmp_path)) == ["THE QUAY", "THE ROPE"]


def test_an_index_that_leads_back_to_the_text_is_not_for_sale(tmp_path: Path) -> None:
    rows = "".join(f"<p>Oar, <a href='#q'>{n}</a>, 1{n}4</p>" for n in range(10, 40))
    index = f"<h2>INDEX</h2><h3>O</h3>{rows}"
    page = f"<h1>THE FERRY</h1><p>By IDA HOLM</p>{TEXT}{index}".replace(
        "<h2>THE Q", "<h2 id='q'>THE Q"
    )
    assert "Oar" in _of(page, tmp_path)


def test_the_first_essay_of_a_book_may_be_called_as_the_book_is(tmp_path: Path) -> None:
    essay = f"<h2>THE FERRY</h2><h3>I.</h3>{LONG * 2}<h3>II.</h3>{LONG}"
    others = "".join(f"<h2>THE {name}</h2>{LONG * 4}" for name in ("QUAY", "ROPE", "LAMP"))
    whole = _of(f"<h1>THE FERRY</h1><p>By IDA HOLM</p>{essay}{others}", tmp_path)
    assert heads(whole) == ["THE FERRY", "I.", "II.", "THE QUAY", "THE ROPE", "THE LAMP"]


def test_a_title_that_the_header_spells_with_a_slip_is_the_title(tmp_path: Path) -> None:
    first = FIRST.replace("The Ferry", "The Feryman of Harbour")
    first = first.replace("       and Other Boats\n", "")
    page = f"<h1>THE FERRYMAN OF HARBOUR</h1><h3>BY</h3><h2>IDA HOLM</h2>{TEXT}"
    assert heads(_of(page, tmp_path, first)) == ["THE QUAY", "THE ROPE"]
