"""The edition's record is read whole, and its faults are told with their line."""

from __future__ import annotations

from pathlib import Path

import pytest

from octavo.book import metadata
from octavo.model.checkdigits import isbn_fault, issn_fault, orcid_fault
from octavo.model.finding import InputError

WHOLE = """\
title: The Book
subtitle: And Its Subtitle
author:
  - name: Aldus Manutius
    file-as: Manutius, Aldus
    orcid: 0000-0002-1825-0097
  - Joseph Moxon
contributor:
  - {name: William Caslon, role: ill, chapter: types}
lang: en-GB
publisher: The Press
imprint: The Imprint
place: Venice
printing: 2
date: 2026-11-23
copyright: {year: 2026, holder: The Press}
licence: CC BY 4.0
rights: Some.
isbn: {epub: "978-0-306-40615-7", print: "0-306-40615-2"}
doi: 10.1000/182
series: {title: Types, number: 4}
subjects:
  - {scheme: thema, code: AKD}
keywords: [type, book]
description: On type.
translation-of: Il libro
bibliography: references.json
images:
  images/a.png: {alt: A page, permission: granted}
  images/b.png: {decorative: yes}
outputs: [epub, pdf]
"""


def book(folder: Path, edition: str, design: str = "", text: str = "# A\n") -> Path:
    (folder / "metadata").mkdir()
    (folder / "source").mkdir()
    (folder / "source" / "01.md").write_text(text, encoding="utf-8")
    (folder / "metadata" / "edition.yaml").write_text(edition, encoding="utf-8")
    if design:
        (folder / "metadata" / "design.yaml").write_text(design, encoding="utf-8")
    return folder


def test_the_whole_record_is_read(tmp_path: Path) -> None:
    edition = metadata.load(book(tmp_path, WHOLE, "trim: royal\ncitation-style: apa\n")).edition
    assert [person.name for person in edition.authors] == ["Aldus Manutius", "Joseph Moxon"]
    assert edition.contributors[2].chapter == "types"
    assert edition.isbn["print"] == "0-306-40615-2"
    assert edition.series is not None
    assert edition.series.number == "4"
    assert edition.images["images/b.png"].decorative
    assert edition.bibliography == ("references.json",)
    assert edition.design.trim == (156.0, 234.0)
    assert edition.design.house_style == "en-GB"
    assert edition.printing == "2"


def test_no_is_a_word_and_an_edition_number_keeps_its_nought(tmp_path: Path) -> None:
    edition = metadata.load(book(tmp_path, "title: No\nlang: no\nprinting: 1.10\n")).edition
    assert (edition.title, edition.lang, edition.printing) == ("No", "no", "1.10")


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("title: A\nlang: en\npublsher: X\n", 3, "Did you mean “publisher”?"),
        ("lang: en\n", 1, "“title” is missing"),
        ("title: A\nlang: English\n", 2, "BCP 47"),
        ("title: A\nlang: en\ntitle: B\n", 3, "given twice"),
        ("title: A: B\nlang: en\n", 1, "quotation marks around it"),
        ("title: A\nlang: en\nisbn:\n  epub: '9780306406158'\n", 4, "should be 7"),
        ("title: A\nlang: en\nisbn:\n  epub: 9780306406157\n", 4, "quotation marks"),
        ("title: A\nlang: en\nisbn:\n  kindle: '9780306406157'\n", 4, "no format"),
        ("title: A\nlang: en\ndate: 23 November\n", 3, "ISO 8601"),
        ("title: A\nlang: en\nauthor:\n  - nam: B\n", 4, "Did you mean “name”?"),
        ("title: A\nlang: en\nauthor:\n  - {name: B, role: boss}\n", 4, "MARC"),
        ("title: A\nlang: en\nauthor: [{name: B, orcid: 0000-0002-1825-0098}]\n", 3, "ORCID"),
        ("title: A\nlang: en\noutputs: [epub, mobi]\n", 3, "“mobi” is no format"),
        ("title: A\nlang: en\nlicence: &a b\nrights: *a\n", 4, "alias"),
        ("- a\n", 1, "keys and values"),
    ],
)
def test_a_fault_is_told_with_its_line(tmp_path: Path, text: str, line: int, words: str) -> None:
    with pytest.raises(InputError) as caught:
        metadata.load(book(tmp_path, text))
    assert caught.value.place is not None
    assert str(caught.value.place).startswith(f"metadata/edition.yaml:{line}")
    assert words in str(caught.value)


def test_an_unknown_trim_names_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"design\.yaml:2: trim: a trim is one of"):
        metadata.load(book(tmp_path, "title: A\nlang: en\n", "house-style: en-US\ntrim: large\n"))


def test_a_folder_without_a_book(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="octavo new"):
        metadata.load(tmp_path)


def test_a_book_without_a_text(tmp_path: Path) -> None:
    folder = book(tmp_path, "title: A\nlang: en\n")
    (folder / "source" / "01.md").unlink()
    with pytest.raises(InputError, match="no text"):
        metadata.load(folder)


def test_metadata_that_is_no_text(tmp_path: Path) -> None:
    folder = book(tmp_path, "")
    (folder / "metadata" / "edition.yaml").write_bytes(b"title: A\nlang: \xff\n")
    with pytest.raises(InputError, match=r"edition\.yaml:2: This is not UTF-8"):
        metadata.load(folder)


@pytest.mark.parametrize(
    "isbn", ["978-0-306-40615-7", "0306406152", "080442957X", "978‑0‑306‑40615‑7"]
)
def test_good_isbns(isbn: str) -> None:
    assert isbn_fault(isbn) == ""


@pytest.mark.parametrize(
    "isbn",
    [
        "978-0-306-40615-8",
        "0306406153",
        "080442957",
        "97803064061571",
        "4006381333931",
        "978030640615²",
    ],
)
def test_bad_isbns(isbn: str) -> None:
    assert isbn_fault(isbn)


def test_a_wrong_check_digit_is_named() -> None:
    assert "should be 7" in isbn_fault("978-0-306-40615-8")
    assert "should be X" in isbn_fault("0804429571")
    assert "should be 9" in issn_fault("0024-9318")


def test_an_issn_is_checked(tmp_path: Path) -> None:
    folder = book(tmp_path, "title: A\nlang: en\nseries:\n  title: S\n  issn: 0024-9318\n")
    with pytest.raises(InputError, match="the ISSN 0024-9318 is not right: its check digit"):
        metadata.load(folder)


def test_orcid_check_digit() -> None:
    assert orcid_fault("https://orcid.org/0000-0002-1694-233X") == ""
    assert "should be X" in orcid_fault("0000-0002-1694-2331")


def test_an_edition_without_a_format_is_refused_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "metadata").mkdir()
    text = "title: A Book\nlang: en-GB\noutputs: []\n"
    (tmp_path / "metadata" / "edition.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="No format is named") as caught:
        metadata.load(tmp_path)
    assert caught.value.place is not None
    assert caught.value.place.line == 3
