"""The EPUB 3.3: pandoc writes the text, the rest is made here.

Pandoc's own metadata, navigation and title page are left out: measured, they are constant where
they should be computed, and EPUBCheck or Ace refuse some of them.
"""

from __future__ import annotations

import shutil
from dataclasses import replace

from octavo import pandoc
from octavo.cache import Cache
from octavo.formats import archive
from octavo.formats.descriptions import only_lost
from octavo.formats.epub import check as epub_check
from octavo.formats.epub import fonts, reading
from octavo.formats.epub.front import front_pages, own_page
from octavo.formats.epub.media import shrink
from octavo.formats.epub.metadata import claims_of
from octavo.formats.epub.modified import OPF, digest, moment
from octavo.formats.epub.package import Package, navigation, ncx, package
from octavo.formats.epub.page_list import breaks, put_pages
from octavo.formats.epub.pages import Book, finish_pages
from octavo.formats.front_lines import compare
from octavo.formats.html import statement
from octavo.formats.html.document import load
from octavo.formats.html.forms import put_head
from octavo.formats.html.reading import read_trees
from octavo.formats.html.tree import DIVISIONS, q, to_xhtml
from octavo.formats.lists import Listing
from octavo.formats.pictures import put_pictures
from octavo.model.artefact import Artefact, Format, Job, Reading
from octavo.model.finding import Finding
from octavo.model.nodes import Document, Node

MEDIA_TYPE = "application/epub+zip"
WRITER = (
    *("-f", "json", "-t", "epub3", "--mathml", "--wrap=none", "--syntax-highlighting=none"),
    "--epub-title-page=false",
)
OPENING = "octavo-opening"
"""The id of the heading put before a text that begins without one; it is taken out again."""

CONTAINER = b"""<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
  <rootfiles>
    <rootfile full-path="EPUB/content.opf" media-type="application/oebps-package+xml"/>
  </rootfiles>
</container>
"""


def write(job: Job) -> list[Artefact]:
    """Write `SLUG.epub` in `job.work`.

    Raises InputError for an image that is missing, remote or of an unknown type.
    """
    path = job.work / f"{job.slug}.epub"
    loaded = load(job)
    document = loaded.document
    level = _prepare_levels(document)
    arguments = [*WRITER, f"--split-level={level}", "-o", "-"]
    folder = put_pictures(loaded.pictures, job.work / "pictures")
    shrink(folder, Cache(job.project.cache))
    path.write_bytes(pandoc.run(arguments, document.dumps(), folder))
    shutil.rmtree(folder)
    book = finish_pages(archive.read(path), job.project.edition, OPENING)
    if job.project.edition.form == "article":
        put_head(next(book.pages[0].body.iter(q("section"))), job.project.edition)
    archive.write(path, _members(book, job, loaded.lists), job.epoch)
    text = read_trees(page.body for page in book.pages)
    counts = {
        "words": len(text.body),
        "notes": len(text.notes),
        "images": len(text.images),
    }
    return [Artefact("epub", path, MEDIA_TYPE, counts=counts)]


def _prepare_levels(document: Document) -> int:
    """Make each division a file of its own; return the level at which pandoc shall split.

    In a book with parts, chapters are of level 2; the sections of a division of level 1 (a
    preface) are lowered out of the way, and raised again in the page.
    """
    headings = [block for block in document.blocks if block["t"] == "Header"]
    if not document.blocks or document.blocks[0] not in headings[:1]:
        opening = [1, [OPENING, ["frontmatter"], []], [{"t": "Str", "c": OPENING}]]
        document.blocks.insert(0, {"t": "Header", "c": opening})
    if not any(h["c"][0] == 2 and _division(h) for h in headings):
        return 1
    lower = False
    for heading in headings:
        if _division(heading):
            lower = heading["c"][0] == 1
        elif lower:
            heading["c"][0] = min(heading["c"][0] + 1, 6)
    return 2


def _division(heading: Node) -> bool:
    return any(name in DIVISIONS for name in heading["c"][1][1])


def _members(book: Book, job: Job, lists: list[Listing]) -> dict[str, bytes]:
    """Return the files of the EPUB by name."""
    edition = job.project.edition
    book.media.update(fonts.files(job.project))
    front = front_pages(job)
    if stated := statement.statement(edition, claims_of(book)):
        title = statement.title_of(edition)
        front.behind.append(own_page(statement.NAME, title, stated, edition))
    content = Package(edition, "", front, book, tuple(lists))
    members = {
        "mimetype": MEDIA_TYPE.encode(),
        "META-INF/container.xml": CONTAINER,
        OPF: package(content),
        "EPUB/nav.xhtml": navigation(content),
        "EPUB/toc.ncx": ncx(content),
        "EPUB/styles/book.css": front.style + fonts.style(job.project).encode(),
        f"EPUB/{front.cover_name}": front.cover,
    }
    members |= {f"EPUB/{page.name}": to_xhtml(page.tree) for page in content.pages}
    members |= {f"EPUB/{name}": data for name, data in book.media.items()}
    modified = moment(job.project, digest(members))
    return members | {OPF: package(replace(content, modified=modified))}


def read(artefact: Artefact, job: Job) -> Reading:  # noqa: ARG001 - a Format's signature
    """Read the text in the order of the spine, as ebooklib gives it."""
    return reading.read(artefact.path)


def check(artefact: Artefact, job: Job) -> list[Finding]:
    """Check links, ids, images, notes, spine and navigation; EPUBCheck is `epubcheck`'s part."""
    findings = only_lost(epub_check.check(artefact.path, job), "image-alt", job)
    title, page = epub_check.front(artefact.path)
    return [*findings, *compare(title, page, job.project.edition)]


FORMAT = Format("epub", write, read, check, put_pages, breaks)
