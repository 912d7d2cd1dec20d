"""What stands in the text already is said to stand, and is not written again; nothing else is."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from octavo.book.book import Book
from octavo.desk import send
from octavo.desk.merge import merging, returned
from octavo.desk.merge.landing import State
from octavo.desk.merge.merging import Merge
from tests.test_merge import CASES, CHAPTER, TEXT, Edit, make
from tests.word_editor import Editor

WEIGHED = "They weighed it once a month. Nobody was paid for what was wet."
CARTS = "## The carts {#carts}"
TARRED = "In spring all boats were drawn up on land and tarred."


def several(editor: Editor) -> None:
    for word, new in (("month", "week"), ("paid", "fed"), ("wet", "dry")):
        editor.replace(word, new)


EDITS: dict[str, Edit] = {
    **{name: edit for name, (edit, _) in CASES.items()},
    "a paragraph of other words": lambda e: e.replace(WEIGHED, TARRED),
    "a paragraph of mostly other words": lambda e: e.replace(
        WEIGHED, "They drew the boats up once in spring, and tarred for free."
    ),
    "a heading of other words": lambda e: e.replace("The carts", "Of horses"),
    "a note of other words": lambda e: e.replace("So the book of the works has it.", "Who knows."),
    "a cell of other words": lambda e: e.replace("few", "very many indeed"),
    "an item of other words": lambda e: e.replace("one sack", "three barrels of it"),
    "several words": several,
}


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    book = make(tmp_path_factory.mktemp("sent") / "book")
    send.send(Book.open(book), send.Parcel(out=book / "sent.docx"))
    return book


@pytest.fixture
def book(sent: Path, tmp_path: Path) -> Path:
    return shutil.copytree(sent, tmp_path / "book")


def lay(book: Path, edit: Edit) -> Merge:
    editor = Editor.open(book / "sent.docx", "Ann Lee")
    edit(editor)
    came = returned.opened(editor.save(book / "back.docx"))
    return merging.lay(Book.open(book), returned.sent_as(book, came), came.leaves)


def states(merge: Merge) -> set[State]:
    return {one.state for one in merge.proposed}


@pytest.mark.parametrize("name", EDITS)
def test_what_was_merged_stands(name: str, book: Path) -> None:
    first = lay(book, EDITS[name])
    assert State.MADE not in states(first)
    [patch], refused = first.patches(first.open)
    assert not refused
    (book / CHAPTER).write_bytes(patch.after)
    again = lay(book, EDITS[name])
    assert len(again.proposed) == len(first.proposed)
    assert states(again) == {State.MADE}, [one.landed.why for one in again.proposed]


OTHERWISE: dict[str, tuple[Edit, str, str, State]] = {
    "other words stand there": (
        EDITS["a paragraph of other words"], WEIGHED, "In autumn all boats lay idle.",
        State.NOWHERE,
    ),
    "the words stand elsewhere": (
        EDITS["a paragraph of other words"], WEIGHED, f"{WEIGHED}\n\nA line.\n\n{TARRED}",
        State.PLACED,
    ),
    "the words stand without their look": (
        lambda e: e.format("quay", within="The quay is gone"), "gone.", "gone now.", State.PLACED,
    ),
    "a new paragraph stands elsewhere": (
        lambda e: e.new_paragraph("The quay is gone", "It fell."), "## The carts",
        "It fell.\n\n## The carts", State.PLACED,
    ),
    "a new note has other words today": (
        lambda e: e.note("The quay is gone.", "Since 1701."), "gone.", "gone.^[Since 1902.]",
        State.CONFLICT,
    ),
    "a paragraph that is gone was written anew": (
        lambda e: e.delete_paragraph("They weighed"), WEIGHED, TARRED, State.NOWHERE,
    ),
    "a paragraph was moved elsewhere": (
        lambda e: e.move("They weighed", "The quay is gone"), f"{WEIGHED}\n\n{CARTS}",
        f"{CARTS}\n\n{WEIGHED}", State.PLACED,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", OTHERWISE)
def test_what_only_resembles_it_does_not(name: str, book: Path) -> None:
    edit, before, after, state = OTHERWISE[name]
    assert TEXT.count(before) == 1
    (book / CHAPTER).write_text(TEXT.replace(before, after), encoding="utf-8")
    assert states(lay(book, edit)) == {state}
