"""Prose as it was typed: contents that tell what chapters tell, indexes, old headers."""

from __future__ import annotations

from octavo.manuscripts.gutenberg import header
from octavo.manuscripts.pieces import Kind, Line, Piece
from octavo.manuscripts.plain import read as plain
from octavo.manuscripts.plain.outer import anew
from tests.test_plain_matter import PROSE
from tests.test_plain_sections import chapter, heads, source

LONG = "\n\n".join([PROSE] * 12)
TELLS = """The lamp upon the quay--What the pilot saw from the boat, and how the
rope was mended before the storm began--A letter that nobody had read, and
who found it--The mill in winter, when the wheel stood still--Of herring--Of
gulls, and of the bell that nobody rang...Pages 1-18"""


def told(*titles: str) -> str:
    rows = [
        f"CHAPTER {n}.\n\n{title}\n\n{TELLS}" for n, title in zip(NUMBERS, titles, strict=False)
    ]
    return "CONTENTS.\n\n\n" + "\n\n\n".join(rows)


NUMBERS = ("I", "II", "III", "IV")
TITLES = ("OF THE QUAY.", "OF THE MILL.", "OF THE BELL.", "OF THE BOAT.")


def test_a_list_of_contents_may_tell_below_each_number_what_the_chapter_tells() -> None:
    chapters = [chapter(n, title, LONG) for n, title in zip(NUMBERS, TITLES, strict=True)]
    text = source(f"PREFACE.\n\n{PROSE}", f"{told(*TITLES)}\n\nINDEX...99", *chapters)
    assert "Pages 1-18" not in text
    assert "INDEX" not in text
    assert [line for line in text.split("\n") if line.startswith("#")] == [
        "# PREFACE.",
        "# CHAPTER I. OF THE QUAY.",
        "# CHAPTER II. OF THE MILL.",
        "# CHAPTER III. OF THE BELL.",
        "# CHAPTER IV. OF THE BOAT.",
    ]


def test_chapters_that_count_anew_in_a_second_book_are_no_list_of_contents() -> None:
    one = [chapter(n, title, LONG) for n, title in zip(NUMBERS, TITLES, strict=True)]
    made = heads("CONTENTS\n\nOf the River\n\nOf the Shore", *one, *one)
    assert made.count("# CHAPTER I. OF THE QUAY.") == 2


SHORT = ("THE QUAY", "THE MILL", "THE BELL", "THE BOAT")
COUNTED = "CONTENTS\n\n" + "\n".join(
    f"{f'{n}.':9} {title}" for n, title in zip(NUMBERS, SHORT, strict=True)
)


def test_numbers_in_a_column_of_their_own_are_those_of_the_entries_behind_them() -> None:
    chapters = [f"{n}\n\n{title}\n\n{LONG}" for n, title in zip(NUMBERS, SHORT, strict=True)]
    assert heads(COUNTED, *chapters) == [
        "# I. THE QUAY", "# II. THE MILL", "# III. THE BELL", "# IV. THE BOAT",
    ]  # fmt: skip


def test_a_number_alone_has_a_title_where_those_beside_it_have() -> None:
    lines = [*SHORT[:2], "OF THE BOAT WHICH WAS LOST\n   AND OF WHAT CAME OF IT", SHORT[3]]
    chapters = [f"{n}\n\n{title}\n\n{LONG}" for n, title in zip(NUMBERS, lines, strict=True)]
    made = heads(COUNTED, *chapters)
    assert made[2] == "# III. OF THE BOAT WHICH WAS LOST AND OF WHAT CAME OF IT"
    chapters[2] = f"III\n\n“Row,” he said.\n\n{LONG}"
    assert heads(COUNTED, *chapters)[2] == "# III"


def test_paragraphs_with_a_first_line_set_in_are_text_and_no_title_page() -> None:
    printed = f"     The ferry was published last, he thought.  {PROSE}\n     By a river.  {PROSE}"
    text = source("THE FERRY\n\nby\n\nIDA HOLM", f"I. The Quay\n\n\n{printed}", LONG)
    assert "was published last" in text


def test_a_slip_in_the_first_entry_of_a_numbered_list_hides_no_chapter() -> None:
    listed = "Contents\n\n   1. The Quey\n   2. The Mill\n   3. The Bell\n   4. The Boat"
    titles = ("The Quay", "The Mill", "The Bell", "The Boat")
    chapters = [f"{n}. {title}\n\n{LONG}" for n, title in zip(NUMBERS, titles, strict=True)]
    made = heads(f"{listed}\n\n\n{chapters[0]}", *chapters[1:])
    assert made == [f"# {n}. {title}" for n, title in zip(NUMBERS, titles, strict=True)]


INDEX = """INDEX.

(The figures are those of pages.)

Anchor, 12, 14.

Boats, 3;
  painted, 4, 17-19, 24, 33, 41, 56, 72, 88, 91, 93, 102, 117, 121,
    130;
  sunk, 5.

Ferry, _see_ Boats.

Lamps: of oil, 7.

Quay, 1, 2.
"""


def test_a_typed_index_is_a_list_with_what_stands_below_its_entries() -> None:
    text = source(chapter("I"), chapter("II"), INDEX)
    assert text.endswith(
        "# INDEX.\n\n(The figures are those of pages.)\n\n::: index\n"
        "- Anchor, 12, 14.\n- Boats, 3;\n"
        "  - painted, 4, 17-19, 24, 33, 41, 56, 72, 88, 91, 93, 102, 117, 121, 130;\n"
        "  - sunk, 5.\n"
        "- Ferry, *see* Boats.\n- Lamps: of oil, 7.\n- Quay, 1, 2.\n:::\n"
    )


def test_a_header_of_2003_ends_at_a_row_of_stars() -> None:
    text = "The Project Gutenberg Etext of The Ferry\nby Ida Holm\n\nCopyright laws change.\n\n\n"
    text += "Title: The Ferry\n\nAuthor: Ida Holm\n\nMay now be found at the end.\n\n***\n\n"
    text += f"THE FERRY\n\n\n\n\n{chapter('I')}{chr(10) * 4}{chapter('II')}"
    text += "\n\nEnd of The Project Gutenberg Etext of The Ferry\nby Ida Holm\n"
    made = plain.read(text.encode(), "x.txt", "en-GB")
    assert (made.title, made.embedded["author"]) == ("The Ferry", ["Ida Holm"])
    assert [one.title for one in made.chapters] == ["CHAPTER I.", "CHAPTER II."]


def test_a_heading_as_far_apart_as_a_preface_is_beside_it() -> None:
    titles = ("Preface", "The Mill", "The Bell")
    listing = "CONTENTS\n\n" + "\n\n".join(titles) + "\n"
    first = f"Preface\n\n{LONG}"
    made = heads(
        listing, first, f"WORKS CITED\n\n{PROSE}", f"The Mill\n\n{LONG}", f"The Bell\n\n{LONG}"
    )
    assert made == ["# Preface", "# WORKS CITED", "# The Mill", "# The Bell"]


def test_the_first_chapter_may_be_called_introduction() -> None:
    titles = ("INTRODUCTION", *SHORT[1:])
    listing = "CONTENTS\n\n" + "\n\n".join(titles)
    letters = [f"LETTER {n}\n\n{one}\n\n{LONG}" for n, one in zip(NUMBERS, titles, strict=True)]
    assert heads(listing, *letters)[0] == "# LETTER I. INTRODUCTION"


def test_what_a_list_of_files_says_of_an_edition_is_no_word_of_the_title() -> None:
    known, _ = header(["Title: Lamps and Oil, 7th ed.", "Author: Jane Roe (Ann B. Lee)"])
    assert known == {"title": "Lamps and Oil", "author": ["Jane Roe"]}


def test_the_name_below_the_word_of_a_dedication_stays_with_it() -> None:
    rule = "\n\n      *       *       *       *\n\n"
    page = "THE FERRY\n\nBY\n\nIDA HOLM\n\nA. PRESS & CO.\n1897"
    given = "TO\n\nE. ROWER\n\nWHO LIT IT"
    rights = "COPYRIGHT, 1897\nA. PRESS & CO."
    text = source(f"{page}{rule}{given}{rule}\n\n{rights}", chapter("I"), chapter("II"))
    assert "E. ROWER" in text
    assert "WHO LIT IT" in text
    assert "PRESS" not in text


def test_numbers_without_a_word_are_sections_of_the_chapter_though_a_list_names_them() -> None:
    titles = ("I. The Quay", "II. The Mill")
    listing = "CONTENTS\n\nCHAPTER I. Of Boats\n\nCHAPTER II. Of Two\n\n" + "\n\n".join(titles)
    listing += "\n\nCHAPTER III. Of Bells\n\n"
    two = "".join(f"{one}\n\n\n{LONG}\n\n\n\n" for one in titles)
    made = heads(
        listing,
        f"CHAPTER I\n\nOf Boats\n\n\n{LONG}",
        f"CHAPTER II\n\nOf Two\n\n\n\n{two}",
        f"CHAPTER III\n\nOf Bells\n\n\n{LONG}",
    )
    assert made == [
        "# CHAPTER I. Of Boats", "# CHAPTER II. Of Two", "## I. The Quay", "## II. The Mill",
        "# CHAPTER III. Of Bells",
    ]  # fmt: skip


def test_an_act_that_says_where_words_are_from_is_no_heading() -> None:
    quoted = f'{PROSE}\n    Act v. Scene 2.\n\n    "Hear me, O night."\n\n{PROSE}'
    made = heads(chapter("I"), chapter("II", text=quoted), chapter("III"))
    assert made == ["# CHAPTER I.", "# CHAPTER II.", "# CHAPTER III."]


def test_a_first_part_has_a_heading_as_the_others_have() -> None:
    parts = [f"EPOCH THE {n}.\n\nANN THE PILOT.\n\n\n" for n in ("FIRST", "SECOND")]
    two = [chapter("I", "The Quay", LONG), chapter("II", "The Mill", LONG)]
    made = heads("THE FERRY\n\nBY IDA HOLM", parts[0] + two[0], two[1], parts[1] + two[0], two[1])
    assert made[0] == "# EPOCH THE FIRST. {.part}"
    assert made[3] == "# EPOCH THE SECOND. {.part}"
    assert made[4] == "## CHAPTER I. The Quay {.chapter}"


def test_the_title_of_the_book_above_its_first_chapter_is_left_out() -> None:
    made = heads(f"PREFACE\n\n{LONG}", f"THE FERRY\n\n\n\n\n{chapter('I')}", chapter("II"))
    assert made == ["# PREFACE", "# CHAPTER I.", "# CHAPTER II."]


def test_numbers_that_begin_anew_within_the_lines_of_a_list_end_nothing() -> None:
    listing = "CONTENTS\n\n1. Oars\n2. Ropes\n3. Nets\n1. Lamps\n2. Bells\n3. Gulls"
    assert heads(listing, chapter("I"), chapter("II")) == ["# CHAPTER I.", "# CHAPTER II."]


def test_the_highest_headings_below_a_part_are_its_chapters() -> None:
    rows = (("FIRST PART", 1, "part"), ("Oil", 2, ""), ("Tar", 3, ""), ("LAST PART", 1, "part"))
    rows = (*rows, ("Nets", 2, ""))
    pieces = [
        Piece((Line(words, n, 0),), Kind.HEADING, level=level, division=division)
        for n, (words, level, division) in enumerate(rows)
    ]
    made = [(one.level, one.division) for one in anew.below_parts(pieces)]
    assert made == [(1, "part"), (2, "chapter"), (3, ""), (1, "part"), (2, "chapter")]


LONG_TITLE = """THE FERRY GOES OVER THE RIVER TWICE, AND COMES HOME.  OF A ROPE AND A BELL.
THE GULLS OF THE QUAY.  A LAMP THAT WAS LIT, AND A DOG WHICH WAITED FOR IT.  A
MILL IN WINTER"""


def test_a_title_of_three_lines_stands_right_below_its_number() -> None:
    made = heads(f"CHAPTER I\n{LONG_TITLE}\n\n\n{LONG}", f"CHAPTER II\nTHE MILL\n\n\n{LONG}")
    assert made == ["# CHAPTER I. " + " ".join(LONG_TITLE.split()), "# CHAPTER II. THE MILL"]
    said = f"CHAPTER I\n{LONG_TITLE.capitalize()}\n\n\n{LONG}"
    assert heads(said, f"CHAPTER II\nTHE MILL\n\n\n{LONG}") == ["# CHAPTER II. THE MILL"]


def test_a_half_title_with_the_number_before_its_words_is_no_chapter() -> None:
    halves = [
        (f"{n}. {title}", f"{n}\n\n{title}\n\n\n{LONG}")
        for n, title in zip(NUMBERS, SHORT, strict=True)
    ]
    made = heads(f"PREFACE\n\n{LONG}", *(leaf for half in halves for leaf in half))
    assert made == ["# PREFACE", *(f"# {half}" for half, _ in halves)]


def test_a_title_in_capitals_far_below_its_number_is_that_of_the_lesson() -> None:
    near = [
        f"LESSON {n}.\n\n{title}.\n\n{LONG}"
        for n, title in zip(NUMBERS[:3], SHORT[:3], strict=True)
    ]
    far = [f"LESSON {n}.{gap}{title}.\n\n{LONG}" for n, gap, title in FAR]
    assert heads(*near, *far)[3:] == ["# LESSON IV. THE ROPE.", "# LESSON V. THE GULLS."]
    above = f"LESSON IV.\n\n\n\n\nTHE ROPE.\n\n{LONG}\n\n\n\n\nTHE GULLS.\n\n{LONG}"
    assert heads(*near, above)[3:] == ["# LESSON IV.", "# THE ROPE.", "# THE GULLS."]


FAR = (("IV", "\n\n\n\n", "THE ROPE"), ("V", "\n\n\n\n\n", "THE GULLS"))


def test_the_end_of_a_word_is_set_off_where_the_habit_is_proved() -> None:
    rows = "The quay is _old_ and the _rope_ is new, as the _ferryman_ has it at the bell.\n\n" * 5
    made = source(f"{rows}He says fer_ry_ for it, in my_old_file and name_of_file_.\n")
    assert "says fer*ry* for it" in made
    assert "my_old_file and name_of_file_." in made.replace("\\", "")
