"""The words of a PDF's first and last pages, where title and imprint stand."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pikepdf
import pypdfium2

from octavo.files.pdfium import PDFIUM
from octavo.formats.front_lines import compare_set
from octavo.formats.pdf.cover import has_cover
from octavo.model.edition import Edition
from octavo.model.finding import Finding
from octavo.text.terms import direction

FIRST, LAST = 6, 2
"""So many pages at each end are read, the cover apart."""


def check_front(path: Path, edition: Edition) -> list[Finding]:
    """Compare the lines of title page and imprint with the edition.

    What is written from right to left is not compared here: a page has no order of such words. Its
    lines are those of the other formats, from one function.
    """
    if direction(edition.lang) == "rtl":
        return []
    return compare_set(_words(path), edition)


def words_before(path: Path, count: int) -> tuple[str, ...]:
    """Return the words of the first pages of a PDF, one text a page, the cover apart."""
    with pikepdf.open(path) as pdf:
        cover = int(has_cover(pdf))
    with PDFIUM, closing(pypdfium2.PdfDocument(path)) as document:
        pages = range(cover, min(cover + count, len(document)))
        return tuple(document[number].get_textpage().get_text_range() for number in pages)


def _words(path: Path) -> str:
    with PDFIUM, closing(pypdfium2.PdfDocument(path)) as document:
        count = len(document)
        numbers = dict.fromkeys(
            [*range(min(FIRST + 1, count)), *range(max(count - LAST, 0), count)]
        )
        return "\n".join(document[number].get_textpage().get_text_range() for number in numbers)
