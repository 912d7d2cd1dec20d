"""Edits of the sample edition in Word, and the hunks that each is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.word_editor import Editor


@dataclass(frozen=True)
class Edit:
    """An edit: how it is made, and the hunks it is: kind, words before, words after."""

    name: str
    make: Callable[[Editor], None]
    hunks: tuple[tuple[str, str, str], ...]


def _replace(name: str, old: str, new: str, within: str = "", kind: str = "words") -> Edit:
    return Edit(name, lambda e: e.replace(old, new, within), ((kind, old, new),))


EDITS = (
    _replace("word", "cardinal", "prelate", "He had seen some quires of a Bible"),
    _replace("figure", "158", "185"),
    _replace("two-words", "very complete", "remarkably full"),
    Edit(
        "sentence",
        lambda e: e.replace("He would try to have one bought, but he was not hopeful. ", ""),
        (("words", "He would try to have one bought, but he was not hopeful. ", ""),),
    ),
    Edit(
        "comma",
        lambda e: e.replace("year,", "year;", "followed within the year, and Homer"),
        (("words", ",", ";"),),
    ),
    Edit(
        "phrase",
        lambda e: e.replace("a little hard on the opening", "somewhat unkind to the opening"),
        (("words", "a little hard on", "somewhat unkind to"),),
    ),
    Edit(
        "insert",
        lambda e: e.add("like policemen", " and sergeants"),
        (("words", "", " and sergeants"),),
    ),
    Edit(
        "insert-start",
        lambda e: e.replace("To set it", "In order to set it", "To set it the shop"),
        (("words", "To", "In order to"),),
    ),
    Edit(
        "insert-end",
        lambda e: e.add("Now the words had pockets to go in.", " They went far."),
        (("words", "", " They went far."),),
    ),
    Edit(
        "delete-word",
        lambda e: e.replace("rather ", "", "It describes proof-reading rather well."),
        (("words", "rather ", ""),),
    ),
    Edit(
        "in-emphasis",
        lambda e: e.replace("outer forme", "first forme", "holds the first page is the outer"),
        (("words", "outer", "first"),),
    ),
    Edit(
        "delete-emphasis",
        lambda e: e.replace(" is the outer forme", " comes first", "holds the first page"),
        (("words", "is the outer forme", "comes first"),),
    ),
    Edit(
        "in-language",
        lambda e: e.replace("lente", "tarde", "festina lente"),
        (("words", "lente", "tarde"),),
    ),
    Edit(
        "beside-note",
        lambda e: e.replace("carried on.", "went on."),
        (("words", "carried", "went"),),
    ),
    Edit(
        "quotation-mark",
        lambda e: e.replace("There were 158 copies", "There were \u2018158\u2019 copies"),
        (("words", "", "\u2018"), ("words", "", "\u2019")),
    ),
    Edit(
        "italic",
        lambda e: e.format("ingenious invention", within="The book had been produced"),
        (("format", "ingenious invention (plain)", "ingenious invention (italic)"),),
    ),
    Edit(
        "bold",
        lambda e: e.format("hopeful", within="not hopeful", on="b"),
        (("format", "hopeful (plain)", "hopeful (bold)"),),
    ),
    Edit(
        "plain",
        lambda e: e.format("inner forme", within="and the other the inner forme", off="i"),
        (("format", "inner forme (italic)", "inner forme (plain)"),),
    ),
    Edit(
        "new-paragraph",
        lambda e: e.new_paragraph(
            "In the metal everything runs", "Nobody minded that at the time."
        ),
        (("inserted", "", "Nobody minded that at the time."),),
    ),
    Edit(
        "delete-paragraph",
        lambda e: e.delete_paragraph("Anyone who doubts it"),
        (("deleted", "Anyone who doubts it…", ""),),
    ),
    Edit(
        "split",
        lambda e: e.split("On 16 March 1503"),
        (("split", " ", "\n\n"),),
    ),
    Edit(
        "join",
        lambda e: e.join("House style, it appears"),
        (("joined", "¶", " "),),
    ),
    Edit(
        "move",
        lambda e: e.move("The device that Aldus printed", "His competitors made haste"),
        (("moved", "", "The device that Aldus printed in his books…"),),
    ),
    Edit(
        "level",
        lambda e: e.level("Two letter-founders", "Heading4"),
        (("level", "heading 3", "heading 4"),),
    ),
    Edit(
        "heading",
        lambda e: e.replace("Correctors", "Readers of proofs", "Correctors"),
        (("words", "Correctors", "Readers of proofs"),),
    ),
    Edit(
        "cell",
        lambda e: e.replace("as Oxford", "like Oxford"),
        (("cell", "as", "like"),),
    ),
    Edit(
        "caption",
        lambda e: e.replace("Broken lines", "Dashed lines", "Broken lines are folds."),
        (("caption", "Broken", "Dashed"),),
    ),
    Edit(
        "new-note",
        lambda e: e.note("not hopeful.", "So the letter says."),
        (("note", "", "[note: So the letter says.]"),),
    ),
    Edit(
        "list-item",
        lambda e: e.replace("Lay the sheet down", "Put the sheet down"),
        (("words", "Lay", "Put"),),
    ),
    Edit(
        "verse",
        lambda e: e.replace("greater want", "larger want", "Tis hard to say"),
        (("words", "greater", "larger"),),
    ),
)
