"""The Word edition: a file that an author or editor can work in, and print as it stands."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from octavo import pandoc
from octavo.book.crossrefs.listed import numbered
from octavo.cache import Cache
from octavo.formats import archive
from octavo.formats.docx import index
from octavo.formats.docx import package as docx_package
from octavo.formats.docx import reference as docx_reference
from octavo.formats.docx.body import (
    Entry,
    drop_marks,
    finish_headings,
    finish_notes,
    finish_text,
    hold_ranges,
)
from octavo.formats.docx.check import check
from octavo.formats.docx.code import part_lines
from octavo.formats.docx.crossrefs import Counted, further_lists
from octavo.formats.docx.drawings import without_drawings
from octavo.formats.docx.forms import head_article
from octavo.formats.docx.front import contents, copyright_page, title_page
from octavo.formats.docx.lists import finish_lists, letter_appendices, number_chapters
from octavo.formats.docx.looks import Looks
from octavo.formats.docx.page import Page, page_for
from octavo.formats.docx.pages import put_pages
from octavo.formats.docx.prepare import Heading, prepare
from octavo.formats.docx.read import read, reading_of
from octavo.formats.docx.sections import Division, Section, Sections, divide, lay_out
from octavo.formats.docx.sending import PROPERTY, mark_leaves, name_file
from octavo.formats.docx.xml import Element, parse, put_in_order, serialise, w
from octavo.formats.docx.zotero import Fields
from octavo.formats.lists import Listing, lists_of
from octavo.formats.pictures import name_pictures, put_pictures
from octavo.model.artefact import Artefact, Format, Job, Reading
from octavo.model.edition import Edition
from octavo.model.finding import InputError
from octavo.model.nodes import Document
from octavo.text.terms import terms_for

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PARTS = ("document", "footnotes", "numbering", "styles")
"""The parts that are finished, by name; pandoc always writes them."""


@dataclass(frozen=True, slots=True)
class Marked:
    """What is known of the text beside its words: headings, what is counted, listed, indexed."""

    headings: Sequence[Heading]
    counted: Counted
    lists: Sequence[Listing] = ()
    entries: Sequence[index.Entry] = ()


def write(job: Job) -> list[Artefact]:
    """Write the Word edition into `job.work`; return it with its counts of words, notes and images.

    Raises InputError where pandoc cannot read the document or one of its images.
    """
    edition = job.project.edition
    document = Document.loads(job.document.read_bytes())
    pictures = without_drawings(document, name_pictures(document, job.project))
    ornaments = frozenset(name for name, picture in pictures.items() if picture.is_decorative)
    fields = Fields.of(document, job.project)
    counted = Counted(list(numbered(document.blocks)), edition.lang, _has_parts(document))
    lists = lists_of(document, edition)
    entries = index.Marks.of(document).entries
    headings = prepare(document, edition.lang, ornaments, fields)
    page = page_for(job)
    folder = put_pictures(pictures, job.work / "pictures")
    members = _convert(job, document, page, headings, folder)
    shutil.rmtree(folder)
    counts = _finish(job, members, page, Marked(headings, counted, lists, entries))
    properties = fields.preferences() if fields else {}
    if job.sending:
        name_file(members, job.sending.id)
        properties = {PROPERTY: job.sending.id, **properties}
    if properties:
        docx_package.add_properties(members, properties)
    path = job.work / f"{job.slug}.docx"
    archive.write(path, members, job.epoch)
    return [Artefact("docx", path, MEDIA_TYPE, counts=counts)]


def _convert(
    job: Job, document: Document, page: Page, headings: Sequence[Heading], folder: Path
) -> dict[str, bytes]:
    """Let pandoc write the text, in the folder of its pictures; return the members of its file."""
    reference, written = job.work / "reference.docx", job.work / "pandoc.docx"
    parts = any(heading.division == "part" for heading in headings)
    store = Cache(job.project.cache)
    styles = docx_reference.reference(store, page, job.project.edition, parts=parts)
    reference.write_bytes(styles)
    arguments = ["-f", "json", "-t", "docx", "--syntax-highlighting=none"]
    arguments += [f"--reference-doc={reference.resolve()}", "-o", str(written.resolve())]
    pandoc.run(arguments, document.dumps(), folder)
    members = archive.read(written)
    for path in (reference, written):
        path.unlink()
    return members


def _finish(job: Job, members: dict[str, bytes], page: Page, marked: Marked) -> dict[str, int]:
    """Finish the parts in place, and give the counts."""
    edition = job.project.edition
    parts = {name: parse(members[f"word/{name}.xml"]) for name in PARTS}
    package = docx_package.Package(members)
    package.drop(docx_package.UNWANTED)
    package.relate_notes(parts["footnotes"])
    counts = _finish_text(job, parts, package, page, marked)
    Looks(parts["styles"]).settle(parts["document"], parts["footnotes"])
    for name, root in parts.items():
        put_in_order(root)
        members[f"word/{name}.xml"] = serialise(root)
    members["word/settings.xml"] = docx_package.settings(page, edition.lang)
    members["word/fontTable.xml"] = docx_package.fonts()
    members["docProps/core.xml"] = docx_package.core_properties(edition, job.epoch)
    members["docProps/app.xml"] = docx_package.extended_properties(edition, counts["words"])
    package.close()
    return counts


def _finish_text(
    job: Job,
    parts: dict[str, Element],
    package: docx_package.Package,
    page: Page,
    marked: Marked,
) -> dict[str, int]:
    body = parts["document"].find(w("body"))
    if body is None:
        raise InputError("pandoc wrote a Word file without a body.", hint="Tell the developers.")
    entries = finish_headings(body, marked.headings)
    finish_lists(parts["numbering"], page)
    number_chapters(parts["numbering"], entries, page)
    letter_appendices(parts["numbering"], entries, page, job.project.edition.lang)
    finish_text(body, page)
    finish_notes(parts["footnotes"], page)
    marked.counted.finish(body, parts["footnotes"], page)
    drop_marks(parts["styles"])
    counts = _counts(reading_of(body, parts["footnotes"]))
    if job.sending:
        mark_leaves(body, parts["footnotes"])
    part_lines(body, parts["footnotes"])
    groups = _front(job, entries, page, marked.lists)
    if job.project.edition.form == "article":
        head_article(body, entries, job.project.edition, page)
    groups += divide(body, entries, job.project.edition)
    if marked.entries:
        groups.append(_index(marked.entries, job.project.edition))
    if not page.manuscript:
        hold_ranges(body, parts["footnotes"])
    lay_out(body, groups, Sections(package, page, job.project.edition))
    return counts


def _index(entries: Sequence[index.Entry], edition: Edition) -> Division:
    title = terms_for(edition.lang).index
    section = Section(index.HEADING, title, edition.opens_on_recto)
    return Division(index.division(entries, edition.lang), section)


def _has_parts(document: Document) -> bool:
    return any(b["t"] == "Header" and "part" in b["c"][1][1] for b in document.blocks)


def _front(
    job: Job, entries: Sequence[Entry], page: Page, lists: Sequence[Listing]
) -> list[Division]:
    """Return the pages before the text: title, copyright, contents, each a section.

    Where nothing is known for the page behind the title, the contents follow at once: a blank page
    in a Word file looks like a fault.
    """
    edition = job.project.edition
    groups, roman = [], edition.is_book
    behind = copyright_page(edition, page) if edition.form != "article" else []
    if edition.form != "article":
        groups.append(Division(title_page(edition), Section(roman=roman, restart=True)))
    if behind:
        groups.append(Division(behind, Section(roman=roman)))
    listed = contents(entries, edition.lang, page) if edition.has_contents else None
    if listed is not None:
        recto = bool(behind) and edition.is_book
        section = Section("TOCHeading", terms_for(edition.lang).contents, recto, roman)
        further = further_lists(lists, edition.lang, page)
        groups.append(Division([listed, *further], section))
    return groups


def _counts(reading: Reading) -> dict[str, int]:
    return {
        "words": len(reading.body),
        "notes": len(reading.notes),
        "headings": len(reading.headings),
        "images": len(reading.images),
    }


FORMAT = Format("docx", write, read, check, put_pages)
