"""Rows that an editor writes or deletes in Word are typed into the table, or asked about."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from octavo.book.book import Book
from octavo.desk import send
from octavo.desk.merge import merging, returned, sent
from octavo.formats.docx.xml import make as element
from octavo.formats.docx.xml import w
from tests import word_more
from tests.test_merge import CHAPTER, make
from tests.word_editor import Editor

PIPE = """\
| Year | Sacks |  Paid |
|------|:------|------:|
| 1683 | many  |   yes |
| 1684 |       |    no |
| 1685 | few   | never |
"""
BARE = """\
Year | Sacks
-----|------
1683 | many
1684 | few
"""
GRID = """\
+------+---------------+
| Year | Sacks         |
+======+===============+
| 1683 | many, and     |
|      | good ones     |
+------+---------------+
| 1684 | few           |
+------+---------------+
"""
SIMPLE = """\
Year   Sacks
-----  -----
1683   many
1684   few
"""
QUOTED = "".join(f"> {line}\n" for line in PIPE.splitlines())
Edit = Callable[[Editor], object]


def new(words: str) -> Edit:
    return lambda e: word_more.new_row(e, words, "Ash")


def gone(words: str) -> Edit:
    return lambda e: word_more.delete_row(e, words)


def both(*edits: Edit) -> Edit:
    return lambda e: [edit(e) for edit in edits]


def emptied(editor: Editor, words: str) -> None:
    """Take the words of a row away, and leave the row."""
    for run in list(word_more.row_of(editor, words).iter(w("r"))):
        editor.take(run)


def ends_too(words: str) -> Edit:
    """Delete a row as Word does: the ends of its paragraphs are deleted with it."""

    def edit(editor: Editor) -> None:
        row = word_more.row_of(editor, words)
        word_more.delete_row(editor, words)
        for paragraph in row.iter(w("p")) if editor.author else ():
            properties = paragraph.find(w("pPr"))
            properties.append(element("rPr", editor.change("del")))

    return edit


def wordless(edit: Edit, cell: str) -> Edit:
    """Make a row in which a cell is empty."""

    def made(editor: Editor) -> None:
        edit(editor)
        for one in word_more.row_of(editor, cell).iter(w("tc")):
            if "".join(one.itertext()) == cell:
                for run in list(one.iter(w("r"))):
                    run.getparent().remove(run)

    return made


CASES: dict[str, tuple[str, Edit, tuple[str, str]]] = {
    "a new row at the end": (
        PIPE, new("1685"), ("never |\n", "never |\n| Ash 1 | Ash 2 | Ash 3 |\n"),
    ),
    "one behind the head": (
        PIPE, new("Year"), ("------:|\n", "------:|\n| Ash 1 | Ash 2 | Ash 3 |\n"),
    ),
    "one behind a row with an empty cell": (
        PIPE, new("1684"), ("   no |\n", "   no |\n| Ash 1 | Ash 2 | Ash 3 |\n"),
    ),
    "one with an empty cell": (
        PIPE, wordless(new("1683"), "Ash 2"), ("  yes |\n", "  yes |\n| Ash 1 |       | Ash 3 |\n"),
    ),
    "two new rows": (
        PIPE,
        both(new("1683"), lambda e: word_more.new_row(e, "Ash 1", "Elm")),
        ("  yes |\n", "  yes |\n| Ash 1 | Ash 2 | Ash 3 |\n| Elm 1 | Elm 2 | Elm 3 |\n"),
    ),
    "a row that is gone": (PIPE, gone("1683"), ("| 1683 | many  |   yes |\n", "")),
    "as Word deletes it": (PIPE, ends_too("1683"), ("| 1683 | many  |   yes |\n", "")),
    "the last one": (PIPE, gone("1685"), ("| 1685 | few   | never |\n", "")),
    "two that are gone": (
        GRID.replace("many, and     |\n|      | good ones     |", "many          |"),
        both(gone("1683"), gone("1684")),
        ("| 1683 | many          |\n+------+---------------+\n"
         "| 1684 | few           |\n+------+---------------+\n", ""),
    ),
    "one gone and one new": (
        PIPE,
        both(gone("1683"), new("1685")),
        ("| 1683 | many  |   yes |\n| 1684 |       |    no |\n| 1685 | few   | never |\n",
         "| 1684 |       |    no |\n| 1685 | few   | never |\n| Ash 1 | Ash 2 | Ash 3 |\n"),
    ),
    "without bars at the ends": (
        BARE, new("1684"), ("1684 | few\n", "1684 | few\nAsh 1 | Ash 2\n"),
    ),
    "gone without bars at the ends": (BARE, gone("1683"), ("1683 | many\n", "")),
    "in a quotation": (
        QUOTED, new("1683"), ("  yes |\n", "  yes |\n> | Ash 1 | Ash 2 | Ash 3 |\n"),
    ),
    "in a grid": (
        GRID.replace("1683 ", "1683  ").replace("+------+", "+-------+")
        .replace("+======+", "+=======+").replace("Year ", "Year  ").replace("1684 ", "1684  ")
        .replace("|      |", "|       |"),
        new("1683"),
        ("good ones     |\n+-------+---------------+\n",
         "good ones     |\n+-------+---------------+\n"
         "| Ash 1 | Ash 2         |\n+-------+---------------+\n"),
    ),
    "gone from a grid": (
        GRID, gone("1683"),
        ("| 1683 | many, and     |\n|      | good ones     |\n+------+---------------+\n", ""),
    ),
}  # fmt: skip


def laid_in(folder: Path, table: str, edit: Edit, author: str) -> merging.Merge:
    """Send a book with a table, edit its file, and lay that on the text."""
    book = make(folder / "book", f"# Salt\n\nThe sacks:\n\n{table}\nSo it was.\n")
    send.send(Book.open(book), send.Parcel(out=folder / "sent.docx"))
    editor = Editor.open(folder / "sent.docx", author)
    edit(editor)
    came = returned.opened(editor.save(folder / "back.docx"))
    return merging.lay(Book.open(book), sent.load(book, came.id), came.leaves)


@pytest.mark.parametrize("author", ["", "Ann Lee"], ids=["untracked", "tracked"])
@pytest.mark.parametrize("name", CASES)
def test_a_row_lands_in_its_table(name: str, author: str, tmp_path: Path) -> None:
    table, edit, (old, made) = CASES[name]
    laid = laid_in(tmp_path, table, edit, author)
    assert {one.landed.hunk.what.value for one in laid.proposed} == {"row"}
    assert {one.landed.hunk.author for one in laid.proposed} == {author}
    patches, refused = laid.patches(laid.open)
    assert [one.landed.why for one in (*refused, *laid.conflicts)] == []
    before = (laid.book.root / CHAPTER).read_text(encoding="utf-8")
    assert before.count(old) == 1
    assert [patch.after.decode() for patch in patches] == [before.replace(old, made)]


ASKED: dict[str, tuple[str, Edit]] = {
    "the head is gone": (PIPE, gone("Year")),
    "a row is left without words": (PIPE, lambda e: emptied(e, "1683")),
    "of a table without bars": (SIMPLE, gone("1683")),
    "a new one in such a table": (SIMPLE, new("1683")),
    "words wider than their column": (GRID, new("1683")),
}


@pytest.mark.parametrize("author", ["", "Ann Lee"], ids=["untracked", "tracked"])
@pytest.mark.parametrize("name", ASKED)
def test_what_is_not_certain_is_asked(name: str, author: str, tmp_path: Path) -> None:
    table, edit = ASKED[name]
    laid = laid_in(tmp_path, table, edit, author)
    patches, refused = laid.patches(laid.open)
    assert not patches
    assert [*refused, *laid.conflicts]
