"""Decisions: settled once, replayed at every build, and never in the way of the text."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from itertools import combinations
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from octavo.book import decisions
from octavo.book.book import Book
from octavo.book.decisions import Decision
from octavo.book.replay import identity
from octavo.desk import ask as asking
from octavo.desk.decide import Desk, Verdict
from octavo.manuscripts.folder import new
from octavo.model.finding import Finding, InputError, Tier
from octavo.model.nodes import stringify, walk
from octavo.press.prepare import prepare
from octavo.verbs import command as verbs
from tests.examples import examples

EN = "\N{EN DASH}"
UUID = "urn:uuid:6ba7b811-9dad-51d1-80b4-00c04fd430c8"
TEXT = """# Letters

Marx met Engels in Paris; Engels met Bebel in London. The Marx-Engels-Bebel letters are
lost -- nobody knows why.

Later hands copied the Bebel-Marx-Engels papers, see pp. 3-4, and kept them.
"""


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return make_book(tmp_path / "book", TEXT)


def make_book(root: Path, text: str) -> Path:
    new.make(root, "A Book of Letters")
    for chapter in (root / "source").glob("*.md"):
        chapter.unlink()
    (root / "source" / "01-letters.md").write_text(text, encoding="utf-8", newline="")
    return root


def octavo(book: Path, *arguments: str) -> int:
    return verbs.run([*arguments, "--project", str(book)])


def found(book: Path, rule: str = "") -> list[Finding]:
    prepared = prepare(Book.open(book), cite=False)
    return [f for f in prepared.findings if f.rule == rule or not rule]


def names(book: Path) -> list[Finding]:
    """The suggestions of an en rule between names that still wait."""
    return [f for f in found(book, "dash-names") if f.tier is Tier.SUGGEST]


def text_of(book: Path) -> str:
    """The words of the book as every format gets them."""
    blocks = prepare(Book.open(book), cite=False).document.blocks
    paragraphs = [node for node in walk(blocks) if node["t"] == "Para"]
    return "\n".join(stringify(paragraph["c"]) for paragraph in paragraphs)


def file_of(book: Path) -> Path:
    return book / decisions.FILE


def source_of(book: Path) -> str:
    return (book / "source" / "01-letters.md").read_bytes().decode()


# --- accepting and rejecting ------------------------------------------------------------------


def test_an_accepted_suggestion_changes_exactly_its_place(book: Path) -> None:
    before = text_of(book)
    second = names(book)[1]
    assert octavo(book, "decide", second.id, "--accept", "--reason", "Three people.") == 0
    expected = before.replace("Marx-Engels-Bebel", f"Marx-Engels{EN}Bebel")
    assert text_of(book) == expected != before
    assert len(names(book)) == 3


@pytest.mark.parametrize("chosen", [s for n in range(5) for s in combinations(range(4), n)])
def test_any_choice_changes_its_places_and_no_other(book: Path, chosen: tuple[int, ...]) -> None:
    """Some are accepted and all others rejected: the text differs in the accepted hyphens alone."""
    desk = Desk.of(Book.open(book))
    for number, finding in enumerate(desk.suggestions):
        desk.settle([finding], Verdict(accept=number in chosen))
    plain = "Marx-Engels-Bebel letters are lost; Bebel-Marx-Engels papers"
    parts = plain.split("-")
    signs = [EN if number in chosen else "-" for number in range(4)]
    expected = "".join(a + b for a, b in zip(parts, [*signs, ""], strict=True))
    assert [words for words in expected.split("; ") if words[:20] not in text_of(book)] == []
    octavo(book, "lint", "--fix")
    fixed = source_of(book)
    assert all(words[:20] in fixed for words in expected.split("; "))
    assert [d.accept for d in decisions.load(book)] == [False] * (4 - len(chosen))
    octavo(book, "lint", "--fix")
    assert source_of(book) == fixed
    assert not found(book, "dash-names")


PIECES = st.sampled_from(
    [
        "Marx met Engels",
        "and Bebel",
        "the Marx-Engels-Bebel letters",
        '"so"',
        "it's",
        "pp. 3-4",
        "lost -- found",
        "two  spaces",
        "few thousandÉ Down",
        '"unpaired',
        "*leaning* text",
        "and so on...",
        "`code --x`",
        "in Paris.",
        "a note^[of Bebel-Engels-Marx]",
    ]
)


@settings(max_examples=examples(25), deadline=None)
@given(st.lists(PIECES, min_size=3, max_size=14).map(" ".join), st.randoms(use_true_random=False))
def test_whatever_is_rejected_is_gone_and_whatever_is_accepted_is_done(
    tmp_path_factory: pytest.TempPathFactory, text: str, chance: Random
) -> None:
    book = make_book(tmp_path_factory.mktemp("books") / "book", f"# One\n\n{text}\n")
    desk = Desk.of(Book.open(book))
    by_subject: dict[tuple[str, ...], list[Finding]] = {}
    for finding in desk.open:
        subject = desk.replay.decide(finding, accept=True, reason="").subject
        by_subject.setdefault(subject, []).append(finding)
    accepted, rejected = [], []
    for findings in by_subject.values():
        if chance.random() < 0.5:
            can_be = all(desk.can_be_written(finding) for finding in findings)
            (accepted if can_be else rejected).extend(findings)
    desk.settle(accepted, Verdict(accept=True))
    desk.settle(rejected, Verdict(accept=False))
    again = Desk.of(Book.open(book))
    still = {identity(finding) for finding in again.open}
    assert not still & {identity(finding) for finding in rejected}
    assert {identity(finding) for finding in accepted} <= {identity(f) for f in again.settled}


def test_the_build_carries_it(book: Path) -> None:
    octavo(book, "decide", "--rule", "dash-names", "--accept")
    assert octavo(book, "build", "--to", "html") == 0
    page = next((book / "dist").glob("*.html")).read_text(encoding="utf-8")
    assert f"Marx{EN}Engels{EN}Bebel" in page
    assert f"Bebel{EN}Marx{EN}Engels" in page


def test_what_is_accepted_is_told_as_done_with_its_reason(book: Path) -> None:
    octavo(book, "decide", names(book)[0].id, "--accept", "--reason", "Three  people.")
    (done,) = [f for f in found(book, "dash-names") if f.tier is Tier.AUTO]
    assert done.evidence[-1] == "accepted: Three people."


def test_a_rejected_suggestion_never_comes_back(book: Path) -> None:
    octavo(book, "decide", "--rule", "dash-names", "--reject")
    assert not found(book, "dash-names")
    assert octavo(book, "lint", "--fix") == 0
    assert "Marx-Engels-Bebel" in source_of(book)
    assert not found(book, "dash-names")
    assert not found(book, "decision-unused")


def test_an_automatic_change_that_is_rejected_is_not_made(book: Path) -> None:
    (change,) = found(book, "dash-typed")
    assert octavo(book, "decide", change.id, "--reject") == 0
    assert not found(book, "dash-typed")
    assert "lost -- nobody" in text_of(book)
    octavo(book, "lint", "--fix")
    assert "lost -- nobody" in source_of(book)
    assert f"pp.\N{NO-BREAK SPACE}3{EN}4" in source_of(book)
    assert not found(book, "dash-typed")


def test_a_flag_can_be_put_aside(tmp_path: Path) -> None:
    book = make_book(tmp_path / "book", '# One\n\nThey said: "So it is, and they went on.\n')
    (flag,) = found(book, "quotation-unpaired")
    assert octavo(book, "decide", flag.id, "--reject", "--reason", "As in the manuscript.") == 0
    assert not found(book, "quotation-unpaired")
    assert not found(book, "decision-unused")


def test_a_mind_can_be_changed(book: Path) -> None:
    first = names(book)[0]
    octavo(book, "decide", first.id, "--reject")
    assert first.id not in {f.id for f in found(book)}
    assert octavo(book, "decide", first.id, "--accept") == 0
    assert f"Marx{EN}Engels-Bebel" in text_of(book)
    assert len(decisions.load(book)) == 1


def test_the_beginning_of_an_identifier_is_enough(book: Path) -> None:
    assert octavo(book, "decide", names(book)[0].id[:6].upper(), "--accept") == 0
    assert len(names(book)) == 3


CITED = """# One

It was so (Moxon, Mechanick Exercises, p. 12).

It was not so (Ibid., p. 13).
"""


def test_a_citation_that_is_rejected_stays_as_it_was_typed(tmp_path: Path) -> None:
    book = make_book(tmp_path / "book", CITED)
    (change,) = found(book, "cite-ibid")
    assert octavo(book, "decide", change.id, "--reject", "--reason", "Another work.") == 0
    assert not found(book, "cite-ibid")
    octavo(book, "lint", "--fix")
    assert "[@moxon-1683, p. 12]" in source_of(book)
    assert "(Ibid., p.\N{NO-BREAK SPACE}13)" in source_of(book)
    assert not found(book, "cite-ibid")
    assert not found(book, "decision-unused")


def test_a_citation_that_is_only_likely_can_be_accepted(tmp_path: Path) -> None:
    book = make_book(tmp_path / "book", "# One\n\nIt was so (Moxon, p. 12).\n")
    (likely,) = found(book, "cite-typed")
    assert likely.tier is Tier.SUGGEST
    assert octavo(book, "decide", likely.id[:7], "--accept") == 0
    (done,) = found(book, "cite-typed")
    assert done.tier is Tier.AUTO
    octavo(book, "lint", "--fix")
    assert "[@moxon-1683, p. 12]" in source_of(book)
    assert not decisions.load(book)


# --- replaying --------------------------------------------------------------------------------


def test_the_same_decisions_give_the_same_bytes_in_another_folder(
    book: Path, tmp_path: Path
) -> None:
    other = make_book(tmp_path / "elsewhere" / "other", TEXT)
    octavo(book, "decide", names(book)[2].id, "--accept")
    file_of(other).write_bytes(file_of(book).read_bytes())
    assert text_of(other) == text_of(book)
    for root in (book, other):
        (root / "metadata" / "edition.yaml").write_text(
            f"title: Letters\nlang: en-GB\nidentifier: {UUID}\n", encoding="utf-8"
        )
        assert octavo(root, "build", "--to", "html") == 0
    one, two = (next((root / "dist").glob("*.html")).read_bytes() for root in (book, other))
    assert one == two


def test_the_order_of_deciding_leaves_no_trace(book: Path, tmp_path: Path) -> None:
    other = make_book(tmp_path / "other", TEXT)
    ids = [finding.id for finding in names(book)]
    for name in ids:
        octavo(book, "decide", name, "--accept")
    for name in reversed(ids):
        octavo(other, "decide", name, "--accept")
    assert file_of(book).read_bytes() == file_of(other).read_bytes()


def test_deciding_twice_changes_nothing(book: Path) -> None:
    name = names(book)[0].id
    octavo(book, "decide", name, "--accept")
    first = file_of(book).read_bytes()
    octavo(book, "decide", name, "--accept")
    assert file_of(book).read_bytes() == first


def test_a_decision_survives_edits_elsewhere_and_a_new_name_of_its_file(book: Path) -> None:
    octavo(book, "decide", names(book)[0].id, "--accept")
    path = book / "source" / "01-letters.md"
    edited = TEXT.replace("# Letters\n", "# Letters and Papers\n\nA new paragraph opens.\n")
    path.write_text(edited.replace("nobody knows", "no one knows"), encoding="utf-8")
    path.rename(book / "source" / "02-papers.md")
    assert f"Marx{EN}Engels-Bebel" in text_of(book)
    assert not found(book, "decision-unused")


def test_a_decision_survives_the_typography_around_it(book: Path) -> None:
    text = 'He wrote "it\'s so"... The Marx-Engels-Bebel letters -- "his" -- said so. '
    alone = "Marx met Engels; Engels met Bebel."
    path = book / "source" / "01-letters.md"
    path.write_text(f"# One\n\n{text}\n\n{alone}\n", encoding="utf-8")
    octavo(book, "decide", "--rule", "dash-names", "--reject")
    octavo(book, "lint", "--fix")
    assert "’s so’" in source_of(book)
    assert not names(book)
    assert not found(book, "decision-unused")


# --- fixing and undoing -----------------------------------------------------------------------


def test_fix_writes_what_was_accepted_and_drops_it(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for finding in names(book)[:2]:
        octavo(book, "decide", finding.id, "--accept")
    octavo(book, "decide", names(book)[0].id, "--reject")
    capsys.readouterr()
    assert octavo(book, "lint", "--fix") == 0
    told = capsys.readouterr().out
    assert "decisions.yaml: 2 accepted suggestions stand in the text now" in told
    assert f"Marx{EN}Engels{EN}Bebel letters" in source_of(book)
    assert [d.accept for d in decisions.load(book)] == [False]
    assert not found(book, "decision-unused")
    octavo(book, "lint", "--fix")
    assert "There was nothing to change." in capsys.readouterr().out


def test_undo_restores_the_text_and_the_decisions(book: Path) -> None:
    octavo(book, "decide", "--rule", "dash-names", "--accept")
    before = source_of(book), file_of(book).read_bytes()
    octavo(book, "lint", "--fix")
    assert (source_of(book), file_of(book).read_bytes()) != before
    octavo(book, "undo", str(book / ".octavo" / "undo" / "0001.patch"))
    assert (source_of(book), file_of(book).read_bytes()) == before


def test_accepted_italics_are_set_written_and_taken_back(tmp_path: Path) -> None:
    """Emphasis in the editions, Markdown in the source, and the bytes again; never a typed star."""
    text = (
        "# Letters\n\nHis publication The Lessons of October -- a reply -- was *read by\nmany*.\n"
    )
    book = make_book(tmp_path / "book", text)
    assert octavo(book, "decide", "--rule", "italic-title", "--accept") == 0
    blocks = prepare(Book.open(book), cite=False).document.blocks
    slanted = [stringify(node["c"]) for node in walk(blocks) if node["t"] == "Emph"]
    assert slanted == ["The Lessons of October", "read by many"]
    assert "*" not in text_of(book)
    assert octavo(book, "lint", "--fix") == 0
    assert "publication *The Lessons of October*\N{NO-BREAK SPACE}" in source_of(book)
    assert found(book, "italic-title") == []
    assert octavo(book, "undo", str(book / ".octavo" / "undo" / "0001.patch")) == 0
    assert source_of(book) == text


def test_undo_keeps_what_was_decided_since(book: Path) -> None:
    octavo(book, "decide", names(book)[0].id, "--accept")
    accepted = decisions.load(book)
    octavo(book, "lint", "--fix")
    assert not decisions.load(book)
    octavo(book, "decide", names(book)[1].id, "--reject")
    rejected = decisions.load(book)
    octavo(book, "undo", str(book / ".octavo" / "undo" / "0001.patch"))
    assert source_of(book) == TEXT
    assert set(decisions.load(book)) == {*accepted, *rejected}


def test_a_rejection_moves_with_words_that_the_fix_repairs(tmp_path: Path) -> None:
    text = (
        "# One\n\nMarx met Engels; Engels met Bebel, and no one else was there at the time.\n\n"
        "No more than a few thousandÉ The Marx-Engels-Bebel letters are lost to us all.\n"
    )
    book = make_book(tmp_path / "book", text)
    assert found(book, "mojibake-mac-roman")
    octavo(book, "decide", names(book)[0].id, "--reject", "--reason", "One person.")
    assert "thousandÉ" in decisions.load(book)[0].left
    octavo(book, "lint", "--fix")
    (kept,) = decisions.load(book)
    assert "thousand\N{HORIZONTAL ELLIPSIS} The" in kept.left
    assert kept.reason == "One person."
    assert len(names(book)) == 1
    assert not found(book, "decision-unused")


# --- stale decisions --------------------------------------------------------------------------


def test_a_stale_decision_is_a_finding_with_its_line(book: Path) -> None:
    octavo(book, "decide", names(book)[0].id, "--accept")
    path = book / "source" / "01-letters.md"
    path.write_text(TEXT.replace("The Marx-Engels-Bebel", "Those Mill-Engels"), encoding="utf-8")
    (stale,) = found(book, "decision-unused")
    assert str(stale.place) == "metadata/decisions.yaml:3"
    assert "the words around it stand nowhere in the text now" in stale.message
    with pytest.raises(InputError, match="Take the entry out of the file"):
        Desk.of(Book.open(book)).settle([stale], Verdict(accept=False))
    assert octavo(book, "lint") == 0


def test_a_decision_that_the_text_obeys_already_says_so(book: Path) -> None:
    octavo(book, "decide", names(book)[0].id, "--accept")
    path = book / "source" / "01-letters.md"
    path.write_text(TEXT.replace("The Marx-", f"The Marx{EN}"), encoding="utf-8")
    (stale,) = found(book, "decision-unused")
    assert "the text reads so already" in stale.message


def test_a_decision_about_a_file_that_is_gone_says_so(book: Path) -> None:
    entry = Decision(True, "dash-names", "source/09-gone.md", "a b", "-", EN, "c d")
    decisions.save(book, [entry])
    (stale,) = found(book, "decision-unused")
    assert "source/09-gone.md is no source of the book" in stale.message


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
        (ENTRY.replace("accept", "maybe"), ":1: “maybe” is no decision. Write accept or reject."),
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
    assert "Say one of --accept and --reject." in refusal(book, capsys, name)
    assert "Say one of" in refusal(book, capsys, name, "--accept", "--reject")
    assert "Did you mean dash-names?" in refusal(book, capsys, "--rule", "dash-name", "--accept")
    assert "are automatic" in refusal(book, capsys, "--rule", "dash-typed", "--accept")
    assert "is made already" in refusal(book, capsys, auto, "--accept")
    assert "Nothing of prime waits" in refusal(book, capsys, "--rule", "prime", "--reject")
    assert "Say what is to be decided." in refusal(book, capsys, "--accept")


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
    assert said[0].startswith("8 suggestions wait, 4 of them different.")
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
        "Stopped; what was decided is kept",
    ]
    assert len(decisions.load(book)) == 4
    assert f"The Marx{EN}Engels-Bebel letters" in text_of(book)
    assert f"the Marx{EN}Engels{EN}Bebel letters" in text_of(book)


def test_quitting_keeps_what_was_decided(book: Path) -> None:
    said, told = asked(book, "what?", "a", "q")
    assert told[-1] == "Stopped; what was decided is kept."
    assert any("accept all that are alike" in line for line in said)
    assert len(decisions.load(book)) == 1


def test_without_suggestions_nothing_is_asked(book: Path) -> None:
    octavo(book, "decide", "--rule", "dash-names", "--reject")
    assert asked(book) == ([], ["No suggestion waits."])


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
    assert "Marx-Engels-Bebel → Marx–Engels-Bebel  (dash-names, 1 place)" in told
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
