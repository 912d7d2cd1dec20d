"""Levels of what stands before, behind and between the chapters of a plain text."""

from __future__ import annotations

from tests.test_plain_matter import PROSE
from tests.test_plain_sections import chapter, heads, source


def test_what_follows_the_last_chapter_of_the_last_part_is_behind_the_text() -> None:
    made = heads(
        "Part I.\n\nThe Quay.",
        chapter("I", "Of Ropes."),
        chapter("II", "Of Lamps."),
        "Part II.\n\nThe River.",
        chapter("III", "Of Boats."),
        f"GLOSSARY OF THE RIVER\n\n\n{PROSE}",
    )
    assert made[-1] == "# GLOSSARY OF THE RIVER {.backmatter}"


def test_a_section_with_its_short_word_is_a_chapter_though_an_ornament_stands_above_it() -> None:
    titles = ("OF BOATS", "OF ROPES", "OF LAMPS", "OF BELLS", "OF MILLS", "OF QUAYS")
    numerals = ("I", "II", "III", "IV", "V", "VI")
    stars = "       *       *       *       *       *\n\n"
    text = "\n".join(
        f"{stars}SECT. {n}.\n\n{t}.\n\n{PROSE}" for n, t in zip(numerals, titles, strict=True)
    )
    assert heads(f"PREFACE.\n\n{PROSE}", text) == [
        "# PREFACE.",
        *(f"# SECT. {n}. {t}." for n, t in zip(numerals, titles, strict=True)),
    ]


def test_a_dedication_of_many_short_lines_is_one() -> None:
    whom = ("GUIDE", "FRIEND", "JESTER", "MASTER", "PILOT")
    lines = "\n\n".join(f"TO THE\n\n{one}\n\nWHO ROWED THE BOAT--" for one in whom)
    made = source(lines, chapter("I", "Of Ropes."), chapter("II", "Of Lamps."))
    assert made.startswith("::: dedication\nTO THE")
