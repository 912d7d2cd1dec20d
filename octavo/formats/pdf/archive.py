"""The screen PDF as one for archives: PDF/A-2a beside PDF/UA-1 (ISO 19005-2).

Typst refuses what PDF/A-2 forbids; the cover, page labels and letters with marks are put in behind
it. So what the file claims is looked at once more, as far as it can be seen without a validator.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Stream

from octavo.files import redraw
from octavo.model.finding import Finding, Place
from octavo.model.rules import severity

FORBIDDEN_ACTIONS = ("/Launch", "/JavaScript", "/Sound", "/Movie", "/ResetForm", "/ImportData")
"""Actions that ISO 19005-2, 6.5.1 forbids."""


@contextmanager
def colours_of_screens(images: Path) -> Iterator[None]:
    """Have in colours what is in inks among the images that Typst may read; then as it was.

    PDF/A has no place for inks. Size and shape stay, so that the pages do.
    """
    inks: dict[Path, bytes] = {}
    for path in sorted(images.glob("*.jp*g")):
        data = path.read_bytes()
        shown = redraw.published(data)
        if shown != data:
            inks[path] = data
            path.write_bytes(shown)
    try:
        yield
    finally:
        for path, data in inks.items():
            path.write_bytes(data)


def is_archival(message: str) -> bool:
    """Whether a refusal of Typst's is about PDF/A alone."""
    return message.startswith("PDF/A") and "PDF/UA" not in message


def archive_findings(path: Path) -> list[Finding]:
    """Return what a screen PDF has that PDF/A-2 forbids, or that it does not claim to be one."""
    with pikepdf.open(path) as pdf:
        metadata = pdf.Root.get("/Metadata")
        claims = isinstance(metadata, Stream) and b"pdfaid:part" in metadata.read_bytes()
        reasons = list(dict.fromkeys(_reasons(pdf))) if claims else []
    if not claims:
        words = f"{path.name} is PDF/UA-1, and not PDF/A-2a: something in it is not for archives."
        return [_finding(path, words)]
    return [_finding(path, f"{path.name} is not the PDF/A-2a it claims: {why}.") for why in reasons]


def _finding(path: Path, message: str) -> Finding:
    return Finding(
        "pdf-archive",
        message,
        severity("pdf-archive"),
        place=Place(path.name),
        hint="Look for characters of private use, and for fonts that forbid to be embedded.",
        format="pdf",
    )


def _reasons(pdf: pikepdf.Pdf) -> Iterator[str]:
    intents = pdf.Root.get("/OutputIntents")
    profiles = [
        intent.get("/DestOutputProfile")
        for intent in (intents if isinstance(intents, Array) else ())
        if isinstance(intent, Dictionary) and intent.get("/S") == "/GTS_PDFA1"
    ]
    inks = {int(one.get("/N", 0)) for one in profiles if isinstance(one, Stream)}
    if not inks:
        yield "it does not say for which colours it is meant"
    if "/ID" not in pdf.trailer:
        yield "it has no identifier"
    if "/Encrypt" in pdf.trailer:
        yield "it is encrypted"
    for item in pdf.objects:
        yield from _in_object(item, inks)


def _in_object(item: Any, inks: set[int]) -> Iterator[str]:
    if not isinstance(item, Dictionary | Stream):
        return
    if isinstance(item, Stream):
        filters = item.get("/Filter")
        if "/LZWDecode" in (list(filters) if isinstance(filters, Array) else [filters]):
            yield "it is packed in a way that archives refuse (LZW)"
        if item.get("/Subtype") == "/Image":
            yield from _in_image(item, inks)
    action = item.get("/S")
    if isinstance(action, pikepdf.Name) and str(action) in FORBIDDEN_ACTIONS:
        yield f"it has an action ({str(action)[1:]})"


def _in_image(image: Any, inks: set[int]) -> Iterator[str]:
    colours = image.get("/ColorSpace")
    if colours == "/DeviceCMYK" and 4 not in inks:
        yield "a picture in it is in inks (CMYK)"
    if colours == "/DeviceRGB" and 3 not in inks:
        yield "a picture in it is in colours without a profile"
    if image.get("/Interpolate", False) is True:
        yield "a picture in it is smoothed"
