"""What PDFium does for pictures; and its lock."""

from __future__ import annotations

import io
from contextlib import closing
from threading import Lock

import pypdfium2

from octavo.files.redraw import QUALITY

PDFIUM = Lock()
"""PDFium must not be called by two threads at once, whatever the documents."""

POINTS = 72
"""Points to the inch."""


def page_as_jpeg(pdf: bytes, dots: float) -> bytes:
    """Return the first page of a PDF as JPEG, so many dots an inch, on white paper."""
    with PDFIUM, closing(pypdfium2.PdfDocument(pdf)) as document:
        drawn = document[0].render(scale=dots / POINTS).to_pil().convert("RGB")
    written = io.BytesIO()
    drawn.save(written, "JPEG", quality=QUALITY, subsampling=0)
    return written.getvalue()
