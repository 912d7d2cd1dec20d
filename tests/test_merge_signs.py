"""Signs that an editor types in Word stay signs; lines end as the chapter's lines do."""

from __future__ import annotations

from pathlib import Path

from octavo.book.book import Book
from octavo.desk import send
from tests.running import call
from tests.test_merge import CHAPTER, edited, make

TEXT = """\
# The Pans {#pans}

Alpha is here.{>> is it? <<} It goes on.

A brace { stands here.

The quay is gone.
"""


def sent(folder: Path, text: str = TEXT) -> Path:
    book = make(folder, "")
    (book / CHAPTER).write_bytes(text.encode())
    send.send(Book.open(book), send.Parcel(out=book / "sent.docx"))
    return book


def read(book: Path) -> str:
    return (book / CHAPTER).read_bytes().decode()


def test_a_brace_that_is_typed_opens_no_query(tmp_path: Path) -> None:
    book = sent(tmp_path / "book")
    name = edited(book, lambda e: e.replace("quay", "{>> quay <<} and {#this}"))
    assert call(book, "merge", name).returncode == 0
    assert read(book) == TEXT.replace("quay", "\\{>> quay \\<\\<} and \\{#this}")
    assert call(book, "lint").returncode != 2


def test_a_sign_that_would_make_a_query_of_a_brace_is_not_written(tmp_path: Path) -> None:
    book = sent(tmp_path / "book")
    name = edited(book, lambda e: e.replace(" stands", ">> stands"))
    done = call(book, "merge", name)
    assert done.returncode == 1
    assert "it would begin or end a query" in done.stdout.replace("\n", " ")
    assert read(book) == TEXT


def test_a_paragraph_that_is_moved_keeps_the_ends_of_its_lines(tmp_path: Path) -> None:
    text = TEXT.replace(" It goes", "\nIt goes").replace("\n", "\r\n")
    book = sent(tmp_path / "book", text.replace("{>> is it? <<}", ""))
    name = edited(book, lambda e: e.move("Alpha", "The quay"))
    assert call(book, "merge", name).returncode == 0
    moved = "Alpha is here.\r\nIt goes on.\r\n"
    head = "# The Pans {#pans}\r\n\r\nA brace { stands here.\r\n\r\nThe quay is gone.\r\n\r\n"
    assert read(book) == head + moved
