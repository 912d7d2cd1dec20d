"""The text of a watched book's next build is read while nobody waits, and gives the same files."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from octavo.book.book import Book
from octavo.book.spare import Spare
from octavo.desk.server.preview import Preview
from octavo.press.workers import Workers
from octavo.verbs.order import Order, make
from octavo.verbs.watching import Desk
from tests.preview_books import write_book
from tests.test_begun import EDITION, NEW, TEXT, files_of

OTHER = '# Two\n\nThe "second" has its mark.[^1]\n\n[^1]: Here it is, on pp. 3-9.\n'


def book_of(folder: Path) -> tuple[Path, Order]:
    """Write a book of two chapters; return it with the order to build it."""
    book = write_book(folder, TEXT, EDITION)
    (book / "source" / "02.md").write_text(OTHER, encoding="utf-8")
    return book, Order("html", book, None, strict=False, quiet=True, draft=True)


def test_what_was_read_is_given_once(tmp_path: Path) -> None:
    book, _ = book_of(tmp_path / "book")
    first, second = Book.open(book).chapters
    spare = Spare.of([first, second])
    given, again = spare.document(first), spare.document(first)
    assert given.blocks == again.blocks == first.document().blocks
    given.blocks.clear()
    assert again.blocks
    assert [*spare.documents] == [second.data]


def test_a_build_takes_the_chapters_that_are_as_they_were(tmp_path: Path) -> None:
    book, order = book_of(tmp_path / "book")
    chapters = Book.open(book).chapters
    spare = Spare.of(chapters)
    (book / "source" / "01.md").write_text(NEW, encoding="utf-8")
    with ThreadPoolExecutor(2) as threads:
        made, _ = make(Workers.of(threads), order, spare=spare)
    assert [*spare.documents] == [chapters[0].data]
    assert "simple" in str(made.document.blocks)


def test_a_watched_book_gives_the_files_of_a_new_build(tmp_path: Path) -> None:
    (book, order), (new, other) = book_of(tmp_path / "book"), book_of(tmp_path / "new")
    (new / "source" / "01.md").write_text(NEW, encoding="utf-8")
    with ThreadPoolExecutor(2) as threads:
        crew = Workers.of(threads)
        desk = Desk(Preview(book), order, crew)
        for text in (TEXT, NEW, TEXT, NEW):
            (book / "source" / "01.md").write_text(text, encoding="utf-8")
            desk.build_again(["source/01.md"])
            assert {*desk.spare.documents} == {one.data for one in Book.open(book).chapters}
        make(crew, other)
    assert files_of(book) == files_of(new)
