"""A paragraph that was moved is seen as moved, whatever the words of those around it are."""

from __future__ import annotations

from pathlib import Path

import pytest

from octavo.book.book import Book
from octavo.desk import send
from octavo.desk.merge import merging, returned, sent
from tests.test_merge import CHAPTER, make
from tests.word_editor import Editor

MOVED = "The brine of the pans ran to the sea.\n"
ALIKE = "From the sea to the pans ran the brine, and the salt of the pans was sold at the quay.\n"
TEXT = f"# Salt\n\n{MOVED}\n{ALIKE}\nNobody saw it.\n\nCarts took it.\n"


@pytest.mark.parametrize("author", ["", "Ann Lee"], ids=["untracked", "tracked"])
def test_a_paragraph_before_one_of_the_same_words_is_moved(author: str, tmp_path: Path) -> None:
    book = make(tmp_path / "book", TEXT)
    send.send(Book.open(book), send.Parcel(out=tmp_path / "sent.docx"))
    editor = Editor.open(tmp_path / "sent.docx", author)
    editor.move("The brine of the pans", "Nobody saw it")
    came = returned.opened(editor.save(tmp_path / "back.docx"))
    laid = merging.lay(Book.open(book), sent.load(book, came.id), came.leaves)
    assert [one.landed.hunk.what for one in laid.proposed] == ["moved"]
    assert [one.landed.hunk.author for one in laid.proposed] == [author]
    [patch], refused = laid.patches(laid.open)
    assert not refused
    expected = f"# Salt\n\n{ALIKE}\nNobody saw it.\n\n{MOVED}\nCarts took it.\n"
    assert patch.after.decode() == expected
    assert (book / CHAPTER).read_text(encoding="utf-8") == TEXT


@pytest.mark.parametrize("author", ["", "Ann Lee"], ids=["untracked", "tracked"])
def test_a_paragraph_before_one_of_the_same_words_is_deleted(author: str, tmp_path: Path) -> None:
    book = make(tmp_path / "book", TEXT)
    send.send(Book.open(book), send.Parcel(out=tmp_path / "sent.docx"))
    editor = Editor.open(tmp_path / "sent.docx", author)
    editor.delete_paragraph("The brine of the pans")
    came = returned.opened(editor.save(tmp_path / "back.docx"))
    laid = merging.lay(Book.open(book), sent.load(book, came.id), came.leaves)
    assert [one.landed.hunk.what for one in laid.proposed] == ["deleted"]
    [patch], refused = laid.patches(laid.open)
    assert not refused
    assert patch.after.decode() == TEXT.replace(f"{MOVED}\n", "")
