"""How typed citations are read: the hard cases."""

from __future__ import annotations

import re
from typing import Any

import pytest

from octavo.text.citations.grammar import find
from octavo.text.citations.history import History
from octavo.text.citations.locator import expand, roman
from octavo.text.citations.match import Shelf
from octavo.text.citations.records import Answer, write
from tests.cited_texts import WORKS

# --- the grammar ----------------------------------------------------------------------------------


SHELF: list[dict[str, Any]] = [
    *WORKS[:2],
    {**WORKS[2], "title": "Writings of Leon Trotsky, 1935–36",
     "title-short": "Writings, 1935–36"},
    {"id": "trotsky-life", "type": "book", "author": [{"family": "Trotsky", "given": "Leon"}],
     "title": "My Life", "issued": {"date-parts": [[1930]]}},
    {"id": "carr-bolshevik", "type": "book", "author": [{"family": "Carr", "given": "E. H."}],
     "title": "The Bolshevik Revolution, 1917–1923", "number-of-volumes": "3"},
    {"id": "carr-history", "type": "book", "author": [{"family": "Carr", "given": "E. H."}],
     "title": "What Is History?", "issued": {"date-parts": [[1961]]}},
    {"id": "vogel-marriage", "type": "article-journal", "author": [{"family": "Vogel"}],
     "title": "Marriage and the Law"},
    {"id": "thomas-sls", "type": "book", "editor": [{"family": "Thomas", "given": "Philip A."}],
     "title": "Socio-Legal Studies", "issued": {"date-parts": [[1997]]}},
]  # fmt: skip


def read_all(texts: list[str]) -> list[Answer]:
    """Texts read one after the other; `#` is a heading, `^` begins a note, `@` the editor's own."""
    history = History(Shelf(SHELF, {"LCW": "lenin-cw"}))
    answers = []
    for text in texts:
        if text == "#":
            history.heading(2)
        elif text.startswith("@"):
            key, _, suffix = text[1:].partition(",")
            history.cited([(key, f",{suffix}")])
        else:
            note = text.startswith("^")
            if note:
                history.enter_note()
            answers += [history.typed(g) for g in find(text.lstrip("^"), note=note)]
            history.leave_note()
    return answers


AUTO = [
    ("1", ["(LCW, Vol. 27, p. 273.)"], "[@lenin-cw, vol. 27, p. 273]"),
    ("2", ["(LCW, Vol. 27, p. 273.)", "(Ibid., p. 148.)"], "[@lenin-cw, vol. 27, p. 148]"),
    ("3", ["(LCW, Vol. 29, pp. 32-3.)"], "[@lenin-cw, vol. 29, pp. 32-33]"),
    ("4", ["(LCW, Vol. 29, pp. 32-3.)", "(ibid.)"], "[@lenin-cw, vol. 29, pp. 32-33]"),
    ("5", ["(LCW, Vol. 29, pp. 32-3.)", "(Ibid., Vol. 33, p. 279.)"],
     "[@lenin-cw, vol. 33, p. 279]"),
    ("6", ["(Trotsky, Writings, 1935-36, p. 178.)"], "[@trotsky-writings-1935-36, p. 178]"),
    ("7", ["(See LCW, Vol. 33, p. 279; Trotsky, My Life, p. 480.)"],
     "[see @lenin-cw, vol. 33, p. 279; @trotsky-life, p. 480]"),
    ("10", ["(Carr, The Bolshevik Revolution, Vol. 2, p. 3)", "(Carr, op. cit., Vol. 1, p. 99.)"],
     "[@carr-bolshevik, vol. 1, p. 99]"),
    ("11", ["(Trotsky, The Revolution Betrayed, p. 1)", "(Idem, My Life, p. 512.)"],
     "[@trotsky-life, p. 512]"),
    ("12", ["(Trotsky, My Life, p. 512.)", "(loc. cit.)"], "[@trotsky-life, p. 512]"),
    ("13", ["^Vogel, ‘Marriage and the Law’, p. 79.", "^Vogel, op. cit., n. 1, pp. 80–1."],
     "[@vogel-marriage, pp. 80-81]"),
    ("15", ["(Carr, The Bolshevik Revolution, p. 3)", "(Quoted in Carr, op. cit., p. 99.)"],
     "[quoted in @carr-bolshevik, p. 99]"),
    ("17n", ["(Trotsky, My Life, p. 12n.)"], "[@trotsky-life, p. 12n]"),
    ("17ff", ["(Trotsky, My Life, pp. 387 ff.)"], "[@trotsky-life, pp. 387 ff.]"),
    ("17xi", ["(Trotsky, My Life, pp. xi–xiv)"], "[@trotsky-life, pp. xi-xiv]"),
    ("17passim", ["(Trotsky, My Life, passim)"], "[@trotsky-life, passim]"),
    ("18", ["(LCW, Vol.\N{NO-BREAK SPACE}29, pp.\n32–3.)"], "[@lenin-cw, vol. 29, pp. 32-33]"),
    ("19", ["@trotsky-life, p. 3", "(Ibid., p. 4.)"], "[@trotsky-life, p. 4]"),
    ("20a", ["wrote Trotsky (My Life, p. 90)"], "@trotsky-life [p. 90]"),
    ("20b", ["(LCW 27:273)"], "[@lenin-cw, vol. 27, p. 273]"),
]  # fmt: skip
REVIEW = [
    ("8", ["(LCW, Vol. 33, p. 279; Trotsky, My Life, p. 480.)", "(Ibid., p. 481.)"]),
    ("10", ["(Carr, The Bolshevik Revolution, Vol. 2, p. 3)", "(Carr, What Is History?, p. 3)",
            "(Carr, op. cit., Vol. 1, p. 99.)"]),
    ("14", ["^Thomas, Socio-Legal Studies, p. 1.",
            "^Wheeler, ‘Company Law’ in Thomas, op. cit., n. 1, at p. 285"]),
    ("18", ["(Trotsky, My Life, p. 3)", "(lbid., p. 4)"]),
]  # fmt: skip


@pytest.mark.parametrize(("texts", "expected"), [c[1:] for c in AUTO], ids=[c[0] for c in AUTO])
def test_hard_cases_that_are_certain(texts: list[str], expected: str) -> None:
    answer = read_all(texts)[-1]
    assert write(answer.cited, "en") == expected
    assert answer.is_auto


@pytest.mark.parametrize("texts", [c[1] for c in REVIEW], ids=[c[0] for c in REVIEW])
def test_hard_cases_that_are_proposed(texts: list[str]) -> None:
    answer = read_all(texts)[-1]
    assert answer.cited
    assert not answer.is_auto


def test_hard_case_9_has_one_cause() -> None:
    book, paper, ibid = read_all(
        ["(Trotsky, My Life, p. 3)", "(Pravda, 14 January 1937.)", "(Ibid., p. 2.)"]
    )
    assert book.is_auto
    assert not paper.cited
    assert (ibid.cited, ibid.cause) == ((), "Pravda, 14 January 1937")


@pytest.mark.parametrize(
    "text", ["(1)", "(1917)", "(p. 12)", "(see chapter 3)", "“Ibid.” means", "Leninism (Trotsky)"]
)
def test_hard_case_16_is_untouched(text: str) -> None:
    assert [a for a in read_all([text]) if a.cited or a.cause] == []


def test_hard_case_20_warns_of_a_heading() -> None:
    answer = read_all(["(LCW 27:273)", "#", "(Ibid.)"])[-1]
    assert (answer.is_auto, answer.after_heading) == (True, True)


@pytest.mark.parametrize(
    ("typed", "full"),
    [
        ("32-3", "32-33"), ("32–3", "32-33"), ("118-20", "118-120"), ("1045-9", "1045-1049"),
        ("99-101", "99-101"), ("38-7", "38-7"), ("12n.", "12n"), ("387ff.", "387 ff."),
        ("3, 45-7", "3, 45-47"), ("xi–xiv", "xi-xiv"), ("1935-1936", "1935-1936"),
    ],
)  # fmt: skip
def test_ranges_are_written_in_full(typed: str, full: str) -> None:
    assert expand(typed) == full
    assert expand(full) == full


@pytest.mark.parametrize(
    ("typed", "value"),
    [("i", 1), ("iv", 4), ("XXVII", 27), ("xlv", 45), ("mcmxvii", 1917), ("q", 0)],
)
def test_roman_numbers(typed: str, value: int) -> None:
    assert roman(typed) == value


def test_brackets_without_end_are_read_in_a_moment() -> None:
    """A text of many open brackets must not take time without bounds."""
    text = "(a, " * 20_000 + "p. 3)" + "(" * 5_000 + "x" * 50_000
    assert len(re.findall(r"\(", text)) == 25_000
    assert find(text) == [] or find(text)[0].end <= len(text)
