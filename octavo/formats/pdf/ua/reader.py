"""Decides of a PDF what a machine can decide of PDF/UA-1."""

from __future__ import annotations

from pathlib import Path

import pikepdf

from octavo.formats.pdf.ua import document, elements, fonts, notices, tables, tree
from octavo.formats.pdf.ua.checkpoints import Failure
from octavo.formats.pdf.ua.content import Contents
from octavo.model.finding import InputError


def failures_of(path: Path) -> list[Failure]:
    """Return the failures of a PDF, each once, in the order of their conditions.

    Raises InputError for a file that cannot be read, leads in circles, or is larger than is read.
    """
    try:
        with pikepdf.open(path) as pdf:
            return judged(pdf)
    except (pikepdf.PdfError, pikepdf.PasswordError) as fault:
        raise InputError(f"{path.name} cannot be read as a PDF.") from fault


def judged(pdf: pikepdf.Pdf) -> list[Failure]:
    """Return the failures of an open PDF, as `failures_of` does."""
    structure = tree.read(pdf)
    language = pdf.Root.get("/Lang")
    known = str(language) if isinstance(language, pikepdf.String) else ""
    contents = Contents(structure, known)
    for number, page in enumerate(pdf.pages, 1):
        contents.page(number, page)
    has_structure = isinstance(pdf.Root.get("/StructTreeRoot"), pikepdf.Dictionary)
    faults = [
        *document.faults(pdf, has_structure=has_structure),
        *elements.faults(structure),
        *tables.faults(structure),
        *notices.faults(pdf, structure, known),
        *contents.all_faults(),
        *fonts.faults(contents.fonts.values()),
    ]
    return sorted(dict.fromkeys(faults), key=lambda fault: (fault.checkpoint, fault.page))
