"""Lines of code in Word: each a paragraph that hangs; all of them one leaf of a merge."""

from __future__ import annotations

from pathlib import Path

import pytest

from octavo import pandoc
from octavo.book.book import Book
from octavo.desk import send
from octavo.desk.merge import merging, returned
from octavo.formats.docx.format import FORMAT
from octavo.formats.docx.xml import paragraph, text_run
from tests.docx_books import W, canon, part, style, text, written
from tests.test_merge import make as make_book
from tests.word_editor import Editor

CODE = "def f(x):\n    return x  # two  spaces\n\n    y = 1"
TEXT = f"# One\n\nBefore.\n\n``` python\n{CODE}\n```\n\n``` python\nz = 2\n```\n\nAfter.\n"


def test_each_line_is_a_paragraph(tmp_path: Path) -> None:
    artefact, job = written(tmp_path, TEXT)
    code = [
        p for p in part(artefact, "word/document.xml").iter(f"{W}p") if style(p) == "SourceCode"
    ]
    assert [text(line) for line in code] == [*CODE.split("\n"), "z = 2"]
    assert not [one for line in code for one in line.iter(f"{W}br")]
    kept = [line.find(f"{W}pPr/{W}keepNext") is not None for line in code]
    assert kept == [True, True, True, False, False]
    [look] = [s for s in part(artefact, "word/styles.xml") if s.get(f"{W}styleId") == "SourceCode"]
    indent = look.find(f"{W}pPr/{W}ind")
    assert indent is not None
    assert int(indent.get(f"{W}left", "0")) > int(indent.get(f"{W}hanging", "0")) > 0
    assert look.find(f"{W}pPr/{W}contextualSpacing") is not None
    assert FORMAT.read(artefact, job) == canon(job)
    assert FORMAT.check(artefact, job) == []


def test_whoever_reads_the_file_has_one_block_of_code(tmp_path: Path) -> None:
    artefact, _ = written(tmp_path, "# One\n\n``` python\n" + CODE + "\n```\n")
    markdown = pandoc.run(["-f", "docx", "-t", "markdown"], artefact.path.read_bytes(), tmp_path)
    assert "\n".join(f"    {line}".rstrip() for line in CODE.split("\n")) in markdown.decode()


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = make_book(tmp_path_factory.mktemp("code") / "book", TEXT)
    posted = send.send(Book.open(folder), send.Parcel(out=folder / "sent.docx"))
    assert sum(leaf.kind == "code" for leaf in posted.sent.leaves) == 2
    return folder


def merged(book: Path, path: Path) -> merging.Merge:
    came = returned.opened(path)
    return merging.lay(Book.open(book), returned.sent_as(book, came), came.leaves)


def test_code_that_nobody_touched_is_the_same(book: Path) -> None:
    assert merged(book, book / "sent.docx").proposed == []


def test_the_bookmark_of_the_code_stands_in_its_first_line(book: Path) -> None:
    """LibreOffice would write one over several paragraphs twice."""
    marked = Editor.open(book / "sent.docx", "").find("def f").iter(f"{W}bookmarkEnd")
    assert len(list(marked)) == 1


def test_a_word_in_a_line_is_changed_there(book: Path, tmp_path: Path) -> None:
    editor = Editor.open(book / "sent.docx", "Ann Lee")
    editor.replace("y = 1", "y = 3")
    merge = merged(book, editor.save(tmp_path / "back.docx"))
    made, refused = merge.patches(merge.open)
    assert not refused
    assert [one.after.decode() for one in made] == [TEXT.replace("y = 1", "y = 3")]


def test_a_new_line_is_a_change_of_the_code(book: Path, tmp_path: Path) -> None:
    editor = Editor.open(book / "sent.docx", "")
    line = paragraph("SourceCode", text_run("    more(x)"))
    editor.find("return x").addnext(line)
    merge = merged(book, editor.save(tmp_path / "back.docx"))
    [one] = merge.proposed
    assert "more(x)" in one.finding.after
    assert one.landed.hunk.what == "words"
