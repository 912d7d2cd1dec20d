"""Metadata that nobody can use: one line with its place, whatever was typed or happened to it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from octavo import pandoc
from octavo.bibliography import references
from octavo.bibliography.holdings import Holdings
from octavo.model.finding import InputError, Place
from octavo.text.citations.match import Shelf
from octavo.verbs.command import run
from tests.careless_book import book_files

EDITION, DESIGN = "metadata/edition.yaml", "metadata/design.yaml"
LAUGHS = b"a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"
STYLE = b'<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0">%s</style>'
PARENT = b'<info><link rel="independent-parent" href="https://x.org/styles/%s"/></info>'

ADDED: dict[str, tuple[str, bytes, str, str]] = {
    "brackets in brackets": (EDITION, b"x: " + b"[" * 3_000 + b"]" * 3_000, ":22", "too deep"),
    "keys in keys": (EDITION, b"x: " + b"{a: " * 50_000, ":22", "too deep"),
    "laughs": (EDITION, LAUGHS, ":23", "alias"),
    "an alias of itself": (EDITION, b"x: &x [*x]", ":22", "alias"),
    "a list as a key": (EDITION, b"? [a, b]\n: c", ":22", "A key must be a word"),
    "a second document": (EDITION, b"---\nx: y", ":22", "second document"),
    "a zero": (EDITION, b"rights: a\0b", ":22:10", "control character (U+0000)"),
    "a zero spelt out": (EDITION, b'rights: "a\\0b"', ":22", "control character (U+0000)"),
}
"""What is added at the end of a file, where the fault is and what is said."""

PUT: dict[str, tuple[str, bytes, str, str]] = {
    "an edition that is a list": (EDITION, b"- a\n", ":1", "keys and values"),
    "an edition that is a word": (EDITION, b"title", ":1", "keys and values"),
    "an edition in UTF-16": (EDITION, "title: A".encode("utf-16"), ":1", "not UTF-8"),
    "an edition of nothing": (EDITION, b"", ":1", "is missing"),
    "an author that is a list": (
        EDITION, b"title: A\nlang: en\nauthor:\n- name: [x]\n", ":4", "is one text"
    ),
    "an author in an author": (
        EDITION, b"title: A\nlang: en\nauthor:\n- name: {a: b}\n", ":4", "is one text"
    ),
    "a copyright that is a list": (
        EDITION, b"title: A\nlang: en\ncopyright: [me]\n", ":3", "keys and values of its own"
    ),
    "subjects that are a word": (
        EDITION, b"title: A\nlang: en\nsubjects: history\n", ":3", "is a list"
    ),
    "an ISBN with a raised digit": (
        EDITION, 'title: A\nlang: en\nisbn: {epub: "978030640615²"}\n'.encode(), ":3", "thirteen"
    ),
    "an ORCID with a raised digit": (
        EDITION, "title: A\nlang: en\nauthor:\n- {name: A, orcid: 0000-0002-1825-009²}".encode(),
        ":4", "four groups",
    ),
    "a day that is not": (
        EDITION, b'title: A\nlang: en\ndate: "2026-02-31"\n', ":3", "no day 2026-02-31"
    ),
    "a year nought": (EDITION, b'title: A\nlang: en\ndate: "0000"\n', ":3", "no day 0000"),
    "a trim that is a list": (DESIGN, b"trim: [1]\n", ":1", "one size"),
    "a place that is none": (DESIGN, b"bibliography-place: top\n", ":1", "is end or chapter"),
    "a style that is only https": (
        DESIGN, b"citation-style: https://\n", ":1", "no citation style 'https://'"
    ),
    "a style that is a folder": (DESIGN, b"citation-style: ..\n", ":1", "no citation style '..'"),
    "a style with a very long name": (
        DESIGN, b"citation-style: " + b"a" * 4_000, ":1", "no citation style 'aaa"
    ),
    "a file of a style with a very long name": (
        DESIGN, b"citation-style: " + b"a" * 4_000 + b".csl", ":1", "is not there"
    ),
    "filters that are null": ("metadata/pandoc.json", b'{"filters": null}', "", "no list"),
    "filters that are a number": ("metadata/pandoc.json", b'{"filters": 5}', "", "no list"),
    "filters that are a word": (
        "metadata/pandoc.json", b'{"filters": "citeproc"}', "", "no list of filters"
    ),
    "a filter that is null": (
        "metadata/pandoc.json", b'{"filters": ["divisions.py", null]}', "", "Filter 2"
    ),
    "a filter without a path": ("metadata/pandoc.json", b'{"filters": [{}]}', "", "Filter 1"),
    "defaults that are a list": ("metadata/pandoc.json", b"[]", "", "no list of filters"),
    "defaults that are cut": ("metadata/pandoc.json", b'{"filters":\n ["a', ":2", "not JSON"),
    "defaults in a well": ("metadata/pandoc.json", b"[" * 900 + b"]" * 900, "", "too deep"),
    "references in a well": ("metadata/references.json", b"[" * 100_000, ":1", "not JSON"),
    "references in a shallower well": (
        "metadata/references.json", b"[" * 900 + b"]" * 900, "", "too deep"
    ),
    "a reference with a number that is none": (
        "metadata/references.json", b'[{"id": "a",\n "volume": NaN}]', ":2", "not JSON"
    ),
    "a reference with a control character": (
        "metadata/references.json", b'[{"id": "a",\n "title": "x\\u0000"}]', ":2", "control"
    ),
    "a reference with half a character": (
        "metadata/references.json", b'[{"id": "a",\n "title": "x\\ud800"}]', ":2", "not JSON"
    ),
    "a reference with two titles": (
        "metadata/references.json", b'[\n{"id":"a","type":"book","title":"x","title":"y"}]', ":2",
        "title is given twice",
    ),
    "a reference with a list for a volume": (
        "metadata/references.json", b'[{"id":"a","type":"book","volume":[1]}]', ":1", "be text"
    ),
    "a reference whose year is a word": (
        "metadata/references.json",
        b'[{"id":"a","type":"book","issued":{"date-parts":[["MDC"]]}}]', ":1", "must be a date",
    ),
    "a reference whose day is no list": (
        "metadata/references.json",
        b'[{"id":"a","type":"book","issued":{"date-parts":[1683]}}]', ":1", "must be a date",
    ),
    "a reference whose author has a number": (
        "metadata/references.json", b'[{"id":"a","type":"book","author":[{"family":1}]}]', ":1",
        "list of names",
    ),
    "BibTeX with a zero": ("metadata/more.bib", b"@book{a,\n title={\0}}", ":2:9", "U+0000"),
    "abbreviations that are a list": ("metadata/abbreviations.yaml", b"[a]", ":1", "LCW"),
    "an abbreviation that is a list": ("metadata/abbreviations.yaml", b"a: [b]", ":1", "stands"),
    "decisions that are a word": ("metadata/decisions.yaml", b"accept", ":1", "are a list"),
    "decisions in a well": ("metadata/decisions.yaml", b"- " * 5_000 + b"a", ":1", "too deep"),
    "a style that is a text": ("metadata/own.csl", b"chicago", ":1", "not well-formed XML"),
    "a style that is another's": ("metadata/own.csl", b"<html/>", "", "not a citation style"),
    "a style with entities": (
        "metadata/own.csl",
        b'<!DOCTYPE style [<!ENTITY x SYSTEM "file:///etc/passwd">]><style>&x;</style>', "",
        "declares entities",
    ),
    "a style with entities in UTF-16": (
        "metadata/own.csl",
        '<!DOCTYPE s [<!ENTITY a "b">]><s>&a;</s>'.encode("utf-16"), "", "declares entities",
    ),
    "a style in a well": ("metadata/own.csl", STYLE % (b"<group>" * 3_000), "", "in one another"),
}  # fmt: skip
"""A whole file, where the fault is and what is said."""


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A good book, and the command standing in it; its neighbour is a style of another's."""
    folder = tmp_path_factory.mktemp("bad") / "book"
    for name, data in book_files().items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    before = Path.cwd()
    os.chdir(folder)
    yield folder
    os.chdir(before)


def refused(capsys: pytest.CaptureFixture[str], name: str, line: str, words: str) -> None:
    status = run(["build", "--to", "html"])
    told = capsys.readouterr()
    assert (status, told.out) == (2, ""), told
    lines = told.err.splitlines()
    assert all(one.startswith("octavo: metadata/") for one in lines), told.err
    assert [one for one in lines if one.startswith(f"octavo: {name}{line}") and words in one]


@pytest.mark.parametrize("fault", PUT)
def test_a_whole_file(book: Path, capsys: pytest.CaptureFixture[str], fault: str) -> None:
    name, data, line, words = PUT[fault]
    good = (book / name).read_bytes()
    (book / name).write_bytes(data)
    try:
        refused(capsys, name, line, words)
    finally:
        (book / name).write_bytes(good)


@pytest.mark.parametrize("fault", ADDED)
def test_an_addition(book: Path, capsys: pytest.CaptureFixture[str], fault: str) -> None:
    name, data, line, words = ADDED[fault]
    good = (book / name).read_bytes()
    (book / name).write_bytes(good + data)
    try:
        refused(capsys, name, line, words)
    finally:
        (book / name).write_bytes(good)


def test_the_good_book_is_good(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["lint"]) == 0
    assert "changes" in capsys.readouterr().out


def test_a_style_that_citeproc_cannot_use(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = (book / "metadata/own.csl").read_bytes()
    broken = STYLE % b"<info/><citation><layout><text/></layout></citation>"
    (book / "metadata/own.csl").write_bytes(broken)
    try:
        assert run(["build", "--to", "html"]) == 2
    finally:
        (book / "metadata/own.csl").write_bytes(good)
    told = capsys.readouterr().err
    assert "octavo: metadata/design.yaml:2: The citation style own.csl cannot be used" in told
    assert "CallStack" not in told


@pytest.mark.parametrize("parent", ["no-such", "..", "own", ""])
def test_a_style_that_stands_on_no_other(
    book: Path, capsys: pytest.CaptureFixture[str], parent: str
) -> None:
    good = (book / "metadata/own.csl").read_bytes()
    (book / "metadata/own.csl").write_bytes(STYLE % (PARENT % parent.encode()))
    try:
        refused(capsys, "metadata/design.yaml", ":2", "which is not there")
    finally:
        (book / "metadata/own.csl").write_bytes(good)


def test_an_entry_that_only_pandoc_refuses_is_named() -> None:
    good = [{"id": f"e{number}", "type": "book", "title": "x"} for number in range(9)]
    bad = {"id": "bad", "type": "book", "language": ["en"]}
    assert references.unusable(good) is None
    assert references.unusable([*good, bad, *good]) == bad
    work = references.Work(bad, Place("a.json", 7))
    holdings = Holdings({"bad": work}, Shelf([bad], {}), is_named=True)
    with pytest.raises(InputError, match=r"a\.json:7: The entry 'bad' cannot be read"):
        holdings.serve(pandoc.read(b"See [@bad]."))
