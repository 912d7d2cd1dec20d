"""The pictures that the edition names for its cover: their files, and whether they are fit."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil
from pathlib import Path

from octavo.book import paths
from octavo.files import redraw
from octavo.files.names import inside, is_file
from octavo.files.redraw_covers import size_and_mode
from octavo.formats.cover.wrap import Wrap
from octavo.model.counted import counted
from octavo.model.edition import Project
from octavo.model.finding import Finding, InputError
from octavo.model.near import meant_file
from octavo.model.printers import Printer
from octavo.model.rules import severity

SUFFIXES = (".jpg", ".jpeg", ".png")
LOGO_SUFFIXES = (*SUFFIXES, ".svg")
INCH = 25.4
LEAST_PPI = 300
"""Pixels to the inch that printers ask for (KDP, IngramSpark, Lulu)."""

ROUNDED = 1
"""Pixels by which a program may have rounded a size down."""

MOST_CUT = 0.03
"""The part of a picture's width or height that may be cut off without a word."""


def named(project: Project, key: str) -> str:
    """Return the picture that the edition names at a key, or ""."""
    return str(getattr(project.edition, key.replace("-", "_")))


def picture(project: Project, key: str = "cover", *, drawn: bool = False) -> Path:
    """Return the file of the picture that the edition names at a key; `drawn`: also a drawing.

    Raises InputError where it is missing, outside the project, or no picture.
    """
    name = named(project, key)
    file = next(
        (
            folder / name
            for folder in (project.root, project.metadata, project.source)
            if is_file(folder / name) and inside(project.root, folder / name)
        ),
        None,
    )
    if file is None:
        beside = inside(project.root, project.root / name)
        other = f"Put the file there, or leave `{key}` out."
        if key == "cover":
            other = "Put the file there, or leave `cover` out: then one is made."
        hint = meant_file(beside, other) if beside else other
        raise _refused(project, key, "is missing.", hint)
    drawn = drawn or key == "logo"
    if file.suffix.lower() not in (LOGO_SUFFIXES if drawn else SUFFIXES):
        kinds = "neither JPEG, PNG nor SVG" if drawn else "neither JPEG nor PNG"
        raise _refused(project, key, f"is {kinds}.", "Save it as one.")
    unfit = redraw.unfit(file)
    if unfit:
        raise _refused(project, key, unfit)
    return file


def _refused(project: Project, key: str, what: str, hint: str = "") -> InputError:
    called = "The cover" if key.startswith("cover") else "The logo"
    message = f"{called} {named(project, key)} {what}"
    return InputError(message, place=paths.place_of(project, key), hint=hint)


def check_pictures(project: Project, wrap: Wrap, printer: Printer) -> Iterator[Finding]:
    """Yield what is wrong with the pictures of a cover, at their size on the printer's sheet."""
    face = wrap.panel + wrap.hinge + wrap.outer
    sizes = {
        "cover": (face, wrap.full_height),
        "cover-back": (face, wrap.full_height),
        "cover-wrap": (wrap.width, wrap.full_height),
    }
    for key, size in sizes.items():
        if not named(project, key) or (key != "cover-wrap" and named(project, "cover-wrap")):
            continue
        for finding in _unfit(picture(project, key), size, printer):
            yield finding.at(paths.place_of(project, key))


def _unfit(file: Path, size: tuple[float, float], printer: Printer) -> Iterator[Finding]:
    """Yield what is wrong with one picture that covers a size, in millimetres, bleed included."""
    width, height, mode = size_and_mode(file)
    ppi = min((width + ROUNDED) / size[0], (height + ROUNDED) / size[1]) * INCH
    shown = f"{size[0]:.1f} × {size[1]:.1f} mm"
    if ppi < LEAST_PPI:
        need = [ceil(side / INCH * LEAST_PPI) for side in size]
        yield _finding(
            "cover-ppi",
            f"The picture {file.name} has {counted(round(ppi), 'pixel')} to the inch on {shown} of "
            f"the cover for {printer.title}, bleed included.",
            f"It needs {LEAST_PPI}: save it at {need[0]:,} × {counted(need[1], 'pixel')} or more.",
        )
    lost = 1 - min(width / size[0], height / size[1]) / max(width / size[0], height / size[1])
    if lost > MOST_CUT:
        side = "at its sides" if width / size[0] > height / size[1] else "above and below"
        yield _finding(
            "cover-shape",
            f"The picture {file.name} has another shape than {shown}: {lost:.0%} of it are cut off "
            f"{side}.",
            "Crop it to that shape, with the bleed.",
        )
    if printer.cover.colour == "cmyk" and mode not in ("CMYK", "L", "1"):
        yield _finding(
            "cover-colour",
            f"The picture {file.name} is in colours of screens (RGB), and the cover for "
            f"{printer.title} is printed in inks, which are made of them.",
            "Look at its colours in the PDF, or save the picture as CMYK by the printer’s profile.",
        )


def _finding(rule: str, message: str, hint: str) -> Finding:
    return Finding(rule, message, severity(rule), hint=hint, format="pdf")
