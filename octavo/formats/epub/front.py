"""The pages before the text of an EPUB: cover, title page, copyright page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from octavo.cache import Cache
from octavo.files import redraw, redraw_covers
from octavo.formats import imprint
from octavo.formats.epub.cover import cover_file, cover_words
from octavo.formats.epub.pages import STYLE, Page
from octavo.formats.html.document import MEDIA_TYPES
from octavo.formats.html.frame import title_words
from octavo.formats.html.templates import Markup, block
from octavo.formats.html.templates import fill as fill_template
from octavo.formats.html.tree import parse
from octavo.formats.made_once import made_once
from octavo.model.artefact import Job
from octavo.model.edition import Edition
from octavo.text.terms import direction, terms_for

ASSETS = Path(__file__).parent / "assets"
BLOCKS = ASSETS / "blocks.xhtml"


@dataclass(frozen=True, slots=True)
class Front:
    """The first pages with the cover's image, its name below EPUB/ and its media type.

    An article has its title above the text, and its copyright page `behind` it.
    """

    pages: list[Page]
    behind: list[Page]
    cover: bytes
    cover_name: str
    cover_type: str
    style: bytes


def fill(edition: Edition, title: str, kind: str, body: Markup, style: str = STYLE) -> bytes:
    """Set a page of the press's own in the template; `kind` is the body's EPUB type."""
    page = fill_template(
        ASSETS / "page.xhtml",
        lang=edition.lang,
        dir=direction(edition.lang),
        title=title,
        style=style,
        kind=kind,
        body=body,
    )
    return page.encode()


def front_pages(job: Job) -> Front:
    """Make the first pages; raises InputError where the cover named in the edition is missing."""
    edition = job.project.edition
    terms = terms_for(edition.lang)
    file = cover_file(job.project, job.work)
    suffix = file.suffix.lower()
    name = f"media/cover{suffix}"
    pages = [own_page("cover", terms.cover, _cover(edition, name), edition)]
    behind = []
    if imprint.copyright_lines(edition):
        behind.append(
            own_page("copyright-page", terms.copyright, _copyright_page(edition), edition)
        )
    if edition.form != "article":
        pages += [own_page("titlepage", terms.title_page, _title_page(edition), edition), *behind]
        behind = []
    style = style_sheet(edition).encode()
    front = redraw.published(file.read_bytes())
    fitted = partial(redraw_covers.within_epub, front)
    data = made_once(Cache(job.project.cache), "cover within", front, fitted)
    return Front(pages, behind, data, name, MEDIA_TYPES[suffix], style)


def style_sheet(edition: Edition) -> str:
    """Return the style sheet, its sides those of the book's direction for older readers."""
    start, end = ("right", "left") if direction(edition.lang) == "rtl" else ("left", "right")
    return fill_template(ASSETS / "book.css", start=start, end=end)


def own_page(kind: str, title: str, body: Markup, edition: Edition) -> Page:
    """Return a page of the press's own."""
    matter = "cover" if kind == "cover" else "frontmatter"
    tree = parse(fill(edition, title, matter, body))
    return Page(f"text/{kind}.xhtml", tree, kind, title, identifier=kind)


def _cover(edition: Edition, image: str) -> Markup:
    return block(BLOCKS, "cover", image=image, alt=cover_words(edition))


def _title_page(edition: Edition) -> Markup:
    people = imprint.people_lines(edition)
    title, subtitle = title_words(edition)
    return block(BLOCKS, "title_page", title=title, subtitle=subtitle, people=people)


def _copyright_page(edition: Edition) -> Markup:
    return block(BLOCKS, "copyright_page", lines=imprint.copyright_parts(edition))
