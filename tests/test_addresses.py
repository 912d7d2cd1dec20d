"""Each finding leads to a file: SARIF's addresses are relative to the book, valid, and exist."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import orjson
import pytest

from octavo.book.safety import safeguards
from octavo.model.finding import Finding, Place
from octavo.model.nodes import Document
from octavo.press import records, verify
from octavo.prose.prose import Prose
from tests.running import call, make_book

UNRESERVED = re.compile(r"(?:[A-Za-z0-9._~/-]|%[0-9A-F]{2})+")
TEXT = """# Three

See [x](#no) -- ![](images/old%20map.png) \N{CJK UNIFIED IDEOGRAPH-6F22} "a

@nokey [@roe] [@moe, p. 3]
"""
EDITION = """\
title: A \N{CJK UNIFIED IDEOGRAPH-6F22} Book
lang: en-GB
date: 2026-01-15
bibliography: ["lists/my works.json", ../works.json]
cover: none.png
images: {images/none.png: {alt: x}}
contributor: [{name: A, role: ill, chapter: nowhere}]
outputs: [html, epub, pdf]
"""


def location(finding: Finding) -> dict[str, Any]:
    (run,) = orjson.loads(records.findings_sarif([finding]))["runs"]
    (location,) = run["results"][0]["locations"]
    return location["physicalLocation"]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    folder = make_book(tmp_path / "my book")
    (folder / "source" / "03 Größe 100%.md").write_text(TEXT, encoding="utf-8")
    (folder / "metadata" / "edition.yaml").write_text(EDITION, encoding="utf-8")
    (folder / "metadata" / "lists").mkdir()
    for name, keys in (("metadata/lists/my works.json", "rz"), ("works.json", "m")):
        works = [
            {"id": f"{key}oe", "type": "book", "title": "\N{CJK UNIFIED IDEOGRAPH-6F22}"}
            for key in keys
        ]
        (folder / name).write_bytes(orjson.dumps(works))
    return folder


@pytest.mark.parametrize("style", ["apa", "no-such-style"])
def test_each_address_is_valid_and_leads_to_a_file_of_the_book(book: Path, style: str) -> None:
    (book / "metadata" / "design.yaml").write_text(f"citation-style: {style}\n")
    done = call(book, "lint", "--format", "sarif")
    (run,) = orjson.loads(done.stdout)["runs"]
    uris = {
        location["physicalLocation"]["artifactLocation"]["uri"]
        for result in run["results"]
        for location in result["locations"]
    }
    assert {"source/03%20Gr%C3%B6%C3%9Fe%20100%25.md", "metadata/edition.yaml"} < uris
    for uri in uris:
        assert UNRESERVED.fullmatch(uri), uri
        assert ".." not in uri
        assert (book / unquote(uri)).is_file(), uri


def test_a_file_as_a_whole_has_no_line() -> None:
    assert "region" not in location(Finding("a", "b", place=Place("source/01.md")))
    assert location(Finding("a", "b", place=Place("source/01.md", 3)))["region"] == {"startLine": 3}


def test_what_a_citation_brought_in_stands_in_a_file_wherever_it_is() -> None:
    note = {"t": "Note", "c": [{"t": "Para", "c": [{"t": "Str", "c": "a\x01"}]}]}
    prose = Prose(Document({}, [{"t": "Para", "c": [note]}]))
    findings = safeguards.cited(prose, ("../works.json",), notes=False)
    assert {finding.place for finding in findings} == {Place("works.json")}


def test_words_of_a_bibliography_in_a_folder_are_found_there(tmp_path: Path) -> None:
    path = tmp_path / "works.json"
    path.write_text('[{"title": "The lost words of it"}]', encoding="utf-8")
    lost = Finding("text-differs", "x", before="words", context=("The lost", "of it"))
    (finding,) = verify.placed([lost], [], {"metadata/lists/works.json": path})
    assert finding.place
    assert finding.place.file == "metadata/lists/works.json"
