"""Tells the e-book, the web edition and the Word file where the pages of the printed book begin.

They are written while the PDF is set. When it was read back, its pages are put into the finished
files: so nothing waits for it but the last step. Where no PDF is made in a build, the pages are
those of the PDF that stands in the folder, if it has the same text. An edition may list the pages
that its text marks instead (`page_marks`): these are known from the beginning.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from octavo.files import files
from octavo.formats import load
from octavo.formats.pdf.front import words_before
from octavo.model import reading
from octavo.model.artefact import Artefact, Job
from octavo.model.checkdigits import isbn_digits
from octavo.model.edition import Edition
from octavo.model.finding import Finding, InputError, Place, Tier
from octavo.model.pages import PageMap, PageStart, Printed
from octavo.model.rules import severity
from octavo.press import manifest, page_map, page_marks, pages_json
from octavo.press import verify as press_verify
from octavo.text.terms import terms_for

RULE = "page-list-differs"
AROUND, FEW = 16, 4
"""How many words beside a page's begin show its place, and how many name it."""

PDF = "pdf"
PAGED = ("epub", "html", "docx")
"""The formats that list the pages of the printed book, or name them in their contents."""


def of_build(job: Job, pdf: Path) -> Printed | None:
    """Return the pages of the PDF of a build, given the PDF's job and its screen PDF."""
    return _printed(job, pdf, page_map.starts(job.work, reading.canon(job.document)))


def kept(out: Path) -> PageMap | None:
    """Return the page map that a build has left in a folder, or None if it left none."""
    path = out / manifest.PAGES
    try:
        return pages_json.load(path) if path.is_file() else None
    except InputError:
        return None


def known(jobs: Mapping[str, Job], out: Path) -> Printed | None:
    """Return the pages that are known before a PDF is set: the marked ones, or those that stand."""
    asked = [job for name, job in jobs.items() if name in PAGED]
    if asked and page_marks.is_asked(asked[0].project.edition):
        return page_marks.printed(asked[0])
    return standing(jobs, out)


def standing(jobs: Mapping[str, Job], out: Path) -> Printed | None:
    """Return the pages of the PDF that stands in a folder, for a build that makes none.

    Return None if no PDF stands there, if it is not as it was built, or if it has another text.
    """
    asked = [job for name, job in jobs.items() if name in PAGED]
    pages = None if PDF in jobs or not asked else kept(out)
    known = manifest.read(out) if pages else None
    if (
        pages is None
        or known is None
        or pages.text != page_map.digest(reading.canon(asked[0].document))
    ):
        return None
    screen = next((one for one in known.artefacts if one.format == page_map.SCREEN), None)
    if screen is None or not screen.path.is_file():
        return None
    if files.digest(screen.path) != pages.files.get(screen.path.name):
        return None
    return _printed(asked[0], screen.path, pages.starts())


def unlike(artefacts: Sequence[Artefact], pages: PageMap | None, job: Job) -> list[Finding]:
    """Return an error for each page that begins elsewhere in an e-book or on the web.

    An artefact that lists no pages is right: that of a build without a PDF does not.
    """
    words = reading.canon(job.document).body
    starts = _starts(pages, job)
    findings: list[Finding] = []
    for artefact in artefacts:
        read = load(press_verify.module_of(artefact.format)).breaks
        breaks = dict(read(artefact)) if read else {}
        for start in starts if breaks else ():
            if start.word is not None:
                word = start.word + (1 if start.within else 0)
                if breaks.get(start.label) != word:
                    findings.append(_elsewhere(start.label, word, words, artefact, job))
    return findings


def _starts(pages: PageMap | None, job: Job) -> Sequence[PageStart]:
    """Return where the pages begin that a list has; none where the PDF has another text."""
    if page_marks.is_asked(job.project.edition):
        return page_marks.starts(job)
    if pages is None or pages.text != page_map.digest(reading.canon(job.document)):
        return ()
    return pages.starts()


def _elsewhere(
    label: str, word: int, words: Sequence[str], artefact: Artefact, job: Job
) -> Finding:
    behind = " ".join(words[word : word + AROUND])
    where = "where its mark stands" if page_marks.is_asked(job.project.edition) else "as in the PDF"
    return Finding(
        RULE,
        f"Page {label} does not begin at “{' '.join(words[word : word + FEW])}”, {where}.",
        severity(RULE),
        Tier.FLAG,
        Place(artefact.path.name),
        context=("", behind),
        hint="Build again; if that does not help, report it.",
        format=artefact.format,
    )


def paginate(name: str, artefacts: Sequence[Artefact], job: Job, printed: Printed | None) -> None:
    """Say in the artefacts of a format where the printed pages begin."""
    put = load(name).paginate
    for artefact in artefacts if put and printed else ():
        put(artefact, job, printed)  # type: ignore[misc, arg-type]


def _printed(job: Job, pdf: Path, starts: Sequence[PageStart] | None) -> Printed | None:
    """Return the printed pages of a text; None where none of them has words of it."""
    first = next((start.number for start in starts or () if start.word is not None), 0)
    if not starts or not first:
        return None
    return Printed(tuple(starts), words_before(pdf, first - 1), source_of(job.project.edition))


def source_of(edition: Edition) -> str:
    """Return what the pages are of: the printed book by its ISBN, else by its title and date."""
    for name in ("print", "paperback", "hardback"):
        if isbn := edition.isbn.get(name, ""):
            return f"urn:isbn:{isbn_digits(isbn)}"
    words = (edition.title, edition.publisher, edition.date[:4])
    return f"{', '.join(word for word in words if word)} ({terms_for(edition.lang).in_print})"
