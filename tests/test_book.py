"""A book is opened once: what it is read into is made when it is asked for, and kept."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from octavo import chain, stylesheet
from octavo.book import Book
from octavo.finding import InputError
from octavo.preparing import prepare
from tests.running import make_book

COUNTING = Path(__file__).with_name("opened.py")
CALLS = {
    "build": ("build", "--to", "html,docx"),
    "strict": ("build", "--to", "html", "--strict"),
    "lint": ("lint",),
    "fix": ("lint", "--fix"),
    "decide": ("decide", "--rule", "dash-names", "--accept"),
    "stylesheet": ("stylesheet",),
    "explain": ("explain", "dash-names"),
}


def openings(folder: Path, name: str, *arguments: str) -> int:
    """Run the command in a book; count how often a file is opened, in all its processes."""
    kept = folder.parent / "opened"
    kept.unlink(missing_ok=True)
    where = {"OPENED_LIST": str(kept), "OPENED_NAME": name}
    done = subprocess.run(
        [sys.executable, str(COUNTING), *arguments],
        cwd=folder,
        env={**os.environ, **where},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr
    return len(kept.read_text("utf-8").splitlines())


@pytest.mark.parametrize("call", CALLS)
def test_the_list_of_filters_is_read_once(tmp_path: Path, call: str) -> None:
    book = make_book(tmp_path / "book")
    assert openings(book, chain.DEFAULTS, *CALLS[call]) == 1


def test_the_list_of_filters_is_read_once_to_verify(tmp_path: Path) -> None:
    book = make_book(tmp_path / "book")
    openings(book, chain.DEFAULTS, "build")
    assert openings(book, chain.DEFAULTS, "verify") == 1


def test_the_decisions_are_read_once_in_a_build(tmp_path: Path) -> None:
    book = make_book(tmp_path / "book")
    openings(book, chain.DEFAULTS, "decide", "--rule", "dash-names", "--accept")
    assert openings(book, "metadata/decisions.yaml", "lint") == 1


def test_nothing_is_read_before_it_is_asked_for(tmp_path: Path) -> None:
    folder = make_book(tmp_path)
    book = Book.open(folder)
    for name in (chain.DEFAULTS, "source/01-one.md"):
        (folder / name).unlink()
    with pytest.raises(InputError, match=r"pandoc\.json"):
        _ = book.chain
    with pytest.raises(InputError, match="cannot be read"):
        _ = book.chapters


def test_what_is_made_is_kept(tmp_path: Path) -> None:
    book = Book.open(make_book(tmp_path))
    prepared = prepare(book)
    for name in ("source/01-one.md", "source/02-two.md", chain.DEFAULTS):
        (tmp_path / name).unlink()
    assert prepare(book) is prepared
    assert prepare(book, cite=False) is not prepared
    assert book.chapters is book.chapters
    assert prepared.chapters is book.chapters


def test_a_text_is_filtered_once(tmp_path: Path) -> None:
    text = Book.open(make_book(tmp_path)).text()
    found = text.filtered()
    assert found
    assert text.filtered() is found


def test_every_text_that_is_asked_for_is_the_callers_own(tmp_path: Path) -> None:
    book = Book.open(make_book(tmp_path))
    before = stylesheet.page(book)
    prepare(book).document.blocks.clear()
    assert stylesheet.page(book) == before


def test_a_style_sheet_looks_at_the_filters_before_it_runs_one(tmp_path: Path) -> None:
    folder = make_book(tmp_path)
    own = folder / "filters" / "own.py"
    own.parent.mkdir()
    own.write_text("raise SystemExit('it ran')\n", encoding="utf-8")
    (folder / chain.DEFAULTS).write_text(
        '{"filters": ["dashes.py", "filters/own.py"]}', encoding="utf-8"
    )
    with pytest.raises(InputError, match="filter of its own"):
        stylesheet.page(Book.open(folder))
