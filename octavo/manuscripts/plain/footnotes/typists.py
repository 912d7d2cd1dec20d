"""Parts the footnotes of those who typed a text from the text's own.

Those who typed for Project Gutenberg put a note of theirs among the author's, with a number as the
others have.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from octavo.manuscripts.pieces import Line, Piece
from octavo.manuscripts.plain.footnotes import noted
from octavo.manuscripts.typed.notes import names_notes


def are_of_the_text(pieces: Sequence[Piece], on_file: re.Pattern[str]) -> bool:
    """Whether the notes of the text stand below their heading: one at least is not on the file.

    `on_file` matches the words of a note about the file.
    """
    labelled = [one for one in pieces[1:] if noted.BRACKETED.match(one.text)]
    return names_notes(pieces[0].plain) and any(not on_file.search(one.plain) for one in labelled)


def without_their_notes(
    pieces: list[Piece],
) -> tuple[list[Piece], list[Line], set[int]]:
    """Take off the marks of footnotes that name Project Gutenberg; return marks and notes, too.

    Such a note tells why the file is other than the book; one whose mark is not certain stays.
    """
    made, called, own = list(pieces), list[Line](), set[int]()
    for entry in noted.beginning(pieces, noted.BRACKETED):
        if "project gutenberg" not in pieces[entry.first].plain.casefold():
            continue
        marks = [
            mark for mark in noted.marks_of(pieces[: entry.first]) if mark.label == entry.label
        ]
        if len(marks) == 1:
            piece = made[marks[0].piece]
            typed = piece.text[marks[0].start : marks[0].end].strip()
            at = piece.text.count("\n", 0, marks[0].end)
            lines = [*piece.lines]
            called.append(replace(lines[at], text=typed))
            lines[at] = replace(lines[at], text=lines[at].text.replace(typed, "", 1).rstrip())
            made[marks[0].piece] = replace(piece, lines=tuple(lines))
            own.update(entry.numbers)
    return made, called, own
