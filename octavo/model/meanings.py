"""Meanings: what a style of a Word file, or a kind of faked heading, stands for in a book.

An editor reads and writes them in metadata/import.yaml: `heading 2`, `box code`, `left out`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches

LEVELS = {"heading": 6, "bullet": 3, "number": 3, "index": 4}
"""The kinds that have a level, and the deepest."""

DIVISIONS = ("part", "chapter", "frontmatter", "backmatter")
"""Headings that begin a division of the book; each is a class of a heading."""

PARAGRAPHS = {
    "body": "running text",
    "title": "the book's title: it goes into edition.yaml",
    "subtitle": "the book's subtitle: it goes into edition.yaml",
    "author": "the author's name: it goes into edition.yaml",
    "heading 1": "heading 1 to heading 6",
    "part": "a heading that begins a part",
    "chapter": "a heading that begins a chapter below a part",
    "frontmatter": "a heading of what stands before the text",
    "backmatter": "a heading of what stands behind the text",
    "heading number": "the number above a heading, which joins it",
    "quotation": "a displayed quotation",
    "epigraph": "a motto",
    "attribution": "who is quoted, below a quotation or motto",
    "dedication": "a dedication",
    "verse": "a line of verse",
    "code": "a line of code",
    "code title": "the name above code",
    "caption": "the caption of a table or figure",
    "code caption": "the caption of code",
    "box title": "the title of a box",
    "box": "running text of a box",
    "note": "a note that stands in the text as a box",
    "bullet 1": "an item with a bullet: bullet 1 to bullet 3",
    "number 1": "an item with a number: number 1 to number 3",
    "item": "a further paragraph of the item above",
    "index 1": "an entry of an index: index 1 to index 4",
    "graphic": "the name of a picture that belongs here",
    "alternative text": "the words that describe the picture above",
    "left out": "nothing that belongs to the book",
}
"""What a paragraph style can mean, and what that is; what has levels stands here once."""

IN_BOX = ("code", "quotation", "bullet", "number", "item", "code title", "code caption", "caption")
"""The kinds that may stand in a box, written with `box` before them."""

CHARACTERS = {
    "plain": "no meaning: the words look as the text around them",
    "look": "what it looks like: italics are italics",
    "emphasis": "emphasised",
    "strong": "strongly emphasised",
    "code": "code",
    "small caps": "small capitals",
    "left out": "nothing that belongs to the book",
}
"""What a character style can mean."""

NO_HEADING = "no heading"
"""What a kind of paragraphs that look like headings means where it is no heading."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a style stands for: its kind, its level where the kind has one, whether in a box."""

    kind: str
    level: int = 0
    box: bool = False

    def __str__(self) -> str:
        """Return it as an editor reads and writes it."""
        words = f"{self.kind} {self.level}" if self.level else self.kind
        return f"box {words}" if self.box and self.kind not in ("box", "box title") else words

    @property
    def is_heading(self) -> bool:
        """Whether it begins a division or section of the text."""
        return self.kind == "heading" or self.kind in DIVISIONS

    @property
    def depth(self) -> int:
        """Return the level of a heading: that of a division is 1, of a chapter below a part 2."""
        return self.level or (2 if self.kind == "chapter" else 1)


BODY = Meaning("body")
LEFT_OUT = Meaning("left out")


def paragraph(words: str) -> Meaning | None:
    """Read the meaning of a paragraph style; None where it is not known."""
    text = " ".join(words.casefold().split())
    boxed = text.startswith("box ") and text != "box title"
    kind, level = _parts(text.removeprefix("box ") if boxed else text)
    known = 1 <= level <= LEVELS[kind] if kind in LEVELS else not level and kind in PARAGRAPHS
    if not known or (boxed and kind not in IN_BOX):
        return None
    return Meaning(kind, level, boxed or kind in ("box", "box title"))


def character(words: str) -> Meaning | None:
    """Read the meaning of a character style; None where it is not known."""
    text = " ".join(words.casefold().split())
    return Meaning(text) if text in CHARACTERS else None


def heading(words: str) -> Meaning | None:
    """Read the meaning of a kind of faked headings; None where it is not known."""
    text = " ".join(words.casefold().split())
    if text == NO_HEADING:
        return BODY
    meaning = paragraph(text)
    return meaning if meaning is not None and meaning.is_heading else None


def near(words: str, known: tuple[str, ...]) -> str:
    """Return the known meaning that is written most like the words, or ""."""
    return next(iter(get_close_matches(" ".join(words.casefold().split()), known, n=1)), "")


def all_paragraphs() -> tuple[str, ...]:
    """Return every meaning of a paragraph style as it is written."""
    words: list[str] = []
    for name in PARAGRAPHS:
        kind, level = _parts(name)
        words += [f"{kind} {n}" for n in range(1, LEVELS[kind] + 1)] if level else [name]
    boxed = [f"box {name}" for name in words if _parts(name)[0] in IN_BOX]
    return (*words, *boxed)


def all_headings() -> tuple[str, ...]:
    """Return every meaning of paragraphs that look like headings, as it is written."""
    return (NO_HEADING, *(f"heading {n}" for n in range(1, LEVELS["heading"] + 1)), *DIVISIONS)


def _parts(text: str) -> tuple[str, int]:
    match = re.fullmatch(r"(\w+) (\d)", text)
    return (match[1], int(match[2])) if match else (text, 0)
