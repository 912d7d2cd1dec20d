"""What cannot be seen is shown; a finding is one line, whatever words it has."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from octavo.desk import ask
from octavo.model.finding import Finding, Place, Tier
from octavo.report import invisible, page, terminal

ANY = st.text(max_size=40) | st.text(
    "a \n\r\t\v\f\x1b\x85\u2028\u2029\u00a0\u202f\u00ad\u200b", max_size=12
)


def finding(*words: str) -> Finding:
    before, after, left, right, message, hint = words
    return Finding(
        "space-double",
        message,
        tier=Tier.SUGGEST,
        place=Place("source/01.md", 3, 1),
        before=before,
        after=after,
        context=(left, right),
        hint=hint,
    )


@given(st.tuples(*[ANY] * 6))
def test_a_finding_is_one_line_whatever_it_says(words: tuple[str, ...]) -> None:
    line = terminal.finding_line(finding(*words)).plain
    assert len(line.splitlines()) == 1
    assert not any(unicodedata.category(sign) in ("Cc", "Cs") for sign in line)
    shown = ask._context(finding(*words))
    assert len(shown.splitlines()) == 1


@given(ANY)
def test_all_that_is_shown_can_be_seen(text: str) -> None:
    assert invisible.shown(text).isprintable()
    assert invisible.shown(invisible.shown(text)) == invisible.shown(text)


@given(st.text("a \u00a0\u202f\u00ad\n", max_size=6), st.text("a \u00a0\u202f\u00ad\n", max_size=6))
def test_a_change_never_looks_like_none(before: str, after: str) -> None:
    one, two = invisible.change(before, after)
    assert (one == two) == (before == after)


@pytest.mark.parametrize("sign", ["\N{NO-BREAK SPACE}", "\N{SOFT HYPHEN}", "\x92", "\N{EM SPACE}"])
def test_report_terminal_and_questions_show_a_sign_alike(sign: str) -> None:
    one = finding(f"a{sign}b", "a b", "x", "y", "M.", "")
    shown = invisible.shown(f"a{sign}b")
    assert shown in terminal.finding_line(one).plain
    assert shown in page.set_page("A book", [one], [])
    assert shown in ask._context(one)


def test_a_change_over_two_lines_is_one_line() -> None:
    line = terminal.finding_line(finding("one\n  two", "one two", "a\n", "\nb", "M.", "")).plain
    assert re.search(r"one↵  two → one two", line)
    assert "\n" not in line
