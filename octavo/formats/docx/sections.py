"""Sections of the Word edition: where pages turn, what runs at their head and foot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from octavo.formats import imprint
from octavo.formats.docx.body import Entry
from octavo.formats.docx.forms import style_headings
from octavo.formats.docx.package import Package
from octavo.formats.docx.page import Page, twips
from octavo.formats.docx.xml import (
    RELATIONSHIPS,
    Element,
    field,
    make,
    paragraph,
    properties,
    serialise,
    text_run,
    w,
)
from octavo.model.edition import Edition

BOOKMARKS = (w("bookmarkStart"), w("bookmarkEnd"))
STYLE_REFERENCES = {
    "Heading1": "STYLEREF 1",
    "TOCHeading": 'STYLEREF "TOC Heading"',
    "IndexHeading": 'STYLEREF "Index Heading"',
}
"""The built-in style by its number, which holds in every language of Word."""


WIDEST = 0.5
"""How wide a letter of the text is on the average, in ems; rather too wide than too narrow."""


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of pages, from one opening to the next.

    `style` and `title` name what runs at the head of the recto, "" where nothing runs; `roman` and
    `restart` say how its folios count.
    """

    style: str = ""
    title: str = ""
    recto: bool = False
    roman: bool = False
    restart: bool = False


class Sections:
    """Makes the section properties, and the parts that they point to."""

    def __init__(self, package: Package, page: Page, edition: Edition) -> None:
        """Add to the package what all sections share: the verso's head, the folio."""
        self.package = package
        self.page = page
        self.heads = 0
        self.edition = edition
        verso = edition.title if edition.is_book else imprint.authors(edition) or edition.title
        self.verso = self._part("header", "verso", [text_run(shortened(verso, page))])
        self.blank_head = self._part("header", "blank", [])
        self.blank_foot = self._part("footer", "blank", [])
        self.folio = self._part("footer", "folio", field("PAGE", "1"))

    def _part(self, kind: str, name: str, inside: list[Element]) -> str:
        root = make("hdr" if kind == "header" else "ftr", paragraph(kind.capitalize(), *inside))
        return self.package.add(f"{kind}-{name}.xml", serialise(root), kind)

    def _recto(self, section: Section) -> str:
        self.heads += 1
        code = STYLE_REFERENCES.get(section.style, f'STYLEREF "{section.style}"')
        title = section.title if self.edition.is_book else self.edition.title
        short = shortened(title, self.page)
        if not self.edition.is_book:
            return self._part("header", f"recto-{self.heads}", [text_run(short)])
        runs = field(code, short) if short == section.title else [text_run(short)]
        return self._part("header", f"recto-{self.heads}", runs)

    def properties(self, section: Section) -> Element:
        """Return the sectPr of a section."""
        page = self.page
        element = make("sectPr", *self._running(section))
        recto = section.recto and not page.manuscript
        element.append(make("type", val="oddPage" if recto else "nextPage"))
        element.append(make("pgSz", w=twips(page.width), h=twips(page.height)))
        element.append(
            make(
                "pgMar",
                top=twips(page.top),
                right=twips(page.outer),
                bottom=twips(page.bottom),
                left=twips(page.inner),
                header=twips(page.top * 0.5),
                footer=twips(page.bottom * 0.45),
                gutter=0,
            )
        )
        if page.numbered and section.style:
            element.append(make("lnNumType", countBy=1, restart="newPage"))
        element.append(_numbering(section))
        if section.style:
            element.append(make("titlePg"))
        return element

    def _running(self, section: Section) -> list[Element]:
        """Head and foot: none on pages without a style, no head where a division opens."""
        if not section.style:
            return []
        first = self.blank_foot if section.style == "Part" else self.folio
        return [
            _reference("header", "default", self._recto(section)),
            _reference("header", "even", self.verso),
            _reference("header", "first", self.blank_head),
            _reference("footer", "default", self.folio),
            _reference("footer", "even", self.folio),
            _reference("footer", "first", first),
        ]


def shortened(title: str, page: Page) -> str:
    """Return a title as a running head: one line of it, whole words and an ellipsis.

    Word's STYLEREF repeats a heading whole, so that a longer one's head is plain text.
    """
    room = int(page.measure / (page.size * WIDEST))
    if len(title) <= room:
        return title
    kept = title[:room].rpartition(" ")[0] or title[: room - 1]
    return kept.rstrip(" ,;:.\N{EN DASH}\N{EM DASH}") + "\N{HORIZONTAL ELLIPSIS}"


def _reference(kind: str, which: str, name: str) -> Element:
    element = make(f"{kind}Reference", type=which)
    element.set(f"{{{RELATIONSHIPS}}}id", name)
    return element


def _numbering(section: Section) -> Element:
    element = make("pgNumType", fmt="lowerRoman" if section.roman else "decimal")
    if section.restart:
        element.set(w("start"), "1")
    return element


class Division(NamedTuple):
    """Blocks of the body that make one section of pages."""

    blocks: list[Element]
    section: Section


def divide(body: Element, entries: Sequence[Entry], edition: Edition) -> list[Division]:
    """Divide the text into its divisions: the blocks of each, and its section.

    Front matter counts in Roman figures with the pages before it; the first part or chapter begins
    with page 1. Text before the first heading is front matter.
    """
    blocks = [block for block in body if block.tag != w("sectPr")]
    openings = _openings(body, entries, edition)
    starts = [start for start, _ in openings] + [len(blocks)]
    groups = [
        Division(blocks[start:end], section)
        for (start, section), end in zip(openings, starts[1:], strict=True)
    ]
    before = blocks[: starts[0]]
    if any(block.tag not in BOOKMARKS for block in before):
        section = Section("Heading1", edition.title, edition.is_book, edition.is_book)
        groups.insert(0, Division(before, section))
    return groups


def _openings(
    body: Element, entries: Sequence[Entry], edition: Edition
) -> list[tuple[int, Section]]:
    """Return where divisions begin that begin a page, each with its section.

    A pamphlet's pages are counted from the first, and nothing in it waits for a recto.
    """
    openings = []
    roman = edition.is_book
    for entry in style_headings(entries, edition):
        if entry.element.getparent() is not body:
            continue
        restart = roman and entry.division != "frontmatter"
        roman = roman and not restart
        recto = edition.opens_on_recto or (edition.is_book and entry.division == "part")
        section = Section(entry.style, entry.text, recto or restart, roman, restart)
        openings.append((_start(body, entry.element), section))
    return openings


def _start(body: Element, element: Element) -> int:
    """The place of a heading in the body, bookmarks that open right before it included."""
    place = body.index(element)
    while place and body[place - 1].tag == w("bookmarkStart"):
        place -= 1
    return place


def lay_out(body: Element, groups: Sequence[Division], sections: Sections) -> None:
    """Fill the body with groups of blocks, each a section; the last one's properties end it."""
    made = [(blocks, sections.properties(section)) for blocks, section in groups]
    body[:] = []
    for blocks, ending in made[:-1]:
        _end(blocks, ending)
        body.extend(blocks)
    blocks, ending = made[-1]
    body.extend(blocks)
    body.append(ending)


def _end(blocks: list[Element], ending: Element) -> None:
    """Let a section end in the last of its paragraphs; after a table, in one of its own."""
    last = next((block for block in reversed(blocks) if block.tag not in BOOKMARKS), None)
    if last is None or last.tag != w("p"):
        last = paragraph("Compact")
        blocks.append(last)
    properties(last).append(ending)
