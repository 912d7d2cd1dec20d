"""A style that a program gave is no change; where paragraphs touch headings and code, they part."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from octavo.book.book import Book
from octavo.desk import send
from octavo.desk.merge import merging
from octavo.desk.merge.returned import opened
from octavo.desk.merge.sent import Sent
from octavo.formats import archive
from tests.test_merge import make
from tests.word_editor import Editor

TEXT = """\
# The Pans

The brine ran down to the pans in winter.
It ran to them at night.

## The carts
Carts took it to the quay in sacks.

They weighed it there, and nobody was paid.

## The quay

The quay is gone, and the sea:
```python
salt = 1
brine = 2
```
Nobody saw the works again.

Their walls stand.
"""
ANN = "Ann Lee"
BODY = b'<w:pStyle w:val="BodyText"/>'
Way = tuple[Book, Sent, Path]


@pytest.fixture(scope="module")
def posted(tmp_path_factory: pytest.TempPathFactory) -> Way:
    book = Book.open(make(tmp_path_factory.mktemp("restyled") / "book", TEXT))
    made = send.send(book, send.Parcel(out=book.root / "sent.docx"))
    return book, made.sent, made.path


def merged(posted: Way, path: Path) -> tuple[list[str], str]:
    """Return the kinds of the changes of a file, with what cannot be written, and the text."""
    book, known, _ = posted
    laid = merging.lay(book, known, opened(path).leaves)
    made, refused = laid.patches(laid.open)
    waiting = [one.landed.why for one in (*laid.conflicts, *refused)]
    kinds = [one.landed.hunk.what.value for one in laid.proposed]
    return [*kinds, *waiting], made[0].after.decode() if made else TEXT


def without(text: str, *paragraphs: str) -> str:
    for one in paragraphs:
        assert one in text
        text = text.replace(one, "", 1)
    return text


CASES: dict[str, tuple[Callable[[Editor], None], str]] = {
    "new before code": (
        lambda e: e.new_paragraph("The quay is gone", "It was long."),
        TEXT.replace("sea:\n", "sea:\n\nIt was long.\n"),
    ),
    "gone behind a heading": (
        lambda e: e.delete_paragraph("Carts took"),
        without(TEXT, "Carts took it to the quay in sacks.\n\n"),
    ),
    "gone behind code": (
        lambda e: e.delete_paragraph("Nobody saw"),
        without(TEXT, "Nobody saw the works again.\n\n"),
    ),
    "moved from a heading": (
        lambda e: e.move("Carts took", "The quay is gone"),
        without(TEXT, "Carts took it to the quay in sacks.\n\n").replace(
            "sea:\n", "sea:\n\nCarts took it to the quay in sacks.\n"
        ),
    ),
}


@pytest.mark.parametrize("author", ["", ANN], ids=["untracked", "tracked"])
@pytest.mark.parametrize("name", CASES)
def test_a_paragraph_ends_at_a_heading_and_at_code(
    name: str, author: str, posted: Way, tmp_path: Path
) -> None:
    edit, text = CASES[name]
    editor = Editor.open(posted[2], author)
    edit(editor)
    kinds, written = merged(posted, editor.save(tmp_path / "back.docx"))
    assert len(kinds) == 1
    assert written == text


def test_what_follows_a_deleted_paragraph_keeps_its_style(posted: Way, tmp_path: Path) -> None:
    editor = Editor.open(posted[2], ANN)
    editor.delete_paragraph("They weighed it")
    editor.delete_paragraph("The quay is gone")
    path = editor.save(tmp_path / "back.docx")
    members = archive.read(path)
    document = members["word/document.xml"]
    for words in (b"The quay<", b"salt"):
        # as LibreOffice leaves it
        at = [one.start() for one in re.finditer(b">" + words, document)][-1]
        start = document.rindex(b"<w:pStyle", 0, at)
        end = document.index(b">", start) + 1
        document = document[:start] + BODY + document[end:]
    archive.write(path, {**members, "word/document.xml": document}, archive.EARLIEST)
    kinds, written = merged(posted, path)
    assert kinds == ["deleted", "deleted"]
    weighed = "They weighed it there, and nobody was paid.\n\n"
    assert written == without(TEXT, weighed, "The quay is gone, and the sea:\n")


def test_a_heading_that_was_made_text_is_a_change(posted: Way, tmp_path: Path) -> None:
    editor = Editor.open(posted[2])
    editor.level("The carts", "BodyText")
    kinds, _ = merged(posted, editor.save(tmp_path / "back.docx"))
    assert kinds[0] == "level"
