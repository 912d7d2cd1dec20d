"""The pages before the text of an EPUB: cover, title page, copyright page."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path
from string import Template

from octavo.formats import imprint
from octavo.formats.epub.cover import cover_file
from octavo.formats.epub.pages import STYLE, Page
from octavo.formats.html.document import MEDIA_TYPES
from octavo.formats.html.frame import asset
from octavo.formats.html.tree import parse
from octavo.model.artefact import Job
from octavo.model.edition import Edition
from octavo.text.terms import direction, terms_for

ASSETS = Path(__file__).parent / "assets"


@dataclass(frozen=True, slots=True)
class Front:
    """The first pages with the cover's image, its name below EPUB/ and its media type."""

    pages: list[Page]
    cover: bytes
    cover_name: str
    cover_type: str
    style: bytes


def fill(edition: Edition, title: str, kind: str, body: str, style: str = STYLE) -> bytes:
    """Set a page of the press's own in the template; `kind` is the body's EPUB type."""
    page = Template(asset("page.xhtml", ASSETS)).substitute(
        lang=escape(edition.lang),
        dir=direction(edition.lang),
        title=escape(title),
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
    pages = [
        _page("cover", terms.cover, _cover(edition, name), edition),
        _page("titlepage", terms.title_page, _title_page(edition), edition),
    ]
    if imprint.copyright_lines(edition, "epub"):
        pages.append(_page("copyright-page", terms.copyright, _copyright_page(edition), edition))
    style = asset("book.css", ASSETS).encode()
    return Front(pages, file.read_bytes(), name, MEDIA_TYPES[suffix], style)


def _page(kind: str, title: str, body: str, edition: Edition) -> Page:
    matter = "cover" if kind == "cover" else "frontmatter"
    tree = parse(fill(edition, title, matter, body))
    return Page(f"text/{kind}.xhtml", tree, kind, title, identifier=kind)


def _cover(edition: Edition, image: str) -> str:
    alt = f"{terms_for(edition.lang).cover}: {edition.title}"
    if edition.authors:
        alt += f" · {imprint.authors(edition)}"
    return (
        '<section id="cover" epub:type="cover" class="cover">\n'
        f'<img src="../{image}" alt="{escape(alt)}"/>\n</section>'
    )


def _title_page(edition: Edition) -> str:
    lines = [f'<h1 epub:type="title">{escape(edition.title)}</h1>']
    if edition.subtitle:
        marks = 'class="subtitle" epub:type="subtitle" role="doc-subtitle"'
        lines.append(f"<p {marks}>{escape(edition.subtitle)}</p>")
    lines += [
        f'<p class="{kind}">{escape(line)}</p>' for kind, line in imprint.people_lines(edition)
    ]
    return _section("titlepage", "title-page", lines)


def _copyright_page(edition: Edition) -> str:
    lines = [f"<p>{escape(line)}</p>" for line in imprint.copyright_lines(edition, "epub")]
    return _section("copyright-page", "copyright", lines)


def _section(kind: str, name: str, lines: list[str]) -> str:
    inner = "\n".join(lines)
    return f'<section id="{kind}" epub:type="{kind}" class="{name}">\n{inner}\n</section>'
