"""The handbook's pages of printers, one for each profile, made from the profile."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from octavo.book import printers
from octavo.model.declaration import key_of
from octavo.model.printers import Cover, Printer

INCH = 25.4
COLOURS = {"black": "greys alone", "cmyk": "inks (CMYK)", "rgb": "sRGB"}
CHECKED = "version, label, printing condition, fonts, colours, boxes and transparency"


def chapters(plain: Callable[[str], str]) -> dict[str, str]:
    """Return the pages by the names of their files; `plain` writes words as Markdown."""
    names = [name for name in printers.names() if name != printers.SCREEN]
    return {
        f"37{number}-{name}.md": "\n".join(_lines(printers.printer(name), plain)).rstrip() + "\n"
        for number, name in enumerate(names, 1)
    }


def _lines(printer: Printer, plain: Callable[[str], str]) -> Iterator[str]:
    name, title = printer.name, plain(printer.title)
    yield f"# The printer `{name}`: {title} {{#printer-{name}}}\n"
    yield f"`octavo build --to pdf --printer {name}` makes a file of the pages for {title}, and the"
    yield "cover beside it.\n"
    yield "## What the pages have {.unnumbered}\n"
    for line in _of_pages(printer):
        yield f"- {line}."
    yield "\n## What the cover has {.unnumbered}\n"
    for line in _of_cover(printer.cover):
        yield f"- {line}."
    yield "\n## Where this is from {.unnumbered}\n"
    yield from _source(printer, plain)
    yield "\n## What is labelled, and what is certified {.unnumbered}\n"
    yield from _label(printer)


def _of_pages(printer: Printer) -> Iterator[str]:
    yield f"Colour: {COLOURS[printer.colour]}"
    yield f"All ink keeps {_length(printer.safety)} from the trim"
    steps = (f"{_length(width)} from {pages} pages on" for pages, width in printer.gutter.items())
    yield f"The gutter: {', '.join(steps)}"
    bleed = f"Bleed: {_length(printer.bleed)}" if printer.bleed else "No bleed"
    yield f"{bleed}; {'marks at the corners' if printer.marks else 'no marks'}"
    blank = ", the last one blank" if printer.last_blank else ""
    yield f"{printer.fewest} to {printer.most:,} pages, in multiples of {printer.multiple}{blank}"
    yield (
        f"Pictures have {printer.resolution} pixels to the inch or more; those finer than "
        f"{printer.finest} are made coarser"
    )
    yield f"The four inks together are {printer.ink} % at most"
    if not printer.transparency:
        yield "What may be seen through is put on white paper"
    if not printer.annotations:
        yield "Links and bookmarks are taken off"
    if not printer.metadata:
        yield "Of what the file tells about itself, the title stays alone"
    yield f"The file is PDF {printer.version}, of {printer.largest:,} MB at most"


def _of_cover(cover: Cover) -> Iterator[str]:
    yield f"Bleed: {_length(cover.bleed)}; words keep {_length(cover.safety)} from the trim"
    yield (
        f"Words on the spine from {cover.spine_from} pages on, {_length(cover.spine_safety)} from "
        "its folds"
    )
    for name, paper in cover.papers.items():
        extra = f", and {_length(paper.extra)}" if paper.extra else ""
        yield f"Paper `{name}`: the spine has {paper.page:.4g} mm for each page{extra}"
    if not cover.checked:
        yield "These papers are an estimate, and each build says so: write `spine: 21.5` (mm)"
    kinds = [name for name in ("case", "jacket") if getattr(cover, name)]
    yield (
        f"Hardbacks: {' and '.join(kinds)}"
        if kinds
        else (
            "Hardbacks: no case and no jacket is drawn, for what this printer asks of them is not "
            "known. A profile of your own may say it, by the printer's template"
        )
    )


def _length(millimetres: float) -> str:
    shown = f"{millimetres:.2f}".rstrip("0").rstrip(".")
    return f"{shown} mm ({millimetres / INCH:.3g} in)"


def _source(printer: Printer, plain: Callable[[str], str]) -> Iterator[str]:
    if printer.looked_up:
        yield f"{plain(printer.source)}. Looked up on {printer.looked_up}."
    else:
        yield "No guide of this printer has been read, and each build says so. Compare the figures"
        yield "with the printer's own before the first book."
    if printer.unchecked:
        keys = ", ".join(f"`{key_of(key)}`" for key in printer.unchecked)
        yield f"\nNo guide gives these keys; they are figures of the trade: {keys}."


def _label(printer: Printer) -> Iterator[str]:
    if printer.label == "none":
        yield "No label is asked, and the file bears none. Nothing is certified."
        return
    profile = "" if printer.profile else " The profile of that condition is not in the file."
    yield f"The file is labelled {printer.label}, for the printing condition {printer.condition}."
    yield f"Octavo checks {CHECKED}.{profile}"
    yield "Nothing is certified: no free program checks all of ISO 15930. The printer's own does."
