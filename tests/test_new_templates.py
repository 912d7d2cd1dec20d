"""A book of a kind, of `octavo new --template`, is clean and builds at once."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from octavo import pandoc
from octavo.manuscripts.folder.templates import NAMES, template
from octavo.model.nodes import walk
from tests.running import LONG, call

HOLDS = {
    "novel": {"HorizontalRule", "BlockQuote"},
    "monograph": {"Note", "BlockQuote", "Table", "Cite", "Figure", "Link"},
    "essays": {"Cite", "Emph"},
    "article": {"Note", "Table", "Cite", "Math"},
    "pamphlet": {"OrderedList", "BlockQuote"},
}
"""What each shows of the things that such a book may hold."""

CLASSES = {"novel": {"part", "dedication", "epigraph"}, "monograph": {"frontmatter", "backmatter"}}


@pytest.fixture(params=NAMES)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def made(tmp_path: Path, kind: str) -> Path:
    """Make a book of a kind, and return its folder."""
    done = call(tmp_path, "new", "my-book", "--template", kind)
    assert done.returncode == 0, done.stderr
    return tmp_path / "my-book"


def test_nothing_waits_in_it(tmp_path: Path, kind: str) -> None:
    book = made(tmp_path, kind)
    done = call(book, "lint", "--format", "json")
    assert done.returncode == 0, done.stderr
    assert [f["message"] for f in json.loads(done.stdout) if f["tier"] != "auto"] == []


def test_it_shows_what_such_a_book_may_hold(kind: str) -> None:
    chapters = [data for name, data in template(kind).source.items() if name.endswith(".md")]
    blocks = pandoc.read(b"\n\n".join(chapters)).blocks
    assert HOLDS[kind] <= {node["t"] for node in walk(blocks)}
    words = b"\n".join(chapters).decode("utf-8")
    assert CLASSES.get(kind, set()) <= set(re.findall(r"(?:::: |\.)(\w+)", words))
    cited = {c["citationId"] for n in walk(blocks) if n["t"] == "Cite" for c in n["c"][0]}
    works = {name for name in cited if not name.startswith(("fig-", "tbl-"))}
    assert works == {work["id"] for work in template(kind).references}


def test_every_name_in_it_is_a_placeholder_or_a_works(kind: str) -> None:
    edition = template(kind).edition
    people = [edition.get(key) for key in ("author", "editor") if edition.get(key)]
    names = re.findall(r"'name': [\"'](.+?)[\"'][,}]", str(people)) or people
    assert all(re.search(r"(?:Author|Editor)", str(name)) for name in names), names


def test_one_builds_and_is_good(tmp_path: Path) -> None:
    book = made(tmp_path, "pamphlet")
    done = call(book, "build", "--to", "html,pdf", "--strict")
    assert done.returncode == 0, done.stderr
    assert "nothing was left out: good." in done.stdout.splitlines()[-1]


@LONG
def test_each_builds_in_all_formats_and_is_good(tmp_path: Path, kind: str) -> None:
    book = made(tmp_path, kind)
    done = call(book, "build", "--strict")
    assert done.returncode == 0, done.stderr
    assert "nothing was left out: good." in done.stdout.splitlines()[-1]


def test_a_template_that_is_none_is_asked_after(tmp_path: Path) -> None:
    done = call(tmp_path, "new", "my-book", "--template", "monogaph")
    assert done.returncode == 2
    assert "Did you mean “monograph”?" in done.stderr
    assert not (tmp_path / "my-book").exists()
