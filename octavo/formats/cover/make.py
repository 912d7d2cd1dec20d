"""The printer's cover of a book: its sheet by the pages of the inside, and what stands on it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from octavo.book import paths
from octavo.files import redraw, yaml
from octavo.formats.cover import barcode
from octavo.formats.cover.draw import Bench, Code, Look, Sheet, draw_wrap
from octavo.formats.cover.finish import finish
from octavo.formats.cover.pictures import check_pictures, named, picture
from octavo.formats.cover.words import ink_of, paragraphs, words_of
from octavo.formats.cover.wrap import Binding, Wrap, spine_width, wrap_of
from octavo.formats.pdf.faces import faces_of
from octavo.formats.pdf.glyphs import unshowable
from octavo.model.artefact import Job
from octavo.model.checkdigits import isbn_digits, isbn_shown
from octavo.model.counted import counted
from octavo.model.edition import Edition, Project
from octavo.model.finding import Finding, InputError, Place
from octavo.model.near import meant
from octavo.model.printers import Boards, Printer
from octavo.model.rules import severity
from octavo.text.terms import direction
from octavo.text.terms_money import price

PLACES = {"front": "cover", "back": "cover-back", "wrap": "cover-wrap", "logo": "logo"}
"""Where pictures stand on the sheet, and the keys that name them."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A cover before it is drawn: the printer, the sheet, and the paper that was reckoned with."""

    printer: Printer
    pages: int
    wrap: Wrap
    paper: str


def plan(project: Project, printer: Printer, pages: int) -> Plan:
    """Return the plan of a cover for a book of so many pages.

    Raises InputError where the printer has no such paper, or makes no hardbacks.
    """
    edition = project.edition
    design = edition.design
    paper = design.paper or printer.cover.usual_paper
    if not printer.cover.papers and not design.spine:
        raise InputError(
            f"No paper of {printer.title or printer.name} is known, nor the width of the spine.",
            hint="Write `spine: 21.5` (millimetres) in design.yaml, or `cover: {papers: …}`.",
        )
    if paper not in printer.cover.papers and not design.spine:
        known = f"One of {', '.join(printer.cover.papers)}."
        raise InputError(
            f"{printer.title} has no paper “{paper}”.",
            place=_place(project, "paper"),
            hint=meant(paper, list(printer.cover.papers), known),
        )
    boards = _boards(project, printer)
    spine = (
        float(design.spine)
        if design.spine
        else spine_width(pages, printer.cover.papers[paper], boards)
    )
    flap = float(design.flaps) if design.flaps else 0.0
    binding = Binding(spine, boards, flap, direction(edition.lang) == "rtl")
    wrap = wrap_of(design.trim, pages, printer.cover, binding)
    return Plan(printer, pages, wrap, paper)


def _boards(project: Project, printer: Printer) -> Boards | None:
    """Return the boards of a hardback: with flaps it has a jacket, else a printed case."""
    edition = project.edition
    if edition.binding != "hardback":
        return None
    boards = printer.cover.jacket if edition.design.flaps else printer.cover.case
    if boards is None:
        what = "jacket" if edition.design.flaps else "case"
        raise InputError(
            f"What {printer.title} asks of a hardback’s {what} is not known.",
            place=paths.place_of(project, "binding"),
            hint="Take its measures from the printer’s template, and write them into design.yaml: "
            "`spine: 21.5` (mm) and printers: [{name: hard, over: "
            f"{printer.name}, cover: {{{what}: {{overhang: 3, hinge: 10, wrap: 15}}}}}}]; "
            "or name another printer.",
        )
    return boards


def write_cover(job: Job, plan: Plan, path: Path) -> None:
    """Draw the cover of a plan into a file. Raises InputError for a picture that is not there."""
    project = job.project
    folder = job.work / f"cover-{plan.printer.name}"
    folder.mkdir()
    look = Look(
        project.edition.design.cover_design,
        ink_of(project.edition),
        "rgb" if plan.printer.cover.colour == "rgb" else "cmyk",
    )
    sheet = _sheet(project, plan, folder)
    words = words_of(project.edition)
    bench = Bench(folder, faces_of(project), job.epoch)
    path.write_bytes(draw_wrap(words, look, sheet, bench))
    finish(path, plan.wrap, plan.printer, job)


def _sheet(project: Project, plan: Plan, folder: Path) -> Sheet:
    edition = project.edition
    has_flaps = plan.wrap.flap > 0
    note = tuple(paragraphs(edition.author_note))
    blurb = tuple(paragraphs(edition.blurb or described(project)))
    return Sheet(
        plan.wrap,
        blurb,
        () if has_flaps else note,
        tuple(price(name, amount, edition.lang) for name, amount in edition.price.items()),
        re.sub(r"^https?://(www\.)?|/$", "", edition.imprint_page.website),
        code_of(edition),
        dict(_pictures(project, folder)),
        tuple(paragraphs(described(project))) if has_flaps and edition.blurb else (),
        note if has_flaps else (),
    )


def described(project: Project) -> str:
    """Return the description, or "" where the faces of the book have not all of its letters.

    It is for shops: only the blurb must be settable.
    """
    description = project.edition.description
    signs = frozenset(filter(str.isprintable, description))
    return "" if unshowable(signs, faces=faces_of(project)) else description


def _pictures(project: Project, folder: Path) -> Iterator[tuple[str, str]]:
    """Copy the pictures of a cover into a folder; yield where each stands, and its name there."""
    for place, key in PLACES.items():
        if named(project, key):
            file = picture(project, key)
            name = f"{place}{file.suffix.lower()}"
            (folder / name).write_bytes(redraw.published(file.read_bytes(), keeps_inks=True))
            yield place, name


def code_of(edition: Edition) -> Code | None:
    """Return what the barcode of a cover says; None where the cover has none."""
    isbn = isbn_of(edition)
    asked = edition.design.barcode
    if not isbn or (not edition.cover_wrap if asked is None else asked) is False:
        return None
    beside = (
        barcode.add_on(currency, edition.price[currency])
        for currency in ("USD", "CAD")
        if currency in edition.price
    )
    shown = isbn_shown(isbn)
    return Code(shown, isbn_digits(shown), next(beside, ""))


def isbn_of(edition: Edition) -> str:
    """Return the ISBN of the printed book: that of the print file, or of its binding."""
    return edition.isbn.get("print") or edition.isbn.get(edition.binding or "paperback", "")


def notices(project: Project, plan: Plan) -> Iterator[Finding]:
    """Yield what an editor must know of a cover: what it lacks, and what was taken for granted."""
    edition, printer = project.edition, plan.printer
    if not isbn_of(edition) and edition.design.barcode is not False:
        yield _finding(
            "cover-isbn",
            f"The cover for {printer.title} has no barcode: the printed book has no ISBN.",
            "Name it in edition.yaml: isbn: {print: …}.",
        ).at(paths.place_of(project, "isbn"))
    if edition.description and not (edition.blurb or described(project)):
        yield _finding(
            "cover-letters",
            "The back of the cover has no words: no type has all letters of the description.",
            "Write a blurb in edition.yaml, or name a font in design.yaml.",
        ).at(paths.place_of(project, "description"))
    if not plan.wrap.has_spine_text and not edition.cover_wrap:
        yield _finding(
            "cover-spine",
            f"The spine of {plan.wrap.spine:.1f} mm has no words: for {printer.title} it takes "
            f"{counted(printer.cover.spine_from, 'page')} or more, and room; these are "
            f"{plan.pages}.",
        )
    yield from _of_paper(project, plan)
    yield from check_pictures(project, plan.wrap, printer)


def _of_paper(project: Project, plan: Plan) -> Iterator[Finding]:
    printer, design = plan.printer, project.edition.design
    if design.spine:
        return
    if not design.paper:
        yield _finding(
            "cover-paper",
            f"The spine is reckoned for the paper “{plan.paper}” of {printer.title}: "
            f"{plan.wrap.spine:.2f} mm for {counted(plan.pages, 'page')}.",
            f"Name the paper in design.yaml: paper: {plan.paper}.",
        )
    if not printer.cover.checked:
        yield _finding(
            "cover-unchecked",
            f"The spine of {plan.wrap.spine:.2f} mm is an estimate: how thick the papers of "
            f"{printer.title} are is not published.",
            "Compare it with the printer’s template; write what that says: spine: 21.5 (mm).",
        )


def _finding(rule: str, message: str, hint: str = "") -> Finding:
    return Finding(rule, message, severity(rule), hint=hint, format="pdf")


def _place(project: Project, key: str) -> Place:
    path = project.root / paths.DESIGN
    return yaml.load(path, paths.DESIGN).place((key,)) if path.is_file() else Place(paths.DESIGN)
