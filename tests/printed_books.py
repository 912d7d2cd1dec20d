"""Sets a small book with pictures for a printer, for the tests of printers' files."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from PIL import Image, ImageDraw

from octavo.formats.pdf import format as pdf
from octavo.model.artefact import Artefact, Job
from octavo.model.design import Design
from octavo.model.printers import Printer
from tests.making import EDITION, make_job

LOREM = (
    "The press prints what it is given, and nothing else; a page that is wrong goes back to the "
    "house that sent it, with a letter. "
)
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100"><defs>'
    '<linearGradient id="g"><stop offset="0" stop-color="#f00"/><stop offset="1" '
    'stop-color="#00f"/></linearGradient></defs><rect width="90" height="100" fill="url(#g)"/>'
    '<circle cx="150" cy="50" r="40" fill="none" stroke="#c00" stroke-width="4"/></svg>'
)


def pictures(folder: Path) -> None:
    """Write pictures that no press of black books takes as they are."""
    folder.mkdir(parents=True, exist_ok=True)
    photo = Image.linear_gradient("L").resize((1300, 700))
    red = Image.merge("RGB", [photo, photo.rotate(180), Image.new("L", photo.size, 90)])
    red.save(folder / "photo.jpg", quality=85)
    clear = Image.new("RGBA", (1200, 800), (0, 0, 0, 0))
    ImageDraw.Draw(clear).ellipse((50, 50, 1100, 700), fill=(200, 30, 30, 128))
    clear.save(folder / "clear.png")
    inks = Image.merge("CMYK", [photo, photo, photo, photo.point(lambda value: value // 2)])
    inks.resize((1300, 900)).save(folder / "inks.jpg", quality=85)
    (folder / "drawing.svg").write_text(DRAWING, encoding="utf-8")
    clear = DRAWING.replace("<circle ", '<circle opacity="0.5" ')
    (folder / "clear.svg").write_text(clear, encoding="utf-8")


MARKDOWN = (
    "# One\n\n"
    + "\n\n".join(
        f"![A {name}.](images/{name}){{width=60%}}\n\n{LOREM * 4}"
        for name in ("photo.jpg", "clear.png", "inks.jpg", "drawing.svg", "clear.svg")
    )
    + f"\n\n# Two\n\nA page that no other has: {LOREM * 30}\n"
)


@dataclass(frozen=True)
class Printed:
    """A book, and its files for its printers, by name."""

    job: Job
    files: dict[str, Artefact]


def printed(
    folder: Path,
    *printers: Printer,
    markdown: str = MARKDOWN,
    trim: tuple[float, float] = (152.4, 228.6),
) -> Printed:
    """Set a book for printers."""
    edition = replace(EDITION, design=Design(trim=trim, printers=printers))
    pictures(folder / "book" / "source" / "images")
    job, _ = make_job(folder, markdown, edition)
    job = replace(job, printers=printers)
    return Printed(job, {made.format.removeprefix("pdf-"): made for made in pdf.write(job)})
