"""Pages for a printer: moved to their margins, with boxes, bleed and marks, to the full number."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array

from octavo.formats.pdf.page import POINTS, Page
from octavo.formats.pdf.text import contents
from octavo.model.printers import Printer

MARK = 5 * POINTS
"""The length of a mark at a corner."""

OFFSET = 3 * POINTS
"""How far a mark keeps from the trimmed page, where the bleed is not wider."""

MARK_WIDTH = 0.25
BOXES = ("/CropBox", "/ArtBox")
MOVE = b"q 1 0 0 1 %s %s cm"
"""How the operators of a page begin that was moved."""


def fill(pdf: pikepdf.Pdf, printer: Printer) -> None:
    """Add blank pages at the end: to the printer's multiple, and a last one where it is asked."""
    size = _size(pdf.pages[0])
    for _ in range(-len(pdf.pages) % max(printer.multiple, 1)):
        pdf.add_blank_page(page_size=size)
    if printer.last_blank and not is_blank(pdf.pages[-1]):
        for _ in range(max(printer.multiple, 1)):
            pdf.add_blank_page(page_size=size)


def is_blank(page: pikepdf.Page) -> bool:
    """Whether a page draws nothing within its trim."""
    drawn = b"".join(own_contents(page).split())
    return not drawn


def own_contents(page: pikepdf.Page) -> bytes:
    """Return the operators of a page without the move and the marks that a printer's file adds."""
    content = page.obj.get("/Contents")
    if isinstance(content, Array) and len(content) > 2:
        first: Any = content[0]
        if first.read_bytes().startswith(b"q 1 0 0 1 "):
            whole = contents(page).partition(b"cm\n")[2]
            return whole.rpartition(b"\nQ")[0]
    return contents(page)


def place(pdf: pikepdf.Pdf, printer: Printer, set_on: Page, page: Page) -> None:
    """Move what was set on a page to the printer's, and name the boxes."""
    room = room_of(printer)
    width, height = page.width, page.height
    move, rise = page.inside - set_on.inside, set_on.top - page.top
    recto, verso = (_moved(pdf, room + by, room + rise) for by in (move, -move))
    end = pdf.make_indirect(pdf.make_stream(b"\nQ" + _marks(printer, room, width, height)))
    trim = [room, room, room + width, room + height]
    bleed = printer.bleed * POINTS
    boxes = {
        "/MediaBox": [0.0, 0.0, width + 2 * room, height + 2 * room],
        "/TrimBox": trim,
        "/BleedBox": [trim[0] - bleed, trim[1] - bleed, trim[2] + bleed, trim[3] + bleed],
    }
    is_moved = room or abs(move) > 0.001 or abs(rise) > 0.001
    for number, leaf in enumerate(pdf.pages, 1):
        for name in BOXES:
            if name in leaf.obj:
                del leaf.obj[name]
        for name, box in boxes.items():
            leaf.obj[name] = Array([round(side, 4) for side in box])
        if is_moved:
            _wrap(pdf, leaf, recto if number % 2 else verso, end)


def room_of(printer: Printer) -> float:
    """Return how far the sheet goes beyond the trimmed page on each side, in points."""
    bleed = printer.bleed * POINTS
    return max(bleed, OFFSET) + MARK if printer.marks else bleed


def _moved(pdf: pikepdf.Pdf, right: float, up: float) -> Any:
    numbers = (f"{round(value, 4):g}".encode() for value in (right, up))
    return pdf.make_indirect(pdf.make_stream(MOVE % tuple(numbers) + b"\n"))


def _wrap(pdf: pikepdf.Pdf, leaf: pikepdf.Page, start: Any, end: Any) -> None:
    content: Any = leaf.obj.get("/Contents")
    if content is None:
        content = pdf.make_stream(b"")
    own = list(content) if isinstance(content, Array) else [content]
    leaf.obj["/Contents"] = Array([start, *own, end])


def _marks(printer: Printer, room: float, width: float, height: float) -> bytes:
    """Return the lines beside the corners, where the printer wants them."""
    if not printer.marks:
        return b""
    lines = " ".join(_lines(room, width, height))
    return f"\nq 0 G {MARK_WIDTH} w {lines} S Q".encode()


def _lines(room: float, width: float, height: float) -> Iterator[str]:
    for across in (room, room + width):
        for foot in (0.0, room + height + (room - MARK)):
            yield f"{across:.3f} {foot:.3f} m {across:.3f} {foot + MARK:.3f} l"
    for up in (room, room + height):
        for left in (0.0, room + width + (room - MARK)):
            yield f"{left:.3f} {up:.3f} m {left + MARK:.3f} {up:.3f} l"


def _size(page: pikepdf.Page) -> tuple[float, float]:
    left, foot, right, head = (float(value) for value in page.mediabox)
    return right - left, head - foot
