"""Notes as plain texts have them: wherever it is certain which mark is whose, they become notes."""

from __future__ import annotations

import pytest

from octavo.manuscripts.guard import guard
from octavo.manuscripts.kinds import Format
from octavo.manuscripts.plain import read as plain

PROSE = """The tide was late that day, and the boats had not come in before the
evening bell was rung, so that the ferryman sat on the quay and waited
for anybody who might want to be taken across the river in the dark{0}
"""


def read(text: str) -> tuple[str, list[str]]:
    """Return the text and the messages about notes; nothing of it was lost."""
    made = plain.read(text.encode(), "x.txt", "en-GB")
    assert not guard.check(text.encode(), Format.PLAIN, made, "en-GB")
    messages = [one.message for one in made.findings if one.rule == "import-notes-typed"]
    return "\n".join(chapter.markdown for chapter in made.chapters), messages


def text_of(*parts: str) -> str:
    return "\n".join(["CHAPTER I.\n", *parts, PROSE.format(".")])


def test_notes_below_their_paragraphs_are_known_by_labels_that_no_two_share() -> None:
    typed = text_of(
        PROSE.format(", as they say.[2]"),
        PROSE.format(".[1]"),
        "[1] So the clerk.\n\n[2]See the log of the quay.\n",
        PROSE.format(".[3]"),
        "[3]\n\n    The rope is new,\n    the boat is old.\n",
    )
    text, messages = read(typed)
    assert messages == ["3 notes typed by hand became notes."]
    assert "they say.[^1]\n\n[^1]: See the log of the quay." in text
    assert "[^3]: The rope is new,\\\n    the boat is old." in text


def test_what_stands_between_two_notes_of_a_block_goes_on_with_the_first() -> None:
    typed = text_of(
        PROSE.format(".[1]"),
        PROSE.format(".[2]"),
        "[1] A list of boats follows.\n\nThe Heron, which was sold in May.\n\n[2] So the clerk.\n",
    )
    text, _ = read(typed)
    assert "[^1]: A list of boats follows.\n\n    The Heron, which was sold in May.\n" in text


def test_marks_that_recur_share_a_note_but_citations_do_not() -> None:
    several = [PROSE.format(f".[{n}]") for n in (1, 2, 1)]
    notes = "[1] Without oil.\n\n[2] With a lamp.\n"
    text, messages = read(text_of(*several, notes))
    assert messages == ["3 notes typed by hand became notes."]
    assert text.count("Without oil.") == 2
    text, messages = read(text_of(*several, f"References\n\n{notes}"))
    assert text.count("Without oil.") == 1
    assert "do not fit" in messages[0]


def test_one_slip_in_many_notes_leaves_the_others_notes_and_is_reported() -> None:
    labels = [n for n in range(1, 13) if n != 7]
    paragraphs = [PROSE.format(f".[{n}]") for n in range(1, 13)]
    notes = [f"[{n}] The log of day {n}.\n" for n in labels]
    text, messages = read(text_of(*paragraphs, *notes))
    assert sorted(messages) == [
        "1 mark has no note, left as typed: 7.",
        "11 notes typed by hand became notes.",
    ]
    assert "in the dark.[7]" in text.replace("\\", "")


@pytest.mark.parametrize("below", ["", "\nNOTES\n"])
def test_marks_in_round_brackets_are_marks_at_their_word_or_below_a_heading(below: str) -> None:
    at = "(1)" if not below else " (1)"
    typed = text_of(PROSE.format(f"{at}."), PROSE.format("."))
    text, messages = read(f"{typed}{below}\n(1) So the clerk, in his book of the quay.\n")
    assert messages == ["One note typed by hand became a note."]
    assert "in the dark[^1]." in text


def test_members_of_a_series_are_no_marks() -> None:
    typed = text_of("He wanted (1) a rope, and (2) a lamp.\n", "(1) The rope.\n", "(2) The lamp.\n")
    text, messages = read(typed)
    assert not messages
    assert "He wanted (1) a rope" in text


def test_signs_are_marks_of_the_nearest_notes() -> None:
    typed = text_of(
        PROSE.format(".*"),
        "* So the clerk.\n",
        PROSE.format("*, they say.+"),
        "* The same.\n\n+ See the log.\n",
    )
    text, messages = read(typed)
    assert messages == ["3 notes typed by hand became notes."]
    assert "they say.[^3]" in text
    assert "[^3]: See the log." in text


def test_signs_in_round_brackets_are_marks_too() -> None:
    typed = text_of(
        PROSE.format("(*) and cold(+)."),
        "     (*) So the clerk.\n\n     (+) The same.\n",
        PROSE.format(", and in May,(%)"),
        "     (%) See the log.\n",
    )
    text, messages = read(typed)
    assert messages == ["3 notes typed by hand became notes."]
    assert "in the dark[^1] and cold[^2]." in text
    assert "in May,[^3]" in text


def test_points_of_a_list_and_words_set_off_by_stars_are_no_notes() -> None:
    for body in ("* a rope\n\n* a lamp\n", "He called it *Heron*.\n\n*Gulls* came in.\n"):
        _, messages = read(text_of(PROSE.format("."), body))
        assert not messages


def test_a_footnote_inside_a_paragraph_goes_to_its_mark_or_stays_at_its_place() -> None:
    inside = "The quay[1] is old [Footnote: So the [old] clerk.] and new.\n[Footnote 1: A log.]\n"
    text, messages = read(text_of(inside))
    assert messages == ["2 notes typed by hand became notes."]
    assert "The quay[^1] is old[^2] and new.\n\n[^1]: A log.\n\n[^2]: So the [old] clerk." in text


def test_marks_in_braces_stand_at_the_word_before_them_whatever_parts_them() -> None:
    boats = "{10} Then\nthe boats had not come in before the evening bell was rung, so that he\n"
    typed = text_of(
        f"The quay of the ferry and its boats is as old as the bell.  {boats}{{9}} sat.\n"
    )
    text, messages = read(f"{typed}\nFootnotes:\n\n{{9}}  Seven of them.\n\n{{10}}  It is old.\n")
    assert messages == ["2 notes typed by hand became notes."]
    assert "as the bell.[^1] Then the boats" in text
    assert "so that he[^2] sat." in text


def test_a_number_that_stands_twice_among_many_is_a_slip_and_the_others_are_notes() -> None:
    numbers = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1, 11]
    paragraphs = [PROSE.format(f".[{n}]") for n in numbers]
    paragraphs[6] = f"\n\n\nCHAPTER II.\n\n{paragraphs[6]}"
    notes = [f"[{n}] The log of day {n}.\n" for n in range(1, 12)]
    text, messages = read(text_of(*paragraphs, "\n\n\nFOOTNOTES\n", *notes))
    assert sorted(messages) == [
        "1 mark has no note, left as typed: 1.",
        "11 notes typed by hand became notes.",
    ]
    assert "FOOTNOTES" not in text


def test_a_preface_called_note_is_no_heading_of_notes() -> None:
    typed = text_of(PROSE.format(".[A]"), "[Footnote A: So the clerk.]\n", PROSE.format("."))
    text, messages = read(f"NOTE\n\n{PROSE.format('.')}\n\n\n{typed}")
    assert messages == ["One note typed by hand became a note."]
    assert "[^1]: So the clerk." in text
    assert "NOTE" in text


def test_a_footnote_may_be_called_by_its_word() -> None:
    text, _ = read(text_of(PROSE.format(". [Footnote]"), "[Footnote: So the clerk.]\n"))
    assert "in the dark.[^1]" in text.replace(" [^", "[^")


def test_a_note_of_those_who_typed_the_text_goes_with_its_mark_and_the_authors_stay() -> None:
    start = "*** START OF THIS PROJECT GUTENBERG EBOOK THE QUAY ***\n\n\nTHE QUAY {1}\n\n\n\n"
    one = "{1}  This Project Gutenberg eText holds the first part alone.\n"
    notes = f"\n\n\nFOOTNOTES\n\n\n{one}\n{{206}}  See the log of the quay.\n"
    text, messages = read(start + text_of(PROSE.format(", as they say.  {206}")) + notes)
    assert messages == ["One note typed by hand became a note."]
    assert "they say.[^1]\n\n[^1]: See the log of the quay." in text
    assert "Gutenberg" not in text
    assert "{" not in text


def test_hyphens_for_a_name_left_out_are_a_long_dash_though_there_is_one_too_many() -> None:
    start = "*** START OF THIS PROJECT GUTENBERG EBOOK THE QUAY ***\n\n\n"
    rows = "Sir Edwin-----, of Lord B---- and the Quay----- 12\n"
    text, _ = read(start + text_of(rows))
    assert "Sir Edwin——, of Lord B—— and the Quay" in text
    assert "-\\-" in text or "-----" in text


def test_notes_behind_chapters_may_have_a_slip_and_years_in_brackets_are_no_notes() -> None:
    parts: list[str] = []
    for chapter in ("II", "III", "IV"):
        again = PROSE.format(".[9]") if chapter == "III" else ""
        called = [PROSE.format(f".[{n}]") for n in (1, 2, 3)]
        below = [f"[{n}] The log of day {n}.\n\nIt was wet.\n" for n in (1, 2, 3)]
        parts += [f"\n\n\nCHAPTER {chapter}.\n\n[1874]\n", *called, again, *below, "\n"]
    text, messages = read(text_of(*parts))
    assert messages == ["9 notes typed by hand became notes."]
    assert text.count("The log of day 3.") == 3
    assert "1874" in text


def test_letters_count_on_from_aa() -> None:
    labels = ["A", "Y", "Z", "AA", "AB"]
    called = [PROSE.format(f".[{label}]") for label in labels]
    below = [f"[Footnote {label}: The log of {label.lower()}.]\n" for label in labels]
    text, messages = read(text_of(*called, *below))
    assert messages == ["5 notes typed by hand became notes."]
    assert "[^5]: The log of ab." in text


def test_powers_beside_marks_in_brackets_are_no_marks() -> None:
    called = [PROSE.format(f" by x² and y³.[{n}]") for n in range(1, 9)]
    below = [f"[{n}] The log of day {n}.\n" for n in range(1, 9)]
    text, messages = read(text_of(*called, *below))
    assert "x² and y³" in text
    assert messages == ["8 notes typed by hand became notes."]


def test_a_note_of_the_margin_may_have_its_paragraph_right_below() -> None:
    typed = PROSE.format(".[1]").strip()
    text, _ = read(text_of(f"[Sidenote: The [old] quay.]\n{typed}\n\n[1] So the clerk.\n"))
    assert "The tide was late" in text.partition("[^1]: ")[0]
    assert "[^2]: The \\[old] quay." in text or "[^2]: The [old] quay." in text
    assert "So the clerk." in text


def test_numbers_of_pages_inside_the_text_go_and_what_they_part_stays() -> None:
    page = PROSE.format(".") + "\n"
    pages = [page.replace("before the", f"before {{{n}}} the") + page * 3 for n in range(1, 25)]
    made = plain.read(text_of(*pages, "{25}\n", page).encode(), "x.txt", "en-GB")
    messages = [one.message for one in made.findings if one.rule == "import-running-head"]
    text = "".join(chapter.markdown for chapter in made.chapters)
    assert messages[0].startswith("25 numbers of pages of the printed book")
    assert "come in before the evening" in text
    assert "{" not in text
    assert "# CHAPTER I" in text.split("\n")[0]


def test_rows_to_write_on_are_not_half_of_the_italics() -> None:
    typed = text_of("A _long_ rope and an _old_ boat.\n", f"Name {'_' * 30} Boat {'_' * 9}\n")
    assert "A *long* rope and an *old* boat." in read(typed)[0]


def test_notes_of_a_preface_that_do_not_fit_leave_the_headings_below_them() -> None:
    marks = "The tide[2] came in at the quay, and the boats[5] came with it.\n\n"
    notes = "Footnotes:\n\n1 Of the tide.\n\n2 Of the boats.\n\n3 Of the quay.\n"
    said = "Nobody was there to see it but the boy, who told it afterwards.\n"
    text = f"THE QUAY\n\n\n\n\nPREFACE\n\n{marks}{notes}\n\n\n\n\nTHE LAMP\n\n\n{said}"
    made = read(f"{text}\n\n\n\nTHE WICK\n\n\n{said}\n\n\n\nTHE FLAME\n\n\n{said}")[0]
    assert all(f"# THE {name}\n" in made for name in ("LAMP", "WICK", "FLAME"))
