"""What comes back is laid on a text that has moved on: merged, or a conflict that is shown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from octavo.book.book import Book
from octavo.desk import send
from octavo.desk.merge import merging, returned, sent
from tests.test_merge import CHAPTER, TEXT, make
from tests.word_editor import Editor

FILE = Path(__file__).parent / "cases" / "moved_on.yaml"
CASES: list[dict[str, Any]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))

DOES: dict[str, Callable[[Editor, dict[str, str]], None]] = {
    "replace": lambda e, how: e.replace(how["replace"], how.get("by", ""), how.get("in", "")),
    "gone": lambda e, how: e.delete_paragraph(how["gone"]),
    "new": lambda e, how: e.new_paragraph(how["behind"], how["new"]),
    "moved": lambda e, how: e.move(how["moved"], how["behind"]),
    "parted": lambda e, how: e.split(how["parted"]),
    "joined": lambda e, how: e.join(how["joined"]),
    "italics": lambda e, how: e.format(how["italics"]),
    "level": lambda e, how: e.level(how["level"], how["as"]),
    "note": lambda e, how: e.note(how["at"], how["note"]),
}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = make(tmp_path_factory.mktemp("moved") / "book")
    send.send(Book.open(folder), send.Parcel(out=folder / "sent.docx"))
    return folder


def listed(value: Any) -> list[Any]:
    """A list of pairs, or of things to do, of which one alone may stand for all."""
    is_single = isinstance(value, dict) or (value and isinstance(value[0], str))
    return [value] if is_single else list(value)


def replaced(text: str, pairs: list[list[str]]) -> str:
    for before, after in pairs:
        assert before in text, before
        text = text.replace(before, after, 1)
    return text


@pytest.mark.parametrize("author", ["", "Ann Lee"], ids=["untracked", "tracked"])
@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_the_text_has_moved_on(case: dict[str, Any], author: str, book: Path) -> None:
    editor = Editor.open(book / "sent.docx", author)
    for how in listed(case["word"]):
        DOES[next(iter(how))](editor, how)
    came = returned.opened(editor.save(book / "back.docx"))
    today = replaced(TEXT, listed(case["today"]))
    (book / CHAPTER).write_text(today, encoding="utf-8")
    laid = merging.lay(Book.open(book), sent.load(book, came.id), came.leaves)
    patches, refused = laid.patches(laid.open)
    after = patches[0].after.decode() if patches else today
    assert after == replaced(today, listed(case.get("becomes", [])))
    shown = [*laid.conflicts, *refused]
    assert bool(shown) == case.get("conflict", False), [one.landed.why for one in shown]
    assert all(one.finding.message for one in shown)


def test_the_cases_are_fifty_at_least() -> None:
    assert len({case["name"] for case in CASES}) == len(CASES) >= 50
