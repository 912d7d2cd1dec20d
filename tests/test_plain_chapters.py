"""A chapter of another kind than the book, and the author's own page among those of the press."""

from __future__ import annotations

from tests.test_plain_matter import PROSE
from tests.test_plain_sections import chapter, source

LONG = "\n\n".join([PROSE] * 8)
SAID = "The lamp is lit, and nobody has come to the quay as yet; so I say,\nand so it is."
TURNS = ("OLE.", "MR. HOLM", "OLE.", "MR. HOLM", "IDA", "OLE.", "MR. HOLM", "OLE.", "IDA")


def dialogue(names: tuple[str, ...]) -> str:
    turns = "".join(f"\n\n\n{name}\n\n{SAID}" for name in names)
    return f"A DIALOGUE{turns}"


def test_names_above_what_is_said_in_one_chapter_of_prose_are_speakers() -> None:
    parts = [chapter(n, "", LONG) for n in ("I", "II", "III")]
    text = source(*parts, dialogue(TURNS))
    assert "\n[OLE.]{.smallcaps} The lamp is lit" in text
    assert text.count("[MR. HOLM]{.smallcaps} The lamp") == TURNS.count("MR. HOLM")
    assert not [line for line in text.split("\n") if line.startswith("##")]


def test_words_that_head_the_sections_of_each_chapter_are_no_speakers() -> None:
    words = ("NOTES.", "QUESTIONS.") * 5
    turns = "".join(f"\n\n\n{word}\n\n{SAID}" for word in words)
    rest = [chapter(n, "", LONG) for n in ("IV", "V", "VI", "VII")]
    text = source(*(f"CHAPTER {n}.\n\n{LONG}{turns}" for n in ("I", "II", "III")), *rest)
    assert text.count("NOTES.\n\nThe lamp") == 3 * words.count("NOTES.")


PAGES = """THE FERRY & OTHER BOATS

by

IDA HOLM


_These papers appeared first in the Gull; they are printed here by
kind permission of its Editors._"""


def test_a_page_that_says_where_its_text_appeared_first_stays() -> None:
    text = source(PAGES, chapter("I"), chapter("II"))
    assert "*These papers appeared first" in text
    rights = PAGES.replace("its Editors._", "its Editors. All rights reserved._")
    assert "These papers" not in source(rights, chapter("I"), chapter("II"))
