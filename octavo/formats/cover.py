"""The cover: the one that the edition names, or one set from its metadata."""

from __future__ import annotations

from pathlib import Path

import orjson
import typst

from octavo.edition import Edition, Project
from octavo.finding import InputError, Place
from octavo.formats import imprint

SUFFIXES = (".jpg", ".jpeg", ".png")
TEMPLATE = Path(__file__).parent / "assets" / "epub" / "cover.typ"
PIXELS_PER_INCH = 288
"""The page is 400 × 600 pt: 1600 × 2400 pixels, below the 4 million that distributors take."""


def cover_file(project: Project, folder: Path) -> Path:
    """Give the edition's own cover, or make one in `folder`.

    Raises InputError where the named file is missing or neither JPEG nor PNG.
    """
    named = project.edition.cover
    if not named:
        return cover(project.edition, folder)
    place = Place("metadata/edition.yaml")
    found = [
        f
        for f in (project.root / named, project.metadata / named, project.source / named)
        if f.is_file()
    ]
    if not found:
        raise InputError(
            f"The cover {named} is missing.",
            place=place,
            hint="Put the file there, or leave `cover` out: then one is made.",
        )
    if found[0].suffix.lower() not in SUFFIXES:
        raise InputError(
            f"The cover {named} is neither JPEG nor PNG.", place=place, hint="Save it as one."
        )
    return found[0]


def cover(edition: Edition, folder: Path) -> Path:
    """Set a cover from the metadata, 1600 × 2400 pixels; give its file, `folder`/cover.png."""
    path = folder / "cover.png"
    words = {
        "title": edition.title,
        "subtitle": edition.subtitle,
        "author": imprint.names(edition.authors) or "\n".join(imprint.credits_lines(edition)),
        "publisher": edition.imprint or edition.publisher,
        "series": edition.series.title if edition.series else "",
        "lang": edition.lang,
    }
    image = typst.compile(
        TEMPLATE.read_bytes(),
        format="png",
        ppi=PIXELS_PER_INCH,
        ignore_system_fonts=True,
        sys_inputs={"book": orjson.dumps(words).decode()},
    )
    path.write_bytes(image)
    return path
