"""What a reader of the PDF meets: read from its structure tree, in the tree's order.

Left out are the pages before the text (half title, title, copyright), the contents, list marks,
note marks and numbers, chapter numbers, formulas; running heads and folios are no part of the
tree. A decorative image is not in the tree either; the template says where it stands (DECORATION).

Divided words are joined. White space is kept as Typst keeps it; at the edges of blocks it may not
be the text's, so that texts are best compared by their `characters`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pikepdf

from octavo.formats.pdf import structure
from octavo.formats.pdf.cover import cover_pages, without_cover
from octavo.formats.pdf.lines import Formula, Piece, labels, lines_of, without_start
from octavo.formats.pdf.page import Page
from octavo.formats.pdf.references import References, Waiting
from octavo.formats.pdf.structure import Firsts
from octavo.formats.pdf.text import PageText, TextReader, contents, page_texts, same_pages
from octavo.formats.pdf.visual import Line
from octavo.model.artefact import Mark, Reading
from octavo.model.finding import InputError
from octavo.model.reading import words
from octavo.model.structure import UNKNOWN, first_words
from octavo.text.terms import direction

INLINE = frozenset(("/Span", "/Em", "/Strong", "/Link", "/Reference", "/Code", "/Lbl", "/Quote"))
HEADINGS = frozenset(f"/H{level}" for level in range(1, 10))
WITHOUT_WORDS = frozenset(("/TOC", "/Formula", "/Artifact"))

UNMEASURED = WITHOUT_WORDS | {"/Figure", "/Lbl"}
"""What a paragraph may begin with that has no text to measure its indent by."""

PAGE = 100_000.0
"""So far apart are two pages, in points: no line goes on from one to the next."""

NOWHERE = (-1, -1)
AROUND = {
    ("/Document", ""): "",
    ("/P", ""): "paragraph",
    ("/BlockQuote", ""): "quote",
    ("/P", "quote"): "quoted",
}
"""Where the walk stands, by the kind of an element and where that stands: "" is running text."""

DECORATION = "\N{WORD JOINER}\N{NO-BREAK SPACE}\N{WORD JOINER}"
"""What book.typ writes beside an image without words; no reader sees or hears it."""


def characters(reading: Reading) -> str:
    """Return all words of the body and of the notes without white space between them."""
    return "".join(reading.body) + "".join("".join(note) for note in reading.notes)


@dataclass(frozen=True, slots=True)
class Setting:
    """What a reader must know of how a PDF was set.

    `before` is how many pages stand before the text, `lines` the press's own on those of the text;
    `page` has the margins, from which indents are measured. `rtl` says that the book runs from
    right to left; `references` has the words of links that are the numbers of pages. Where the
    text's font has no `small_capitals`, an opening cannot be told from any other words.
    """

    page: Page
    before: int = 4
    rtl: bool = False
    lines: Sequence[str] = ()
    references: References = field(default_factory=References)
    small_capitals: bool = True


def read_screen(path: Path, setting: Setting) -> Reading:
    """Read a tagged PDF. Raises InputError where it has no structure tree."""
    with without_cover(path) as pdf:
        if "/StructTreeRoot" not in pdf.Root:
            raise InputError(f"{path.name} is not tagged, so its text has no order.")
        return replace(_read(pdf, setting), labels=labels(path))


def read_pieces(path: Path, setting: Setting) -> tuple[Reading, list[list[str]]]:
    """Read a tagged PDF; return its running text and each of its notes in pieces, too."""
    with without_cover(path) as pdf:
        tree = _walked(pdf, setting)
        return replace(tree.reading(), labels=labels(path)), [tree.body, *tree.notes]


def _read(pdf: pikepdf.Pdf, setting: Setting) -> Reading:
    return _walked(pdf, setting).reading()


def _walked(pdf: pikepdf.Pdf, setting: Setting) -> _Tree:
    reader = TextReader()
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    drawn = [contents(page) for page in pdf.pages]
    texts = [reader.page(page, data) for page, data in zip(pdf.pages, drawn, strict=True)]
    outlines = pdf.Root.get("/Outlines")
    first = None if outlines is None else outlines.get("/First")
    firsts = Firsts(setting.page, reader, setting.small_capitals)
    for number, (page, data) in enumerate(zip(pdf.pages, drawn, strict=True)):
        firsts.read(number, page, data)
    lines = ["".join(words(line)) for line in setting.lines]
    tree = _Tree(pages, texts, _bookmarks(first), setting.before, lines, firsts)
    tree.line.rtl = setting.rtl
    tree.references = setting.references.waiting()
    tree.kids(pdf.Root.StructTreeRoot.get("/K"), -1)
    return tree


def read_print(path: Path, screen: Path) -> Reading | None:
    """Prove that each page of a print PDF draws what the screen PDF's page draws: then give None.

    Where they differ, gives the words of the print PDF's pages as they are drawn, so that a
    comparison shows it. Raises InputError where the screen PDF is missing.
    """
    if not screen.is_file():
        raise InputError(
            f"{path.name} is checked through {screen.name}, which is missing.",
            hint="Build both together.",
        )
    with without_cover(screen) as tagged, pikepdf.open(path) as plain:
        if same_pages(tagged, plain):
            return None
    drawn = page_texts(path)
    if _to_last_text(drawn) == _to_last_text(page_texts(screen)[cover_pages(screen) :]):
        return None
    return Reading(words("\n".join(drawn)), pages=len(drawn))


def _to_last_text(pages: list[str]) -> list[str]:
    """Return the texts of pages without the blank ones at the end."""
    while pages and not pages[-1]:
        pages = pages[:-1]
    return pages


@dataclass(slots=True)
class _Tree:
    """Walks a structure tree once, filling the streams."""

    pages: dict[tuple[int, int], int]
    texts: list[PageText]
    bookmarks: Iterator[str]
    before: int
    lines: list[str]
    firsts: Firsts
    body: list[str] = field(default_factory=list)
    notes: list[list[str]] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    images: list[str] = field(default_factory=list)
    last_heading: tuple[int, int] = (0, 0)
    marks: list[Mark] = field(default_factory=list)
    around: str = ""
    place: tuple[int, int] | None = None
    line: Line = field(default_factory=Line)
    references: Waiting = field(default_factory=Waiting)

    def settle(self) -> None:
        """End the line that is being read: what comes next is no part of it."""
        self.line.settle(self.body)

    def reading(self) -> Reading:
        return Reading(
            words("".join(self.body)),
            tuple(words("".join(note)) for note in self.notes),
            tuple(" ".join(words(heading)) for heading in self.headings),
            tuple(" ".join(words(image)) for image in self.images),
            len(self.texts),
            tuple(mark for mark in self.marks if mark.words),
            lines=(*lines_of([self.body]), *lines_of(self.notes)),
        )

    def kids(self, kids: Any, page: int) -> None:
        if kids is None:
            return
        if isinstance(kids, pikepdf.Array):
            for kid in kids:
                self.kid(kid, page)
        else:
            self.kid(kids, page)

    def kid(self, kid: Any, page: int) -> None:
        """A child is a number of marked content, alone or with its page, or an element."""
        if not isinstance(kid, pikepdf.Dictionary):
            self.mark(int(kid), page)
            return
        if "/Pg" in kid:
            page = self.pages[kid.Pg.objgen]
        if "/S" in kid:
            self.element(kid, page)
        elif "/MCID" in kid:
            self.mark(int(kid.MCID), page)

    def mark(self, number: int, page: int) -> None:
        """Add marked content; not the second hyphen that Iberian and Slavic lines begin with."""
        if page >= self.before:
            self.place = self.place or (page, number)
            text = self.references.put(self.texts[page].marked.get(number, ""))
            self.images += [""] * text.count(DECORATION)
            if not (text == "-" and self.body and self.body[-1].endswith("-")):
                spot = self.texts[page].places.get(number)
                where = replace(spot, height=page * PAGE - spot.height) if spot else None
                height = self.firsts.height((page, number))
                piece = Piece.at(text.replace(DECORATION, ""), page, height, number)
                self.line.add(self.body, piece, where)

    def element(self, element: Any, page: int) -> None:
        kind = str(element.S)
        if kind in UNMEASURED:
            self.place = self.place or NOWHERE
        if kind in WITHOUT_WORDS:
            self.wordless(kind, element, page)
        elif kind == "/Figure" and "/Alt" in element:
            self.images.append(str(element.Alt))  # what words a drawing has are part of it
        elif kind in HEADINGS:
            self.heading(element, page)
        elif kind == "/Note":
            self.note(element, page)
        elif kind == "/L":
            self.listing(element, page)
        elif kind == "/Lbl":
            return
        else:
            listing = kind == "/Code" and _is_block(element)
            outer = self.around
            self.around = AROUND.get((kind, outer), "other")
            is_block = listing or kind not in INLINE
            rtl = self.line.rtl
            if is_block and "/Lang" in element:
                self.settle()
                self.line.rtl = direction(str(element.Lang)) == "rtl"
            self.flow(element, page, block=is_block)
            self.around, self.line.rtl = outer, rtl

    def wordless(self, kind: str, element: Any, page: int) -> None:
        """Leave out what has no words of the text; note on which pages a formula stands."""
        if kind == "/TOC":
            self.drop_contents_heading()
        elif kind == "/Formula" and page >= self.before:
            is_inline, height = not _is_block(element), structure.middle(element)
            for each in dict.fromkeys(self.pages[one] for one in structure.pages_of(element)):
                self.body.append(Formula.on(each, height, is_inline=is_inline))

    def flow(self, element: Any, page: int, *, block: bool) -> None:
        if block:
            self.settle()
            self.body.append("\n")
        start = len(self.body)
        if self.around in ("paragraph", "quoted"):
            self.paragraph(element, page)
        else:
            self.kids(element.get("/K"), page)
        if block:
            self.settle()
        if block and self.lines and self.lines[0] == "".join(words("".join(self.body[start:]))):
            del self.body[start:], self.lines[0]
        if block:
            self.body.append("\n")

    def paragraph(self, element: Any, page: int) -> None:
        """Read a paragraph and how it begins; before the first heading, each stands as it likes."""
        start, self.place = len(self.body), None
        self.kids(element.get("/K"), page)
        self.settle()
        kind = self.firsts.kind(self.place or NOWHERE, quoted=self.around == "quoted")
        kind = kind if self.headings else UNKNOWN
        self.marks.append(Mark(kind, first_words(self.body[start:])))

    def heading(self, element: Any, page: int) -> None:
        """Typst writes a chapter's number into its heading and its bookmark, not into /T."""
        self.settle()
        self.body.append("\n")
        start = len(self.body)
        self.kids(element.get("/K"), page)
        self.settle()
        text = " ".join(words("".join(self.body[start:])))
        number = _number(next(self.bookmarks, ""), str(element.get("/T", "")))
        if number and text.startswith(number):
            text = text.removeprefix(number).lstrip()
            self.body[start:] = without_start(self.body[start:], number)
        self.body.append("\n")
        if text:
            self.headings.append(text)
            self.marks.append(structure.heading(text, str(element.S)))
            self.last_heading = (start, len(self.body))

    def drop_contents_heading(self) -> None:
        """The heading right before the contents belongs to them."""
        start, end = self.last_heading
        if start and end == len(self.body):
            del self.body[start:]
            self.headings.pop()
            self.marks.pop()
        self.last_heading = (0, 0)

    def note(self, element: Any, page: int) -> None:
        outer, self.body = self.body, []
        line, self.line = self.line, Line(self.line.rtl)
        around, self.around = self.around, "other"
        self.references.in_note = True
        self.kids(element.get("/K"), page)
        self.references.in_note = False
        self.settle()
        self.notes.append(self.body)
        self.body, self.around, self.line = outer, around, line

    def listing(self, element: Any, page: int) -> None:
        around, self.around = self.around, "other"
        for item in element.K:
            self.flow(item, page, block=True)
        self.around = around


def _is_block(element: Any) -> bool:
    attributes = element.get("/A")
    if not isinstance(attributes, pikepdf.Array):
        return False
    return any(a.get("/Placement") == "/Block" for a in attributes)


def _bookmarks(item: Any) -> Iterator[str]:
    """Yield the titles of the bookmarks in order: one for each heading, with its number."""
    while item is not None:
        yield str(item.Title)
        yield from _bookmarks(item.get("/First"))
        item = item.get("/Next")


def _number(bookmark: str, title: str) -> str:
    """Return what a bookmark has before the title: the chapter's number."""
    number = bookmark[: -len(title)] if title and bookmark.endswith(title) else ""
    return " ".join(words(number))
