"""Decisions: settled once, replayed at every build, and never in the way of the text."""

from __future__ import annotations

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
from octavo.desk.decide import Desk, Verdict
from octavo.model.finding import Finding, InputError, Tier
from octavo.model.nodes import stringify, walk
from octavo.press.prepare import prepare
from tests.decided_books import EN, TEXT, file_of, found, make_book, names, octavo, text_of
from tests.examples import examples

UUID = "urn:uuid:6ba7b811-9dad-51d1-80b4-00c04fd430c8"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return make_book(tmp_path / "book", TEXT)


def source_of(book: Path) -> str:
    return (book / "source" / "01-letters.md").read_bytes().decode()


# --- accepting and rejecting ------------------------------------------------------------------


def test_an_accepted_suggestion_changes_exactly_its_place(book: Path) -> None:
    before = text_of(book)
    second = names(book)[1]
    assert octavo(book, "decide", second.id, "--accept", "--reason", "Three people.") == 0
    expected = before.replace("Engels-Marx-Bebel", f"Engels{EN}Marx{EN}Bebel")
    assert text_of(book) == expected != before
    assert len(names(book)) == 3


CHOICES = [chosen for count in range(5) for chosen in combinations(range(4), count)]
SHORT = [(), (1,), (0, 3), (0, 1, 2, 3)]


@pytest.mark.parametrize(
    "chosen",
    [pytest.param(one, marks=[] if one in SHORT else pytest.mark.long) for one in CHOICES],
)
def test_any_choice_changes_its_places_and_no_other(book: Path, chosen: tuple[int, ...]) -> None:
    """Some are accepted and all others rejected: the text differs in the accepted names alone."""
    desk = Desk.of(Book.open(book))
    for number, finding in enumerate(desk.suggestions):
        desk.settle([finding], Verdict(accept=number in chosen))
    plain = ("Marx-Engels-Bebel", "Engels-Marx-Bebel", "Bebel-Marx-Engels", "Bebel-Engels-Marx")
    expected = [
        names.replace("-", EN) if number in chosen else names for number, names in enumerate(plain)
    ]
    assert [names for names in expected if names not in text_of(book)] == []
    octavo(book, "lint", "--fix")
    fixed = source_of(book)
    assert all(names in fixed for names in expected)
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
    assert f"Marx{EN}Engels{EN}Bebel" in text_of(book)
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


@pytest.mark.long
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


@pytest.mark.long
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
    assert f"Marx{EN}Engels{EN}Bebel" in text_of(book)
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
    assert f"Engels{EN}Marx{EN}Bebel letters" in source_of(book)
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
    assert not names(book)
    assert not found(book, "decision-unused")


# --- stale decisions --------------------------------------------------------------------------


def test_a_stale_decision_is_a_finding_with_its_line(book: Path) -> None:
    octavo(book, "decide", names(book)[0].id, "--accept")
    path = book / "source" / "01-letters.md"
    path.write_text(TEXT.replace("The Marx-Engels-Bebel", "Those Mill-Engels"), encoding="utf-8")
    (stale,) = found(book, "decision-unused")
    assert str(stale.place) == "metadata/decisions.yaml:3"
    assert "the words around it stand nowhere in the text now" in stale.message
    with pytest.raises(InputError, match="--prune"):
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
    assert "source/09-gone.md is not a source file of the book" in stale.message
