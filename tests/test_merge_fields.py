"""Numbers that Word counts are atoms of a merge: when it counts anew, nobody has changed them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from octavo.book.book import Book
from octavo.desk import send
from octavo.desk.merge import merging, returned
from octavo.formats import archive
from octavo.formats.archive import EARLIEST
from tests.test_merge import CHAPTER, make
from tests.word_editor import Editor

TEXT = """\
# The Pans {#sec-pans}

The yield stands in @tbl-sacks. Salt is dear. It is less than in @tbl-carts, see @sec-pans.

| Year | Sacks |
|------|-------|
| 1683 | many  |

: What went out {#tbl-sacks}

| Year | Carts |
|------|-------|
| 1683 | few   |

: What it went on {#tbl-carts}
"""
MAIN = "word/document.xml"


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = make(tmp_path_factory.mktemp("fields") / "book", TEXT)
    send.send(Book.open(folder), send.Parcel(out=folder / "sent.docx"))
    return folder


def laid(book: Path, change: Callable[[str], str], to: Path) -> merging.Merge:
    """The merge of the file after something was changed in its XML."""
    members = archive.read(book / "sent.docx")
    before = members[MAIN].decode()
    after = change(before)
    assert after != before
    archive.write(to, {**members, MAIN: after.encode()}, EARLIEST)
    came = returned.opened(to)
    return merging.lay(Book.open(book), returned.sent_as(book, came), came.leaves)


def counted_anew(text: str) -> str:
    """As after F9, with a table more before the first."""
    fields = re.compile(
        r"(<w:instrText[^>]*> (?:SEQ|REF) .*?fldCharType=\"separate\"/></w:r>.*?>[\d.]*)(\d)(<)",
        re.S,
    )
    return fields.sub(lambda one: f"{one[1]}{int(one[2]) + 1}{one[3]}", text)


def without_fields(text: str) -> str:
    """As a web editor keeps them: as what they show."""
    text = re.sub(r"<w:r[^>]*>(?:(?!</w:r>).)*<w:instrText.*?</w:r>", "", text, flags=re.S)
    return re.sub(r"<w:r[^>]*><w:fldChar [^>]*/></w:r>", "", text)


@pytest.mark.parametrize("change", [counted_anew, without_fields])
def test_a_program_that_counts_anew_changes_nothing(
    change: Callable[[str], str], book: Path, tmp_path: Path
) -> None:
    assert laid(book, change, tmp_path / "back.docx").proposed == []


def test_a_number_that_was_typed_over_is_shown_and_made_by_hand(book: Path, tmp_path: Path) -> None:
    def typed_over(text: str) -> str:
        return re.sub(r"(REF _Ref.*?<w:t[^>]*>)[\d.]+", r"\1the first", text, count=1, flags=re.S)

    merge = laid(book, typed_over, tmp_path / "back.docx")
    [one] = merge.proposed
    assert "the first" in one.finding.after
    made, refused = merge.patches(merge.open)
    assert made == []
    assert len(refused) + len(merge.conflicts) == 1


@pytest.mark.parametrize("author", ["", "Ann Lee"], ids=["untracked", "tracked"])
def test_words_around_a_reference_are_changed_and_it_stays(
    author: str, book: Path, tmp_path: Path
) -> None:
    editor = Editor.open(book / "sent.docx", author)
    editor.replace("dear", "cheap", "The yield")
    editor.replace("less", "more", "The yield")
    came = returned.opened(editor.save(tmp_path / "back.docx"))
    merge = merging.lay(Book.open(book), returned.sent_as(book, came), came.leaves)
    made, refused = merge.patches(merge.open)
    assert not refused
    assert [one.after.decode() for one in made] == [
        TEXT.replace("dear", "cheap").replace("less", "more")
    ]
    assert made[0].file == CHAPTER
