"""Novels and tales: words of a book's own for its chapters, volumes, lists that differ."""

from __future__ import annotations

from octavo.manuscripts.pieces import Line, Piece, Sign
from octavo.manuscripts.plain import read as plain
from octavo.manuscripts.plain.divisions.made import with_title
from tests.test_plain_matter import END, HEADER, PROSE
from tests.test_plain_sections import chapter, heads, source

NAMES = ("I", "II", "III", "IV")
LONG = "\n".join([PROSE] * 8)


def test_a_word_of_the_books_own_counts_its_tales_or_stands_behind_their_number() -> None:
    titles = ("The Rope", "The Lamp", "The Bell")
    typed = [f"Voyage {n}. {t}" for n, t in zip(NAMES, titles, strict=False)]
    assert heads(*(f"{one}\n\n\n{PROSE}" for one in typed)) == [f"# {one}" for one in typed]
    nights = ("THE FIRST NIGHT", "THE SECOND NIGHT", "THE THIRD NIGHT")
    assert heads(*(f"{one}.\n\n{PROSE}" for one in nights)) == [f"# {one}." for one in nights]
    bare = heads(*(f"HAUL {n}\n\nTHE ROPE\n\n{PROSE}" for n in NAMES))
    assert bare == [f"# HAUL {n}. THE ROPE" for n in NAMES]


def test_pictures_that_count_and_a_word_that_comes_but_twice_are_no_headings() -> None:
    plates = (f"Plate {n}. The quay\n\n{PROSE}" for n in NAMES)
    assert not [line for line in heads(chapter("I"), *plates, chapter("II")) if "Plate" in line]
    assert not heads(f"Voyage I. The Rope\n\n{PROSE}", f"Voyage II. The Lamp\n\n{PROSE}")


def test_numbers_of_two_words_without_a_hyphen_are_numbers() -> None:
    names = ("TWENTY", "TWENTY ONE", "NINETY-NINE", "ONE HUNDRED", "ONE HUNDRED AND SEVEN")
    made = heads(*(chapter(n, "OF ROPES.") for n in names))
    assert made == [f"# CHAPTER {n}. OF ROPES." for n in names]


def test_sections_that_begin_with_the_second_are_sections_all_the_same() -> None:
    def tale(title: str, *numbers: str) -> str:
        return f"{title}\n\n\n{PROSE}" + "".join(f"\n\n\n\n{n}\n\n{PROSE}" for n in numbers)

    made = heads(tale("THE ROPE", "I", "II", "III"), tale("THE LAMP", "II", "III"))
    assert [line.strip("# ") for line in made] == [
        "THE ROPE", "I", "II", "III", "THE LAMP", "II", "III",
    ]  # fmt: skip


def test_whom_a_letter_is_to_is_no_title_of_it() -> None:
    words = [f"LETTER {n}\n\n\nDEAR IDA,\n\n{PROSE}" for n in NAMES]
    assert heads(*words) == [f"# LETTER {n}" for n in NAMES]


def test_the_first_volume_is_a_part_though_it_stands_on_the_title_page() -> None:
    volume = "VOLUME {}\n\n\n\n\n" + chapter("I") + "\n\n\n" + chapter("II")
    page = "THE FERRY\n\nA Romance\n\nBy Ida Holm"
    made = heads(f"{page}\n\n\n\n\n{volume.format(1)}", volume.format(2))
    below = ["## CHAPTER I. {.chapter}", "## CHAPTER II. {.chapter}"]
    assert made == ["# VOLUME 1 {.part}", *below, "# VOLUME 2 {.part}", *below]
    inner = "THE FERRY\n\nIDA HOLM\n\nVOL. {}.\n\nLONDON"
    texts = [f"{inner.format(n)}\n\n\n\n\n{chapter('I')}\n\n\n{chapter('II')}" for n in NAMES[:2]]
    assert heads(*texts) == ["# VOL. I. {.part}", *below, "# VOL. II. {.part}", *below]


def test_the_title_of_the_book_before_the_number_of_a_volume_makes_a_part_of_it() -> None:
    names = ("THE FERRY, A TALE.--VOLUME THE FIRST", "THE FERRY, A TALE.--VOLUME THE SECOND")
    made = heads(*(f"{n}\n\n\n\n{chapter('I')}\n\n\n\n{chapter('II')}" for n in names))
    below = ["## CHAPTER I. {.chapter}", "## CHAPTER II. {.chapter}"]
    assert made == [f"# {names[0]} {{.part}}", *below, f"# {names[1]} {{.part}}", *below]


def test_the_heading_of_a_list_that_is_not_there_goes() -> None:
    assert "Contents" not in source("Contents", chapter("I"), chapter("II"))


def test_a_part_above_the_first_chapter_is_no_end_of_the_list() -> None:
    below = "    1. The Rope\n    2. The Lamp\n    3. The Bell\n"
    rest = "    4. The Boat\n    5. The Mill\n    6. The Gull\n"
    titles = ("THE ROPE", "THE LAMP", "THE BELL", "THE BOAT", "THE MILL", "THE GULL")
    parts = [
        f"CHAPTER {n}\n\n{t}\n\n{LONG}" for n, t in zip((*NAMES, "V", "VI"), titles, strict=True)
    ]
    text = (f"CONTENTS\n\n    PART I\n{below}\n    PART II\n\n{rest}", "PART ONE", *parts[:3])
    made = heads(*text, f"PART TWO\n\n{parts[3]}", *parts[4:])
    assert [line for line in made if line.startswith("# ")] == [
        "# PART ONE {.part}", "# PART TWO {.part}",
    ]  # fmt: skip
    assert len(made) == 8


def test_a_numbered_list_whose_titles_happen_to_stand_in_order_has_its_own() -> None:
    titles = [f"The {n}" for n in ("Ale", "Bell", "Cart", "Eel", "Gull")]
    titles += ["Dogs", "Mills", *(f"The {n}" for n in ("Hut", "Inn", "Keg", "Oar", "Rope"))]
    entries = "".join(f"    {n} {t}\n" for n, t in enumerate(titles, 1))
    texts = [f"CHAPTER {n}. {t.upper()}\n\n\n{PROSE}" for n, t in enumerate(titles, 1)]
    assert heads(f"CONTENTS\n\n{entries}", *texts)[0] == "# CHAPTER 1. THE ALE"


def test_a_title_that_its_list_spells_otherwise_is_one_beside_the_others() -> None:
    listed = "THE ROPE\n\nTHE FERRYMANN\n\nTHE BELL\n\nTHE MILL\n\nNIGHT-PIECES\n"
    titles = ("THE ROPE.", "THE FERRYMAN.", "THE BELL.", "THE MILL.", "NIGHT-PIECES,\n\nBY LAMP.")
    made = heads(f"CONTENTS\n\n{listed}", *(f"{t}\n\n\n{PROSE}" for t in titles))
    assert made == [f"# {t}" for t in titles[:-1]] + ["# NIGHT-PIECES, BY LAMP."]


def test_tales_a_line_nearer_than_the_others_are_tales() -> None:
    far = [f"{t}\n\n{PROSE}" for t in ("THE ROPE.", "THE BELL.", "THE MILL.", "THE GULL.")]
    near = f"{PROSE}\n\n\nTHE LAMP.\n\n{PROSE}"
    assert "# THE LAMP." in heads(*far[:2], f"THE BOAT.\n\n{near}", *far[2:])


def test_a_note_called_in_a_heading_stands_behind_the_stop_that_parts_its_title() -> None:
    def made(text: str) -> str:
        note = Piece((Line("A long one.", 9, 0),))
        sign = Sign(len(text) - 3, len(text), "[^1]", (note,))
        head = Piece((Line(text, 1, 0),), signs=(sign,))
        return with_title(head, Piece((Line("OF OLD", 2, 0),))).replaced()

    assert made("THE ROPE[1]") == "THE ROPE.[^1]\nOF OLD"
    assert made("THE ROPE.[1]") == "THE ROPE.[^1]\nOF OLD"


RESTS = """CONTENTS

THE RIVER:                                   PAGE
          STORY OF THE ROPE THAT WAS            1
          LONG
          STORY OF THE LAMP AND THE            35
          BELL
          THE STORY OF THE GULL                65
THE FERRY:
          STORY OF THE BOAT                    88
          STORY OF THE OLD                     99
          OARS
A NIGHT ON THE QUAY                           242
"""


def test_the_rest_of_an_entry_below_its_page_is_no_entry() -> None:
    made = heads(
        RESTS,
        f"THE RIVER\n\n\nSTORY OF THE ROPE THAT WAS LONG\n\n\n{PROSE}",
        f"STORY OF THE LAMP AND THE BELL\n\n\n{PROSE}",
        f"THE STORY OF THE GULL\n\n\n{PROSE}",
        f"THE FERRY\n\n\nSTORY OF THE BOAT\n\n\n{PROSE}",
        f"STORY OF THE OLD OARS\n\n\n{PROSE}",
        f"A NIGHT ON THE QUAY\n\n\n{PROSE}",
    )
    assert made == [
        "# THE RIVER", "## STORY OF THE ROPE THAT WAS LONG", "## STORY OF THE LAMP AND THE BELL",
        "## THE STORY OF THE GULL", "# THE FERRY", "## STORY OF THE BOAT",
        "## STORY OF THE OLD OARS", "# A NIGHT ON THE QUAY",
    ]  # fmt: skip


def test_what_somebody_says_a_line_farther_down_is_no_section() -> None:
    said = "\u201cA boat there is,\u201d cried another."
    parts = [chapter(n, text=f"{PROSE}\n\n{said}\n\n" * 3 + PROSE) for n in NAMES]
    assert not [line for line in heads(*parts) if "boat" in line]


def test_a_note_with_stars_in_it_does_not_end_the_notes() -> None:
    text = PROSE.replace("quay", "quay[1]").replace("lamp", "lamp[2]").replace("dog", "dog[3]")
    stars = "       *       *       *       *       *"
    notes = f"NOTES\n\n\n[1] Of stone.\n\n[2] {PROSE}\n{stars}\n\n{PROSE}\n[3] Of the ferry."
    assert source(chapter("I"), chapter("II", text=text), notes).count("]: ") == 3


def test_marks_in_round_brackets_may_have_a_blank_where_most_have_none() -> None:
    names = ("Ale", "Bell", "Cart", "Dog", "Eel", "Fish", "Gull", "Hut", "Inn", "Keg")
    typed = "".join(
        f"The {name} of the river{' ' if n in (3, 7) else ''}({n}) was there,\nand {PROSE}\n"
        f"({n}) Or {name.lower()} of old.\n\n"
        for n, name in enumerate(names, 1)
    )
    assert source(chapter("I", text=typed), chapter("II")).count("]: Or ") == 10


def test_a_list_of_bare_numbers_whose_parts_count_anew_ends_where_its_text_begins() -> None:
    row = "\n".join(f" CHAPTER {n}" for n in NAMES)
    listed = f"Contents\n\n\n PROLOGUE\n\n FIRST PERIOD\n{row}\n\n SECOND PERIOD\n{row}\n"
    texts = [f"CHAPTER {n}\n\n{LONG}" for n in NAMES]
    parts = [f"{n} PERIOD\n\n\n{texts[0]}\n\n{texts[1]}" for n in ("FIRST", "SECOND")]
    made = heads(listed, f"PROLOGUE\n\n\n{PROSE}", parts[0], *texts[2:], parts[1], *texts[2:])
    assert made == [
        "# PROLOGUE", "# FIRST PERIOD", *(f"## CHAPTER {n}" for n in NAMES),
        "# SECOND PERIOD", *(f"## CHAPTER {n}" for n in NAMES),
    ]  # fmt: skip


def test_a_line_between_title_and_author_is_the_subtitle() -> None:
    page = "THE FERRY\n\n A Romance \n\n\nby Ida Holm"
    header = HEADER.replace("\n       and Other Boats", "")
    text = f"{header}\n\n\n{page}\n\n\n\n{chapter('I')}\n\n\n\n{chapter('II')}{END}"
    made = plain.read(text.encode(), "x.txt", "en-GB")
    assert made.embedded["subtitle"] == "A Romance"
    assert "Romance" not in "".join(one.markdown for one in made.chapters)
