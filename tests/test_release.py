"""A release is refused while anything is open, and says how it is answered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest

from octavo.book import approvals
from octavo.book.book import Book
from octavo.desk import asked
from octavo.desk.release import demands
from octavo.press.prepare import prepare
from tests.output_books import refused
from tests.pictures import png
from tests.release_books import NAME, RECORD, approve, make
from tests.running import call, make_book


@pytest.mark.parametrize("number", ["0", "-1", "x"])
def test_what_is_no_printing_is_refused(tmp_path: Path, number: str) -> None:
    book = make(tmp_path / "b")
    refused(call(book, "release", "--printing", number))
    assert not (book / "release").exists()


def open_in(book: Path) -> Iterator[tuple[str, str]]:
    """Yield the rule and the message of each demand that a book does not meet."""
    found = demands.unmet(prepare(Book.open(book)), approvals.standing(book))
    yield from ((finding.rule, finding.message) for finding in found)


LACKING = {
    "author: Ada Compositor\n": ("release-metadata", "who wrote it"),
    "date: 2026-01-15\n": ("release-metadata", "when it appears"),
    "copyright: 2026 Ada Compositor\n": ("release-metadata", "whose the rights are"),
    "publisher: The Press\n": ("release-metadata", "who publishes it"),
    "isbn: {print: 978-0-262-03384-8}\n": ("release-isbn", "print"),
    "no-isbn: {html: it is free, screen: it is free}\n": ("release-isbn", "html, screen"),
}


@pytest.mark.parametrize("line", LACKING)
def test_what_the_edition_must_say(tmp_path: Path, line: str) -> None:
    book = make(tmp_path / "b")
    (book / "metadata" / "edition.yaml").write_text(RECORD.replace(line, ""), encoding="utf-8")
    approve(book)
    ((rule, message),) = open_in(book)
    assert (rule, LACKING[line][1] in message) == (LACKING[line][0], True)


def test_one_reason_serves_all_files_without_an_isbn(tmp_path: Path) -> None:
    book = make(tmp_path / "b")
    plain = RECORD.replace("{html: it is free, screen: it is free}", "given away")
    (book / "metadata" / "edition.yaml").write_text(plain, encoding="utf-8")
    approve(book)
    assert list(open_in(book)) == []


def test_an_editor_stands_in_for_an_author(tmp_path: Path) -> None:
    book = make(tmp_path / "b")
    other = RECORD.replace("author:", "editor:").replace(
        "copyright: 2026 Ada Compositor", "rights: All rights reserved"
    )
    (book / "metadata" / "edition.yaml").write_text(other, encoding="utf-8")
    approve(book)
    assert list(open_in(book)) == []


def test_an_image_wants_a_licence_and_a_work_an_end(tmp_path: Path) -> None:
    book = make(tmp_path / "b")
    (book / "source" / "images").mkdir()
    (book / "source" / "images" / "a b.png").write_bytes(png())
    with (book / "source" / "01-one.md").open("a") as file:
        file.write("\n![A line](images/a%20b.png) Carr says so [@carr].\n")
    work = [{"id": "carr", "type": "book", "title": "A Work", "note": "Stub: no author"}]
    (book / "metadata" / "references.json").write_bytes(orjson.dumps(work))
    edition = book / "metadata" / "edition.yaml"
    edition.write_text(f"{RECORD}bibliography: references.json\n", encoding="utf-8")
    approve(book)
    assert [rule for rule, _ in open_in(book)] == ["release-stub", "release-image"]
    with edition.open("a") as file:
        file.write("images: {images/a b.png: {permission: By permission of the Museum}}\n")
    approve(book)
    assert [rule for rule, _ in open_in(book)] == ["release-stub"]


def test_all_that_is_open_is_listed_with_its_answer(tmp_path: Path) -> None:
    book = make_book(tmp_path / "b")
    with (book / "source" / "02-two.md").open("a") as file:
        file.write("\nIt was so {>>AQ: was it?<<}.\n")
    done = call(book, "release")
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    assert lines[0] == "Not released: 9 things are open."
    heads = [line.partition(".")[0] for line in lines if line and not line.startswith(" ")][1:]
    assert heads == [
        "Queries (1)",
        "Suggestions (2)",
        "Places to look at (1)",
        "Metadata (4)",
        "Approval (1)",
    ]
    assert any("dash-names (2)" in line for line in lines)
    assert any("source/02-two.md:5:11" in line and "octavo query" in line for line in lines)
    assert not (book / "release").exists()


def test_what_is_decided_is_open_no_longer(tmp_path: Path) -> None:
    book = make_book(tmp_path / "b")
    call(book, "decide", "--rule", "dash-names", "--reject", "--reason", "One firm.")
    done = call(book, "release")
    assert "Suggestions" not in done.stdout


def test_what_shows_in_the_files_alone_can_be_answered_too(tmp_path: Path) -> None:
    """A last page of two lines is found by setting the text: `decide` has not seen it."""
    book = make(tmp_path / "b")
    other = RECORD.replace("[html, pdf]", "[pdf]").replace("html: it is free, ", "")
    (book / "metadata" / "edition.yaml").write_text(other, encoding="utf-8")
    lines = [f"So it was in the year {number}.\n\n" for number in range(1901, 1925)]
    (book / "source" / "01-one.md").write_text(f"# One\n\n{''.join(lines)}", encoding="utf-8")
    done = call(book, "release")
    assert done.returncode == 1
    assert "pdf-short-page" in done.stdout
    assert "Approval (1)" in done.stdout, "it is asked for when all else is known"
    name = re.findall(r"\[pdf-short-page ([0-9a-f]+)\]", done.stdout)[0]
    assert not (book / "dist").exists(), "there is one store, whoever made the files"
    assert [f.id for f in asked.kept(book) if f.rule == "pdf-short-page"] == [name]
    done = call(book, "decide", "--rule", "pdf-short-page", "--reject", "--reason", "It stays.")
    assert done.returncode == 0, done.stderr
    assert "decision-unused" not in call(book, "lint").stdout
    approve(book)
    done = call(book, "release")
    assert done.returncode == 0, done.stdout
    done = call(book, "verify", NAME)
    assert (done.returncode, "pdf-short-page" in done.stdout) == (0, False)


def test_an_approval_of_another_text_is_outdated(tmp_path: Path) -> None:
    book = make(tmp_path / "b")
    done = call(book, "approve", "--by", "Ann Editor", "--note", "read in proof")
    assert "  approved by Ann Editor, " in done.stdout
    assert ": read in proof\n" in done.stdout
    assert list(open_in(book)) == []
    with (book / "source" / "01-one.md").open("a") as file:
        file.write("\nMore.\n")
    ((rule, message),) = open_in(book)
    assert rule == "release-approval"
    assert "are outdated: Ann Editor on " in message
    assert "outdated: Ann Editor" in call(book, "approve").stdout
    call(book, "approve", "--by", "Ann Editor")
    assert [one.by for one in approvals.load(book)] == ["Ann Editor"]
    assert list(open_in(book)) == []


@pytest.mark.parametrize(
    "name", ["metadata/decisions.yaml", "metadata/references.json", "source/b.md"]
)
def test_the_hash_is_that_of_all_the_edition_is_made_of(tmp_path: Path, name: str) -> None:
    book = make(tmp_path / "b")
    before = approvals.text_digest(book)
    (book / name).write_text("[]\n", encoding="utf-8")
    assert (approvals.text_digest(book) == before) == (name == "metadata/references.json")


def test_what_the_edition_is_not_made_of_leaves_the_hash(tmp_path: Path) -> None:
    book = make(tmp_path / "b")
    before = approvals.text_digest(book)
    for name in ("approvals.yaml", "queries.yaml", "review.md"):
        (book / "metadata" / name).write_text("[]\n", encoding="utf-8")
    other = RECORD.replace('printing: "1"', 'printing: "9"')
    (book / "metadata" / "edition.yaml").write_text(other, encoding="utf-8")
    assert approvals.text_digest(book) == before


WRONG = {
    "no list": ("by: Ann\n", ":1: This file holds a list of approvals."),
    "no hash": ("- by: Ann\n  date: 2026-01-02\n", ":1: The approval has no “text”."),
    "a short hash": (
        "- by: Ann\n  text: abc\n  date: 2026-01-02\n",
        ":2: A hash has 64 hexadecimal digits.",
    ),
    "no day": (f"- by: Ann\n  text: {'0' * 64}\n  date: 2026\n", ":3: A day is written"),
    "another key": (f"- by: A\n  text: {'0' * 64}\n  date: 2026-01-02\n  nota: x\n", ":4: The key"),
}


@pytest.mark.parametrize(("text", "words"), WRONG.values(), ids=WRONG)
def test_a_wrong_file_of_approvals_is_refused_with_its_line(
    tmp_path: Path, text: str, words: str
) -> None:
    book = make(tmp_path / "b")
    (book / approvals.FILE).write_text(text, encoding="utf-8")
    for call_ in (("release",), ("approve",), ("approve", "--by", "Ben")):
        refused(call(book, *call_), f"{approvals.FILE}{words}")
    assert (book / approvals.FILE).read_text(encoding="utf-8") == text


def test_a_note_alone_approves_nothing(tmp_path: Path) -> None:
    book = make(tmp_path / "b")
    refused(call(book, "approve", "--note", "x"), "Say who approves")
