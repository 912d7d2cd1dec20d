"""What an EPUB's package says for trade and law, and when it says that it was modified."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from octavo.formats.epub.epubcheck import epubcheck
from tests.test_epub import FULL, OPF, PLAIN, Book, build


def moments(folder: Path, text: str = PLAIN, **record: str) -> str:
    _, artefact = build(folder, text, replace(FULL, **record))  # type: ignore[arg-type]
    return str(Book(artefact.path).metas("dcterms:modified")[0])


def test_modified_changes_with_the_text_and_not_with_the_day(tmp_path: Path) -> None:
    """It is the key's day or one before the edition's year, and the time of day is a digest."""
    first = moments(tmp_path / "a")
    assert first == moments(tmp_path / "b")
    assert first.startswith("2025-01-01T")
    assert moments(tmp_path / "c", PLAIN.replace("More text", "More words")) != first
    assert moments(tmp_path / "d", description="Other") != first
    assert moments(tmp_path / "e", printing="2").startswith("2025-01-02T")
    assert moments(tmp_path / "f", modified="2027-02-03").startswith("2027-02-03T")
    assert moments(tmp_path / "g", date="").startswith("1980-01-01T")


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
