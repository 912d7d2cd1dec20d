"""What was found in a text is given again, and only for that text."""

from __future__ import annotations

from collections.abc import Iterator

from octavo.system.remembered import remembered
from octavo.text.citations.grammar import find, parse


def test_a_text_is_read_once() -> None:
    read: list[str] = []

    @remembered
    def vowels(text: str) -> Iterator[str]:
        read.append(text)
        yield from (sign for sign in text if sign in "aeiou")

    first = vowels("a word")
    assert next(first) == "a"
    assert list(vowels("a word")) == ["a", "o"]
    assert list(first) == ["o"]
    assert list(vowels("another")) == ["a", "o", "e"]
    assert read == ["a word", "another"]


def test_the_answer_of_one_call_is_not_changed_by_another() -> None:
    text = "So it was (Carr, The Bolshevik Revolution, p. 47)."
    groups = find(text)
    groups.clear()
    assert len(find(text)) == 1
    assert find(text, note=True) != []
    assert parse("Carr, p. 4") is parse("Carr, p. 4")
