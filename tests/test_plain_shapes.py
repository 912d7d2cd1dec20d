"""Texts that others typed: what stands in them comes into the book, each thing as what it is."""

from __future__ import annotations

from octavo.manuscripts.guard import guard
from octavo.manuscripts.kinds import Format
from octavo.manuscripts.pieces import Manuscript
from octavo.manuscripts.plain import read as plain
from octavo.model.finding import Finding


def read(text: str, lang: str = "en-GB") -> Manuscript:
    return plain.read(text.encode(), "x.txt", lang)


def source(text: str, lang: str = "en-GB") -> str:
    return "\n".join(chapter.markdown for chapter in read(text, lang).chapters)


def lost(text: str) -> list[Finding]:
    return guard.check(text.encode(), Format.PLAIN, read(text), "en-GB")


PROSE = """The tide was late that day, and the boats had not come in before the
evening bell was rung, so that the ferryman sat on the quay and waited
for anybody who might want to be taken across the river in the dark.
"""


def test_italics_within_a_displayed_quotation_keep_their_places() -> None:
    verse = '"_Old the ferry is, and old the quay,_\n _the rope is new._"\n'
    text = source(f"The Ferry\n\n{PROSE}\nThe sign at the quay says:\n\n{verse}\n{PROSE}")
    assert "*Old the ferry is, and old the quay,*" in text
    assert "*the rope is new.*" in text


def test_places_of_pictures_are_reported_each_by_itself_and_no_lost_words() -> None:
    place = "[Illustration: The quay]\n\n[Illustration]\n\n"
    text = f"The Ferry\n\n{PROSE}\n{place}{PROSE}\n{place}{PROSE}"
    left = [f.before for f in read(text).findings if "without a caption" in f.message]
    assert left == ["[Illustration]\n\n[Illustration]"]
    assert not lost(text)


def test_italics_that_a_note_only_closes_are_whole_in_it() -> None:
    words = "".join(f"The _boat_ and the _quay_ of day {n}.\n\n" for n in range(8))
    note = "  [Footnote 1: See the log of the\n  Old Ferry_, ed. by the clerk.]\n"
    text = source(f"The Ferry\n\n{words}{PROSE.strip()}[1]\n\n{note}\n{PROSE}")
    assert "*See the log of the Old Ferry*, ed. by the clerk." in text


LISTED = """The Ferry Book

CONTENTS

                                          PAGE
Introduction                                 1
Of Boats--(by the Ferryman)                  3
  The Rope                                   4
  Who May Cross                              9
V. Of Weather                               12



INTRODUCTION.


{0}

Of Boats.

{0}
The Rope.

{0}
A LINE OF CAPITALS



{0}
Who may cross.

{0}
V

OF WEATHER

{0}
"""


def heads(text: str, lang: str = "en-GB") -> list[str]:
    return [line for line in source(text, lang).split("\n") if line.startswith("#")]


def test_what_a_list_of_contents_names_is_a_heading_of_the_level_that_the_list_shows() -> None:
    assert heads(LISTED.format(PROSE)) == [
        "# INTRODUCTION.",
        "# Of Boats.",
        "## The Rope.",
        "## Who may cross.",
        "# V. OF WEATHER",
    ]
    assert "Who May Cross   " not in source(LISTED.format(PROSE))
    assert not lost(LISTED.format(PROSE))


def test_entries_of_two_lines_name_headings_of_two_lines() -> None:
    entries = "I WHERE THE FERRYMAN SITS ON THE QUAY AND WAITS FOR A LONG TIME FOR\nTHE CLERK\n\n"
    entries += "II WHERE THE CLERK COMES\n\nIII WHERE THEY CROSS THE RIVER IN THE DARK\n\n"
    text = "\n".join(
        f"{entry.replace(' ', chr(10) * 2, 1)}\n\n{PROSE}" for entry in entries.split("\n\n")[:3]
    )
    whole = heads(f"The Ferry\n\nContents\n\n{entries}\n{text}")
    assert whole[0].endswith("WAITS FOR A LONG TIME FOR THE CLERK")
    assert whole[1:] == [
        "# II. WHERE THE CLERK COMES",
        "# III. WHERE THEY CROSS THE RIVER IN THE DARK",
    ]


def test_a_list_that_names_nothing_in_the_text_makes_no_headings() -> None:
    text = f"The Ferry\n\nContents\n\nA boat\nA quay\nA rope\n\n\n\n{PROSE}\n{PROSE}"
    assert heads(text) == ["# The Ferry"]


def test_numbers_in_words_go_on_past_twelve_in_every_language_and_past_a_slip() -> None:
    german = ["Sechstes", "Siebentes", "Dreizehntes", "Einunddreißgstes", "Vierzigstes"]
    text = "".join(f"\n\n\n{number} Kapitel\n\n{PROSE}\n{PROSE}" for number in german)
    assert heads(f"Die Fähre\n{text}", "de") == [f"# {number} Kapitel" for number in german]
    for lang, words in (("fr", "Chapitre vingt-deuxième"), ("nl", "Eenentwintigste Hoofdstuk")):
        assert heads(f"X\n\n\n\n{words}\n\n{PROSE}", lang) == [f"# {words}"]


def test_a_title_of_a_sentence_below_a_number_goes_into_the_heading() -> None:
    tells = "How the boat was lost, and what came of it for the clerk who had stood\non the quay."
    text = "".join(
        f"\n\n\nCHAPTER {n}.\n\n{tells}\n\n\n{PROSE}\n" for n in ("I", "II", "III", "IV")
    )
    assert heads(f"The Ferry\n{text}")[3].startswith("# CHAPTER IV. How the boat was lost, and")
    speech = "".join(f"\n\n\nCHAPTER {n}.\n\n--The boat!\n\n{PROSE}\n" for n in ("I", "II", "III"))
    assert heads(f"The Ferry\n{speech}") == ["# CHAPTER I.", "# CHAPTER II.", "# CHAPTER III."]


def test_a_total_below_a_column_is_a_row_of_its_own() -> None:
    rows = ["to the quay, by foot:   3 days", "to the town, by boat:   9 days"]
    rows += ["to the hill, by road:   2 days"]
    rows += ["             Total:    14 days"]
    text = "\n".join(f"  {row}" for row in rows)
    assert "| Total: | 14 days |" in source(f"The Ferry\n\n{PROSE}\n{text}\n\n{PROSE}")


def test_of_two_lines_that_an_entry_names_the_one_set_apart_is_the_heading() -> None:
    twice = LISTED.format(PROSE).replace("\nOf Boats.\n", "\n\n\n\nOf Boats.\n", 1)
    twice = twice.replace("The Rope.\n", "Of boats\n\nA rope.\n\nThe Rope.\n", 1)
    assert heads(twice)[1:3] == ["# Of Boats.", "## The Rope."]


def test_chapters_below_parts_are_of_the_second_level_and_an_index_is_not() -> None:
    text = "".join(
        f"\n\n\nPART {part}\n\n\n\nI\n\n{PROSE}\n{PROSE}\n\n\n\nII\n\n{PROSE}\n{PROSE}"
        for part in ("ONE", "TWO")
    )
    made = heads(f"The Ferry\n{text}\n\n\n\nCONCLUSION\n\n{PROSE}\n{PROSE}")
    assert made[0] == "# PART ONE {.part}"
    assert made[1:3] == ["## I {.chapter}", "## II {.chapter}"]
    assert made[-1] == "# CONCLUSION"


def test_a_couplet_set_in_is_verse_though_all_of_it_is_quoted() -> None:
    verse = '  "Old the ferry is, and old the quay,\n   the rope is new."\n'
    text = source(
        f"The Ferry\n\nI\n\n{PROSE}\nThe sign says:\n\n{verse}\n{PROSE}\n\n\nII\n\n{PROSE}"
    )
    assert '| "Old the ferry is, and old the quay,' in text


def test_a_numbered_chapter_that_the_list_has_in_other_words_stays_a_chapter() -> None:
    rows = "".join(f"Chapter {n}. The Boat of Day {n}\n" for n in ("I", "II", "III", "IV"))
    titles = {n: f"THE BOAT OF DAY {n}" for n in ("I", "II", "III", "IV")} | {"II": "WHOLLY NEW"}
    text = "".join(f"\n\n\nCHAPTER {n}. {t}\n\n{PROSE}\n{PROSE}" for n, t in titles.items())
    made = heads(f"The Ferry\n\nContents\n\n{rows}\n{text}")
    assert made[1] == "# CHAPTER II. WHOLLY NEW"
    assert len(made) == 4


def test_stanzas_that_are_numbered_are_verse() -> None:
    song = (
        "1. Ferryman, row the boat,\nOver the river wide;\nLong may the old boat float,\nLong may"
    )
    song += " it cross the tide.\n"
    text = source(
        f"The Ferry\n\nI\n\n{PROSE}\n{song}\n{song.replace('1.', '2.')}\n{PROSE}\n\n\nII\n"
    )
    assert "| Over the river wide;" in text


def test_a_number_whose_title_stands_in_the_list_alone_is_a_heading() -> None:
    rows = "I. Two Boats   3\nII. The Quay   5\nIII. The Rope   9\nIV. The Lamp   12\n"
    titles = {"I": "", "II": "The Quay\n\n", "III": "The Rope\n\n", "IV": "The Lamp\n\n"}
    text = "".join(f"\n\n\n{n}.\n\n{title}{PROSE}\n{PROSE}" for n, title in titles.items())
    made = heads(f"The Ferry\n\nContents\n\n{rows}\n{text}")
    assert made == ["# I.", "# II. The Quay", "# III. The Rope", "# IV. The Lamp"]


def test_notes_behind_each_chapter_come_in_with_those_behind_the_last() -> None:
    chapters = "".join(
        f"CHAPTER {number}.\n\n{PROSE.strip()}[{label}]\n\nFOOTNOTES:\n\n"
        f"[Footnote {label}: See the log of {label}.]\n\n\n\n"
        for number, label in (("I", "A"), ("II", "B"))
    )
    manuscript = read(f"The Ferry\n\n{chapters}")
    text = "\n".join(chapter.markdown for chapter in manuscript.chapters)
    assert "See the log of A." in text
    assert "See the log of B." in text
    assert "FOOTNOTES" not in text
    assert "[Footnote" not in text
    assert not lost(f"The Ferry\n\n{chapters}")


PICTURED = ("The Old Quay at Dusk", "A ferryman asleep", "The rope is new")


def test_a_list_of_illustrations_without_pages_is_known_by_the_captions_of_the_pictures() -> None:
    entries = "\n\n".join(f"{caption}      A. Painter" for caption in PICTURED)
    places = f"\n{PROSE}\n".join(f"[Illustration: _{caption}._]\n" for caption in PICTURED)
    head = f"The Ferry\n\n\n\nLIST OF ILLUSTRATIONS.\n\n\n{entries}\n\n\n\n"
    text = f"{head}CHAPTER I.\n\n{PROSE}\n{places}\nCHAPTER II.\n\n{PROSE}"
    manuscript = read(text)
    assert [chapter.title for chapter in manuscript.chapters] == ["CHAPTER I.", "CHAPTER II."]
    assert any("captions of the pictures" in f.message for f in manuscript.findings)
    assert not lost(text)
    other = read(text.replace("[Illustration: ", "[Illustration: Not "))
    assert "ILLUSTRATIONS" in "".join(chapter.markdown for chapter in other.chapters)


def test_sections_that_the_contents_count_anew_below_one_chapter_stand_below_it() -> None:
    names = ("The Quay", "The Rope", "The Bell")
    listing = "\n\n".join(
        f"  {n}.  {name}" for n, name in zip(("I", "II", "III"), names, strict=True)
    )
    chapters = "".join(
        f"CHAPTER {n}.\n\n{name.upper()}.\n\n\n{PROSE}\n\n\n"
        for n, name in zip(("I", "II", "III"), names, strict=True)
    )
    inner = "".join(
        f"{n}.\n\n{name}.\n\n\n{PROSE}\n\n\n" for n, name in (("I", "OIL"), ("II", "TAR"))
    )
    trade = "NOTES ON TRADE.\n\n  I.  Oil\n\n II.  Tar\n\n\n\n"
    head = f"The Ferry\n\n\n\nCONTENTS.\n\n{listing}\n\n{trade}"
    text = source(f"{head}{chapters}NOTES ON TRADE.\n\n\n\n{inner}")
    assert [line for line in text.split("\n") if line.startswith("#")] == [
        "# CHAPTER I. THE QUAY.",
        "# CHAPTER II. THE ROPE.",
        "# CHAPTER III. THE BELL.",
        "# NOTES ON TRADE.",
        "## I. OIL.",
        "## II. TAR.",
    ]


def test_a_title_that_the_contents_have_longer_is_known_by_its_number() -> None:
    names = ("The Quay", "The Rope on the Quay", "The Bell", "The Boats")
    counts = ("I", "II", "III", "IV")
    listing = "\n\n".join(f"  {n}.  {name}" for n, name in zip(counts, names, strict=True))
    listing = listing.replace("on the Quay", "on the Quay, and Who May Pull at It")
    chapters = "".join(
        f"CHAPTER {n}.\n\n{name.upper()}.\n\n\n{PROSE}\n\n\n"
        for n, name in zip(counts, names, strict=True)
    )
    text = source(f"The Ferry\n\n\n\nCONTENTS.\n\n{listing}\n\n\n\n{chapters}")
    assert "# CHAPTER II. THE ROPE ON THE QUAY." in text


def test_quatrains_with_a_number_above_each_are_stanzas_though_a_line_of_some_is_longer() -> None:
    one = " The boats that came\n Went out again.\n   And who was there\n Had gone by then.\n"
    two = one.replace("The boats that came", "The boats that came at night below the wall")
    song = "".join(
        f"\n\n{n}.\n\n{stanza}"
        for n, stanza in zip(("I", "II", "III", "IV"), (two, one, one, one), strict=True)
    )
    made = "\n".join(
        c.markdown
        for c in plain.read(f"{PROSE}{song}\n\n{PROSE}".encode(), "x.txt", "en-GB").chapters
    )
    assert made.count("|    And who was there\n|  Had gone by then.") == 4
