"""Makes a drawn sheet a file for its printer: boxes, inks, the label of its standard."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pikepdf
from pikepdf import Array

from octavo.formats.cover.draw import POINTS
from octavo.formats.cover.wrap import Wrap
from octavo.formats.pdf.printing import colours, labels, pictures
from octavo.model.artefact import Job
from octavo.model.printers import Printer


def finish(path: Path, wrap: Wrap, printer: Printer, job: Job) -> None:
    """Give the sheet its boxes, and the colours and the label that its printer asks for.

    The bleed is the whole sheet, the trim lies within. What is black is one ink.
    """
    asked = replace(printer, colour=printer.cover.colour)
    old = asked.version in ("1.3", "1.4")
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        page = pdf.pages[0]
        left, foot, right, head = (float(value) for value in page.mediabox)
        bleed = wrap.bleed * POINTS
        page.obj["/BleedBox"] = Array([left, foot, right, head])
        page.obj["/TrimBox"] = Array([left + bleed, foot + bleed, right - bleed, head - bleed])
        pictures.convert(pdf, asked, job.project)
        colours.convert(pdf, asked, job.project)
        labels.set_label(pdf, asked, job)
        streams = pikepdf.ObjectStreamMode
        pdf.save(
            path,
            deterministic_id=True,
            force_version=asked.version,
            object_stream_mode=streams.disable if old else streams.generate,
        )
