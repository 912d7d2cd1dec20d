"""Whether a PDF is what it says it is: fonts, boxes, links, openings, colours, margins."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

from octavo.files.pdfium import PDFIUM
from octavo.formats.pdf.colours import Files, coloured_drawings, coloured_images, drawings
from octavo.formats.pdf.cover import without_cover
from octavo.formats.pdf.leaves import Leaf, leaves
from octavo.formats.pdf.overprint import Text, printed_over
from octavo.formats.pdf.page import Page, page_of
from octavo.formats.pdf.text import contents
from octavo.model.edition import Edition
from octavo.model.finding import Finding, Place
from octavo.model.reading import words
from octavo.model.rules import severity
from octavo.system.remembered import remembered_by_page

TOLERANCE = 0.6
"""Points by which a box may differ from the trim: Typst rounds."""

COLOUR_PRINTED = "colour"
"""The paper of an inside that is printed in colour."""

FEWEST_LINES = 5
"""How many lines the last page of a chapter should have."""

BASELINE = re.compile(rb"q 1 0 0 -1 [-\d.]+ ([-\d.]+) cm[^\n]*\nBT")
"""Where a line of text stands on a page that Typst has written."""

COLOURING = tuple(before + name for before in (b" ", b"\n") for name in (b"rg", b"RG", b"k", b"K"))
"""What may be an operator that sets a colour; it may also be part of a string."""


def check_screen(path: Path, edition: Edition, divisions: Sequence[str]) -> list[Finding]:
    """Check a screen PDF. `divisions` are the titles of parts and chapters, in order."""
    with without_cover(path) as pdf:
        findings = [
            *_fonts(pdf, path),
            *_boxes(pdf, path, page_of(edition.design.trim)),
            *_tags(pdf, path),
            *_links(pdf, path),
        ]
        if edition.opens_on_recto:
            findings += _openings(pdf, path, divisions)
    return findings + _overflows(path, page_of(edition.design.trim))


def check_print(path: Path, edition: Edition, images: Files) -> list[Finding]:
    """Check a print PDF. Its words stand where the screen PDF's do; they are not measured again.

    `images` gives the files of the text's images, by which a coloured one is named.
    """
    page = page_of(edition.design.trim)
    with pikepdf.open(path) as pdf:
        findings = [*_fonts(pdf, path), *_boxes(pdf, path, page), *_bare(pdf, path)]
        drawn = [contents(leaf) for leaf in pdf.pages]
        coloured = _colours(pdf, drawn, path)
        named = drawings(images()) if coloured else []
        if not named:
            findings += coloured
        if edition.design.paper != COLOUR_PRINTED:
            findings += [*coloured_drawings(named, path), *coloured_images(pdf, path, images)]
        return [*findings, *_short_pages(drawn, path, page)]


def _finding(rule: str, message: str, path: Path, page: int = 0, hint: str = "") -> Finding:
    where = f" (page {page} of {path.name})" if page else f" ({path.name})"
    return Finding(
        rule,
        message.rstrip(".") + where + ".",
        severity(rule),
        place=Place(path.name),
        hint=hint,
        format="pdf",
    )


def _behind(words: str, finding: Finding) -> Finding:
    """Return a finding that knows the words of the text which end at its place."""
    return replace(finding, context=(words, ""))


def _fonts(pdf: pikepdf.Pdf, path: Path) -> list[Finding]:
    return [
        _finding("pdf-font-embedded", f"The font {item.get('/FontName')} is not embedded.", path)
        for item in pdf.objects
        if isinstance(item, pikepdf.Dictionary)
        and item.get("/Type") == "/FontDescriptor"
        and not any(key in item for key in ("/FontFile", "/FontFile2", "/FontFile3"))
    ]


def _boxes(pdf: pikepdf.Pdf, path: Path, page: Page) -> list[Finding]:
    findings = []
    for number, leaf in enumerate(pdf.pages, 1):
        for name in ("/MediaBox", "/TrimBox"):
            box: Any = leaf.obj.get(name, leaf.obj.get("/MediaBox"))
            left, foot, right, top = (float(value) for value in box)
            off = max(abs(right - left - page.width), abs(top - foot - page.height))
            if off > TOLERANCE:
                message = f"The page's {name[1:]} differs from the trim by {off:.1f} points."
                findings.append(_finding("pdf-trim", message, path, number))
    return findings


def _tags(pdf: pikepdf.Pdf, path: Path) -> list[Finding]:
    findings = []
    if "/StructTreeRoot" not in pdf.Root:
        findings.append(_finding("pdf-untagged", "The PDF is not tagged.", path))
    if "/Lang" not in pdf.Root:
        findings.append(_finding("pdf-language", "The PDF does not say its language.", path))
    metadata = pdf.Root.get("/Metadata")
    if metadata is None or b"pdfuaid:part" not in metadata.read_bytes():
        findings.append(_finding("pdf-ua", "The PDF does not claim PDF/UA-1.", path))
    return findings


def _links(pdf: pikepdf.Pdf, path: Path) -> list[Finding]:
    """Every link leads to a page of this book or to an address."""
    pages = {page.obj.objgen for page in pdf.pages}
    names = _named_destinations(pdf)
    findings = []
    for number, page in enumerate(pdf.pages, 1):
        for annotation in page.obj.get("/Annots", []):
            if annotation.get("/Subtype") == "/Link" and not _leads(annotation, pages, names):
                findings.append(_finding("pdf-dead-link", "A link goes nowhere.", path, number))
    return findings


def _named_destinations(pdf: pikepdf.Pdf) -> dict[str, Any]:
    names = pdf.Root.get("/Names")
    if names is None or "/Dests" not in names:
        return {}
    return dict(pikepdf.NameTree(names.Dests).items())


def _leads(annotation: Any, pages: set[tuple[int, int]], names: dict[str, Any]) -> bool:
    action = annotation.get("/A")
    if action is not None and action.get("/S") == "/URI":
        return bool(str(action.get("/URI", "")))
    return _target(annotation, names) in pages


def _target(item: Any, names: dict[str, Any]) -> tuple[int, int]:
    """Return the page (its object) that a link or a bookmark leads to; (0, 0) for none."""
    action = item.get("/A")
    target = item.get("/Dest") if action is None else action.get("/D")
    if isinstance(target, pikepdf.String):
        target = names.get(str(target))
    if isinstance(target, pikepdf.Dictionary):
        target = target.get("/D")
    if not isinstance(target, pikepdf.Array):
        return (0, 0)
    page: tuple[int, int] = target[0].objgen
    return page


def _openings(pdf: pikepdf.Pdf, path: Path, divisions: Sequence[str]) -> list[Finding]:
    """Each part and chapter opens on a recto; `divisions` are their titles in order."""
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
    names = _named_destinations(pdf)
    outlines = pdf.Root.get("/Outlines")
    waiting = list(divisions)
    findings = []
    for item in _bookmarks(None if outlines is None else outlines.get("/First")):
        if not waiting or not _bare_title(str(item.Title)).endswith(_bare_title(waiting[0])):
            continue
        title = waiting.pop(0)
        number = pages.get(_target(item, names), 0)
        if number % 2 == 0:
            message = f"“{title}” does not open on a recto."
            findings.append(_behind(title, _finding("pdf-opening", message, path, number)))
    if waiting:
        message = f"“{waiting[0]}” has no bookmark."
        findings.append(_behind(waiting[0], _finding("pdf-opening", message, path)))
    return findings


def _bare_title(title: str) -> str:
    """Return a title without its white space, of any width, and without signs that have no shape.

    A bookmark keeps the no-break spaces of French; the words are those of the text.
    """
    return "".join("".join(words(title)).split())


def _bookmarks(item: Any) -> Iterator[Any]:
    """Yield the bookmarks in order, each before those under it."""
    while item is not None:
        yield item
        yield from _bookmarks(item.get("/First"))
        item = item.get("/Next")


def _bare(pdf: pikepdf.Pdf, path: Path) -> list[Finding]:
    extras = [key for key in ("/Outlines", "/AcroForm", "/OpenAction") if key in pdf.Root]
    if any("/Annots" in page.obj for page in pdf.pages):
        extras.append("/Annots")
    return [_finding("pdf-print-extras", f"The print PDF holds {key[1:]}.", path) for key in extras]


def _colours(pdf: pikepdf.Pdf, drawn: Sequence[bytes], path: Path) -> list[Finding]:
    """Text and rules are grey without a profile; images are looked at by themselves.

    `drawn` are the operators of each page.
    """
    findings = []
    for number, (page, data) in enumerate(zip(pdf.pages, drawn, strict=True), 1):
        resources: Any = page.obj.get("/Resources", pikepdf.Dictionary())
        spaces: Any = resources.get("/ColorSpace", pikepdf.Dictionary())
        coloured = [str(name) for name, space in spaces.items() if space != "/DeviceGray"]
        sets_colour = any(sign in data for sign in COLOURING)
        if coloured or (sets_colour and pikepdf.parse_content_stream(page, "rg RG k K")):
            message = "Text or rules are not in pure black."
            findings.append(_finding("pdf-print-colour", message, path, number))
    return findings


def _overflows(path: Path, page: Page) -> list[Finding]:
    """No text stands outside the measure, hanging punctuation apart, or below the last line."""
    with PDFIUM, leaves(path) as pages:
        return [finding for one in pages for finding in _measured(one, page, path.name)]


@remembered_by_page
def _measured(leaf: Leaf, page: Page, name: str) -> Iterator[Finding]:
    """Yield what is found on a page of a file of some name."""
    with closing(leaf.open()) as opened:
        yield from _overflow(opened, leaf.number, page, Path(name))


def _overflow(leaf: Any, number: int, page: Page, path: Path) -> Iterator[Finding]:
    left = page.inside if number % 2 else page.width - page.inside - page.measure
    hang = page.size * 0.7
    low = page.height - page.top - page.text_height - page.size * 0.35
    texts = list(_texts(leaf))
    sides = [(max(t[2] - left - page.measure, left - t[0]) - hang, t) for t in texts]
    over, text = max(sides, default=(0.0, None), key=lambda side: side[0])
    if over > 0 and text:
        words = _words_of(leaf, text)
        message = f"“{words}” runs {over:.0f} points out of the measure."
        hint = "Break the long word, the line of code or the table's column."
        yield _behind(words, _finding("pdf-overflow", message, path, number, hint))
    text = next((t for t in texts if t[1] < low and not _is_artifact(t[4])), None)
    if text:
        words = _words_of(leaf, text)
        message = f"“{words}” stands {low - text[1]:.0f} points below the last line."
        hint = "Divide what is too high for a page: a table's row, a block that must not be parted."
        yield _behind(words, _finding("pdf-overflow", message, path, number, hint))
    for text in islice(printed_over(leaf, texts), 1):
        message = f"“{_words_of(leaf, text)}” is printed over other words."
        hint = "Make the table's cells shorter, or leave columns out."
        yield _behind(_words_of(leaf, text), _finding("pdf-overprint", message, path, number, hint))
    if _is_short(leaf, texts, page):
        yield _short_page(leaf, number, texts)


def _is_short(leaf: Any, texts: list[Text], page: Page) -> bool:
    """Whether all that is on a page stands in its first lines, fewer than it should have."""
    lowest = page.height - page.top - (FEWEST_LINES - 1) * page.grid
    own = [text for text in texts if text[3] < page.height - page.top + page.size]
    if not own or any(text[1] <= lowest and not _is_artifact(text[4]) for text in own):
        return False
    return all(picture[1] > lowest for picture in _objects(leaf, pdfium.FPDF_PAGEOBJ_IMAGE))


def _short_page(leaf: Any, number: int, texts: list[Text]) -> Finding:
    """Return the finding of a short page: the same for the screen's PDF and the press's."""
    own = (text for text in texts if not _is_artifact(text[4]))
    last = min(own, key=lambda text: text[1], default=None)
    message = f"A chapter's last page (page {number} of the PDF) holds fewer than five lines."
    hint = "Shorten the chapter by as much, or add some words; it ends better on a fuller page."
    words = _words_of(leaf, last) if last else ""
    rule = "pdf-short-page"
    finding = Finding(rule, message, severity(rule), place=Place(""), hint=hint, format="pdf")
    return _behind(words, finding)


def _short_pages(drawn: Sequence[bytes], path: Path, page: Page) -> Iterator[Finding]:
    """Look for short pages: only those with few lines, by their baselines, are opened."""
    head = page.height - page.top
    few = [
        number
        for number, data in enumerate(drawn)
        if (lines := [y for y in map(float, BASELINE.findall(data)) if y < head])
        and min(lines) > head - FEWEST_LINES * page.grid
    ]
    if not few:
        return
    with PDFIUM, closing(pypdfium2.PdfDocument(path)) as document:
        for number in few:
            leaf = document[number]
            texts = list(_texts(leaf))
            if _is_short(leaf, texts, page):
                yield _short_page(leaf, number + 1, texts)
            leaf.close()


def _texts(leaf: Any) -> Iterator[Text]:
    """Yield every text of a page."""
    return _objects(leaf, pdfium.FPDF_PAGEOBJ_TEXT)


def _objects(leaf: Any, kind: int) -> Iterator[Text]:
    """Yield all of a kind on a page; pdfium is asked directly, for there are tens of thousands."""
    left, foot, right, head = (ctypes.c_float() for _ in range(4))
    for at in range(pdfium.FPDFPage_CountObjects(leaf.raw)):
        item = pdfium.FPDFPage_GetObject(leaf.raw, at)
        if pdfium.FPDFPageObj_GetType(item) == kind and (
            pdfium.FPDFPageObj_GetBounds(item, left, foot, right, head)
        ):
            yield left.value, foot.value, right.value, head.value, item


def _is_artifact(item: Any) -> bool:
    """Heads and folios are marked as no part of the text."""
    room = (ctypes.c_ushort * 32)()
    for at in range(pdfium.FPDFPageObj_CountMarks(item)):
        mark = pdfium.FPDFPageObj_GetMark(item, at)
        pdfium.FPDFPageObjMark_GetName(mark, room, ctypes.sizeof(room), ctypes.c_ulong())
        if bytes(room).decode("utf-16-le").startswith("Artifact"):
            return True
    return False


def _words_of(leaf: Any, text: Text) -> str:
    """Return the last words of the line that a text stands in, as far as they are on the page."""
    text_page = leaf.get_textpage()
    try:
        line = text_page.get_text_bounded(0, text[1], leaf.get_width(), text[3])
    finally:
        text_page.close()
    return " ".join(line.replace("\x02", "").split())[-60:]
