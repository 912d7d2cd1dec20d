"""The cover: the one that the edition names, or one set from its metadata."""

from __future__ import annotations

import hashlib
import unicodedata
from pathlib import Path

import orjson
import typst

from octavo.book import paths
from octavo.book.captions import cover_record
from octavo.files import redraw
from octavo.files.names import inside, is_file
from octavo.formats import imprint
from octavo.model.edition import Edition, Project
from octavo.model.finding import Finding, InputError
from octavo.model.near import meant_file
from octavo.model.rules import severity
from octavo.text.terms import primary, terms_for

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
        if project.edition.cover:
            _named(project)
    except InputError as fault:
        words, place = fault.message, fault.place
        return [Finding("cover-file", words, severity("cover-file"), place=place, hint=fault.hint)]
    key = "cover" if project.edition.cover else "title"
    return [finding.at(paths.place_of(project, key)) for finding in check_words(project.edition)]


def _named(project: Project) -> Path:
    named = project.edition.cover
    file = next(
        (
            folder / named
            for folder in (project.root, project.metadata, project.source)
            if is_file(folder / named) and inside(project.root, folder / named)
        ),
        None,
    )
    if file is None:
        other = "Put the file there, or leave `cover` out: then one is made."
        beside = inside(project.root, project.root / named)
        hint = meant_file(beside, other) if beside else other
        raise _refused(project, "is missing.", hint)
    if file.suffix.lower() not in SUFFIXES:
        raise _refused(project, "is neither JPEG nor PNG.", "Save it as one.")
    unfit = redraw.unfit(file)
    if unfit:
        raise _refused(project, unfit)
    return file


def _refused(project: Project, what: str, hint: str = "") -> InputError:
    message = f"The cover {project.edition.cover} {what}"
    return InputError(message, place=paths.place_of(project, "cover"), hint=hint)


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
