"""What stands behind a text and is the book's own stays: index, appendix, notes; no price list."""

from __future__ import annotations

from pathlib import Path

from tests.import_books import imported, sources
from tests.test_web_fore import PAGE

NAMES = ("Anchors", "Bells", "Cables", "Docks", "Eels")
LISTED = "".join(f'<p>{name}, <a href="#p{n}">{n}15</a></p>' for n, name in enumerate(NAMES, 1))
INDEX = f"<h2><a name='index'></a>INDEX</h2>{LISTED}"


def _with(text: str, tmp_path: Path) -> str:
    """Return what comes of a page that ends with some text, and no book is sold behind it."""
    start = PAGE.index("<p>THE END</p>")
    end = PAGE.index("<h2>TRANSCRIBER")
    page = f"{PAGE[:start]}{text}{PAGE[end:]}"
    return "\n".join(sources(imported(tmp_path, "m.html", page)).values())


def test_an_index_behind_the_text_is_neither_contents_nor_a_price_list(tmp_path: Path) -> None:
    whole = _with(f"<h3>A Song</h3><p>Row, row.</p>{INDEX}", tmp_path)
    assert "Row, row." in whole
    assert "# INDEX" in whole
    assert all(name in whole for name in NAMES)


def test_what_the_text_leads_to_is_not_sold(tmp_path: Path) -> None:
    sold = "<p>The Quay. Cloth, $1.25</p><p>The Rope. Cloth, $1.00</p><p>The Lamp. Net, $2.00</p>"
    note = "<div class='footnote'><p><a name='F1'></a><a href='#A1'>[1]</a> Slowly.</p></div>"
    call = "<p>It came<a name='A1'></a><a href='#F1'>[1]</a> late.</p>"
    whole = _with(f"{call}<h2>Books for the River</h2>{sold}{note}", tmp_path)
    assert "It came[^1] late." in whole
    assert "[^1]: Slowly." in whole


def test_a_note_with_words_of_the_transcriber_in_it_stays(tmp_path: Path) -> None:
    words = "Slowly, on p. 5 [Transcriber's Note: p. 6]."
    note = f"<div class='footnote'><p><a name='F1'></a><a href='#A1'>[1]</a> {words}</p></div>"
    whole = _with(f"<p>It came<a name='A1'></a><a href='#F1'>[1]</a> late.</p>{note}", tmp_path)
    assert "[^1]: Slowly, on p. 5" in whole


def test_an_index_that_is_a_table_below_its_heading_is_no_list_of_contents(tmp_path: Path) -> None:
    rows = "".join(f'<tr><td>{name}</td><td><a href="#b">{n}15</a></td></tr>'
                   for n, name in enumerate(NAMES, 1))  # fmt: skip
    whole = _with(f"<h2>INDEX</h2><table class='index'>{rows}</table>", tmp_path)
    assert "# INDEX" in whole
    assert all(name in whole for name in NAMES)


def test_a_note_of_a_heading_and_a_bare_number_behind_a_word_lose_nothing(tmp_path: Path) -> None:
    text = "<h2>On Ropes<a name='A1'></a><a href='#F1'>[1]</a></h2><p>Ropes"
    text += "<a name='A2' href='#F2'>2</a> are long, and hold what no hand could hold.</p>"
    for number in (1, 2):
        text += f"<div class='footnote'><p><a name='F{number}' href='#A{number}'>{number}.</a> "
        text += f"So they say of {NAMES[number]}.</p></div>"
    page = PAGE.replace("<p>THE END</p>", text)
    done = imported(tmp_path, "m.html", page)
    assert not any(one.rule.startswith("import-lost") for one in done.findings)
    whole = "\n".join(sources(done).values())
    assert "Ropes[^2] are" in whole or "Ropes[^1] are" in whole
