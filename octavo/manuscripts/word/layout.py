"""Takes apart the tables of a Word file that only arrange its page, and sets right what cells say.

A table of one cell is a frame: with a border a box, else nothing. A table without borders whose
rows have one cell of words each, or which is one row of columns of text, was made to place things
on a page that no edition has. What stands in it is text, in the order in which it is read (WCAG
2.2, technique G57; failure F49: layout tables that make no sense when they are read in a line).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from octavo.manuscripts.word.marks import Mark, Marks
from octavo.manuscripts.word.notices import Notices, listed, many
from octavo.ooxml.elements import DRAWN
from octavo.ooxml.names import W, val
from octavo.ooxml.package import Package
from octavo.ooxml.styles import Styles

SAYING = (f"{W}t", f"{W}sym", f"{W}footnoteReference", f"{W}endnoteReference", *sorted(DRAWN))
"""What prints, in a paragraph."""

UNSEEN = ("", "nil", "none")
"""The kinds of a border that is not drawn (ECMA-376, part 1, 17.18.2)."""

GONE = (f"{W}ins", f"{W}del")


@dataclass(slots=True)
class Unwrapped:
    """How many tables were taken apart, and how many of their cells had words of their own."""

    tables: int = 0
    cells: int = 0
    boxes: int = 0
    places: list[str] = field(default_factory=list)


def unwrap(marks: Marks, notices: Notices) -> Unwrapped:
    """Take apart, in place, the tables that only arrange the page; report them."""
    styles = Styles.of(marks.package)
    done = Unwrapped()
    for story in marks.package.stories():
        for table in reversed(list(story.root.iter(f"{W}tbl"))):
            cells = _cells(table)
            boxed = _bordered(table, styles)
            if not _arranges(cells, boxed=boxed):
                continue
            full = [cell for row in cells for cell in row if _says(cell)]
            if full:
                done.tables += 1
                done.cells += sum(_has_words(cell) for cell in full)
                done.places.append(notices.place(next(table.iter(f"{W}p"))))
            box = boxed and _is_box(table, styles)
            done.boxes += box
            _take_apart(table, cells, marks, box=box)
    _report(done, notices)
    return done


def _report(done: Unwrapped, notices: Notices) -> None:
    if not done.tables:
        return
    places = list(reversed(done.places))
    message = f"{many(done.tables, 'table')} that only arranged the page went: what stood in"
    message += f" {'it is' if done.tables == 1 else 'them is'} text"
    if done.boxes:
        message += f", of {done.boxes} with a border in a division of class box"
    notices.look_at(
        "import-layout-table",
        f"{message}. {listed(places)}.",
        "See whether it is in the order in which it is to be read.",
    )


def _cells(table: etree._Element) -> list[list[etree._Element]]:
    """Return the cells of a table, row by row."""
    return [row.findall(f"{W}tc") for row in table.iterfind(f"{W}tr")]


def _arranges(cells: list[list[etree._Element]], *, boxed: bool) -> bool:
    """Whether a table only arranges the page: see the head of this module."""
    every = [cell for row in cells for cell in row]
    if not every or any(_changed(cell) for cell in every):
        return False
    if len(every) == 1:
        return True
    if boxed:
        return False
    rows = [row for row in ([cell for cell in row if _texts(cell)] for row in cells) if row]
    if all(len(row) == 1 for row in rows):
        return any(_is_long(cell) for row in rows for cell in row)
    return len(rows) == 1 and all(_is_long(cell) for cell in rows[0])


def _changed(cell: etree._Element) -> bool:
    """Whether the row of a cell was put in or taken out while changes were tracked."""
    row = cell.getparent()
    properties = row.find(f"{W}trPr") if row is not None else None
    return properties is not None and any(part.tag in GONE for part in properties)


def _says(cell: etree._Element) -> bool:
    return next(cell.iter(*SAYING), None) is not None


def _has_words(cell: etree._Element) -> bool:
    return any(_says(paragraph) for paragraph in cell.iterfind(f"{W}p"))


def _is_box(table: etree._Element, styles: Styles) -> bool:
    """Whether a frame holds words, and no heading: what stands below one is text of a chapter."""
    if any(styles.level(paragraph) for paragraph in table.iter(f"{W}p")):
        return False
    return _texts(table)


def _texts(element: etree._Element) -> bool:
    return any((text.text or "").strip() for text in element.iter(f"{W}t"))


def _is_long(cell: etree._Element) -> bool:
    """Whether a cell holds several paragraphs, or a table: a cell of data holds neither."""
    full = [paragraph for paragraph in cell.iterfind(f"{W}p") if _says(paragraph)]
    return len(full) > 1 or cell.find(f"{W}tbl") is not None


def _bordered(table: etree._Element, styles: Styles) -> bool:
    """Whether a border shows somewhere: of the table, its style, or one of its cells."""
    properties = table.find(f"{W}tblPr")
    own = properties.find(f"{W}tblBorders") if properties is not None else None
    if own is None and properties is not None:
        style = styles.style("table", val(properties.find(f"{W}tblStyle")))
        own = style.property("tblPr/tblBorders")
    each = [] if own is None else [own]
    for row in _cells(table):
        for cell in row:
            each += cell.findall(f"{W}tcPr/{W}tcBorders")
    return any(val(border) not in UNSEEN for borders in each for border in borders)


def _take_apart(
    table: etree._Element, cells: list[list[etree._Element]], marks: Marks, *, box: bool
) -> None:
    """Put what stands in the cells in the place of a table; `box` asks for a division around it.

    What stands between cells stays: beginnings and ends of bookmarks.
    """
    parent = table.getparent()
    if parent is None:
        return
    inside = [part for row in cells for cell in row for part in cell if part.tag != f"{W}tcPr"]
    around = [*table.iterfind(f".//{W}bookmarkStart"), *table.iterfind(f".//{W}bookmarkEnd")]
    loose = [mark for mark in around if _stands_loose(mark)]
    for mark in loose:
        first = next((part for part in inside if part.tag == f"{W}p"), None)
        if first is not None:
            first.append(mark)
    if box:
        group = len(marks.meanings)
        edges = [marks.stand_in(Mark(kind, "box", group)) for kind in ("open", "close")]
        inside = [edges[0], *inside, edges[1]]
    at = parent.index(table)
    parent.remove(table)
    parent[at:at] = inside


def _stands_loose(mark: etree._Element) -> bool:
    parent = mark.getparent()
    return parent is not None and parent.tag in (f"{W}tbl", f"{W}tr")


def plain(package: Package) -> None:
    """Take the indents from the paragraphs in cells: pandoc would make quotations of them."""
    for story in package.stories():
        for cell in story.root.iter(f"{W}tc"):
            for indents in cell.findall(f"{W}p/{W}pPr/{W}ind"):
                properties = indents.getparent()
                if properties is not None:
                    properties.remove(indents)
