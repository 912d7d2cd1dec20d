"""Numbers as words in the lines of headings, in any language, and one pattern of many words."""

from __future__ import annotations

import re

import pytest

from octavo.manuscripts.plain.play import played
from octavo.manuscripts.word.structure import numbers
from octavo.manuscripts.word.structure.spelt import SPELT
from octavo.text.any_of import any_of


@pytest.mark.parametrize(
    ("line", "kind", "value", "words"),
    [
        ("Chapter One-The Beginning", "chapter", 1, "The Beginning"),
        ("CHAPTER TWENTY-ONE", "chapter", 21, ""),
        ("Chapter Twenty-One-The End", "chapter", 21, "The End"),
        ("Chapitre vingt-et-un", "chapter", 21, ""),
        ("Kapitel Dreißig", "chapter", 30, ""),
        ("The Second Part: The Sea", "part", 2, "The Sea"),
        ("Part the First", "part", 1, ""),
        ("Chapter Then", "", 0, ""),
        ("Chapter Onerous", "", 0, ""),
        ("Many Parts", "", 0, ""),
    ],
)
def test_a_number_may_be_a_word(line: str, kind: str, value: int, words: str) -> None:
    read = numbers.read(line)
    assert (read.kind, sum(read.values), read.words) == (kind, value, words)


def test_acts_and_scenes() -> None:
    lines = ("ACT ONE", "The Second Act", "Act the last", "SCENE THE LAST.", "First Scene: A Room")
    assert [played.names_act(line) for line in lines] == [True, True, False, True, True]
    assert not any(map(played.names_act, ("A Street Scene", "They Act", "Scene of a crime")))
    both = played.BOTH.fullmatch("ACT ONE-SCENE TWO. A room")
    assert both
    assert (both["act"], both["scene"]) == ("ACT ONE", "SCENE TWO. A room")


def test_one_pattern_of_many_words_takes_each_whole() -> None:
    pattern = re.compile(any_of(SPELT))
    assert all(pattern.fullmatch(word) for word in SPELT)
    assert not any(pattern.fullmatch(word) for word in ("", "t", "twent", "twenty-", "onee", "on"))
    longest = max(SPELT, key=len)
    assert (match := pattern.match(f"{longest} more"))
    assert match[0] == longest


def test_words_of_a_pattern_are_no_patterns() -> None:
    assert re.fullmatch(any_of(["a.b", "a+", "(c"]), "a.b")
    assert not re.fullmatch(any_of(["a.b", "a+", "(c"]), "axb")
