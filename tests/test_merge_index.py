"""Entries of an index that somebody marks in Word are reported: no word shows them."""

from __future__ import annotations

from pathlib import Path

from octavo.book.book import Book
from octavo.desk import send
from octavo.desk.merge import came, returned
from octavo.formats import archive
from tests.test_merge import make

TEXT = """\
# One

Of lamps.[]{.index entry="lamps"} Oil[]{.index entry="*lamps*!oil: fine"} and
wick[]{.index entry="wick" range="start"} burn.[]{.index entry="wick" range="end"}
"""
NEW = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> XE "pans:iron" </w:instrText>'
    '</w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


def test_what_is_new_in_the_index_is_reported(tmp_path: Path) -> None:
    book = make(tmp_path / "book", TEXT)
    path = send.send(Book.open(book), send.Parcel(out=book / "sent.docx")).path

    def notices() -> tuple[str, ...]:
        back = returned.opened(path)
        laid = came.lay(Book.open(book), returned.sent_as(book, back), back)
        assert laid.merge.proposed == []
        return laid.notices

    assert notices() == ()
    members = archive.read(path)
    text = members["word/document.xml"].decode()
    changed = text.replace("burn.</w:t></w:r>", f"burn.</w:t></w:r>{NEW}", 1)
    assert changed != text
    archive.write(path, {**members, "word/document.xml": changed.encode()}, 0)
    assert notices() == (
        "An index entry is new in the file, and not taken: pans!iron. "
        'Type it where it belongs: []{.index entry="pans!iron"}',
    )
