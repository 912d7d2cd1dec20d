"""Words that were lost in an artefact are found in the source, or they have no place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from octavo.book.source import Chapter
from octavo.press.locate import find


def chapter(text: str, file: str = "source/a.md") -> Chapter:
    return Chapter(file, text, b"")


def place(text: str, left: str, missing: str, right: str) -> str:
    """Where the words are found in a text, by what follows there; "" where they are not."""
    found = find([chapter(text)], left, missing, right)
    assert found is None or found.start == found.end
    return text[found.start :] if found else ""


def test_words_are_found_in_the_source_with_their_place() -> None:
    chapter = Chapter(
        "source/a.md", "# One\n\nThe *first* word, and\nthe [second](x)[^1] one.\n", b""
    )
    place = find([chapter], "first word and the", "", "second one")
    assert place is not None
    assert (place.line, place.column) == (4, 4)


def test_words_that_stand_twice_have_no_place() -> None:
    chapter = Chapter("source/a.md", "one two three\n\none two three\n", b"")
    assert find([chapter], "one two three", "", "") is None


def test_the_place_is_that_of_the_first_missing_word() -> None:
    text = "# One\n\nIt was a *dark* and\nstormy night, they said.\n"
    found = find([chapter("Nothing.\n", "source/0.md"), chapter(text)], "a dark", "and", "stormy")
    assert found is not None
    assert (str(found), found.start) == ("source/a.md:3:17", text.index("and"))
    assert (
        place(text, "it was not a", "dark and stormy", "")
        == "dark* and\nstormy night, they said.\n"
    )


def test_a_place_on_the_first_line_is_counted_from_one() -> None:
    found = find([chapter("one two three\n")], "", "one two", "")
    assert found is not None
    assert (found.line, found.column, found.start) == (1, 1, 0)


def test_a_file_that_begins_with_an_empty_line_has_its_columns_too() -> None:
    found = find([chapter("\none two three\n")], "", "two three", "")
    assert str(found) == "source/a.md:2:5"


def test_words_lost_behind_the_last_known_word_have_the_place_of_its_end() -> None:
    """What is missing (a formula, a citation) may have no words of its own in the source."""
    assert place("They met in Paris [@k, p. 3].\n", "They met in Paris", "", "") == " [@k, p. 3].\n"


@pytest.mark.parametrize(
    ("words", "found"), [("two", ""), ("two three", "two three four"), ("three four", "three four")]
)
def test_two_words_prove_a_place_and_one_does_not(words: str, found: str) -> None:
    assert place("one two three four", "", words, "") == found


def test_whole_words_count_and_not_parts_of_others() -> None:
    assert place("stone twofold", "", "one two", "") == ""
    assert place("stone two, one two", "", "one two", "") == "one two"
    assert place("one twofold one two", "", "one two", "") == "one two"


def test_markup_marks_and_notes_may_stand_between_words() -> None:
    text = "He wrote: *“Yes,*[^12] and no”.\n"
    assert place(text, "He wrote", "Yes", "and no") == text[text.index("Yes") :]
    assert place("one two-three_four", "", "two three four", "") == "two-three_four"


def test_other_words_may_not_stand_between() -> None:
    assert place("one or two", "", "one two", "") == ""


def test_equal_words_in_two_files_have_no_place() -> None:
    texts = [chapter("one two three", "source/1.md"), chapter("one two three", "source/2.md")]
    assert find(texts, "", "one two three", "") is None


def test_equal_words_are_told_apart_by_the_words_around_them() -> None:
    text = "In spring he went home. In autumn he went home.\n"
    assert place(text, "In autumn he", "went", "home") == "went home.\n"
    assert place(text, "In winter he", "went", "home") == ""


WORDS = [f"w{n}" for n in range(30)]
REACHES = [(8, 8), (5, 5), (3, 3), (8, 0), (0, 8), (4, 0), (0, 4), (2, 2), (1, 1), (0, 0)]


@pytest.mark.parametrize(("left", "right"), REACHES)
def test_the_words_that_stand_in_the_source_as_printed_tell_the_place(
    left: int, right: int
) -> None:
    """So many words on either side are as printed; other places have all of them but one.

    With fewer words there would be two places, with more there would be none.
    """
    before, after = WORDS[10 - left : 10], WORDS[12 : 12 + right]
    here = ["other", *before, "lost", "words", *after, "other"]
    decoys = [
        [f"d{side}" if n == at else word for n, word in enumerate(here)]
        for side, at in (("l", 1), ("r", len(here) - 2))
        if (left if side == "l" else right)
    ]
    text = "\n\n".join(
        " ".join(words) for words in [decoys[0] if decoys else [], here, *decoys[1:]]
    )
    printed = " ".join(WORDS[:10]), "lost words", " ".join(WORDS[12:])
    assert place(text, *printed).startswith(" ".join(["lost words", *after, "other"]))
    found = find([chapter(text)], *printed)
    assert found is not None
    assert found.line == (3 if decoys or text.startswith("\n") else 1)


@given(
    st.lists(st.sampled_from(["a", "b", "c", "d", "é", "1"]), min_size=2, max_size=20), st.data()
)
def test_a_place_is_never_a_wrong_one(words: list[str], data: st.DataObject) -> None:
    """Where a place is given, the missing words stand there, and between these neighbours."""
    at = data.draw(st.integers(0, len(words)))
    size = data.draw(st.integers(0, 3))
    text = " ".join(words)
    left, missing, right = words[:at], words[at : at + size], words[at + size :]
    found = find([chapter(text)], " ".join(left), " ".join(missing), " ".join(right))
    if found is not None and missing:
        assert (found.start or 0) == len("".join(f"{word} " for word in left))
