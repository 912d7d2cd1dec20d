"""A build runs in any thread, with the executor that it is given, and beside other builds."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor, wait
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from octavo.book import filtering, metadata
from octavo.book.book import Book
from octavo.formats.pdf import check
from octavo.formats.pdf.page import page_of
from octavo.manuscripts.folder import new
from octavo.model.finding import Finding, InputError
from octavo.press import build
from octavo.press.workers import BEHIND, Workers, workers
from octavo.text.entries import model
from tests.running import make_book, snapshot

ALL = ("html", "epub", "docx", "pdf")
LINE = "\n\n“It’s his,” he said; pp. 3-9 -- see (*Harper’s Magazine*, 1884, p. 30).\n"


class Silent:
    def stage(self, name: str, about: str) -> None: ...

    def wrote(self, name: str, seconds: float) -> None:
        assert seconds == 0.0  # it was lent no clock

    def standing(self, built: Any) -> None: ...

    def verified(self, name: str, findings: list[Finding]) -> None: ...


def in_thread(work: Callable[[], Any]) -> Any:
    """Do some work in a thread of its own, as a server would."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(work).result()


def in_threads(folder: Path, formats: tuple[str, ...] = ALL) -> dict[str, str]:
    """Build a book with threads in the place of processes; give what is in its folder dist."""
    options = build.Options(formats, folder / "dist", draft=True)
    with ThreadPoolExecutor(4) as threads:
        built = build.build_with(Workers.of(threads), Book.open(folder), options, Silent())
    assert [f for f in built.findings if f.rule.startswith(("artefact", "words"))] == []
    return snapshot(folder / "dist")


def books(folder: Path) -> list[Path]:
    """Make two books of different texts, one in English and one in French."""
    one, two = folder / "one", folder / "two"
    new.make(one, "Of the One")
    new.make(two, "Des autres")
    for book, count in ((one, 3), (two, 40)):
        for chapter in sorted((book / "source").glob("0*.md")):
            chapter.write_text(chapter.read_text("utf-8") + LINE * count, "utf-8")
    edition = two / "metadata" / "edition.yaml"
    edition.write_text(edition.read_text("utf-8").replace("en-GB", "fr"), "utf-8")
    return [one, two]


def test_a_build_with_processes_runs_in_a_thread(tmp_path: Path) -> None:
    book = make_book(tmp_path)
    options = build.Options(("html",), tmp_path / "dist")
    taken = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)
    built = in_thread(lambda: build.build(metadata.load(book), options, Silent()))
    assert built.status == 0
    assert (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)) == taken


@pytest.mark.long
def test_a_build_with_the_callers_threads_gives_the_same_bytes(tmp_path: Path) -> None:
    (book, _) = books(tmp_path)
    options = build.Options(ALL, book / "dist", draft=True)
    with workers() as crew:
        build.build_with(crew, Book.open(book), options, Silent())
    by_processes = snapshot(book / "dist")
    assert in_thread(lambda: in_threads(book)) == by_processes


def test_a_build_is_given_processes_of_the_callers(tmp_path: Path) -> None:
    book = make_book(tmp_path)
    by_threads = in_threads(book, ("html", "docx"))
    options = build.Options(("html", "docx"), book / "dist", draft=True)
    with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as pool:
        crew = Workers.of(pool)
        in_thread(lambda: build.build_with(crew, Book.open(book), options, Silent()))
    assert snapshot(book / "dist") == by_threads


@pytest.mark.long
@pytest.mark.parametrize("rounds", [1, pytest.param(4, marks=pytest.mark.long)])
def test_two_builds_in_two_threads_give_the_same_bytes_as_alone(
    tmp_path: Path, rounds: int
) -> None:
    folders = books(tmp_path)
    alone = [in_threads(folder) for folder in folders]
    for _ in range(rounds):
        with ThreadPoolExecutor(2) as threads:
            together = list(threads.map(in_threads, folders))
        assert together == alone


def test_one_book_may_be_built_twice(tmp_path: Path) -> None:
    book = Book.open(make_book(tmp_path))
    made = []
    for out in (tmp_path / "1", tmp_path / "2"):
        options = build.Options(("html", "docx"), out, draft=True)
        with ThreadPoolExecutor(2) as threads:
            build.build_with(Workers.of(threads), book, options, Silent())
        made.append(snapshot(out))
    assert made[0] == made[1]


def test_filters_of_one_name_in_two_books_are_two(tmp_path: Path) -> None:
    loaded = []
    for name in ("one", "two"):
        path = tmp_path / name / "own.py"
        path.parent.mkdir()
        path.write_text(f"NAME = {name!r}\ndef apply(prose): return []\n", encoding="utf-8")
        loaded.append(filtering.load(path))
    assert [module.NAME for module in loaded] == ["one", "two"]
    assert [sys.modules[module.__name__] for module in loaded] == loaded


@pytest.mark.skipif(not hasattr(os, "nice"), reason="this system knows no priorities")
@pytest.mark.parametrize("kept", [False, True])
def test_what_is_kept_gives_way_to_the_text_but_for_what_sets_the_pages(kept: bool) -> None:
    ours = os.nice(0)
    with workers(kept=kept) as crew:
        pool, setter = (one.submit(os.nice, 0).result() for one in (crew.pool, crew.setter))
        checker = crew.checker.submit(os.nice, 0).result() if crew.checker else None
    behind = min(ours + BEHIND, 19) if kept else ours
    assert (pool, setter, checker) == (behind, ours, behind)


def test_a_pool_that_breaks_ends_no_process_of_another() -> None:
    def broken(started: threading.Event, ready: threading.Event) -> None:
        with workers() as crew:
            started.set()
            assert ready.wait(60)
            crew.pool.submit(os._exit, 1).result()

    started, ready = threading.Event(), threading.Event()
    with ThreadPoolExecutor(1) as thread:
        breaking = thread.submit(broken, started, ready)
        assert started.wait(60)
        with workers() as other:
            mine = other.pool.submit(os.getpid).result()
            ready.set()
            with pytest.raises(InputError, match="was ended"):
                breaking.result()
            assert other.pool.submit(os.getpid).result() > 0
            os.kill(mine, 0)


def test_the_model_of_entries_serves_several_threads() -> None:
    rows = [
        [[f"w={word}"] for word in text.split()] for text in ("Carr E 1950", "a b c d", "Smith")
    ]
    alone = [model.labels(row) for row in rows]
    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(model.labels, rows * 200))
    assert together == alone * 200


def test_no_two_threads_are_in_pdfium_at_once(tmp_path: Path) -> None:
    path = tmp_path / "blank.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(path)
    with ThreadPoolExecutor(1) as thread:
        with check.PDFIUM:
            waiting = thread.submit(check._overflows, path, page_of((129.0, 198.0)))
            assert wait([waiting], 0.5).not_done
        assert waiting.result(60) == []
