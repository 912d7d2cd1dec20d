"""What a release demands beside a text without open findings: metadata, works, pictures, approval.

Each demand that is not met is a finding with its place, and with what to write.
"""

from __future__ import annotations

from collections.abc import Iterator

from octavo.bibliography.holdings import Holdings
from octavo.book import approvals, captions, images, metadata, paths
from octavo.book.approvals import Standing
from octavo.book.book import Book
from octavo.files import yaml
from octavo.files.names import decoded
from octavo.model.edition import Edition, File, Image
from octavo.model.finding import Finding, Place, Severity, Tier
from octavo.model.nodes import meta_value
from octavo.press.prepare import Prepared

FILES: dict[str, tuple[File, ...]] = {
    "html": ("html",),
    "epub": ("epub",),
    "docx": ("docx",),
    "pdf": ("screen", "print"),
}
"""The files of each format, as edition.yaml names them below isbn."""


def unmet(prepared: Prepared, standing: Standing) -> list[Finding]:
    """Return a finding for each demand that a book does not meet, in the order of an editor's work.

    Raises InputError where a file of the metadata is wrong.
    """
    book = prepared.book
    return [
        *_metadata(book),
        *_isbns(book),
        *_stubs(book),
        *_pictures(prepared),
        *_approval(standing),
    ]


def is_last(demand: Finding) -> bool:
    """Whether a demand is met when all else is settled: the approval of the text as it is then."""
    return demand.rule == "release-approval"


def _metadata(book: Book) -> Iterator[Finding]:
    for key, what, example in _missing(book.edition):
        message = f"The edition does not say {what}."
        yield _finding("release-metadata", message, _at(book, key), f"Write {example}.")


def _missing(edition: Edition) -> Iterator[tuple[str, str, str]]:
    """Yield each obligatory key that says nothing: its name, what it says, an example."""
    whole = [person for person in edition.contributors if not person.chapter]
    if not any(person.role in ("aut", "edt", "com") for person in whole):
        yield "author", "who wrote it", 'author: {name: Given Family, file-as: "Family, Given"}'
    if not edition.date:
        yield "date", "when it appears", "date: 2026-11-28"
    if not (edition.copyright.holder or edition.rights or edition.licence):
        yield "copyright", "whose the rights are", "copyright: 2026 Given Family"
    if not (edition.publisher or edition.imprint):
        yield "publisher", "who publishes it", "publisher: The House"


def _isbns(book: Book) -> Iterator[Finding]:
    edition = book.edition
    files = [file for name in edition.outputs for file in FILES[name]]
    known = {*edition.isbn, *edition.no_isbn}
    if known & {"paperback", "hardback"}:
        known.add("print")  # the same PDF, bound
    lacking = [file for file in files if file not in known]
    if lacking:
        message = f"Neither an ISBN nor a reason for its absence: {', '.join(lacking)}."
        hint = f'Write isbn: {{{lacking[0]}: "…"}}, or no-isbn: {{{lacking[0]}: the reason}}.'
        yield _finding("release-isbn", message, _at(book, "isbn"), hint)


def _stubs(book: Book) -> Iterator[Finding]:
    meta = {key: meta_value(value) for key, value in book.meta().items() if value}
    for work in Holdings.of(meta).works.values():
        if work.is_stub:
            message = f"The work {work.key} is not complete."
            hint = "Complete its entry, and take its note away."
            yield _finding("release-stub", message, work.place, hint)


def _pictures(prepared: Prepared) -> Iterator[Finding]:
    """Yield the pictures that the book shows and nobody has licensed."""
    project = prepared.book.project
    shown: dict[str, Image | None] = {}
    for image, _ in images.images(prepared.document.blocks, []):
        target = decoded(image["c"][2][0])
        shown.setdefault(target, paths.recorded(project, image["c"][2][0]))
    if project.edition.cover:
        shown.setdefault(project.edition.cover, captions.cover_record(project.edition))
    for name, record in shown.items():
        if record is None or not (record.licence.strip() or record.permission.strip()):
            message = f"Nothing says by what right the image {name} is printed."
            hint = f"Write images: {{{name}: {{licence: …}}}}, or permission."
            yield _finding("release-image", message, _at(prepared.book, "images"), hint)


def _approval(standing: Standing) -> Iterator[Finding]:
    if standing.valid:
        return
    old = "; ".join(f"{one.by} on {one.date}" for one in standing.outdated)
    message = "Nobody has approved this text."
    if old:
        message = f"Nobody has approved this text. Approvals of another one are outdated: {old}."
    hint = "When all else is settled: `octavo approve --by NAME`."
    yield _finding("release-approval", message, Place(approvals.FILE), hint)


def _at(book: Book, key: str) -> Place:
    """Return the line of a key of edition.yaml; the file, where it has no such key."""
    tree = yaml.read(book.root / metadata.EDITION, metadata.EDITION)
    return tree.place((key,)) if (key,) in tree.lines else Place(metadata.EDITION)


def _finding(rule: str, message: str, place: Place, hint: str) -> Finding:
    return Finding(rule, message, Severity.ERROR, Tier.FLAG, place, hint=hint)
