"""Two readings are aligned in order, and every difference is told."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from octavo.model.artefact import Reading
from octavo.press.agreement import Difference, compare, differences
from tests.examples import examples

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
    (found,) = compare(Reading(TEXT), Reading(wrong), "pdf-print", joined=True)
    assert found.after == "-"


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


def headings(count: int, changed: int) -> tuple[Reading, Reading]:
    """Two readings with as many headings, the first of which differ."""
    plain = tuple(f"h{n}" for n in range(count))
    other = tuple(f"x{n}" if n < changed else f"h{n}" for n in range(count))
    return Reading(TEXT, headings=plain), Reading(TEXT, headings=other)


@pytest.mark.parametrize(
    ("changed", "more"),
    [
        (12, []),
        (13, ["One further difference in the epub is not reported one by one."]),
        (20, ["8 further differences in the epub are not reported one by one."]),
    ],
)
def test_a_dozen_differences_are_shown_and_the_others_counted(
    changed: int, more: list[str]
) -> None:
    found = compare(*headings(20, changed), "epub")
    assert [f.before for f in found[:12]] == [f"h{n}" for n in range(12)]
    assert [f.message for f in found[12:]] == more


@pytest.mark.parametrize("joined", [False, True])
def test_differences_of_the_running_text_are_counted_with_the_others(joined: bool) -> None:
    other = tuple("new" if n % 20 == 5 else word for n, word in enumerate(TEXT))
    one, two = Reading(TEXT, images=("a", "b")), Reading(other, images=("x", "y"))
    found = compare(one, two, "pdf", joined=joined)
    assert [f.before for f in found[:12]] == [f"w{n}" for n in range(5, 245, 20)]
    assert found[12].message == "5 further differences in the pdf are not reported one by one."


@pytest.mark.parametrize(("between", "count"), [(4, 1), (5, 2)])
def test_five_equal_words_part_two_differences(between: int, count: int) -> None:
    other = [*TEXT[:50], "new", *TEXT[51 : 51 + between], "newer", *TEXT[52 + between :]]
    assert len(compare(Reading(TEXT), Reading(tuple(other)), "docx")) == count


@pytest.mark.parametrize(("between", "count"), [(23, 1), (24, 2)])
def test_twenty_four_equal_characters_part_two_differences(between: int, count: int) -> None:
    letters = "".join(chr(0x4E00 + n) for n in range(100))
    other = letters[:30] + "x" + letters[31 : 31 + between] + "y" + letters[32 + between :]
    found = compare(Reading(tuple(letters)), Reading(tuple(other)), "pdf", joined=True)
    assert len(found) == count


@pytest.mark.parametrize("joined", [False, True])
def test_sixteen_words_around_a_difference_are_shown(joined: bool) -> None:
    other = (*TEXT[:100], "w10", "x", *TEXT[101:])
    (one,) = compare(Reading(TEXT), Reading(other), "pdf", joined=joined)
    assert one.context == (" ".join(TEXT[84:100]) + " ", " " + " ".join(TEXT[101:117]))
    assert one.message == "The text has “w100”, the pdf “w10 x”."


def test_what_stands_before_an_early_difference_is_shown_from_the_first_word() -> None:
    (one,) = compare(Reading(TEXT), Reading((*TEXT[:3], "new", *TEXT[4:])), "epub")
    assert one.context[0] == "w0 w1 w2 "
    (one,) = compare(Reading(TEXT), Reading(("new", *TEXT[1:])), "epub")
    assert one.context[0] == ""


@pytest.mark.parametrize(
    ("heading", "shown"),
    [("a" * 80, "a" * 80), ("b" * 60 + "c" * 6 + "d" * 15, "b" * 60 + " … " + "d" * 15)],
)
def test_a_long_heading_is_shortened_in_the_middle(heading: str, shown: str) -> None:
    one, two = Reading(TEXT, headings=(heading,)), Reading(TEXT, headings=("x",))
    (found,) = compare(one, two, "epub")
    assert found.message == f"The heading “{shown}” reads “x” in the epub."
    assert (found.before, found.after) == (heading, "x")


def test_spaces_count_between_words_but_not_in_a_pdf() -> None:
    one, two = Reading(TEXT, headings=("Part  one",)), Reading(TEXT, headings=("Part\none",))
    assert compare(one, two, "epub") == []
    broken = Reading(TEXT, headings=("Pa rt one",))
    assert len(compare(one, broken, "epub")) == 1
    assert compare(one, broken, "pdf", joined=True) == []


def test_a_note_that_lost_a_word_is_shown_with_both_readings() -> None:
    one = Reading(TEXT, notes=(("See", "Moxon,", "p. 3."),))
    (found,) = compare(one, Reading(TEXT, notes=(("See", "p. 3."),)), "docx")
    assert found.message == "The note “See Moxon, p. 3.” reads “See p. 3.” in the docx."


def test_words_missing_at_the_very_end_are_one_difference() -> None:
    (one,) = compare(Reading(TEXT), Reading((*TEXT[:290], TEXT[-1])), "epub")
    assert one.before == " ".join(TEXT[290:-1])
    assert one.context == (" ".join(TEXT[274:290]) + " ", " w299")


def test_a_long_stretch_lost_near_the_end_is_told_apart_from_a_change_behind_it() -> None:
    other = (*TEXT[:100], *TEXT[280:299], "new")
    found = compare(Reading(TEXT), Reading(other), "epub")
    assert [f.before for f in found] == [" ".join(TEXT[100:280]), "w299"]
    found = compare(Reading(other), Reading(TEXT), "epub")
    assert [f.after for f in found] == [" ".join(TEXT[100:280]), "w299"]


def plain_differences(one: Sequence[str], two: Sequence[str], step: int) -> list[Difference]:
    """What `differences` gives, by looking at every pair of places."""
    made = []
    i = j = 0
    while True:
        while i < len(one) and j < len(two) and one[i] == two[j]:
            i, j = i + 1, j + 1
        if (i, j) == (len(one), len(two)):
            return made
        places = [
            (p + q, p, q)
            for p in range(i, len(one) - step + 1)
            for q in range(j, len(two) - step + 1)
            if one[p : p + step] == two[q : q + step]
        ]
        _, p, q = min(places) if places else ends(one, two, i, j)
        made.append(Difference(i, p, j, q))
        i, j = p, q


def ends(one: Sequence[str], two: Sequence[str], i: int, j: int) -> tuple[int, int, int]:
    """Where the two texts begin to be alike to their ends."""
    alike = 0
    while min(len(one) - i, len(two) - j) > alike and one[-alike - 1] == two[-alike - 1]:
        alike += 1
    return 0, len(one) - alike, len(two) - alike


LETTERS = st.text("abcd", min_size=2, max_size=16)


@settings(max_examples=examples(300), deadline=None)
@given(LETTERS, LETTERS, st.integers(1, 3))
@example("ab", "ba", 1)  # two places are as near: the earlier one in the text is taken
def test_the_nearest_place_in_step_is_taken(one: str, two: str, step: int) -> None:
    assert list(differences(one, two, step)) == plain_differences(one, two, step)


LONG = [f"w{n}" for n in range(20_000)]


class Asked(list[str]):
    """A list that counts how often it was asked for an item, or for several at once."""

    times = 0

    def __getitem__(self, at: Any) -> Any:
        self.times += 1
        return super().__getitem__(at)


def test_long_stretches_that_are_alike_are_compared_at_once() -> None:
    one, two = Asked(LONG), Asked([*LONG[:11_000], "new", *LONG[11_001:]])
    assert list(differences(one, two, 5)) == [Difference(11_000, 11_001, 11_000, 11_001)]
    assert max(one.times, two.times) < 200


EDITS = st.lists(
    st.tuples(st.integers(0, 19_000), st.integers(0, 400), st.integers(0, 3)), max_size=4
)


@settings(max_examples=examples(30), deadline=None)
@given(EDITS)
def test_a_long_text_differs_where_it_was_edited_and_nowhere_else(
    edits: list[tuple[int, int, int]],
) -> None:
    """Stretches are cut out and new words put in, far apart, in a text longer than any window."""
    apart: list[tuple[int, int, int]] = []
    for start, cut, new in sorted(edits):
        if (cut or new) and (not apart or start > sum(apart[-1][:2]) + 5):
            apart.append((start, cut, new))
    other, last = list[str](), 0
    for start, cut, new in apart:
        other += [*LONG[last:start], *(f"n{start}-{n}" for n in range(new))]
        last = start + cut
    other += LONG[last:]
    found = list(differences(LONG, other, 5))
    assert [(d.start, d.end - d.start, d.other_end - d.other_start) for d in found] == apart


RIVER = "the river rose again and fell again until the mill stood in still water"
SENTENCE = tuple(RIVER.split())


@pytest.mark.parametrize("lost", range(len(SENTENCE)))
def test_a_word_that_a_pdf_has_lost_is_shown_whole(lost: int) -> None:
    """`rose a[gain a]nd` and `rose [again] and` lose the same letters; a reader sees the second."""
    left, right = SENTENCE[:lost], SENTENCE[lost + 1 :]
    (one,) = compare(Reading(SENTENCE), Reading((*left, *right)), "pdf", joined=True)
    assert (one.before, one.after) == (SENTENCE[lost], "")
    assert one.context == ("".join(f"{w} " for w in left), "".join(f" {w}" for w in right))


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("rose aga in and", []),
        ("rose again - and", [("", "-", "and")]),
        ("rose ag-ain and", [("again", "ag-ain", "and")]),
        ("rose agin and", [("again", "agin", "and")]),
        ("rose agnd", [("again and", "agnd", "fell")]),
        ("roe gain and", [("rose again", "roe gain", "and")]),
        ("rose xagain and", [("", "x", "again")]),
    ],
)
def test_a_difference_of_a_pdf_is_one_of_whole_words(
    printed: str, shown: list[tuple[str, str, str]]
) -> None:
    other = (*SENTENCE[:2], *printed.split(), *SENTENCE[5:])
    found = compare(Reading(SENTENCE), Reading(other), "pdf", joined=True)
    assert [(f.before, f.after, f.context[1].split()[0]) for f in found] == shown


def test_words_that_a_pdf_has_besides_at_its_ends_are_shown() -> None:
    other = ("new", *SENTENCE, "newer")
    found = compare(Reading(SENTENCE), Reading(other), "pdf", joined=True)
    assert [(f.before, f.after) for f in found] == [("", "new"), ("", "newer")]
    assert (found[0].context[0], found[1].context[1]) == ("", "")


ADDRESS = "https://example.org/an/address/that/is/so/long/that/a/line/ends/in/it/more/than/once"


@pytest.mark.parametrize(
    "printed",
    [
        ADDRESS.replace("is/so", "is/-so").replace("ends", "-ends"),
        ADDRESS.replace("example.org/", "").replace("than/", ""),
        ADDRESS.replace("https", "h").replace("example", "an-example").replace("once", "on"),
    ],
)
def test_several_differences_in_one_word_of_a_pdf_are_one(printed: str) -> None:
    one, two = (*TEXT, ADDRESS, *TEXT), (*TEXT, printed, *TEXT)
    (found,) = compare(Reading(one), Reading(two), "pdf", joined=True)
    assert (found.before, found.after) == (ADDRESS, printed)
    assert found.context == (" ".join(TEXT[-16:]) + " ", " " + " ".join(TEXT[:16]))


def test_differences_in_two_words_of_a_pdf_are_two_though_nothing_is_between() -> None:
    one = ("the", "cancan", *TEXT, ADDRESS, "old", *TEXT)
    two = ("the", "can", *TEXT, ADDRESS[1:], "new", *TEXT)
    found = [(f.before, f.after) for f in compare(Reading(one), Reading(two), "", joined=True)]
    assert found == [("cancan", "can"), (ADDRESS, ADDRESS[1:]), ("old", "new")]


@settings(max_examples=examples(300), deadline=None)
@given(
    st.lists(st.integers(1, 40), min_size=4, max_size=20),
    st.lists(st.tuples(st.integers(0, 400), st.integers(0, 30), st.sampled_from(["", "x", "yz"]))),
)
def test_the_differences_of_a_pdf_account_for_every_character(
    sizes: list[int], edits: list[tuple[int, int, str]]
) -> None:
    """What is shown as lost, put back in place of what is shown instead, is the text."""
    letters = [chr(0x4E00 + n) for n in range(sum(sizes))]
    ends = list(accumulate(sizes))
    words = tuple("".join(letters[end - size : end]) for size, end in zip(sizes, ends, strict=True))
    for start, cut, new in edits[:6]:
        letters[start : start + cut] = list(new)
    printed, last = "", 0
    for found in compare(Reading(words), Reading(("".join(letters),)), "pdf", joined=True):
        left = found.context[0].split()
        start = ord(left[-1][-1]) - 0x4E00 + 1 if left else 0
        assert set(found.before.split()) <= set(words)
        lost = "".join(found.before.split())
        assert start >= last
        printed += "".join(words)[last:start] + "".join(found.after.split())
        last = start + len(lost)
    assert printed + "".join(words)[last:] == "".join(letters)


@pytest.mark.parametrize("joined", [False, True])
def test_words_where_the_text_has_none_are_a_difference(joined: bool) -> None:
    for old, new in (("", "new words"), ("old words", ""), ("old", "new")):
        one, two = Reading(tuple(old.split())), Reading(tuple(new.split()))
        (found,) = compare(one, two, "pdf", joined=joined)
        assert (found.before, found.after, found.context) == (old, new, ("", ""))
        assert found.occurrence == 1


@pytest.mark.parametrize("joined", [False, True])
@pytest.mark.parametrize("number", range(4))
def test_of_equal_places_it_is_shown_which_one_differs(number: int, joined: bool) -> None:
    refrain = TEXT[:40] * 4
    at = number * 40 + 20
    other = (*refrain[:at], *refrain[at + 1 :])
    (one,) = compare(Reading(refrain), Reading(other), "pdf", joined=joined)
    assert (one.before, one.occurrence) == ("w20", number + 1)


def test_places_are_equal_if_all_words_around_them_are() -> None:
    """In the second verse the sixteenth word before or behind is another one."""
    for changed in (20 - 16, 20 + 16):
        text = (*TEXT[:changed], "other", *TEXT[changed + 1 : 40], *TEXT[:40])
        (one,) = compare(Reading(text), Reading((*text[:60], *text[61:])), "epub")
        assert (one.before, one.occurrence) == ("w20", 1)


@pytest.mark.parametrize(
    ("canon", "other", "before", "after", "left"),
    [
        ("ABC", "AC", "B", "", "A "),
        ("ABCD", "AD", "B", "", "A "),
        ("ABC", "BC", "A", "", ""),
        ("ABC", "AB", "C", "", "B "),
        ("AC", "ABCD", "", "B", "A "),
        ("BC", "ABC", "", "A", ""),
        ("ABC", "XC", "A", "X", ""),
        ("AB", "ABCD", "", "C", "B "),
    ],
)
def test_of_headings_too_few_or_too_many_the_first_is_shown(
    canon: str, other: str, before: str, after: str, left: str
) -> None:
    one, two = Reading(TEXT, headings=tuple(canon)), Reading(TEXT, headings=tuple(other))
    (found,) = compare(one, two, "html")
    assert found.message == f"The text has {len(canon)} headings, the html {len(other)}."
    assert (found.before, found.after) == (before, after)
    assert (found.context[0].lstrip(), found.context[1]) == (left, "")


@pytest.mark.parametrize("joined", [False, True])
def test_a_heading_that_differs_as_the_running_text_does_is_told_once(joined: bool) -> None:
    one = Reading(("Of", "Ink", *TEXT), headings=("Of Ink",))
    two = Reading(("Of", "Oil", *TEXT), headings=("Of Oil",))
    assert [f.before for f in compare(one, two, "pdf", joined=joined)] == ["Ink"]
    bare = Reading(("Of", "Oil", *TEXT))
    assert [f.message for f in compare(one, bare, "pdf", joined=joined)] == [
        "The text has “Ink”, the pdf “Oil”.",
        "The text has 1 headings, the pdf 0.",
    ]
