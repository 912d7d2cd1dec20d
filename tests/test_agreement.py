"""Two readings are aligned in order, and every difference is told."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from octavo.book.source import Chapter
from octavo.model.artefact import Reading
from octavo.press.agreement import compare, differences
from octavo.press.locate import find

TEXT = tuple(f"w{n}" for n in range(300))
WORDS = st.lists(st.sampled_from("abcdefgh"), max_size=60)


def test_equal_readings_agree() -> None:
    reading = Reading(TEXT, (("a", "note"),), ("Heading",), ("an image",))
    assert compare(reading, reading, "epub") == []
    assert compare(reading, reading, "pdf", joined=True) == []


def test_a_lost_word_a_new_word_and_a_changed_word_are_told_in_order() -> None:
    other = list(TEXT)
    other[250] = "other"
    other[100:100] = ["new"]
    del other[50]
    found = compare(Reading(TEXT), Reading(tuple(other)), "epub")
    assert [(f.before, f.after) for f in found] == [("w50", ""), ("", "new"), ("w250", "other")]
    assert found[0].context[0].endswith("w48 w49 ")


def test_a_paragraph_in_the_wrong_place_is_a_difference() -> None:
    other = (*TEXT[:100], *TEXT[120:200], *TEXT[100:120], *TEXT[200:])
    assert compare(Reading(TEXT), Reading(other), "docx")


def test_a_pdf_is_compared_by_characters() -> None:
    split = tuple(part for word in TEXT for part in (word[:1], word[1:]))
    assert compare(Reading(TEXT), Reading(split), "pdf-print", joined=True) == []
    wrong = (*split[:20], "-", *split[20:])
    assert [f.after for f in compare(Reading(TEXT), Reading(wrong), "pdf-print", joined=True)] == [
        "-"
    ]


def test_notes_headings_and_images_are_counted_and_compared() -> None:
    canon = Reading(TEXT, (("one",), ("two",)), ("A", "B"), ("alt",))
    other = Reading(TEXT, (("one",),), ("A", "C"), ("alt",))
    assert [f.message for f in compare(canon, other, "docx")] == [
        "The heading “B” reads “C” in the docx.",
        "The text has 2 notes, the docx 1.",
    ]


@given(WORDS, WORDS)
def test_differences_account_for_every_item(one: list[str], two: list[str]) -> None:
    i = j = 0
    for found in differences(one, two, 5):
        assert one[i : found.start] == two[j : found.other_start]
        i, j = found.end, found.other_end
    assert one[i:] == two[j:]


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
