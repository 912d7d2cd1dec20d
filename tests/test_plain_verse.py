"""Volumes of verse that others typed: their titles are headings, and their lines stay lines."""

from __future__ import annotations

from octavo.manuscripts.guard import guard
from octavo.manuscripts.kinds import Format
from octavo.manuscripts.plain import read as plain

HEADER = """The Project Gutenberg EBook of The Old Quay, by Ida Holm

Title: The Old Quay

Author: Ida Holm

Language: English

*** START OF THIS PROJECT GUTENBERG EBOOK THE OLD QUAY ***
"""
END = "\n\n\n*** END OF THIS PROJECT GUTENBERG EBOOK THE OLD QUAY ***\n\nThe licence.\n"
PAGE = "\n\n\n\nTHE OLD QUAY AND OTHER VERSES\n\nby Ida Holm\n\n\n\n\n"
PROSE = """The tide was late that day, and the boats had not come in before the
evening bell was rung, so that the ferryman sat on the quay and waited
for anybody who might want to be taken across the river in the dark,
where no lamp was lit and no dog barked at the boats that went by.
"""
FIRST = {
    "The Lamp": "They lit it when the tide was low",
    "The Old Quay": "I went to where the timber lay",
    "The Bell": "Who rang it in the night of rain",
    "Tar (1813)": "Black is the boat and black the rope",
    "The Ferryman": "He counts the people and the pence",
}


def poem(title: str, first: str) -> str:
    stanza = (
        f"     {first},\n     And nobody was there to see;\n     The river went below the wall,"
    )
    return f"{title}\n\n\n\n{stanza}\n     And out to sea, and out to sea.\n"


def book(*parts: str) -> str:
    return HEADER + PAGE + "\n\n\n\n".join(parts) + END


def source(text: str) -> str:
    """Return the text as Markdown; none of its words was lost."""
    manuscript = plain.read(text.encode(), "x.txt", "en-GB")
    assert not guard.check(text.encode(), Format.PLAIN, manuscript, "en-GB")
    return "\n".join(chapter.markdown for chapter in manuscript.chapters)


def heads(text: str) -> list[str]:
    return [line for line in source(text).split("\n") if line.startswith("#")]


POEMS = [poem(title, first) for title, first in FIRST.items()]
TITLES = [f"# {title}" for title in FIRST]


def test_titles_of_poems_are_headings_where_a_list_has_their_first_lines_too() -> None:
    rows = "\n\n".join(f"     {title}\n        {first}," for title, first in FIRST.items())
    contents = f"Contents with First Lines:\n\n\n\n{rows}\n\n"
    assert heads(book(contents, *POEMS)) == TITLES


def test_a_list_of_poems_is_one_of_contents() -> None:
    contents = "A LIST OF THE POEMS\n\n" + "\n".join(FIRST) + "\n"
    assert heads(book(contents, *POEMS)) == TITLES


def test_numbers_before_the_titles_of_a_list_are_not_the_order_of_the_alphabet() -> None:
    numbers = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
    titles = [f"{number}. The {'Old ' * n}Rope" for n, number in enumerate(numbers, 1)]
    contents = "CONTENTS\n\n" + "\n".join(reversed(titles)) + "\n"
    below = [poem(title, "Who tied it to the iron ring") for title in reversed(titles)]
    assert heads(book(contents, *below)) == [f"# {title}" for title in reversed(titles)]


def test_cantos_with_numbers_flush_right_stand_below_their_poem_in_the_list() -> None:
    names = ("     I.  The Stone", "    II.  The Rope", "   III.  The Ring")
    rows = "\n".join(("THE OLD QUAY, in Three Parts:--", *names, "THE BELL", "THE LAMP"))
    contents = f"CONTENTS\n\n{rows}\n"
    cantos = [poem(f"CANTO {n.strip().replace('.  ', chr(10))}", "We came at noon") for n in names]
    text = book(contents, f"THE OLD QUAY\n\n\n{cantos[0]}", *cantos[1:], *POEMS[:1], *POEMS[2:3])
    assert heads(text.replace("The Lamp", "THE LAMP").replace("The Bell", "THE BELL")) == [
        "# THE OLD QUAY",
        "## CANTO I. The Stone",
        "## CANTO II. The Rope",
        "## CANTO III. The Ring",
        "# THE LAMP",
        "# THE BELL",
    ]


def test_remarks_in_brackets_on_the_file_go() -> None:
    notes = "[Note on text: Lines in italics are set in.]\n\n\n[This was sold in the north, too.]\n"
    text = source(book(notes, *POEMS))
    assert "Note on text" not in text
    assert "sold in the north" not in text


LONG = """There where the mountains look to the sea, and the gulls are loud in the rain;
There where the lamps of the harbour are lit, I shall not be coming again;
And the boats that go out on the evening tide go by to the north and to Spain.
"""
MORE = """Nobody asked for the name of the ship, and nobody asked for its crew;
Nobody went to the end of the quay, nor said what the harbour men knew;
And the rope that was cut was a rope of the new, and the knot in the rope was new.
"""


def test_lines_as_long_as_those_of_prose_are_verse_where_each_begins_with_a_capital() -> None:
    song = "\n".join([LONG, MORE] * 3)
    text = source(f"The Quay\n\nCHAPTER I\n\n{PROSE}\n{song}\n{PROSE}")
    assert text.count("| There where the mountains look to the sea, and") == 3
    assert "| And the rope that was cut was a rope of the new, and" in text
    assert "| for anybody" not in text


def test_two_lines_of_prose_that_begin_with_a_capital_stay_prose_beside_verse() -> None:
    name = "He asked the men who were on the wall whether anybody had lately seen\nMary of Holm.\n"
    song = "\n".join([LONG, MORE] * 3)
    text = source(f"The Quay\n\nCHAPTER I\n\n{PROSE}\n{name}\n{song}\n{PROSE}")
    assert "seen Mary of Holm." in text


def stanzas(*numbers: str, gap: int = 1, size: int = 1) -> str:
    blank = "\n" * gap
    verse = "     The river went below the wall,\n     And nobody was there to see.\n"
    return blank.join(f"               {one}\n\n" + "\n".join([verse] * size) for one in numbers)


COUNT = ("I", "II", "III", "IV", "V")


def test_the_numbers_of_stanzas_are_their_first_lines_and_no_headings() -> None:
    contents = "CONTENTS\n\n" + "\n".join([*FIRST, "Steps", "Stones"]) + "\n"
    near = (f"Steps\n\n{stanzas(*COUNT, gap=2)}", f"Stones\n\n{stanzas(*COUNT)}")
    text = source(book(contents, *POEMS, *near))
    assert [line for line in text.split("\n") if line[:1] == "#"] == [
        *TITLES,
        "# Steps",
        "# Stones",
    ]
    assert text.count("| II\n| The river went below the wall,\n| And nobody") == 2


def test_numbered_poems_far_apart_and_parts_of_several_stanzas_have_headings() -> None:
    for shape in (stanzas(*COUNT, gap=4), stanzas(*COUNT, gap=2, size=2)):
        assert [line.strip("# ") for line in heads(book(shape))] == list(COUNT)


def test_a_list_of_contents_may_name_the_same_below_each_title() -> None:
    contents = "Contents:\n\n" + "\n\n".join(f"     {t}\n       The Lay" for t in FIRST)
    assert heads(book(contents, *POEMS)) == TITLES


def test_a_number_before_the_first_line_of_a_stanza_needs_no_stop() -> None:
    song = (
        "1 Who rang it in the night of rain,\nAnd who has heard it in the hall?\nNobody knows.\n\n"
        "2 Nobody asked who rang the bell,\nNobody asked who heard the call,\nAnd no one goes.\n"
    )
    text = source(f"The Quay\n\nCHAPTER I\n\n{PROSE}\n{song}\n{PROSE}")
    assert "| 1 Who rang it in the night of rain," in text
    assert "| 2 Nobody asked who rang the bell," in text


def test_amounts_before_lines_are_no_stanzas() -> None:
    song = (
        "2 cups of flour, sifted twice,\nSalt to taste, and pepper,\nButter as large as an egg,\n"
    )
    assert "| 2 cups" not in source(f"The Quay\n\nCHAPTER I\n\n{PROSE}\n{song}\n{PROSE}")


STANZA = "  The tide comes in, the tide goes out,\n  And nobody can say\n  What boats there were\n"


def sung(title: str, below: str = "") -> str:
    return f"\n\n\n{title}\n\n{STANZA}\n{STANZA}{below}"


def heads_of(text: str) -> list[str]:
    made = plain.read(text.encode(), "x.txt", "en-GB").chapters
    return [line for one in made for line in one.markdown.split("\n") if line.startswith("#")]


def test_headings_without_text_above_poems_are_parts_of_a_volume_of_verse() -> None:
    one = "".join(map(sung, ("THE LAMP", "THE WICK", "THE FLAME")))
    two = "".join(map(sung, ("THE QUAY", "THE FERRY", "THE BELL")))
    text = f"Verses\n\n\n\n\nSONGS OF THE HOUSE\n{one}\n\n\n\nSONGS OF THE RIVER\n{two}"
    assert heads_of(text) == [
        "# SONGS OF THE HOUSE {.part}",
        *(f"## {title} {{.chapter}}" for title in ("THE LAMP", "THE WICK", "THE FLAME")),
        "# SONGS OF THE RIVER {.part}",
        *(f"## {title} {{.chapter}}" for title in ("THE QUAY", "THE FERRY", "THE BELL")),
    ]


def test_who_wrote_a_poem_of_an_anthology_is_no_heading_though_the_contents_name_him() -> None:
    poems = [("THE LAMP", "JANE ROE"), ("THE WICK", "JOHN DOE"), ("THE QUAY", "ANN LEE"),
             ("THE FERRY", "TOM MOSS"), ("THE BELL", "SUE HILL")]  # fmt: skip
    listed = "\n\n".join(
        f"  {n}. {title.title()}{' ' * 20}{n}\n     {name}"
        for n, (title, name) in enumerate(poems, 1)
    )
    text = "".join(sung(title, f"\n{' ' * 30}{name}.\n") for title, name in poems)
    made = heads_of(f"Verses\n\n\n\nCONTENTS\n\n{listed}\n{text}")
    assert made == [f"# {title}" for title, _ in poems]


def test_two_titles_with_or_between_them_are_one_heading() -> None:
    titles = ("THE LAMP", "THE BELL", "THE ROPE", "THE TIDE", "THE WICK\n\nOR\n\nTHE FLAME")
    text = "\n".join(map(sung, (*titles, "THE QUAY")))
    text = f"INTRODUCTION\n\n{PROSE}\n{text}"
    assert heads_of(f"{HEADER}{PAGE}{text}{END}")[-2:] == ["# THE WICK OR THE FLAME", "# THE QUAY"]


def test_the_title_stands_above_the_poems_behind_an_introduction() -> None:
    text = f"\n\n\n\nINTRODUCTION\n\n{PROSE}\n\n\n\nTHE OLD QUAY\n\n\n{STANZA}  Or boats away.\n"
    assert heads_of(f"{HEADER}{PAGE}{text}{END}") == ["# INTRODUCTION", "# THE OLD QUAY"]


def test_the_argument_is_no_title_of_each_book_of_a_poem() -> None:
    books = "".join(
        f"\n\n\n  {number} BOOK\n\n  THE ARGUMENT.\n{STANZA}\n\n  I\n{STANZA}\n  II\n{STANZA}"
        for number in ("FIRST", "SECOND", "THIRD", "FOURTH")
    )
    made = heads_of(f"{HEADER}{PAGE}{books}{END}")
    assert [head.split(" {")[0] for head in made][:2] == ["# FIRST BOOK", "# SECOND BOOK"]
