"""What people write in edition.yaml and design.yaml is read as they mean it, or refused at once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from octavo.book import metadata
from octavo.model.checkdigits import issn_fault
from octavo.model.edition import Contributor, Copyright, Edition
from octavo.model.finding import InputError, faults_of
from octavo.model.groups import Series
from octavo.model.trims import LARGEST, SMALLEST, fits, is_in_inches, trim_of
from octavo.verbs.command import run
from tests.test_metadata import book

START = "title: A\nlang: en-GB\n"
PYDANTIC = re.compile(
    r"(?i)pydantic|instance of|\binput\b|should (?!be [\dX])|\bvalid\b|model|dataclass|\bstr\b"
    r"|\bdict|\btuple"
)


def load(folder: Path, more: str, design: str = "") -> Edition:
    return metadata.load(book(folder, START + more, design)).edition


def faults(folder: Path, edition: str, design: str = "") -> list[str]:
    with pytest.raises(InputError) as caught:
        metadata.load(book(folder, edition, design))
    return [str(fault) for fault in faults_of(caught.value)]


# --- faults ---------------------------------------------------------------------------------

SIX = """\
title: The Book
lang: English
publsher: The Press
author:
  - {nam: Ada Compositor}
date: 2026-02-31
isbn:
  print: "978-0-306-40615-8"
place: London
place: Leeds
"""


def test_all_faults_of_both_files_are_told_in_one_run(tmp_path: Path) -> None:
    design = "trim: 85x130\nchapter-numbers: perhaps\nhouse-style: {base: en-GB, dash: wide}\n"
    lines = faults(tmp_path, SIX, design)
    expected = [
        ("edition.yaml:2", "not a language tag"),
        ("edition.yaml:3", "Did you mean “publisher”?"),
        ("edition.yaml:5", "Did you mean “name”?"),
        ("edition.yaml:6", "no day 2026-02-31"),
        ("edition.yaml:8", "check digit should be 7"),
        ("edition.yaml:10", "given twice"),
        ("design.yaml:1", "no book has the size 85 × 130 mm; width 90 to 300 mm"),
        ("design.yaml:2", "yes or no, and here is “perhaps”"),
        ("design.yaml:3", "not a value for dash in a house style"),
    ]
    assert len(lines) == len(expected), lines
    for line, (place, words) in zip(lines, expected, strict=True):
        assert line.startswith(f"metadata/{place}: ")
        assert words in line
        assert not PYDANTIC.search(line)


def test_the_command_tells_them_all_and_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(book(tmp_path, SIX))
    assert run(["build"]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert [line[:31] for line in shown.err.splitlines()] == [
        f"octavo: metadata/edition.yaml:{line}"[:31] for line in (2, 3, 5, 6, 8, 10)
    ]
    assert not (tmp_path / "dist").exists()


def test_a_citation_style_is_looked_for_in_the_same_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    design = "citation-style: chigaco\ntrim: 85x130\nhouse-style: en-XX\nchapter-numbers: si\n"
    monkeypatch.chdir(book(tmp_path, START, design))
    assert run(["lint"]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert [line.split(":")[2] for line in lines] == ["1", "2", "3", "4"]
    assert "no citation style 'chigaco'" in lines[0]


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("publisher: [A]", "“publisher” is one text, and here is a list. Write it in one line"),
        ("series: [A]", "“series” has keys and values of its own, and here is a list. Below it: t"),
        ("series: {number: 4}", "“title” (series) is missing. Add a line `title: …`."),
        ("series: {title: A, issn: 1234-5678}", "the ISSN 1234-5678 is not right"),
        ("subjects: history", "“subjects” is a list, and here is one text. Write `subjects: [{sch"),
        ("isbn: 978-0-306-40615-7", "“isbn” has keys and values of its own, and here is one text"),
        ("images: {a.png: A}", "“a.png” (images) has keys and values of its own"),
        ("images: {a.png: {credits: A}}", "Did you mean “credit”?"),
        ("author: {name: [A]}", "“name” (author 1) is one text, and here is a list"),
        ("author: [[A]]", "“author 1” has keys and values of its own, and here is a list"),
        ("editors: [{nmae: A}]", "Did you mean “name”?"),
        ("contributor: {name: A, role: transaltor}", "Did you mean translator (trl)"),
        ("copyright: [A]", "“copyright” has keys and values of its own"),
        ("outputs: []", "No format is named"),
        ("outputs:", "No format is named"),
        ("outputs: [epub, mobi]", "“mobi” is no format. One of html, epub, docx, pdf."),
        ("design: {trim: demy}", "metadata/design.yaml"),
        ("author: A\nauthors: [B]", "There is “author” and “authors”."),
        ("doi: 11.1/2", "a DOI begins with 10."),
    ],
)
def test_a_fault_is_one_line_in_an_editors_words(tmp_path: Path, written: str, words: str) -> None:
    [line] = faults(tmp_path, START + written + "\n")
    assert words in line
    assert not PYDANTIC.search(line)


def test_a_value_that_is_refused_already_has_no_second_fault(tmp_path: Path) -> None:
    [line] = faults(tmp_path, "title: *a\nlang: en\n")
    assert "alias" in line


def test_very_many_faults_are_counted_and_cost_no_time(tmp_path: Path) -> None:
    many = "".join(f"key{number}: x\n" for number in range(30_000))
    lines = faults(tmp_path, START + many)
    assert len(lines) < 100
    assert sum("There are 29910 more faults" in line for line in lines) == 1


VALUE = st.recursive(
    st.sampled_from(["", "no", "2026", "a: b", "0-306", "*"]),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.sampled_from(["name", "title", "a", "role", "alt"]), inner, max_size=2)
    ),
    max_leaves=4,
)
KEYS = [
    *("author", "editors", "contributor", "copyright", "series", "subjects", "images", "isbn"),
    *("outputs", "date", "keywords", "title", "doi", "cover", "design", "bibliography"),
]


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(KEYS), VALUE, min_size=1, max_size=4))
def test_whatever_is_written_is_read_or_refused_in_plain_words(
    tmp_path_factory: pytest.TempPathFactory, record: dict[str, object]
) -> None:
    import yaml

    text = yaml.safe_dump({"title": "A", "lang": "en", **record}, default_style='"')
    folder = book(tmp_path_factory.mktemp("book"), text)
    try:
        edition = metadata.load(folder).edition
    except InputError as fault:
        for single in faults_of(fault):
            assert single.place is not None
            assert single.place.line > 0
            assert not PYDANTIC.search(str(single))
    else:
        assert edition.title


# --- people, copyright ----------------------------------------------------------------------


def test_people_stand_under_what_they_did(tmp_path: Path) -> None:
    written = (
        "author: Ada Compositor\ntranslator: Ben Printer\neditors: [Cid Editor, {name: Dee}]\n"
        "illustrator: {name: Eve, file-as: Eve}\nintroduction: Fay\n"
        "contributor: {name: Gus, role: afterword}\n"
    )
    people = [(p.name, p.role) for p in load(tmp_path, written).contributors]
    assert sorted(people) == sorted(
        [
            ("Ada Compositor", "aut"),
            ("Gus", "aft"),
            ("Cid Editor", "edt"),
            ("Dee", "edt"),
            ("Ben Printer", "trl"),
            ("Eve", "ill"),
            ("Fay", "aui"),
        ]
    )


def test_a_book_without_an_author_has_none(tmp_path: Path) -> None:
    edition = load(tmp_path, "editor: Cid Editor\n")
    assert edition.authors == ()
    assert edition.contributors == (Contributor("Cid Editor", role="edt"),)


@pytest.mark.parametrize("role", ["edt", "editor", "Editor", "editors"])
def test_a_role_is_a_word_or_a_code(tmp_path: Path, role: str) -> None:
    [person] = load(tmp_path, f"author: {{name: A, role: {role}}}\n").contributors
    assert person.role == "edt"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2026 Ada Compositor", Copyright("2026", "Ada Compositor")),
        ("© 2026 Ada Compositor", Copyright("2026", "Ada Compositor")),
        ("Copyright (c) 2026 by Ada Compositor", Copyright("2026", "Ada Compositor")),
        ("2026, Ada Compositor", Copyright("2026", "Ada Compositor")),
        ("2019–2026 The 1854 Press", Copyright("2019–2026", "The 1854 Press")),
        ("1999, 2026 Ada Compositor", Copyright("1999, 2026", "Ada Compositor")),
        ("2026", Copyright("2026", "")),
        ("Ada Compositor", Copyright("", "Ada Compositor")),
        ("{year: 2026, holder: Ada}", Copyright("2026", "Ada")),
        ("", Copyright()),
    ],
)
def test_copyright_is_a_line_or_two_keys(tmp_path: Path, written: str, expected: Copyright) -> None:
    assert load(tmp_path, f"copyright: {written}\n").copyright == expected


def test_what_is_named_alone(tmp_path: Path) -> None:
    edition = load(
        tmp_path, "series: The Types\nkeywords: type\ndoi: https://doi.org/10.1000/182\n"
    )
    assert edition.series == Series("The Types")
    assert edition.keywords == ("type",)
    assert edition.doi == "10.1000/182"


def test_a_key_without_a_value_is_not_given(tmp_path: Path) -> None:
    empty = ("author", "copyright", "series", "subjects", "images", "isbn", "date", "publisher")
    assert load(tmp_path, "".join(f"{key}:\n" for key in empty)) == Edition("A", "en-GB")


@pytest.mark.parametrize("issn", ["0317-8471", "2434-561X", "03178471"])
def test_good_issns(issn: str) -> None:
    assert issn_fault(issn) == ""


# --- trims ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "trim"),
    [
        ("6x9", (152.4, 228.6)),
        ("6 × 9", (152.4, 228.6)),
        ("5.5x8.5", (139.7, 215.9)),
        ("6x9in", (152.4, 228.6)),
        ('6" x 9"', (152.4, 228.6)),
        ("6 by 9 inches", (152.4, 228.6)),
        ("14x21cm", (140.0, 210.0)),
        ("140x210mm", (140.0, 210.0)),
        ("Demy", (138.0, 216.0)),
    ],
)
def test_sizes_as_people_write_them(written: str, trim: tuple[float, float]) -> None:
    assert trim_of(written) == trim


def test_inches_that_were_meant_are_told_with_their_line(tmp_path: Path) -> None:
    project = metadata.load(book(tmp_path, START, "house-style: en-US\ntrim: 6x9\n"))
    assert project.edition.design.trim == (152.4, 228.6)
    [finding] = project.findings
    assert str(finding.place) == "metadata/design.yaml:2"
    assert "read in inches" in finding.message


@pytest.mark.parametrize("design", ["trim: 6x9in\n", "trim: 140x210\n", "trim: demy\n", ""])
def test_a_size_that_is_clear_says_nothing(tmp_path: Path, design: str) -> None:
    assert metadata.load(book(tmp_path, START, design)).findings == ()


@given(st.integers(1, 600), st.integers(1, 600))
def test_a_trim_has_one_pair_of_limits(width: int, height: int) -> None:
    written = f"{width}x{height}"
    try:
        trim = trim_of(written)
    except ValueError:
        assert not fits((width, height))
        assert not is_in_inches(written)
    else:
        assert SMALLEST[0] <= trim[0] <= LARGEST[0]
        assert SMALLEST[1] <= trim[1] <= LARGEST[1]
        assert is_in_inches(written) is not fits((width, height))
