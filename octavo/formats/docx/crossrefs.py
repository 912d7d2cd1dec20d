"""Numbers that Word counts itself: fields in captions (SEQ), and where text refers to them (REF).

Each field has its result, so that the file reads as the other formats do; an editor who adds a
figure updates all fields (F9), and has the numbers that follow. In an appendix the letter is plain
text, and so is the number where the text refers to it: LibreOffice would lose it.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from octavo.book.crossrefs.listed import Numbered
from octavo.formats.docx.page import Page, twips
from octavo.formats.docx.xml import (
    Element,
    M,
    make,
    mark,
    paragraph,
    properties,
    style_of,
    text_run,
    w,
)
from octavo.formats.docx.xml import field as word_field
from octavo.formats.lists import Listing
from octavo.text.labels import labels_for

CAPTIONS = frozenset(("ImageCaption", "CreditedCaption", "TableCaption", "ListingFirst"))
"""The ids of the styles of paragraphs that begin with a number."""

LONGEST_NAME = 40
"""A bookmark's name may not be longer."""

SEQUENCES = {"figure": "Figure", "table": "Table", "listing": "Listing", "equation": "Equation"}
"""Word's own English names of the sequences."""


def bookmark_of(identifier: str) -> str:
    """Return the name that pandoc gives the bookmark of an identifier."""
    if identifier[:1].isalpha() and len(identifier) <= LONGEST_NAME:
        return identifier
    return "X" + hashlib.sha1(identifier.encode(), usedforsecurity=False).hexdigest()[1:]


def sequence_of(kind: str, lang: str) -> str:
    """Return what a sequence is called: as Word does in the language, else as it does in English.

    >>> sequence_of("figure", "de"), sequence_of("figure", "pl")
    ('Abbildung', 'Rysunek')
    """
    words = labels_for(lang).captions[kind].replace("{0}", "").strip(" .")
    word = words[:1].upper() + words[1:]
    return word if word.isalpha() else SEQUENCES[kind]


@dataclass(slots=True)
class Counted:
    """The numbers of a text, by the bookmarks of what bears them.

    `parts` says whether chapters stand below parts, and are headings of another style.
    """

    things: Sequence[Numbered]
    lang: str
    parts: bool
    marks: dict[str, str] = field(default_factory=dict)
    """The bookmark around each number, by the bookmark of the thing."""

    chapters: dict[str, str] = field(default_factory=dict)
    """The bookmark in the heading of each chapter that Word numbers, in the same way."""

    def finish(self, body: Element, notes: Element, page: Page) -> None:
        """Make fields of the numbers in captions, and of those that the text refers to."""
        starts = {start.get(w("name")): start for start in body.iter(w("bookmarkStart"))}
        count = 1 + max((int(start.get(w("id"), "0")) for start in starts.values()), default=0)
        for at, (thing, instruction) in enumerate(self._instructions(), start=count):
            start = starts.get(bookmark_of(thing.identifier))
            made = start is not None and self._number(start, thing, instruction, at, page)
            if made and not thing.number[0].isalpha():
                self.marks[bookmark_of(thing.identifier)] = _mark(at)
        for thing in self.things:
            start = starts.get(bookmark_of(thing.identifier))
            if start is not None and thing.kind == "chapter" and thing.number.isdecimal():
                self.chapters |= _heading(start, bookmark_of(thing.identifier))
        for root in (body, notes):
            for link in list(root.iter(w("hyperlink"))):
                self._refer(link)

    def _instructions(self) -> Iterator[tuple[Numbered, str]]:
        r"""Yield what Word counts, each with its field: a switch says where it counts anew.

        Word could count anew at each heading by itself (`\s`); LibreOffice does not know that.
        """
        things = [thing for thing in self.things if thing.kind in SEQUENCES]
        seen: dict[str, int] = defaultdict(int)
        for thing in things:
            number = int(thing.number.rpartition(".")[2])
            switch = "" if number == seen[thing.kind] + 1 else f" \\r {number}"
            seen[thing.kind] = number
            name = sequence_of(thing.kind, self.lang)
            yield thing, f"SEQ {name} \\* ARABIC{switch}"

    def _number(
        self, start: Element, thing: Numbered, instruction: str, at: int, page: Page
    ) -> bool:
        """Put the fields of a number where it stands behind a bookmark; say whether it is there."""
        shown = _number_paragraph(start, thing)
        run = None if shown is None else _run_with(shown, thing.number)
        if shown is None or run is None:
            return False
        before, number, behind = (run.findtext(w("t")) or "").partition(thing.number)
        fields = [*self._chapter(number.rpartition(".")[0])]
        fields += word_field(instruction, number.rpartition(".")[2])
        opened, closed = make("bookmarkStart", id=at, name=_mark(at)), make("bookmarkEnd", id=at)
        made = [*([text_run(before)] if before else []), opened, *fields, closed]
        made += [text_run(behind)] if behind else []
        _replace(run, made)
        if thing.kind == "equation":
            _set_apart(shown, page)
        return True

    def _chapter(self, chapter: str) -> list[Element]:
        """Return the runs of a chapter's number and the point behind it: a field, or a letter."""
        if not chapter:
            return []
        if not chapter.isdecimal():
            return [text_run(f"{chapter}.")]
        style = '"Chapter"' if self.parts else "1"
        return [*word_field(f"STYLEREF {style} \\s", chapter), text_run(".")]

    def _refer(self, link: Element) -> None:
        """Make a field of a number by which the text refers to something that Word counts."""
        anchor = link.get(w("anchor"), "")
        name = self.marks.get(anchor) or self.chapters.get(anchor)
        texts = list(link.iter(w("t")))
        if name is None or len(texts) != 1 or _bears_note(link.getnext()):
            return
        thing = next(t for t in self.things if bookmark_of(t.identifier) == anchor)
        before, number, behind = (texts[0].text or "").partition(thing.number)
        if number and not any(sign.isalnum() for sign in behind[:1]):
            made = [text_run(before)] if before else []
            paragraph_number = " \\r" if anchor in self.chapters else ""
            made += word_field(f"REF {name}{paragraph_number} \\h", number)
            _replace(link, [*made, *([text_run(behind)] if behind else [])])


def further_lists(lists: Sequence[Listing], lang: str, page: Page) -> list[Element]:
    """Return the lists of figures and tables: fields, with their results, as the contents are."""
    made: list[Element] = []
    for listing in lists:
        lines = [_line(thing, page) for thing in listing.things]
        code = word_field(f'TOC \\h \\z \\c "{sequence_of(listing.kind, lang)}"', "")[:-1]
        for number, run in enumerate(code, start=1):
            lines[0].insert(number, run)
        lines[-1].append(mark("end"))
        made += [paragraph("ListHeading", text_run(listing.title)), *lines]
    return made


def _line(thing: Numbered, page: Page) -> Element:
    words = f"{thing.number} {thing.title}".strip()
    name = bookmark_of(thing.identifier)
    page_of = [make("r", make("tab")), *word_field(f"PAGEREF {name} \\h", "")]
    link = make("hyperlink", text_run(words), *page_of, anchor=name, history=1)
    line = paragraph("TableofFigures", link)
    bare = make("tab", val="right", leader="none", pos=twips(page.measure))
    properties(line).append(make("tabs", bare))
    return line


def _mark(number: int) -> str:
    """Return the name of the bookmark around a number, which Word hides from its lists."""
    return f"_Ref{number:08d}"


def _number_paragraph(start: Element, thing: Numbered) -> Element | None:
    """Return the paragraph behind a bookmark that has the number of its thing."""
    for after in start.itersiblings(w("p")):
        if thing.kind == "equation":
            if after.find(f"{{{M}}}oMathPara") is None:
                return after
        elif style_of(after) in CAPTIONS and _run_with(after, thing.number) is not None:
            return after
    return None


def _heading(start: Element, name: str) -> dict[str, str]:
    """Return the bookmark in the heading that one of pandoc's begins at, if Word numbers that."""
    parent = start.getparent()
    inside = parent is not None and parent.tag == w("p")
    heading = parent if inside else next(start.itersiblings(w("p")), None)
    if heading is None or heading.find(f"{w('pPr')}/{w('numPr')}") is None:
        return {}
    marks = [one.get(w("name"), "") for one in heading.iter(w("bookmarkStart"))]
    own = next((one for one in marks if one.startswith("_Toc")), "")
    return {name: own} if own else {}


def _bears_note(run: Element | None) -> bool:
    """Whether a run is a note's mark: LibreOffice would lose the last figure of a field before."""
    return run is not None and run.find(w("footnoteReference")) is not None


def _run_with(element: Element, number: str) -> Element | None:
    """Return the first run with a number that is not part of another one."""
    whole = re.compile(rf"(?<![\w.]){re.escape(number)}(?!\w|\.\d)")
    runs = (run for run in element.iter(w("r")) if whole.search(run.findtext(w("t")) or ""))
    return next(runs, None)


def _replace(element: Element, made: list[Element]) -> None:
    parent = element.getparent()
    if parent is not None:
        at = parent.index(element)
        parent[at : at + 1] = made


def _set_apart(number: Element, page: Page) -> None:
    """Set a formula in the middle of a line, and its number at the end: a table without rules."""
    formula = number.getprevious()
    parent = number.getparent()
    if formula is None or parent is None or formula.find(f"{{{M}}}oMathPara") is None:
        return
    at = parent.index(formula)
    side = page.size * 4.5
    widths = (side, page.measure - 2 * side, side)
    words = paragraph("EquationNumber", *[run for run in number if run.tag != w("pPr")])
    cells = (paragraph("Equation"), paragraph("Equation", *_formula(formula)), words)
    parent.remove(number)
    parent[at : at + 1] = [_table(cells, widths)]


def _formula(element: Element) -> list[Element]:
    return [child for child in element if child.tag != w("pPr")]


def _table(cells: Sequence[Element], widths: Sequence[float]) -> Element:
    margin = make("tblCellMar", make("left", w=0, type="dxa"), make("right", w=0, type="dxa"))
    settings = make(
        "tblPr",
        make("tblW", w=twips(sum(widths)), type="dxa"),
        make("tblLayout", type="fixed"),
        margin,
    )
    grid = make("tblGrid", *(make("gridCol", w=twips(width)) for width in widths))
    row = make("tr", make("trPr", make("cantSplit")))
    for cell, width in zip(cells, widths, strict=True):
        inside = make("tcPr", make("tcW", w=twips(width), type="dxa"), make("vAlign", val="center"))
        row.append(make("tc", inside, cell))
    return make("tbl", settings, grid, row)
