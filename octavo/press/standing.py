"""Verifies the files of an earlier build, as they stand in a folder, against the text as it is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from octavo.book.book import Book
from octavo.model.finding import Finding
from octavo.press import build as pipeline
from octavo.press import paging, place
from octavo.press import verify as press_verify
from octavo.press.jobs import Press, Watcher
from octavo.press.prepare import prepare
from octavo.press.sourced import Lines
from octavo.press.workers import Workers


def verify(
    crew: Workers, book: Book, out: Path, watcher: Watcher, named: Sequence[Path] = ()
) -> list[Finding]:
    """Compare the artefacts of an earlier build with the text as it is.

    `named` are those to read, else all. Raises InputError where there is no such artefact.
    """
    place.restore(book.root, out)
    artefacts = press_verify.artefacts_in(out)
    if named:
        artefacts = press_verify.named(artefacts, named)
    known = book.edition.design.printers
    options = pipeline.Options(
        tuple({press_verify.module_of(a.format) for a in artefacts}),
        out,
        printers=press_verify.printers_of(artefacts, known),
    )
    prepared = prepare(book, pipeline.means(crew, options.formats, watcher, makes=False))
    pipeline.check_errors(prepared, options)
    with place.room_apart() as room:
        press = Press(crew, pipeline.make_jobs(prepared, options, room), watcher)
        press.verify(artefacts)
        in_files = press.read_back()
        in_files += pipeline.unlike_pages(press, artefacts, paging.kept(out))
        lines = Lines(prepared, room / place.DOCUMENT, out)
        changed = press_verify.unlike_manifest(artefacts, out)
        return changed + lines.at_source(in_files, artefacts)
