"""The styles of what Word lists by itself: contents, figures and tables, the index."""

from __future__ import annotations

from dataclasses import replace

from octavo.formats.docx.page import Page
from octavo.formats.docx.style import Style


def contents(page: Page, opening: Style) -> list[Style]:
    """Return those of the contents: numbers hang at the left, folios stand at the right.

    They have no indent at the right: LibreOffice shows nothing of what stands behind a tab in it.
    """
    em = page.size * 1.4
    hang, right = em * 1.5, -page.measure
    entry = Style("TOC 1", align="left", hyphens=False, first=-hang)
    return [
        replace(opening, name="TOC Heading", level=9, new_page=None),
        replace(entry, left=hang, before=page.leading / 2, tabs=(hang, right)),
        replace(entry, name="Table of Figures", left=hang, tabs=(right,)),
        Style(
            "List Heading",
            align="center",
            before=page.leading * 2,
            after=page.leading,
            with_next=True,
            hyphens=False,
            size=page.size * 1.15,
        ),
        replace(entry, name="TOC 2", left=hang * 2, tabs=(hang * 2, right)),
        replace(entry, name="TOC 3", left=hang * 2, first=0.0, italic=True, tabs=(right,)),
    ]


def index(page: Page, opening: Style) -> list[Style]:
    """Return those of the index: its entries hang, each level deeper than the one before."""
    em = page.size * 1.4
    entry = Style("Index 1", align="left", hyphens=False, first=-em, size=page.size - 1)
    levels = [replace(entry, name=f"Index {level}", left=em * level) for level in range(1, 5)]
    return [replace(opening, name="Index Heading", level=9), *levels]
