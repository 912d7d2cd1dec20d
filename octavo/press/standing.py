"""Verifies the files of an earlier build, as they stand in a folder, against the text as it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from octavo.book.book import Book
from octavo.model.finding import Finding
from octavo.press import build as pipeline
from octavo.press import paging, place
from octavo.press import verify as press_verify
from octavo.press.jobs import Press, Watcher
from octavo.press.judges.judge import Judge
from octavo.press.judging import Judging
from octavo.press.prepare import prepare
from octavo.press.sourced import Lines
from octavo.press.workers import Workers


@dataclass(frozen=True, slots=True)
class Asked:
    """What is verified, all of it where nothing is `named`, and by which judges besides."""

    named: Sequence[Path] = ()
    judges: Sequence[Judge] = ()


def verify(
    crew: Workers, book: Book, out: Path, watcher: Watcher, asked: Asked | None = None
) -> list[Finding]:
    """Compare the artefacts of an earlier build with the text as it is.

    Raises InputError where there is no such artefact.
    """
    asked = asked or Asked()
    place.restore(book.root, out)
    artefacts = press_verify.artefacts_in(out)
    if asked.named:
        artefacts = press_verify.named(artefacts, asked.named)
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
        judging = Judging.begin(crew, asked.judges, artefacts, book.root)
        in_files = press.read_back()
        in_files += pipeline.unlike_pages(press, artefacts, paging.kept(out))
        lines = Lines(prepared, room / place.DOCUMENT, out)
        changed = press_verify.unlike_manifest(artefacts, out)
        findings = changed + lines.at_source(in_files, artefacts)
        return findings + judging.findings(lines, watcher)


def pass_on_reports(book: Book, out: Path, reports: Path) -> None:
    """Let a copy of a book know what EPUBCheck has said of its EPUB, from another cache."""
    for artefact in press_verify.artefacts_in(out):
        if artefact.format == "epub":
            press_verify.pass_on_report(artefact.path, reports, book.project.cache)
