"""What an EPUB's package says for trade and law, and when it says that it was modified."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from octavo.book import approvals, entries, released
from octavo.formats.epub.epubcheck import epubcheck
from octavo.formats.epub.format import FORMAT
from octavo.formats.epub.modified import release_of
from octavo.model.released import Released
from tests.making import make_job
from tests.release_books import NAME, RECORD, approve, make
from tests.running import call
from tests.test_epub import FULL, OPF, PLAIN, Book, build


def moment(folder: Path, text: str = PLAIN, last: Released | None = None, **record: str) -> str:
    """Return when the EPUB of a text says that it was modified, after a release."""
    return str(Book(written(folder, text, last, **record)).metas("dcterms:modified")[0])


def written(folder: Path, text: str, last: Released | None = None, **record: str) -> Path:
    job, _ = make_job(folder, text, replace(FULL, **record))  # type: ignore[arg-type]
    (artefact,) = FORMAT.write(replace(job, project=replace(job.project, released=last)))
    return artefact.path


CORRECTED = PLAIN.replace("More text", "More words")


def test_nothing_was_released_yet(tmp_path: Path) -> None:
    """It is the key's day, else one before the edition's year, whatever is corrected."""
    assert moment(tmp_path / "a") == "2025-01-01T00:00:00Z"
    assert moment(tmp_path / "b", CORRECTED) == "2025-01-01T00:00:00Z"
    assert moment(tmp_path / "c", modified="2027-02-03") == "2027-02-03T00:00:00Z"
    assert moment(tmp_path / "d", date="") == "1980-01-01T00:00:00Z"


@pytest.mark.long
def test_it_never_goes_backwards(tmp_path: Path) -> None:
    """A released content keeps its moment; each other one is later, a former one again too."""
    first = release_of(written(tmp_path / "a", PLAIN), "1")
    assert moment(tmp_path / "b", PLAIN, first) == first.modified
    second = release_of(written(tmp_path / "c", CORRECTED, first), "2")
    assert (first.modified, second.modified) == ("2025-01-01T00:00:00Z", "2025-01-01T00:00:01Z")
    assert moment(tmp_path / "d", CORRECTED, second) == second.modified
    assert moment(tmp_path / "e", PLAIN, second) == "2025-01-01T00:00:02Z"
    assert moment(tmp_path / "f", PLAIN, second, description="Other") == "2025-01-01T00:00:02Z"
    assert moment(tmp_path / "g", PLAIN, second, date="1999-01-01") == "2025-01-01T00:00:02Z"
    assert moment(tmp_path / "h", PLAIN, second, modified="2026-03") == "2026-03-01T00:00:00Z"
    assert moment(tmp_path / "i", PLAIN, second, modified="2024") == "2025-01-01T00:00:02Z"


@pytest.mark.long
def test_a_release_is_kept_with_the_sources(tmp_path: Path) -> None:
    """Each release is listed once; the same text built again elsewhere has the same bytes."""
    book = make(tmp_path / "book")
    record = book / "metadata" / "edition.yaml"
    text = RECORD.replace("[html, pdf]", "[epub]").replace("screen:", "epub:")
    record.write_text(text, encoding="utf-8")
    approve(book)
    assert call(book, "release").returncode == 0
    text = (book / released.FILE).read_text("utf-8")
    assert text.count("- printing:") == 1
    one, last = book / NAME / "data", released.last(book)
    assert last is not None
    assert replace(last, day="", chapters="") == release_of(one / "dist" / "a-book.epub", "1")
    assert (one / released.FILE).read_text("utf-8") == text
    assert call(book, "build").returncode == 0
    again = (book / "dist" / "a-book.epub").read_bytes()
    assert again == (one / "dist" / "a-book.epub").read_bytes()
    assert approvals.standing(book).valid, "a release does not change the text"
    assert call(book, "release", "--printing", "2").returncode == 0
    assert [entry["printing"] for entry, _ in entries.load(book, released.SHAPE)] == ["1", "2"]
    now = released.last(book)
    assert now is not None
    assert now.modified == "2025-01-01T00:00:01Z"


def test_a_wrong_list_of_releases_is_refused_with_its_lines(tmp_path: Path) -> None:
    book = make(tmp_path / "book")
    (book / released.FILE).write_text('- printing: "1"\n  modified: "soon"\n  content: "x"\n')
    done = call(book, "lint")
    assert done.returncode == 2
    assert "metadata/released.yaml:2: A moment is written 2026-11-28T00:00:00Z." in done.stderr
    assert "metadata/released.yaml:3: A hash has 64 hexadecimal digits." in done.stderr


def traded(folder: Path) -> Path:
    isbn = {"print": "978-0-306-40615-7", "epub": "978-1-56619-909-4"}
    more = {"tdm_reservation": True, "tdm_policy": "https://a.example/tdm", "funder": ("A Fund",)}
    _, artefact = build(folder, PLAIN, replace(FULL, isbn=isbn, **more))  # type: ignore[arg-type]
    return artefact.path


@pytest.mark.long
def test_epubcheck_finds_nothing_in_such_a_package(tmp_path: Path) -> None:
    assert epubcheck(traded(tmp_path), tmp_path / "cache") == []


def test_what_trade_and_law_want_of_the_package(tmp_path: Path) -> None:
    book = Book(traded(tmp_path))
    assert book.ask(OPF, "//d:identifier[@id='book-id']/text()") == ["urn:isbn:9781566199094"]
    assert "urn:isbn:9780306406157" in book.ask(OPF, "//d:source/text()")
    assert book.metas("tdm:reservation") == ["1"]
    assert book.metas("tdm:policy") == ["https://a.example/tdm"]
    assert book.metas("role", "funder-1") == ["fnd"]
    assert book.metas("dcterms:license") == ["https://creativecommons.org/licenses/by/4.0/"]
