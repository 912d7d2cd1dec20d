"""The web edition: one page that can be mailed, and a site with a page a chapter."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from pathlib import Path

from octavo import pandoc
from octavo.cache import Cache
from octavo.formats.descriptions import only_lost
from octavo.formats.front_lines import compare
from octavo.formats.html import claims, forms, images, paragraphs, site, site_check, statement
from octavo.formats.html import frame as html_frame
from octavo.formats.html.check import Page, check_pages, found_in, front
from octavo.formats.html.document import load
from octavo.formats.html.finish import finish, scroll_wide, set_level
from octavo.formats.html.head import About, head
from octavo.formats.html.notes import place_notes
from octavo.formats.html.page_marks import breaks, put_pages
from octavo.formats.html.paper import fit_paper
from octavo.formats.html.reading import read_trees
from octavo.formats.html.structure import marks
from octavo.formats.html.templates import Markup
from octavo.formats.html.tree import Element, parse_fragment, to_html
from octavo.formats.lists import Listing
from octavo.model.artefact import Artefact, Format, Job, Reading
from octavo.model.edition import Edition
from octavo.model.finding import Finding
from octavo.model.nodes import Document
from octavo.text.terms import terms_for

MEDIA_TYPE = "text/html"
MOVING = (".gif", ".png", ".webp")
WRITER = (
    *("-f", "json", "-t", "html5", "--mathml", "--section-divs", "--wrap=none"),
    "--syntax-highlighting=none",
)


def write(job: Job) -> list[Artefact]:
    """Write `SLUG.html` and the folder `site/` in `job.work`.

    Raises InputError for an image that is missing, remote or of an unknown type.
    """
    loaded = load(job)
    root = _text(loaded.document, job)
    paragraphs.name(root)
    reading = read_trees([root])
    counts = {
        "words": len(reading.body),
        "notes": len(reading.notes),
        "images": len(reading.images),
    }
    page = job.work / f"{job.slug}.html"
    pictures = (one.data() for one in loaded.pictures.values() if one.suffix in MOVING)
    claimed = claims.of_trees([root], pictures)
    folder = job.work / site.FOLDER
    addresses = images.put(root, loaded.pictures, folder, Cache(job.project.cache))
    copy = deepcopy(root)
    if images.is_mailed(loaded.pictures):
        images.within(copy, loaded.pictures, addresses)
    else:
        images.beside(copy, site.FOLDER)
    stated = statement.statement(job.project.edition, claimed, 2)
    page.write_bytes(_one_page(copy, job, loaded.lists, stated).encode())
    pages = site.write(root, job, folder, site.Beside(addresses, loaded.lists, loaded.document))
    statement.write(folder, job.project.edition, claimed)
    return [
        Artefact("html", page, MEDIA_TYPE, counts=counts),
        Artefact("site", folder, MEDIA_TYPE, counts={**counts, "pages": pages}),
    ]


def _text(document: Document, job: Job) -> Element:
    """Return the book's text as a finished tree: titles one level below the book's."""
    return text_of(document, job.project.edition, job.work)


def text_of(document: Document, edition: Edition, folder: Path | None = None) -> Element:
    """Return a document, or some blocks of one, as a finished tree: without page and pictures.

    `folder` is where pandoc runs.
    """
    data = pandoc.run([*WRITER], document.dumps(), folder)
    root = parse_fragment(data)
    terms = terms_for(edition.lang)
    finish(root)
    set_level(root, 1)
    forms.take_title(root, edition)
    place_notes(root, terms)
    scroll_wide(root, terms.table)
    fit_paper(root)
    return root


def _one_page(root: Element, job: Job, lists: list[Listing], stated: Markup) -> str:
    """Return the markup of the one page; the tree is used up."""
    edition = job.project.edition
    listed = html_frame.entries(root)
    addresses = [f"#{entry.identifier}" for entry in listed]
    style = Markup("<style>\n{}</style>").format(Markup(html_frame.asset("style.css")))
    contents = html_frame.contents(listed, addresses, edition, is_open=True)
    contents = html_frame.joined(contents, html_frame.lists(lists, {}))
    page = html_frame.Page(
        title=edition.title,
        kind="book",
        head=head(edition, About(), style),
        before=html_frame.before(listed, contents, edition),
        main=Markup(to_html(root)),
        after=html_frame.joined(stated, html_frame.copyright_block(edition)),
    )
    return html_frame.fill(page, edition)


def read(artefact: Artefact, job: Job) -> Reading:  # noqa: ARG001 - a Format's signature
    """Read the page, or the site's pages in the order in which they follow one another."""
    trees = [_main(tree) for tree in _pages(artefact).values()]
    return replace(read_trees(trees), marks=marks(trees))


def check(artefact: Artefact, job: Job) -> list[Finding]:
    """Check links, ids, images, notes and that nothing is fetched from elsewhere."""
    root = artefact.path
    files = {p.relative_to(root).as_posix() for p in root.rglob("*") if p.is_file()}
    if root.is_file():
        files = site.pictures_beside(root)
    pages = [Page(name, tree) for name, tree in _pages(artefact).items()]
    own = site.own_scripts(root)
    of_pages = check_pages(pages, files, artefact.format, own)
    findings = only_lost(of_pages, "image-alt", job)
    findings += site.check_whole(root, pages, own, of_pages)
    findings += found_in(site_check.faults(root, pages, job), artefact.format)
    title, page = front(pages[0].tree)
    return [*findings, *compare(title, page, job.project.edition)]


def _pages(artefact: Artefact) -> dict[str, Element]:
    if artefact.path.is_dir():
        return site.read_pages(artefact.path)
    return {artefact.path.name: site.parse_page(artefact.path)}


def _main(tree: Element) -> Element:
    return next((e for e in tree.iter("main")), tree)


FORMAT = Format("html", write, read, check, put_pages, breaks)
