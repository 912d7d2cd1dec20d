"""`octavo watch`: built at once, and again whenever something changes, until it is stopped."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, Queue
from urllib.request import urlopen

import pytest

EDITION = "title: A Watched Book\nlang: en-GB\ndate: 2026-01-15\noutputs: [html]\n"
PATIENCE = 120
"""Seconds until a build must have been told."""


class Watched:
    """A book that is being watched, and what the command says of it."""

    def __init__(self, running: subprocess.Popen[str]) -> None:
        self.running = running
        self.lines: Queue[str] = Queue()
        self.listener = threading.Thread(target=self._listen, daemon=True)
        self.listener.start()

    def _listen(self) -> None:
        assert self.running.stdout is not None
        for line in self.running.stdout:
            self.lines.put(line)

    def until(self, words: str) -> str:
        """Wait for a line with these words; give all that was said until then."""
        said = ""
        while words not in said:
            try:
                said += self.lines.get(timeout=PATIENCE)
            except Empty:
                pytest.fail(f"“{words}” was not said, but: {said}")
        return said


@contextmanager
def watched(book: Path) -> Iterator[Watched]:
    """Watch a book; stop as Ctrl-C does."""
    with subprocess.Popen(
        [sys.executable, "-m", "octavo.cli", "watch", "--no-browser"],
        cwd=book,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as running:
        watch = Watched(running)
        try:
            yield watch
        finally:
            running.send_signal(signal.SIGINT)
            running.wait(PATIENCE)
            watch.listener.join(PATIENCE)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A book of one chapter."""
    folder = tmp_path / "book"
    for name, text in (
        ("source/01.md", "# One\n\nA plain sentence.\n"),
        ("metadata/edition.yaml", EDITION),
        ("metadata/pandoc.json", '{"filters": ["divisions.py", "spacing.py"]}'),
    ):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_a_watched_book_is_built_at_every_change(book: Path) -> None:
    chapter = book / "source" / "01.md"
    with watched(book) as watch:
        watch.until("Built in")
        page = book / "dist" / "a-watched-book.html"
        chapter.write_text("# One\n\nAnother sentence.\n", encoding="utf-8")
        assert chapter.name in watch.until("Built in")
        assert "Another sentence." in page.read_text(encoding="utf-8")

        chapter.write_text("# One\n\nA note.[^gone]\n", encoding="utf-8")
        assert "Nothing was written" in watch.until("the text has errors")
        assert "Another sentence." in page.read_text(encoding="utf-8")

        chapter.write_text("# One\n\nMended.\n", encoding="utf-8")
        watch.until("Built in")
        assert "Mended." in page.read_text(encoding="utf-8")
    assert watch.running.returncode == 130


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_no_process_outlives_one_that_was_killed(book: Path) -> None:
    """What it printed to stays open as long as any of its processes has it."""
    with watched(book) as watch:
        watch.until("Built in")
        watch.running.kill()
        watch.listener.join(PATIENCE / 4)
        assert not watch.listener.is_alive()


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_a_watched_book_is_shown_where_the_command_says(book: Path) -> None:
    with watched(book) as watch:
        address = watch.until("The preview is at").split()[-1]
        watch.until("Built in")
        with urlopen(f"{address}web", timeout=PATIENCE) as answer:  # noqa: S310 - its own address
            page = answer.read().decode()
        assert re.search(
            r'<p class="flush"[^>]* data-file="source/01.md" data-line="3">A plain sentence.', page
        )
