"""A file that is sent has the pages of the last build in its contents, or asks Word for them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from octavo.book.book import Book
from octavo.desk import send
from octavo.desk.merge import merging, returned
from octavo.formats import archive
from octavo.formats.docx.xml import Element, parse, w
from tests.running import call
from tests.test_merge import CHAPTER, TEXT, make

PAGES = re.compile(r"\s*PAGEREF")
LONG = TEXT + "".join(f"\n## Of {name}\n\nSalt is salt.\n" for name in ("rain", "wind"))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    book = make(tmp_path_factory.mktemp("pages") / "book", LONG)
    assert call(book, "build", "--to", "pdf").returncode == 0
    return book


def sent(book: Path, name: str, variant: str = "page") -> Element:
    send.send(Book.open(book), send.Parcel(variant=variant, out=book / name))
    return parse(archive.read(book / name)["word/document.xml"])


def pages(root: Element) -> list[str]:
    """The pages in the contents."""
    lines = [one for one in root.iter(w("p")) if any(map(_is_page, one.iter(w("instrText"))))]
    return ["".join(text.text or "" for text in list(one.iter(w("t")))[-1:]) for one in lines]


def _is_page(code: Element) -> bool:
    return bool(PAGES.match(code.text or ""))


def asking(root: Element) -> int:
    return sum(one.get(w("dirty")) == "true" for one in root.iter(w("fldChar")))


@pytest.mark.parametrize("variant", ["page", "manuscript"])
def test_the_contents_have_the_pages_of_the_last_build(built: Path, variant: str) -> None:
    root = sent(built, f"{variant}.docx", variant)
    shown = pages(root)
    assert shown
    assert all(one.isdigit() for one in shown), shown
    assert not asking(root)


def test_another_text_has_none_and_asks(built: Path) -> None:
    chapter = built / CHAPTER
    chapter.write_text(LONG + "\nMore.\n", encoding="utf-8")
    try:
        root = sent(built, "more.docx")
    finally:
        chapter.write_text(LONG, encoding="utf-8")
    assert not any(one.isdigit() for one in pages(root))
    assert asking(root) == 1


def test_a_book_that_was_never_built_asks_and_merges_as_sent(tmp_path: Path) -> None:
    book = make(tmp_path / "book", LONG)
    assert asking(sent(book, "sent.docx")) == 1
    came = returned.opened(book / "sent.docx")
    opened = Book.open(book)
    assert merging.lay(opened, returned.sent_as(book, came), came.leaves).proposed == []
