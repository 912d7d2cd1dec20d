"""The cover beside a printer's file of the pages: its spine is that of their number."""

from __future__ import annotations

from pathlib import Path

import pikepdf

from octavo.files.redraw_covers import as_jpeg
from octavo.formats.cover.check import check_words
from octavo.formats.cover.make import Plan, notices, plan, write_cover
from octavo.formats.epub.cover import cover_file
from octavo.model.artefact import Job
from octavo.model.finding import Finding, InputError
from octavo.model.printers import Printer
from octavo.model.rules import severity

COVER = "-cover"
FRONT = "pdf-cover"
"""The format of the front that shops show: it is made where a printer gets a cover."""


def plan_of(job: Job, printer: Printer, pages: int) -> Plan | None:
    """Return what the cover for a printer is made by; None where nothing is known of its covers.

    Raises InputError where the book asks for a paper, or a binding, that the printer has not.
    """
    if not printer.cover.papers and not job.project.edition.design.spine:
        return None
    return plan(job.project, printer, pages)


def make(job: Job, printer: Printer, pages: int) -> Path | None:
    """Make the cover for a printer; None where it cannot be made: `missing` says why."""
    try:
        asked = plan_of(job, printer, pages)
    except InputError:
        return None
    if asked is None:
        return None
    path = job.work / f"{job.slug}-{printer.name}{COVER}.pdf"
    write_cover(job, asked, path)
    return path


def front(job: Job) -> Path:
    """Make the front that shops show, a JPEG of 1600 × 2560 pixels, or of the picture's shape."""
    path = job.work / f"{job.slug}{COVER}.jpg"
    path.write_bytes(as_jpeg(cover_file(job.project, job.work).read_bytes()))
    return path


def missing(job: Job, printer: Printer, pages: int) -> list[Finding]:
    """Return why a printer gets no cover."""
    rule = "printer-cover"
    try:
        if plan_of(job, printer, pages) is not None:
            return []
        message = f"What {printer.title or printer.name} asks of covers is not known: none is made."
        hint = "Write its width, `spine: 21.5`, or `over:` with a printer that is alike."
        return [Finding(rule, message, severity(rule), hint=hint, format="pdf")]
    except InputError as fault:
        place, hint = fault.place, fault.hint
        message = f"There is no cover for {printer.title or printer.name}: {fault.message}"
        return [Finding(rule, message, severity(rule), place=place, hint=hint, format="pdf")]


def check(path: Path, job: Job, printer: Printer) -> list[Finding]:
    """Return what is wrong with a cover; its spine is that of the file of the pages beside it."""
    inside = path.with_name(f"{job.slug}-{printer.name}.pdf")
    if not inside.is_file():
        message = f"{path.name} is checked by the pages of {inside.name}, which is missing."
        raise InputError(message, hint="Build both together.")
    with pikepdf.open(inside) as pdf:
        asked = plan_of(job, printer, len(pdf.pages))
    if asked is None:
        return []
    return [*notices(job.project, asked), *check_words(path, asked.wrap)]
