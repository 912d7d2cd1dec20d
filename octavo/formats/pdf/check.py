"""Whether a PDF is what it says it is: fonts, boxes, links, openings, colours, margins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

from octavo.edition import Edition
from octavo.finding import Finding, Place, Severity
from octavo.formats.pdf.page import Page, page_of

TOLERANCE = 0.6
"""Points by which a box may differ from the trim: Typst rounds."""


def check_screen(path: Path, edition: Edition, divisions: Sequence[str]) -> list[Finding]:
    """Check a screen PDF. `divisions` are the titles of parts and chapters, in order."""
    with pikepdf.open(path) as pdf:
        findings = [
            *_fonts(pdf, path),
            *_boxes(pdf, path, page_of(edition.design.trim)),
            *_tags(pdf, path),
            *_links(pdf, path),
        ]
        if edition.design.chapters_on_recto:
            findings += _openings(pdf, path, divisions)
    return findings + _overflows(path, page_of(edition.design.trim))


def check_print(path: Path, edition: Edition) -> list[Finding]:
    """Check a print PDF. Its words stand where the screen PDF's do; they are not measured again."""
    page = page_of(edition.design.trim)
    with pikepdf.open(path) as pdf:
        findings = [*_fonts(pdf, path), *_boxes(pdf, path, page), *_bare(pdf, path)]
        return findings + _colours(pdf, path)


def _finding(rule: str, message: str, path: Path, page: int = 0, hint: str = "") -> Finding:
    where = f" (page {page} of {path.name})" if page else f" ({path.name})"
    return Finding(
        rule, message + where, Severity.ERROR, place=Place(path.name), hint=hint, format="pdf"
    )


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
    """Give the page (its object) that a link or a bookmark leads to; (0, 0) for none."""
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
        if not waiting or not str(item.Title).endswith(waiting[0]):
            continue
        title = waiting.pop(0)
        number = pages.get(_target(item, names), 0)
        if number % 2 == 0:
            message = f"“{title}” does not open on a recto."
            findings.append(_finding("pdf-opening", message, path, number))
    if waiting:
        message = f"“{waiting[0]}” has no bookmark."
        findings.append(_finding("pdf-opening", message, path))
    return findings


def _bookmarks(item: Any) -> Iterator[Any]:
    """Give the bookmarks in order, each before those under it."""
    while item is not None:
        yield item
        yield from _bookmarks(item.get("/First"))
        item = item.get("/Next")


def _bare(pdf: pikepdf.Pdf, path: Path) -> list[Finding]:
    found = [key for key in ("/Outlines", "/AcroForm", "/OpenAction") if key in pdf.Root]
    if any("/Annots" in page.obj for page in pdf.pages):
        found.append("/Annots")
    return [_finding("pdf-print-extras", f"The print PDF holds {key[1:]}.", path) for key in found]


def _colours(pdf: pikepdf.Pdf, path: Path) -> list[Finding]:
    """Text and rules are grey without a profile; an image keeps its own colours."""
    findings = []
    for number, page in enumerate(pdf.pages, 1):
        resources: Any = page.obj.get("/Resources", pikepdf.Dictionary())
        spaces: Any = resources.get("/ColorSpace", pikepdf.Dictionary())
        coloured = [str(name) for name, space in spaces.items() if space != "/DeviceGray"]
        operators = pikepdf.parse_content_stream(page, "rg RG k K")
        if coloured or operators:
            message = "Text or rules are not in pure black."
            findings.append(_finding("pdf-print-colour", message, path, number))
    return findings


def _overflows(path: Path, page: Page) -> list[Finding]:
    """No text stands outside the measure, hanging punctuation apart, or below the foot."""
    findings = []
    document = pypdfium2.PdfDocument(path)
    try:
        for number in range(1, len(document) + 1):
            leaf = document[number - 1]
            over, item = _overflow(leaf, number, page)
            if item is not None:
                words = _words_of(leaf, item)
                message = f"“{words}” runs {over:.0f} points out of the measure."
                hint = "Break the long word, the line of code or the table's column."
                findings.append(_finding("pdf-overflow", message, path, number, hint))
            leaf.close()
    finally:
        document.close()
    return findings


def _overflow(leaf: Any, number: int, page: Page) -> tuple[float, Any]:
    """Give the text of a page that runs over most, and by how many points; marks may hang."""
    left = page.inside if number % 2 else page.width - page.inside - page.measure
    hang = page.size * 0.7
    worst, found = 0.0, None
    for item in leaf.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
        first, foot, last, _ = item.get_bounds()
        over = max(last - left - page.measure - hang, left - first - hang, -foot)
        if over > worst:
            worst, found = over, item
    return worst, found


def _words_of(leaf: Any, item: Any) -> str:
    """Give the last words of the line that a text stands in, as far as they are on the page."""
    _, foot, _, head = item.get_bounds()
    text_page = leaf.get_textpage()
    try:
        line = text_page.get_text_bounded(0, foot, leaf.get_width(), head)
    finally:
        text_page.close()
    return " ".join(line.replace("\x02", "").split())[-60:]
