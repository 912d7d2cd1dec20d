"""What the formats are given to do: the settled document, a name and a date, a folder each."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from octavo.book import bylines, captions, columns, directions, forms, paragraphs
from octavo.files import slugs
from octavo.formats import FORMATS
from octavo.model.artefact import Job
from octavo.model.edition import Edition, Project
from octavo.model.nodes import join_words
from octavo.model.printers import Printer
from octavo.press import place
from octavo.press.prepare import Prepared

EARLIEST = 315532800
"""1980-01-01: the date of an edition without a date; a zip archive cannot hold an earlier one."""


class Asked(Protocol):
    """What a build is asked for."""

    @property
    def formats(self) -> tuple[str, ...]:
        """The formats to write."""

    @property
    def printers(self) -> tuple[Printer, ...] | None:
        """The printers that get a file each."""


def settled(prepared: Prepared) -> bytes:
    """Return the document that all formats are written from, as pandoc's JSON.

    What edition.yaml has for the text is printed in it, how each paragraph begins and how wide
    columns are is settled, and its words are joined, for all readers: the prepared document is
    changed in place.
    """
    document, project = prepared.document, prepared.book.project
    captions.print_records(document, project)
    bylines.print_names(document, project)
    forms.settle_form(document, project.edition)
    paragraphs.set_paragraphs(document)
    columns.settle_widths(document.blocks)
    directions.set_directions(document, project.edition.lang)
    join_words(document.blocks)
    return document.dumps()


def jobs_of(project: Project, data: bytes, asked: Asked, room: Path) -> dict[str, Job]:
    """Write a settled document into a folder for work, and give each format its job there."""
    document = room / place.DOCUMENT
    document.write_bytes(data)
    edition = project.edition
    jobs = {}
    for name in (name for name in FORMATS if name in asked.formats):
        work = room / name
        work.mkdir()
        jobs[name] = Job(
            document,
            project,
            work,
            slug_of(edition.title),
            epoch_of(edition),
            asked.printers or (),
        )
    return jobs


def slug_of(title: str) -> str:
    """Return the name that the files of an edition have: its title as a slug."""
    name = slugs.slug(title, "book")
    return f"{name}-book" if name in slugs.DEVICES else name


def epoch_of(edition: Edition) -> int:
    """Return the edition's date in seconds since 1970; never the clock's."""
    parts = [int(part) for part in edition.date.split("-")] if edition.date else []
    if not parts or parts[0] < 1980:
        return EARLIEST
    year, month, day = (*parts, 1, 1)[:3]
    return int(datetime(year, month, day, tzinfo=UTC).timestamp())
