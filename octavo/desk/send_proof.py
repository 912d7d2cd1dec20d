"""Sends the pages of a book as a proof, a PDF to be marked, and keeps what was sent."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ParamSpec, TypeVar

from octavo.book.book import Book
from octavo.desk import send
from octavo.desk.merge import comments_out, sent, text_leaves
from octavo.desk.merge.leaf import BOOKMARK, Leaf
from octavo.desk.merge.marked import pages
from octavo.desk.merge.marked.pages import Placed
from octavo.desk.merge.marked.signs import Signs, read_as
from octavo.desk.merge.sent import Sent
from octavo.desk.send import Parcel, Posted
from octavo.files import files
from octavo.formats.docx.comments import Thread
from octavo.formats.pdf.faces import faces_of
from octavo.formats.pdf.format import setting_of, tagged
from octavo.formats.pdf.proofs import make, sheet, watermark
from octavo.formats.pdf.proofs.glyphs import Glyph, Printing, printed
from octavo.formats.pdf.proofs.make import Drawn, Named
from octavo.formats.pdf.proofs.named import QUERY
from octavo.formats.pdf.proofs.sheet import Asked, QueryNote, Sheet
from octavo.model.artefact import Job
from octavo.model.edition import Project
from octavo.model.nodes import Document
from octavo.press import build, place
from octavo.press.prepare import Means, prepare
from octavo.press.workers import workers
from octavo.system import programs
from octavo.system.host import Host
from octavo.text.terms import terms_for

VARIANT, PDF = "proof", "pdf"

LONG = 200_000
"""From how many bytes on a text is long: for a shorter one, to start processes takes longer."""

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Proof:
    """The pages of a proof: the PDF, what is printed where, and the leaves that it is of."""

    path: Path
    printing: Printing
    signs: Signs
    glyphs: Placed
    threads: Sequence[Thread]

    @property
    def leaves(self) -> Sequence[Leaf]:
        return self.signs.leaves


def send_proof(book: Book, parcel: Parcel, day: str, host: Host | None = None) -> Posted:
    """Write a proof that is dated by a day (2026-11-29), and keep what was sent.

    Where a host is given, a long text is prepared in a process of its own, and its pages are set
    in another: their memory is given back when they end.

    Raises TextError where the text has errors, and InputError where the file has been changed since
    it was sent, or cannot be written.
    """
    send.check_parcel(parcel)
    texts = sent.files_of(book.root, book.project.sources)
    host = host if sum(map(len, texts.values())) >= LONG else None
    with place.room_apart() as room:
        job = _run(host, _job, book.opened, room)
        gc.collect()  # the command collects none by itself
        pdf = _run(host, tagged, job)
        leaves = _leaves(Document.loads(job.document.read_bytes()))
        where = send.where_of(book, leaves)
        names = {leaf.ids[0]: read_as(leaf) for leaf in leaves}
        threads = comments_out.threads(book, leaves, where, names)
        signs, printing = Signs(leaves), printed(pdf, setting_of(job))
        proof = _Proof(pdf, printing, signs, pages.placed(printing, signs), threads)
        queries = _asked(proof)
        asked = {note.name: note.words for one in queries for note in one.notes}
        kept = pages.dumps(printing, proof.glyphs, day, asked)
        members = {"pages.pdf": pdf.read_bytes(), sent.PAGES: kept}
        name = sent.identify((texts, leaves, members), VARIANT, programs.version())
        out = room / f"{job.slug}-{VARIANT}.pdf"
        _assembled((proof, queries), job, (name, day), out)
        data = out.read_bytes()
    to = (parcel.to,) if parcel.to else ()
    record = Sent(name, VARIANT, to, book.edition.title, texts, tuple(leaves), where, kept)
    path = parcel.out or files.within(book.root, f"{sent.FOLDER}/{name}/{out.name}")
    send.check_unchanged(path, data)
    sent.keep(book.root, record)
    send.write(path, data)
    return Posted(sent.load(book.root, name), path, [], len(queries))


def _run(host: Host | None, work: Callable[P, T], *given: P.args, **named: P.kwargs) -> T:
    """Do a piece of work, in a process of its own where a host is given."""
    if host is None:
        return work(*given, **named)
    with workers(host) as crew:
        return crew.setter.submit(work, *given, **named).result()


def _job(project: Project, room: Path) -> Job:
    """Return the job of the pages in a folder for work; what was read for that is not kept."""
    options = build.Options((PDF,), project.root, printers=())
    prepared = prepare(Book(project), Means(formats=(PDF,)))
    build.check_errors(prepared, options)
    return _without_cover(build.make_jobs(prepared, options, room)[PDF])


def _without_cover(job: Job) -> Job:
    """Return a job without the cover: nobody reads proofs of a picture by its words."""
    return replace(
        job, project=replace(job.project, edition=replace(job.project.edition, cover=""))
    )


def _leaves(document: Document) -> list[Leaf]:
    each = text_leaves.printed(document.blocks)
    return [replace(leaf, ids=(f"{BOOKMARK}{n:06d}",)) for n, leaf in enumerate(each, 1)]


def _assembled(
    made: tuple[_Proof, Sequence[Asked]], job: Job, named: tuple[str, str], out: Path
) -> None:
    """Write the proof."""
    (proof, queries), (name, day) = made, named
    edition = job.project.edition
    word = terms_for(edition.lang).proof
    faces = faces_of(job.project)
    drawn = Sheet(edition.lang, word, f"{edition.title} · {day}", f"octavo {name}", queries)
    sheets = sheet.draw(drawn, proof.printing, faces, job.work / "sheets", job.epoch)
    sizes = list(dict.fromkeys(proof.printing.sizes))
    under = watermark.draw(word, edition.lang, sizes, faces, job.work / "under")
    title = Named(name, f"{word}: {edition.title}, {day}")
    make.assemble(Drawn(proof.path, sheets, under), out, title, (proof.printing, queries))


def _asked(proof: _Proof) -> list[Asked]:
    """Return the threads whose words are printed, in the order of the pages."""
    numbers = {leaf.ids[0]: number for number, leaf in enumerate(proof.leaves)}
    each = [(thread, _glyphs(thread, numbers[thread.bookmark], proof)) for thread in proof.threads]
    shown = [(thread, own) for thread, own in each if own]
    shown.sort(key=lambda one: (one[1][0].page, one[1][0].line))
    return [Asked(number, _notes(one), own) for number, (one, own) in enumerate(shown, 1)]


def _glyphs(thread: Thread, leaf: int, proof: _Proof) -> tuple[Glyph, ...]:
    """Return the glyphs of the words that a thread is about; of a whole leaf, its first word's."""
    signs = proof.signs
    if thread.start == thread.end:
        start, end = signs.first_of(leaf, 0), signs.first_of(leaf, 1)
    else:
        start, end = (signs.sign_at(leaf, each) for each in (thread.start, thread.end))
    return tuple(filter(None, (proof.glyphs.get(sign) for sign in range(start, end))))


def _notes(thread: Thread) -> tuple[QueryNote, ...]:
    """Return a thread as notes: the query, and its answers."""
    return tuple(
        QueryNote(
            f"{QUERY}{thread.id}" + (f".{number}" if number else ""), one.author, one.date, one.text
        )
        for number, one in enumerate(thread.comments)
    )
