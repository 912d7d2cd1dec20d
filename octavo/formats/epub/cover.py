"""The cover that shops and e-books show: what the edition names, or the printed cover's front."""

from __future__ import annotations

import unicodedata
from functools import partial
from pathlib import Path

from octavo.book import drawings, paths
from octavo.book.captions import cover_record
from octavo.cache import Cache
from octavo.files.redraw_covers import as_jpeg, front_of
from octavo.formats import imprint
from octavo.formats.cover.draw import Bench, Look, draw_front
from octavo.formats.cover.pictures import named, picture
from octavo.formats.cover.words import ink_of, words_of
from octavo.formats.made_once import made_once
from octavo.formats.pdf.faces import Faces, faces_of
from octavo.model.edition import Edition, Project
from octavo.model.finding import Finding, InputError
from octavo.model.rules import severity
from octavo.text.terms import direction, terms_for

BLEED = 3.175
"""What a picture of a whole cover has beyond the trim, in millimetres (an eighth of an inch)."""

WIDTH = 384.0
"""So many points are 1600 pixels at the dots an inch of `drawings`."""

SCRIPTS = ("LATIN", "GREEK", "CYRILLIC", "HEBREW", "MODIFIER")
"""The letters that Libertinus has, by the first word of their Unicode names."""


def cover_file(project: Project, folder: Path, *, keeps: bool = True) -> Path:
    """Return the edition's own cover, or make one in `folder`.

    It is a picture of the front, an SVG drawn as JPEG, because readers and shops take no other
    drawing; else the front's part of a picture of the whole cover; else it is set. Raises
    InputError where the named file is missing, outside the project, or no picture. `keeps`: whether
    the cache of the book's folder may keep what is set: never in that of a release.
    """
    edition = project.edition
    if edition.cover:
        return _drawn(project, picture(project, drawn=True), folder)
    if not edition.cover_wrap:
        store = Cache(project.cache) if keeps else None
        return cover(edition, folder, faces_of(project), store)
    path = folder / "cover.jpg"
    is_left = direction(edition.lang) == "rtl"
    whole = picture(project, "cover-wrap").read_bytes()
    path.write_bytes(as_jpeg(front_of(whole, edition.design.trim, BLEED, is_left=is_left)))
    return path


def _drawn(project: Project, front: Path, folder: Path) -> Path:
    """Return a picture of the front, one that is a drawing as JPEG in `folder`."""
    if front.suffix.lower() != ".svg":
        return front
    drawn = drawings.jpeg(front.read_bytes(), WIDTH)
    if not drawn:
        message = f"The cover {project.edition.cover} cannot be drawn."
        place = paths.place_of(project, "cover")
        raise InputError(message, place=place, hint="Save it as PNG or JPEG.")
    path = folder / "cover.jpg"
    path.write_bytes(drawn)
    return path


def cover_words(edition: Edition) -> str:
    """Return the words of the cover for those who cannot see it."""
    record = cover_record(edition)
    if record and record.alt:
        return record.alt
    people = imprint.authors(edition)
    title = f"{terms_for(edition.lang).cover}: {edition.title}"
    return f"{title} · {people}" if people else title


def check(project: Project) -> list[Finding]:
    """Check the cover that the edition names, or whether one can be made, at its line."""
    try:
        for key in ("cover", "cover-back", "cover-wrap", "logo"):
            if named(project, key):
                picture(project, key, drawn=key == "cover")
    except InputError as fault:
        words, place = fault.message, fault.place
        return [Finding("cover-file", words, severity("cover-file"), place=place, hint=fault.hint)]
    key = "cover" if project.edition.cover else "title"
    return [
        finding.at(paths.place_of(project, key))
        for finding in check_words(project.edition, faces_of(project))
    ]


def can_set(words: str, faces: Faces | None = None) -> bool:
    """Whether the types of the cover, the book's own among them, have the letters of some words."""
    return all(
        _has_type(character) or (faces is not None and faces.knows(character))
        for character in words
    )


def check_words(edition: Edition, faces: Faces | None = None) -> list[Finding]:
    """Warn where the cover that is made bears no title, because its types lack the letters."""
    if edition.cover or edition.cover_wrap or can_set(edition.title, faces):
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


def cover(
    edition: Edition, folder: Path, faces: Faces | None = None, store: Cache | None = None
) -> Path:
    """Set a front from the metadata, 1600 × 2560 pixels; return its file, `folder`/cover.jpg.

    It is the front of the printed cover. Words in letters that the cover's types lack are left out.
    A `store` keeps the picture: to compress it takes longer than to draw it.
    """
    faces = faces or Faces()
    path = folder / "cover.jpg"
    words = {
        key: value if not isinstance(value, str) or can_set(value, faces) else ""
        for key, value in words_of(edition).items()
    }
    look = Look(edition.design.cover_design, ink_of(edition))
    room = folder / "cover-front"
    room.mkdir(exist_ok=True)
    drawn = draw_front(words, look, Bench(room, faces))
    made = made_once(store, "cover", drawn, partial(as_jpeg, drawn)) if store else as_jpeg(drawn)
    path.write_bytes(made)
    return path
