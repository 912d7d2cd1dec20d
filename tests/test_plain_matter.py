"""What a press and those who typed a text put around it goes; what the author wrote stays."""

from __future__ import annotations

import pytest

from octavo.manuscripts.guard import guard
from octavo.manuscripts.kinds import Format
from octavo.manuscripts.plain import read as plain
from octavo.model.finding import Finding, InputError

HEADER = """The Project Gutenberg EBook of The Ferry, by Ida Holm

Title: The Ferry
       and Other Boats

Author: Ida Holm

Language: English

*** START OF THIS PROJECT GUTENBERG EBOOK THE FERRY ***
"""
END = "\n\n\n*** END OF THIS PROJECT GUTENBERG EBOOK THE FERRY ***\n\nThe licence.\n"
PROSE = """The tide was late that day, and the boats had not come in before the
evening bell was rung, so that the ferryman sat on the quay and waited
for anybody who might want to be taken across the river in the dark,
where no lamp was lit and no dog barked at the boats that went by.
"""
CHAPTERS = f"""



CHAPTER I.

{PROSE}
{PROSE}



CHAPTER II.

{PROSE}
{PROSE}
"""


def book(front: str = "", back: str = "") -> str:
    return f"{HEADER}\n{front}{CHAPTERS}{back}{END}"


def printed(text: str) -> tuple[str, list[Finding]]:
    """Return the text without blank lines, and the findings; nothing of it was lost."""
    manuscript = plain.read(text.encode(), "x.txt", "en-GB")
    assert not guard.check(text.encode(), Format.PLAIN, manuscript, "en-GB")
    whole = "\n".join(chapter.markdown for chapter in manuscript.chapters)
    return "\n".join(line for line in whole.split("\n") if line), manuscript.findings


PAGES = """


THE FERRY

And Other Boats

BY

IDA HOLM

Author of "The Quay"

[Illustration]

LONDON
HARBOUR & SONS
1902



Copyright, 1902, by
HARBOUR & SONS

Third impression, June 1903



TO
MY BROTHER OLE



"Who waits at the river
 crosses it once."

_Old Saw_



LIST OF ILLUSTRATIONS


The quay            Frontispiece
The ferryman              12
The lamp                  40
"""


def test_title_page_imprint_and_list_of_pictures_go_and_dedication_and_motto_stay() -> None:
    text, findings = printed(book(PAGES))
    head = text.partition("# CHAPTER I.")[0]
    lines = [line.rstrip("\\") for line in head.split("\n")]
    assert lines[:5] == ["::: dedication", "TO", "MY BROTHER OLE", ":::", "::: epigraph"]
    assert "crosses it once" in head
    assert "Old Saw" in head
    assert all(word not in text for word in ("HARBOUR", "Author of", "impression", "Frontispiece"))
    left = "\n".join(f.before for f in findings if f.rule == "import-matter-left-out")
    assert "HARBOUR & SONS" in left
    assert "Third impression" in left


VERSE = """     The quay is cold, the lamps are few,
     And nobody is here but you;
     The boat is late, the tide is high,
     And slowly goes the evening by.
     So sit you down, and hear us tell
     Of Ole and the ferry bell,
     Of those who called, of those who came,
     And of the lamp, and of its flame.
"""


def test_a_prologue_in_verse_is_no_title_page() -> None:
    prologue = f"\n\n\nTHE FERRY\n\nBy Ida Holm\n\n\n\nPROLOGUE SPOKEN ON THE QUAY.\n\n{VERSE}"
    text, _ = printed(book(f"{prologue}\n\n\nTHE FERRY\n\n          Enter OLE.\n\n{VERSE}"))
    assert text.count("The quay is cold, the lamps are few,") == 2


def test_a_preface_that_names_its_author_keeps_the_name_at_its_end() -> None:
    front = f"\n\n\nPREFACE\n\n\n{PROSE}\n{PROSE}\nIDA HOLM\n\nLondon, 1902\n"
    text, _ = printed(book(front))
    assert "IDA HOLM" in text
    assert "London, 1902" in text


SALES = """
THE END.




BOOKS FOR THE RIVER

The Quay. By Ida Holm. 12mo, cloth, $1.25
A tale of the river, which every clerk should read.

The Rope. By Per Strand. Cloth, $1.00

HARBOUR & SONS, Publishers, London
"""


def test_advertisements_behind_the_end_go_and_are_reported_with_their_words() -> None:
    text, findings = printed(book(back=SALES))
    assert text.endswith("THE END.")
    left = [f.before for f in findings if "Advertisements" in f.message]
    assert len(left) == 1
    assert "which every clerk should read" in left[0]


def test_an_epilogue_behind_the_end_that_speaks_of_money_stays() -> None:
    back = f"\nTHE END.\n\n\n\n\nEPILOGUE\n\nThe fare was $2.00 by then.\n\n{PROSE}\n{PROSE}"
    text, _ = printed(book(back=back))
    assert "The fare was" in text


def test_what_those_who_typed_it_say_of_their_file_goes_wherever_it_stands() -> None:
    front = "\nThis eBook was produced by Per Strand.\n\nAuthor: Ida Holm\nTitle: The Ferry\n\n"
    front += "We thank the library for the image files at www.example.org.\n\n"
    front += "[This text uses UTF-8 file encoding. If the quotation marks look\nodd, change the"
    front += " font.\n\nThe boats are as printed.]\n"
    stars = "       *       *       *       *\n           *       *       *\n"
    back = f"\nFINIS.\n\n\n{stars}\nErrata.\n\npage 3: _boat_ for _baot_\n\npage 9: as printed\n"
    text, _ = printed(book(front, back))
    assert text.startswith("# CHAPTER I.")
    assert text.endswith("FINIS.")


def test_notes_are_marked_in_braces_too() -> None:
    words = "He was elegantly {1} dressed."
    notes = '\n\n\nFOOTNOTES:\n\n{1}  "Elegant", as a boat is.\n'
    text, _ = printed(book(back=f"\n{words}\n{notes}"))
    assert "elegantly[^1] dressed" in text.replace(" [^1]", "[^1]")
    assert "FOOTNOTES" not in text


def test_a_dedication_that_stands_alone_before_the_first_chapter_is_kept() -> None:
    text, _ = printed(book("\n\n\nTO MY BROTHER OLE.\n"))
    assert text.startswith("::: dedication\nTO MY BROTHER OLE.")


def test_lines_in_capitals_before_the_first_chapter_head_their_prose() -> None:
    front = (
        f"\n\n\n\nA NOTE ON THE BOATS\n\n{PROSE}\n{PROSE}\n\n\n\n\nTO MY BROTHER OLE\n\nA word.\n"
    )
    text, _ = printed(book(front))
    assert "# A NOTE ON THE BOATS" in text
    assert "# TO MY BROTHER OLE" not in text


def test_an_act_and_its_first_scene_on_one_line_are_two_headings() -> None:
    play = "\n\n\n".join(
        f"ACT {n}. SCENE I.\n\n{PROSE}\n\n\nSCENE II. The Quay.\n\n{PROSE}" for n in ("I", "II")
    )
    persons = "DRAMATIS PERSONÆ.\n\n\nMEN.\n\n  OLE\n  THE CLERK\n  A BOY\n"
    text, _ = printed(f"{HEADER}\n\n\n{persons}\n\n\n\n{play}{END}")
    heads = [line for line in text.split("\n") if line.startswith("#")]
    assert heads[0] == "# DRAMATIS PERSONÆ. {.frontmatter}"
    assert heads[1:4] == ["# ACT I.", "## SCENE I.", "## SCENE II. The Quay."]


def test_a_place_of_a_picture_on_a_line_of_a_stanza_is_none_of_its_words() -> None:
    verse = (
        "  Old is the ferry,\n  [Illustration]\n  and old is the quay,\n  and the rope is old.\n"
    )
    text, _ = printed(book(back=f"\n{verse}\n{PROSE}"))
    assert "Illustration" not in text
    assert "Old is the ferry" in text


def test_a_note_of_the_publishers_below_the_imprint_keeps_its_heading() -> None:
    imprint = "\n\n\nTHE FERRY\n\nBY\n\nIDA HOLM\n\nBOSTON\nL. C. HOLM & COMPANY\n1908\n"
    front = f"{imprint}\n\n\n\n_PUBLISHERS' NOTE_\n\n\n{PROSE.replace('tide', '_tide_')}\n"
    text, _ = printed(book(front))
    assert text.startswith("# PUBLISHERS' NOTE\nThe *tide* was late")
    assert "BOSTON" not in text


def test_long_lines_in_capitals_go_and_a_printer_behind_the_text_too() -> None:
    front = PAGES.replace(
        "[Illustration]", "AND HER LETTERS TO THE KEEPER OF\nTHE UPPER LAMP\n\nWITH"
    )
    front = front[: front.index("\n\n\nTO\n")]
    whole, _ = printed(book(front, "\n\n\nRIGG AND SON, PRINTERS, EDINBURGH\n"))
    assert "KEEPER" not in whole
    assert "RIGG" not in whole


INDEXED = """



INDEX.


A

Anchor, the old, 12, 40;
  lost, 41

Apples, 7

B

Boats, 3, 12;
  mended, 19-21

Bread, on board, 33

Bridge, _see_ Ferry

C

Captain, the, 2

Clock of the quay, 44

F

Ferry, the, 1-50

PRINTED BY HARBOUR & SONS, LONDON.
"""


def test_an_index_is_no_advertisement_and_its_heading_is_one() -> None:
    text, findings = printed(book(back=INDEXED))
    assert "\n# INDEX.\n" in text
    assert "Clock of the quay, 44" in text
    left = [f.before for f in findings if f.rule == "import-matter-left-out"]
    assert left == ["PRINTED BY HARBOUR & SONS, LONDON."]


def test_a_frontispiece_parts_the_imprint_from_a_letter_and_its_file_is_no_caption() -> None:
    front = "\n\n\nHarbour & Sons, London, 1902\n\n[Frontispiece, by Jon Roe: quay.jpg]\n\n"
    text, findings = printed(book(f"{front}My dear Ole,\n\n{PROSE}\nI. H.\n"))
    assert text.startswith("{>>A picture stands here: by Jon Roe<<}\nMy dear Ole,\n")
    assert [f.before for f in findings if "imprint" in f.message] == [
        "Harbour & Sons, London, 1902"
    ]


POEMS = """
FIRST SERIES



The Scholar

    I went to the university of rain
    And learned to carry water;
    The printer drew my name in vain,
    And married off his daughter.

    He never sold a book of mine,
    And I have never written;
    I read the weather in the vine
    And am by nothing bitten.



The Lamp

    Who lit the lamp upon the quay
    And went away before the night?
    It burns for nobody at sea,
    And gives the gulls their light.
"""


def test_poems_are_no_page_of_a_press() -> None:
    pages = "\n\n\nTHE FERRY\n\nBY IDA HOLM\n\nLONDON\n\n1911\n\n\n\n"
    text, _ = printed(HEADER + pages + POEMS + END)
    assert "LONDON" not in text
    assert "The Scholar\n| I went to the university of rain" in text
    assert "| The printer drew my name in vain," in text


def test_a_note_that_explains_another_sign_for_italics_goes_with_what_stands_around_it() -> None:
    note = "The errata have been corrected.\n\nUpright words in italics are set ~like this~.\n"
    text, findings = printed(book(f"{note}\n\n\nTHE FERRY\n\n\n"))
    assert "errata" not in text
    assert "~" not in text
    assert any("like this" in f.before for f in findings if f.rule == "import-gutenberg")


def test_a_preface_below_the_imprint_stays_and_a_bookseller_behind_the_text_goes() -> None:
    imprint = "THE FERRY\n\nBY IDA HOLM\n\nLONDON\nHARBOUR & SONS\n1902\n\n\nNOTE\n\n"
    note = "These papers were printed before, by the editors of the Quay.\n\nI. H."
    offer = "\n\n\n\nDemy 8vo, Cloth, 10/6 net\n\nTHE LIFE OF A FERRY\n\n"
    offer += '"A book of the river that nobody has read in vain."--The Quay.\n\n\n'
    offer += "_Printed in Great Britain by_\nHARBOUR BROTHERS, LIMITED\n"
    text, _ = printed(book(imprint + note, offer))
    assert "These papers were printed before" in text
    assert "HARBOUR" not in text
    assert "Demy" not in text


def test_a_list_of_corrections_of_those_who_typed_it_goes() -> None:
    slips = "".join(f"Page {n}: 'boatt' corrected to 'boat'.\n\n" for n in range(3, 9))
    stars = "       *       *       *       *       *"
    text, _ = printed(
        book("", f"\n\n\n\n{stars}\n\n\n\n\nCORRECTIONS MADE TO THE TEXT.\n\n\n{slips}")
    )
    assert "boatt" not in text


def test_a_file_with_nothing_but_the_licence_has_no_text() -> None:
    licence = """1.E.1.  The following sentence, with active links to, or other immediate access
to, the full Project Gutenberg-tm License must appear prominently."""
    with pytest.raises(InputError, match="There is no text in it"):
        plain.read(f"{HEADER}\n\n{licence}\n{END}".encode(), "ferry.txt", "en-GB")
