"""Prose as it was typed: contents that tell what chapters tell, indexes, old headers."""

from __future__ import annotations

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
