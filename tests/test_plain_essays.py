"""What plain texts of essays, letters and handbooks have: contents that tell, sections, bold."""

from __future__ import annotations

from octavo.manuscripts.gutenberg import header
from octavo.manuscripts.plain import read as plain
from tests.test_plain_matter import PROSE, book, printed
from tests.test_plain_sections import heads, source

LONG = f"{PROSE}\n" * 8
NUMERALS = ("I", "II", "III", "IV")
NAMES = ("OF ROPES", "OF LAMPS", "OF BOATS", "OF BELLS")
PAIRS = [*zip(NUMERALS, NAMES, strict=True)]


def headings(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.startswith("#")]


def told(numeral: str, name: str) -> str:
    """Return an entry of a list that tells what the chapter tells."""
    about = f"    What they are made of, and who makes {name[3:].lower()}--How they\n    are kept."
    return f"CHAPTER {numeral}\n\n{name}\n\n{about}     3\n"


def chapters() -> list[str]:
    return [f"CHAPTER {n}\n\n{name}\n\n\n{LONG}" for n, name in PAIRS]


def test_an_analytical_table_of_contents_goes_and_the_first_part_of_the_text_stays() -> None:
    listed = [told(n, name) for n, name in PAIRS]
    listed[0] = f"PART I. THE QUAY\n\n{listed[0]}"
    listed[2] = f"PART II. THE RIVER\n\n{listed[2]}"
    text = chapters()
    text[0] = f"PART I\n\nTHE QUAY\n\n\n\n\n{text[0]}"
    text[2] = f"PART II\n\nTHE RIVER\n\n\n\n\n{text[2]}"
    made, _ = printed(
        book("ANALYTICAL TABLE OF CONTENTS\n\n\n" + "\n".join(listed), "").replace(
            "CHAPTER I.", "\n\n\n\n".join(text) + "\n\n\n\nCHAPTER V."
        )
    )
    assert made.count("OF ROPES") == 1
    assert headings(made)[:2] == ["# PART I. THE QUAY {.part}", "## CHAPTER I. OF ROPES {.chapter}"]


def test_contents_count_anew_for_appendices_and_numbered_paragraphs_are_no_chapters() -> None:
    entries = "\n\n".join(
        f"{n}. {name}      3\n        Who makes them, and why; and what\n        came of it."
        for n, name in PAIRS
    )
    more = "  APPENDIX        PAGE\n    I. The Price of Oil      9\n   II. The Quay      12"
    letters = [f"LETTER {n}.\n\nOF THE {n}TH BOAT.\n\n\n1. {LONG}\n2. {LONG}" for n in NUMERALS]
    made = source(
        f"CONTENTS.\n\n\n  LETTER\n{entries}\n\n\n\n\nAPPENDICES.\n\n\n{more}",
        f"PREFACE.\n\n\n{LONG}", *letters,
        f"APPENDICES.\n\n\n\n\nAPPENDIX I.\n\n\n{LONG}", f"APPENDIX II.\n\n\n{LONG}",
    )  # fmt: skip
    assert headings(made)[:3] == [
        "# PREFACE.", "# LETTER I. OF THE ITH BOAT.", "# LETTER II. OF THE IITH BOAT."
    ]  # fmt: skip
    assert "Who makes them" not in made


def test_sections_with_numbers_like_those_of_the_essays_stand_below_them() -> None:
    entries = "\n".join(f"  {n}. {name.title()}     3" for n, name in PAIRS)
    inner = "".join(
        f"\n\n{n}. {t}\n\n{PROSE}"
        for n, t in (("I", "Of Oil"), ("II", "Of Tar"), ("III", "Of Ice"))
    )
    bare = "".join(f"\n\n{n}\n\n{PROSE}" for n in ("I", "II"))
    below = (inner, bare, "", "")
    essays = [
        f"{n}\n\n{name}\n\n\n{PROSE}{more}"
        for n, name, more in zip(NUMERALS, NAMES, below, strict=True)
    ]
    made = heads(f"CONTENTS\n\n\n{entries}", *essays)
    assert made == [
        "# I. OF ROPES", "## I. Of Oil", "## II. Of Tar", "## III. Of Ice",
        "# II. OF LAMPS", "## I", "## II", "# III. OF BOATS", "# IV. OF BELLS",
    ]  # fmt: skip


def test_a_title_that_begins_with_a_quotation_mark_counts_with_the_others() -> None:
    titles = ("OF ROPES.", "OF LAMPS.", '"OF BOATS."', "OF BELLS.")
    made = heads(*(f"{n}.  {t}\n\n\n{PROSE}" for n, t in zip(NUMERALS, titles, strict=True)))
    assert made == [f"# {n}. {t}" for n, t in zip(NUMERALS, titles, strict=True)]


def test_a_chapter_whose_word_the_others_shorten_has_its_title() -> None:
    words = ("CHAPTER", "CHAP.", "CHAP.", "CHAP.")
    made = heads(*(f"{w} {n}.\n\n{t}.\n\n\n{PROSE}"
                   for w, n, t in zip(words, NUMERALS, NAMES, strict=True)))  # fmt: skip
    assert made[0] == "# CHAPTER I. OF ROPES."


def test_stars_around_words_are_bold_type_where_they_are_a_habit() -> None:
    run_in = "\n".join(f"*The Rope of Day {n}.*--{PROSE}" for n in range(1, 14))
    assert "**The Rope of Day 3.**--The tide" in source(f"CHAPTER I.\n\n\n{run_in}")
    noted = "\n".join(f"{PROSE.rstrip()}*\n\n*So the clerk of day {n}.\n" for n in range(1, 14))
    assert "**" not in source(f"CHAPTER I.\n\n\n{noted}")


def test_a_half_title_above_all_chapters_goes_and_they_are_the_highest() -> None:
    index = "INDEX\n\n\nRope, 4\n\nTar, 5\n\nOil, 6\n"
    entries = "".join(f"  CHAPTER {n}\n\n    {t}     4\n\n" for n, t in PAIRS)
    listed = f"CONTENTS\n\n  PREFACE     v\n\n{entries}  INDEX     9"
    made = heads(f"PREFACE\n\n\n{LONG}", listed, "THE FERRY", *chapters(), index)
    assert made == ["# PREFACE", *(f"# CHAPTER {n}. {t}" for n, t in PAIRS), "# INDEX"]


def test_an_issue_of_a_periodical_behind_the_text_is_an_advertisement() -> None:
    back = """



Volume VII                  July, 1920                  Number 3

The Quay Review

A Journal of Boats, published by Ada Roe

Issued Quarterly: $6.00 per Volume

Single Numbers, price $1.75

Foreign, $6.60 net
"""
    text, findings = printed(book("", back))
    assert "Quay Review" not in text
    assert any("Quay Review" in one.before for one in findings)


def test_pounds_behind_a_figure_are_set_off() -> None:
    assert "It cost 48,000*l.* then." in source(
        f"CHAPTER I.\n\n\nIt cost 48,000_l._ then.\n\n{PROSE}"
    )


def test_given_names_spelt_out_in_brackets_go_and_a_colon_ends_no_title() -> None:
    lines = ["Title: Of Ropes:", "       A Handbook", "", "Author: Ann B. (Ann Bella) Roe"]
    known, _ = header(lines)
    assert known == {"title": "Of Ropes", "subtitle": "A Handbook", "author": ["Ann B. Roe"]}


def test_a_prefatory_note_is_a_heading_and_a_poem_below_a_title_no_part_of_it() -> None:
    said = "Nobody was there to see it but the boy, who told it afterwards.\n"
    song = "          The tide is in, the tide is out,\n          And who shall say what for?\n"
    text = (
        f"Essays of the Quay\n\n\n\n\nPrefatory Note:\n\n{said}\n\n\n\n"
        f"THE QUAY: WHAT IT IS THERE FOR\n\n\n          THE TIDE.\n\n{song}\n{said}\n\n\n\n"
        f"THE LAMP: AND WHO LIT IT\n\n{said}"
    )
    made = "\n".join(one.markdown for one in plain.read(text.encode(), "x.txt", "en-GB").chapters)
    assert "# Prefatory Note:\n" in made
    assert "# THE QUAY: WHAT IT IS THERE FOR\n\n   THE TIDE.\n" in made
