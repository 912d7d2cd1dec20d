"""Headings by what is around them: blank lines, chapters that count on, groups of a list."""

from __future__ import annotations

from octavo.manuscripts.guard import guard
from octavo.manuscripts.kinds import Format
from octavo.manuscripts.pieces import Kind, Line, Piece
from octavo.manuscripts.plain import read as plain
from octavo.manuscripts.plain.contents import beneath
from tests.test_plain_matter import END, HEADER, PROSE

FAR = "\n\n\n\n"


def source(*parts: str) -> str:
    text = f"{HEADER}{FAR}{FAR.join(parts)}{END}"
    made = plain.read(text.encode(), "x.txt", "en-GB")
    assert not guard.check(text.encode(), Format.PLAIN, made, "en-GB")
    return "\n".join(chapter.markdown for chapter in made.chapters)


def heads(*parts: str) -> list[str]:
    return [line for line in source(*parts).split("\n") if line.startswith("#")]


def chapter(number: str, title: str = "", text: str = PROSE) -> str:
    below = f"\n\n{title}" if title else ""
    return f"CHAPTER {number}.{below}\n\n\n{text}"


def test_numbers_inside_a_chapter_are_its_sections_and_titles_go_by_their_word() -> None:
    stanza = "I.\n\n    The rope is new,\n    the boat is old.\n\n"
    stanza += "II.\n\n    The lamp is lit,\n    they row.\n"
    song = f"Part the First.\n\n{stanza}\nPart the Second.\n\n{stanza}"
    made = heads(
        "Part I.\n\nThe Quay.",
        chapter("I", "Of Ropes."),
        chapter("II", "Of Lamps."),
        "Part II.\n\nThe River.",
        chapter("III", "Of a Song.", f"{PROSE}\n{song}"),
        chapter("IV", "Of Boats."),
        chapter("V", "Of the Bell."),
    )
    assert made == [
        "# Part I. The Quay. {.part}", "## CHAPTER I. Of Ropes. {.chapter}",
        "## CHAPTER II. Of Lamps. {.chapter}", "# Part II. The River. {.part}",
        "## CHAPTER III. Of a Song. {.chapter}", "### Part the First.", "#### I.", "#### II.",
        "### Part the Second.", "#### I.", "#### II.",
        "## CHAPTER IV. Of Boats. {.chapter}", "## CHAPTER V. Of the Bell. {.chapter}",
    ]  # fmt: skip


def sections(*titles: str) -> str:
    return "".join(f"{PROSE}\n\n{title}\n\n" for title in titles) + PROSE


def test_lines_with_two_blank_lines_above_and_one_below_are_sections_where_all_are() -> None:
    one = chapter("I", text=sections("The Rope.", "“THE LAMP.”"))
    two = chapter("II", text=sections("The Bell.", "Of Oars", "Gulls"))
    assert [line for line in heads(one, two) if line[:3] == "## "] == [
        "## The Rope.", "## “THE LAMP.”", "## The Bell.", "## Of Oars", "## Gulls",
    ]  # fmt: skip
    breaks = f"{PROSE}\n\n" * 6
    assert not [line for line in heads(one, two + breaks) if line[:3] == "## "]


def test_a_line_that_stands_apart_as_the_chapters_do_is_one() -> None:
    many = [chapter(number) for number in ("I", "II", "III", "IV", "V")]
    made = heads(*many, f"Those who Helped\n\n\n{PROSE}")
    assert made[-1] == "# Those who Helped"


GROUPS = """CONTENTS

ROPES

  Old rope            1
  New rope            2
  Twine               3

LAMPS                 4

  The wick            5
  The oil             6
  The glass           7

BOATS

  Oars                8
  Nails               9
  Tar                10"""


def test_groups_in_capitals_of_a_contents_list_stand_above_their_entries() -> None:
    def group(head: str, *titles: str) -> str:
        return f"{head}\n\n\n" + "\n\n".join(f"{title}\n\n{PROSE}" for title in titles)

    made = heads(
        GROUPS,
        group("ROPES", "Old rope", "New rope", "Twine"),
        group("LAMPS", "The wick", "The oil", "The glass", "Chimneys"),
        group("BOATS", "Oars", "Nails", "Tar"),
        group("SAILS AND MASTS", "Canvas"),
    )
    assert [line for line in made if line[:2] == "# "] == [
        "# ROPES", "# LAMPS", "# BOATS", "# SAILS AND MASTS",
    ]  # fmt: skip
    assert "## Chimneys" in made
    assert "## Canvas" in made


def test_topics_told_below_a_title_run_on_and_are_no_verse() -> None:
    topics = """     The Quay--The Bell of the Ferry--How a Rope is Made--The
     Ferryman--Of Lamps and Oil--What the Gulls Eat--The Tide and
     the River--Boats--Whether the Bell was Rung--The Dark--Of
     Dogs--Anybody who Waits--The Lamp is Lit--Oars."""
    text = source(chapter("I", "OF FERRIES.", f"{topics}\n\n{PROSE}"), chapter("II", "OF ROPES."))
    assert "\nThe Quay--The Bell of the Ferry--How a Rope is Made--The Ferryman--Of" in text


def test_the_title_that_stands_again_above_a_text_behind_a_preface_heads_it() -> None:
    assert heads(f"PREFACE.\n\n\n{PROSE}", f"THE\n\nFERRY.\n\n\n{PROSE}", chapter("I")) == [
        "# PREFACE.", "# THE FERRY.", "# CHAPTER I.",
    ]  # fmt: skip


def test_a_long_note_of_those_who_typed_a_text_goes_and_what_stands_above_it_stays() -> None:
    slips = "\n\n".join(f'Page {n}, "lapm" changed to "lamp" (the lamp)' for n in range(12, 70))
    note = f"       *       *       *       *       *\n\nTranscriber's Notes:\n\n{slips}\n"
    text = source(chapter("I"), chapter("II"), f"THE COOK SAYS\n\n\n{PROSE}\n{note}")
    assert "changed to" not in text
    assert "# THE COOK SAYS\n\nThe tide was late" in text


LISTS = """LIST OF PLATES.

  I. The Quay       _Frontispiece_
  II. The Bell      _To face page_ 9
  III. The Lamp          "  "     44



LIST OF ILLUSTRATIONS.

  FIG.                     PAGE
  1. A rope                 11
  2. An oar                 12"""


def test_every_list_of_pictures_with_pages_is_left_out() -> None:
    assert heads(LISTS, chapter("I"), chapter("II")) == ["# CHAPTER I.", "# CHAPTER II."]


def test_lines_in_capitals_are_chapters_and_those_with_only_a_motto_below_are_parts() -> None:
    motto = "   Who waits at the river,\n   crosses it once.\n\n   OLD SAW.\n"
    ropes = f"OLD ROPES (OF HEMP)\n\n\n{PROSE}\n\n\nNEW ROPES\n\n\n{PROSE}"
    lamps = f"THE WICK!\n\n\n{PROSE}\n\n\nTHE OIL\n\n\n{PROSE}"
    parts = [f"ROPES\n\n\n{motto}", ropes, f"LAMPS\n\n\n{motto}", lamps]
    assert heads("\n\n\n".join(parts)) == [
        "# ROPES {.part}", "## OLD ROPES (OF HEMP) {.chapter}", "## NEW ROPES {.chapter}",
        "# LAMPS {.part}", "## THE WICK! {.chapter}", "## THE OIL {.chapter}",
    ]  # fmt: skip
    scattered = f"{PROSE}\n\n\n".join(["", *["He rang."] * 9])
    assert "# LAMPS {.part}" not in heads("\n\n\n".join([*parts, scattered]))


def test_lines_mostly_in_capitals_near_their_text_are_chapters_where_chapters_stand_so() -> None:
    many = [f"CHAPTER {number}. OF BOATS\n\n{PROSE}" for number in ("I", "II", "III", "IV", "V")]
    last = f"HOW THE BELL WAS RUNG BY ALL WHO WAITED AT\nTHE QUAY, AND WHO HEARD IT\n\n{PROSE}"
    made = heads(*many, f"YOUTH -- Aet. 1-25\n\n{PROSE}", last, f"He rang\n\n{PROSE}")
    assert made[5:] == [
        "# YOUTH -- Aet. 1-25",
        "# HOW THE BELL WAS RUNG BY ALL WHO WAITED AT THE QUAY, AND WHO HEARD IT",
    ]


OTHER = """Herein Is Written

        The Forethought
    I.  Of Ropes
   II.  Of Lamps
  III.  Of Boats
   IV.  Of the Bell
    V.  Of Gulls
        The Afterthought [Updater's note: from the e-book]"""


def test_a_numbered_list_of_titles_is_one_of_contents_whatever_its_heading() -> None:
    titles = ("Of Ropes", "Of Lamps", "Of Boats", "Of the Bell", "Of Gulls")
    numbers = ("I", "II", "III", "IV", "V")
    chapters = [f"{n}\n\n{title}\n\n{PROSE}" for n, title in zip(numbers, titles, strict=True)]
    first, last = f"The Forethought\n\n{PROSE}", f"The Afterthought\n\n{PROSE}"
    made = source(OTHER, first, *chapters, last)
    assert "Herein" not in made
    assert [line for line in made.split("\n") if line.startswith("#")] == [
        "# The Forethought", "# I. Of Ropes", "# II. Of Lamps", "# III. Of Boats",
        "# IV. Of the Bell", "# V. Of Gulls", "# The Afterthought",
    ]  # fmt: skip


def test_no_heading_skips_a_level_and_what_comes_first_is_above() -> None:
    levels = [1, 3, 2, 2, 3, 2, 1, 2]
    pieces = [
        Piece((Line(f"H{n}", n, 0),), Kind.HEADING, level=level) for n, level in enumerate(levels)
    ]
    assert [one.level for one in beneath.unskipped(pieces)] == [1, 2, 3, 3, 2, 3, 1, 2]


def test_the_first_line_below_a_chapter_heading_is_text() -> None:
    text = f"\n\n\nIt burned low that night.\n\n{PROSE}"
    numerals = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")
    made = source(*(f"{number}. The lamp of the quay{text}" for number in numerals))
    assert made.count("\n\nIt burned low that night.\n") == len(numerals)


CONTENTS = """CONTENTS

                                                 PAGES

AN ESSAY ON OARS                                xi-xxi

I

THE QUAY

     Morning--The first boat--Two men
     and a bell                                   1-18

II

A RIVER OF SOME LENGTH

     The bend--The mill--What the miller
     saw there                                   19-40

III

THE SEA

     Salt--Wind                                  41-66

IV

THE BELL

     Bronze--The tower                           67-80

CONCLUSION

WHAT THE BELL RANG                               81-99"""


def test_a_list_may_have_pages_from_to_and_a_title_in_other_words_than_the_text() -> None:
    made = heads(
        CONTENTS,
        f"AN ESSAY ON OARS\n\nJANE ROE'S WAY WITH THEM\n\n\n{PROSE}",
        f"I\n\nTHE QUAY\n\n\n{PROSE}",
        f"II\n\nTHE LONG RIVER--_FLUMEN_\n\n\n{PROSE}",
        f"III\n\nTHE SEA\n\n\n{PROSE}",
        f"IV\n\nTHE BELL\n\n\n{PROSE}",
        f"CONCLUSION\n\nWHAT THE BELL RANG\n\n\n{PROSE}",
    )
    assert made == [
        "# AN ESSAY ON OARS. JANE ROE'S WAY WITH THEM", "# I. THE QUAY",
        "# II. THE LONG RIVER--*FLUMEN*", "# III. THE SEA", "# IV. THE BELL",
        "# CONCLUSION. WHAT THE BELL RANG",
    ]  # fmt: skip


def test_titles_of_two_lines_or_with_speech_are_titles_where_all_others_are_in_capitals() -> None:
    titles = ["THE QUAY", "THE RIVER", "THE LAMPS--\"SAIL HO!\"", "THE MILL", "THE BELL--A LONG WAY"
              " HOME\nBY THE RIVER--THE OTHER SIDE"]  # fmt: skip
    numerals = ("I", "II", "III", "IV", "V")
    made = heads(*(chapter(n, title) for n, title in zip(numerals, titles, strict=True)))
    assert [line.partition(". ")[2] for line in made] == [" ".join(t.split("\n")) for t in titles]


def test_sections_with_their_sign_are_below_chapters_though_their_titles_take_two_lines() -> None:
    listed = """Contents.

Chapter I.

Of Boats.

  § 1. The Keel
  § 2. The Mast, and what the Builders of the Northern Harbours thought
         of Oak
  § 3. The Sail

Chapter II.

Of Ropes.

  § 1. Hemp
  § 2. Knots"""
    sections = (
        ("§ 1. The Keel.", "§ 2. The Mast, and what the Builders of the Northern Harbours\n"
         "thought of Oak.", "§ 3. The Sail."),
        ("§ 1. Hemp.", "§ 2. Knots."),
    )  # fmt: skip
    texts = [
        f"Chapter {n}.\n\nOf {title}.\n" + "".join(f"\n\n\n{one}\n\n\n{PROSE}" for one in below)
        for n, title, below in zip(("I", "II"), ("Boats", "Ropes"), sections, strict=True)
    ]
    assert heads(listed, *texts) == [
        "# Chapter I. Of Boats.",
        *(f"## {' '.join(one.split())}" for one in sections[0]),
        "# Chapter II. Of Ropes.",
        *(f"## {one}" for one in sections[1]),
    ]


def test_the_half_title_behind_a_long_preface_goes_and_that_of_one_work_of_several_stays() -> None:
    chapters = (chapter("I", "THE QUAY"), chapter("II", "THE LAMP"))
    preface = "PREFACE\n\n" + "\n".join([PROSE] * 40)
    assert heads(preface, "THE FERRY", *chapters)[:2] == ["# PREFACE", "# CHAPTER I. THE QUAY"]
    two = heads(preface, "THE FERRY", *chapters, "THE BOAT", *chapters)
    assert "# THE FERRY {.part}" in two or "# THE FERRY" in two


def test_what_counts_below_an_appendix_in_the_contents_is_its_sections() -> None:
    chapters = ("The Quay", "The Lamp", "The Boat", "The Mill", "The Bell")
    parts = ("Of the Keel", "Of the Mast", "Of the Sail")
    listed = "\n".join(f"  {name},           {n}" for n, name in enumerate(chapters, 3))
    listed += "\n\n  APPENDIX\n\n" + "\n".join(
        f"  {n}. {p},   4{n}" for n, p in enumerate(parts, 1)
    )
    texts = [f"{name.upper()}.\n\n\n{PROSE}" for name in chapters]
    appendix = "\n\n".join(f"  {n}. {p.upper()}.\n\n{PROSE}" for n, p in enumerate(parts, 1))
    made = heads(f"CONTENTS.\n\n{listed}", *texts, f"APPENDIX.\n\n\n{appendix}")
    below = [f"## {n}. {p.upper()}." for n, p in enumerate(parts, 1)]
    assert made == [*(f"# {name.upper()}." for name in chapters), "# APPENDIX.", *below]


def test_numbers_alone_below_the_titles_of_stories_are_their_sections() -> None:
    numbered = f"\n\nI\n\n{PROSE}\n\n\nII\n\n{PROSE}"
    made = heads(*(f"THE {name}\n{numbered}" for name in ("QUAY", "LAMP", "BOAT", "BELL", "MILL")))
    assert made == [
        line
        for n in ("QUAY", "LAMP", "BOAT", "BELL", "MILL")
        for line in (f"# THE {n}", "## I", "## II")
    ]


def test_numbers_in_brackets_on_lines_of_their_own_are_sections() -> None:
    numbered = "\n\n".join(f"({n})\n\n\n{PROSE}" for n in (1, 2, 3))
    made = heads(
        *(
            f"CHAPTER THE {n} - THE {t}\n\n{numbered}"
            for n, t in (("FIRST", "QUAY"), ("SECOND", "LAMP"))
        )
    )
    assert made[:3] == ["# CHAPTER THE FIRST - THE QUAY", "## (1)", "## (2)"]
    assert made.count("## (3)") == 2


def test_lines_in_capitals_below_ornaments_are_headings_of_sections() -> None:
    names = ["THE QUAY", "THE LAMP", "THE BOAT", "THE BELL", "THE MILL"]
    text = PROSE + "".join(f"\n          *****\n\n{name}\n\n{PROSE}" for name in names)
    made = source(chapter("I", "OF OLD DAYS", text), chapter("II", "OF NEW ONES"))
    assert [line for line in made.split("\n") if line.startswith("## ")] == [
        f"## {n}" for n in names
    ]
    assert "*****" not in made.replace("\\", "")


def test_two_or_three_empty_lines_above_the_headings_of_sections_make_no_difference() -> None:
    said = "The tide was late that day, and no boat had come in before the bell of the mill rang.\n"
    inner = "".join(
        f"{gap}{title}\n\n{said}\n{said}"
        for gap, title in zip(
            ("\n\n", "\n\n\n") * 3, ("The Bell", "The Lamp", "A Rope") * 2, strict=True
        )
    )
    text = f"The Quay\n\n\n\n\nCHAPTER I\n\n{said}{inner}\n\n\n\n\nCHAPTER II\n\n{said}{inner}"
    made = plain.read(text.encode(), "x.txt", "en-GB").chapters
    assert [one.markdown.count("\n## ") for one in made] == [6, 6]


def test_the_first_entries_of_an_index_without_pages_are_no_sections() -> None:
    said = "The tide was late that day, and no boat had come in before the bell of the mill rang.\n"
    index = "\n\n\n".join(
        "\n\n".join(f"{a}{word}" for word in ("art", "ill", "ow")) for a in "BGHJMS"
    )
    text = f"The Quay\n\n\n\n\nCHAPTER I\n\n{said}\n\n\n\nCHAPTER II\n\n{said}\n\n\n\n"
    text += f"INDEX\n\n\n{index}\n"
    made = plain.read(text.encode(), "x.txt", "en-GB").chapters
    assert not any("\n## " in one.markdown for one in made)
