"""Makes the files of a book for its printers, from the pages that are set for print.

What is set once serves every printer for whom its lines may stay: they are moved to his margins.
Only where these leave too little room are the pages set anew, and until their number and the gutter
that it asks for agree.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pikepdf

from octavo.formats.pdf.page import Page
from octavo.formats.pdf.printing import boxes, colours, labels, pictures
from octavo.formats.pdf.printing.fit import fitted, is_set_alike
from octavo.model.artefact import Job
from octavo.model.printers import Printer

TRIES = 5
"""How often pages are set until their number and their gutter agree; two are enough as a rule."""

Setter = Callable[[Page, str], Path]
"""Sets the book on a page, under a name, and returns the print PDF; a tagged one lies beside it."""


@dataclass(frozen=True, slots=True)
class Set:
    """Pages that are set: the page, the print PDF, how many pages it has."""

    page: Page
    path: Path
    pages: int


def file_of(job: Job, printer: Printer) -> Path:
    """Return the place of a printer's file."""
    return job.work / f"{job.slug}-{printer.name}.pdf"


def make(job: Job, printer: Printer, first: Set, set_anew: Setter) -> tuple[Path, int]:
    """Make the file for a printer; return it and the number of its pages."""
    done, page = settled(printer, first, set_anew)
    path = file_of(job, printer)
    with pikepdf.open(done.path) as pdf:
        boxes.fill(pdf, printer)
        pictures.convert(pdf, printer, job.project)
        colours.convert(pdf, printer, job.project)
        boxes.place(pdf, printer, done.page, page)
        labels.set_label(pdf, printer, job)
        _take_off(pdf)
        pages = len(pdf.pages)
        old = printer.version in ("1.3", "1.4")
        streams = pikepdf.ObjectStreamMode
        pdf.save(
            path,
            deterministic_id=True,
            force_version=printer.version,
            object_stream_mode=streams.disable if old else streams.generate,
        )
    return path, pages


def settled(printer: Printer, first: Set, set_anew: Setter) -> tuple[Set, Page]:
    """Return the pages for a printer as they are set, and the page that they are moved to."""
    now, most = first, 0
    for _ in range(TRIES):
        most = max(most, _full(now.pages, printer))
        page = fitted(first.page, printer, most)
        if is_set_alike(page, now.page):
            break
        path = set_anew(page, printer.name)
        with pikepdf.open(path) as pdf:
            now = Set(page, path, len(pdf.pages))
    return now, page


def _full(pages: int, printer: Printer) -> int:
    """Return the number of pages with the blank ones that a printer may add."""
    multiple = max(printer.multiple, 1)
    full = pages + -pages % multiple
    return full + (multiple if printer.last_blank and full == pages else 0)


def _take_off(pdf: pikepdf.Pdf) -> None:
    """Take off what a press has no use for: labels of pages, settings of a reader's program."""
    for key in ("/PageLabels", "/ViewerPreferences", "/Lang"):
        if key in pdf.Root:
            del pdf.Root[key]
