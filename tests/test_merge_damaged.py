"""A Word file that came back with a part that is damaged is refused; nothing is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from octavo.book.book import Book
from octavo.desk import send
from octavo.formats import archive
from tests.running import call
from tests.test_merge import CHAPTER, TEXT, make

PARTS = (
    "word/styles.xml",
    "word/numbering.xml",
    "word/footnotes.xml",
    "word/comments.xml",
    "word/commentsExtended.xml",
    "word/_rels/document.xml.rels",
    "_rels/.rels",
    "[Content_Types].xml",
)
ASKED = TEXT.replace("The quay is gone.", "The quay is gone.{>>When?<<}")


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    book = make(tmp_path_factory.mktemp("damaged") / "book", ASKED)
    send.send(Book.open(book), send.Parcel(out=book / "sent.docx"))
    return book


def refused(book: Path, members: dict[str, bytes], part: str) -> None:
    archive.write(book / "back.docx", members, archive.EARLIEST)
    done = call(book, "merge", "back.docx")
    assert done.returncode == 2
    assert done.stderr.count("octavo: ") == 1
    assert "back.docx" in done.stderr
    assert part in done.stderr.replace("\n", " ")
    assert (book / CHAPTER).read_text(encoding="utf-8") == ASKED


@pytest.mark.parametrize("part", PARTS)
def test_a_part_that_is_cut_short_is_named(book: Path, part: str) -> None:
    members = archive.read(book / "sent.docx")
    refused(book, {**members, part: members[part][: len(members[part]) // 2]}, part)


@pytest.mark.parametrize("part", PARTS[:5])
def test_a_part_that_is_missing_is_named(book: Path, part: str) -> None:
    members = archive.read(book / "sent.docx")
    members.pop(part)
    refused(book, members, part)
