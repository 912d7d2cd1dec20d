"""Whether the file of a printer has the words of the book.

Its pages draw what those of the screen PDF draw, byte for byte, moved to other margins. Where the
book was set anew for the printer, a tagged PDF of the same setting is read in place of the
screen's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf

from octavo.formats.pdf.cover import cover_pages, without_cover
from octavo.formats.pdf.page import Page
from octavo.formats.pdf.printing.boxes import own_contents
from octavo.formats.pdf.printing.fit import fitted, is_set_alike
from octavo.formats.pdf.read import Setting, read_screen
from octavo.formats.pdf.text import page_texts, same_pages
from octavo.model.artefact import Reading
from octavo.model.finding import InputError
from octavo.model.printers import Printer
from octavo.model.reading import words

Witness = Callable[[Page], Path]
"""Returns a tagged PDF of the book, set on a page."""


def read(
    path: Path, screen: Path, printer: Printer, setting: Setting, witness: Witness
) -> Reading | None:
    """Return what a reader meets in a printer's file; None where its pages are the screen's.

    Raises InputError where the screen PDF is missing.
    """
    if not screen.is_file():
        hint = "Build both together."
        message = f"{path.name} is checked through {screen.name}, which is missing."
        raise InputError(message, hint=hint)
    with pikepdf.open(path) as pdf:
        pages = len(pdf.pages)
    page = fitted(setting.page, printer, pages)
    if is_set_alike(page, setting.page):
        return None if draws_same(path, screen) else _drawn(path)
    tagged = witness(page)
    if not draws_same(path, tagged):
        return _drawn(path)
    return read_screen(tagged, replace(setting, page=page))


def draws_same(path: Path, tagged: Path) -> bool:
    """Whether the pages of a printer's file draw what those of a tagged PDF draw."""
    with without_cover(tagged) as one, pikepdf.open(path) as other:
        for page in other.pages:
            page.obj["/Contents"] = other.make_stream(own_contents(page))
        if same_pages(one, other):
            return True
    shown, meant = _texts(page_texts(path)), _texts(page_texts(tagged)[cover_pages(tagged) :])
    return shown == meant


def _texts(pages: list[str]) -> list[str]:
    """Return the texts of pages without the blank ones at the end."""
    while pages and not pages[-1]:
        pages = pages[:-1]
    return pages


def _drawn(path: Path) -> Reading:
    drawn = page_texts(path)
    return Reading(words("\n".join(drawn)), pages=len(drawn))
