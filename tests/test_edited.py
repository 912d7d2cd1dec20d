"""A decision outlives an edit of a word beside it, and never comes to stand at another place."""

from __future__ import annotations

from pathlib import Path

import pytest

from octavo.book.edited import Core
from octavo.book.replay import Replay
from octavo.model.finding import Anchor, Finding, Tier
from tests.decided_books import found, make_book, names, octavo
from tests.test_replaying import REFRAIN, TEXT, chapter, decided, replay, suggestion

EDITS = {
    "a word on the left": ("the old Marx", "the very old Marx"),
    "another word right beside": ("old Marx", "early Marx"),
    "a word less": ("the old Marx", "the Marx"),
    "two words": ("the old Marx", "these dear Marx"),
    "on the right": ("letters were", "letters she kept were"),
    "another on the right": ("Engels letters", "Engels papers"),
    "the beginning of the sentence": ("Once upon a time the old", "The old"),
}


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_beside_it_leaves_a_decision(edit: str) -> None:
    text = TEXT.replace(*EDITS[edit])
    assert text != TEXT
    one = replay(decided(accept=False), chapters=(chapter("Before.", text, "After it."),))
    finding = suggestion("Before.", text, "After it.")
    assert one.settle(finding) is None
    assert one.unused() == []


OTHERS = {
    "another name": ("Marx-Engels", "Marx-Bebel"),
    "three words of a side": ("a time the old Marx", "some winter these dear Marx"),
    "both sides": ("old Marx-Engels letters", "early Marx-Engels papers"),
    "another sentence": ("a time the old Marx-Engels letters were", "Marx-Engels are"),
}


@pytest.mark.parametrize("edit", OTHERS)
def test_what_is_another_place_is_asked_again(edit: str) -> None:
    text = TEXT.replace(*OTHERS[edit])
    word = next(word for word in text.split() if word.startswith("Marx-"))
    one = replay(decided(accept=False), chapters=(chapter(text),))
    finding = suggestion(text, word=word)
    assert one.settle(finding) == finding


def test_of_two_places_that_fit_neither_is_taken() -> None:
    two = (TEXT.replace("old", "early"), TEXT.replace("old", "dear"))
    one = replay(decided(accept=False), chapters=(chapter(*two),))
    for turn in (1, 2):
        assert one.settle(suggestion(*two, turn=turn)) is not None
    apart = (chapter(two[0]), chapter(two[1], file="source/02.md"))
    one = replay(decided(accept=False), chapters=apart)
    assert one.settle(suggestion(two[0])) is not None
    assert one.settle(suggestion(two[1], chapter=1)) is not None


def test_the_place_itself_goes_before_one_that_is_like_it() -> None:
    """The sentence that was decided still stands: a new one like it is asked about."""
    both = (TEXT, TEXT.replace("old", "early"))
    one = replay(decided(accept=False), chapters=(chapter(*both),))
    assert one.settle(suggestion(*both, turn=1)) is None
    assert one.settle(suggestion(*both, turn=2)) is not None


def test_of_two_decisions_that_may_be_meant_neither_is_taken() -> None:
    both = (TEXT, TEXT.replace("old", "early"))
    made = [decided(turn == 1, suggestion(*both, turn=turn), chapter(*both)) for turn in (1, 2)]
    text = TEXT.replace("old", "dear")
    assert replay(*made, chapters=(chapter(text),)).settle(suggestion(text)) == suggestion(text)


def test_equal_places_keep_to_their_words() -> None:
    book = chapter(REFRAIN, REFRAIN)
    decision = decided(False, suggestion(REFRAIN, REFRAIN, turn=2), book)
    edited = (REFRAIN, REFRAIN.replace("say", "said"))
    one = replay(decision, chapters=(chapter(*edited),))
    for turn in (1, 2):
        assert one.settle(suggestion(*edited, turn=turn)) is not None


def test_the_two_marks_at_one_word_are_two_places() -> None:
    words = "It was so, they say, 'tis' a thing that nobody knows of."

    def mark(text: str, at: int) -> Finding:
        number = text.split().index("'tis'")
        anchor = Anchor(0, (number, at), (number, at + 1))
        right = "\N{RIGHT SINGLE QUOTATION MARK}"
        return Finding(
            "quotation-doubtful", "?", tier=Tier.SUGGEST, before="'", after=right, anchor=anchor
        )

    made = Replay((), (chapter(words),)).decide(mark(words, 0), accept=False, reason="")
    now = words.replace("they say", "he says")
    one = replay(made, chapters=(chapter(now),))
    assert one.settle(mark(now, 4)) is not None
    assert one.settle(mark(now, 0)) is None


def test_what_a_change_is_about() -> None:
    assert Core.of("the Marx", "-", "Engels letters").words == ("Marx", "Engels")
    assert Core.of("we organi", "s", "e it").words == ("organise",)
    assert Core.of("as always", "", " Lenin said").words == ("always", "Lenin")
    assert Core.of("of nothng", " ", "at all").words == ("nothng", "at")
    assert Core.of("all of ", "nothng", " at all").words == ("nothng",)
    assert Core.of("he said ", "'", "tis well").words == ("tis",)
    assert Core.of("so it", " -- ", "was").words == ("it", "was")


def test_a_rejection_in_a_book_stays_while_its_sentence_is_edited(tmp_path: Path) -> None:
    text = (
        "# One\n\nMarx met Engels; Engels met Bebel, and no one else was there at the time.\n\n"
        "The old Marx-Engels-Bebel letters are lost to us all.\n"
    )
    book = make_book(tmp_path / "book", text)
    octavo(book, "decide", names(book)[0].id, "--reject", "--reason", "One person.")
    (path,) = (book / "source").glob("01*.md")
    path.write_text(text.replace("The old Marx", "The yellow Marx"), encoding="utf-8")
    assert not names(book)
    assert not found(book, "decision-unused")
