"""Queries: asked in the text or beside it, found again after edits, answered, never printed."""

from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

import pypdfium2
import pytest

from octavo.book import entries, queries
from octavo.book.book import Book
from tests.decided_books import TEXT, make_book, octavo, text_of
from tests.output_books import refused
from tests.running import CHECKED, call, whole

CHAPTER = "source/01-letters.md"


def every(book: Path) -> list[queries.Query]:
    opened = Book.open(book)
    return queries.every(book, opened.chapters)


def words_at(book: Path, query: queries.Query) -> str:
    assert query.place is not None
    text = (book / query.place.file).read_text(encoding="utf-8")
    return text[query.place.start : query.place.end]


def ask(book: Path, *arguments: str) -> queries.Query:
    done = call(book, "query", *arguments)
    assert done.returncode == 0, done.stderr
    return every(book)[-1]


def edit(book: Path, old: str, new: str) -> None:
    path = book / CHAPTER
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_query_is_kept_with_its_place_and_who_asks(tmp_path: Path) -> None:
    book = make_book(tmp_path / "b", TEXT)
    query = ask(book, f"{CHAPTER}:3", "Which year?", "--at", "Bebel in London", "--by", "Ann")
    assert (query.file, query.at, query.by) == (CHAPTER, "Bebel in London", "Ann")
    assert (query.left, query.right) == (
        "Engels in Paris; Engels met ",
        ". The Marx-Engels-Bebel and",
    )
    assert words_at(book, query) == "Bebel in London"
    assert entries.day_fault(query.asked) == ""
    listed = call(book, "query").stdout
    what = f"{CHAPTER}:3:38 “Bebel in London”: Which year?, Ann, {query.asked}"
    assert f"{query.id}  {what}" in listed
    assert listed.endswith("1 open.\n")


def test_a_query_that_is_open_is_not_asked_twice(tmp_path: Path) -> None:
    """A command that was stopped when it had written is given again; other words are new."""
    book = make_book(tmp_path / "b", TEXT)
    place = f"{CHAPTER}:3"
    for words, by in (("Which year?", "Ann"), ("Which year?", "Ann"), ("Which year?", "Ben")):
        call(book, "query", place, words, "--by", by)
    call(book, "query", place, "Which  year?", "--at", "Bebel in London", "--by", "Ann")
    kept = queries.kept(book)
    assert [(query.by, query.at == kept[0].at) for query in kept] == [
        ("Ann", True), ("Ben", True), ("Ann", False)
    ]  # fmt: skip
    call(book, "query", kept[0].id, "--answer", "In 1849.")
    call(book, "query", place, "Which year?", "--by", "Ann")
    assert len(queries.kept(book)) == 4


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("# Letters\n", "# Letters\n\nBebel in London was a fair town.\n", "Bebel in London"),
        ("Marx met Engels in Paris; ", "", "Bebel in London"),
        ("Bebel in London", "Bebel in Leeds", ""),
        ("Bebel", "Liebknecht", ""),
    ],
    ids=["the same words stand before it", "cut before it", "its words changed", "all of them"],
)
def test_a_query_is_found_again_after_edits(tmp_path: Path, old: str, new: str, words: str) -> None:
    book = make_book(tmp_path / "b", TEXT)
    ask(book, f"{CHAPTER}:3", "Which year?", "--at", "Bebel in London")
    edit(book, old, new)
    (query,) = every(book)
    assert words_at(book, query) == words
    assert query.place is not None
    assert query.place.line == (5 if "\n\nBebel" in new else 3)


def test_a_query_whose_words_are_gone_stays_open(tmp_path: Path) -> None:
    book = make_book(tmp_path / "b", TEXT)
    ask(book, f"{CHAPTER}:3", "Which year?")
    (book / CHAPTER).write_text("# Other\n\nNothing of it is left.\n", encoding="utf-8")
    done = call(book, "lint")
    assert (
        "metadata/queries.yaml:2: warning: A query is open: “Which year?” Its words" in done.stdout
    )


def test_a_query_in_the_text_is_found_and_never_printed(tmp_path: Path) -> None:
    book = make_book(tmp_path / "b", TEXT.replace("London.", "London{>>AQ: *Leeds*?<<}."))
    (query,) = every(book)
    assert (query.query, query.is_open) == ("*Leeds*?", True)
    assert words_at(book, query) == "{>>AQ: *Leeds*?<<}"
    assert "Leeds" not in text_of(book)
    assert "Bebel in London." in text_of(book)
    assert f"{CHAPTER}:3:53: warning: A query is open: “*Leeds*?”" in call(book, "lint").stdout


@CHECKED
def test_no_format_prints_a_query(tmp_path: Path, checked: bool) -> None:
    text = TEXT.replace("London.", "London {>>AQ: Zquery?<<}.")
    book = make_book(tmp_path / "b", text.replace("# Let", "# {>>Zquery<<} Let"))
    whole(book, checked=checked)
    files = [path for path in (book / "dist").rglob("*") if path.is_file()]
    kinds = {".epub": unzipped, ".docx": unzipped, ".pdf": pdf_text}
    kinds |= dict.fromkeys((".pf_meta", ".pf_index", ".pf_fragment", ".pagefind"), gunzipped)
    for path in files:
        if path.name not in ("report.html", "findings.json"):
            assert "Zquery" not in kinds.get(path.suffix, Path.read_text)(path), path.name
    report = (book / "dist" / "report.html").read_text(encoding="utf-8")
    assert "Zquery" in report
    assert ">Draft. " in report


def gunzipped(path: Path) -> str:
    return gzip.decompress(path.read_bytes()).decode("utf-8", "replace")


def unzipped(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        return "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


def pdf_text(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as pdf:
        return "".join(page.get_textpage().get_text_bounded() for page in pdf)


def test_an_answer_takes_a_query_out_of_the_text_and_undo_brings_it_back(tmp_path: Path) -> None:
    typed = TEXT.replace("London.", "London {>>AQ: Leeds?<<}.")
    book = make_book(tmp_path / "b", typed)
    (query,) = every(book)
    done = call(book, "query", query.id, "--answer", "No, London.", "--by", "Ben")
    assert done.returncode == 0, done.stderr
    assert (book / CHAPTER).read_text(encoding="utf-8") == TEXT
    (kept,) = every(book)
    assert (kept.answer, kept.answered_by, kept.is_open) == ("No, London.", "Ben", False)
    assert "query-open" not in call(book, "lint").stdout
    assert octavo(book, "undo", str(book / ".octavo" / "undo" / "0001.patch")) == 0
    assert (book / CHAPTER).read_text(encoding="utf-8") == typed
    assert [one.is_open for one in every(book)] == [True]


def test_a_query_beside_the_text_is_answered_where_it_is_kept(tmp_path: Path) -> None:
    book = make_book(tmp_path / "b", TEXT)
    query = ask(book, f"{CHAPTER}:3:10", "Which year?")
    assert query.at == "Engels"
    assert call(book, "query", query.id, "--answer", "1844").returncode == 0
    assert "No open." in call(book, "query").stdout
    assert "answered: 1844" in call(book, "query", "--all").stdout
    assert not (book / ".octavo" / "undo").exists()


def test_one_that_is_answered_in_the_text_goes_out_with_a_fix(tmp_path: Path) -> None:
    book = make_book(tmp_path / "b", TEXT.replace("London.", "London{>>AQ: Leeds? || No.<<}."))
    assert "query-open" not in call(book, "lint").stdout
    done = call(book, "lint", "--fix")
    assert "1 answered query went from the text into metadata/queries.yaml." in done.stdout
    assert "London." in (book / CHAPTER).read_text(encoding="utf-8")
    (kept,) = every(book)
    assert (kept.query, kept.answer, kept.comment) == ("Leeds?", "No.", None)


WRONG_CALLS = {
    "no such file": (("source/no.md:3", "x"), "is not a source file of this book"),
    "no such line": ((f"{CHAPTER}:99", "x"), "There are no words in this line"),
    "an empty line": ((f"{CHAPTER}:2", "x"), "There are no words in this line"),
    "no such words": ((f"{CHAPTER}:3", "x", "--at", "Zebra"), "are not in this line"),
    "no such column": ((f"{CHAPTER}:3:999", "x"), "There are no words here"),
    "no place": (("letters", "x"), "is no place in the text"),
    "no such id": (("abc123",), "No query has the id abc123"),
    "an answer to nothing": (("--answer", "x"), "Say which query is answered"),
    "an answer to no query": (("abc123", "--answer", "x"), "No query has the id abc123"),
    "nothing is asked": ((f"{CHAPTER}:3", "  "), "Nothing is asked"),
}


@pytest.mark.parametrize(("arguments", "words"), WRONG_CALLS.values(), ids=WRONG_CALLS)
def test_a_wrong_call_is_one_line(tmp_path: Path, arguments: tuple[str, ...], words: str) -> None:
    book = make_book(tmp_path / "b", TEXT)
    refused(call(book, "query", *arguments), words)
    assert not (book / queries.FILE).exists()


def test_an_empty_answer_is_refused(tmp_path: Path) -> None:
    book = make_book(tmp_path / "b", TEXT)
    query = ask(book, f"{CHAPTER}:3", "Which year?")
    refused(call(book, "query", query.id, "--answer", " "), "The answer is empty")


WRONG_FILES = {
    "a map": ("a: b\n", ":1: This file holds a list of queries."),
    "an unknown key": ("- id: a\n  file: x.md\n  query: q\n  askd: b\n", ":4: The key “askd”"),
    "no query": ("- id: a\n  file: x.md\n", ":1: The query has no “query”."),
    "a list for a text": ("- id: a\n  file: x.md\n  query: [q]\n", ":3: “query” is a text."),
    "no day": ("- id: a\n  file: x.md\n  query: q\n  asked: soon\n", ":4: A date is written"),
    "outside": ("- id: a\n  file: ../x.md\n  query: q\n", ":2: This lies outside the book."),
    "one id twice": (
        "- {id: a, file: x.md, query: q}\n- {id: a, file: x.md, query: r}\n",
        ":2: The id a stands in line 1 already.",
    ),
}


@pytest.mark.parametrize(("text", "words"), WRONG_FILES.values(), ids=WRONG_FILES)
def test_a_wrong_file_is_refused_with_its_line(tmp_path: Path, text: str, words: str) -> None:
    book = make_book(tmp_path / "b", TEXT)
    (book / queries.FILE).write_text(text, encoding="utf-8")
    for verb in ("lint", "query"):
        refused(call(book, verb), f"{queries.FILE}{words}")


def test_all_faults_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    book = make_book(tmp_path / "b", TEXT)
    (book / queries.FILE).write_text("- id: a\n- query: [q]\n- idd: c\n", encoding="utf-8")
    done = call(book, "query")
    assert done.returncode == 2
    lines = [line.removeprefix("octavo: ") for line in done.stderr.splitlines()]
    assert {line.split(":")[1] for line in lines} == {"1", "2", "3"}
