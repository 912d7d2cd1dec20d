"""What programs write beside an editor's changes is no change, and hides none."""

from __future__ import annotations

from pathlib import Path

import pytest

from octavo.book.book import Book
from octavo.desk import send
from octavo.desk.merge import merging
from octavo.desk.merge.returned import opened
from octavo.desk.merge.sent import Sent
from octavo.formats import archive
from tests.test_merge import TEXT, make
from tests.word_editor import Editor
from tests.word_habits import QUIET, Habit

ANN = "Ann Lee"


@pytest.fixture(scope="module")
def posted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Book, Sent, Path]:
    book = Book.open(make(tmp_path_factory.mktemp("quiet") / "book"))
    made = send.send(book, send.Parcel(out=book.root / "sent.docx"))
    return book, made.sent, made.path


def merged(posted: tuple[Book, Sent, Path], habit: Habit, path: Path) -> tuple[list[str], str]:
    """Return the changes of a file that a program wrote as it does, and the text that they make."""
    book, known, _ = posted
    archive.write(path, habit(archive.read(path)), archive.EARLIEST)
    laid = merging.lay(book, known, opened(path).leaves)
    made, refused = laid.patches(laid.open)
    waiting = [one.finding.message for one in (*laid.conflicts, *refused)]
    text = made[0].after.decode() if made else TEXT
    return [*(f"{one.finding.rule} {one.finding.after}" for one in laid.open), *waiting], text


@pytest.mark.parametrize("name", QUIET)
def test_a_habit_alone_is_no_change(
    name: str, posted: tuple[Book, Sent, Path], tmp_path: Path
) -> None:
    path = tmp_path / "back.docx"
    path.write_bytes(posted[2].read_bytes())
    assert merged(posted, QUIET[name], path) == ([], TEXT)


@pytest.mark.parametrize("name", QUIET)
@pytest.mark.parametrize("author", ["", ANN], ids=["untracked", "tracked"])
def test_changes_are_seen_through_a_habit(
    name: str, author: str, posted: tuple[Book, Sent, Path], tmp_path: Path
) -> None:
    editor = Editor.open(posted[2], author)
    editor.replace("month", "week")
    editor.replace("Salt", "Brine", "Salt is dear")
    editor.new_paragraph("The quay is gone", "The sea is not.")
    path = editor.save(tmp_path / "back.docx")
    changes, text = merged(posted, QUIET[name], path)
    assert len(changes) == 3
    expected = TEXT.replace("month", "week").replace("> Salt", "> Brine")
    assert text == expected.replace("is gone.\n", "is gone.\n\nThe sea is not.\n")
