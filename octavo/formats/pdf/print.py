"""From Typst's PDF to one for the press: pure black, nothing but pages.

Typst writes every grey, black text included, through an ICC profile. Printers of black books want
DeviceGray ("Grayscale mode, without the use of ICC profiles", Lightning Source), no annotations
and no bookmarks (Kindle Direct Publishing).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from octavo.formats.pdf.colours import to_grey
from octavo.formats.pdf.labels import mended
from octavo.formats.pdf.repeats import silenced

SCREEN_ONLY = ("/Outlines", "/StructTreeRoot", "/MarkInfo", "/Names", "/Dests", "/PageMode")


def make_screen(path: Path) -> None:
    """Mend a tagged PDF of Typst's in place: what is said twice, and the labels of blank pages."""
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        is_silenced, is_mended = bool(silenced(pdf)), mended(pdf)
        if is_silenced or is_mended:
            pdf.save(path, deterministic_id=True)


def make_print(path: Path, multiple: int = 1) -> tuple[int, int]:
    """Make a PDF of Typst's fit for the press, in place.

    Blank pages at its end bring it to a `multiple` of pages: a stitched sheet has four. Return
    the number of pages that are set, and of all.
    """
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        silenced(pdf)
        for key in SCREEN_ONLY:
            if key in pdf.Root:
                del pdf.Root[key]
        count = len(pdf.pages)
        for _ in range(-count % multiple):
            pdf.add_blank_page(page_size=_size(pdf.pages[0]))
        for page in pdf.pages:
            _bare(page)
        for item in pdf.objects:
            if isinstance(item, Dictionary | pikepdf.Stream):
                _to_device_gray(item)
            if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image":
                to_grey(item)
        mended(pdf)
        every = len(pdf.pages)
        pdf.save(path, deterministic_id=True)
    return count, every


def _size(page: pikepdf.Page) -> tuple[float, float]:
    left, foot, right, head = (float(value) for value in page.mediabox)
    return right - left, head - foot


def _bare(page: pikepdf.Page) -> None:
    """Take off what is for the screen; say where the page is trimmed."""
    for key in ("/Annots", "/Tabs", "/StructParents"):
        if key in page:
            del page[key]
    box = Array([float(value) for value in page.mediabox])
    page.obj["/TrimBox"] = box
    page.obj["/BleedBox"] = box


def _to_device_gray(item: Any) -> None:
    """Name DeviceGray wherever a grey ICC profile is named."""
    for key in ("/ColorSpace", "/CS"):
        value = item.get(key)
        if _is_grey(value):
            item[key] = Name.DeviceGray
        elif isinstance(value, Dictionary):
            for name in list(value.keys()):
                if _is_grey(value[name]):
                    value[name] = Name.DeviceGray


def _is_grey(value: Any) -> bool:
    return (
        isinstance(value, Array)
        and len(value) > 1
        and value[0] == "/ICCBased"
        and int(value[1].get("/N", 0)) == 1
    )
