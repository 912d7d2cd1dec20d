"""What no word of a Word file shows stays in the text, whatever becomes of the words around it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from octavo.book.book import Book
from octavo.desk import send
from tests.running import call
from tests.test_merge import CHAPTER, edited, make
from tests.word_editor import Editor

TEXT = """\
# The Pans

Alpha is here. []{#alpha} It goes on.

Beta is here, \\index{brine} it goes on.

Gamma is here. <!-- ask Ann --> It goes on.

Delta is here. It [va]{lang="fr"} on.

See [there](#alpha), and what is said.
"""


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    book = make(tmp_path_factory.mktemp("unseen") / "book", TEXT)
    send.send(Book.open(book), send.Parcel(out=book / "sent.docx"))
    return book


@pytest.fixture
def book(sent: Path, tmp_path: Path) -> Path:
    return shutil.copytree(sent, tmp_path / "book")


EDITS: dict[str, Callable[[Editor], None]] = {
    "an anchor, in a deleted paragraph": lambda e: e.delete_paragraph("Alpha"),
    "an index entry, in a deleted paragraph": lambda e: e.delete_paragraph("Beta"),
    "a comment, in a deleted paragraph": lambda e: e.delete_paragraph("Gamma"),
    "a language, in a deleted paragraph": lambda e: e.delete_paragraph("Delta"),
    "an anchor, where a paragraph is parted": lambda e: e.split("It goes"),
    "an entry, where all is new": lambda e: e.replace("is here, it goes on", "was lost", "Beta"),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_what_is_not_seen_is_not_deleted(book: Path, edit: Callable[[Editor], None]) -> None:
    def both(editor: Editor) -> None:
        edit(editor)
        editor.replace("what is said", "what was said")

    done = call(book, "merge", edited(book, both))
    text = (book / CHAPTER).read_text(encoding="utf-8")
    assert text == TEXT.replace("what is said", "what was said")
    assert done.returncode == 1
    assert "something that is not seen stands among its words" in done.stdout.replace("\n", " ")


def test_words_beside_what_is_not_seen_are_written(book: Path) -> None:
    done = call(book, "merge", edited(book, lambda e: e.replace("Alpha is", "Alpha was")))
    assert done.returncode == 0
    text = (book / CHAPTER).read_text(encoding="utf-8")
    assert text == TEXT.replace("Alpha is", "Alpha was")


@pytest.mark.parametrize("lead", ["@sec:salt", "@Sec-salt", "[see @sec-salt]", "\\ref{sec:salt}"])
def test_a_heading_keeps_the_name_that_a_reference_leads_to(tmp_path: Path, lead: str) -> None:
    text = f"# The Pans\n\n## The salt {{#sec:salt}}\n\nIt is dear.\n\nSee {lead} here.\n"
    book = make(tmp_path / "book", text)
    send.send(Book.open(book), send.Parcel(out=book / "sent.docx"))
    done = call(book, "merge", edited(book, lambda e: e.level("The salt", "BodyText")))
    assert done.returncode == 1
    assert "a link leads to this heading" in done.stdout.replace("\n", " ")
    assert (book / CHAPTER).read_text(encoding="utf-8") == text
