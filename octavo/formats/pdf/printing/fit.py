"""The page of a book as a printer wants it: gutter by the number of pages, and the safe distance.

Where the text's block can be moved on the page, it is only moved: its lines stay as they are. Where
the margins leave it no room, it gets narrower, or has fewer lines, and must be set anew.
"""

from __future__ import annotations

from dataclasses import replace

from octavo.formats.pdf.page import FOLIO_INK, HEAD_INK, POINTS, Page
from octavo.model.printers import Printer

HANG = 0.5
"""How far a mark may hang out of the measure, in ems, with the room that a font keeps beside it."""


ROOM = 0.06
"""What a letter's box in its font stands out over its ink, in ems: other preflights go by it."""


def gutter_of(printer: Printer, pages: int) -> float:
    """Return the least inner margin for a number of pages, in points."""
    asked = [width for least, width in sorted(printer.gutter.items()) if least <= pages]
    lowest = [width for _, width in sorted(printer.gutter.items())][:1]
    return max([printer.safety, *(asked[-1:] or lowest)]) * POINTS


def fitted(page: Page, printer: Printer, pages: int) -> Page:
    """Return a page with the margins that a printer asks of a book with so many pages.

    Head and folio belong to the block of text: they too keep the safe distance.
    """
    hang, safety = HANG * page.size, printer.safety * POINTS
    inside, outside = gutter_of(printer, pages) + hang, safety + hang
    spare = page.width - page.measure
    measure = page.measure
    if inside + outside > spare:
        measure = page.width - inside - outside
        left = inside
    else:
        left = min(max(page.inside, inside), spare - outside)
    lines, top = _height(page, safety)
    return replace(
        page,
        inside=round(left, 4),
        outside=round(page.width - measure - left, 4),
        measure=round(measure, 4),
        lines=lines,
        top=round(top, 4),
    )


def _height(page: Page, safety: float) -> tuple[int, float]:
    """Return the lines of a page and where they begin, so that head and folio keep the distance."""
    highest = safety + page.head + (HEAD_INK + ROOM) * page.size
    for lines in range(page.lines, 1, -1):
        height = lines * page.grid - (page.grid - page.size)
        lowest = page.height - safety - height - page.drop - FOLIO_INK * page.size
        if lowest >= highest:
            return lines, min(max(page.top, highest), lowest)
    return page.lines, page.top


def is_set_alike(one: Page, other: Page) -> bool:
    """Whether the same lines stand on two pages, if not at the same place."""
    return one.measure == other.measure and one.lines == other.lines
