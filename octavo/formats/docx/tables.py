"""Tables of the Word edition: rows that hold together, columns as wide as their words."""

from __future__ import annotations

from octavo.formats.docx.page import Page, twips
from octavo.formats.docx.xml import Element, make, properties, set_style, style_of, w

CELL_STYLES = ("", "Compact", "BodyText", "FirstParagraph")
LETTER = 0.58
"""How wide a letter may be taken to be, in ems of the table's type, so that bold words fit."""

TOGETHER = 12
"""How many rows stay on one page; a longer table breaks between rows, under its heads."""

PADDING = 13.0
"""The space at both sides of a cell, in points, with a little to spare."""


def finish_table(table: Element, page: Page) -> None:
    """Rows do not break over pages; words in cells have the styles of tables; columns fit.

    Word finds the widths of columns anew; other programs take those that the file gives, and
    pandoc's make the table broader than the page.
    """
    rows = table.findall(w("tr"))
    for row in rows:
        _finish_row(row)
    if len(rows) <= TOGETHER:
        _keep_together(rows[:-1])
    _space_below(table, page)
    columns = table.findall(f"{w('tblGrid')}/{w('gridCol')}")
    width = table.find(f"{w('tblPr')}/{w('tblW')}")
    if width is not None and width.get(w("type")) == "pct":
        widths = [float(column.get(w("w"), "1")) for column in columns]
        widths = [page.measure * part / (sum(widths) or 1.0) for part in widths]
    else:
        widths = _widths(rows, len(columns), page)
    for column, points in zip(columns, widths, strict=True):
        column.set(w("w"), str(twips(points)))


def _keep_together(rows: list[Element]) -> None:
    for row in rows:
        for element in row.iter(w("p")):
            properties(element).append(make("keepNext"))


def _space_below(table: Element, page: Page) -> None:
    """A table has no space of its own; what follows takes it, where it is running text."""
    after = next(table.itersiblings(w("p"), w("tbl")), None)
    if after is not None and style_of(after) in CELL_STYLES[2:]:
        properties(after).append(make("spacing", before=twips(page.leading * 0.75), after=0))


def _finish_row(row: Element) -> None:
    is_head = row.find(f"{w('trPr')}/{w('tblHeader')}") is not None
    inside = row.find(w("trPr"))
    if inside is None:
        inside = make("trPr")
        row.insert(0, inside)
    inside.insert(0, make("cantSplit"))
    for element in row.iter(w("p")):
        if style_of(element) in CELL_STYLES:
            set_style(element, "TableHeading" if is_head else "TableText")


def _widths(rows: list[Element], count: int, page: Page) -> list[float]:
    """Return the width of each column: of its longest line or, where that is too much, its share.

    No column is narrower than its longest word, as far as the page allows.
    """
    letter = (page.size - 1.5) * LETTER
    lines, longest = [0] * count, [0] * count
    for row in rows:
        for place, text in _cells(row):
            if place < count:
                lines[place] = max(lines[place], len(text))
                longest[place] = max(longest[place], *map(len, text.split() or [""]))
    least = [length * letter + PADDING for length in longest]
    natural = [length * letter + PADDING for length in lines]
    room = page.measure - sum(least)
    if sum(natural) <= page.measure:
        return natural
    if room <= 0:
        return [page.measure * part / sum(least) for part in least]
    wants = [one - other for one, other in zip(natural, least, strict=True)]
    return [part + room * want / sum(wants) for part, want in zip(least, wants, strict=True)]


def _cells(row: Element) -> list[tuple[int, str]]:
    """Return the place and the words of each cell that fills one column."""
    cells = []
    place = 0
    for cell in row.findall(w("tc")):
        span = cell.find(f"{w('tcPr')}/{w('gridSpan')}")
        if span is None:
            text = "".join(piece.text or "" for piece in cell.iter(w("t")))
            cells.append((place, text))
        place += int(span.get(w("val"), "1")) if span is not None else 1
    return cells
