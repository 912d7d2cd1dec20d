"""The cover: the one that the edition names, or one set from its metadata."""

from __future__ import annotations

import hashlib
import unicodedata
from pathlib import Path

import orjson
import typst

from octavo.book import paths
from octavo.files import images
from octavo.files.names import inside, is_file
from octavo.formats import imprint
from octavo.model.edition import Edition, Project
from octavo.model.finding import Finding, InputError
from octavo.model.rules import severity
from octavo.text.terms import primary

SUFFIXES = (".jpg", ".jpeg", ".png")
TEMPLATE = Path(__file__).parent / "assets" / "cover.typ"
SCRIPTS = ("LATIN", "GREEK", "CYRILLIC", "HEBREW", "MODIFIER")
"""The letters that Libertinus has, by the first word of their Unicode names."""

PIXELS_PER_INCH = 288
"""The page is 400 × 600 pt: 1600 × 2400 pixels, below the 4 million that distributors take."""


def cover_file(project: Project, folder: Path) -> Path:
    """Return the edition's own cover, or make one in `folder`.

    Raises InputError where the named file is missing, outside the project, or no picture.
    """
    return _named(project) if project.edition.cover else cover(project.edition, folder)


def check(project: Project) -> list[Finding]:
    """Check the cover that the edition names, or whether one can be made, at its line."""
    place = paths.place_of(project, "cover" if project.edition.cover else "title")
    try:
        if project.edition.cover:
            _named(project)
    except InputError as fault:
        words = fault.message
        return [Finding("cover-file", words, severity("cover-file"), place=place, hint=fault.hint)]
    return [finding.at(place) for finding in check_words(project.edition)]


def _named(project: Project) -> Path:
    named = project.edition.cover
    place = paths.place_of(project, "cover")
    candidates = [
        f
        for f in (project.root / named, project.metadata / named, project.source / named)
        if is_file(f) and inside(project.root, f)
    ]
    if not candidates:
        raise InputError(
            f"The cover {named} is missing.",
            place=place,
            hint="Put the file there, or leave `cover` out: then one is made.",
        )
    if candidates[0].suffix.lower() not in SUFFIXES:
        raise InputError(
            f"The cover {named} is neither JPEG nor PNG.", place=place, hint="Save it as one."
        )
    unfit = images.unfit(candidates[0])
    if unfit:
        raise InputError(f"The cover {named} {unfit}", place=place)
    return candidates[0]


def can_set(words: str) -> bool:
    """Whether the types of the cover have the letters of some words."""
    return all(_has_type(character) for character in words)


def check_words(edition: Edition) -> list[Finding]:
    """Warn where the cover that is made bears no title, because its types lack the letters."""
    if edition.cover or can_set(edition.title):
        return []
    return [
        Finding(
            "cover-letters",
            f"The cover bears no title: its types have not all letters of “{edition.title}”.",
            severity("cover-letters"),
            hint="Name an image of your own as `cover` in metadata/edition.yaml.",
            format="epub",
        )
    ]


def _has_type(character: str) -> bool:
    if character.isalpha():
        return unicodedata.name(character, "").startswith(SCRIPTS)
    return ord(character) < 0x2E80


def cover(edition: Edition, folder: Path) -> Path:
    """Set a cover from the metadata, 1600 × 2400 pixels; return its file, `folder`/cover.png.

    Black, white and one ink, which the title picks: the same one every time. Words in letters
    that the cover's types lack are left out.
    """
    path = folder / "cover.png"
    words: dict[str, str | int] = {
        "title": edition.title,
        "subtitle": edition.subtitle,
        "author": imprint.authors(edition) or "\n".join(imprint.credits_lines(edition)),
        "publisher": edition.imprint or edition.publisher,
        "series": edition.series.title if edition.series else "",
        "lang": primary(edition.lang),
        "ink": hashlib.sha256(edition.title.encode()).digest()[0],
    }
    settable = {k: v if isinstance(v, int) or can_set(v) else "" for k, v in words.items()}
    image = typst.compile(
        TEMPLATE.read_bytes(),
        format="png",
        ppi=PIXELS_PER_INCH,
        ignore_system_fonts=True,
        sys_inputs={"book": orjson.dumps(settable).decode()},
    )
    path.write_bytes(image)
    return path
