"""Whether a PDF bears the label that its printer asks, and what it needs to bear it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

from octavo.files import redraw_inks
from octavo.formats.pdf.printing.labels import INFO
from octavo.formats.pdf.proofs.named import is_proof
from octavo.model.printers import Printer


def ink_of(image: Any) -> int:
    """Return the most ink on one spot of a picture, in per cent; 0 where it cannot be read."""
    try:
        return redraw_inks.highest_ink(pikepdf.PdfImage(image).as_pil_image())
    except (ValueError, NotImplementedError, pikepdf.PdfError):
        return 0


def faults(pdf: pikepdf.Pdf, printer: Printer) -> Iterator[str]:
    """Yield what a file lacks of its label, as sentences without their full stops."""
    if is_proof(pdf):
        yield "It is a proof, to be marked by a reader, and no file for a printer"
    if pdf.pdf_version > printer.version:
        yield f"The file is PDF {pdf.pdf_version}; {printer.version} is asked"
    if pdf.is_encrypted:
        yield "The file is locked"
    if printer.label == "none":
        return
    if _label(pdf) != printer.label:
        yield f"The file bears the label “{_label(pdf) or 'none'}”; {printer.label} is asked"
    if str(pdf.docinfo.get("/Trapped", "")) not in ("/False", "/True"):
        yield "The file does not say whether it is trapped"
    if not str(pdf.docinfo.get("/Title", "")):
        yield "The file has no title"
    yield from _intent_faults(pdf, printer)


def _label(pdf: pikepdf.Pdf) -> str:
    metadata = pdf.Root.get("/Metadata")
    if metadata is not None and b">PDF/X-4<" in metadata.read_bytes():
        return "PDF/X-4"
    named = str(pdf.docinfo.get("/GTS_PDFXVersion", ""))
    short = {called: label for label, called in INFO.items()}
    return short.get(named, named)


def _intent_faults(pdf: pikepdf.Pdf, printer: Printer) -> Iterator[str]:
    listed: Any = pdf.Root.get("/OutputIntents", [])
    intents = [one for one in listed if one.get("/S") == "/GTS_PDFX"]
    if len(intents) != 1:
        yield f"The file names {len(intents)} printing conditions, not one"
        return
    if str(intents[0].get("/OutputConditionIdentifier", "")) != printer.condition:
        yield f"The file is not made for {printer.condition}"
    if printer.profile and "/DestOutputProfile" not in intents[0]:
        yield "The profile of the printing condition is not in the file"
