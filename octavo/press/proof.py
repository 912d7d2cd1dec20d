"""The pages of a document alone, set in the process that still knows those of the last build."""

from __future__ import annotations

import tempfile
from concurrent.futures import Future
from pathlib import Path

from octavo.model.artefact import Job
from octavo.model.edition import Project
from octavo.model.finding import InputError
from octavo.model.nodes import Document
from octavo.press.place import DOCUMENT
from octavo.press.tasks import epoch_of, slug_of
from octavo.press.workers import Workers


def submit(crew: Workers, project: Project, document: Document) -> Future[bytes | None]:
    """Have a prepared document set; the result is a PDF, or None where it cannot be set."""
    return crew.setter.submit(_set, project, document.dumps())


def _set(project: Project, data: bytes) -> bytes | None:
    from octavo.formats.pdf.format import proof  # this process has it

    with tempfile.TemporaryDirectory() as folder:
        room = Path(folder)
        (room / DOCUMENT).write_bytes(data)
        work = room / "pdf"
        work.mkdir()
        slug = slug_of(project.edition.title)
        try:
            # dated as the build is: Typst would set every page anew for another date
            return proof(Job(room / DOCUMENT, project, work, slug, epoch_of(project.edition)))
        except InputError:  # the build of the whole book says what is wrong
            return None
