"""A merge is taken back whole: text, comments, answers, decisions; the report knows of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from octavo.book import queries, remarks
from octavo.book.book import Book
from octavo.desk import send
from octavo.desk.merge import merged
from octavo.formats.docx.comments import Said
from octavo.model.finding import Tier
from tests.running import call
from tests.test_merge import CHAPTER, TEXT, make
from tests.test_merge_comments import WHEN, replied
from tests.word_editor import Editor

ASKED = TEXT.replace("a month.", "a month.{>>AQ: Which month?<<}")


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book that was sent with a query; back.docx has changes of two people, and an answer."""
    book = make(tmp_path_factory.mktemp("sent") / "book", ASKED)
    send.send(Book.open(book), send.Parcel(out=book / "sent.docx"))
    shutil.copy(book / "sent.docx", book / "back.docx")
    replied(book / "back.docx", 0, Said("Ben Coe", WHEN, "May."))
    shutil.move(book / "back.docx", book / "answered.docx")
    for author, word, new in (("Ann Lee", "wet", "damp"), ("Ben Coe", "gone", "lost")):
        editor = Editor.open(book / "answered.docx", author)
        editor.replace(word, new, "The quay is gone" if word == "gone" else "")
        editor.save(book / "answered.docx")
    return book


@pytest.fixture
def book(sent: Path, tmp_path: Path) -> Path:
    return shutil.copytree(sent, tmp_path / "book")


def state(book: Path) -> dict[str, bytes]:
    """The bytes of all files but the way back and what can be made again."""
    files = (path for path in book.rglob("*") if path.is_file())
    return {
        path.relative_to(book).as_posix(): path.read_bytes()
        for path in files
        if ".octavo" not in path.parts
    }


def test_a_merge_is_taken_back_whole(book: Path) -> None:
    before = state(book)
    done = call(book, "merge", "answered.docx", "--reject", "Ben Coe")
    assert done.returncode == 0, done.stderr
    assert "1 rejected" in done.stdout
    now = state(book)
    changed = {name for name in {*before, *now} if before.get(name) != now.get(name)}
    folder = next((book / "sent").iterdir()).name
    record = {f"sent/{folder}/decisions.yaml", f"sent/{folder}/{merged.FILE}"}
    assert changed == {CHAPTER, queries.FILE, *record}
    assert [path.name for path in (book / ".octavo" / "undo").iterdir()] == ["0001.patch"]
    assert done.stdout.count("way back") == 1
    assert call(book, "undo", ".octavo/undo/0001.patch").returncode == 0
    assert state(book) == before


def test_comments_are_taken_back(book: Path) -> None:
    text = TEXT.replace("wet", "damp")
    (book / CHAPTER).write_text(text, encoding="utf-8")
    before = state(book)
    done = call(book, "merge", "answered.docx", "--accept", "Nobody")
    assert done.returncode == 2
    assert state(book) == before
    call(book, "merge", "answered.docx")
    assert remarks.FILE in state(book)
    call(book, "undo", ".octavo/undo/0001.patch")
    assert state(book) == before


def test_what_cannot_be_taken_leaves_all_as_it_was(book: Path) -> None:
    (book / queries.FILE).write_text("- id: [", encoding="utf-8")
    before = state(book)
    done = call(book, "merge", "answered.docx")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert state(book) == before
    assert not list((book / ".octavo").glob("undo/*.patch"))


def test_the_report_names_author_and_day(book: Path) -> None:
    call(book, "build", "--to", "html")
    (book / CHAPTER).write_text(ASKED.replace("what was wet", "what was dry"), encoding="utf-8")
    done = call(book, "merge", "answered.docx")
    assert done.returncode == 1
    call(book, "build", "--to", "html")
    report = (book / "dist" / "report.html").read_text(encoding="utf-8")
    came = report.partition('id="merged"')[2].partition("</section>")[0]
    assert "Ben Coe, 2026-03-01: words changed." in came
    assert "Ann Lee" not in came
    waiting = report.partition('id="waiting"')[2].partition("</section>")[0]
    assert "Ann Lee, 2026-03-01: words changed, and the text has changed here" in waiting
    (book / CHAPTER).write_text(
        (book / CHAPTER).read_text("utf-8").replace("what was dry", "what was damp"), "utf-8"
    )
    assert call(book, "merge", "answered.docx").returncode == 0
    assert [one.tier for one in merged.of_book(book)] == [Tier.AUTO]
    assert not (book / "dist" / "findings.json").read_text("utf-8").count("merge-")


def test_a_rejected_change_waits_no_longer(book: Path) -> None:
    (book / CHAPTER).write_text(ASKED.replace("what was wet", "what was dry"), encoding="utf-8")
    call(book, "merge", "answered.docx")
    assert [one.tier for one in merged.of_book(book)] == [Tier.AUTO, Tier.FLAG]
    call(book, "merge", "answered.docx", "--reject", "conflict")
    assert [one.tier for one in merged.of_book(book)] == [Tier.AUTO]
