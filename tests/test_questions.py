"""What an import asks is asked until it is answered: by the text, or by a decision."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from octavo.book import questions
from octavo.manuscripts.folder import new
from tests.asked_books import (
    ASKED,
    CHAPTER,
    LONG,
    asked,
    decide,
    edit,
    lint,
    make_book,
    source_of,
    write,
)
from tests.running import call


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_book(tmp_path_factory.mktemp("imported") / "book")


@pytest.fixture
def book(imported: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(imported, tmp_path / "book"))


# --- asking -----------------------------------------------------------------------------------


def test_lint_and_build_ask_what_the_import_asked(book: Path) -> None:
    names = asked(book)
    assert set(ASKED) < set(names)
    assert len(names["import-metadata-missing"]) == 3
    done = call(book, "build", "--to", "html")
    assert done.returncode == 0
    assert done.stdout.splitlines()[-1].split("; ")[1].startswith("10 open")
    report = (book / "dist" / "report.html").read_text(encoding="utf-8")
    lead = report.index('<p class="state">Draft. 10 open: octavo lint lists them')
    assert lead < report.index("<h2>What was built</h2>")
    for rule in ASKED:
        assert f"<h3>{rule} " in report
    assert call(book, "build", "--to", "html", "--strict").returncode == 2


def test_one_thing_is_asked_once(book: Path) -> None:
    edit(book, "land.  A", "land.\N{NO-BREAK SPACE} A")
    names = asked(book)
    assert "space-lost-paragraph" not in names
    assert "cite-no-date" not in names
    assert len(names["import-lost-break"]) == 1


def test_a_book_that_no_import_made_is_asked_nothing(tmp_path: Path) -> None:
    new.make(tmp_path / "book", "A Book")
    for chapter in (tmp_path / "book" / "source").glob("*.md"):
        chapter.unlink()
    write(tmp_path / "book", f'# One\n\nHe said: "{LONG}." So it was.\n\nFurther reading:\n')
    assert not [rule for rule in asked(tmp_path / "book") if rule.startswith("import-")]


def test_what_is_asked_survives_edits_and_a_fix(book: Path) -> None:
    text = source_of(book)
    opening, *others = text.split("\n\n")
    first = others.pop(0).replace("Nobody", "A new sentence stands here. Nobody")
    write(book, "\n\n".join([opening, others.pop(0), first, *others]))
    edit(book, "Do you garden?", "Do you garden, too?")
    edit(book, "A few yards will do", "A yard will do")
    lint(book, "--fix")
    assert set(ASKED) < set(asked(book))
    assert "land.  A" in source_of(book)  # while it is asked, the gap is not closed
    edit(book, "land.  A", "land. A")
    assert "import-lost-break" in asked(book)
    edit(book, "much land. A", "much of it. A")
    assert "import-lost-break" not in asked(book)  # nothing is left of its words


def test_a_gap_that_is_left_is_closed(book: Path) -> None:
    edit(book, "needs much land.  A", "needs another's land.\N{NO-BREAK SPACE} A")
    lint(book, "--fix")
    assert "another’s land.\N{NO-BREAK SPACE} A" in source_of(book)
    decide(book, "--rule", "import-lost-break", "--leave", "because one thought goes on")
    lint(book, "--fix")
    assert "land. A few" in source_of(book)
    assert "import-lost-break" not in asked(book)


@pytest.mark.parametrize(
    ("before", "after", "rule"),
    [
        ("land.  A", "land.\n\nA", "import-lost-break"),
        ("reading:\n", "reading:\n\n- Spade, On Digging\n", "import-loose-end"),
        ("reading:\n", "reading:\n\n> Spade, On Digging\n", "import-loose-end"),
        ("Recommended further reading:\n\n", "", "import-loose-end"),
        ("Do you garden?\\\nThen subscribe to our newsletter!\n", "", "import-page-furniture"),
        (f'"{LONG}." (', f"\n\n> {LONG}. (", "import-long-quotation"),
    ],
)
def test_the_text_answers(book: Path, before: str, after: str, rule: str) -> None:
    edit(book, before, after)
    assert rule not in asked(book)
    printed = lint(book)
    if rule not in questions.EVALUATED:
        assert f"1 question of the import is answered by the text ({rule})" in printed
        assert f"answered by the text, taken out ({rule})" in decide(book, "--prune")
        assert "of the import" not in lint(book)


def test_the_line_of_a_list_without_its_furniture_is_still_loose(book: Path) -> None:
    edit(book, "Do you garden?\\\nThen subscribe to our newsletter!\n", "# A chapter\n\nWords.\n")
    assert "import-loose-end" in asked(book)


def test_the_edition_answers(book: Path) -> None:
    path = book / "metadata" / "edition.yaml"
    with path.open("a", encoding="utf-8") as file:
        file.write("author: Ada Spade\ndate: 2026\n")
    (missing,) = [line for line in lint(book).splitlines() if "import-metadata-missing" in line]
    assert "does not give the rights" in missing
    with path.open("a", encoding="utf-8") as file:
        file.write("copyright: 2026 Ada Spade\n")
    assert "import-metadata-missing" not in asked(book)


def test_the_bibliography_answers(book: Path) -> None:
    path = book / "metadata" / "references.json"
    text = path.read_text(encoding="utf-8")
    assert text.count('"note": "stub') == 1
    path.write_text(text.replace('"note": "stub', '"annote": "stub'), encoding="utf-8")
    assert "import-citation-stub" not in asked(book)


TYPED = """A Title

One paragraph stands before, and it is long enough not to be taken for a heading of any kind.

Chapter of Stones

Another paragraph follows it, and it is long enough not to be taken for a heading of any kind.

* * *

- one
- two

a\tb\tc
d\te\tf



After a gap this stands, and it is long enough not to be taken for a heading of any kind at all.
"""


def test_what_is_asked_of_lines_lists_tables_and_breaks(tmp_path: Path) -> None:
    book = make_book(tmp_path / "book", TYPED)
    rules = ("break", "heading", "lines", "list", "table")
    names = asked(book)
    assert {f"import-{rule}" for rule in rules} <= set(names)
    assert len(names["import-break"]) == 1
    name = next((book / "source").glob("01-*.md")).relative_to(book).as_posix()
    for before, after in (
        ("\\- one\\\n- two", "- one\n- two"),
        ("a\tb\tc\\\nd\te\tf", "| a | b | c\n| d | e | f"),
        ("Chapter of Stones", "## Chapter of Stones"),
        ("After a gap", "* * *\n\nAfter a gap"),
    ):
        edit(book, before, after, name)
    assert not {f"import-{rule}" for rule in rules} & set(asked(book))


def test_a_gap_between_paragraphs_is_asked_about_in_no_sentence(tmp_path: Path) -> None:
    book = make_book(tmp_path / "book", TYPED)
    name = next((book / "source").glob("01-*.md")).relative_to(book).as_posix()
    assert len(asked(book)["import-break"]) == 1
    edit(book, "After a gap this stands", "So it is said that after a gap this stands", name)
    new_text = "Of it they say (After a gap this stands, and it is long enough not to be taken).\n"
    (book / "source" / "90-note.md").write_text(f"# Note\n\n{new_text}", encoding="utf-8")
    assert "import-break" not in asked(book)


# --- the file ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("rule: x\n", ":1: Questions are a list. An entry begins with `- rule: …`."),
        ("- x\n", ":1: A question has keys and values."),
        ("- rule: x\n", ":1: The question has no “message”."),
        ("- rule: x\n  mesage: y\n", ":2: The key “mesage” is not known. Did you mean “message”?"),
        ("- rule: x\n  message: [y]\n", ":2: “message” is a text."),
        ("- rule: x\n  message: y\n  severity: error\n", ":3: “error” is not a severity"),
    ],
)
def test_a_wrong_file_is_one_sentence_with_its_line(book: Path, text: str, complaint: str) -> None:
    (book / questions.FILE).write_text(text, encoding="utf-8")
    done = call(book, "lint")
    assert done.returncode == 2
    assert f"{questions.FILE}{complaint}" in done.stderr
    assert done.stderr.count("\n") == 1


def test_what_is_written_is_read_again(book: Path) -> None:
    kept = questions.load(book)
    assert kept is not None
    assert questions.dump(kept) == (book / questions.FILE).read_bytes()
    assert {q.rule for q in kept} == set(ASKED) - set(questions.EVALUATED)
    (loose,) = (q for q in kept if q.rule == "import-loose-end")
    assert (loose.words, loose.source.rpartition("/")[2]) == (
        "Recommended further reading:",
        "book.txt:11:1",
    )
    assert CHAPTER.startswith("source/")
