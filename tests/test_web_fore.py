"""Title page, contents, typists' notes and advertisements of a Gutenberg page are left out."""

from __future__ import annotations

import base64
import re
from pathlib import Path

from tests.import_books import imported, png, sources

PROSE = "<p>The tide was late that day, and the boats had not come in before the bell.</p>\n"
LONG = f"<p>{'The ferryman sat on the quay and waited for anybody who might cross. ' * 6}</p>\n"
PAGE = f"""<html><head><title>The Ferry</title></head><body><pre>
The Project Gutenberg EBook of The Ferry, by Ida Holm

Title: The Ferry
       and Other Boats

Author: Ida Holm

*** START OF THIS PROJECT GUTENBERG EBOOK THE FERRY ***
</pre>
<p>Transcribed from the 1902 Harbour &amp; Sons edition by Per Strand</p>
<h1>THE FERRY<br />AND OTHER BOATS</h1>
<h3>By IDA HOLM</h3>
<p>LONDON<br />HARBOUR &amp; SONS<br />1902</p>
<p>TO MY BROTHER OLE</p>
<h2>CONTENTS</h2>
<p><a href="#a">The Quay</a><br /><a href="#b">The Rope</a><br /><a href="#c">The Lamp</a></p>
<h2>PREFACE</h2>
{LONG}
<h2><a name="a"></a>THE QUAY</h2>
{PROSE}<p>The boats de<span class="pagenum">[Pg 15]</span>parted at noon.</p>
<h2><a name="b"></a>THE ROPE</h2>
{LONG}
<h2><a name="c"></a>THE LAMP</h2>
{LONG}
{LONG}
<p>THE END</p>
<h2>Books for the River</h2>
<p>The Quay. By Ida Holm. Cloth, $1.25</p>
<p>The Rope. By Per Strand. Cloth, $1.00</p>
<p>Harbour &amp; Sons, Publishers, London. Price of each, post-paid, $1.10</p>
<h2>TRANSCRIBER'S NOTES</h2>
<p>Slips were mended.</p>
<p>*** END OF THIS PROJECT GUTENBERG EBOOK THE FERRY ***</p><p>The licence.</p></body></html>
"""


def test_what_is_no_text_goes_with_its_words_and_the_chapters_rise(tmp_path: Path) -> None:
    done = imported(tmp_path, "m.html", PAGE)
    whole = "\n".join(sources(done).values())
    heads = [line for line in whole.split("\n") if line.startswith("#")]
    assert [head.split("{")[0].split("]")[-1].strip("# ") for head in heads] == [
        "PREFACE",
        "THE QUAY",
        "THE ROPE",
        "THE LAMP",
    ]
    assert all(head.startswith("# ") for head in heads)
    assert "TO MY BROTHER OLE" in whole
    gone = ("HARBOUR", "Transcribed", "By IDA", "Cloth", "mended", "CONTENTS", "1902")
    assert not [word for word in gone if word in whole]
    left = "\n".join(f.before for f in done.findings if f.rule == "import-matter-left-out")
    assert "HARBOUR" in left
    assert "Cloth" in left


def test_a_number_of_a_page_within_a_word_loses_nothing(tmp_path: Path) -> None:
    done = imported(tmp_path, "m.html", PAGE)
    assert not [f for f in done.findings if f.rule == "import-lost-text"]


def test_a_page_that_is_not_of_gutenberg_keeps_its_first_page(tmp_path: Path) -> None:
    start = PAGE.index("<h1>")
    text = f"<html><body>{PAGE[start : PAGE.index('<p>*** END')]}</body></html>"
    whole = "\n".join(sources(imported(tmp_path, "m.html", text)).values())
    assert "HARBOUR" in whole
    assert "Cloth" in whole


TABLED = PAGE.replace(
    '<p><a href="#a">The Quay</a><br /><a href="#b">The Rope</a><br />'
    '<a href="#c">The Lamp</a></p>',
    "<table><tr><td>The Quay</td><td><a href='#p1'>1</a></td></tr><tr><td>The Rope</td><td>"
    "<a href='#p2'>2</a></td></tr><tr><td>The Lamp</td><td><a href='#p3'>3</a></td></tr></table>",
)


def test_the_number_of_a_page_at_a_heading_is_none_of_its_words(tmp_path: Path) -> None:
    page = TABLED.replace(
        "<h2>CONTENTS", '<h2><a name="pv"></a><span class="pagenum">p. v</span>CONTENTS'
    )
    page = page.replace('<a name="b"></a>', '<a name="p2"></a><span class="pagenum">p. 2</span>')
    page = page.replace("at noon.", 'at noon, as <a href="#p2">page 2</a> has it.')
    done = imported(tmp_path, "m.html", page)
    whole = "\n".join(sources(done).values())
    assert "CONTENTS" not in whole
    assert '# []{#p2 .page n="2"}THE ROPE' in whole
    rules = {finding.rule for finding in done.findings}
    assert not any(rule.startswith("import-lost") for rule in rules)


def test_two_spaces_between_sentences_are_a_habit_and_an_indent_stays(tmp_path: Path) -> None:
    page = PAGE.replace("quay and", "quay.&nbsp; He sat.&nbsp; And").replace(
        "<p>TO MY", "<p>One.&nbsp;<br/>&nbsp; &nbsp; Two</p><p>TO MY"
    )
    done = imported(tmp_path, "m.html", page)
    whole = "\n".join(sources(done).values())
    assert "quay. He sat. And waited" in whole
    assert "\N{NO-BREAK SPACE} \N{NO-BREAK SPACE} Two" in whole
    assert [one.rule for one in done.findings].count("import-sentence-spaces") == 1


def test_a_printer_s_line_goes_and_the_title_page_names_who_drew(tmp_path: Path) -> None:
    page = PAGE.replace("<p>THE END</p>\n<h2>Books for the River</h2>", "")
    page = re.sub(
        r"<p>The Quay\. By.*?</p>\n<h2>",
        "<p>PRINTED BY<br/>RIGG AND SON</p>\n<h2>",
        page,
        flags=re.S,
    )
    page = page.replace(
        "<p>LONDON", "<p>With twelve woodcuts and illustrations<br/>by P. Strand</p><p>LONDON"
    )
    done = imported(tmp_path, "m.html", page)
    whole = "\n".join(sources(done).values())
    assert "RIGG" not in whole
    edition = (done.folder / "metadata" / "edition.yaml").read_text(encoding="utf-8")
    assert "illustrator: P. Strand" in edition


def test_an_ornament_of_the_title_page_goes_with_it_and_a_picture_stays(tmp_path: Path) -> None:
    shown = (
        f'<p><img src="data:image/png;base64,{base64.b64encode(png()).decode()}" alt="ALT"/></p>'
    )
    two = shown.replace("ALT", "Publisher's device") + shown.replace("ALT", "A ferry")
    done = imported(tmp_path, "m.html", PAGE.replace("<p>LONDON", f"{two}<p>LONDON"))
    whole = "\n".join(sources(done).values())
    assert "A ferry" in whole
    assert "device" not in whole
    assert not any(one.rule.startswith("import-lost") for one in done.findings)


def test_a_title_in_several_headings_goes_and_so_do_links_to_music(tmp_path: Path) -> None:
    line = "<p><i>A TALE OF ALL WHO CROSS</i></p>"
    page = PAGE.replace(
        "<h1>THE FERRY<br />AND OTHER BOATS</h1>", f"<h2>THE</h2><h1>FERRY</h1>{line}"
    )
    page = page.replace(
        "<h3>By IDA HOLM</h3>", "<h2>AND OTHER BOATS</h2><h3>BY</h3><h2>IDA HOLM</h2>"
    )
    heard = "<p>To hear this music (MIDI), click <a href='a.mid'>here</a>.</p>"
    page = page.replace("<h2>PREFACE</h2>", f"<h2>PREFACE</h2>{heard}")
    done = imported(tmp_path, "m.html", page)
    whole = "\n".join(sources(done).values())
    heads = [line.split("]")[-1].strip("# ") for line in whole.split("\n") if line[:1] == "#"]
    assert [head.split(" {")[0] for head in heads] == [
        "PREFACE",
        "THE QUAY",
        "THE ROPE",
        "THE LAMP",
    ]
    assert "MIDI" not in whole
    assert "A TALE" not in whole
    assert not any(one.rule.startswith("import-lost") for one in done.findings)


def test_a_printer_s_line_before_the_notes_of_the_page_goes_too(tmp_path: Path) -> None:
    line = "<p>RIGG AND SON, PRINTERS, EDINBURGH</p><hr/>"
    page = PAGE.replace("<p>THE END</p>", f"{line}<h3>FOOTNOTES</h3>{PROSE}<p>THE END</p>")
    whole = "\n".join(sources(imported(tmp_path, "m.html", page)).values())
    assert "RIGG" not in whole


def heads(whole: str) -> list[str]:
    found = [line.split("]")[-1].strip("# ") for line in whole.split("\n") if line[:1] == "#"]
    return [head.split(" {")[0] for head in found]


def test_a_list_of_contents_without_links_is_known_by_the_titles_of_the_text(
    tmp_path: Path,
) -> None:
    listed = "1. The Quay<br/>2. The Rope . . . 8<br/>The Lamp &nbsp; 12"
    page = re.sub(r"<p><a href=\"#a\".*?</p>", f"<blockquote>{listed}</blockquote>", PAGE)
    whole = "\n".join(sources(imported(tmp_path, "m.html", page)).values())
    assert heads(whole) == ["PREFACE", "THE QUAY", "THE ROPE", "THE LAMP"]
    other = page.replace("The Quay<br/>", "Of boats<br/>").replace("The Lamp &nbsp;", "Of oil")
    (tmp_path / "other").mkdir()
    whole = "\n".join(sources(imported(tmp_path / "other", "m.html", other)).values())
    assert "Of boats" in whole


def test_a_list_right_behind_the_contents_that_names_its_own_heading_goes_with_it(
    tmp_path: Path,
) -> None:
    songs = "".join(f"<p><a href='#{name}'>Song {name}</a></p>" for name in "abc")
    page = PAGE.replace("<h2>PREFACE</h2>", f"<h2>SONGS</h2>{songs}<h2>PREFACE</h2>")
    done = imported(tmp_path, "m.html", page)
    whole = "\n".join(sources(done).values())
    assert heads(whole) == ["PREFACE", "THE QUAY", "THE ROPE", "THE LAMP"]
    assert not any(one.rule.startswith("import-lost") for one in done.findings)


def test_a_note_of_the_publishers_that_says_something_is_text(tmp_path: Path) -> None:
    page = PAGE.replace("<h2>PREFACE</h2>", "<h2>PUBLISHERS' NOTE</h2>")
    whole = "\n".join(sources(imported(tmp_path, "m.html", page)).values())
    assert heads(whole)[0] == "PUBLISHERS' NOTE"


def test_the_title_again_above_the_first_chapter_heads_nothing(tmp_path: Path) -> None:
    page = PAGE.replace(
        '<h2><a name="a"></a>', '<h2>THE FERRY</h2><p>&nbsp;</p><h2><a name="a"></a>'
    )
    done = imported(tmp_path, "m.html", page)
    whole = "\n".join(sources(done).values())
    assert heads(whole) == ["PREFACE", "THE QUAY", "THE ROPE", "THE LAMP"]
    assert "import-title" in {finding.rule for finding in done.findings}
    assert not any(one.rule.startswith("import-lost") for one in done.findings)


def test_a_title_behind_who_typed_the_text_and_a_subtitle_in_a_paragraph_of_the_header(
    tmp_path: Path,
) -> None:
    page = PAGE.replace(
        "<h1>THE FERRY<br />",
        "<h3>E-text prepared by Per Strand</h3><h1>THE</h1><h1>FERRY</h1><h1>",
    )
    start, end = page.index("<pre>"), page.index("</pre>")
    lines = page[start + 5 : end].strip().split("\n")
    page = page[:start] + "".join(f"<p>{line}</p>\n" for line in lines if line) + page[end + 6 :]
    done = imported(tmp_path, "m.html", page)
    whole = "\n".join(sources(done).values())
    assert heads(whole)[0] == "PREFACE"
    edition = (done.folder / "metadata" / "edition.yaml").read_text(encoding="utf-8")
    assert "subtitle: and Other Boats" in edition


def test_advertisements_below_several_headings_in_a_row_go(tmp_path: Path) -> None:
    heads_in_a_row = "<h2>Selections from</h2><h2>Harbour's Books</h2><h2>Books for the River</h2>"
    page = PAGE.replace("<h2>Books for the River</h2>", heads_in_a_row)
    whole = "\n".join(sources(imported(tmp_path, "m.html", page)).values())
    assert "Selections" not in whole
    assert "Cloth" not in whole


def test_links_to_sheets_of_music_become_their_pictures(tmp_path: Path) -> None:
    (tmp_path / "quay.png").write_bytes(png())
    line = (
        "<h4><a href='quay.png'>Song of the Quay</a><br/><a href='quay.mid'>MIDI</a></h4>"
        "<p>Hear it: <a href='quay.ly'>here</a> and <a href='http://example.org/a.mid'>there</a>.</p>"
    )
    done = imported(tmp_path, "m.html", PAGE.replace("<p>The boats", f"{line}<p>The boats"))
    whole = "\n".join(sources(done).values())
    assert 'alt="Song of the Quay"' in whole
    assert "MIDI" not in whole
    assert "Hear it: here and" in whole
    assert not any(one.rule.startswith("import-lost") for one in done.findings)


def test_pages_that_are_called_titles_or_advertisements_go(tmp_path: Path) -> None:
    page = PAGE.replace(
        "<p>Transcribed from", "<div class='title'><p>OLD SONGS</p><p>Transcribed from"
    )
    page = page.replace("<p>TO MY", "<p>TRANSLATED BY</p><p>PER STRAND</p></div><p>TO MY")
    sold = "<div class='advertising'><h4>BOATS</h4><p>A boat for everybody.</p></div>"
    page = page.replace("<p>THE END</p>", f"<p>THE END</p>{sold}")
    done = imported(tmp_path, "m.html", page)
    whole = "\n".join(sources(done).values())
    assert "OLD SONGS" not in whole
    assert "A boat" not in whole
    edition = (done.folder / "metadata" / "edition.yaml").read_text(encoding="utf-8")
    assert "translator: Per Strand" in edition
    assert not any(one.rule.startswith("import-lost") for one in done.findings)


def test_two_links_alone_in_a_table_that_is_called_contents_are_a_list(tmp_path: Path) -> None:
    rows = (
        "<p class='toc'><a href='#a'>THE QUAY</a></p><p class='toc'><a href='#b'>THE ROPE</a></p>"
    )
    page = re.sub(
        r"<h2>CONTENTS.*?</p>", f"<table><tr><td>{rows}</td></tr></table>", PAGE, flags=re.S
    )
    whole = "\n".join(sources(imported(tmp_path, "m.html", page)).values())
    assert whole.count("THE QUAY") == 1


def test_a_frontispiece_above_the_title_stays_with_what_it_shows(tmp_path: Path) -> None:
    data = base64.b64encode(png()).decode()
    shown = f'<div><img src="data:image/png;base64,{data}" alt="Ida"/></div>'
    page = PAGE.replace(
        "<p>Transcribed from the 1902 Harbour &amp; Sons edition by Per Strand</p>", shown
    )
    page = page.replace("<br />AND OTHER BOATS", "")
    done = imported(tmp_path, "m.html", page)
    whole = "\n".join(sources(done).values())
    assert "Ida" in whole
    assert "THE FERRY" not in whole


def test_contents_of_paragraphs_below_one_and_an_act_right_below_the_author(tmp_path: Path) -> None:
    rows = "".join(f"<p><a href='#{place}'>The {place}</a></p><p><br/></p>" for place in "abc")
    page = PAGE.replace("<h2>CONTENTS</h2>", f"<div><p><b>CONTENTS</b></p>{rows}</div><hr/>")
    page = re.sub(r"<p><a href=\"#a\".*?</p>", "", page)
    page = page.replace("<h2>PREFACE</h2>", "<h3>ACT I</h3>")
    page = re.sub(r"<p>LONDON.*?OLE</p>", "", page, flags=re.S)
    whole = "\n".join(sources(imported(tmp_path, "m.html", page)).values())
    assert "The a" not in whole
    assert heads(whole)[0] == "ACT I"
