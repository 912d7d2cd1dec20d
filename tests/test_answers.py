"""Answers that change the source: tried before they are written, and taken back byte for byte."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from octavo.book import decisions
from octavo.book.book import Book
from octavo.desk import asked as seen
from octavo.desk.decide import Desk
from octavo.model.finding import Finding
from tests.asked_books import (
    CHAPTER,
    LONG,
    MANUSCRIPT,
    MORE,
    SPEECH,
    asked,
    decide,
    edit,
    lint,
    make_book,
    refused,
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


ANSWERS = {
    "import-lost-break": ("land.  A few", "land.\n\nA few"),
    "import-loose-end": ("Recommended further reading:\n\n", ""),
    "import-page-furniture": ("\n\nDo you garden?\\\nThen subscribe to our newsletter!\n", "\n"),
    "import-interrupted-quotation": (
        f'the same. "{SPEECH}," remarked Spade. "{MORE}." (Spade',
        f"the same. Spade remarked:\n\n> {SPEECH}. {MORE}. (Spade",
    ),
    "import-long-quotation": (
        f'of it: "{LONG}." (Spade, On Digging, p. 12.) The',
        f"of it:\n\n> {LONG}. (Spade, On Digging, p. 12.)\n\nThe",
    ),
}


@pytest.mark.parametrize("rule", ANSWERS)
def test_an_answer_is_written(book: Path, rule: str) -> None:
    text = source_of(book)
    before, after = ANSWERS[rule]
    printed = decide(book, "--rule", rule, "--accept")
    assert printed == (
        f"{CHAPTER}: 1 change written. The way back: octavo undo .octavo/undo/0001.patch.\n"
    )
    assert source_of(book) == text.replace(before, after) != text
    assert rule not in asked(book)
    assert not decisions.load(book)


def test_several_answers_are_one_patch_that_is_taken_back(book: Path) -> None:
    text = source_of(book).replace("\n", "\r\n")
    write(book, text)
    names = asked(book)
    ids = [names[rule][0] for rule in ANSWERS]
    assert "5 changes written" in decide(book, *ids, "--accept")
    now = source_of(book)
    for before, after in ANSWERS.values():
        assert after.replace("\n", "\r\n").strip() in now
        assert before.replace("\n", "\r\n") not in now
    assert now.count("\n") == now.count("\r\n") == now.count("\r")
    assert call(book, "undo", ".octavo/undo/0001.patch").returncode == 0
    assert source_of(book) == text
    assert asked(book) == names


def test_a_heading_has_the_level_that_was_proposed(tmp_path: Path) -> None:
    text = MANUSCRIPT.replace("The neighbour is", "Of Neighbours\n\nThe neighbour is")
    book = make_book(tmp_path / "book", text)
    assert "Of Neighbours → ## Of Neighbours" in lint(book)
    decide(book, "--rule", "import-heading", "--accept")
    assert "\n\n## Of Neighbours\n\n" in source_of(book)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # a stop outside the marks ends the display
        (f'it: "{LONG}". (Spade, p. 12.) So.', f"it:\n\n> {LONG}. (Spade, p. 12.)\n\nSo."),
        (f'it: "{LONG}" (Spade, p. 12).', f"it:\n\n> {LONG} (Spade, p. 12)."),
        # what was inside stands alone
        (f"it: “‘So’ said I; {LONG}.” So.", f"it:\n\n> “So” said I; {LONG}.\n\nSo."),
        (f"it: ‘“So” said I; {LONG}, isn’t it.’ So.", "it:\n\n> ‘So’ said I"),
        (f'"{LONG}."', f"> {LONG}."),
        (f'it: "*So*: {LONG}."[^1] So.\n\n[^1]: Note.', f"it:\n\n> *So*: {LONG}.[^1]\n\nSo."),
    ],
)
def test_a_display_has_its_source_and_its_marks(book: Path, before: str, after: str) -> None:
    write(book, f"# One\n\nHe says of {before}\n")
    if before.startswith('"'):
        write(book, f"# One\n\n{before}\n")
    decide(book, "--rule", "import-long-quotation", "--accept")
    assert after in source_of(book)
    assert "> " in source_of(book)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (f'Whoever says "{LONG}" is a fool.', "goes on in the sentence after it"),
        (f'He says \\"{LONG}.\\" So.', "has marks that the source spells otherwise"),
    ],
)
def test_what_cannot_be_displayed_says_what_to_do(book: Path, text: str, why: str) -> None:
    write(book, f"# One\n\n{text}\n")
    before = source_of(book)
    complaint = refused(book, "--rule", "import-long-quotation", "--accept")
    assert why in complaint
    assert "leave it and say why: --leave" in complaint
    assert source_of(book) == before
    assert not (book / ".octavo" / "undo").exists()


def test_the_lines_of_a_list_become_one(tmp_path: Path) -> None:
    listed = "He has these:\n\n- a spade\n- a barrow\n- a good neighbour"
    text = MANUSCRIPT.replace("The neighbour is the difficult part.", listed)
    book = make_book(tmp_path / "book", text)
    assert "\\- a spade\\\n" in source_of(book)
    decide(book, "--rule", "import-list", "--accept")
    assert "these:\n\n- a spade\n- a barrow\n- a good neighbour\n\n" in source_of(book)


def test_an_american_house_displays_from_a_hundred_words(tmp_path: Path) -> None:
    book = make_book(tmp_path / "book", MANUSCRIPT, "en-US")
    assert "import-long-quotation" not in asked(book)
    edit(book, LONG, f"{LONG}; {LONG}")
    assert "from 100 on it is displayed" in lint(book)


def test_a_slip_is_corrected_by_key(book: Path) -> None:
    (name,) = asked(book)["spelling-slip"]
    assert "1 accepted" in decide(book, name, "--accept")
    lint(book, "--fix")
    assert "and nothing in it" in source_of(book)


# --- leaving ----------------------------------------------------------------------------------


def test_what_is_left_has_a_reason_and_is_asked_no_more(book: Path) -> None:
    complaint = refused(book, "--rule", "import-interrupted-quotation", "--leave", " ")
    assert "What is left has a reason." in complaint
    for rule in ("import-interrupted-quotation", "import-citation-stub", "import-page-furniture"):
        assert "1 left." in decide(book, "--rule", rule, "--leave", "because  it is so")
        assert rule not in asked(book)
    assert {(d.answer, d.reason) for d in decisions.load(book)} == {("leave", "it is so")}
    assert "decision-unused" not in lint(book)
    path = book / decisions.FILE
    path.write_text(path.read_text("utf-8").replace('"it is so"', '" "', 1), encoding="utf-8")
    done = call(book, "lint")
    assert "What is left has a reason. Add a line `reason: …`." in done.stderr


def test_every_open_finding_can_be_left(book: Path) -> None:
    for rule in asked(book):
        call(book, "decide", "--rule", rule, "--leave", "because a test asks")
    assert Desk.of(Book.open(book)).waiting == []
    assert "open" not in lint(book).splitlines()[-1]


def test_what_a_build_finds_in_its_files_can_be_left(book: Path) -> None:
    assert call(book, "build", "--to", "html").returncode == 0
    path = book / seen.FILE
    made = Finding("pdf-short-page", "It is short.", format="pdf-screen")
    path.write_text(
        '[{"rule": "pdf-short-page", "severity": "info", "tier": "flag", "message": "It is short.",'
        ' "format": "pdf-screen"}, {"rule": 1}]',
        encoding="utf-8",
    )
    assert "1 left." in decide(book, made.id, "--leave", "because it is a test")
    (decision,) = decisions.load(book)
    assert (decision.file, decision.format, decision.message) == (
        "pdf-screen",
        "pdf-screen",
        "It is short.",
    )
    desk = Desk.of(Book.open(book))
    assert desk.replay.without_rejected([made]) == []
    assert "decision-unused" not in lint(book)


# --- decisions that move ----------------------------------------------------------------------


def test_decisions_stay_with_a_paragraph_that_is_moved_or_displayed(book: Path) -> None:
    edit(book, "The old book of Ada Spade", "The old-book of Ada-Spade-Smith, Ada, Spade, Smith,")
    decide(book, "--rule", "dash-names", "--accept")
    assert len(decisions.load(book)) == 1
    decide(book, "--rule", "import-long-quotation", "--accept")
    opening, first, *others = source_of(book).split("\n\n")
    write(book, "\n\n".join([opening, *others[:1], first, *others[1:]]))
    assert "decision-unused" not in lint(book)
    assert "Ada\N{EN DASH}Spade\N{EN DASH}Smith" in lint(book)


def test_a_decision_whose_words_stand_twice_now_is_about_neither(book: Path) -> None:
    decide(book, "--rule", "spelling-slip", "--reject")
    opening, first, *others = source_of(book).split("\n\n")
    both = ["Other words stand here.", first, "More stand here.", first]
    write(book, "\n\n".join([opening, *both, *others]))
    assert "decision-unused" not in lint(book) or "spelling-slip" not in asked(book)


def test_prune_takes_out_what_is_not_needed(book: Path) -> None:
    decide(book, "--rule", "spelling-slip", "--reject")
    edit(book, "nothng in it", "nothing in it")
    assert "`octavo decide --prune` takes out what is not needed." in lint(book)
    printed = decide(book, "--prune")
    assert printed == (f"{decisions.FILE}:3: “reject” (spelling-slip, {CHAPTER}) taken out.\n")
    assert not decisions.load(book)
    assert decide(book, "--prune") == "There is nothing that is not needed.\n"
