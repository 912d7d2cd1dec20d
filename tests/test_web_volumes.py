"""What stands before the text of a Gutenberg page made by machine: header, volumes, contents."""

from __future__ import annotations

from pathlib import Path

from tests.import_books import imported, sources
from tests.test_web_fore import LONG, PAGE

CONTENTS = PAGE[PAGE.index("<h2>CONTENTS") : PAGE.index("<h2>PREFACE")]


def test_the_first_volume_is_no_line_of_the_title_page(tmp_path: Path) -> None:
    page = PAGE.replace(CONTENTS, "<hr/><h2>VOLUME I</h2>")
    page = page.replace("<h2>PREFACE</h2>", "<h2>CHAPTER I</h2>")
    page = page.replace('<h2><a name="a"></a>THE QUAY', "<h2>CHAPTER II")
    page = page.replace('<h2><a name="b"></a>THE ROPE', "<h2>VOLUME II</h2><h2>CHAPTER I")
    page = page.replace('<h2><a name="c"></a>THE LAMP', "<h2>CHAPTER II")
    whole = "\n".join(sources(imported(tmp_path, "m.html", page)).values())
    assert "# VOLUME I {.part}" in whole
    assert "# VOLUME II {.part}" in whole
    assert "1902" not in whole


def test_a_volume_alone_goes_with_its_title_page(tmp_path: Path) -> None:
    page = PAGE.replace(CONTENTS, "<p>VOLUME I</p>")
    assert "VOLUME" not in "\n".join(sources(imported(tmp_path, "m.html", page)).values())


def test_a_list_of_contents_may_be_one_paragraph(tmp_path: Path) -> None:
    entries = "".join(
        f'<a href="#{to}">{name}</a>&nbsp; {"of the river and its boats " * 8}<br/><br/>'
        for to, name in (("a", "The Quay"), ("b", "The Rope"), ("c", "The Lamp"))
    )
    listed = f'<blockquote><p class="toc"><b>CONTENTS</b></p><p><br/>{entries}</p></blockquote>'
    whole = "\n".join(
        sources(imported(tmp_path, "m.html", PAGE.replace(CONTENTS, listed))).values()
    )
    assert "CONTENTS" not in whole
    assert "of the river" not in whole


def test_a_long_paragraph_with_links_is_no_list(tmp_path: Path) -> None:
    told = f'<p>CONTENTS</p><p>He had <a href="#a">it</a> and <a href="#b">it</a>.{LONG}</p>'
    whole = "\n".join(sources(imported(tmp_path, "m.html", PAGE.replace(CONTENTS, told))).values())
    assert "He had" in whole


def test_lines_of_a_header_may_be_parted_by_breaks(tmp_path: Path) -> None:
    start = PAGE.index("<pre>")
    lines = "<p>Title: The Ferry<br/>and Other Boats<br/><br/>Author: Ida Holm<br/>"
    head = f"{lines}Language: English</p><p>*** START OF THIS PROJECT GUTENBERG EBOOK ***</p>"
    page = PAGE[:start] + head + PAGE[PAGE.index("</pre>") + len("</pre>") :]
    done = imported(tmp_path, "m.html", page)
    edition = (done.folder / "metadata" / "edition.yaml").read_text(encoding="utf-8")
    assert "title: The Ferry\nsubtitle: and Other Boats\n" in edition
    assert "- name: Ida Holm\n" in edition


def test_books_may_be_offered_in_one_table(tmp_path: Path) -> None:
    start, end = PAGE.index("<h2>Books for"), PAGE.index("<h2>TRANSCRIBER")
    rows = "".join(
        f"<tr><td>THE {name}. By Per Strand. Cloth, $1.25</td></tr>"
        for name in ("QUAY", "ROPE", "LAMP", "BELL")
    )
    page = f"{PAGE[:start]}<hr/><table>{rows}</table>{PAGE[end:]}"
    assert "Cloth" not in "\n".join(sources(imported(tmp_path, "m.html", page)).values())
