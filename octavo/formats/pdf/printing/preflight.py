"""Preflight: whether a printer's file keeps what the printer's profile asks.

The file is read as it is, not as it was made. Each finding names the page, where on it, and the
words or the file by which its line in the text is found.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pikepdf

from octavo.formats.pdf.page import POINTS, Page
from octavo.formats.pdf.printing import boxes, claims, colours, ink
from octavo.formats.pdf.printing.drawings import Placed, placed, resources
from octavo.formats.pdf.printing.fit import fitted, gutter_of
from octavo.formats.pdf.printing.named import Files
from octavo.formats.pdf.printing.paints import paints
from octavo.model.finding import Finding, Place
from octavo.model.printers import Printer
from octavo.model.rules import severity

TOLERANCE = 0.6
"""Points by which a box may differ: Typst rounds."""

SLACK = 0.99
"""What part of the asked resolution is enough: a picture's width in points is rounded."""

EXTRAS = ("/Outlines", "/AcroForm", "/OpenAction", "/Names", "/StructTreeRoot")


@dataclass(frozen=True, slots=True)
class Desk:
    """What preflight looks at: a file, its printer, the trimmed page, the book's pictures."""

    path: Path
    pdf: pikepdf.Pdf
    printer: Printer
    page: Page
    files: Files

    def printer_finding(self, rule: str, message: str, page: int = 0, hint: str = "") -> Finding:
        """Return a finding about a page, or about the whole file."""
        where = f"page {page} of {self.path.name}" if page else self.path.name
        return Finding(
            rule,
            f"{message} ({where}).",
            severity(rule),
            place=Place(self.path.name),
            hint=hint,
            format="pdf",
        )

    def trim(self) -> ink.Box:
        """Return the trimmed page on the sheet."""
        box: Any = self.pdf.pages[0].obj.get("/TrimBox", self.pdf.pages[0].obj.get("/MediaBox"))
        left, foot, right, head = (float(side) for side in box)
        return left, foot, right, head


def preflight(path: Path, printer: Printer, page: Page, files: Files) -> list[Finding]:
    """Return what is wrong with a printer's file. `page` has the trim of the book."""
    with pikepdf.open(path) as pdf:
        desk = Desk(path, pdf, printer, page, files)
        of_pages = [
            *_boxes(desk),
            *_count(desk),
            *_fonts(desk),
            *_extras(desk),
        ]
        return [
            *_unread(printer),
            *_placed(desk, of_pages),
            *_ink(desk),
            *_pictures(desk),
            *_paints(desk),
            *_clear(desk),
            *_claims(desk),
        ]


def _unread(printer: Printer) -> Iterator[Finding]:
    """Yield what an editor must know of a profile for which no guide was read."""
    if printer.looked_up or not printer.unchecked:
        return
    name = printer.title or printer.name
    message = f"No guide of {name} has been read: these are figures of the trade: "
    yield Finding(
        "printer-unchecked",
        f"{message}{', '.join(printer.unchecked)}.",
        severity("printer-unchecked"),
        hint=f"Compare them with the printer’s own; write what differs, and the day: {{name: ours, "
        f"over: {printer.name}, looked-up: 2026-12-01}}.",
        format="pdf",
    )


Found = tuple[int, Finding]
"""The number of a page, by whose words the line is found, and what is wrong there."""


def _placed(desk: Desk, findings: list[Found]) -> list[Finding]:
    """Return findings of pages with words of these pages."""
    words = ink.longest_words(desk.path, {page for page, _ in findings}) if findings else {}
    return [replace(finding, context=(words.get(page, ""), "")) for page, finding in findings]


def _boxes(desk: Desk) -> Iterator[Found]:
    room = boxes.room_of(desk.printer)
    width, height, bleed = desk.page.width, desk.page.height, desk.printer.bleed * POINTS
    trim = (room, room, room + width, room + height)
    asked = {
        "/MediaBox": (0.0, 0.0, width + 2 * room, height + 2 * room),
        "/TrimBox": trim,
        "/BleedBox": (trim[0] - bleed, trim[1] - bleed, trim[2] + bleed, trim[3] + bleed),
    }
    for number, leaf in enumerate(desk.pdf.pages, 1):
        for name, right in asked.items():
            own: Any = leaf.obj.get(name)
            if own is None:
                yield (
                    number,
                    desk.printer_finding("printer-box", f"The page has no {name[1:]}", number),
                )
                continue
            off = max(abs(float(one) - two) for one, two in zip(own, right, strict=True))
            if off > TOLERANCE:
                size = _size(tuple(float(side) for side in own))
                message = f"The page's {name[1:]} is {size} mm, and is to be {_size(right)} mm"
                yield number, desk.printer_finding("printer-box", message, number)


def _count(desk: Desk) -> Iterator[Found]:
    pages, printer = len(desk.pdf.pages), desk.printer
    name = printer.title or printer.name
    last = next((n for n in range(pages, 0, -1) if not boxes.is_blank(desk.pdf.pages[n - 1])), 1)
    if pages % max(printer.multiple, 1):
        message = f"{pages} pages are no multiple of {printer.multiple}"
        yield last, desk.printer_finding("printer-pages", message)
    if pages < printer.fewest:
        message = f"{name} binds no book with fewer than {printer.fewest} pages; these are {pages}"
        yield last, desk.printer_finding("printer-pages", message)
    if pages > printer.most:
        message = f"{name} binds no book with more than {printer.most} pages; these are {pages}"
        hint = "Divide the book, or choose a larger trim."
        yield last, desk.printer_finding("printer-pages", message, hint=hint)
    if printer.last_blank and not boxes.is_blank(desk.pdf.pages[-1]):
        yield (
            last,
            desk.printer_finding("printer-pages", f"The last page is not blank ({name} asks it)"),
        )


def _fonts(desk: Desk) -> Iterator[Found]:
    used: dict[tuple[int, int], tuple[Any, list[int]]] = {}
    for number, _, inner in resources(desk.pdf):
        for font in inner.get("/Font", pikepdf.Dictionary()).values():
            used.setdefault(font.objgen, (font, []))[1].append(number)
    for font, pages in used.values():
        number = pages[len(pages) // 2]
        if not all(_is_embedded(one) for one in font.get("/DescendantFonts", [font])):
            message = f"The font {str(font.get('/BaseFont', '/?'))[1:]} is not embedded"
            yield number, desk.printer_finding("printer-font", message, number)


def _is_embedded(font: Any) -> bool:
    described: Any = font.get("/FontDescriptor", pikepdf.Dictionary())
    return any(key in described for key in ("/FontFile", "/FontFile2", "/FontFile3"))


def _extras(desk: Desk) -> Iterator[Found]:
    if desk.printer.annotations:
        return
    for number, leaf in enumerate(desk.pdf.pages, 1):
        if len(leaf.obj.get("/Annots", [])):
            message = "The page has an annotation: a link, or a comment"
            yield number, desk.printer_finding("printer-extras", message, number)
    for key in EXTRAS:
        if key in desk.pdf.Root:
            yield 1, desk.printer_finding("printer-extras", f"The file holds {key[1:]}")


def _ink(desk: Desk) -> Iterator[Finding]:
    """Ink that comes too near to the trim, or into the gutter."""
    trim, printer = desk.trim(), desk.printer
    safety, gutter = printer.safety * POINTS, gutter_of(printer, len(desk.pdf.pages))
    foot, head = trim[1] + safety, trim[3] - safety
    recto = (trim[0] + gutter, foot, trim[2] - safety, head)
    verso = (trim[0] + safety, foot, trim[2] - gutter, head)
    page = fitted(desk.page, printer, len(desk.pdf.pages))
    text = trim[3] - page.top
    sheet = ink.Sheet(trim, recto, verso, (text - page.text_height, text))
    for near in ink.too_near(desk.path, sheet):
        is_inner = near.side == ("left" if near.page % 2 else "right")
        at, least = f"{near.distance / POINTS:.1f}", f"{near.least / POINTS:.1f}"
        inches = f"{near.distance / 72:.2f} in"
        if is_inner:
            message = f"Ink stands {at} mm ({inches}) from the spine; the gutter is {least} mm"
            rule, hint = "printer-gutter", f"For {len(desk.pdf.pages)} pages so much is asked."
        else:
            message = f"Ink stands {at} mm ({inches}) from the {near.side} of the trim, not {least}"
            rule, hint = "printer-safety", "What stands there may be cut off."
        finding = desk.printer_finding(rule, message + _at(near.box, trim), near.page, hint)
        yield replace(finding, context=(near.words, ""))


def _pictures(desk: Desk) -> Iterator[Finding]:
    coarse: dict[tuple[int, int], Placed] = {}
    every: dict[tuple[int, int], Placed] = {}
    for one in placed(desk.pdf):
        key = one.image.objgen
        every.setdefault(key, one)
        if one.resolution < coarse.get(key, one).resolution or key not in coarse:
            coarse[key] = one
    for key, one in every.items():
        yield from _picture(desk, one)
        worst = coarse[key]
        if worst.resolution < desk.printer.resolution * SLACK:
            yield _coarse(desk, worst)


def _coarse(desk: Desk, one: Placed) -> Finding:
    name, needed = desk.files.name(one.image), desk.printer.resolution
    size = f"{one.width / POINTS:.0f} × {one.height / POINTS:.0f} mm"
    message = f"The image {name} has {one.resolution:.0f} ppi at {size}; {needed} are asked"
    across = -int(-one.width / 72 * needed // 1)
    hint = f"Export it with {across} pixels across, or set it smaller."
    finding = desk.printer_finding("printer-resolution", message, one.page, hint)
    return replace(finding, context=("", name))


def _picture(desk: Desk, one: Placed) -> Iterator[Finding]:
    """Yield what is wrong with the samples of a picture: their colours, ink, and a mask."""
    image, printer = one.image, desk.printer
    parts = colours.parts_of(image.get("/ColorSpace")) or _indexed(image.get("/ColorSpace"))
    stencil = bool(image.get("/ImageMask", False))
    wrong = _wrong_colour(0 if stencil else parts, printer)
    if wrong:
        name = desk.files.name(image)
        message = f"The image {name} is in {wrong}, and the pages are {_asked(printer)}"
        hint = "It could not be converted: save it in greys, or print the pages in colour."
        finding = desk.printer_finding("printer-colour", message, one.page, hint)
        yield replace(finding, context=("", name))
    if not printer.transparency and ("/SMask" in image or "/Mask" in image):
        name = desk.files.name(image)
        message = f"The image {name} may be seen through"
        hint = "Put it on white, and save it without transparency."
        finding = desk.printer_finding("printer-transparency", message, one.page, hint)
        yield replace(finding, context=("", name))
    if parts == 4 and (most := claims.ink_of(image)) > printer.ink:
        name = desk.files.name(image)
        message = f"The image {name} has {most} % of ink on a spot; {printer.ink} % is the most"
        hint = "Convert it with a profile that has less black generation, or less ink."
        finding = desk.printer_finding("printer-ink", message, one.page, hint)
        yield replace(finding, context=("", name))


def _indexed(space: Any) -> int:
    if isinstance(space, pikepdf.Array) and len(space) > 1 and space[0] == "/Indexed":
        return colours.parts_of(space[1])
    return 0


def _wrong_colour(parts: int, printer: Printer) -> str:
    named = {1: "greys", 3: "RGB", 4: "CMYK"}
    allowed = {"black": (0, 1), "cmyk": (0, 1, 4), "rgb": (0, 1, 3)}[printer.colour]
    return "" if parts in allowed else named.get(parts, "other colours")


def _asked(printer: Printer) -> str:
    return {"black": "black alone", "cmyk": "CMYK", "rgb": "RGB"}[printer.colour]


def _paints(desk: Desk) -> Iterator[Finding]:
    """Colours and ink of lines, areas, letters and gradients."""
    for paint in paints(desk.pdf):
        wrong = _wrong_colour(paint.parts, desk.printer)
        if wrong and not (paint.parts == 4 and paint.is_black):
            message = f"Lines or letters are in {wrong}, and the pages are {_asked(desk.printer)}"
            hint = "A gradient or a pattern of a drawing: save it in greys, or as PNG."
            yield _drawing(desk, desk.printer_finding("printer-colour", message, paint.page, hint))
        elif paint.ink > desk.printer.ink:
            most = f"{paint.ink:.0f} % of ink; {desk.printer.ink} % is the most"
            finding = desk.printer_finding(
                "printer-ink", f"Lines or letters have {most}", paint.page
            )
            yield _drawing(desk, finding)


def _clear(desk: Desk) -> Iterator[Finding]:
    if desk.printer.transparency:
        return
    for number in dict.fromkeys(colours.see_through(desk.pdf)):
        message = "Something on the page may be seen through"
        hint = "Draw it without opacity, or save the drawing as PNG with 600 pixels to the inch."
        yield _drawing(desk, desk.printer_finding("printer-transparency", message, number, hint))


def _drawing(desk: Desk, finding: Finding) -> Finding:
    """Return a finding with the name of the drawing that it may be about."""
    named = desk.files.drawings()
    return replace(finding, context=("", named[0])) if named else finding


def _claims(desk: Desk) -> Iterator[Finding]:
    size = desk.path.stat().st_size / 1e6
    if size > desk.printer.largest:
        message = f"The file has {size:.0f} MB; {desk.printer.largest} are the most"
        yield desk.printer_finding("printer-file", message)
    for fault in desk.pdf.check_pdf_syntax():
        yield desk.printer_finding("printer-file", f"The file is damaged: {fault}")
    for fault in claims.faults(desk.pdf, desk.printer):
        yield desk.printer_finding("printer-label", fault)


def _at(box: ink.Box, trim: ink.Box) -> str:
    """Return where something stands, from the trimmed page's head and left."""
    left, head = (box[0] - trim[0]) / POINTS, (trim[3] - box[3]) / POINTS
    width, height = (box[2] - box[0]) / POINTS, (box[3] - box[1]) / POINTS
    return f", at {left:.0f}, {head:.0f} mm ({width:.0f} × {height:.0f} mm)"


def _size(box: tuple[float, ...]) -> str:
    return f"{_mm(box[2] - box[0])} × {_mm(box[3] - box[1])}"


def _mm(points: float) -> str:
    return f"{points / POINTS:.1f}"
