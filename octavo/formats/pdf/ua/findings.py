"""What the reader of tagged PDFs says of a file, as findings."""

from __future__ import annotations

from pathlib import Path

from octavo.formats.pdf.ua.reader import failures_of
from octavo.model.finding import Finding, Place
from octavo.model.rules import severity


def ua_findings(path: Path) -> list[Finding]:
    """Return an error for each failure of PDF/UA-1 in a screen PDF.

    Raises InputError for a file that cannot be read.
    """
    findings = []
    for fault in failures_of(path):
        where = f"page {fault.page} of {path.name}" if fault.page else path.name
        message = f"{fault.message.rstrip('.')} ({where})."
        findings.append(
            Finding(
                "pdf-accessible",
                message,
                severity("pdf-accessible"),
                place=Place(path.name),
                evidence=(f"PDF/UA-1, {_source(fault.checkpoint)}",),
                format="pdf",
            )
        )
    return findings


def _source(checkpoint: str) -> str:
    if "-" in checkpoint:
        return f"Matterhorn Protocol 1.1, {checkpoint}"
    return f"ISO 14289-1, {checkpoint}"
