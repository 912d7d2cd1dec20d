"""A release is refused while anything is open; else its version of record is made, and verified."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import bagit
import orjson
import pytest

from octavo.book import approvals
from octavo.book.book import Book
from octavo.desk.release import demands
from octavo.desk.release import record as recording
from octavo.press.prepare import prepare
from tests.output_books import refused
from tests.pictures import png
from tests.running import call, make_book, snapshot

RECORD = """\
title: A Book
lang: en-GB
author: Ada Compositor
date: 2026-01-15
copyright: 2026 Ada Compositor
publisher: The Press
printing: "1"
isbn: {print: 978-0-262-03384-8}
no-isbn: {html: it is free, screen: it is free}
outputs: [html, pdf]
"""
TEXT = '# One\n\nIt\'s "quoted" -- so, and it was well.[^1]\n\n[^1]: A note of hers.\n'
NAME = "release/a-book-2026-printing-1"


def make(folder: Path) -> Path:
    """Make a book in which nothing is open but its approval."""
    make_book(folder)
    for path in (folder / "source").iterdir():
        path.unlink()
    (folder / "source" / "01-one.md").write_text(TEXT, encoding="utf-8")
    (folder / "metadata" / "edition.yaml").write_text(RECORD, encoding="utf-8")
    return folder


def approve(book: Path, by: str = "Ann Editor") -> None:
    """Approve the text on a day of the test's own: the clock is the command's."""
    text = approvals.text_digest(book)
    approvals.add(book, approvals.Approval(by, text, "2026-01-14"))


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book that was released."""
    book = make(tmp_path_factory.mktemp("one") / "book")
    approve(book)
    done = call(book, "release")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout == f"Released: the version of record is {NAME}/.\n"
    return book


@pytest.fixture
def record(released: Path, tmp_path: Path) -> Path:
    """A copy of its version of record, at another place."""
    return Path(shutil.copytree(released / NAME, tmp_path / "else where" / "r"))


def test_the_version_of_record_is_a_bag_with_all_that_the_edition_is(released: Path) -> None:
    folder = released / NAME
    assert bagit.Bag(str(folder)).is_valid()
    assert (folder / "bagit.txt").read_text("utf-8").startswith("BagIt-Version: 1.0\n")
    info = (folder / "bag-info.txt").read_text("utf-8")
    assert "Bagging-Date: 2026-01-15\n" in info
    data = folder / "data"
    assert (data / "source" / "01-one.md").read_text("utf-8") == TEXT
    assert (data / "metadata" / "edition.yaml").read_text("utf-8") == RECORD
    for name in ("a-book.html", "a-book-print.pdf", "a-book-screen.pdf", "site/index.html"):
        assert (data / "dist" / name).is_file()
    says = orjson.loads((data / "record.json").read_bytes())
    assert says["approvals"] == [{"by": "Ann Editor", "date": "2026-01-14", "note": ""}]
    assert says["text"] == approvals.text_digest(released)
    assert {"pandoc", "typst", "Python", "octavo", "bagit"} <= says["programs"].keys()
    assert {face["licence"] for face in says["fonts"].values()} == {"OFL-1.1.txt"}
    assert "SIL OPEN FONT LICENSE" in (data / "licences" / "OFL-1.1.txt").read_text("utf-8")
    report = (data / "dist" / "report.html").read_text("utf-8")
    assert '<p class="state">Released: 2026-01-15, printing 1.</p>' in report


def test_nothing_else_is_left_or_changed(released: Path) -> None:
    assert [path.name for path in (released / "release").iterdir()] == [Path(NAME).name]
    assert not (released / "dist").exists()
    assert (released / "metadata" / "edition.yaml").read_text("utf-8") == RECORD


def test_it_holds_no_path_of_this_machine_and_no_time_but_the_edition_s(released: Path) -> None:
    for path in (released / NAME).rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert str(released).encode() not in data, path
            assert b".making-" not in data, path
    manifest = orjson.loads((released / NAME / "data" / "dist" / "manifest.json").read_bytes())
    assert manifest["seconds"] == {}
    assert {one["seconds"] for one in manifest["artefacts"]} == {0.0}


def test_the_same_book_gives_the_same_record_elsewhere(released: Path, tmp_path: Path) -> None:
    book = make(tmp_path / "ü" / "two")
    approve(book)
    assert call(book, "release").returncode == 0
    assert snapshot(book / NAME) == snapshot(released / NAME)


def test_it_is_verified_and_built_again_on_another_path(record: Path, tmp_path: Path) -> None:
    before = snapshot(record)
    done = call(tmp_path, "verify", str(record), "--rebuild")
    assert done.returncode == 0, done.stdout
    assert done.stdout == (
        "The version of record is valid; its files agree with the text in it. "
        "Built again, they have the same bytes.\n"
    )
    assert snapshot(record) == before


def test_what_is_not_as_it_was_released_is_named(record: Path, tmp_path: Path) -> None:
    with (record / "data" / "source" / "01-one.md").open("a") as file:
        file.write("x")
    (record / "data" / "dist" / "a-book.html").unlink()
    (record / "data" / "more.txt").write_text("x")
    done = call(tmp_path, "verify", str(record))
    assert done.returncode == 1
    for name, words in (
        ("data/dist/a-book.html", "is missing"),
        ("data/more.txt", "was added later"),
        ("data/source/01-one.md", "its bytes have changed"),
    ):
        assert any(line.startswith(name) and words in line for line in done.stdout.splitlines())


def rebag(record: Path) -> None:
    """Make the bag's lists anew: what a forger would do."""
    bagit.Bag(str(record)).save(manifests=True)


def test_a_file_with_other_words_than_the_text_is_told(record: Path, tmp_path: Path) -> None:
    page = record / "data" / "dist" / "a-book.html"
    page.write_text(page.read_text("utf-8").replace("well", "ill"), encoding="utf-8")
    rebag(record)
    done = call(tmp_path, "verify", str(record))
    assert done.returncode == 1
    assert "its bytes have changed" in done.stdout
    assert "text-differs" in done.stdout


def test_another_text_than_the_approved_one_is_told(record: Path, tmp_path: Path) -> None:
    edition = record / "data" / "metadata" / "edition.yaml"
    edition.write_text(RECORD.replace("The Press", "The Other Press"), encoding="utf-8")
    rebag(record)
    done = call(tmp_path, "verify", str(record))
    assert done.returncode == 1
    assert "not the one whose hash was approved" in done.stdout


def test_other_versions_of_the_programs_are_told(record: Path, tmp_path: Path) -> None:
    path = record / "data" / "record.json"
    says = orjson.loads(path.read_bytes())
    says["programs"]["pandoc"] = "2.0"
    path.write_bytes(orjson.dumps(says))
    rebag(record)
    done = call(tmp_path, "verify", str(record))
    assert done.returncode == 0
    assert "It was made with other versions: pandoc 2.0 (here " in done.stdout


def test_what_is_no_version_of_record_is_refused(record: Path, tmp_path: Path) -> None:
    (record / "data" / "record.json").unlink()
    rebag(record)
    refused(call(tmp_path, "verify", str(record)), "it has no data/record.json")
    (record / "data" / "record.json").write_text("[]")
    rebag(record)
    refused(call(tmp_path, "verify", str(record)), "This is not the record of a release")
    (record / "bagit.txt").write_text("x")
    refused(call(tmp_path, "verify", str(record)), "is no version of record")
    (record / "bagit.txt").unlink()
    (record / "bagit.txt").symlink_to("bag-info.txt")
    refused(call(tmp_path, "verify", str(record)), "This is a link")
    refused(call(tmp_path, "verify", str(record), "a.html"), "is verified alone")
    refused(call(tmp_path, "verify", "--rebuild"), "Only a version of record")


def test_pictures_and_covers_elsewhere_in_the_book_come_along_and_nothing_from_outside(
    tmp_path: Path,
) -> None:
    book = make(tmp_path / "b")
    (tmp_path / "secret.txt").write_text("secret")
    (book / "metadata" / "notes.txt").symlink_to(tmp_path / "secret.txt")
    (book / "pictures").mkdir()
    (book / "pictures" / "a.png").write_bytes(png())
    (book / "source" / "images").symlink_to("../pictures")
    (book / "cover.png").write_bytes(png())
    opened = Book.open(book)
    with (book / "source" / "01-one.md").open("a") as file:
        file.write("\n![A line](images/a.png)\n")
    with (book / "metadata" / "edition.yaml").open("a") as file:
        file.write("cover: ../cover.png\n")
    opened = Book.open(book)
    order = recording.Release(prepare(opened), "1", tmp_path / "r", approvals.standing(book))
    recording.copy(order, tmp_path / "copy")
    names = {p.relative_to(tmp_path / "copy").as_posix() for p in (tmp_path / "copy").rglob("*")}
    assert {"cover.png", "source/images/a.png", "source/01-one.md"} <= names
    assert "metadata/notes.txt" not in names


def test_a_record_is_never_written_over(released: Path) -> None:
    before = snapshot(released)
    refused(call(released, "release"), NAME, "released already", "release --printing 2")
    assert snapshot(released) == before


def test_another_printing_is_written_into_the_edition(released: Path, tmp_path: Path) -> None:
    book = tmp_path / "book"
    shutil.copytree(released, book)
    done = call(book, "release", "--printing", "2")
    assert done.returncode == 0, done.stdout
    assert done.stdout.endswith("metadata/edition.yaml says printing 2 now.\n")
    assert sorted(path.name for path in (book / "release").iterdir()) == [
        "a-book-2026-printing-1",
        "a-book-2026-printing-2",
    ]
    new = RECORD.replace('printing: "1"', 'printing: "2"')
    assert (book / "metadata" / "edition.yaml").read_text("utf-8") == new
    again = book / "release" / "a-book-2026-printing-2" / "data"
    assert (again / "metadata" / "edition.yaml").read_text("utf-8") == new
    page = (again / "dist" / "a-book.html").read_text("utf-8")
    assert "Printing 2" in page


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
    assert lines[0] == "Not released: 11 things are open."
    heads = [line.partition(".")[0] for line in lines if line and not line.startswith(" ")][1:]
    assert heads == [
        "Queries (1)",
        "Suggestions (4)",
        "Places to look at (1)",
        "Metadata (4)",
        "Approval (1)",
    ]
    assert any("dash-names (4)" in line for line in lines)
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
    done = call(book, "decide", name, "--reject", "--reason", "It stays.")
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
