"""Plays and dialogues in plain text: names in italics, plays of one volume, notes of the margin."""

from __future__ import annotations

from octavo.manuscripts.pieces import Manuscript
from octavo.manuscripts.plain import read as plain


def read(text: str) -> Manuscript:
    return plain.read(text.encode(), "x.txt", "en-GB")


def sources(text: str) -> list[str]:
    return [chapter.markdown for chapter in read(text).chapters]


SPEECHES = "\n\n".join(
    f"_{name}{how}._\n\n{words}"
    for name, how, words in (
        ("Anna", " (laughing)", "Is it lit?"),
        ("The Boy", "", "It burns."),
        ("Anna", "", "Then go!"),
        ("The Boy", "", "I go. (_Goes._)"),
        ("Anna", "", "Is he gone?"),
        ("The Boy", " (within)", "Not yet."),
        ("Anna", "", "Go!"),
        ("The Boy", "", "Farewell."),
    )
)


def test_names_in_italics_above_speeches() -> None:
    text = sources(f"ACT I\n\n{SPEECHES}\n\n\n\nACT II\n\nThe end of it.\n")[0]
    assert "[Anna]{.smallcaps} *(laughing).* Is it lit?\n\n[The Boy.]{.smallcaps} It burns." in text
    assert text.count("{.smallcaps}") == 8


def test_names_in_italics_before_speeches() -> None:
    speeches = [f"_{who}_. {said}" for who in ("Pisc", "Viat") for said in ("Sir?", "Well.", "So!")]
    text = "\n\n".join(["CHAP. I.", *speeches, *speeches, "CHAP. II.", "Nothing _so_ fine."])
    assert "[Pisc.]{.smallcaps} Sir?\n" in sources(text + "\n")[0]


def test_what_a_handbook_says_of_each_plant_is_not_spoken() -> None:
    plants = "\n\n".join(["_Habitat._ Meadows.", "_Flower._ White in May."] * 8)
    assert "smallcaps" not in "".join(sources(f"PLANTS\n\n{plants}\n"))


def test_plays_of_one_volume_are_parts() -> None:
    act = "He comes in and sits down at the table by the lamp.\n\n\n\n\n"
    one = f"\n\n\n\nTHE LAMP\n\n\n\n\nACT I\n\n{act}ACT II\n\n{act}"
    two = f"THE WICK\n\n\n\n\nACT I\n\n{act}ACT II\n\n{act}"
    made = sources(f"Two Plays\n\n\n\n\nINTRODUCTION\n\n{act}{one}{two}")
    assert [text.split("\n")[0] for text in made] == [
        "# INTRODUCTION", "# THE LAMP {.part}", "## ACT I {.chapter}", "## ACT II {.chapter}",
        "# THE WICK {.part}", "## ACT I {.chapter}", "## ACT II {.chapter}",
    ]  # fmt: skip


def test_a_note_of_the_margin_is_a_note() -> None:
    text = "\n\n".join(["CHAPTER I", "Geese grow.", "[Sidenote: Gerard's Herbal]", "On trees.\n"])
    assert "On trees.[^1]\n\n[^1]: Gerard's Herbal\n" in sources(text)[0]


def test_words_that_stand_out_of_italics_typed_without_their_outer_signs() -> None:
    text = "He read_ Walton _and_ Cotton _too.\n\nShe is _so_ fond of _him_, and he of _her_.\n"
    assert "He read *Walton* and *Cotton* too." in "".join(sources(text))


def test_a_space_before_the_sign_that_closes() -> None:
    text = "(_He turns a stone, and one more-- _) So _it_ is, and _was_, and _will_ be.\n"
    assert "(*He turns a stone, and one more--*)" in "".join(sources(text))


FRAMED = """The Project Gutenberg eBook of Lamps

Title: Lamps
Author: Ada Roe

*** START OF THE PROJECT GUTENBERG EBOOK LAMPS ***




LAMPS

by

ADA ROE

Translated by Ole Skov





VOLUME VI




CHAPTER I

The lamp burns.




CHAPTER II

It is out.

*** END OF THE PROJECT GUTENBERG EBOOK LAMPS ***
"""


def test_a_title_page_names_its_translator_and_the_volume_of_a_series() -> None:
    done = read(FRAMED)
    assert done.embedded["translator"] == "Ole Skov"
    assert not any("# VOLUME" in chapter.markdown for chapter in done.chapters)


def test_a_picture_of_something_and_a_frontispiece_wait() -> None:
    text = (
        "CHAPTER I\n\n[Illustration of a Pike]\n\n[Frontispiece Text:\n\nThe Pike.]\n\nIt swims.\n"
    )
    made = sources(text)[0]
    assert "A picture stands here: of a Pike" in made
    assert "A picture stands here: The Pike." in made


def test_rows_of_asterisks_that_part_nothing_are_left_out() -> None:
    row = "       *       *       *       *       *"
    text = f"CHAPTER I\n\nIt burns.\n\n{row}\n\nIt smokes.\n\n{row}\n\n{row}\n\n\n\n"
    text += "CHAPTER II\n\nOut.\n"
    made = sources(text)
    assert made[0] == "# CHAPTER I\n\nIt burns.\n\n* * *\n\nIt smokes.\n"


def test_a_stanza_in_quotation_marks_is_verse() -> None:
    lines = ' "A lamp for thee, O tome,\n  The kindliest of all my books,\n  Is lit at home."'
    assert '| "A lamp for thee, O tome,' in sources(f"I\n\nHe says:\n\n{lines}\n\nSo he says.\n")[0]


def test_persons_with_notes_and_a_note_with_a_row_of_stars_are_written() -> None:
    cast = "PERSONS\n\nANNA, a maid. [1]\nOLE, a ferryman.\nTWO [2] SAILORS."
    speech = "ANNA. So. [3]\n\nOLE. So.\n\n" * 4
    notes = "[Footnote 1: Not in all copies.]\n\n[Footnote 2: Three.]\n\n"
    starred = "[Footnote 3: So she says:\n\n     * * * * *\n\nand again.]\n"
    text = "".join(sources(f"The Lamp\n\n\n\n{cast}\n\nACT I\n\n{speech}{notes}{starred}"))
    assert "- ANNA, a maid.[^1]\n- OLE, a ferryman.\n- TWO[^2] SAILORS." in text
    assert "[^1]: So she says:" in text


def test_an_act_that_is_named_above_each_of_its_scenes_is_one() -> None:
    def scene(act: str, name: str) -> str:
        return f"ACT {act}\n\nSCENE {name} (Anna, The Boy)\n\n{turn}\n\n\n\n"

    turn = "\n\n".join(["ANNA: Is it lit?", "THE BOY: It burns."] * 4)
    text = scene("ONE", "I") + scene("ONE", "II") + scene("TWO", "I") + f"ACT TWO\n\n{turn}\n"
    read_ = read(text)
    heads = [line for made in read_.chapters for line in made.markdown.split("\n") if "#" in line]
    assert heads == [
        "# ACT ONE", "## SCENE I (Anna, The Boy)", "## SCENE II (Anna, The Boy)",
        "# ACT TWO", "## SCENE I (Anna, The Boy)", "# ACT TWO",
    ]  # fmt: skip
    assert [one.before for one in read_.findings if "stands once" in one.message] == ["ACT ONE"]


def test_a_speech_of_one_line_below_a_name_runs_on_where_longer_ones_do() -> None:
    told = "  I went down to the quay before it was light, and there was nobody at\n"
    told += "all. So I waited by the steps until the boats came in with the tide, and\n"
    long = f"ANNA.\n{told}asked every man whom I met, but not one knew him."
    turn = f"{long}\n\n{long}\n\nTHE BOY.\n  Nobody?\n\nANNA.\n  Not one.\n    [She sits down.\n\n"
    made = sources(f"ACT I\n\nA room.\n\n{turn * 5}ACT II\n\nA quay.\n\n{turn * 5}")[0]
    assert "[THE BOY.]{.smallcaps} Nobody?" in made
    assert "[ANNA.]{.smallcaps} Not one.\n\n[*She sits down.*" in made
    assert "| " not in made


def test_the_title_of_a_play_above_its_persons_and_above_its_text_is_one() -> None:
    turn = "\n\n".join(["ANNA. Is it lit?", "THE BOY. It burns."] * 6)
    persons = "THE PERSONS\n\nANNA, a maid.\nTHE BOY, her brother.\nOLE, who waits.\n\n\n"
    play = f"{persons}SCENE. A quay in the evening.\n\n\n\n"
    text = "".join(f"{one}\n\n\n{play}{one}\n\n\n{turn}\n\n\n\n\n" for one in ("THE LAMP", "TIDE"))
    made = read(f"Two Plays\n\n\n\n\nPREFACE\n\nOf both.\n\n\n\n\n{text}")
    heads = [line for one in made.chapters for line in one.markdown.split("\n") if "#" in line]
    assert heads == ["# PREFACE", "# THE LAMP", "## THE PERSONS", "# TIDE", "## THE PERSONS"]


def test_a_name_above_a_direction_is_who_is_directed() -> None:
    verse = "  I went down to the quay at night,\n  And nobody was there\n"
    turn = f"ANNA.\n\n{verse}\nTHE BOY.\n\n{verse}\nCHORUS.\n\n{verse}\n"
    sung = f"CHORUS.\n\n    [They come from the river.\n\n{verse}\n"
    text = f"THE LAMP\n\n\n\nTHE PERSONS\n\nANNA\nTHE BOY\nCHORUS\n\n\n{(turn + sung) * 9}{turn}"
    assert "[CHORUS.]{.smallcaps} [*They come from the river.*" in "\n".join(sources(text))


def test_where_the_scenes_play_is_no_list_with_the_first_act() -> None:
    turn = "\n\n".join(["ANNA. Is it lit?", "THE BOY. It burns."] * 5)
    where = "ACT I.\n     SCENE I. A quay.\n     SCENE II. The same.\n\nACT II. A river."
    text = f"{where}\n\n\n\n\nACT I\n\nSCENE I\n\nRain.\n\n{turn}\n\nSCENE II\n\n{turn}"
    text = f"The Lamp\n\n\n\nTHE PERSONS\n\nANNA\nTHE BOY\nOLE\n\n{text}\n\n\n\n\nACT II\n\n{turn}"
    lines = "\n".join(sources(text)).split("\n")
    heads = [line for line in lines if line.startswith("#") and ("ACT" in line or "SCENE" in line)]
    assert heads == ["# ACT I", "## SCENE I", "## SCENE II", "# ACT II"]


def test_who_enters_is_no_name_though_only_the_verb_is_in_italics() -> None:
    turn = "_Anna._ Is it lit?\n\n_Boy._ It burns.\n\n     _Enter_ OLE, _with a rope_.\n\n"
    made = sources(f"ACT I\n\n{turn * 5}_Anna._ Who?\n\n\n\nACT II\n\n_Boy._ He!\n")[0]
    assert "*Enter* OLE, *with a rope*." in made
    assert "[Enter" not in made
