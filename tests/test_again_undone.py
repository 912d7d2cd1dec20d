"""An import that was made again is taken back: source and metadata have their old bytes."""

from __future__ import annotations

from pathlib import Path

import pytest

from octavo.book import imports
from octavo.files import replaced
from octavo.model.finding import InputError
from tests.running import call
from tests.styled_files import PROSE, P, docx

FIRST = ".octavo/undo/0001.again"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    look = '<w:b/><w:sz w:val="40"/>'
    wall, ice = (P(name, "Ness Chapter Title", rpr=look) for name in ("The Wall", "The Ice"))
    extract = P("We saw it.", "Ness Extract")
    docx(tmp_path / "a.docx", [wall, P(PROSE), extract, P(PROSE), ice, P(PROSE)])
    assert call(tmp_path, "import", "a.docx").returncode == 0
    return tmp_path / "book"


def bytes_of(book: Path) -> dict[str, bytes]:
    return {
        path.relative_to(book).as_posix(): path.read_bytes()
        for path in book.rglob("*")
        if path.is_file() and ".octavo" not in path.parts
    }


def answer(book: Path, old: str, new: str) -> None:
    path = book / imports.FILE
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_one_undo_puts_every_byte_back(book: Path) -> None:
    answer(book, "Ness Chapter Title: heading 1", "Ness Chapter Title: body")
    before = bytes_of(book)
    done = call(book, "import", "--again")
    assert f"The way back: octavo undo {FIRST}." in done.stdout
    after = bytes_of(book)
    assert before.keys() - after.keys()
    assert after.keys() - before.keys()
    undone = call(book, "undo", FIRST)
    assert undone.returncode == 0, undone.stderr
    assert "metadata/import.yaml is as it was." in undone.stdout
    assert bytes_of(book) == before
    assert call(book, "undo", FIRST).returncode == 0
    assert bytes_of(book) == before


def test_an_accepted_proposal_is_taken_back_with_its_line(book: Path) -> None:
    before = bytes_of(book)
    done = call(book, "decide", "--rule", "import-style-proposed", "--accept")
    assert f"The way back: octavo undo {FIRST}." in done.stdout
    assert bytes_of(book) != before
    assert call(book, "undo", FIRST).returncode == 0
    assert bytes_of(book) == before


def test_what_was_edited_since_is_not_taken_back(book: Path) -> None:
    answer(book, "Ness Extract: quotation?", "Ness Extract: quotation")
    call(book, "import", "--again")
    chapter = next(p for p in (book / "source").glob("*.md") if "> We saw" in p.read_text("utf-8"))
    chapter.write_text("Mine.\n", "utf-8")
    before = bytes_of(book)
    undone = call(book, "undo", FIRST)
    assert undone.returncode == 2
    assert f"source/{chapter.name}" in undone.stderr
    assert "nothing was restored" in undone.stderr
    assert bytes_of(book) == before


def test_an_undo_that_was_killed_is_brought_to_its_end(book: Path) -> None:
    answer(book, "Ness Chapter Title: heading 1", "Ness Chapter Title: body")
    before = bytes_of(book)
    call(book, "import", "--again")
    kept = book / FIRST / replaced.WAS / imports.FILE
    (book / imports.FILE).write_bytes(kept.read_bytes())
    assert call(book, "undo", FIRST).returncode == 0
    assert bytes_of(book) == before


def test_an_import_that_changes_nothing_keeps_nothing(book: Path) -> None:
    done = call(book, "import", "--again")
    assert "The way back" not in done.stdout
    assert not (book / ".octavo" / "undo").exists()


def test_ways_back_are_counted_together(book: Path) -> None:
    (book / ".octavo" / "undo").mkdir(parents=True)
    (book / ".octavo" / "undo" / "0007.patch").write_bytes(b"")
    answer(book, "Ness Extract: quotation?", "Ness Extract: quotation")
    assert "0008.again" in call(book, "import", "--again").stdout


@pytest.mark.parametrize(
    "listed",
    [
        b"[]",
        b"{}",
        b"{",
        b'{"../x.md": ["", ""]}',
        b'{"source/../../x.md": ["", ""]}',
        b'{"source/x.md": ["0", ""]}',
        b'{"Makefile": ["", ""]}',
        b'{"source/x.md": ""}',
        b'{"source/x.md": ["%s", ""]}' % (b"0" * 64),
    ],
)
def test_a_folder_that_is_not_as_it_was_kept_is_refused(tmp_path: Path, listed: bytes) -> None:
    folder = tmp_path / FIRST
    folder.mkdir(parents=True)
    (folder / replaced.LIST).write_bytes(listed)
    with pytest.raises(InputError):
        replaced.restore(folder, tmp_path)
