"""The ledger of quotations: words counted by work, and the limit of the house."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from octavo import pandoc
from octavo.book.book import Book
from octavo.desk import stylesheet
from octavo.manuscripts.folder import new
from octavo.model.nodes import meta_value
from octavo.prose.prose import Prose
from octavo.usage.ledger import ledger
from octavo.verbs import command as verbs


def words(markdown: str) -> dict[str, int]:
    document = pandoc.read(markdown.encode())
    document.meta["lang"] = meta_value("en-GB")
    return {account.key: account.words for account in ledger(Prose(document))}


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("He says ‘it is a long way home’ [@mill, p. 3].", {"mill": 6}),
        ("‘It is a long way,’ he said, ‘to the end of it’ [@mill]. So.", {"mill": 10}),
        ("‘Eight hours’ “task” is enough for all’ [@mill]; the workers’ state.", {"mill": 7}),
        ("‘It is a long way.’^[See @mill, p. 3.] ‘So they said.’", {"mill": 5}),
        ("‘It is mine’ [@mill]. ‘But this is yours’ [@carr].", {"mill": 3, "carr": 4}),
        ("‘It is a long way home’, they said.", {}),
        ("So Mill has it [@mill, p. 3], and spoke of ‘custom’ [@mill].", {}),
        ("They say:\n\n> It is a long way.\n>\n> And so on [@mill].\n\nSo.", {"mill": 8}),
        ("> It is a long way.\n\nSo [@mill].", {}),
    ],
)
def test_quoted_words_are_counted_by_work(text: str, counted: dict[str, int]) -> None:
    assert words(text) == counted


@pytest.fixture
def book(tmp_path: Path) -> Path:
    root = tmp_path / "book"
    new.make(root, "A Book")
    for chapter in (root / "source").glob("*.md"):
        chapter.unlink()
    text = "# One\n\nHe says ‘it is a long way home’ [@mill, p. 3]. ‘It is so’ [@mill, p. 4].\n"
    (root / "source/01.md").write_text(text, encoding="utf-8")
    work = {"id": "mill", "type": "book", "title": "On Liberty", "author": [{"family": "Mill"}]}
    (root / "metadata/references.json").write_text(json.dumps([work]), encoding="utf-8")
    return root


def limit(root: Path, value: str) -> None:
    design = root / "metadata/design.yaml"
    design.write_text(f"{design.read_text('utf-8')}\nquotation-limit: {value}\n", encoding="utf-8")


def test_the_style_sheet_lists_them(book: Path) -> None:
    assert "- 9 words: **mill** 2 (source/01.md:3)\n" in stylesheet.page(Book.open(book))
    limit(book, "8")
    assert "*above the 8 words of the house: permission*" in stylesheet.page(Book.open(book))


def test_a_work_above_the_limit_is_shown(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    limit(book, "8")
    assert verbs.run(["lint", "--project", str(book)]) == 0
    assert "source/01.md:3:9: 9 words of mill are quoted in 2 places" in capsys.readouterr().out


def test_a_work_below_it_is_not(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    limit(book, "9")
    assert verbs.run(["lint", "--project", str(book)]) == 0
    assert "quotation-limit" not in capsys.readouterr().out


def test_a_limit_is_a_number_of_words(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    limit(book, "many")
    assert verbs.run(["lint", "--project", str(book)]) == 2
    assert "quotation-limit: “many” is not a number of words; write 300" in capsys.readouterr().err
