"""Sends the text to somebody as a Word file, and keeps what was sent for its way back."""

from __future__ import annotations

import gc
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from octavo.book.book import Book
from octavo.desk import blind
from octavo.desk.merge import comments_out, sent, text_leaves, tying, word_leaves
from octavo.desk.merge.leaf import Kind, Leaf
from octavo.desk.merge.sent import Sent, Where
from octavo.files import files
from octavo.files.names import shortened
from octavo.formats import archive, load
from octavo.formats.docx.comments import add_comments, leaf_texts
from octavo.formats.docx.pages import ask_for_pages
from octavo.formats.docx.sending import UNNAMED, rename
from octavo.model.artefact import Artefact, Job, Sending
from octavo.model.counted import counted
from octavo.model.finding import Finding, InputError, Place, Severity, TextError
from octavo.ooxml.package import Package
from octavo.press import build, paging, place
from octavo.press.prepare import Means, prepare
from octavo.system import programs

DOCX = "docx"
DIST = "dist"
"""Where the last build of a book stands: its PDF has the pages of the contents."""

UNSEEN = re.compile("[\0-\x1f\x7f-\x9f\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}\ud800-\udfff]")
"""What no name holds: control characters, ends of lines, and what was no UTF-8."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """What is to be sent: to whom, in which variant, and where the file is to lie ("" : by id).

    `paper` is a manuscript's: `a4`, `letter`, "" for that of the language's country.
    """

    to: str = ""
    variant: str = "page"
    numbered: bool = False
    out: Path | None = None
    paper: str = ""


@dataclass(frozen=True, slots=True)
class Posted:
    """What was sent: its record, the file, what its check says of it, its threads of comments."""

    sent: Sent
    path: Path
    findings: list[Finding]
    threads: int = 0

    @property
    def messages(self) -> list[str]:
        """What was done, in sentences."""
        tied = sum(at is not None for at in self.sent.where)
        to = f" for {', '.join(self.sent.to)}" if self.sent.to else ""
        return [
            f"{self.path}: written{to}.",
            f"It is {self.sent.id}: {counted(len(self.sent.leaves), 'paragraph')}, of which {tied} "
            f"are of the text. What was sent is kept in {sent.FOLDER}/{self.sent.id}.",
            *([f"{counted(self.threads, 'open comment')} went with it."] if self.threads else []),
            "When it comes back: octavo merge FILE --dry-run, then octavo merge FILE.",
        ]


def send(book: Book, parcel: Parcel) -> Posted:
    """Write the file and keep what was sent.

    Raises TextError where the text has errors, and InputError where the file has been changed since
    it was sent, or cannot be written.
    """
    check_parcel(parcel)
    kept = sent.files_of(book.root, book.project.sources)
    is_blind = parcel.variant == blind.VARIANT
    variant = f"{parcel.variant}-numbered" if parcel.numbered else parcel.variant
    with place.room_apart() as room:
        artefact, job = _written(_copy(book, parcel), parcel, room)
        gc.collect()  # the command collects none by itself: 100 MB less for what follows
        leaves = word_leaves.leaves(Package(archive.read(artefact.path)))
        where = where_of(book, leaves)
        talk = 0 if is_blind else _with_comments(book, artefact.path, job, (leaves, where))
        members = archive.read(artefact.path)
        name = sent.identify((kept, leaves, members), variant, programs.version())
        rename(members, name)
        archive.write(artefact.path, members, job.epoch)
        findings = [
            one for one in load(DOCX).check(artefact, job) if one.severity is Severity.ERROR
        ]
        if is_blind:
            findings += blind.questions(book.edition, (leaves, where), book.chapters)
            findings += blind.left(book.edition, members)
            _refuse_names(findings)
        data = artefact.path.read_bytes()
    to = (parcel.to,) if parcel.to else ()
    record = Sent(name, variant, to, book.edition.title, kept, tuple(leaves), where)
    path = parcel.out or files.within(book.root, f"{sent.FOLDER}/{name}/{artefact.path.name}")
    check_unchanged(path, data)
    sent.keep(book.root, record)
    write(path, data)
    return Posted(sent.load(book.root, name), path, findings, talk)


def _copy(book: Book, parcel: Parcel) -> Book:
    """Return the book, not yet read, as it is to be sent."""
    if parcel.variant != blind.VARIANT:
        return book.again()
    opened = book.opened
    return Book(replace(opened, edition=blind.blinded(opened.edition)))


def _refuse_names(findings: Sequence[Finding]) -> None:
    """Raise TextError where a file that is sent without names has one in a hidden place."""
    left = [one for one in findings if one.rule == blind.LEFT]
    if left:
        raise TextError(left)


def _written(book: Book, parcel: Parcel, room: Path) -> tuple[Artefact, Job]:
    """Write the file into a folder for work; what was read for that is not kept."""
    prepared = prepare(book, Means(formats=(DOCX,)))
    options = build.Options((DOCX,), book.root)
    build.check_errors(prepared, options)
    job = build.make_jobs(prepared, options, room)[DOCX]
    job = replace(job, sending=Sending(UNNAMED, parcel.variant, parcel.numbered, parcel.paper))
    artefact = load(DOCX).write(job)[0]
    printed = paging.known({DOCX: job}, book.root / DIST)
    paging.paginate(DOCX, [artefact], job, printed)
    if printed is None:
        ask_for_pages(artefact, job)
    return artefact, job


def _with_comments(
    book: Book, path: Path, job: Job, read: tuple[Sequence[Leaf], Sequence[Where | None]]
) -> int:
    """Write the open comments and queries of a book into a file; return how many threads."""
    members = archive.read(path)
    talk = comments_out.threads(book, *read, leaf_texts(members))
    if talk:
        add_comments(members, talk)
        archive.write(path, members, job.epoch)
    return len(talk)


def check_parcel(parcel: Parcel) -> None:
    """Raise InputError where nobody can be called so, or a folder is named for the file."""
    if unseen := UNSEEN.search(parcel.to):
        message = f"The name after --to holds a control character (U+{ord(unseen[0]):04X})."
        raise InputError(message, hint='Write it on one line: --to "Ann Lee".')
    try:
        is_folder = parcel.out is not None and parcel.out.is_dir()
    except (OSError, ValueError) as fault:
        message = f"“{shortened(str(parcel.out))}” cannot be the name of a file."
        raise InputError(message, hint="Name another: --out review.docx.") from fault
    if parcel.out and is_folder:
        message = "This is a folder, not a file."
        hint = f"Name a file in it: --out {parcel.out / 'review.docx'}."
        raise InputError(message, place=Place(str(parcel.out)), hint=hint)


def check_unchanged(path: Path, data: bytes) -> None:
    """Raise InputError where another file lies there: somebody may have worked in it."""
    if path.exists() and (not path.is_file() or path.read_bytes() != data):
        message = "There is a file already, and it is not as it was sent: somebody changed it."
        hint = "Merge it with octavo merge, move it away, or name another with --out."
        raise InputError(message, place=Place(str(path)), hint=hint)


def write(path: Path, data: bytes) -> None:
    """Write a file that is sent. Raises InputError where it cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        files.write(path, data)
    except OSError as fault:
        message = f"The file cannot be written: {fault.strerror}."
        raise InputError(message, place=Place(str(path))) from fault


def where_of(book: Book, leaves: Sequence[Leaf]) -> tuple[Where | None, ...]:
    """Return where the words of each leaf stand in the text."""
    read = [
        (chapter, one)
        for chapter in book.chapters
        for one in text_leaves.leaves(chapter.read, chapter.document().blocks)
    ]
    typed = sorted(read, key=lambda each: each[1].leaf.kind is Kind.NOTE)
    ties = tying.tied(leaves, [one.leaf for _, one in typed])
    where: list[Where | None] = [None] * len(leaves)
    for number, other in ties.items():
        chapter, one = typed[other]
        if one.start >= 0:
            start, end = chapter.comments.span(one.start, one.end)
            where[number] = Where(chapter.file, start, end)
    return tuple(where)
