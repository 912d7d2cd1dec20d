"""What LibreOffice does to words, links and lines of code in a file, nobody takes for a change."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from octavo.book.book import Book
from octavo.desk import send
from octavo.desk.merge import merging, returned, sent
from octavo.formats import archive
from tests.bench.word_merge import resaved
from tests.libreoffice import BY
from tests.test_merge import make
from tests.word_editor import Editor

TEXT = """\
# Salt {#salt}

The sign `_x000D_` and plain \\_x000D\\_ stand for an end.

See [`pans.yml` and more](#salt), [`brine`](#salt).

Type this:

```
![The mill.](mill.png)
```

So it was.
"""
FONT = re.compile(rb'"Verbatim Char".*?w:ascii="([^"]+)"', re.DOTALL)
LINK = re.compile(rb'(<w:hyperlink (?:(?!</w:hyperlink>).)*?)<w:rStyle w:val="VerbatimChar"/>')


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("office")
    send.send(Book.open(make(folder / "book", TEXT)), send.Parcel(out=folder / "sent.docx"))
    return folder


def edited(folder: Path) -> Path:
    """A paragraph before code is deleted."""
    editor = Editor.open(folder / "sent.docx", "Ann Lee")
    editor.delete_paragraph("Type this")
    return editor.save(folder / "edited.docx")


def read(folder: Path, path: Path) -> list[tuple[str, str, str]]:
    came = returned.opened(path)
    book = Book.open(folder / "book")
    laid = merging.lay(book, sent.load(book.root, came.id), came.leaves)
    hunks = [one.landed.hunk for one in laid.proposed]
    return [
        (hunk.what, hunk.author, one.finding.before)
        for hunk, one in zip(hunks, laid.proposed, strict=True)
    ]


EXPECTED = [("deleted", "Ann Lee", "Type this:")]


def as_libreoffice(members: dict[str, bytes]) -> dict[str, bytes]:
    """Write low lines, code in links, and code behind a deleted paragraph as it does."""
    document = members["word/document.xml"]
    font = FONT.search(members["word/styles.xml"])
    assert font is not None
    assert b"_x000D_" in document
    linked, count = LINK.subn(rb'\1<w:rFonts w:ascii="%b"/>' % font[1], document)
    assert count
    escaped = linked.replace(b"_x000D_", b"_x005F_x000D_")
    code = escaped.replace(b'<w:pStyle w:val="SourceCode"/>', b'<w:pStyle w:val="FirstParagraph"/>')
    assert code != escaped
    properties = members["docProps/app.xml"].replace(*BY)
    return {**members, "word/document.xml": code, "docProps/app.xml": properties}


def test_its_habits_are_no_changes(folder: Path) -> None:
    path = edited(folder)
    assert read(folder, path) == EXPECTED
    members = as_libreoffice(archive.read(path))
    archive.write(folder / "again.docx", members, archive.EARLIEST)
    assert read(folder, folder / "again.docx") == EXPECTED


@pytest.mark.long
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_itself(folder: Path, tmp_path: Path) -> None:
    bare, changed = resaved([folder / "sent.docx", edited(folder)], tmp_path)
    assert read(folder, bare) == []
    assert read(folder, changed) == EXPECTED
