"""Files that are begun before the text is ready count where the text then gives their document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from octavo.bibliography import csl
from octavo.book.book import Book
from octavo.desk.server.preview import Preview
from octavo.model.finding import TextError
from octavo.model.nodes import Document
from octavo.press.build import Built, Options, build_with
from octavo.press.place import ROOM
from octavo.press.workers import Workers
from octavo.verbs.order import Order
from octavo.verbs.watching import Desk
from tests.preview_books import write_book
from tests.test_build import Silent

EDITION = "title: A Book\nlang: en-GB\noutputs: [html]\n"
TEXT = "# One\n\nA plain sentence stands here.\n\nAnother stands behind it.\n"
NEW = TEXT.replace("plain", "simple")


class Counting(Silent):
    """Counts the formats that were written."""

    def __init__(self) -> None:
        self.count = 0

    def wrote(self, name: str, seconds: float) -> None:
        """A format is written."""
        super().wrote(name, seconds)
        self.count += 1


@pytest.fixture
def crew() -> Iterator[Workers]:
    with ThreadPoolExecutor(2) as threads:
        yield Workers.of(threads)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_book(tmp_path / "book", TEXT, EDITION)


def built(crew: Workers, folder: Path, text: str, guess: Document | None) -> tuple[Built, int]:
    """Build a text as a draft; return the build, and how many formats were written."""
    chapter = next((folder / "source").glob("*.md"))
    chapter.write_text(text, encoding="utf-8")
    watcher = Counting()
    options = Options(("html",), folder / "dist", draft=True)
    made = build_with(crew, Book.open(folder, csl.style), options, watcher, guess)
    return made, watcher.count


def files_of(folder: Path) -> dict[str, bytes]:
    """Return the files of a build, but for the manifest: it has the seconds."""
    paths = [path for path in (folder / "dist").rglob("*") if path.is_file()]
    return {path.name: path.read_bytes() for path in paths if path.name != "manifest.json"}


def test_what_was_begun_is_taken_where_it_is_right_and_written_anew_where_not(
    crew: Workers, folder: Path
) -> None:
    old, written = built(crew, folder, TEXT, None)
    before = files_of(folder)
    again, count = built(crew, folder, TEXT, old.document)
    assert (written, count) == (1, 1)
    assert files_of(folder) == before
    assert again.findings == old.findings

    new, _ = built(crew, folder, NEW, old.document)
    wrong = files_of(folder)
    assert wrong != before
    built(crew, folder, NEW, None)
    assert files_of(folder) == wrong
    assert new.document.blocks != old.document.blocks


def test_of_what_was_begun_nothing_is_left_where_the_text_has_errors(
    crew: Workers, folder: Path
) -> None:
    old, _ = built(crew, folder, TEXT, None)
    before = files_of(folder)
    with pytest.raises(TextError):
        built(crew, folder, "# One\n\nA note.[^gone]\n", old.document)
    assert files_of(folder) == before
    assert not list((folder / "dist").glob(f"{ROOM}*"))


@pytest.mark.parametrize(
    ("now", "names", "is_expected"),
    [
        pytest.param(NEW, ["source/01.md"], True, id="a word in a paragraph"),
        pytest.param(TEXT, [], False, id="nothing"),
        pytest.param(NEW, ["source/01.md", "metadata/edition.yaml"], False, id="the edition too"),
        pytest.param(
            TEXT.replace("Another", "<b>Another</b>"), ["source/01.md"], False, id="not shown ahead"
        ),
    ],
)
def test_a_document_is_expected_where_all_changes_were_shown_ahead(
    crew: Workers, folder: Path, now: str, names: Sequence[str], is_expected: bool
) -> None:
    order = Order("html", folder, None, strict=False, quiet=True, draft=True)
    desk = Desk(Preview(folder), order, crew)
    desk.build_again()
    (folder / "source" / "01.md").write_text(now, encoding="utf-8")
    desk.show_ahead([name for name in names if name.startswith("source/")])
    assert (desk._expected(names) is not None) == is_expected
