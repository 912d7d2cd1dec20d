"""Marks of quotation in many languages: nothing but marks changes, and costs are linear."""

from __future__ import annotations

import gc
import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from octavo.book.filtering import load
from octavo.model.finding import Finding, Tier
from octavo.model.nodes import Document, Node, inlines, meta_value
from octavo.prose.prose import Prose
from octavo.text.lexicon import lexicon
from octavo.text.quotations.elision_abroad import elisions_of
from octavo.text.quotations.known import Habits, known
from octavo.text.quotations.read import Grammar, Role, read
from octavo.text.style.house import style_for
from tests.making import FILTERS

LANGUAGES = ("en-US", "en-GB", "nl", "de", "pl", "fr", "sv", "cs", "it", "es", "ro", "hu", "fi")
MARKS = re.compile(r"[\s\"'`,.“”„‘’‚«»′″]")
WORDS = st.lists(st.sampled_from(("wort", "mot", "ord", "szó", "slovo", "Ja")), min_size=1)
PIECES = (
    "a",
    "Wort",
    "mots",
    "12",
    " ",
    " ",
    "'",
    '"',
    "''",
    "``",
    "`",
    ",,",
    ".",
    ",",
    "—",
    "(",
    ")",
)


def applied(lang: str, *texts: str) -> tuple[list[str], list[Finding]]:
    """The paragraphs after the filter, and what it found."""
    blocks: list[Node] = [{"t": "Para", "c": inlines(text)} for text in texts]
    prose = Prose(Document({"lang": meta_value(lang)}, blocks))
    findings: list[Finding] = load(FILTERS / "quotations.py").apply(prose)
    prose.tidy()
    return [run.text for run in prose.runs()], findings


@given(st.sampled_from(LANGUAGES), st.lists(st.sampled_from(PIECES), max_size=24))
@settings(max_examples=120, deadline=None)
def test_nothing_but_marks_and_the_spaces_inside_them_changes(lang: str, pieces: list[str]) -> None:
    text = "".join(pieces).strip()
    (after,), _ = applied(lang, text)
    assert MARKS.sub("", after) == MARKS.sub("", text)
    assert after.count(",") >= text.count(",") - 2 * text.count(",,")


@given(
    st.sampled_from(LANGUAGES), WORDS, st.sampled_from([("``", "''"), ("''", "''"), (",,", "''")])
)
@settings(max_examples=80, deadline=None)
def test_two_keys_are_one_mark(lang: str, words: list[str], keys: tuple[str, str]) -> None:
    style = style_for(lang)
    assert style is not None
    opening, closing = style.outer[0] + style.padding, style.padding + style.outer[1]
    said = " ".join(words)
    (after,), findings = applied(lang, f"Abc {keys[0]}{said}{keys[1]} abc.")
    assert after == f"Abc {opening}{said}{closing} abc."
    assert [finding.tier for finding in findings] == [Tier.AUTO, Tier.AUTO]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_two_apostrophes_alone_are_never_made_two_marks(lang: str) -> None:
    (after,), findings = applied(lang, "Abc abc.''")
    assert after == "Abc abc.''"
    assert [finding.tier for finding in findings] == [Tier.FLAG, Tier.SUGGEST]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "text",
    [
        'Abc abc, "abc abc.',
        'Abc "abc "abc abc.',
        "Abc ' abc ' abc.",
        'Abc "" abc.',
        "Abc 'Abc abc '.",
        "Abc (word').",
    ],
)
def test_what_is_not_sure_stays_as_it_is_typed(lang: str, text: str) -> None:
    (after,), findings = applied(lang, text)
    assert after == text
    assert findings
    assert all(finding.tier is not Tier.AUTO for finding in findings)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("text", ["12 '30", "12 ' 30", "12° '30", "'7 ' 30", "1962 '63", "3 '5.4"])
def test_a_mark_between_two_numbers_is_never_an_apostrophe(lang: str, text: str) -> None:
    (after,), findings = applied(lang, f"Abc {text} abc.")
    assert after == f"Abc {text} abc."
    assert all(finding.tier is not Tier.AUTO for finding in findings)


@given(st.sampled_from(LANGUAGES), st.lists(st.sampled_from(PIECES), max_size=16))
@settings(max_examples=200, deadline=None)
def test_no_half_of_a_quotation_is_sure_alone(lang: str, pieces: list[str]) -> None:
    text, language = "".join(pieces).strip(), lang[:2]
    marks = read(text, Grammar.of([text], lexicon(language), elisions_of(language)))
    for mark in marks:
        if mark.kind == "S" and mark.role is Role.CLOSE and mark.sure:
            assert mark.partner is not None
            assert marks[mark.partner].sure or not marks[mark.partner].straight


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "text",
    [
        '"Abc abc", abc abc," abc abc abc.',
        "``Abc abc' abc ``abc'' abc ``abc'' abc.",
        "``Abc abc&#39;&#39; abc ``abc'' abc.",
        '"Abc abc&quot; abc "abc" abc.',
        "Salt 'N' abc Keb 'Mo' abc",
    ],
)
def test_where_a_half_may_be_hidden_no_quotation_is_set(lang: str, text: str) -> None:
    (_,), findings = applied(lang, text)
    automatic = [finding for finding in findings if finding.tier is Tier.AUTO]
    after = {finding.after for finding in automatic if finding.rule == "quotation-mark"}
    assert after <= ({"’"} if lang.startswith("en") else set())


def test_a_doubtful_quotation_is_proposed_as_the_house_has_it() -> None:
    (_,), findings = applied("fr", 'Abc "abc" abc, "abc abc "abc.')
    proposed = [finding.after for finding in findings if finding.tier is Tier.SUGGEST]
    assert proposed
    assert set(proposed) <= {"«\N{NO-BREAK SPACE}", "\N{NO-BREAK SPACE}»", "“", "”"}


LONG = {
    "a row of single marks": "'",
    "both marks by turns": "\"'",
    "graves and apostrophes": "``''",
    "elided words": "'tis ",
    "letters and marks": "'a",
    "possessives": "the dogs' ",
    "terms": "'word' ",
    "all kinds": "a' 'b \"c ",
    "opening marks": "'Word ",
    "lone graves": "`a ",
    "low marks": ",,a ",
    "years": "'90 ",
    "double marks": '"a" ',
    "two keys": "``a'' ",
    "spaces inside": '" a ',
}


def seconds(text: str, lang: str) -> float:
    """The processor time for the reading of one long paragraph."""
    words, elisions = lexicon(lang), elisions_of(lang)
    gc.collect()
    gc.disable()
    try:
        began = time.process_time()
        read(text, Grammar.of([text], words, elisions))
        return time.process_time() - began
    finally:
        gc.enable()


@pytest.mark.parametrize("kind", LONG)
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_cost_of_a_reading_is_linear(lang: str, kind: str) -> None:
    """Four times the text: at most 2.3 times the time for each doubling.

    On a machine that others use a clock may tell too much, never too little: three goes.
    """
    unit = LONG[kind]
    short, long = (unit * (size // len(unit)) for size in (1_200, 4_800))
    most = 2.3**2 * min(seconds(short, lang) for _ in range(3)) + 0.012
    assert any(seconds(long, lang) <= most for _ in range(3))


def test_a_paragraph_is_read_once_by_the_same_habits() -> None:
    """The same reading comes again, itself; other habits read anew."""
    text = "He said \"the dogs' tails\" to 'em."
    habits = Habits.of([text], "en")
    first, again = ([*known(text, "", Habits.of([text], "en"))] for _ in range(2))
    assert first == read(text, habits.grammar)
    assert all(one is two for one, two in zip(first, again, strict=True))
    learnt = Habits.of([text, *["I saw 'em there."] * 3], "en")
    assert learnt != habits
    assert [*known(text, "", learnt)] == read(text, learnt.grammar)
    assert not any(one is two for one in known(text, "", learnt) for two in first)
