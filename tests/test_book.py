"""A book is opened once: what it is read into is made when it is asked for, and kept."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import FrameType

import pytest

from octavo.book import chain, metadata
from octavo.book.book import Book
from octavo.desk import stylesheet
from octavo.model.finding import InputError
from octavo.press import build
from octavo.press import prepare as preparing
from octavo.press.prepare import prepare
from octavo.press.workers import Workers
from tests.running import LONG, call, make_book
from tests.test_threads import Silent

COUNTING = Path(__file__).with_name("opened.py")
CALLS = {
    "build": ("build", "--to", "html,docx,pdf"),
    "epub": ("build", "--to", "epub"),
    "strict": ("build", "--to", "html", "--strict"),
    "lint": ("lint",),
    "fix": ("lint", "--fix"),
    "decide": ("decide", "--rule", "dash-names", "--accept"),
    "stylesheet": ("stylesheet",),
    "explain": ("explain", "dash-names"),
}
AGAIN = ("build", "epub", "strict")
"""Calls that take the digest of the metadata too, to know whether the next has anything to do."""


def openings(folder: Path, names: tuple[str, ...], *arguments: str) -> list[int]:
    """Run the command in a book; count how often files are opened, in all its processes."""
    kept = folder.parent / "opened"
    kept.write_bytes(b"")
    where = {"OPENED_LIST": str(kept), "OPENED_NAMES": os.pathsep.join(names)}
    done = subprocess.run(
        [sys.executable, str(COUNTING), *arguments],
        cwd=folder,
        env={**os.environ, **where},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr
    lines = Counter(kept.read_text("utf-8").splitlines())
    return [lines[name] for name in names]


FILTERS_AND_METADATA = (chain.DEFAULTS, metadata.EDITION, metadata.DESIGN)


@pytest.mark.parametrize(
    "verb",
    [
        pytest.param(verb, marks=LONG if verb in ("epub", "strict", "build") else [])
        for verb in CALLS
    ],
)
def test_the_list_of_filters_and_the_metadata_are_read_once(tmp_path: Path, verb: str) -> None:
    folder = make_book(tmp_path / "book")
    again = int(verb in AGAIN)
    counts = openings(folder, FILTERS_AND_METADATA, *CALLS[verb])
    assert counts == [1, 1 + again, 1 + again]


@pytest.mark.parametrize("formats", ["html", pytest.param("epub, docx, pdf", marks=LONG)])
def test_so_they_are_to_verify(tmp_path: Path, formats: str) -> None:
    folder = make_book(tmp_path / "book", formats)
    assert call(folder, "build").returncode == 0
    assert openings(folder, FILTERS_AND_METADATA, "verify") == [1, 1, 1]


def test_the_decisions_are_read_once_in_a_build(tmp_path: Path) -> None:
    folder = make_book(tmp_path / "book")
    assert call(folder, "decide", "--rule", "dash-names", "--accept").returncode == 0
    assert openings(folder, ("metadata/decisions.yaml",), "lint") == [1]


def test_a_build_opens_its_book_and_prepares_it_once(tmp_path: Path) -> None:
    entered: Counter[str] = Counter()
    rooms = {str(module.__file__) for module in (preparing, metadata)}

    def meet(frame: FrameType, event: str, _: object) -> None:
        code, before = frame.f_code, frame.f_back
        if event != "call" or code.co_filename not in rooms or before is None:
            return
        if before.f_code.co_filename not in rooms and code.co_name[0].isalpha():
            entered[code.co_name] += 1

    folder = make_book(tmp_path)
    threading.setprofile(meet)
    sys.setprofile(meet)
    try:
        with ThreadPoolExecutor(2) as threads:
            options = build.Options(("html",), tmp_path / "dist")
            opened = Book.open(folder)
            build.build_with(Workers.of(threads), opened, options, Silent())
    finally:
        sys.setprofile(None)
        threading.setprofile(None)  # type: ignore[arg-type]
    assert entered == {"load": 1, "prepare": 1}


def test_nothing_is_read_before_it_is_asked_for(tmp_path: Path) -> None:
    folder = make_book(tmp_path)
    opened = Book.open(folder)
    for name in (chain.DEFAULTS, "source/01-one.md"):
        (folder / name).unlink()
    with pytest.raises(InputError, match=r"pandoc\.json"):
        _ = opened.chain
    with pytest.raises(InputError, match="cannot be read"):
        _ = opened.chapters


def test_what_is_made_is_kept(tmp_path: Path) -> None:
    opened = Book.open(make_book(tmp_path))
    prepared = prepare(opened)
    for name in ("source/01-one.md", "source/02-two.md", chain.DEFAULTS):
        (tmp_path / name).unlink()
    assert prepare(opened) is prepared
    assert prepare(opened, cite=False) is not prepared
    assert opened.chapters is opened.chapters
    assert prepared.chapters is opened.chapters


def test_a_text_is_filtered_once(tmp_path: Path) -> None:
    text = Book.open(make_book(tmp_path)).text()
    found = text.filtered()
    assert found
    assert text.filtered() is found


def test_every_text_that_is_asked_for_is_the_callers_own(tmp_path: Path) -> None:
    opened = Book.open(make_book(tmp_path))
    before = stylesheet.page(opened)
    prepare(opened).document.blocks.clear()
    assert stylesheet.page(opened) == before


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
