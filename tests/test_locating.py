"""Words that were lost in an artefact are found in the source, or they have no place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from octavo.book.chapter import Chapter
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


@pytest.mark.parametrize("words", ["two", "two three", "three four", "four"])
def test_what_differs_proves_a_place_even_if_it_is_one_word(words: str) -> None:
    assert place("one two three four", "", words, "").startswith(words)


def test_one_word_beside_a_difference_proves_no_place() -> None:
    assert place("one two three four", "two", "", "") == ""
    assert place("one two three four", "", "", "two") == ""
    assert place("one two three four", "two", "", "three") == "three four"
    assert place("one two three four", "", "", "") == ""


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


WORDS = [f"w{n}" for n in range(42)]
REACHES = [
    *((16, 16), (8, 8), (5, 5), (3, 3), (8, 0), (0, 8)),
    *((4, 0), (0, 4), (2, 2), (1, 1), (0, 0)),
]


@pytest.mark.parametrize(("left", "right"), REACHES)
def test_the_words_that_stand_in_the_source_as_printed_tell_the_place(
    left: int, right: int
) -> None:
    """So many words on either side are as printed; other places have all of them but one.

    With fewer words there would be two places, with more there would be none.
    """
    before, after = WORDS[20 - left : 20], WORDS[22 : 22 + right]
    here = ["other", *before, "lost", "words", *after, "other"]
    decoys = [
        [f"d{side}" if n == at else word for n, word in enumerate(here)]
        for side, at in (("l", 1), ("r", len(here) - 2))
        if (left if side == "l" else right)
    ]
    text = "\n\n".join(
        " ".join(words) for words in [decoys[0] if decoys else [], here, *decoys[1:]]
    )
    printed = " ".join(WORDS[:20]), "lost words", " ".join(WORDS[22:])
    assert place(text, *printed).startswith(" ".join(["lost words", *after, "other"]))
    found = find([chapter(text)], *printed)
    assert found is not None
    assert found.line == (3 if decoys or text.startswith("\n") else 1)


VERSE = " ".join(WORDS[:40])


@pytest.mark.parametrize("number", [1, 2, 3])
def test_of_equal_places_the_one_of_the_occurrence_is_given(number: int) -> None:
    """Two files have the verse, the first of them twice."""
    texts = [chapter(f"{VERSE}\n\n{VERSE}\n"), chapter(f"Again:\n{VERSE}\n", "source/b.md")]
    lines = ["source/a.md:1", "source/a.md:3", "source/b.md:2"]
    words = " ".join(WORDS[4:20]), "w20", " ".join(WORDS[21:37])
    found = find(texts, *words, number)
    assert str(found).rpartition(":")[0] == lines[number - 1]
    assert find(texts, *words) is None


def test_an_occurrence_counts_those_places_that_have_all_words() -> None:
    like = VERSE.replace("w8 ", "other ")
    words = " ".join(WORDS[4:20]), "w20", " ".join(WORDS[21:37])
    found = find([chapter(f"{like}\n\n{VERSE}\n\n{VERSE}\n")], *words, 1)
    assert found is not None
    assert found.line == 3


def test_an_occurrence_that_the_source_has_not_is_no_place() -> None:
    words = " ".join(WORDS[4:20]), "w20", " ".join(WORDS[21:37])
    assert find([chapter(f"{VERSE}\n\n{VERSE}\n")], *words, 3) is None
    found = find([chapter(f"{VERSE}\n")], *words, 2)
    assert found is not None
    assert found.start == VERSE.index("w20")


def test_an_occurrence_counts_where_all_words_are_as_printed_and_nowhere_else() -> None:
    """The words around are counted as printed; with fewer of them, it may be another place."""
    text = "one two three\n\none two three\n"
    assert find([chapter(text)], "never one", "two", "three", 2) is None
    assert str(find([chapter(text)], "one", "two", "three", 2)) == "source/a.md:3:5"
    assert str(find([chapter(text)], "one", "two", "three", 1)) == "source/a.md:1:5"


@pytest.mark.parametrize("way", [1, -1])
@pytest.mark.parametrize("distance", range(14))
def test_else_the_nearest_four_words_in_a_row_tell_about_where(distance: int, way: int) -> None:
    """What differs, and perhaps words beside it, the source has written otherwise (a citation)."""
    other = ["x"] * distance
    left, right = WORDS[:16], WORDS[20:36]
    if way < 0:
        text, there = [*left[: 16 - distance], *other, "end"], [*other, "end"]
    else:
        text, there = [*other, *right[distance:], "end"], [*right[distance:], "end"]
    found = place(" ".join(text), " ".join(left), "(Moxon 1683)", " ".join(right))
    assert found.split() == (there if distance <= 12 else [])


def test_fewer_than_four_words_in_a_row_beside_a_difference_prove_nothing() -> None:
    for words in ("w1 w2 w3", "w0 w1 w2 w3", "w1 w2 w3 w4"):
        assert place("w1 w2 w3 end", words, "(Moxon 1683)", "") == ""
        assert place("w1 w2 w3 end", "", "(Moxon 1683)", words) == ""
    twice = "w1 w2 w3 w4, w1 w2 w3 w4 end"
    assert place(twice, "w1 w2 w3 w4", "(Moxon 1683)", "w1 w2 w3 w4") == ""


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
