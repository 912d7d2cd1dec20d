"""The version of record: what is in it, its bytes everywhere, and what is found years later."""

from __future__ import annotations

import shutil
from pathlib import Path

import bagit
import orjson
import pytest

from octavo.book import approvals
from octavo.book.book import Book
from octavo.desk.release import record as desk_record
from octavo.press.prepare import prepare
from octavo.system.places import settings_folder
from tests.output_books import refused
from tests.pictures import png
from tests.release_books import NAME, RECORD, TEXT, approve, make
from tests.running import call, snapshot


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book that was released."""
    book = make(tmp_path_factory.mktemp("one") / "book")
    approve(book)
    done = call(book, "release")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith(f"Released: the version of record is {NAME}/.\nSend the files in")
    return book


@pytest.fixture
def record(released: Path, tmp_path: Path) -> Path:
    """A copy of its version of record, at another place."""
    return Path(shutil.copytree(released / NAME, tmp_path / "else where" / "r"))


def test_the_version_of_record_is_a_bag_with_all_that_the_edition_is(released: Path) -> None:
    folder = released / NAME
    assert bagit.Bag(str(folder)).is_valid()
    assert (folder / "bagit.txt").read_text("utf-8").startswith("BagIt-Version: 1.0\n")
    for listed in ("manifest-sha512.txt", "tagmanifest-sha512.txt"):
        lines = (folder / listed).read_text("utf-8").splitlines()
        names = [line.split(maxsplit=1)[1] for line in lines]
        assert names == sorted(names), "in whatever order the folder has them"
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
    sent = snapshot(released / "dist")
    assert sent == snapshot(released / NAME / "data" / "dist"), "what is sent is what was released"
    assert call(released, "verify").returncode == 0
    assert (released / "metadata" / "edition.yaml").read_text("utf-8") == RECORD


def test_what_stands_in_dist_and_no_build_has_made_is_kept(released: Path, tmp_path: Path) -> None:
    book = Path(shutil.copytree(released, tmp_path / "book"))
    (book / "dist" / "a-book.html").write_text("mine", encoding="utf-8")
    done = call(book, "release", "--printing", "2")
    name = "release/a-book-2026-printing-2"
    assert done.returncode == 0
    assert f"Send the files in {name}/data/dist/. dist/ holds others: dist/a-book" in done.stdout
    assert (book / "dist" / "a-book.html").read_text("utf-8") == "mine"
    assert bagit.Bag(str(book / name)).is_valid()


def test_it_holds_no_path_of_this_machine_and_no_time_but_the_edition_s(released: Path) -> None:
    for path in (released / NAME).rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert str(released).encode() not in data, path
            assert b".making-" not in data, path


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
    order = desk_record.Release(prepare(opened), "1", tmp_path / "r", approvals.standing(book))
    desk_record.copy(order, tmp_path / "copy")
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
    assert "Second printing" in page


OWN = """def apply(prose):
    for run in prose.runs():
        pass
    return []
"""


def test_a_book_s_own_filter_is_trusted_once_and_where_it_lies(tmp_path: Path) -> None:
    book = make(tmp_path / "b")
    (book / "filters").mkdir()
    (book / "filters" / "mine.py").write_text(OWN, encoding="utf-8")
    listed = '{"filters": ["divisions.py", "filters/mine.py"]}'
    (book / "metadata" / "pandoc.json").write_text(listed, encoding="utf-8")
    edition = book / "metadata" / "edition.yaml"
    edition.write_text(RECORD.replace("[html, pdf]", "[html]"), encoding="utf-8")
    approve(book)
    refused(call(book, "release"), "filters/mine.py")
    assert not (book / "release").exists()
    assert call(book, "release", "--trust").returncode == 0
    refused(call(book, "verify", NAME), "filters/mine.py")
    assert call(book, "verify", NAME, "--trust").returncode == 0
    refused(call(book, "verify", NAME), "filters/mine.py")
    kept = (settings_folder() / "trusted.json").read_text(encoding="utf-8")
    assert ".making-" not in kept
    assert str(book) in kept
