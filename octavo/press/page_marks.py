"""Where the pages of an earlier printed book began, by the marks that the text brings.

`[]{.page n=12}` stands where page 12 began: an e-book or a web page that was imported had it. An
edition that says `pages: marks` lists these pages, and not those of its own print PDF.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from octavo.book import metadata
from octavo.files import yaml
from octavo.model import reading
from octavo.model.artefact import Job
from octavo.model.checkdigits import isbn_digits, isbn_fault
from octavo.model.edition import Edition
from octavo.model.finding import InputError, Place, refuse_all
from octavo.model.nodes import Node
from octavo.model.pages import PageStart, Printed
from octavo.press.page_map import Placed, Sources
from octavo.press.prepare import Prepared
from octavo.text.citations.locator import roman

CLASS = "page"
NUMBERS = ("n", "data-n")
"""The attribute with a page's number: as it is typed, and as an edition has it."""

MARKS = "marks"
HINT = "Correct its number, or take it out."


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark of a page: its label, and before which word it stands.

    `word` is None behind the last word; `within` says how many characters of it stand before the
    mark. `character` is the mark's place in the text without white space; `in_note`: it is that of
    the note in which the mark stands.
    """

    label: str
    character: int
    word: int | None = None
    within: int = 0
    in_note: bool = False


def is_asked(edition: Edition) -> bool:
    """Whether an edition lists the pages that its text marks."""
    return edition.pages == MARKS


def printed(job: Job) -> Printed:
    """Return the pages that a text marks, for an e-book and a site to list."""
    return Printed(tuple(starts(job)), (), source_of(job.project.edition))


def starts(job: Job) -> list[PageStart]:
    """Return where the pages begin that a text marks."""
    marks = in_blocks(reading.document(job.document).blocks)
    return [PageStart(n, one.label, one.word, one.within) for n, one in enumerate(marks, 1)]


def source_of(edition: Edition) -> str:
    """Return what book the marked pages are of: its ISBN as a URN, or its title."""
    named = edition.pages_of or edition.title
    return named if isbn_fault(named) else f"urn:isbn:{isbn_digits(named)}"


def in_blocks(blocks: list[Node]) -> list[Mark]:
    """Return the marks of some blocks in the order of the text."""
    pieces, spans = reading.spans(blocks, CLASS)
    text = "".join(pieces)
    begins = [0, *accumulate(map(len, pieces))]
    words = reading.spaced(text)
    solid = [0, *accumulate(len("".join(reading.words(text[slice(*span)]))) for span in words)]
    firsts = [start for start, _ in words]
    marks = []
    for node, piece, in_note in spans:
        at = begins[piece]
        number, within = bisect_left(firsts, at), 0
        if number and at < words[number - 1][1]:
            number, within = number - 1, at - firsts[number - 1]
        word = number if number < len(words) else None
        marks.append(Mark(_label(node), solid[number] + within, word, within, in_note))
    return marks


def _label(node: Node) -> str:
    attributes: dict[str, str] = dict(node["c"][0][2])
    number = next((attributes[name] for name in NUMBERS if name in attributes), "")
    return " ".join(number.split())


def refuse_wrong(prepared: Prepared) -> None:
    """Refuse marks that no list of pages can have; all faults at once.

    Raises InputError where the edition asks for them and there is none, and where one has no
    number, stands in a note, has the number of another, or comes before a lower one.
    """
    if not is_asked(prepared.book.edition):
        return
    marks = in_blocks(prepared.document.blocks)
    if not marks:
        message = "The edition lists the pages that its text marks, and the text marks none."
        hint = "Mark where each page began: []{.page n=12}. Or take the line out."
        raise InputError(message, place=_key(prepared.book.root), hint=hint)
    wrong = list(_faults(marks))
    if wrong:
        sources = Sources.of(prepared.chapters, prepared.book.project.cache)
        text = "".join(reading.read(prepared.document).body)
        placed = Placed(text, sources.body, sources)
        refuse_all(
            [
                InputError(words, place=_place(mark, placed, sources), hint=HINT)
                for mark, words in wrong
            ]
        )


def _faults(marks: Sequence[Mark]) -> Iterator[tuple[Mark, str]]:
    """Yield each mark that is wrong, and why."""
    known: set[str] = set()
    last: dict[bool, tuple[int, str]] = {}
    for mark in marks:
        label = mark.label
        if not label:
            yield mark, "This mark of a page has no number: []{.page n=12} has one."
        elif mark.in_note:
            yield mark, f"The mark of page {label} stands in a note: a page begins in the text."
        elif label in known:
            yield mark, f"Page {label} is marked twice."
        else:
            value = int(label) if label.isdecimal() else roman(label)
            before = last.get(label.isdecimal(), (0, ""))
            if value and value < before[0]:
                yield mark, f"Page {label} is marked behind page {before[1]}."
            elif value:
                last[label.isdecimal()] = value, label
        known.add(label)


def _place(mark: Mark, placed: Placed, sources: Sources) -> Place | None:
    """Return where a mark stands in the sources: where the word behind it does."""
    at = placed.at(mark.character)
    if at is None:
        return None
    file, line, column = at
    return Place(sources.chapters[file].file, line, column)


def _key(root: Path) -> Place:
    return yaml.read(root / metadata.EDITION, metadata.EDITION).place(("pages",))
