"""The file of decisions, wrong calls, and questions in a terminal."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from octavo.book import decisions
from octavo.book.book import Book
from octavo.book.decisions import Decision
from octavo.desk import ask as asking
from octavo.desk.decide import Desk
from octavo.model.finding import InputError
from tests.decided_books import EN, TEXT, file_of, found, make_book, names, octavo, text_of


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return make_book(tmp_path / "book", TEXT)


# --- the file ---------------------------------------------------------------------------------


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@given(
    st.lists(
        st.builds(
            Decision,
            st.booleans(),
            TEXTS.filter(bool),
            st.sampled_from(["source/01.md", "source/a b.md", "source/ø.md"]),
            *[TEXTS] * 4,
            st.sampled_from(["", "1", "2", "12"]),
            TEXTS,
        )
    )
)
def test_what_is_written_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, made: list[Decision]
) -> None:
    root = tmp_path_factory.mktemp("book")
    (root / "metadata").mkdir()
    kept = decisions.merged([], made)
    decisions.save(root, kept)
    assert set(decisions.load(root)) == set(kept)
    first = file_of(root).read_bytes()
    decisions.save(root, reversed(decisions.load(root)))
    assert file_of(root).read_bytes() == first


ENTRY = "- decision: accept\n  rule: dash-names\n  file: source/01.md\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- decision: [accept", "metadata/decisions.yaml:2:1: This is not YAML"),
        ("accept: dash-names\n", "metadata/decisions.yaml:1: Decisions are a list."),
        ("- dash-names\n", ":1: A decision has keys and values."),
        (ENTRY + "  reasn: x\n", ":4: The key “reasn” is not known. Did you mean “reason”?"),
        (
            ENTRY.replace("accept", "maybe"),
            ":1: “maybe” is not a decision. Write accept, reject or leave.",
        ),
        ("- decision: accept\n  rule: dash-names\n", ":1: The decision has no “file”."),
        (ENTRY + "  before: [a]\n", ":4: “before” is a text."),
        (ENTRY + ENTRY.replace("accept", "reject"), ":4: This was decided in line 1 already."),
    ],
)
def test_a_wrong_file_is_one_sentence_with_its_line(
    book: Path, text: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file_of(book).write_text(text, encoding="utf-8")
    assert octavo(book, "lint") == 2
    told = capsys.readouterr().err
    assert said in told
    assert told.count("\n") == 1


# --- wrong calls ------------------------------------------------------------------------------


def refusal(book: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    capsys.readouterr()
    assert octavo(book, "decide", *arguments) == 2
    assert not file_of(book).exists()
    return capsys.readouterr().err


def test_wrong_calls_are_refused_in_a_sentence(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name, auto = names(book)[0].id, found(book, "dash-typed")[0].id
    typo = name[:-1] + ("0" if name[-1] != "0" else "1")
    assert f"Did you mean {name}?" in refusal(book, capsys, typo, "--accept")
    assert "Say one of --accept, --reject and --leave." in refusal(book, capsys, name)
    assert "Say one of" in refusal(book, capsys, name, "--accept", "--reject")
    assert "Did you mean dash-names?" in refusal(book, capsys, "--rule", "dash-name", "--accept")
    assert "are automatic" in refusal(book, capsys, "--rule", "dash-typed", "--accept")
    assert "is made already" in refusal(book, capsys, auto, "--accept")
    assert "Nothing of prime waits" in refusal(book, capsys, "--rule", "prime", "--reject")
    assert "Say what is to be decided." in refusal(book, capsys, "--accept")


def test_a_rule_of_which_nothing_waits_does_not_stop_the_others(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rules = ("--rule", "prime", "--rule", "dash-names")
    assert "no rule prim" in refusal(book, capsys, *rules, "--rule", "prim", "--accept")
    two = refusal(book, capsys, "--rule", "prime", "--rule", "apostrophe", "--reject")
    assert "Nothing of prime waits" in two
    assert "Nothing of apostrophe waits" in two
    assert octavo(book, "decide", *rules, "--accept") == 0
    assert capsys.readouterr().out.startswith("Nothing of prime waits for a decision.\n")
    assert {one.rule for one in decisions.load(book)} == {"dash-names"}


def test_of_several_rules_one_may_want_another_answer(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = make_book(tmp_path / "book", TEXT + '\nThey said: "So it is, and they went on.\n')
    rules = ("--rule", "quotation-unpaired", "--rule", "dash-names")
    assert octavo(book, "decide", *rules, "--accept") == 1, "one still waits"
    assert "quotation-unpaired only shows places." in capsys.readouterr().out
    assert {one.rule for one in decisions.load(book)} == {"dash-names"}


def test_a_flag_cannot_be_accepted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = make_book(tmp_path / "book", '# One\n\nThey said: "So it is, and they went on.\n')
    (flag,) = found(book, "quotation-unpaired")
    assert "has no reading to accept" in refusal(book, capsys, flag.id, "--accept")


def test_lint_prints_what_decide_wants(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    octavo(book, "lint")
    printed = re.findall(r"\[dash-names (\w+)\]", capsys.readouterr().out)
    assert printed == [finding.id for finding in names(book)]


# --- asking -----------------------------------------------------------------------------------


def asked(book: Path, *answers: str) -> tuple[list[str], list[str]]:
    """Answer the questions; give what was said, and what was told of the decisions."""
    waiting, said = list(answers), []

    def ask(question: str) -> str:
        said.append(question)
        if not waiting:
            raise EOFError
        return waiting.pop(0)

    told = list(asking.ask_all(Desk.of(Book.open(book)), ask, said.append))
    return said, told


def test_the_most_frequent_suggestion_is_asked_first(tmp_path: Path) -> None:
    letters = "The Marx-Engels-Bebel letters. "
    text = TEXT.replace("Later", f"{letters}\n\nAgain {letters}\n\nLater")
    said, _ = asked(make_book(tmp_path / "book", text))
    assert said[0].startswith("6 open, 4 of them different.")
    assert "Marx-Engels-Bebel" in said[1]
    assert "3 places" in said[1]


def test_answers_settle_one_or_all(tmp_path: Path) -> None:
    text = TEXT.replace("Later", "Again, the Marx-Engels-Bebel letters.\n\nLater")
    book = make_book(tmp_path / "book", text)
    _, told = asked(book, "A", "r", "a", "s")
    assert [line.split(".")[0] for line in told] == [
        "2 accepted",
        "1 rejected",
        "1 accepted",
    ]
    assert len(decisions.load(book)) == 4
    assert f"The Marx{EN}Engels{EN}Bebel and" in text_of(book)
    assert f"the Marx{EN}Engels{EN}Bebel letters" in text_of(book)


def test_quitting_keeps_what_was_decided(book: Path) -> None:
    said, told = asked(book, "what?", "a", "q")
    assert told[-1] == "Stopped; what was decided is kept."
    assert any("accept all that are alike" in line for line in said)
    assert len(decisions.load(book)) == 1


def test_without_suggestions_nothing_is_asked(book: Path) -> None:
    octavo(book, "decide", "--rule", "dash-names", "--reject")
    assert asked(book) == ([], ["Nothing is open."])


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")
def test_the_command_asks_in_a_terminal(book: Path) -> None:
    import pty

    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "octavo.cli", "decide", "--project", str(book)]
    plain = {**os.environ, "TERM": "dumb", "NO_COLOR": "1"}
    with subprocess.Popen(command, stdin=theirs, stdout=subprocess.PIPE, env=plain) as process:
        os.write(ours, b"a\nr\nq\n")
        told = process.communicate(timeout=60)[0].decode()
    os.close(ours)
    os.close(theirs)
    assert process.returncode == 0
    assert "\x1b" not in told
    assert "Marx-Engels-Bebel → Marx–Engels–Bebel  (dash-names, 1 place)" in told
    assert "source/01-letters.md:3:" in told
    assert sorted(d.accept for d in decisions.load(book)) == [False, True]


def test_without_a_terminal_it_says_so(
    book: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with Path(os.devnull).open(encoding="utf-8") as nothing:
        monkeypatch.setattr(sys, "stdin", nothing)
        assert octavo(book, "decide") == 2
    assert "There is no terminal here to ask in." in capsys.readouterr().err


def test_an_identifier_that_begins_several_is_refused(book: Path) -> None:
    desk = Desk.of(Book.open(book))
    with pytest.raises(InputError, match="No finding has the identifier"):
        desk.named([""])
