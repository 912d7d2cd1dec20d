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
