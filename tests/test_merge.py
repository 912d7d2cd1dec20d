"""What an editor did in Word comes back: each change in its place, and no other byte."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from octavo.book.book import Book
from octavo.desk import send
from octavo.desk.merge import merging, returned
from octavo.formats import archive
from tests.running import call, make_book
from tests.word_editor import Editor

WEIGHED = "They weighed it once a month. Nobody was paid for what was wet.\n"
CHAPTER = "source/01-pans.md"
TEXT = """\
# The Pans {#pans}

The brine ran down to the pans -- in winter it ran at night.
It was boiled in *iron pans* until the salt fell.[^1]

They weighed it once a month. Nobody was paid for what was wet.

## The carts {#carts}

Carts took it to the quay, pp. 3-4, in [long sacks](#pans).

> Salt is dear, they said.

- one sack
- two sacks

| Year | Sacks |
|------|-------|
| 1683 | many  |
| 1684 | few   |

: What went out

The quay is gone.

[^1]: So the book of the works has it.
"""


def make(folder: Path, text: str = TEXT) -> Path:
    book = make_book(folder, "docx")
    for path in (book / "source").iterdir():
        path.unlink()
    (book / CHAPTER).write_text(text, encoding="utf-8")
    return book


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book that was sent: its file is sent.docx."""
    book = make(tmp_path_factory.mktemp("sent") / "book")
    send.send(Book.open(book), send.Parcel("Ann Lee", out=book / "sent.docx"))
    return book


@pytest.fixture
def book(sent: Path, tmp_path: Path) -> Path:
    return shutil.copytree(sent, tmp_path / "book")


Edit = Callable[[Editor], None]

Typed = tuple[tuple[str, str], ...]
CASES: dict[str, tuple[Edit, Typed]] = {
    "a word": (lambda e: e.replace("month", "week"), (("month", "week"),)),
    "a word beside what a filter changed": (
        lambda e: e.replace("winter", "summer"),
        (("-- in winter", "-- in summer"),),
    ),
    "a sentence": (
        lambda e: e.replace(" Nobody was paid for what was wet.", ""),
        ((" Nobody was paid for what was wet.", ""),),
    ),
    "words that Markdown would read": (
        lambda e: e.add("The quay is gone", ", *all* of it_"),
        (("The quay is gone", "The quay is gone, \\*all\\* of it\\_"),),
    ),
    "a word before the first": (
        lambda e: e.replace("They", "So they", "They weighed"),
        (("\nThey weighed", "\nSo they weighed"),),
    ),
    "a new word before the first": (
        lambda e: e.replace("The quay", "And The quay", "The quay is gone"),
        (("\nThe quay", "\nAnd The quay"),),
    ),
    "a new word before the first of a heading": (
        lambda e: e.replace("The carts", "Of The carts"),
        (("## The", "## Of The"),),
    ),
    "words in emphasis": (
        lambda e: e.replace("iron", "lead", "iron pans"),
        (("*iron pans*", "*lead pans*"),),
    ),
    "emphasis that is gone with its words": (
        lambda e: e.replace("in iron pans ", "", "iron pans"),
        ((" in *iron pans* ", " "),),
    ),
    "a word that is gone at the edge of emphasis": (
        lambda e: e.replace("iron", "", "iron pans"),
        (("*iron pans*", "*pans*"),),
    ),
    "italics": (
        lambda e: e.format("quay", within="The quay is gone"),
        (("The quay", "The *quay*"),),
    ),
    "no italics": (lambda e: e.format("iron pans", off="i"), (("*iron pans*", "iron pans"),)),
    "words in a link": (
        lambda e: e.replace("long", "short", "sacks."),
        (("[long sacks]", "[short sacks]"),),
    ),
    "a range that a filter set": (
        lambda e: e.replace("3\N{EN DASH}\N{WORD JOINER}4", "3\N{EN DASH}5"),
        (("3-4", "3-5"),),
    ),
    "a quotation": (lambda e: e.replace("dear", "cheap"), (("dear", "cheap"),)),
    "an item": (lambda e: e.replace("one sack", "a sack"), (("one sack", "a sack"),)),
    "a cell": (lambda e: e.replace("few", "none"), (("few  ", "none  "),)),
    "a caption": (lambda e: e.replace("went out", "was sold"), (("went out", "was sold"),)),
    "a note": (lambda e: e.replace("book", "ledger"), (("the book", "the ledger"),)),
    "a new note": (
        lambda e: e.note("The quay is gone.", "Since 1701."),
        (("quay is gone.", "quay is gone.^[Since 1701.]"),),
    ),
    "a note that is gone": (
        lambda e: e.delete_note(0),
        (("fell.[^1]", "fell."), ("\n\n[^1]: So the book of the works has it.\n", "\n")),
    ),
    "a new paragraph": (
        lambda e: e.new_paragraph("The quay is gone", "1. May was dry."),
        (("The quay is gone.\n", "The quay is gone.\n\n1\\. May was dry.\n"),),
    ),
    "a new item": (
        lambda e: e.new_paragraph("two sacks", "three sacks", "Compact"),
        (("- two sacks\n", "- two sacks\n- three sacks\n"),),
    ),
    "a new paragraph of a quotation": (
        lambda e: e.new_paragraph("Salt is dear", "And wet.", "BlockText"),
        (("they said.\n", "they said.\n>\n> And wet.\n"),),
    ),
    "words that begin as a heading does": (
        lambda e: e.replace("The quay", "# 5", "The quay is gone"),
        (("The quay is", "\\# 5 is"),),
    ),
    "a paragraph that is gone": (
        lambda e: e.delete_paragraph("They weighed"),
        ((f"{WEIGHED}\n", ""),),
    ),
    "a paragraph that is parted": (
        lambda e: e.split("Nobody"),
        (("once a month. Nobody", "once a month.\n\nNobody"),),
    ),
    "paragraphs that are joined": (
        lambda e: e.join("until the salt fell"),
        (("fell.[^1]\n\nThey", "fell.[^1] They"),),
    ),
    "a paragraph that is moved": (
        lambda e: e.move("They weighed", "The quay is gone"),
        ((f"{WEIGHED}\n", ""), ("The quay is gone.\n", f"The quay is gone.\n\n{WEIGHED}")),
    ),
    "a heading": (lambda e: e.replace("The carts", "The horses"), (("The carts", "The horses"),)),
    "a heading that is none": (
        lambda e: e.level("The carts", "BodyText"),
        (("## The carts {#carts}", "The carts"),),
    ),
    "a heading of another level": (
        lambda e: e.level("The carts", "Heading1"),
        (("## The carts", "# The carts"),),
    ),
}


@pytest.mark.parametrize("author", ["", "Ann Lee"], ids=["untracked", "tracked"])
@pytest.mark.parametrize("name", CASES)
def test_a_change_is_typed_in_its_place_and_no_other_byte_changes(
    name: str, author: str, sent: Path
) -> None:
    edit, expected = CASES[name]
    editor = Editor.open(sent / "sent.docx", author)
    edit(editor)
    came = returned.opened(editor.save(sent / "returned.docx"))
    opened = Book.open(sent)
    laid = merging.lay(opened, returned.sent_as(sent, came), came.leaves)
    assert [one.landed.hunk.author for one in laid.proposed] == [author] * len(laid.proposed)
    patches, refused = laid.patches(laid.open)
    assert not refused
    assert not laid.conflicts
    text = TEXT
    for old, new in expected:
        assert text.count(old) == 1
        text = text.replace(old, new)
    assert [patch.after.decode() for patch in patches] == [text]


def edited(book: Path, edit: Edit, author: str = "", name: str = "returned.docx") -> str:
    editor = Editor.open(book / "sent.docx", author)
    edit(editor)
    editor.save(book / name)
    return name


def test_a_file_that_nobody_edited_changes_nothing(book: Path) -> None:
    done = call(book, "merge", "sent.docx")
    assert (done.returncode, done.stdout.count("\n")) == (0, 1)
    assert "0 changes." in done.stdout
    assert (book / CHAPTER).read_text(encoding="utf-8") == TEXT


def test_changes_are_listed_written_and_taken_back(book: Path) -> None:
    name = edited(book, lambda e: e.replace("month", "week"), "Ann Lee")
    listed = call(book, "merge", name, "--dry-run")
    assert f"{CHAPTER}:6:24: Ann Lee, 2026-03-01: words changed." in listed.stdout
    assert "month → week" in listed.stdout
    assert (book / CHAPTER).read_text(encoding="utf-8") == TEXT
    done = call(book, "merge", name)
    assert "1 change written" in done.stdout
    assert "once a week" in (book / CHAPTER).read_text(encoding="utf-8")
    again = call(book, "merge", name)
    assert "1 stands in the text already" in again.stdout
    call(book, "undo", ".octavo/undo/0001.patch")
    assert (book / CHAPTER).read_text(encoding="utf-8") == TEXT


def test_what_is_rejected_is_not_proposed_again(book: Path) -> None:
    def edit(editor: Editor) -> None:
        editor.replace("month", "week")
        editor.replace("quay is gone", "quay is lost")

    name = edited(book, edit, "Ann Lee")
    listed = call(book, "merge", name, "--dry-run").stdout
    assert "2 changes, 2 can be written." in listed
    known = next(line for line in listed.splitlines() if "month" in line)
    done = call(book, "merge", name, "--reject", known.rpartition(" ")[2].rstrip("]"))
    assert "1 rejected" in done.stdout
    text = (book / CHAPTER).read_text(encoding="utf-8")
    assert "once a month" in text
    assert "quay is lost" in text
    assert "month" not in call(book, "merge", name).stdout


def test_changes_are_accepted_by_author(book: Path) -> None:
    name = edited(book, lambda e: e.replace("month", "week"), "Ann Lee")
    editor = Editor.open(book / name, "Ben Coe")
    editor.replace("gone", "lost", "The quay is gone")
    editor.save(book / name)
    call(book, "merge", name, "--accept", "Ben Coe")
    text = (book / CHAPTER).read_text(encoding="utf-8")
    assert "The quay is lost" in text
    assert "once a month" in text


def test_a_name_that_stands_for_nothing_is_refused(book: Path) -> None:
    name = edited(book, lambda e: e.replace("month", "week"))
    done = call(book, "merge", name, "--accept", "Nobody")
    assert done.returncode == 2
    assert "Nothing in this file is called “Nobody”." in done.stderr


MOVED_ON = {
    "elsewhere in the text": ("The quay is gone.", "The quay fell in.", 0, "once a week"),
    "elsewhere in the paragraph": ("what was wet", "what was damp", 0, "once a week"),
    "the same change": ("once a month", "once a week", 0, "once a week"),
    "the same words": ("once a month", "once a year", 1, "once a year"),
    "the paragraph is gone": (
        "They weighed it once a month. Nobody was paid for what was wet.\n\n", "", 1, "The quay",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", MOVED_ON)
def test_the_text_may_have_moved_on(name: str, book: Path) -> None:
    old, new, status, holds = MOVED_ON[name]
    back = edited(book, lambda e: e.replace("month", "week"), "Ann Lee")
    text = TEXT.replace(old, new)
    (book / CHAPTER).write_text(text, encoding="utf-8")
    done = call(book, "merge", back)
    assert done.returncode == status, done.stdout
    now = (book / CHAPTER).read_text(encoding="utf-8")
    assert holds in now
    assert now.replace("week", "month") == text.replace("week", "month")
    if status:
        assert now == text
        assert "merge-conflict" in done.stdout
        assert "must be made by hand" in done.stdout


def test_a_heading_that_links_lead_to_keeps_its_name(tmp_path: Path) -> None:
    text = "# One\n\nSee [below](#two-men).\n\n# Two men\n\nThey row.\n"
    folder = make(tmp_path / "book", text)
    send.send(Book.open(folder), send.Parcel(out=folder / "sent.docx"))
    name = edited(folder, lambda e: e.replace("men", "women", "Two men"))
    done = call(folder, "merge", name)
    assert done.returncode == 1
    assert "a link leads to this heading" in done.stdout
    assert (folder / CHAPTER).read_text(encoding="utf-8") == text


def test_two_editors_send_back_the_same_file(book: Path) -> None:
    ann = edited(book, lambda e: e.replace("month", "week"), "Ann Lee", "ann.docx")
    ben = edited(book, lambda e: e.replace("gone", "lost", "The quay is"), "Ben Coe", "ben.docx")
    done = call(book, "merge", ann, ben, "--accept", "Ann Lee", "--accept", "Ben Coe")
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("1 change, 1 can be written.") == 2
    text = TEXT.replace("month", "week").replace("gone", "lost")
    assert (book / CHAPTER).read_text(encoding="utf-8") == text


def test_what_cannot_be_written_is_shown_once_and_can_be_rejected(book: Path) -> None:
    name = edited(book, lambda e: e.new_paragraph("one sack", "Not an item."), "Ann Lee")
    done = call(book, "merge", name)
    assert done.returncode == 1
    shown = [line for line in done.stdout.splitlines() if "Not an item." in line]
    assert len(shown) == 1
    assert "in the midst of a list" in shown[0]
    known = shown[0].rpartition(" ")[2].rstrip("]")
    assert call(book, "merge", name, "--reject", known).returncode == 0
    assert call(book, "merge", name).returncode == 0


def test_a_file_that_lost_its_name_is_asked_about(book: Path) -> None:
    editor = Editor.open(book / "sent.docx")
    del editor.members["docProps/custom.xml"]
    del editor.members["customXml/item1.xml"]
    editor.save(book / "lost.docx")
    done = call(book, "merge", "lost.docx")
    assert done.returncode == 2
    assert "The file has lost its name; it is like what was sent as" in done.stderr
    known = done.stderr.rstrip().rpartition(" ")[2].rstrip(".")
    assert call(book, "merge", "lost.docx", "--sent", known).returncode == 0


def test_a_file_without_bookmarks_is_merged_by_its_words(book: Path) -> None:
    editor = Editor.open(book / "sent.docx")
    editor.replace("month", "week")
    editor.save(book / "bare.docx")
    members = archive.read(book / "bare.docx")
    document = members["word/document.xml"].replace(b"_Oct0", b"Other0")
    archive.write(book / "bare.docx", {**members, "word/document.xml": document}, 0)
    call(book, "merge", "bare.docx")
    now = (book / CHAPTER).read_text(encoding="utf-8")
    assert now == TEXT.replace("month", "week")


WRONG = {
    "no file": (None, "It cannot be read"),
    "no Word file": (b"{\\rtf1 }", "This is no Word file."),
    "a damaged one": (b"PK\x03\x04 and so on", "damaged"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_file_that_is_wrong_is_refused_in_one_line(name: str, book: Path) -> None:
    data, message = WRONG[name]
    if data is not None:
        (book / "x.docx").write_bytes(data)
    done = call(book, "merge", "x.docx")
    assert done.returncode == 2
    assert message in done.stderr
    assert done.stderr.count("\n") == 1


def test_nothing_was_sent_from_a_book(tmp_path: Path, book: Path) -> None:
    other = make(tmp_path / "other")
    shutil.copy(book / "sent.docx", other)
    done = call(other, "merge", "sent.docx")
    assert done.returncode == 2
    assert "Nothing was sent from this book." in done.stderr
