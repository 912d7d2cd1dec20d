"""The PDF, for the screen and for the press, through Typst.

The text is set once. The screen PDF is tagged (PDF/UA-1, PDF/A-2a), with live links and bookmarks;
the print PDF has the same pages without them, in pure black.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import orjson
import pikepdf
import typst

from octavo.book.fonts import has_small_capitals
from octavo.book.paths import find_image
from octavo.formats.pdf import archive, repeats
from octavo.formats.pdf.check import check_print, check_screen
from octavo.formats.pdf.cover import add_cover
from octavo.formats.pdf.faces import Faces, faces_of
from octavo.formats.pdf.fineness import fineness
from octavo.formats.pdf.front import check_front
from octavo.formats.pdf.glyphs import OWN, missing_glyphs
from octavo.formats.pdf.images import clear_drawings, copy_images, refuse_broken
from octavo.formats.pdf.interior import interior, title_lines, title_pages
from octavo.formats.pdf.math import formula_findings
from octavo.formats.pdf.page import Page, page_of
from octavo.formats.pdf.print import make_print, make_screen
from octavo.formats.pdf.printing import covers
from octavo.formats.pdf.printing import make as printing
from octavo.formats.pdf.printing import proof as proof_of
from octavo.formats.pdf.printing.named import Files
from octavo.formats.pdf.printing.preflight import preflight
from octavo.formats.pdf.read import Setting, characters, read_print, read_screen
from octavo.formats.pdf.references import references_of
from octavo.formats.pdf.source import Look, division_titles, write_text
from octavo.formats.pdf.styles import style_findings
from octavo.formats.pdf.survey import survey, survey_of
from octavo.formats.pdf.tables import table_findings
from octavo.formats.pdf.ua.findings import ua_findings
from octavo.model import reading
from octavo.model.artefact import Artefact, Format, Job, Reading
from octavo.model.finding import Finding, InputError, Severity
from octavo.model.nodes import Document
from octavo.model.printers import Printer
from octavo.text.terms import direction

__all__ = ["FORMAT", "characters", "check", "missing_glyphs", "read", "write"]

MEDIA_TYPE = "application/pdf"
TEMPLATE = Path(__file__).parent / "assets" / "book.typ"
SHEET = 4
"""The pages on a sheet folded once: a stitched pamphlet has a multiple of them."""
LEAF = 2
"""The pages of a leaf: a printer who gets an odd number of pages adds one, or refuses the file."""
HEAD = '#import "book.typ": *\n#show: interior\n\n'


def write(job: Job) -> list[Artefact]:
    """Make the two PDFs in `job.work`.

    Raises InputError for a character that no font has, an image that cannot be set, or a text
    that Typst refuses.
    """
    root, faces = job.work / "typst", faces_of(job.project)
    screen, press = (job.work / f"{job.slug}-{name}.pdf" for name in ("screen", "print"))
    notes = _set(job, root, (screen, press), faces)
    set_pages, pages = make_print(press, _multiple(job))
    counts = {"notes": notes, "words": len(reading.canon(job.document).body)}
    anew, page = Anew(job, faces), page_of(job.project.edition.design.trim)
    is_flat = not job.printers or not clear_drawings(_image_files(job))
    first = printing.Set(page, press if is_flat else anew.set(page, "flat"), pages)
    printed = [
        made
        for printer in job.printers
        for made in _printed(job, printer, printing.make(job, printer, first, anew.set), counts)
    ]
    shutil.rmtree(root)
    fronts = add_cover(screen, job)
    return [
        _artefact("pdf-screen", screen, {"pages": fronts + set_pages, **counts}),
        _artefact("pdf-print", press, {"pages": pages, **counts}),
        *printed,
        *_front(job, printed),
    ]


def tagged(job: Job) -> Path:
    """Make the tagged PDF alone, without a cover, in `job.work`. Raises InputError as `write`."""
    root, path = job.work / "typst", job.work / f"{job.slug}-screen.pdf"
    _set(job, root, (path, None), faces_of(job.project))
    shutil.rmtree(root)
    return path


def _set(job: Job, root: Path, outputs: tuple[Path, Path | None], faces: Faces) -> int:
    """Lay a book out and set it, for the screen and for paper; return the number of notes.

    Raises InputError where Typst cannot set it, with what is known of why.
    """
    document = Document.loads(job.document.read_bytes())
    root.mkdir()
    notes = lay_out(document, job, root, Look(faces))
    try:
        compile_pdf(root, outputs, job.epoch, faces)
    except typst.TypstError as fault:
        refuse_missing_glyphs(document, faces)
        refuse_broken(survey_of(job.document).of("Image"), root)
        raise InputError(
            f"The PDF cannot be set: {fault.message}.", hint=" ".join(fault.hints)
        ) from fault
    make_screen(outputs[0])
    return notes


def _front(job: Job, printed: list[Artefact]) -> Iterator[Artefact]:
    """Yield the front that shops show, where a printer gets a cover."""
    if any(artefact.format.endswith(covers.COVER) for artefact in printed):
        image = _artefact(covers.FRONT, covers.front(job), {"pages": 1})
        yield replace(image, media_type="image/jpeg")


def _multiple(job: Job) -> int:
    """Return what the number of printed pages is a multiple of."""
    return SHEET if job.project.edition.form == "pamphlet" else LEAF


def _printed(
    job: Job, printer: Printer, made: tuple[Path, int], counts: dict[str, int]
) -> Iterator[Artefact]:
    """Yield the files of a printer: the pages, and the cover where one can be made."""
    path, pages = made
    yield _artefact(f"pdf-{printer.name}", path, {"pages": pages, **counts})
    cover = covers.make(job, printer, pages)
    if cover:
        yield _artefact(f"pdf-{printer.name}{covers.COVER}", cover, {"pages": 1})


@dataclass(frozen=True, slots=True)
class Anew:
    """Sets a book once more, on another page, for paper alone."""

    job: Job
    faces: Faces

    def set(self, page: Page, name: str) -> Path:
        """Set the book on a page; return the print PDF. The tagged one is `witness` of it."""
        root = self.job.work / f"{name}-typst"
        root.mkdir()
        document = Document.loads(self.job.document.read_bytes())
        lay_out(document, self.job, root, Look(self.faces, page), flat=True)
        tagged, press = witness(self.job, name), self.job.work / f"{name}-set.pdf"
        compile_pdf(root, (tagged, press), self.job.epoch, self.faces)
        shutil.rmtree(root)
        repeats.silence(tagged)
        make_print(press, _multiple(self.job))
        return press


def witness(job: Job, name: str) -> Path:
    """Return the place of the tagged PDF by which the file of a printer is read."""
    return job.work / f"{name}-tagged.pdf"


def proof(job: Job) -> bytes:
    """Return the pages alone, as they would be printed, for one who looks at them now.

    Raises InputError where they cannot be set.
    """
    document = Document.loads(job.document.read_bytes())
    root = job.work / "typst"
    root.mkdir()
    faces = faces_of(job.project)
    lay_out(document, job, root, Look(faces))
    pages = job.work / "proof.pdf"
    compiler = _compiler(root, faces)
    try:
        compiler.compile(output=pages, format="pdf", pdf_tags=False, timestamp=job.epoch)
    except typst.TypstError as fault:
        raise InputError(f"The PDF cannot be set: {fault.message}.") from fault
    return pages.read_bytes()


def refuse_missing_glyphs(document: Document, faces: Faces) -> None:
    """Raise InputError with all characters that no font has."""
    findings = missing_glyphs(document, faces=faces)
    findings = [finding for finding in findings if finding.severity is Severity.ERROR]
    if findings:
        first = findings[0]
        words = " ".join(finding.message for finding in findings)
        where = f' It stands in "{first.context[0]}{first.before}{first.context[1]}".'
        raise InputError(words + where, hint=first.hint)


def lay_out(document: Document, job: Job, root: Path, look: Look, *, flat: bool = False) -> int:
    """Write all that Typst may read into `root`; return the number of notes.

    `flat` has drawings that may be seen through drawn as pictures.
    """
    surveyed = survey(document)
    images = copy_images(surveyed.of("Image"), job.project, root, flat=flat)
    text = write_text(document, surveyed, images, job.project.edition, look)
    shutil.copyfile(TEMPLATE, root / "book.typ")
    page = {"page": asdict(look.page)} if look.page else {}
    data = interior(job, text, look.faces) | page
    packed = orjson.dumps(data).decode().translate(reading.LONG_DASHES)
    (root / "book.json").write_bytes(packed.encode())
    (root / "text.typ").write_text(HEAD + text.markup, encoding="utf-8", newline="\n")
    return text.notes


def compile_pdf(
    root: Path, outputs: tuple[Path, Path | None], epoch: int, faces: Faces = OWN
) -> None:
    """Set the text once and write it twice, tagged and (if asked for) plain. Raises TypstError.

    Where something is not for archives, the tagged one is PDF/UA-1 alone.
    """
    screen, press = outputs
    compiler = _compiler(root, faces)
    if press is not None:
        compiler.compile(output=press, format="pdf", pdf_tags=False, timestamp=epoch)
    how: dict[str, Any] = {"output": screen, "format": "pdf", "timestamp": epoch}
    with archive.colours_of_screens(root / "images"):
        try:
            compiler.compile(pdf_standards=["ua-1", "a-2a"], **how)
        except typst.TypstError as fault:
            if not archive.is_archival(fault.message):
                raise
            compiler.compile(pdf_standards=["ua-1"], **how)


def _compiler(root: Path, faces: Faces) -> typst.Compiler:
    """Return Typst for a folder that holds all that it may read."""
    empty = str(root / "packages")
    return typst.Compiler(
        str(root / "text.typ"),
        root=str(root),
        ignore_system_fonts=True,
        font_paths=faces.paths(),
        package_path=empty,
        package_cache_path=empty,
    )


def read(artefact: Artefact, job: Job) -> Reading | None:
    """Return what a reader meets in a PDF; None for a print PDF with the pages of the screen."""
    if artefact.format == "pdf-print":
        return read_print(artefact.path, artefact.path.with_name(f"{job.slug}-screen.pdf"))
    if artefact.format.endswith(covers.COVER):
        return None
    if artefact.format != "pdf-screen":
        return _read_printed(artefact, job)
    return read_screen(artefact.path, setting_of(job))


def _read_printed(artefact: Artefact, job: Job) -> Reading | None:
    """Read the file of a printer, by the screen's or by a tagged one that is set on its page."""
    printer = printer_of(artefact, job)
    screen = artefact.path.with_name(f"{job.slug}-screen.pdf")

    def tagged(page: Page) -> Path:
        path = witness(job, printer.name)
        if not path.is_file():
            Anew(job, faces_of(job.project)).set(page, printer.name)
        return path

    return proof_of.read(artefact.path, screen, printer, setting_of(job), tagged)


def printer_of(artefact: Artefact, job: Job) -> Printer:
    """Return the printer that a file is for. Raises InputError where the job has none of them."""
    name = artefact.format.removeprefix("pdf-").removesuffix(covers.COVER)
    for printer in job.printers:
        if printer.name == name:
            return printer
    raise InputError(f"There is no printer “{name}”.")


def setting_of(job: Job) -> Setting:
    """Return how a book is set, for one who reads its PDFs."""
    edition = job.project.edition
    is_article = edition.form == "article"
    lines = title_lines(edition, reading.canon(job.document).headings) if is_article else []
    page = page_of(edition.design.trim)
    references = references_of(reading.document(job.document), survey_of(job.document))
    rtl = direction(edition.lang) == "rtl"
    small = has_small_capitals(job.project)
    return Setting(page, title_pages(edition), rtl, lines, references, small)


def check(artefact: Artefact, job: Job) -> list[Finding]:
    """Return what is wrong with one of the PDFs."""
    edition = job.project.edition
    if artefact.format == "pdf-print":
        findings = check_print(artefact.path, edition, lambda: _image_files(job))
        if not job.printers:
            findings += fineness(artefact.path, Files(_image_files(job)))
        return [*findings, *check_front(artefact.path, edition)]
    if artefact.format != "pdf-screen":
        return _check_printed(artefact, job)
    document = reading.document(job.document)
    formulas = survey_of(job.document).of("Math")
    findings = check_screen(artefact.path, edition, division_titles(document))
    findings += formula_findings(document, formulas)
    findings += style_findings(job.project, survey_of(job.document))
    tables = survey_of(job.document).of("Table")
    findings += table_findings(tables, page_of(edition.design.trim))
    findings += ua_findings(artefact.path) + archive.archive_findings(artefact.path)
    return [*findings, *check_front(artefact.path, edition)]


def _check_printed(artefact: Artefact, job: Job) -> list[Finding]:
    """Return what is wrong with one of the files for a printer."""
    if artefact.format == covers.FRONT:
        return []
    printer = printer_of(artefact, job)
    if artefact.format.endswith(covers.COVER):
        return covers.check(artefact.path, job, printer)
    page, files = page_of(job.project.edition.design.trim), Files(_image_files(job))
    with pikepdf.open(artefact.path) as pdf:
        pages = len(pdf.pages)
    faults = preflight(artefact.path, printer, page, files)
    return [*faults, *covers.missing(job, printer, pages)]


def _image_files(job: Job) -> list[Path]:
    images = survey_of(job.document).of("Image")
    sources = dict.fromkeys(node["c"][2][0] for node in images)
    return [find_image(job.project, source) for source in sources]


def _artefact(name: str, path: Path, counts: dict[str, int]) -> Artefact:
    data = path.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    return Artefact(name, path, MEDIA_TYPE, digest, len(data), counts=dict(counts))


FORMAT = Format("pdf", write, read, check)
