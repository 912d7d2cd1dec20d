"""A decision is replayed where its words stand, and says what became of it where they do not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from octavo.book.chapter import Chapter
from octavo.book.decisions import Decision
from octavo.book.replay import Replay, identity
from octavo.model.finding import Anchor, Finding, Place, Severity, Tier
from octavo.model.nodes import Document, inlines
from octavo.report import verdict
from octavo.report.terminal import finding_line

EN = "\N{EN DASH}"
FILE = "source/01.md"
TEXT = "Once upon a time the old Marx-Engels letters were lost to all of us."
RULE = "dash-names"


def chapter(*paragraphs: str, file: str = FILE) -> Chapter:
    blocks = [{"t": "Para", "c": inlines(text)} for text in paragraphs]
    return Chapter(file, "\n\n".join(paragraphs), Document({}, blocks).dumps())


def suggestion(
    *paragraphs: str, word: str = "Marx-Engels", turn: int = 1, sign: str = "-", chapter: int = 0
) -> Finding:
    """The suggestion of an en rule in a word of the text, where it stands for the n-th time."""
    strings = [string for text in paragraphs or (TEXT,) for string in text.split()]
    number = [n for n, string in enumerate(strings) if string == word][turn - 1]
    at = word.index(sign)
    anchor = Anchor(chapter, (number, at), (number, at + len(sign)))
    return Finding(RULE, "Names.", tier=Tier.SUGGEST, before=sign, after=EN, anchor=anchor)


def decided(accept: bool, finding: Finding | None = None, *chapters: Chapter) -> Decision:
    made = Replay((), chapters or (chapter(TEXT),))
    return made.decide(finding or suggestion(), accept=accept, reason="")


def replay(*made: Decision, chapters: tuple[Chapter, ...] = ()) -> Replay:
    return Replay(made, chapters or (chapter(TEXT),))


# --- what becomes of a suggestion -------------------------------------------------------------


def test_what_nobody_decided_stays_as_it_is() -> None:
    one = replay()
    assert one.settle(suggestion()) == suggestion()
    assert one.used == {}


def test_what_is_accepted_is_written() -> None:
    decision = decided(accept=True)
    one = replay(decision)
    settled = one.settle(suggestion())
    assert settled == replace(suggestion(), tier=Tier.AUTO, evidence=("accepted",))
    assert one.used == {decision: [suggestion()]}
    assert one.rejected() == []


def test_the_reason_is_shown_as_evidence_behind_what_the_filter_knew() -> None:
    decision = replace(decided(accept=True), reason="Two people.")
    likely = replace(suggestion(), confidence=0.6, evidence=("two names",))
    settled = replay(decision).settle(likely)
    assert settled is not None
    assert settled.evidence == ("two names", "accepted: Two people.")
    assert settled.confidence == 1


def test_what_is_rejected_is_gone() -> None:
    decision = decided(accept=False)
    one = replay(decision)
    assert one.settle(suggestion()) is None
    assert one.rejected() == [suggestion()]
    assert one.unused() == []


def test_an_automatic_change_can_be_rejected_too() -> None:
    automatic = replace(suggestion(), tier=Tier.AUTO)
    assert replay(decided(accept=False)).settle(automatic) is None


def test_an_error_cannot_be_decided_away() -> None:
    error = replace(suggestion(), severity=Severity.ERROR)
    for accept in (True, False):
        one = replay(decided(accept))
        assert one.settle(error) == error
        assert one.without_rejected([error]) == [error]
        assert one.used == {}


def test_a_flag_has_nothing_to_accept() -> None:
    flag = replace(suggestion(), tier=Tier.FLAG)
    one = replay(decided(accept=True))
    assert one.settle(flag) == flag
    assert one.used == {}
    assert replay(decided(accept=False)).settle(flag) is None


def test_only_suggestions_are_offered() -> None:
    one = replay()
    for tier in (Tier.AUTO, Tier.FLAG):
        one.settle(replace(suggestion(), tier=tier))
    assert one.offered == set()
    one.settle(suggestion())
    assert one.offered == {(RULE, suggestion().anchor, "-", EN)}


# --- findings that no filter asked about ------------------------------------------------------


def test_what_was_rejected_is_left_out_and_remembered() -> None:
    decision = decided(accept=False)
    one = replay(decision)
    other = replace(suggestion(), rule="another")
    assert one.without_rejected([suggestion(), other]) == [other]
    assert one.used == {decision: [suggestion()]}


def test_what_was_accepted_or_done_is_kept() -> None:
    one = replay(decided(accept=True))
    assert one.without_rejected([suggestion()]) == [suggestion()]
    done = replace(suggestion(), tier=Tier.AUTO)
    one = replay(decided(accept=False))
    assert one.without_rejected([done]) == [done]
    assert one.used == {}


# --- which finding a decision is about --------------------------------------------------------


@pytest.mark.parametrize(
    "other",
    [
        replace(suggestion(), rule="dash-typed"),
        replace(suggestion(), before="--"),
        replace(suggestion(), after="\N{EM DASH}"),
    ],
)
def test_another_rule_or_change_is_another_question(other: Finding) -> None:
    assert replay(decided(accept=False)).of_finding(other) is None


SAID = 'He said "we-- you and I-- were lost" to all of us there.'
SET = f"He said “we {EN} you and I {EN} were lost” to all of us there."


def displayed(text: str, sign: str) -> Finding:
    """The suggestion to display a quotation, whose marks and dashes may be set by now."""
    before = text[text.index(sign) : text.index(" to all")]
    first = text[: text.index(sign)].count(" ")
    last = first + before.count(" ")
    anchor = Anchor(0, (first, 0), (last, len(text.split()[last])))
    after = f"> {before[1:-1]}"
    return Finding(
        "import-long-quotation", "", tier=Tier.SUGGEST, before=before, after=after, anchor=anchor
    )


@pytest.mark.parametrize("accept", [True, False])
def test_an_answer_follows_its_words_when_their_marks_and_dashes_are_set(accept: bool) -> None:
    was = decided(accept, displayed(SAID, '"'), chapter(SAID))
    one = replay(was, chapters=(chapter(SET),))
    assert one.of_finding(displayed(SET, "“")) == was
    newer = decided(not accept, displayed(SET, "“"), chapter(SET))
    both = replay(was, newer, chapters=(chapter(SET),))
    assert both.of_finding(displayed(SET, "“")) == newer, "the one about these very words"


def test_an_answer_about_a_mark_holds_when_the_mark_is_read_by_another_rule() -> None:
    doubtful = replace(suggestion(), rule="quotation-doubtful", after="’")
    one = replay(decided(False, doubtful))
    assert one.settle(replace(doubtful, rule="apostrophe", tier=Tier.AUTO)) is None
    other = replace(doubtful, rule="quotation-mark", after="‘")
    assert one.settle(other) == other
    assert one.unused() == []


def test_what_was_accepted_asks_for_nothing_more() -> None:
    asking = replace(suggestion(), hint="If it is another, type the mark that is meant.")
    settled = replay(decided(accept=True)).settle(asking)
    assert settled is not None
    assert settled.is_accepted
    assert not suggestion().is_accepted
    assert not settled.hint
    assert finding_line(settled).plain.startswith("book: accepted: Names.")
    assert verdict.of_lint([settled, replace(suggestion(), tier=Tier.AUTO)]) == (
        "2 changes to make (1 accepted)"
    )


def test_the_words_must_be_the_same_on_one_side_at_least() -> None:
    text = TEXT.replace("time", "week").replace("lost", "burnt")
    one = replay(decided(accept=False), chapters=(chapter(text),))
    assert one.of_finding(suggestion(text)) is None


def test_words_further_away_may_change() -> None:
    text = TEXT.replace("Once", "Twice").replace("to all of us", "to them")
    one = replay(decided(accept=False), chapters=(chapter(text),))
    assert one.settle(suggestion(text)) is None


ENDS = "letters were lost to us."


@pytest.mark.parametrize(
    ("before", "now", "same"),
    [
        (("and at home the", ENDS), ("and at home the", ENDS), True),
        (("at home the", ENDS), ("and at home the", ENDS), True),
        (("home the", ENDS), ("and at home the", ENDS), True),
        (("the", ENDS), ("and at home the", ENDS), False),
        (("the", ENDS), ("the", ENDS), True),
        (("at work the", ENDS), ("and at home the", ENDS), True),
        (("and at work the", ENDS), ("and at home the", ENDS), True),
        (("and at home the", "letters were lost"), ("and at home the", ENDS), True),
        (("and at home the", "letters were"), ("and at home the", ENDS), True),
        (("and at home the", "letters"), ("and at home the", ENDS), False),
        (("and at home the", "letters"), ("and at home the", "letters"), True),
        (("and at home the", "letters were ours"), ("and at home the", ENDS), True),
        (("at home the", "letters were lost"), ("and at home the", ENDS), True),
        (("home the and", ENDS), ("the and at home the and", ENDS), True),
        (("home the home", ENDS), ("home the home at work the", ENDS), True),
    ],
)
def test_a_place_near_the_edge_of_a_chapter_is_known_by_three_words(
    before: tuple[str, str], now: tuple[str, str], same: bool
) -> None:
    """At an edge fewer than five words stand on a side: three are enough, two are not.

    One or two of the words on a side may be others. The nearest names
    count. Both ways: the chapter may have been longer when it was decided.
    """
    one, two = (" Marx-Engels ".join(words) for words in (before, now))
    for old, new in ((one, two), (two, one)):
        decision = decided(False, suggestion(old), chapter(old))
        replayed = replay(decision, chapters=(chapter(new),))
        assert (replayed.of_finding(suggestion(new)) is not None) is same


REFRAIN = "And still, as they all say, the Marx-Engels letters are lost to all of us."


def test_a_decision_about_one_of_equal_places_goes_before_one_about_all() -> None:
    book = chapter(REFRAIN, REFRAIN, REFRAIN)
    places = [suggestion(REFRAIN, REFRAIN, REFRAIN, turn=turn) for turn in (1, 2, 3)]
    second = decided(False, places[1], book)
    assert second.occurrence == "2"
    everywhere = replace(second, accept=True, occurrence="")
    for order in ((everywhere, second), (second, everywhere)):
        one = replay(*order, chapters=(book,))
        settled = [one.settle(place) for place in places]
        assert [place and place.tier for place in settled] == [Tier.AUTO, None, Tier.AUTO]


def test_a_place_that_is_the_only_one_has_no_number() -> None:
    assert decided(accept=True).occurrence == ""


def test_a_decision_holds_in_its_file_and_in_no_other() -> None:
    book = (chapter(TEXT), chapter(TEXT, file="source/02.md"))
    first, second = suggestion(), suggestion(chapter=1)
    decision = decided(False, second, *book)
    assert decision.file == "source/02.md"
    one = replay(decision, chapters=book)
    assert one.settle(first) == first
    assert one.settle(second) is None


def test_a_decision_about_a_renamed_file_holds_wherever_its_words_stand() -> None:
    decision = replace(decided(accept=False), file="source/old.md")
    assert replay(decision).settle(suggestion()) is None


def test_a_finding_without_a_place_is_known_by_its_context() -> None:
    """A program of others gives findings back without the source that they came from."""
    decision = decided(accept=False)
    left, _, right = TEXT.partition("-")
    lost = replace(suggestion(), anchor=None, context=(left, right))
    one = replay(decision)
    assert one.file_of(lost) == ""
    assert one.settle(lost) is None
    numbered = replace(decision, occurrence="2")
    assert replay(numbered).settle(lost) == lost


def test_a_finding_with_a_line_alone_belongs_to_its_file() -> None:
    left, _, right = TEXT.partition("-")
    lost = replace(suggestion(), anchor=None, context=(left, right), place=Place(FILE, 3))
    one = replay()
    decision = one.decide(lost, accept=False, reason="No.")
    assert decision == replace(decided(accept=False), reason="No.")
    assert replay(decision).settle(lost) is None
    elsewhere = replace(lost, place=Place("source/02.md", 3))
    book = (chapter(TEXT), chapter(TEXT, file="source/02.md"))
    assert replay(decision, chapters=book).settle(elsewhere) == elsewhere


# --- decisions that met nothing ---------------------------------------------------------------


def why(decision: Decision, *paragraphs: str) -> str:
    (unused,) = replay(decision, chapters=(chapter(*paragraphs),)).unused()
    assert unused.severity is Severity.WARNING
    assert unused.place == decision.place
    return unused.message.partition("is not needed: ")[2]


GONE = "the words around it stand nowhere in the text now."
DONE = "the text reads so already."
NOT_ASKED = "nothing proposes this change any more."
FEWER = "its words stand there fewer times now."


def test_each_reason_why_a_decision_is_not_needed() -> None:
    accepted, rejected = decided(accept=True), decided(accept=False)
    assert why(accepted, "Another text.") == why(rejected, "Another text.") == GONE
    assert why(rejected, TEXT) == NOT_ASKED
    assert why(accepted, TEXT) == DONE  # a hyphen and an en rule are the same typography here
    renamed = replace(accepted, file="source/09.md")
    assert why(renamed, TEXT) == "source/09.md is not a source file of the book."


def test_an_accepted_change_stands_in_the_text_already() -> None:
    changed = TEXT.replace("Marx-Engels", "Marx and Engels")
    decision = replace(decided(accept=True), before="-", after=" and ")
    assert why(decision, TEXT) == NOT_ASKED
    assert why(decision, changed) == DONE
    assert why(replace(decision, accept=False), changed) == GONE


def test_a_refrain_that_is_sung_fewer_times() -> None:
    book = chapter(REFRAIN, REFRAIN)
    second = decided(False, suggestion(REFRAIN, REFRAIN, turn=2), book)
    assert why(second, REFRAIN) == FEWER
    assert why(second, REFRAIN, REFRAIN) == NOT_ASKED
    assert why(replace(second, occurrence=""), REFRAIN) == NOT_ASKED
    assert why(second, "Another text.") == GONE


def test_what_a_decision_was_about_is_named() -> None:
    left, right = decided(accept=True).left, decided(accept=True).right
    for accept, after, words in (
        (True, EN, f"(“-” → “{EN}”, accepted)"),
        (False, EN, f"(“-” → “{EN}”, rejected)"),
        (False, "", "(a finding, rejected)"),
    ):
        decision = replace(decided(accept), after=after)
        (unused,) = replay(decision, chapters=(chapter("Another text."),)).unused()
        assert words in unused.message
        assert unused.context == (left, right)


def test_only_what_met_nothing_is_unused() -> None:
    used, unused = decided(accept=True), replace(decided(accept=True), rule="another")
    one = replay(used, unused)
    one.settle(suggestion())
    assert ["another" in finding.message for finding in one.unused()] == [True]


def test_findings_without_words_are_told_apart_by_what_they_say() -> None:
    one, other = (Finding("import-metadata-missing", words) for words in ("Author.", "Date."))
    assert identity(one) != identity(other)
    assert identity(one) == identity(Finding("import-metadata-missing", "Author."))


def test_an_answer_to_what_is_said_no_more_says_so() -> None:
    decision = Decision(
        False, "import-metadata-missing", "metadata/edition.yaml", message="No author."
    )
    (unused,) = Replay((decision,)).unused()
    assert "nothing says this any more" in unused.message
    assert "--prune" in unused.hint
